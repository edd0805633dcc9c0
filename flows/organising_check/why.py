"""Why the check says what it says: statement by statement, from the rule and the group's own answers."""

from collections.abc import Iterator

from core.organising_check import PROBLEMS, CheckItem, advice, profile, readings
from core.voices import Band
from flows.facts import Facts
from flows.organising_check.answers import answers
from flows.organising_check.views import Values, is_steering_group, line
from flows.values import Item
from flows.views import Option

_PATTERN = (CheckItem.MOVES_BETWEEN, CheckItem.DECIDERS_DO, CheckItem.HELPING_CORE)


def subjects(facts: Facts, _: Item) -> tuple[Option, ...]:
    """Return the statements that may be shown; the catalogue names them."""
    return tuple(Option(item.value, "") for item in readings(answers(facts)))


def why(facts: Facts, item: Item) -> Values:
    """Explain how a statement stands and what follows from it."""
    found = _statements(facts, CheckItem(item))
    return {"statements": [{"rule": rule, "values": values} for rule, values in found]}


def _statements(facts: Facts, item: CheckItem) -> Iterator[tuple[str, Values]]:
    here = answers(facts)
    reading = readings(here).get(item)
    if reading is None:
        return
    spread = here[item]
    yield "R12", line(item, spread, reading)
    if reading.is_split or reading.not_visible:
        yield "R13", {"split": reading.is_split, "unknown": spread.dont_know if reading.not_visible else 0}
    for problem, found in profile(here).items():
        if item in PROBLEMS[problem]:
            items = [it.value for it in dict.fromkeys(PROBLEMS[problem])]
            yield "R14", {"problem": str(problem), "presence": str(found.value), "items": list(items)}
    if item in advice(here):
        yield "R15", {"item": item.value, "weak": reading.band is Band.WEAK}
    if item in _PATTERN and is_steering_group(facts):
        yield "R16", {"items": [it.value for it in _PATTERN]}
