"""What the second round tells: the answers before and after, and one reason from each end (facilitation C)."""

from core.organising_check import CheckItem, score_of, tells_of_few
from core.voices import Spread, may_show
from flows.facts import Facts
from flows.organising_check.answers import answers, answers_again, is_apart, sentence, split
from flows.organising_check.views import Values, counts
from flows.sheets import sheets_at
from flows.values import Item, Skipped


def moved(facts: Facts, _: Item) -> Values:
    """Tell for each split statement how it was answered before and after, where both may be shown (R50)."""
    return {"items": [_moved(facts, item) for item in split(facts)]}


def _moved(facts: Facts, item: Item) -> Values:
    before, after = answers(facts)[CheckItem(item)], answers_again(facts)[CheckItem(item)]
    return {
        "item": item,
        "before": counts(before),
        "outcome": _outcome(facts, item, before, after),
        "after": counts(after) if _may_stand_beside(before, after) else [],
        "low": sentence(facts, "low", item),
        "high": sentence(facts, "high", item),
    }


def _may_stand_beside(before: Spread, after: Spread) -> bool:
    return score_of(after) is not None and not tells_of_few(before, after)


def _outcome(facts: Facts, item: Item, before: Spread, after: Spread) -> str:
    if score_of(after) is None:
        return "held_back" if _was_answered(facts, item) else "too_few"
    if tells_of_few(before, after):
        return "held_back"
    return "split" if after.is_split else "agree"


def _was_answered(facts: Facts, item: Item) -> bool:
    """Say whether there were answers enough, that the engine held back: they would tell who came or went."""
    if is_apart(facts, item):
        return may_show(sheets_at(facts, "again_sheets"), hidden=True)
    return facts.value("again", item) == Skipped("held_back")
