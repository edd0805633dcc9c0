"""What a member fills in alone, as tables: the check itself, and the two sheets of the second round.

The check takes 20 taps and one sentence of about 12 words. Reading every word once at 200 a minute, 3 seconds a tap
and 3 a typed word, that is 2.8 minutes; with 10 seconds to think about each statement 6.2 of the 8 of method 4.0. The
second round takes 2 taps and one sentence for each statement that is split; it may be passed.
"""

from core.scales import Agreement
from flows.facts import Facts
from flows.model import Choice, Flow, FlowName, Loop, Scale, SeenBy, Text
from flows.organising_check.answers import ITEMS, SPLIT
from flows.values import Item

SENTENCE = 200
"""Characters of what people write: a sentence, not a speech."""

CHECK_SHEET = Flow(
    id=FlowName("check_sheet"),
    version=1,
    steps=(
        Scale(id="item", part=1, repeat="item", scale=Agreement, seen_by=SeenBy.TOTALS),
        Text(id="keep", part=1, one=True, max_length=SENTENCE, seen_by=SeenBy.UNSIGNED),
    ),
    repeats={"item": ITEMS},
)


def _is_low(facts: Facts, item: Item) -> bool:
    return facts.choice("end", item) == "low"


def _is_high(facts: Facts, item: Item) -> bool:
    return facts.choice("end", item) == "high"


ENDS_SHEET = Flow(
    id=FlowName("check_ends"),
    version=1,
    steps=(
        Loop(
            over="split",
            steps=(
                Choice(id="end", part=1, choices=("low", "between", "high"), seen_by=SeenBy.TOTALS),
                Text(id="low", part=1, when="is_low", one=True, max_length=SENTENCE, seen_by=SeenBy.UNSIGNED),
                Text(id="high", part=1, when="is_high", one=True, max_length=SENTENCE, seen_by=SeenBy.UNSIGNED),
            ),
        ),
    ),
    repeats={"split": SPLIT},
    conditions={"is_low": _is_low, "is_high": _is_high},
)

AGAIN_SHEET = Flow(
    id=FlowName("check_again"),
    version=1,
    steps=(Scale(id="again", part=1, repeat="split", scale=Agreement, seen_by=SeenBy.TOTALS, again_of="item"),),
    repeats={"split": SPLIT},
)
