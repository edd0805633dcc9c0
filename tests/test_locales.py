"""Every language says the same, everything that is said exists, and all of it fits Telegram and the tone guide."""

import ast
import re
import tomllib
from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from pathlib import Path

import pytest
from jinja2 import meta

from bot.cards.fit import length
from bot.commands import _COMMANDS
from bot.doors import DOORS
from bot.texts import Texts
from core import scales
from core.check_in import Prompt
from core.ecosystem import Axis
from core.organising_check import CheckItem
from flows.catalogue import FLOWS
from flows.checks import texts_needed
from flows.engine import NOTICES
from flows.model import Flow
from flows.run import Announce
from flows.views import SUMMARY

ROOT = Path(__file__).parent.parent
TEXTS = Texts.load()
SYNTAX = TEXTS._html["nl"]
OTHERS = [lang for lang in TEXTS.full if lang != "nl"]
TOOLS = {"scale", "scale_long", "words", "en_list", "day", "plural", "dots", "clip", "range"}

SAMPLES: dict[str, object] = {
    "n": 3, "joined": 5, "max": 20, "length": 1200, "number": 7, "needed": 3, "most": 12, "part": 3, "parts": 6,
    "left": 12, "name": "Pakketten die samenhoren", "names": ["koken", "wandelen"], "label": "lokale regio",
    "bot": "buurtvonk_bot", "newer": "Koken.", "older": "koken", "all": 90, "row": "doelen", "column": "het team",
    "proposed": "samen", "thing": "koken", "labels": ["ja", "nee"], "first": "één zin", "cells": ["team", "samen"],
    "day": "2026-12-15", "spread": "· ●", "unknown": 1, "differ": True, "text": "woorden", "subject": "het pakket",
    "rule": "R20", "title": "Samenhang", "item": "koken", "about": "samen een plan", "time": "een halfuur",
    "question": "Wie het trekt", "what": "samen langsgaan", "owner": "de kinesist", "outcome": "drie pakketten",
    "at": "10:00", "city": "Brussel", "free": False, "begin": "21:00", "end": "08:00", "on": False, "weeks": 2,
    "typed": "Brusl", "near": True, "kind": "step", "by": "2026-12-15", "became": "moved",
    "home": "Actiegroep", "core": "Kern", "is_core": False, "kinds": ["een naam"],
    "lines": ["een zaal"], "level": 2, "trend": "up", "stands_still": True,
    "empty": False, "user": "de stad", "worth": "keep", "every": 1, "stops": "2026-12-15", "how": "tally",
    "who": "An", "latest": "12",
    "code": "K7M2P-Q9X4D", "role": "kerngroep", "others": ["Plein"], "alone": True, "challenge": "samen eten",
    "said": "Jullie zeiden: samen koken.", "tells": True, "where": ["Plein"], "native": True, "live": True,
    "channel": False,
    "paper": 9, "percent": 40, "option": "koken", "options": ["koken"], "helpers": 3, "likes": 2,
    "yes": 3, "maybe": 1, "remarks": 1, "objections": 1, "chats": 2, "titles": ["Plein"], "idea": "koken",
    "packages": [
        {"name": "koken", "activities": ["koken", "afwassen"], "area": 1, "intensity": 2, "needed": ["kok"],
         "lacking": ["een zaal"]},
    ],
}  # fmt: skip
"""A value for every placeholder of the texts that belong to no flow."""

SUBJECTS = {
    "check_in": tuple(Prompt),
    "typology": ("whole",),
    "ecosystem": tuple(Axis),
    "organising_check": tuple(CheckItem),
}
"""What can be explained of a flow that the group gave no name."""

OWN = (
    "cards", "check_ins", "commands", "common", "engine", "follow_up", "neighbourhood", "polls", "scales", "signals",
    "time",
)  # fmt: skip
WAITING = {"commands.fault"}
"""Words for an update that failed for good, until the quarantine tells people."""

BUTTONS = re.compile(
    r"cards\.(control\.\w+|list\.(same|apart)|date\.\w+|grid\.take|arrange\.(to|to_new|move|yes|no))"
    r"|neighbourhood\.(choose|button)\.\w+|neighbourhood\.part\.without|signals\.button\.\w+"
    r"|commands\.(menu|running)\.\w+|commands\.sheet\.change|commands\.stop\.(yes|no)|scales\.\w+\.label\.\d"
    r"|check_ins\.(button|chip)\.\w+"
    r"|polls\.(button|kind|level)\.\w+|polls\.option\.(going_on|consent)\.\w+|polls\.days"
    r"|follow_up\.(button|numbered)\.\w+|time\.button\.\w+|\w+\.\w+\.(choices|rows|columns)\.\w+"
)
MOST_ON_BUTTON = 20
JARGON = re.compile(
    r"\b(netwerkgovernance|sociotechni\w*|segment\w*|sessies?|runs?|flows?|quorum|stakeholders?|deadlines?)\b",
    re.IGNORECASE,
)
POLITE = re.compile(r"\b(u|uw|uzelf|gij)\b", re.IGNORECASE)


def bare(text: str) -> str:
    """Leave out what is logic, not words."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", " ", text, flags=re.DOTALL)


def placeholders(lang: str, key: str) -> set[str]:
    return meta.find_undeclared_variables(SYNTAX.parse(TEXTS.source(lang, key))) - TOOLS


def own_keys(lang: str) -> list[str]:
    return [key for key in TEXTS.keys(lang) if key.partition(".")[0] in OWN]


# --- the same in every language ---


@pytest.mark.parametrize("lang", OTHERS)
def test_a_full_language_has_the_same_files_and_keys(lang: str) -> None:
    ours, theirs = set(TEXTS.keys(lang)), set(TEXTS.keys("nl"))
    assert {key for key in ours ^ theirs if ".meanings." not in key} == set()  # only a short label needs a meaning


@pytest.mark.parametrize("lang", OTHERS)
def test_a_text_has_the_same_placeholders_in_every_language(lang: str) -> None:
    shared = set(TEXTS.keys(lang)) & set(TEXTS.keys("nl"))
    assert [key for key in sorted(shared) if placeholders(lang, key) != placeholders("nl", key)] == []


@pytest.mark.parametrize("lang", TEXTS.full)
def test_every_scale_is_complete(lang: str) -> None:
    kinds = [kind for kind in vars(scales).values() if isinstance(kind, type) and issubclass(kind, IntEnum)]
    levels = {(kind.__name__, int(level)) for kind in kinds if kind is not IntEnum for level in kind}
    expected = {f"scales.{scale}.{part}.{level}" for scale, level in levels for part in ("label", "meaning")}
    assert {key for key in TEXTS.keys(lang) if key.startswith("scales.")} == expected


# --- no text missing, none unused ---


def string_parts(node: ast.AST) -> Iterator[str]:
    """Yield string constants, and formatted ones as patterns in which every value is one word or more."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield re.escape(part.value)
        elif isinstance(part, ast.JoinedStr):
            yield "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else r"([\w.]+)" for v in part.values)


@cache
def said_in_code() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Return every constant, and every pattern that begins with the name of a catalogue of ours."""
    files = [file for room in ("bot", "flows", "core") for file in (ROOT / room).rglob("*.py")]
    trees = [ast.parse(file.read_text("utf-8")) for file in files]
    found = {part for tree in trees for part in string_parts(tree)}
    names = {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    start = re.compile(rf"({'|'.join(OWN)})\\\.")
    patterns = tuple(re.compile(part) for part in sorted(found) if start.match(part) and not part.endswith("."))
    return frozenset({part.replace("\\", "").replace(":", "_").strip("!") for part in found} | names), patterns


def is_used(key: str) -> bool:
    """A key is used when a constant is it, or a pattern is, with words of the code in its gaps."""
    words, patterns = said_in_code()
    matches = (pattern.fullmatch(key) for pattern in patterns)
    return any(found and all(gap in words or gap.isdecimal() for gap in found.groups()) for found in matches)


@pytest.mark.parametrize("lang", TEXTS.full)
def test_no_text_of_ours_is_unused(lang: str) -> None:
    assert [key for key in own_keys(lang) if not is_used(key) and key not in WAITING] == []


@pytest.mark.parametrize("lang", TEXTS.full)
def test_no_text_of_ours_is_missing(lang: str) -> None:
    keys = TEXTS.keys(lang)
    missing = {p.pattern.replace("\\", "") for p in said_in_code()[1] if not any(p.fullmatch(key) for key in keys)}
    assert missing - {"common.language.falls_back_to"} == set()  # that one marks a partial language


@pytest.mark.parametrize("lang", TEXTS.full)
def test_the_engine_has_words_for_everything_it_says(lang: str) -> None:
    announced = Announce.__annotations__["key"].__args__
    expected = {f"engine.notice.{key}" for key in NOTICES} | {f"engine.announce.{key}" for key in announced}
    assert {key for key in TEXTS.keys(lang) if key.startswith("engine.")} == expected


@pytest.mark.parametrize("lang", TEXTS.full)
@pytest.mark.parametrize("flow", FLOWS.values(), ids=lambda flow: f"{flow.id}-{flow.version}")
def test_a_flow_has_exactly_the_texts_it_needs(lang: str, flow: Flow) -> None:
    held = {key.partition(".")[2] for key in TEXTS.keys(lang) if key.startswith(f"{flow.id}.")}
    needed = texts_needed(flow) | beforehand(flow) | {f"parts.{step.part}" for step in flow.in_order}
    assert needed - held == set()
    assert {key for key in held - needed - optional(flow) if not key.startswith(named_in_texts(lang, flow))} == set()


def beforehand(flow: Flow) -> set[str]:
    """Return what is said before a flow begins; all of it when it can be chosen from the menu."""
    parts = ("about", "whom", "time", "seen") if flow.id in {door.flow for door in DOORS} else ("about",)
    return {"flow.name", *(f"flow.{part}" for part in parts)}


def optional(flow: Flow) -> set[str]:
    """Return the texts that a flow and its steps may have."""
    own = {f"{step.id}.{part}" for step in flow.in_order for part in ("title", "hint", "price")}
    own |= {"flow.summary"} if SUMMARY in flow.views else set()
    own |= {f"subjects.{item}" for item in SUBJECTS.get(flow.id, ())}
    return own | {re.sub(r"\.(choices|columns)\.", ".meanings.", key) for key in texts_needed(flow)}


def named_in_texts(lang: str, flow: Flow) -> tuple[str, ...]:
    """Return the beginnings of the keys that other texts quote."""
    sources = "\n".join(TEXTS.source(lang, key) for key in TEXTS.keys(lang))
    return tuple(sorted(set(re.findall(rf"{flow.id}\.([\w.]+)", sources))))


# --- it fits, and it is well-formed ---


@pytest.mark.parametrize("lang", TEXTS.full)
def test_every_text_compiles_and_has_whole_tags(lang: str) -> None:
    for key in TEXTS.keys(lang):
        source = TEXTS.source(lang, key)
        SYNTAX.from_string(source)
        tags = re.findall(r"</?(\w+)[^>]*>", source)
        assert set(tags) <= {"b", "i"}, key
        assert all(source.count(f"<{tag}>") == source.count(f"</{tag}>") for tag in ("b", "i")), key
        assert "safe" not in re.findall(r"\|\s*(\w+)", source), key


@pytest.mark.parametrize("lang", TEXTS.full)
def test_every_text_of_ours_can_be_said(lang: str) -> None:
    for key in own_keys(lang):
        html = TEXTS.render(lang, key, **SAMPLES)
        assert 0 < length(html) <= 4096, key
        assert "{" not in html, key
        assert TEXTS.plain(lang, key, **SAMPLES), key


@pytest.mark.parametrize("lang", TEXTS.full)
def test_buttons_are_short(lang: str) -> None:
    shown = {key: TEXTS.plain(lang, key, **SAMPLES) for key in TEXTS.keys(lang) if BUTTONS.fullmatch(key)}
    assert len(shown) > 50
    assert {key: label for key, label in shown.items() if len(label) > MOST_ON_BUTTON or "<" in label} == {}


@pytest.mark.parametrize("lang", TEXTS.full)
def test_notices_fit_a_toast(lang: str) -> None:
    for key in NOTICES:
        text = TEXTS.plain(lang, f"engine.notice.{key}", **SAMPLES)
        assert len(text) <= 200, key
        assert "<" not in text, key
    for key in ("foreign_button", "language_chosen"):
        assert len(TEXTS.plain(lang, f"commands.{key}")) <= 200


@pytest.mark.parametrize("lang", TEXTS.full)
def test_commands_are_as_telegram_wants_them(lang: str) -> None:
    lines = [line.split(" - ", 1) for line in TEXTS.plain(lang, "commands.list").splitlines()]
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) and 0 < len(about) <= 256 for name, about in lines)
    assert len({name for name, _ in lines}) == len(lines) <= 100


@pytest.mark.parametrize("lang", TEXTS.full)
def test_commands_in_texts_exist(lang: str) -> None:
    known = set(_COMMANDS)
    command = re.compile(r"(?<![\w<:/.])/([a-z]+)(?![\w/])")
    ours = [key for key in TEXTS.keys(lang) if not key.startswith(("settings.", "playground."))]
    named = {(key, name) for key in ours for name in command.findall(TEXTS.source(lang, key))}
    assert {(key, name) for key, name in named if name not in known} == set()


# --- the tone ---


def test_dutch_keeps_its_tone() -> None:
    spoken = {key: bare(TEXTS.source("nl", key)) for key in TEXTS.keys("nl") if not key.startswith("settings.")}
    assert {key: text for key, text in spoken.items() if "!" in text} == {}
    assert {key: POLITE.findall(text) for key, text in spoken.items() if POLITE.search(text)} == {}
    assert {key: JARGON.findall(text) for key, text in spoken.items() if JARGON.search(text)} == {}


def test_the_tone_guide_stands_with_the_words() -> None:
    guide = ast.get_docstring(ast.parse((ROOT / "locales" / "__init__.py").read_text("utf-8")))
    assert guide is not None
    assert "je-form" in guide or "*je*" in guide


@pytest.mark.parametrize("file", sorted((ROOT / "locales").rglob("*.toml")), ids=lambda f: f"{f.parent.name}-{f.stem}")
def test_every_file_is_read(file: Path) -> None:
    tables = tomllib.loads(file.read_text("utf-8"))
    assert tables
    assert any(key.startswith(f"{file.stem}.") for key in TEXTS.keys(file.parent.name))
