"""Every method of the Bot API that exists here, and the one way to call it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from bot.playground import chatting, photos, polls, sending, settings
from bot.playground.errors import ApiError
from bot.playground.model import Call
from bot.playground.params import Params, Upload
from bot.playground.world import World

Handler = Callable[[World, Params], Any]

_METHODS: Mapping[str, Handler] = {
    "getMe": settings.get_me,
    "getUpdates": settings.get_updates,
    "setWebhook": settings.set_webhook,
    "deleteWebhook": settings.delete_webhook,
    "getWebhookInfo": settings.webhook_info,
    "setMyCommands": settings.set_commands,
    "deleteMyCommands": settings.delete_commands,
    "getMyCommands": settings.get_commands,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": photos.send_photo,
    "sendPoll": polls.send_poll,
    "stopPoll": polls.stop_poll,
    "getFile": photos.get_file,
    "editMessageText": sending.edit_text,
    "editMessageCaption": sending.edit_caption,
    "editMessageReplyMarkup": sending.edit_markup,
    "deleteMessage": sending.delete_message,
    "answerCallbackQuery": sending.answer_press,
    "sendChatAction": sending.chat_action,
    "getChat": chatting.get_chat,
    "getChatMember": chatting.get_member,
    "getChatAdministrators": chatting.get_admins,
    "getChatMemberCount": chatting.count_members,
    "leaveChat": chatting.leave,
    "setMessageReaction": chatting.react,
    "pinChatMessage": chatting.pin,
    "unpinChatMessage": chatting.unpin,
}
NAMES: Mapping[str, str] = {name.lower(): name for name in _METHODS}
"""Method names are the same in any case, as at Telegram."""


def name_of(method: str) -> str:
    """The method's proper name.

    Raises:
        ApiError: 404, no such method here.
    """
    name = NAMES.get(method.lower())
    if name is None:
        raise ApiError(HTTPStatus.NOT_FOUND, "Not Found")
    return name


def dispatch(world: World, method: str, given: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> Any:
    """Do one call and write it in the ledger.

    Args:
        world: where.
        method: a Bot API method.
        given: its parameters, typed (JSON) or all strings (form).
        files: uploads by field name.

    Returns:
        The `result` of the answer.

    Raises:
        ApiError: refused, in Telegram's words.
    """
    name, params = name_of(method), Params(given, files)
    world.pass_time()
    try:
        result = _METHODS[name](world, params)
    except ApiError as error:
        note(world, name, params, Outcome(error.code, error.description))
        raise
    if name != "getUpdates":  # a poll is no news
        posted = result.get("message_id", 0) if isinstance(result, dict) else 0
        note(world, name, params, Outcome(HTTPStatus.OK, message_id=posted))
    return result


@dataclass(frozen=True)
class Outcome:
    """What became of a call: its code, and what there is to say about it."""

    code: int
    description: str = ""
    message_id: int = 0


def note(world: World, name: str, params: Params, outcome: Outcome) -> None:
    """Write a call in the ledger."""
    world.ledger.append(
        Call(
            at=world.now(),
            method=name,
            chat_id=_number(params, "chat_id"),
            message_id=outcome.message_id or _number(params, "message_id"),
            text=params.text("text") or params.text("caption") or params.text("question"),
            code=int(outcome.code),
            description=outcome.description,
        )
    )


def _number(params: Params, name: str) -> int:
    """A number for the ledger, also when the call was refused for it."""
    try:
        return params.integer(name)
    except ApiError:
        return 0
