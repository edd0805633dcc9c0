"""A small flow with every kind of step, voice, repeat, condition and lock: a street plans a shared meal."""

from collections.abc import Mapping

from core.scales import Frequency, Knowledge
from flows.checks import checked
from flows.facts import Facts
from flows.model import (
    Arrange,
    Choice,
    Date,
    Flow,
    FlowName,
    Grid,
    ListOf,
    Loop,
    Repeat,
    Scale,
    Several,
    Show,
    Text,
    Voice,
)
from flows.values import Item
from flows.views import Json, Names, Option


def _dishes(facts: Facts) -> tuple[Item, ...]:
    return tuple(entry.id for entry in facts.entries("dishes"))


def _dish_name(facts: Facts, item: Item) -> Names:
    return {"dish": next(entry.text for entry in facts.entries("dishes") if entry.id == item)}


def _dish_options(facts: Facts, item: Item) -> tuple[Option, ...]:
    return tuple(Option(entry.id, entry.text) for entry in facts.entries("dishes"))


def _differs(facts: Facts, item: Item) -> bool:
    levels = facts.levels("known", item)
    return bool(levels) and levels[-1] - levels[0] >= 2


def _by_heat(facts: Facts, item: Item) -> tuple[tuple[str, ...], ...]:
    """Put the dishes that everyone knows well in one group, each other in its own."""
    known = tuple(d for d in _dishes(facts) if min(facts.levels("known", d), default=0) >= Knowledge.WELL)
    others = tuple((d,) for d in _dishes(facts) if d not in known)
    return ((known,) if known else ()) + others


def _tables_ours(facts: Facts, item: Item) -> Mapping[str, str]:
    return {"tables": "us", "lights": "town"}


def _plan(facts: Facts, item: Item) -> Mapping[str, Json]:
    return {"dishes": [entry.text for entry in facts.entries("dishes")], "tables": facts.cells("tasks").get("tables")}


PARTY = checked(
    Flow(
        id=FlowName("street_party"),
        version=3,
        steps=(
            Show(id="hello", part=0),
            Text(id="name", part=0, one=True, required=True, max_length=40),
            Choice(id="size", part=0, voice=Voice.FACILITATOR, choices=("small", "big")),
            Show(id="permit", part=0, when="is_big"),
            Choice(id="where", part=0, voice=Voice.EACH, choices=("street", "hall", "park")),
            Text(id="wishes", part=1, max_length=60),
            ListOf(id="dishes", part=1, prefix="d", max_length=50, ask_to_merge=3, required=True),
            Several(id="extras", part=1, choices=("music", "games", "fire"), at_most=2),
            Several(id="needed", part=1, choices=("water", "power"), required=True),
            Scale(id="known", part=2, repeat="dish", voice=Voice.EACH, scale=Knowledge),
            Text(id="known_why", part=2, repeat="dish", when="differs", one=True),
            Choice(id="first", part=2, options="dishes", suggest="first_dish"),
            Scale(id="often", part=2, scale=Frequency, suggest="now_and_then"),
            Loop(
                over="dish",
                steps=(
                    Choice(id="cook", part=3, choices=("home", "there")),
                    Date(id="ready", part=3, in_days=(1, 30)),
                    Choice(id="taster", part=3, voice=Voice.FACILITATOR, choices=("kids", "all"), locked_by=("ready",)),
                ),
            ),
            Grid(id="tasks", part=4, rows=("tables", "lights"), columns=("us", "town"), suggest="tables_ours"),
            Show(id="plan", part=4, view="plan", wait=True),
            Arrange(id="courses", part=4, start="by_heat", price="price"),
            Show(id="parked", part=5, when="has_parked", view="parked"),
        ),
        repeats={"dish": Repeat(_dishes, _dish_name)},
        conditions={
            "is_big": lambda facts, item: facts.choice("size") == "big",
            "differs": _differs,
            "has_parked": lambda facts, item: bool(facts.parked),
        },
        options={"dishes": _dish_options},
        suggestions={
            "first_dish": lambda facts, item: next(iter(_dishes(facts)), None),
            "now_and_then": lambda facts, item: int(Frequency.NOW_AND_THEN),
            "tables_ours": _tables_ours,
            "by_heat": _by_heat,
        },
        views={
            "plan": _plan,
            "price": lambda facts, item: {"price": len(facts.entries("dishes"))},
            "parked": lambda facts, item: {"remarks": list(facts.parked)},
        },
    )
)
