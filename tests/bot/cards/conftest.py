"""A small flow with every kind of question in every voice, and the words for it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.cards import Words
from bot.keyboards import Codec
from bot.texts import Texts
from core.ids import ParticipantId
from core.scales import Coherence, WorkingArea
from flows.facts import Facts
from flows.model import Arrange, Choice, Date, Flow, FlowName, Grid, ListOf, Repeat, Scale, Several, Show, Text, Voice
from flows.run import Run, Status
from flows.values import Item
from flows.views import Json, Option

PEOPLE = tuple(ParticipantId(f"secret-{name}") for name in ("an", "bo", "cis", "dre", "els"))


def _entries(facts: Facts) -> tuple[Item, ...]:
    return tuple(entry.id for entry in facts.entries("things"))


def _named(facts: Facts, item: Item) -> Mapping[str, str]:
    return {"thing": {entry.id: entry.text for entry in facts.entries("things")}.get(item, item), "code": "beside"}


def _pairs(facts: Facts) -> tuple[Item, ...]:
    return tuple(f"{one}:{other}" for one, other in pairwise(_entries(facts)))


def _pair_named(facts: Facts, item: Item) -> Mapping[str, str]:
    one, other = item.split(":")
    return {"own": "nobody", "a": _named(facts, one)["thing"], "b": _named(facts, other)["thing"]}


def _move_price(facts: Facts, _: Item) -> Mapping[str, Json]:
    return {"things": [entry.text for entry in facts.entries("things")], "groups": len(facts.groups("arrange"))}


TINY = Flow(
    id=FlowName("tiny"),
    version=1,
    steps=(
        Show(id="hello", part=0),
        Choice(id="road", part=0, choices=("left", "right"), suggest="left"),
        Choice(id="secret_road", part=0, choices=("left", "right"), voice=Voice.EACH),
        Choice(id="must", part=0, choices=("left", "right"), required=True),
        Choice(id="which", part=0, options="things"),
        Several(id="colours", part=1, choices=("red", "blue"), at_most=2),
        Several(id="some", part=1, options="things", voice=Voice.FACILITATOR),
        Scale(id="close", part=1, scale=Coherence, voice=Voice.EACH),
        Scale(id="area", part=1, scale=WorkingArea, suggest="three"),
        Text(id="story", part=2),
        Text(id="name", part=2, one=True, required=True),
        Text(id="noted", part=2, voice=Voice.FACILITATOR),
        ListOf(id="things", part=2, prefix="a", ask_to_merge=3),
        Scale(id="per_thing", part=2, scale=Coherence, voice=Voice.EACH, repeat="thing"),
        Text(id="about_thing", part=2, repeat="thing", when="is_short", one=True),
        Scale(id="per_pair", part=2, scale=Coherence, repeat="pair"),
        Date(id="day", part=3, in_days=(3, 14, 30, 90)),
        Grid(id="decides", part=3, rows=("goals", "method"), columns=("team", "shared"), suggest="cells"),
        Grid(id="free", part=3, rows=("goals",), columns=("team", "shared")),
        Arrange(id="arrange", part=3, start="groups", price="move_price"),
        Show(id="result", part=3, view="result", wait=True),
    ),
    repeats={"thing": Repeat(_entries, _named), "pair": Repeat(_pairs, _pair_named)},
    conditions={"is_short": lambda facts, item: len(_named(facts, item)["thing"]) < 10},
    options={"things": lambda facts, _: tuple(Option(e.id, e.text) for e in facts.entries("things"))},
    suggestions={
        "left": lambda _facts, _item: "left",
        "three": lambda _facts, _item: 3,
        "cells": lambda _facts, _item: {"goals": "team", "method": "shared"},
        "groups": lambda facts, _item: tuple((entry,) for entry in _entries(facts)),
    },
    views={"move_price": _move_price, "result": lambda _facts, _item: {}},
)

TINY_WORDS = {
    "tiny.flow.name": "Klein <b>",
    "tiny.flow.about": "Een proefje.",
    "tiny.flow.whom": "Voor iedereen.",
    "tiny.flow.time": "Even maar.",
    "tiny.flow.seen": "Iedereen ziet alles.",
    "tiny.parts.2": "Deel twee",
    "tiny.hello.tell": "Dag.\n---\nNog eens dag.",
    "tiny.road.title": "De weg",
    "tiny.road.ask": "Welke weg?",
    "tiny.road.hint": "Kies rustig.",
    "tiny.road.choices.left": "links",
    "tiny.road.choices.right": "rechts",
    "tiny.road.meanings.left": "links langs de beek",
    "tiny.secret_road.ask": "Welke weg, stil?",
    "tiny.choices.left": "links",
    "tiny.choices.right": "rechts",
    "tiny.must.ask": "Welke moet?",
    "tiny.which.ask": "Welk ding?",
    "tiny.colours.ask": "Welke kleuren?",
    "tiny.colours.choices.red": "rood",
    "tiny.colours.choices.blue": "blauw",
    "tiny.some.ask": "Welke dingen?",
    "tiny.close.ask": "Hoe sterk?",
    "tiny.area.ask": "Welk gebied?",
    "tiny.story.ask": "Wat is er?",
    "tiny.name.ask": "Welke naam?",
    "tiny.noted.ask": "Wat schrijf je op?\nEén zin.\n",
    "tiny.things.ask": "Welke dingen zijn er?",
    "tiny.per_thing.ask": "Hoe sterk bij <b>{{ thing }}</b>?",
    "tiny.per_pair.ask": "Hoe sterk zijn {{ a }} en {{ b }}?",
    "tiny.about_thing.ask": "Wat is {{ thing }}?",
    "tiny.day.ask": "Wanneer?",
    "tiny.decides.ask": "Wie beslist?",
    "tiny.decides.rows.goals": "doelen",
    "tiny.decides.rows.method": "werkwijze",
    "tiny.decides.columns.team": "team",
    "tiny.decides.columns.shared": "samen",
    "tiny.decides.meanings.shared": "samen met een ander",
    "tiny.free.ask": "Wie?",
    "tiny.rows.goals": "doelen",
    "tiny.columns.team": "team",
    "tiny.columns.shared": "samen",
    "tiny.arrange.ask": "Kloppen de pakketten?",
    "tiny.arrange.price": (
        "{{ 'Van ' ~ now.groups ~ ' naar ' ~ then.groups if moves else 'Het zijn er ' ~ now.groups }}.\n"
        "{% for thing in now.things %}\nMet {{ thing }}.\n{% endfor %}"
    ),
    "tiny.result.tell": "Klaar.",
}

RunAt = Callable[..., Run]


@pytest.fixture(scope="session")
def texts() -> Texts:
    real = Texts.load()
    return Texts(
        {lang: {key: real.source(lang, key) for key in real.keys(lang)} | TINY_WORDS for lang in real.languages}
    )


@pytest.fixture
def words(texts: Texts) -> Words:
    return Words(texts, "nl", Codec(b"s" * 32), group=5, run_id=7, bot_username="buurtvonk_bot")


@pytest.fixture
def tiny() -> Flow:
    return TINY


@pytest.fixture
def run_at() -> RunAt:
    """Return a maker of runs in which five people take part and one place is open."""

    def make(place: str | None, **changes: object) -> Run:
        run = Run(flow=TINY.id, flow_version=1, facilitator=PEOPLE[0], members=PEOPLE, ask=3, status=Status.OPEN)
        return replace(run, current=place, **changes)  # type: ignore[arg-type]  # fields by name, as a test gives them

    return make
