"""From planned to done: at its moment each plan is acted on in one transaction, once, in the order of their moments.

Theory of operation. The rows are the truth; the ticker only looks now and then which are due, and at once when the
clock was moved. What acts on a plan sees the chat as a press or a command
would, with the clock as the person; what it promises carries the plan and its occurrence in the key, so that even two
processes can't say it twice. Rest is kept here and nowhere else: a moment in quiet hours, on a Sunday or on a holiday
is put off to the next good one. A plan that fails is tried again, then left, and never holds up another.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk import Decision, Desk, Scene
from bot.events import Where, Who
from bot.rooms import Struck
from bot.store import Store, Tx
from bot.store.chat_rows import Group, group_by_id
from bot.store.schedule_rows import Due, advance, due_now, mark_failed, put_off, take
from bot.stored import rhythm_from
from core.timetable import Rest, good_moment, occurrence_after

log = logging.getLogger(__name__)

THE_CLOCK = Who(id=0)
"""Who acts when nobody does."""

AT_ANY_HOUR = frozenset[str]()
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
    acts: Mapping[str, Struck]
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
        """Act on everything that is due now; return how much it was."""
        struck = 0
        while numbers := await due_now(self._given.store, self._given.desk.clock(), _PAGE):
            for number in numbers:
                await self._act(number)
            struck += len(numbers)
        return struck

    async def _act(self, number: int) -> None:
        now = self._given.desk.clock()
        try:
            decision = await self._given.store.write(act_on, self._given.desk, self._given.acts, number, now)
        except Exception as error:  # noqa: BLE001 one plan may not hold up the others
            log.error("plan failed", extra={"plan": number, "error": type(error).__name__})  # noqa: TRY400 words may stand in it
            await self._given.store.write(_failed, number, type(error).__name__, now)
            return
        if decision is not None:
            self._given.after(decision)


def act_on(tx: Tx, desk: Desk, acts: Mapping[str, Struck], number: int, now: datetime) -> Decision | None:
    """Do everything of one plan in one transaction; None when nothing was to be done yet, or any more."""
    due = take(tx, number, now)
    group = group_by_id(tx, due.plan.group) if due is not None else None
    if due is None or group is None:
        return None
    good = now if due.plan.kind in AT_ANY_HOUR else good_moment(now, ZoneInfo(group.time_zone), rest_of(group))
    if good > now:
        put_off(tx, number, good)
        return None
    advance(tx, number, _following(due, group, now))
    where = Where(tg_id=group.tg_id, kind=group.kind, thread=due.plan.thread)
    cause = f"d{due.id}.{due.occurrence}"
    scene = Scene(tx=tx, desk=desk, group=group, where=where, who=THE_CLOCK, cause=cause, now=now, admin=True)
    decision = acts[due.plan.kind](scene, due)
    return replace(decision, groups=frozenset({group.id, *scene.promised_to}))


def rest_of(group: Group) -> Rest:
    """Return when a chat is left in peace."""
    settings = group.rest
    return Rest(quiet_from=settings.quiet_from, quiet_to=settings.quiet_to, sundays=settings.sundays)


def _following(due: Due, group: Group, now: datetime) -> datetime | None:
    """Return the next moment of what comes back: after a long silence one, not all that were missed."""
    if due.plan.rhythm is None:
        return None
    return occurrence_after(rhythm_from(due.plan.rhythm), max(now, due.meant), ZoneInfo(group.time_zone))


def _failed(tx: Tx, number: int, error: str, now: datetime) -> None:
    due = take(tx, number, now)
    if due is not None:
        again = now + _PAUSES[due.attempts] if due.attempts < len(_PAUSES) else None
        mark_failed(tx, number, error, again)
