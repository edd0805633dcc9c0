"""May the bot do this here? The checks before a call has any effect."""

from bot.playground.entities import Entity, parse_html, plain, with_found
from bot.playground.errors import bad_request, forbidden
from bot.playground.model import ADMINS, Chat, Message
from bot.playground.params import Params
from bot.playground.world import World

GENERAL_TOPIC = 1  # never named: leaving the thread out means the general topic


def chat_of(world: World, params: Params) -> Chat:
    """The chat of a call, in which the bot is.

    Raises:
        ApiError: not found, kicked, never added, or a person who did not start the bot.
    """
    chat = known_chat(world, params)
    if chat.is_private:
        if not world.users[chat.id].started:
            raise forbidden("bot can't initiate conversation with a user")
    elif chat.status_of(world.bot.id) == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    elif not chat.has(world.bot.id):
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def known_chat(world: World, params: Params) -> Chat:
    """The chat of a call, wherever the bot stands in it; ApiError when there is none."""
    if not params.has("chat_id"):
        raise bad_request("chat_id is empty")
    if params.text("chat_id").startswith("@"):
        raise bad_request("chat not found")
    chat = world.chats.get(params.integer("chat_id"))
    if chat is None or (not chat.is_private and world.bot.id not in chat.members):
        raise bad_request("chat not found")
    if chat.deleted:
        raise forbidden("the group chat was deleted") if chat.type == "group" else bad_request("chat not found")
    return chat


def writable_chat(world: World, params: Params, right: str, what: str) -> Chat:
    """The chat of a call that writes there.

    Raises:
        ApiError: as `chat_of`, or upgraded to a supergroup, or members may not send this.
    """
    chat = chat_of(world, params)
    if chat.migrated_to:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.is_private or chat.status_of(world.bot.id) in ADMINS:
        return chat
    if chat.is_channel:
        raise bad_request("need administrator rights in the channel chat")
    if not chat.permissions.get(right, True):
        raise bad_request(f"not enough rights to send {what} to the chat")
    return chat


def message_of(chat: Chat, params: Params, doing: str, what: str = "message") -> Message:
    """The message of a call; ApiError with Telegram's words for `doing` (edit, delete ...) when there is none."""
    if not params.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request(f"{what} to {doing} not found")
    return message


def thread_of(chat: Chat, params: Params) -> int:
    """The forum topic to send to, 0 for none; ApiError when there is no such topic."""
    thread = params.integer("message_thread_id")
    if thread and (thread == GENERAL_TOPIC or thread not in chat.topics):
        raise bad_request("message thread not found")
    return thread


def reply_of(chat: Chat, params: Params) -> int | None:
    """The message to reply to, None for none; ApiError when it is gone and that is not allowed."""
    reply = params.structure("reply_parameters", dict) or {}
    message_id = int(reply.get("message_id") or params.integer("reply_to_message_id"))
    if not message_id or message_id in chat.messages:
        return message_id or None
    if reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def formatted(params: Params, name: str, most: int, before: str = "") -> tuple[str, list[Entity]]:
    """The text of a call after parsing.

    Args:
        params: the call.
        name: `text`, `caption` or `description`.
        most: how long it may be after parsing, in UTF-16 code units.
        before: what stands before `parse_mode` and `entities` in the names of the parameters.

    Raises:
        ApiError: broken markup or too long. An empty text is for the caller to judge.
    """
    source = params.text(name)
    mode = params.text(f"{before}parse_mode").lower()
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    given = params.structure(f"{before}entities", list)
    if given is not None:
        text, entities = with_found(source, given)
    else:
        text, entities = with_found(*parse_html(source)) if mode else plain(source)
    if len(text.encode("utf-16-le")) // 2 > most:
        raise bad_request("message is too long" if name == "text" else "message caption is too long")
    return text, entities
