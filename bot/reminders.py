"""From planned to done: at its moment each plan is acted on in one transaction, once, in the order of their moments.

Theory of operation. The rows are the truth; the ticker only looks now and then which are due, and at once when the
clock was moved. What acts on a plan sees the chat as a press or a command would, with the clock as the person; what it
promises carries the plan and its occurrence in the key, so that even two processes can't say it twice. Rest is kept
here and nowhere else: a moment in quiet hours, on a Sunday or on a holiday is put off to the next good one. A plan that
fails is tried again, then left, and never holds up another; when it is the disk that refuses, no plan is to blame, and
all wait for better times. What comes too late to make sense, after the bot was down or out of the chat, is skipped and
said.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import rooms
from bot.desk import Decision, Desk, Scene
from bot.events import Where, Who
from bot.outgoing import Drawn
from bot.rest import public_holidays, rest_of
from bot.store import Store, Tx
from bot.store.chat_rows import Group, group_by_id
from bot.store.errors import is_about_storage
from bot.store.schedule_rows import Due, advance, due_now, give_up, put_off, take, try_again
from bot.stored import rhythm_from
from core.timetable import good_moment, occurrence_after

log = logging.getLogger(__name__)

THE_CLOCK = Who(id=0)
"""Who acts when nobody does."""

AT_ANY_HOUR = rooms.UNHEARD
"""Kinds of plans that nobody hears of, so that rest does not put them off."""

_PAGE = 50
_LOOK_AGAIN = 15.0  # seconds; nobody minds a reminder that much later
_PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))  # before the 2nd, 3rd, 4th try


@dataclass(frozen=True)
class Ticking:
    """What the ticker works with.

    Attributes:
        acts: Who acts on which kind of plan.
        after: What follows a commit, as after an update.
    """

    store: Store
    desk: Desk
    acts: Mapping[str, rooms.Struck]
    after: Callable[[Decision], None]


class Ticker:
    """The one task that acts on plans."""

    def __init__(self, given: Ticking) -> None:
        """Take what it works with."""
        self._given = given
        self._bell = asyncio.Event()

    def wake(self) -> None:
        """Look again now."""
        self._bell.set()

    async def run(self) -> None:
        """Act on what is due until cancelled."""
        while True:
            self._bell.clear()
            try:
                await self.strike()
            except Exception as error:  # noqa: BLE001 the bot must go on when the store is well again
                log.error("schedule not readable", extra={"error": type(error).__name__})  # noqa: TRY400 rows may stand in it
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_AGAIN):
                    await self._bell.wait()

    async def strike(self) -> int:
        """Act on everything that is due now; return how much it was.

        Those of a page are queued in their order and share a commit; each still is a transaction of its own.
        """
        struck = 0
        while numbers := await due_now(self._given.store, self._given.desk.clock(), _PAGE):
            await asyncio.to_thread(public_holidays, self._given.desk.time_zone)  # loaded here they hold up no writing
            await asyncio.gather(*map(self._act, numbers))
            struck += len(numbers)
        return struck

    async def _act(self, number: int) -> None:
        now = self._given.desk.clock()
        try:
            decision = await self._given.store.write(act_on, self._given.desk, self._given.acts, number, now)
        except Exception as error:
            if is_about_storage(error):
                raise
            # One plan may not hold up the others.
            log.error("plan failed", extra={"plan": number, "error": type(error).__name__})  # noqa: TRY400 words may stand in it
            await self._given.store.write(_failed, number, type(error).__name__, now)
            return
        if decision is not None:
            self._given.after(decision)


def act_on(tx: Tx, desk: Desk, acts: Mapping[str, rooms.Struck], number: int, now: datetime) -> Decision | None:
    """Do everything of one plan in one transaction; None when nothing was to be done yet, or any more."""
    due = take(tx, number, now)
    group = group_by_id(tx, due.plan.group) if due is not None else None
    if due is None or group is None or not group.active:
        return None
    good = _good_moment(due, group, now)
    if good > now:
        put_off(tx, number, good)
        return None
    advance(tx, number, _following(due, group, now))
    where = Where(tg_id=group.tg_id, kind=group.kind, thread=due.plan.thread)
    cause = f"d{due.id}.{due.occurrence}"
    scene = Scene(tx=tx, desk=desk, group=group, where=where, who=THE_CLOCK, cause=cause, now=now, admin=True)
    decision = _skipped(scene, due) if _comes_too_late(due, group, now) else acts[due.plan.kind](scene, due)
    return replace(decision, groups=frozenset({group.id, *scene.promised_to}))


def _good_moment(due: Due, group: Group, wanted: datetime) -> datetime:
    if due.plan.kind in AT_ANY_HOUR:
        return wanted
    return good_moment(wanted, ZoneInfo(group.time_zone), rest_of(group))


def _comes_too_late(due: Due, group: Group, now: datetime) -> bool:
    """Rest is not counted: it is the first good moment that was missed."""
    sensible_for = rooms.SENSIBLE_FOR.get(due.plan.kind)
    return sensible_for is not None and now > _good_moment(due, group, due.meant) + sensible_for


def _skipped(scene: Scene, due: Due) -> Decision:
    """Say what did not happen; of what people never heard, nothing is said."""
    words, key = scene.words(), f"time.plan.{due.plan.kind}"
    if words.has(key):
        day = due.meant.astimezone(ZoneInfo(scene.group.time_zone)).date()
        scene.say(Drawn(words.html("time.skipped", what=words.plain(key), day=day)))
    return Decision()


def _following(due: Due, group: Group, now: datetime) -> datetime | None:
    """Return the next moment of what comes back: after a long silence one, not all that were missed."""
    if due.plan.rhythm is None:
        return None
    return occurrence_after(rhythm_from(due.plan.rhythm), max(now, due.meant), ZoneInfo(group.time_zone))


def _failed(tx: Tx, number: int, error: str, now: datetime) -> None:
    """Try it again later, or leave it; what comes back then waits for its next time."""
    due = take(tx, number, now)
    group = group_by_id(tx, due.plan.group) if due is not None else None
    if due is None or group is None:
        return
    if due.attempts < len(_PAUSES):
        try_again(tx, number, error, now + _PAUSES[due.attempts])
    elif (following := _following(due, group, now)) is not None:
        advance(tx, number, following)
    else:
        give_up(tx, number, error)
