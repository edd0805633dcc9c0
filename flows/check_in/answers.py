"""What a round of the check-in asks of everyone alone (K1-K5), and what of it may be read.

Someone who has little to say needs five taps: four answers and a pass. One need a person, because a second would cost
everyone a tap; the line below it holds more.
"""

from collections.abc import Sequence

from core.check_in import Decided, Moved, Need, Round, needs_of
from core.scales import Fire
from core.voices import Spread
from flows.facts import Facts
from flows.model import Choice, Flow, FlowName, Repeat, Scale, SeenBy, Text
from flows.sheets import sheets_at, totals
from flows.values import Item, Picked, Rated, Said, StepName

LINE = 200
"""Characters of what people pass on: a line, not a speech."""

NOTHING = "nothing"


def _moved(facts: Facts, _: Item) -> bool:
    return facts.choice("k2") == Moved.YES


def _waits(facts: Facts, _: Item) -> bool:
    return facts.choice("k3") == Decided.WAITING


def _asked(facts: Facts) -> tuple[Item, ...]:
    """Return what is asked of the core group; the line about it stays with it, whoever wrote it."""
    return tuple(code for code in facts.choices("k4") if code != NOTHING)


NEEDS = Repeat(_asked, lambda _, need: {"about": "", "need": need})


CHECK_IN_SHEET = Flow(
    id=FlowName("check_in_sheet"),
    version=1,
    steps=(
        Scale(id="k1", part=1, scale=Fire, seen_by=SeenBy.TOTALS),
        Choice(id="k2", part=1, choices=tuple(Moved), seen_by=SeenBy.TOTALS),
        Text(id="k2_what", part=1, when="moved", one=True, max_length=LINE, seen_by=SeenBy.PASSED_ON),
        Choice(id="k3", part=1, choices=tuple(Decided), seen_by=SeenBy.TOTALS),
        Text(id="k3_for", part=1, when="waits", one=True, max_length=LINE, seen_by=SeenBy.PASSED_ON),
        Choice(id="k4", part=1, choices=(NOTHING, *Need), seen_by=SeenBy.PASSED_ON),
        Text(id="k4_what", part=1, repeat="need", one=True, max_length=LINE, seen_by=SeenBy.PASSED_ON),
        Text(id="k5", part=1, one=True, max_length=LINE, seen_by=SeenBy.PASSED_ON),
    ),
    repeats={"need": NEEDS},
    conditions={"moved": _moved, "waits": _waits},
)


def answered(facts: Facts) -> int:
    """Return how many people answered."""
    return sheets_at(facts, "sheets")


def lines(facts: Facts, step: StepName, item: Item = "") -> tuple[str, ...]:
    """Return what people passed on in their own words, in an order that says nothing of whose it is."""
    found = (line for it in totals(facts, "sheets", step, item) if isinstance(it, Said) for line in it.lines)
    return tuple(dict.fromkeys(found))


def the_round(facts: Facts) -> Round:
    """Return what came out of a round."""
    return Round(
        fire=Spread(tuple(it.level for it in totals(facts, "sheets", "k1") if isinstance(it, Rated))),
        moved=tuple(Moved(code) for codes in _codes(facts, "k2") for code in codes),
        decided=tuple(Decided(code) for codes in _codes(facts, "k3") for code in codes),
        waiting_for=lines(facts, "k3_for"),
        needs=needs_of(_codes(facts, "k4")),
    )


def rounds(facts: Facts) -> tuple[Round, ...]:
    """Return the rounds that are compared, the last one first."""
    last = facts.last_time()
    return (the_round(facts), *(() if last is None else rounds(last)))


def _codes(facts: Facts, step: StepName) -> Sequence[tuple[str, ...]]:
    return [it.choices for it in totals(facts, "sheets", step) if isinstance(it, Picked)]
