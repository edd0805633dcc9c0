"""What the pictures show, as plain values: everything in them is in the message before them too.

Activities are numbered and packages lettered by their place here, the same in both pictures.
"""

from core.scales import Intensity
from flows.facts import Facts
from flows.six_steps.chosen import package_pairs, packages
from flows.six_steps.group import level_of, pairs
from flows.six_steps.inside import range_between
from flows.six_steps.items import both_of, members_of
from flows.six_steps.naming import activity_names
from flows.values import Item
from flows.views import Json

Values = dict[str, Json]

DRAWN_FROM = 2
"""One activity hangs together with nothing: there is nothing to see."""


def matrix_picture(facts: Facts, _: Item) -> Values:
    """Q3.1, R20: how strongly each two activities hang together, in the order of the packages; the outcome only."""
    order = [activity for package in packages(facts) for activity in members_of(package)]
    if len(order) < DRAWN_FROM:
        return {}
    levels = {frozenset(both_of(pair)): level_of(facts, "q3_1", pair) for pair in pairs(facts)}
    below: list[Json] = [
        [levels[frozenset((activity, other))] for other in order[:place]] for place, activity in enumerate(order)
    ]
    return {"packages": _packages(facts), "levels": below}


def map_picture(facts: Facts, _: Item) -> Values:
    """R35, Q5.1: the packages, and how closely each two that touch work together: agreed, else suggested."""
    places = {package: place for place, package in enumerate(packages(facts))}
    if sum(len(members_of(package)) for package in places) < DRAWN_FROM:
        return {}
    between: list[Json] = [
        {"a": places[a], "b": places[b], "intensity": _closeness(facts, pair)}
        for pair in package_pairs(facts)
        for a, b in [both_of(pair)]
    ]
    return {"packages": _packages(facts), "between": between}


def _packages(facts: Facts) -> list[Json]:
    """Return the name the group gave each package, "" without one, and its activities."""
    return [
        {"name": facts.text("q3_5", package), "activities": activity_names(facts, package)}
        for package in packages(facts)
    ]


def _closeness(facts: Facts, pair: Item) -> int:
    chosen, fitting = level_of(facts, "q5_1", pair), range_between(facts, pair)
    suggested = Intensity.NONE if fitting is None else fitting.value
    return int(suggested) if chosen is None else chosen
