"""What a group answered, however it did so: apart on sheets, or hidden on the card; and what is asked because of it.

The sheets of the second round read the same from what they are brought.
"""

from collections.abc import Iterable

from core.organising_check import Answers, CheckItem, beside, held_back, readings
from core.voices import Spread
from flows.facts import Facts
from flows.model import Condition, Repeat
from flows.sheets import totals
from flows.values import Item, Rated, Said, Single, Skipped, StepName, Voices
from flows.views import Names

APART, ON_CARD, TALK = "private", "card", "talk"
"""How a group goes about it; below four people talking is all that is left (R50)."""

# --- voices ---


def voices(facts: Facts, sheets: StepName, step: StepName, item: Item = "") -> tuple[Single, ...]:
    """Return what everyone answered to a question: on the sheets of `sheets`, or else on the card."""
    if facts.choice("how") == APART:
        return totals(facts, sheets, step, item)
    value = facts.value(step, item) if facts.choice("how") == ON_CARD else None
    return value.values if isinstance(value, Voices) else ()


def _spread(values: Iterable[Single]) -> Spread:
    there = tuple(values)
    levels = tuple(value.level for value in there if isinstance(value, Rated))
    return Spread(levels, sum(value == Skipped("dont_know") for value in there))


def answers(facts: Facts) -> Answers:
    """Return everyone's answers to each statement, as far as they may stand beside those of the last time (R50)."""
    found = facts.memo.get("answers")
    if not isinstance(found, dict):
        found = facts.memo["answers"] = beside(answers_last_time(facts), answers_now(facts), by_others(facts))
    return found


def by_others(facts: Facts) -> frozenset[CheckItem]:
    """Return the statements that other people answered on the card than those whose answers the group was told last."""
    last = facts.last_time()
    told = {} if last is None else _crowds_told(last)
    return frozenset(item for item, crowd in told.items() if crowd != facts.crowd("item", item))


def _crowds_told(facts: Facts) -> dict[CheckItem, str]:
    """Return a mark of whose answers the group was told: where something was held back, of those before."""
    now, last = {item: facts.crowd("item", item) for item in CheckItem}, facts.last_time()
    if last is None:
        return now
    before = _crowds_told(last)
    held = held_back(answers(last), answers_now(facts), by_others(facts))
    return {**now, **{item: before[item] for item in held}}


def answers_now(facts: Facts) -> Answers:
    """Return everyone's answers this time, to compare; what is told of them comes from `answers`."""
    return _read(facts, "sheets", "item")


def answers_last_time(facts: Facts) -> Answers:
    """Return what the group was told the last time it did the check; nothing at the first."""
    last = facts.last_time()
    return {} if last is None else answers(last)


def answers_again(facts: Facts) -> Answers:
    """Return everyone's answers in the second round."""
    return _read(facts, "again_sheets", "again")


def _read(facts: Facts, sheets: StepName, step: StepName) -> Answers:
    return {item: _spread(voices(facts, sheets, step, item)) for item in CheckItem}


def split(facts: Facts) -> tuple[Item, ...]:
    """Return the statements that the group sees differently (R13)."""
    return tuple(item.value for item, it in readings(answers(facts)).items() if it.is_split)


def kept(facts: Facts) -> tuple[str, ...]:
    """Return what goes well, in people's own words and without their names."""
    if facts.choice("how") == APART:
        return _lines(totals(facts, "sheets", "keep"))
    return facts.lines("keep")


def sentence(facts: Facts, end: StepName, item: Item) -> str:
    """Return one sentence from an end of the scale, `low` or `high`; '' when nobody gave any."""
    return next(iter(_lines(totals(facts, "ends", end, item))), "")


def _lines(values: Iterable[Single]) -> tuple[str, ...]:
    return tuple(line for value in values if isinstance(value, Said) for line in value.lines)


# --- what is asked ---


def is_apart(facts: Facts, _: Item) -> bool:
    """Everyone answers on a sheet, alone with the bot."""
    return facts.choice("how") == APART


def is_on_card(facts: Facts, _: Item) -> bool:
    """Everyone answers on the card of the group, hidden."""
    return facts.choice("how") == ON_CARD


def has_result(facts: Facts, _: Item) -> bool:
    """R50: at least one statement has four answers."""
    return bool(readings(answers(facts)))


def has_none(facts: Facts, item: Item) -> bool:
    """R50: there is nothing to show, so there is something to talk about."""
    return not has_result(facts, item)


def has_split(facts: Facts, _: Item) -> bool:
    """R13: the group sees something differently, so a second round makes sense."""
    return bool(split(facts))


def again_apart(facts: Facts, item: Item) -> bool:
    """The second round goes on as the first did: on sheets."""
    return is_apart(facts, item) and has_split(facts, item) and facts.has("ends")


def again_on_card(facts: Facts, item: Item) -> bool:
    """The second round goes on as the first did: on the card."""
    return is_on_card(facts, item) and has_split(facts, item) and facts.has("ends")


def is_answered_again(facts: Facts, item: Item) -> bool:
    """The second round is over, and it was not passed."""
    if is_apart(facts, item):
        return again_apart(facts, item) and facts.has("again_sheets")
    return again_on_card(facts, item) and any(facts.has("again", it) for it in split(facts))


_ALL: tuple[Condition, ...] = (
    is_apart,
    is_on_card,
    has_result,
    has_none,
    has_split,
    again_apart,
    again_on_card,
    is_answered_again,
)

CONDITIONS = {condition.__name__: condition for condition in _ALL}


# --- how it is called ---


def _item_names(_: Facts, item: Item) -> Names:
    return {"about": "", "item": item}


def _split_names(facts: Facts, item: Item) -> Names:
    """Name what a statement was answered, and one reason from each end (facilitation C)."""
    counts = " ".join(str(count) for _, count in answers(facts)[CheckItem(item)].dots(range(1, 6)))
    reasons = {end: sentence(facts, end, item) for end in ("low", "high")}
    return {"about": "", "item": item, "counts": counts, **reasons}


ITEMS = Repeat(lambda _: tuple(item.value for item in CheckItem), _item_names)
SPLIT = Repeat(split, _split_names)

REPEATS = {"item": ITEMS, "split": SPLIT}
