"""A group that does the check, each member with sheets of their own, and a restart after every turn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.ids import ParticipantId
from core.organising_check import CheckItem
from flows.facts import Facts
from flows.filling import answers_of, begin_sheet, fill_at
from flows.model import Flow, Scale, Text
from flows.order import step_at
from flows.organising_check import ORGANISING_CHECK
from flows.run import HandIn, Outcome, Run, Status
from flows.values import item_of
from tests.flows.playing import Group

Said = Callable[[str], str]
"""What someone answers at a place: a code, words, or '' to pass."""


class Sheet(Group):
    """One person alone with a sheet; counts what it took."""

    def __init__(self, flow: Flow, name: str, begun: Outcome) -> None:
        self.flow, self.facilitator, self.rows = flow, name, {}
        self.run = self._kept(None, begun)
        self.taps, self.words = 0, 0

    def answers(self, said: Said) -> "Sheet":
        """Answer to the end."""
        while self.run.status is Status.OPEN:
            place = self.run.current or ""
            answer = said(place)
            if not answer:
                self.skip()
                self.taps += 1
            elif isinstance(step_at(self.flow, place), Text):
                self.says(self.facilitator, answer)
                self.words += len(answer.split())
            else:
                self.presses(self.facilitator, answer)
                self.taps += 1
        return self


@dataclass
class Checked:
    """A group at the check; `sheets` by name and question."""

    group: Group
    sheets: dict[tuple[str, str], Sheet] = field(default_factory=dict[tuple[str, str], Sheet])

    @classmethod
    def of(cls, *names: str, how: str = "private", last: Run | None = None) -> "Checked":
        group = Group(ORGANISING_CHECK, *names, last=last)
        group.presses(names[0], how)
        return cls(group)

    @property
    def facts(self) -> Facts:
        return self.group.run.facts()

    def view(self, name: str) -> Mapping[str, object]:
        return dict(ORGANISING_CHECK.views[name](self.facts, ""))

    def fills(self, name: str, place: str, said: Said) -> Sheet:
        """Fill in a sheet to its end and hand it in."""
        fill = fill_at(ORGANISING_CHECK, place)
        assert fill is not None
        begun = begin_sheet(fill, self.group.run, ParticipantId(name))
        sheet = self.sheets[name, place] = Sheet(fill.sheet, name, begun).answers(said)
        self.group.does(name, HandIn(place, answers_of(fill, sheet.run)))
        return sheet

    def all_fill(self, place: str, **by_name: Said) -> "Checked":
        for name, said in by_name.items():
            self.fills(name, place, said)
        return self

    def all_press(self, **by_name: Said) -> "Checked":
        """Answer hidden questions on the card, as long as these go on."""
        while isinstance(step_at(ORGANISING_CHECK, place := self.group.run.current or "how"), Scale):
            for name, said in by_name.items():
                self.group.presses(name, said(place))
        return self


def levels(default: int | str = 4, keep: str = "", **by_item: int | str) -> Said:
    """Answer each statement with a level, and the open question with words."""

    def said(place: str) -> str:
        return keep if place == "keep" else str(by_item.get(item_of(place), default))

    return said


def ends(end: str, words: str) -> Said:
    """Stand at one end of every split statement, and say why."""
    return lambda place: end if place.startswith("end") else words


FIVE = ("Anna", "Bram", "Chris", "Dina", "Emre")

FIRST: Mapping[str, Said] = {
    "Anna": levels(c7=2, c8=3, c18=2, c4=1, keep="De soep op <b>vrijdag</b>"),
    "Bram": levels(c7=2, c8=3, c18=2, c4=2),
    "Chris": levels(c7=2, c8=3, c18=3, c4=5, keep="We kennen elkaar"),
    "Dina": levels(c7=2, c8=3, c18=3, c4=5, c13="?"),
    "Emre": levels(c7=1, c8=3, c18=2, c4=4, c13="?"),
}
"""Five who do little between meetings, and see differently who is on board."""

REASONS: Mapping[str, Said] = {
    "Anna": ends("low", "De huisarts ontbreekt."),
    "Bram": ends("between", ""),
    "Chris": ends("high", "Wie moest, is er."),
    "Dina": ends("high", ""),
    "Emre": ends("between", ""),
}


def after_first_round(how: str = "private") -> Checked:
    """Five people who gave their answers; the result was told."""
    checked = Checked.of(*FIVE, how=how)
    if how == "private":
        return checked.all_fill("sheets", **FIRST)
    checked.all_press(**FIRST)
    checked.group.says("Anna", "De soep op <b>vrijdag</b>")
    checked.group.says("Chris", "We kennen elkaar")
    checked.group.next()
    return checked


def after_second_round(how: str = "private", **again: Said) -> Checked:
    """The same five, once more where they differ."""
    checked = after_first_round(how).all_fill("ends", **REASONS)
    later = {name: levels(3) for name in FIVE} | again
    return checked.all_fill("again_sheets", **later) if how == "private" else checked.all_press(**later)


ITEMS = tuple(item.value for item in CheckItem)
