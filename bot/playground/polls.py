"""Polls of the bot, as strict as Telegram: sendPoll and stopPoll."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.playground.access import chat_of, formatted, message_of, writable_chat
from bot.playground.entities import MAX_CAPTION, utf16
from bot.playground.errors import bad_request
from bot.playground.keyboards import markup_of
from bot.playground.model import Chat, Json, Message
from bot.playground.params import Params
from bot.playground.payloads import poll_json
from bot.playground.poll import MAX_OPTION, MAX_OPTIONS, MAX_QUESTION, Option, Poll
from bot.playground.sending import sent
from bot.playground.world import World

SHORTEST, LONGEST = 5, 2_628_000  # seconds a poll may be open


def send_poll(world: World, params: Params) -> Json:
    """Ask with a poll."""
    chat = writable_chat(world, params, "can_send_polls", "polls")
    poll = _poll(world, params)
    _check_together(chat, poll, params)
    shown = sent(world, chat, params, poll=poll)
    world.polls[poll.id] = poll
    return shown


def _poll(world: World, params: Params) -> Poll:
    description, entities = formatted(params, "description", MAX_CAPTION, "description_")
    open_for, closes_at = _open_for(world, params)
    return Poll(
        id=str(5_300_000_000_000_000_000 + next(world.numbers)),
        question=_question(params),
        options=[Option(world.new_option_id(), text) for text in _options(params)],
        description=description,
        description_entities=entities,
        is_anonymous=_flag(params, "is_anonymous", otherwise=True),
        takes_several=params.flag("allows_multiple_answers"),
        takes_changes=_flag(params, "allows_revoting", otherwise=True),
        takes_options=params.flag("allow_adding_options"),
        hides_results=params.flag("hide_results_until_closes"),
        open_for=open_for,
        closes_at=closes_at,
        is_closed=params.flag("is_closed"),
    )


def _flag(params: Params, name: str, *, otherwise: bool) -> bool:
    return params.flag(name) if params.has(name) else otherwise


def _question(params: Params) -> str:
    question = params.text("question").strip()
    if not question:
        raise bad_request("text must be non-empty")
    if utf16(question) > MAX_QUESTION:
        raise bad_request(f"poll question length must not exceed {MAX_QUESTION}")
    return question


def _options(params: Params) -> list[str]:
    """The options; the same words twice are allowed, as at Telegram."""
    given: list[Any] = params.structure("options", list) or []
    if not given:
        raise bad_request("poll must have at least one answer option")
    if len(given) > MAX_OPTIONS:
        raise bad_request(f"poll can't have more than {MAX_OPTIONS} options")
    texts = [_option(one) for one in given]
    if not all(texts):
        raise bad_request("text must be non-empty")
    if any(utf16(text) > MAX_OPTION for text in texts):
        raise bad_request(f"poll options length must not exceed {MAX_OPTION}")
    return texts


def _option(given: Any) -> str:
    text = given.get("text") if isinstance(given, dict) else given
    if not isinstance(text, str):
        raise bad_request("can't parse InputPollOption: Expected InputPollOption to be an Object")
    return text.strip()


def _open_for(world: World, params: Params) -> tuple[int, datetime | None]:
    """How long the poll is open and until when.

    The servers of Telegram cut or refuse other times without saying so; here they are always refused.
    """
    if params.has("open_period") and params.has("close_date"):
        raise bad_request("can't use both open_period and close_date")
    open_for = params.integer("open_period")
    closes_at = world.now() + timedelta(seconds=open_for) if open_for else None
    if params.has("close_date"):
        closes_at = datetime.fromtimestamp(params.integer("close_date"), UTC)
    if closes_at is not None and not SHORTEST <= round((closes_at - world.now()).total_seconds()) <= LONGEST:
        raise bad_request(f"polls are open from {SHORTEST} to {LONGEST} seconds")
    return open_for, closes_at


def _check_together(chat: Chat, poll: Poll, params: Params) -> None:
    if params.text("type") not in ("", "regular") or params.has("media"):
        raise bad_request("the playground shows regular polls without media only")
    if poll.takes_options and poll.is_anonymous:
        raise bad_request("options can't be added to anonymous polls")
    if chat.is_channel and not poll.is_anonymous:
        raise bad_request("non-anonymous polls can't be sent to channel chats")


def stop_poll(world: World, params: Params) -> Json:
    """Close a poll of the bot for good; a keyboard comes in the place of the one it had."""
    markup = markup_of(params)
    message = message_of(chat_of(world, params), params, "stop", "message with poll")
    poll = _stoppable(world, message)
    message.markup = markup
    world.close(poll)
    return poll_json(poll, world.users)


def _stoppable(world: World, message: Message) -> Poll:
    if message.poll is None:
        raise bad_request("message is not a poll")
    if message.sender_id != world.bot.id or message.origin:
        raise bad_request("poll can't be stopped")
    if message.poll.is_closed:
        raise bad_request("poll has already been closed")
    return message.poll
