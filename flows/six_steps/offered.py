"""Choices made of answers, and what the rules suggest (R20, R23, R24, R28, R33, R35)."""

from collections.abc import Iterable, Mapping

from core.coordination import Level, Need
from flows.facts import Facts
from flows.model import Options, Suggestion
from flows.six_steps.asking import unasked_pairs
from flows.six_steps.chosen import computed, in_order, spots
from flows.six_steps.from_tools import actions_from_tools, brakes_from_tools
from flows.six_steps.group import activities, goals, partners_of
from flows.six_steps.inside import (
    capacities,
    ideal_area,
    lacking,
    needs,
    proposed_grid,
    range_between,
    range_in,
    suggested,
    with_need,
)
from flows.six_steps.items import both_of, members_of, spot_and_what
from flows.six_steps.naming import activity_name
from flows.six_steps.partners import Named
from flows.six_steps.reality import activities_at, remark_code
from flows.values import Item
from flows.views import Option


def _goals(facts: Facts, _: Item) -> tuple[Option, ...]:
    return tuple(Option(goal.id, goal.text) for goal in goals(facts))


def _of(partners: Iterable[Named]) -> tuple[Option, ...]:
    return tuple(Option(partner.id, partner.name) for partner in partners)


def _partners(facts: Facts, activity: Item) -> tuple[Option, ...]:
    return _of(partners_of(facts, activity))


def _package_partners(facts: Facts, package: Item) -> tuple[Option, ...]:
    return _of(partners_of(facts, *members_of(package)))


def _partners_left(facts: Facts, package: Item) -> tuple[Option, ...]:
    return _of(partner for partner, need in needs(facts, package).items() if need is not Need.NEEDED)


def _needed_partners(facts: Facts, package: Item) -> tuple[Option, ...]:
    return _of(with_need(facts, package, Need.NEEDED))


def _parked(facts: Facts, spot: Item) -> tuple[Option, ...]:
    """Return the parked remarks that were not placed elsewhere yet."""
    elsewhere = {code for other in spots(facts) if other != spot for code in facts.choices("q6_1", other)}
    remarks = ((remark_code(number), remark) for number, remark in enumerate(facts.parked))
    return tuple(Option(code, remark) for code, remark in remarks if code not in elsewhere)


def _brakes(facts: Facts, spot: Item) -> tuple[Option, ...]:
    """Return what can stand in the way beside the chips: parked remarks, and what other tools found (Q6.1)."""
    found = brakes_from_tools(facts).items()
    return (*_parked(facts, spot), *(Option(code, lesson.text, lesson.words) for code, lesson in found))


def _actions(facts: Facts, _: Item) -> tuple[Option, ...]:
    return tuple(Option(code, lesson.text) for code, lesson in actions_from_tools(facts).items())


def _package_activities(facts: Facts, item: Item) -> tuple[Option, ...]:
    at = activities_at(spot_and_what(item)[0])
    return tuple(Option(activity, activity_name(facts, activity)) for activity in at)


def _to_compare(facts: Facts, _: Item) -> tuple[Option, ...]:
    """Return the activities that were not compared with every other one."""
    open_ones = {activity for pair in unasked_pairs(facts) for activity in both_of(pair)}
    return tuple(Option(activity, name) for activity, name in activities(facts).items() if activity in open_ones)


OPTIONS: dict[str, Options] = {
    "to_compare": _to_compare,
    "goals": _goals,
    "partners": _partners,
    "package_partners": _package_partners,
    "partners_left": _partners_left,
    "needed_partners": _needed_partners,
    "brakes": _brakes,
    "actions": _actions,
    "package_activities": _package_activities,
}


def _activity_area(facts: Facts, activity: Item) -> int | None:
    return suggested(facts, activity)


def _package_area(facts: Facts, package: Item) -> int | None:
    found = ideal_area(facts, package)
    return None if found is None else found.value.value


def _all_covered(facts: Facts, package: Item) -> str | None:
    if not capacities(facts, package):
        return None
    return "no" if lacking(facts, package) else "yes"


def _package_closeness(facts: Facts, package: Item) -> int | None:
    found = range_in(facts, package)
    return None if found is None else found.value


def _closeness_between(facts: Facts, pair: Item) -> int | None:
    found = range_between(facts, pair)
    return None if found is None else found.value


def _who_decides(facts: Facts, package: Item) -> Mapping[str, str] | None:
    grid = proposed_grid(facts, package)
    return None if grid is None else {str(level): str(grid.on(level)) for level in Level}


def _computed_packages(facts: Facts, _: Item) -> tuple[tuple[str, ...], ...]:
    return in_order(facts, computed(facts))


SUGGESTIONS: dict[str, Suggestion] = {
    "activity_area": _activity_area,
    "package_area": _package_area,
    "all_covered": _all_covered,
    "package_closeness": _package_closeness,
    "closeness_between": _closeness_between,
    "who_decides": _who_decides,
    "computed_packages": _computed_packages,
}
