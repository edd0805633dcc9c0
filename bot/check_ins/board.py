"""The card of the check-in in a chat: how often, when next, who takes part, and what can be changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.cards import Words, beforehand
from bot.cards.face import mark
from bot.check_ins.names import CHECK_IN, button
from bot.keyboards import Row, Rows
from bot.outgoing import Drawn
from bot.store.chat_rows import Group
from bot.store.check_in_rows import CheckIn
from core.thresholds.neighbourhood import WEEKS_OFFERED, WEEKS_PROPOSED
from core.timetable import SUNDAY, occurrence_after
from flows.catalogue import latest

HOURS = (time(9), time(12), time(17), time(19))
"""When people look at their phones: before work, at noon, after it, in the evening."""

_TUESDAY = 1


def proposed(group: Group, thread: int, led_by: str) -> CheckIn:
    """Return how check-ins could come back, until somebody chooses otherwise."""
    return CheckIn(group=group.id, thread=thread, weeks=WEEKS_PROPOSED, weekday=_TUESDAY, at=HOURS[0], led_by=led_by)


def next_round(it: CheckIn, group: Group, now: datetime) -> datetime:
    """Return the first moment of the rhythm, counted from this week."""
    zone = ZoneInfo(group.time_zone)
    return occurrence_after(it.rhythm(now.astimezone(zone).date()), now, zone)


@dataclass(frozen=True, kw_only=True)
class Board:
    """The card as it can be drawn now.

    Attributes:
        words: How the bot speaks there.
        group: The chat.
        it: How check-ins come back there.
        joined: How many take part.
        coming: The moment of the next round.
        is_open: A round goes on.
    """

    words: Words
    group: Group
    it: CheckIn
    joined: int
    coming: datetime
    is_open: bool = False

    def drawn(self, *, choosing: bool = False) -> Drawn:
        """Draw the card; `choosing`: offer other weeks, days and hours."""
        words, is_core = self.words, self.group.role == "core_group"
        joined = () if is_core else (words.html("check_ins.board.joined", n=self.joined),)
        text = "\n\n".join((self._title(), self._when(), *joined))
        chips = _chips(words, self.group, self.it) if choosing or self.it.status == "proposed" else ()
        join = () if is_core else ((button(words, "join", "join"), button(words, "out", "out")),)
        return Drawn(text, (*chips, *join, *self._steering(choosing=choosing)))

    def _title(self) -> str:
        """Say what it is; before anyone begins, also for whom, how long it takes and who sees what."""
        if self.group.role == "core_group":
            return self.words.html("check_ins.board.core")
        flow = latest(CHECK_IN)
        assert flow is not None  # noqa: S101 it stands in the catalogue
        return (
            beforehand(self.words, flow) if self.it.status == "proposed" else self.words.html("check_ins.board.title")
        )

    def _steering(self, *, choosing: bool) -> Rows:
        codes = ("done",) if choosing and self.it.status != "proposed" else _STEERING[self.it.status]
        names = {"now": "close"} if self.is_open else {}
        buttons = [button(self.words, names.get(code, code), code) for code in codes]
        return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))

    def _when(self) -> str:
        at = self.coming.astimezone(ZoneInfo(self.group.time_zone))
        values = {"day": at.date(), "at": at.strftime("%H:%M"), "weeks": self.it.weeks}
        return self.words.html(f"check_ins.board.{self.it.status}", **values)


def _chips(words: Words, group: Group, it: CheckIn) -> Rows:
    days = range(SUNDAY + 1 if group.rest.sundays else SUNDAY)
    weeks = WEEKS_OFFERED if it.weeks in WEEKS_OFFERED else (*WEEKS_OFFERED, it.weeks)
    return (
        _row(words, "weeks", weeks, it.weeks),
        _row(words, "weekday", days, it.weekday),
        _row(words, "hour", [at.hour for at in HOURS], it.at.hour),
    )


def _row(words: Words, name: str, values: Sequence[int], chosen: int) -> Row:
    labels = [(value, mark(value == chosen) + words.plain(f"check_ins.chip.{name}", n=value)) for value in values]
    return tuple(words.button(label, 0, f"checkin:{name}={value}") for value, label in labels)


_STEERING = {
    "proposed": ("start",),
    "on": ("choose", "now", "pause"),
    "paused": ("resume", "choose", "end"),
}
