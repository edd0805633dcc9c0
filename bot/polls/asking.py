"""From draft to open: a poll is asked in each of its chats, by Telegram where that fits, else on a card of ours."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk import MUST_ARRIVE, Decision, Desk, Scene, ready, refusal
from bot.events import Where, Who
from bot.outgoing import Draft, Drawn
from bot.polls.cards import Stand, button, card, native
from bot.polls.steering import asking_chats, blocked, called, named, steered
from bot.store import Tx
from bot.store.chat_rows import Group, group_by_id
from bot.store.outbox_settle import is_out_of_reach
from bot.store.poll_counts import answered
from bot.store.poll_places import (
    Place,
    add_place,
    first_refusal,
    leave_behind,
    open_places_in,
    place_by_id,
    place_of_key,
)
from bot.store.poll_rows import Poll, begin, mark_told, poll_by_id
from bot.store.schedule_rows import Plan, drop, plan
from core.thresholds.neighbourhood import POLL_CLOSES_AT, POLL_REMINDED_BEFORE
from core.timetable import moment

CLOSE, REMIND, RESULT, TELL = "poll_close", "poll_remind", "poll_result", "poll_tell"
"""Kinds of plans; each is about the number of a poll."""

_POLL = 5
"""Priority of a poll of Telegram: when nobody can tell whether it was posted, it is not posted twice; votes would be
split over two."""

_NOBODY = Who(id=0)


def send(scene: Scene, number: str) -> Decision:
    """Ask it; an admin of the chat that asks decides on that."""
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    if not scene.is_admin():
        return refusal(scene.words().plain("polls.for_admins"))
    chats = {it.id: it for it in asking_chats(scene) if it.id in poll.form.chats}
    in_the_way = blocked(scene, [*chats]) if poll.template.code != "told" else None
    if in_the_way is not None:
        scene.say(in_the_way)
        return Decision()
    problem = _problem(scene, poll, chats)
    if problem:
        return refusal(scene.words().plain(problem))
    return _opened(scene, poll, [*chats.values()])


def _problem(scene: Scene, poll: Poll, chats: dict[int, Group]) -> str:
    """Return what must be chosen anew, '' when nothing must."""
    if poll.form.last_day <= scene.today:
        return "polls.fault.past_date"
    if len(chats) < len(poll.form.chats):  # one of them was unlinked or can't be written to any more
        return "polls.chat_gone"
    return "" if poll.status == "draft" else "polls.stale"


def _opened(scene: Scene, poll: Poll, chats: list[Group]) -> Decision:
    closes_at = moment(poll.form.last_day, POLL_CLOSES_AT, ZoneInfo(scene.group.time_zone))
    begin(scene.tx, poll, closes_at)
    now_open = poll_by_id(scene.tx, poll.id)
    assert now_open is not None  # noqa: S101 it was changed one line up
    for chat in chats:
        _ask_in(scene, now_open, add_place(scene.tx, poll.id, chat.id, native=poll.template.native))
    for number in {poll.group, *poll.form.chats}:  # whichever is still there closes it
        plan(scene.tx, Plan(group=number, kind=CLOSE, about=str(poll.id), due=closes_at), scene.now)
    if closes_at - POLL_REMINDED_BEFORE > scene.now + POLL_REMINDED_BEFORE:  # what just came needs no reminder
        _plan(scene, REMIND, poll, closes_at - POLL_REMINDED_BEFORE)
    if poll.tells_of is not None:
        mark_told(scene.tx, poll.tells_of, scene.now)
        drop(scene.tx, scene.group.id, TELL, str(poll.tells_of))
    scene.show_here(board(scene, now_open))
    return Decision()


def _plan(scene: Scene, kind: str, poll: Poll, due: datetime) -> None:
    plan(scene.tx, Plan(group=poll.group, kind=kind, about=str(poll.id), due=due, thread=poll.thread), scene.now)


def show_board(scene: Scene, number: str) -> Decision:
    """Show again where a poll is open, and what can be done about it."""
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    if poll.status != "open":
        return refusal(scene.words().plain("polls.stale"))
    scene.say(board(scene, poll))
    return Decision()


def board(scene: Scene, poll: Poll) -> Drawn:
    """Say where a poll is open and until when, with what can be done about it."""
    words = scene.words()
    where = named(scene, poll.form.chats)
    text = words.html("polls.sent", question=poll.form.question, where=where, day=poll.form.last_day)
    row = tuple(button(words, words.plain(f"polls.button.{it}"), f"{it}+{poll.id}") for it in ("paper", "close"))
    return Drawn(text, (row,))


def _ask_in(scene: Scene, poll: Poll, place: Place) -> None:
    """Promise the message of a place, in its own chat and language."""
    group = group_by_id(scene.tx, place.group)
    assert group is not None  # noqa: S101 a place is in a chat of ours
    there = scene.elsewhere(group, poll.thread if group.id == poll.group else 0)
    if place.native:
        draw = native(there.words(), poll, channel=group.kind == "channel")
        there.promise(Draft(key=place.key, group=0, kind="poll", draw=draw, priority=_POLL))
        return
    there.promise(Draft(key=place.key, group=0, draw=ready(drawn_at(there, poll, place)), priority=MUST_ARRIVE))


def drawn_at(there: Scene, poll: Poll, place: Place, stand: Stand | None = None) -> Drawn:
    """Draw the card of a place as it is now."""
    stand = stand or Stand(answered(there.tx, poll))
    return card(there.words(), poll, place, stand, channel=there.group.kind == "channel")


# --- what does not go as meant ---


def not_asked(tx: Tx, desk: Desk, key: str, why: str) -> frozenset[int]:
    """A poll of Telegram was not posted: `refused`, then a card takes its place; `lost`, then people decide.

    Returns the chats that there is something to say to.
    """
    place = place_of_key(tx, key)
    poll = poll_by_id(tx, place.poll) if place is not None else None
    if place is None or poll is None or poll.status != "open" or not place.native or place.left:
        return frozenset()
    scene = _behind(tx, desk, poll.group, f"{key}{why}", poll.thread)
    if why == "refused":
        _tell_of_card(scene, place)
        _ask_anew(scene, poll, place, native=False)
    else:
        words = scene.words()
        again = button(words, words.plain("polls.button.again"), f"again+{place.id}")
        scene.say(Drawn(words.html("polls.lost", title=_title(scene, place)), ((again,),)))
    return frozenset(scene.promised_to)


def _behind(tx: Tx, desk: Desk, group_id: int, cause: str, thread: int = 0) -> Scene:
    """Return a scene in which nobody acts."""
    group = group_by_id(tx, group_id)
    assert group is not None  # noqa: S101 what is kept is of a chat of ours
    where = Where(tg_id=group.tg_id, kind=group.kind, thread=thread)
    return Scene(tx=tx, desk=desk, group=group, where=where, who=_NOBODY, cause=cause, now=desk.clock(), admin=True)


def _title(scene: Scene, place: Place) -> str:
    group = group_by_id(scene.tx, place.group)
    return called(scene, group) if group is not None else ""


def _tell_of_card(scene: Scene, place: Place) -> None:
    """Tell once that a chat takes no polls of Telegram; from then on its cards speak for themselves."""
    if first_refusal(scene.tx, place.group):
        scene.say(Drawn(scene.words().html("polls.refused", title=_title(scene, place))))


def _ask_anew(scene: Scene, poll: Poll, place: Place, *, native: bool) -> None:
    """Ask in the same chat with another message; what was counted on the one before counts."""
    leave_behind(scene.tx, place)
    _ask_in(scene, poll, add_place(scene.tx, poll.id, place.group, native=native))


def again(scene: Scene, number: str) -> Decision:
    """Post a poll of which nobody knows whether it was: people looked."""
    place = place_by_id(scene.tx, int(number))
    poll = steered(scene, str(place.poll if place is not None else ""))
    if isinstance(poll, Decision):
        return poll
    if place is None or place.left or not place.native or poll.status != "open":
        return refusal(scene.words().plain("polls.stale"))
    _ask_anew(scene, poll, place, native=True)
    scene.show_here(board(scene, poll))
    return Decision()


def moved(tx: Tx, desk: Desk, group: int) -> None:
    """A group got another id and its messages stayed behind: ask its open polls again."""
    for place in open_places_in(tx, group):
        if not is_out_of_reach(tx, place.key):
            continue  # whoever told of it first did this
        poll = poll_by_id(tx, place.poll)
        assert poll is not None  # noqa: S101 a place is of a poll
        scene = _behind(tx, desk, group, f"{place.key}moved")
        _ask_anew(scene, poll, place, native=place.native)
