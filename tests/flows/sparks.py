"""A small flow in which everyone fills in a sheet alone: a street asks what sparks, and whose name may be told."""

from collections.abc import Mapping

from core.scales import Knowledge
from flows.checks import checked
from flows.facts import Facts
from flows.model import Choice, Fill, Flow, FlowName, ListOf, Repeat, Scale, SeenBy, Several, Show, Text
from flows.sheets import named_sheets, sheets_at, totals, unnamed_sheets
from flows.values import Item, Picked, Said
from flows.views import Json, Names


def _topics(facts: Facts) -> tuple[Item, ...]:
    return tuple(entry.id for entry in facts.entries("topics"))


def _topic_name(facts: Facts, item: Item) -> Names:
    return {"topic": next(entry.text for entry in facts.entries("topics") if entry.id == item)}


SHEET = Flow(
    id=FlowName("spark_sheet"),
    version=1,
    steps=(
        Show(id="welcome", part=0),
        Choice(id="may_name", part=0, choices=("street", "nobody"), seen_by=SeenBy.READERS),
        Text(id="called", part=0, when="is_named", one=True, max_length=40, seen_by=SeenBy.NAME),
        Scale(id="spark", part=1, repeat="topic", scale=Knowledge, seen_by=SeenBy.READERS),
        Choice(id="mood", part=1, choices=("sunny", "cloudy", "stormy")),
        Several(id="brakes", part=1, choices=("time", "money")),
        Text(id="wish", part=1, one=True, max_length=40, seen_by=SeenBy.UNSIGNED),
    ),
    repeats={"topic": Repeat(_topics, _topic_name)},
    conditions={"is_named": lambda facts, item: facts.choice("may_name") == "street"},
)


def _may_be_named(facts: Facts, sheet: Facts) -> bool:
    return facts.choice("readers") == "street" and sheet.choice("may_name") == "street"


FILL = Fill(id="sheets", part=1, sheet=SHEET, brings=("topics",), named=_may_be_named)


def _result(facts: Facts, _: Item) -> Mapping[str, Json]:
    moods = [mood.choices[0] for mood in totals(facts, "sheets", "mood") if isinstance(mood, Picked)]
    return {
        "sheets": sheets_at(facts, "sheets"),
        "names": [sheet.text("called") for sheet in named_sheets(FILL, facts)],
        "unnamed": len(unnamed_sheets(FILL, facts)),
        "moods": moods,
        "wishes": [wish.lines[0] for wish in totals(facts, "sheets", "wish") if isinstance(wish, Said)],
    }


SPARKS = checked(
    Flow(
        id=FlowName("sparks"),
        version=1,
        steps=(
            ListOf(id="topics", part=0, prefix="t", required=True),
            Choice(id="readers", part=0, choices=("street", "others")),
            FILL,
            Show(id="result", part=2, view="result"),
            Text(id="after", part=2, one=True),
        ),
        views={"result": _result},
    )
)
