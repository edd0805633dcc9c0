"""What the web tells, as plain values: what helps, what holds back, and what the group does about it."""

from collections.abc import Iterable, Iterator
from itertools import product

from core.ecosystem import Axis, Effect, Pull, effect_of
from core.scales import Force
from core.voices import Spread, may_show
from flows.ecosystem.group import (
    HELPS,
    HOLDS,
    brakes,
    holding,
    is_apart,
    levers,
    mark_on,
    named_on,
    pulling,
    reading,
    removable,
    staying,
)
from flows.ecosystem.steps import SIDES
from flows.facts import Facts
from flows.model import View
from flows.values import Item, StepName, place_of
from flows.views import Json, Option

Values = dict[str, Json]


def web(facts: Facts, _: Item) -> Values:
    """R44: what helps, what holds back, what does both; the strongest first."""
    return {
        "helps": _marked(facts, "helps", pulling(facts, Pull.LEVER)),
        "holds_back": _marked(facts, "holds_back", pulling(facts, Pull.BRAKE)),
        "double": list(pulling(facts, Pull.DOUBLE)),
        "unknown": [axis.value for axis in Axis if reading(facts, axis) is None],
        "differ": list(_differing(facts)),
    }


def _differing(facts: Facts) -> Iterator[Values]:
    """Return the marks on which hidden voices lie far apart, with every voice counted (R13, R50)."""
    for axis, side in product(Axis, SIDES):
        spread = Spread(facts.levels(side, axis) if is_apart(facts, axis) else ())
        if may_show(spread.n, hidden=True) and (spread.is_split or spread.is_worth_a_talk):
            counts = [count for _, count in spread.dots(Force)]
            yield {"axis": axis.value, "side": side, "counts": counts, "n": spread.n}


def _marked(facts: Facts, side: StepName, axes: Iterable[Item]) -> list[Json]:
    marks = {axis: int(mark_on(facts, side, Axis(axis)) or 0) for axis in axes}
    return [{"axis": axis, "mark": marks[axis]} for axis in sorted(marks, key=lambda it: -marks[it])]


def plan(facts: Facts, _: Item) -> Values:
    """R45: what the group named on strong axes, and what follows: use, action, deviation."""
    return {
        "helps": [_lever(facts, axis) for axis in levers(facts)],
        "holds_back": [{"axis": axis, "factors": _factors(facts, HOLDS, axis)} for axis in brakes(facts)],
        "actions": [_action(facts, factor) for factor in removable(facts)],
        "deviations": [_deviation(facts, factor) for factor in staying(facts)],
        "to_decide": [] if facts.has("eb") else _as_factors(holding(facts)),
    }


def _factors(facts: Facts, step: StepName, axis: Item) -> list[Json]:
    return _as_factors(named_on(facts, step, axis))


def _as_factors(named: dict[Item, str]) -> list[Json]:
    return [{"code": code, "text": text} for code, text in named.items()]


def _lever(facts: Facts, axis: Item) -> Values:
    factors = _factors(facts, HELPS, axis)
    return {"axis": axis, "factors": factors, "what": facts.text("ea", axis), **_who(facts, "ea", axis)}


def _action(facts: Facts, factor: Item) -> Values:
    return {**_named(facts, factor), "what": facts.text("eb_action", factor), **_who(facts, "eb", factor)}


def _deviation(facts: Facts, factor: Item) -> Values:
    said = {"how": facts.text("ec", factor), "what": facts.text("ed", factor)}
    return {**_named(facts, factor), **said, **_who(facts, "ed", factor)}


def _named(facts: Facts, factor: Item) -> Values:
    return {"code": factor, "text": holding(facts)[factor]}


def _who(facts: Facts, step: StepName, item: Item) -> Values:
    return {"owner": facts.text(f"{step}_owner", item), "day": facts.day(f"{step}_date", item)}


# --- beside the flow ---


def summary(facts: Facts, _: Item) -> Values:
    """Say in one line what helps most and what holds back most."""
    return {
        "helps": list(levers(facts)),
        "holds_back": list(brakes(facts)),
        "actions": sum(facts.has("eb_action", factor) for factor in removable(facts)),
    }


def open_points(facts: Facts, _: Item) -> Values:
    """Return what was agreed, brakes that stay without a way to absorb them, and remarks that were kept."""
    points = [
        *(_at("ea", axis, _point("step", _lever(facts, axis))) for axis in levers(facts)),
        *(_at("eb_action", factor, _point("step", _action(facts, factor))) for factor in removable(facts)),
        *(_at("ed", factor, _point("measure", _deviation(facts, factor))) for factor in staying(facts)),
        *(_point("deviation", {"what": how}) for how in _unabsorbed(facts)),
        *(_point("remark", {"what": remark}) for remark in facts.parked),
    ]
    return {"points": [point for point in points if point["what"]]}


def _unabsorbed(facts: Facts) -> Iterator[str]:
    return (facts.text("ec", factor) for factor in staying(facts) if not facts.has("ed", factor))


def _point(kind: str, said: Values) -> Values:
    return {"kind": kind, "what": said["what"], "owner": said.get("owner", ""), "day": said.get("day")}


def _at(step: StepName, item: Item, point: Values) -> Values:
    return {**point, "place": place_of(step, item)}


# --- why ---


def subjects(facts: Facts, _: Item) -> tuple[Option, ...]:
    """Return the axes with both marks; the catalogue names them."""
    return tuple(Option(axis.value, "") for axis in Axis if reading(facts, axis) is not None)


def why(facts: Facts, axis: Item) -> Values:
    """Explain which way an axis pulls, and what its factors lead to."""
    return {"statements": [{"rule": rule, "values": values} for rule, values in _statements(facts, Axis(axis))]}


def _statements(facts: Facts, axis: Axis) -> Iterator[tuple[str, Values]]:
    found = reading(facts, axis)
    if found is None:
        return
    marks = {side: int(mark_on(facts, side, axis) or 0) for side in SIDES}
    yield "R44", {"pull": str(found.pull), **marks}
    for code, text in named_on(facts, HELPS, axis).items() if axis in levers(facts) else ():
        yield _effect(code, text, Effect.USE)
    for code, text in named_on(facts, HOLDS, axis).items() if axis in brakes(facts) else ():
        effect = effect_of(helps=False, removable=code in removable(facts)) if facts.has("eb") else None
        if effect is not None:
            yield _effect(code, text, effect.value)


def _effect(code: str, text: str, effect: Effect) -> tuple[str, Values]:
    return "R45", {"code": code, "name": text, "effect": str(effect)}


VIEWS: dict[str, View] = {
    "web": web,
    "plan": plan,
    "summary": summary,
    "open_points": open_points,
    "why": why,
}
