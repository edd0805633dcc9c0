"""What came out of the six steps in one line, and what was promised; for the overview of a group."""

from collections.abc import Iterator

from core.deviations import Deviation
from flows.facts import Facts
from flows.six_steps.chosen import packages
from flows.six_steps.conditions import is_removable
from flows.six_steps.naming import deviation_spot, package_name
from flows.six_steps.reality import brakes, recorded
from flows.values import Item, StepName, place_of
from flows.views import Json

Values = dict[str, Json]


def summary(facts: Facts, _: Item) -> Values:
    """Name the packages and count where the plan deviates."""
    return {
        "challenge": facts.text("q0_1"),
        "packages": [package_name(facts, package) for package in packages(facts)],
        "deviations": len(recorded(facts)),
    }


def open_points(facts: Facts, _: Item) -> Values:
    """Return first steps (Q6.6), actions on brakes (Q6.2), measures and deviations that nothing absorbs yet (R38)."""
    points = [
        *(_said(facts, "q6_6", package, "q6_6") for package in packages(facts)),
        *(_said(facts, "q6_2_action", brake, "q6_2") for brake in brakes(facts) if is_removable(facts, brake)),
        *_measures(facts),
    ]
    return {"points": [point for point in points if point["what"]]}


def _said(facts: Facts, step: StepName, item: Item, who: StepName) -> Values:
    owner, day = facts.text(f"{who}_owner", item), facts.day(f"{who}_date", item)
    return {"kind": "step", "what": facts.text(step, item), "owner": owner, "day": day, "place": place_of(step, item)}


def _measures(facts: Facts) -> Iterator[Values]:
    for item, found in recorded(facts).items():
        what = deviation_spot(facts, item) or found.why if found.is_open else found.absorbed_by
        kind = "deviation" if found.is_open else "measure"
        yield {"kind": kind, "what": what, "owner": found.owner, "day": _day(found), "place": place_of("q6_5", item)}


def _day(found: Deviation) -> str | None:
    return None if found.due_on is None else found.due_on.isoformat()
