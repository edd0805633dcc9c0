"""The words of the six steps: complete, the same in every language, and within their limits."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
from jinja2 import Environment, meta

from bot.cards.fit import split
from bot.texts import Texts
from core.coordination import Complexity, Coordination, Decider, Fit, Form, Level, TeamBand, Verdict
from core.deviations import DeviationKind
from flows.checks import problems_in, texts_needed
from flows.facts import Facts
from flows.model import Show
from flows.order import places
from flows.six_steps import SIX_STEPS
from flows.six_steps.steps_beginning import AXES
from flows.views import WHY, WHY_PAIRS
from tests.flows.six_steps_groups import RUNS
from tests.flows.six_steps_walk import settle

TEXTS = Texts.load()
LANGUAGES = TEXTS.full
SPLIT = "R13.text"
"""That a group is divided is said in the same words as in the check."""

OF_OTHER_TOOLS = {f"R{number}.text" for number in (*range(3, 17), *range(41, 47))}
"""Rules with words that the scan, the check, the typology and the web explain; their own tests say them."""

TAG = re.compile(r"<[^>]*>")


def the_run(name: str) -> Facts:
    return settle(RUNS[name], parked=("<b>geen lift</b> & smal",))


def test_the_flow_is_sound() -> None:
    assert problems_in(SIX_STEPS) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_has_its_words(lang: str) -> None:
    needed = {f"six_steps.{key}" for key in texts_needed(SIX_STEPS)}
    assert needed - set(TEXTS.keys(lang)) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_words_belong_to_no_question(lang: str) -> None:
    tables = {key.split(".")[1] for key in TEXTS.keys(lang) if key.startswith("six_steps.")}
    assert tables - set(SIX_STEPS.by_id) == {"flow", "parts", "words"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_holds_the_same_texts(lang: str) -> None:
    own, source = (
        {key for key in TEXTS.keys(it) if key.startswith(("six_steps.", "why."))} for it in (lang, LANGUAGES[0])
    )
    # What is short enough on a button in one language may want a meaning in another.
    assert {key for key in own ^ source if ".meanings." not in key} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_uses_the_same_values_in_every_language(lang: str) -> None:
    for key in TEXTS.keys(lang):
        if key.startswith(("six_steps.", "why.")) and TEXTS.has(LANGUAGES[0], key):
            assert _values(lang, key) == _values(LANGUAGES[0], key), key


def _values(lang: str, key: str) -> set[str]:
    environment = Environment(autoescape=True)
    known = {"scale", "words", "plural", "dots"}
    return meta.find_undeclared_variables(environment.parse(_without_filters(TEXTS.source(lang, key)))) - known


def _without_filters(text: str) -> str:
    """Take away the filters of our own, which a bare environment does not know."""
    return re.sub(r"\| *(en_list|day|clip)", "", text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_fit_a_button_and_titles_a_line(lang: str) -> None:
    for key in TEXTS.keys(lang):
        text = TEXTS.source(lang, key)
        if not key.startswith("six_steps."):
            continue
        if ".choices." in key or ".columns." in key or ".rows." in key:
            assert len(text) <= 20, key
        if key.endswith(".title"):
            assert len(text) <= 40, key
        assert "!" not in text.replace("!=", ""), key


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("run", RUNS)
def test_every_question_of_a_run_can_be_put_in_words(run: str, lang: str) -> None:
    for key, text in _asked(the_run(run), lang):
        assert text.strip(), key
        assert set(TAG.findall(text)) <= {"<b>", "</b>", "<i>", "</i>"}, key


def _asked(facts: Facts, lang: str) -> Iterator[tuple[str, str]]:
    for step, item in places(SIX_STEPS, facts):
        if isinstance(step, Show):
            continue
        repeat = SIX_STEPS.repeat_of(step.id)
        names = repeat.names(facts, item) if repeat else {}
        for part in ("ask", "hint"):
            key = f"six_steps.{step.id}.{part}"
            if TEXTS.has(lang, key):
                yield key, TEXTS.render(lang, key, **names)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("run", RUNS)
def test_every_message_of_a_run_can_be_told(run: str, lang: str) -> None:
    facts = the_run(run)
    for step, item in places(SIX_STEPS, facts):
        if isinstance(step, Show):
            values = SIX_STEPS.views[step.view](facts, item) if step.view else {}
            messages = split(TEXTS.render(lang, f"six_steps.{step.id}.tell", **values))
            assert messages, step.id
            assert all("<b>geen lift" not in message for message in messages)
            assert all(set(TAG.findall(message)) <= {"<b>", "</b>", "<i>", "</i>"} for message in messages)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("run", RUNS)
def test_every_statement_of_a_run_can_be_explained(run: str, lang: str) -> None:
    facts = the_run(run)
    for subject in subjects(facts):
        for message in explained_in(lang, facts, subject):
            assert message.strip()


def subjects(facts: Facts) -> list[str]:
    """Return everything that can be explained, each pair of activities too."""
    return [it.code for name in (WHY, WHY_PAIRS) for it in SIX_STEPS.options[name](facts, "")]


def explained_in(lang: str, facts: Facts, subject: str) -> list[str]:
    said_ = statements(facts, subject)
    return [TEXTS.plain(lang, f"why.{text}", **values) for text, values in said_]


def statements(facts: Facts, subject: str) -> list[tuple[str, dict[str, Any]]]:
    found: Any = SIX_STEPS.views["why"](facts, subject)["statements"]
    return [(f"{it['rule']}.{it['part']}", it["values"]) for it in found]


def test_every_reason_with_words_is_given_somewhere() -> None:
    written = {key.removeprefix("why.") for key in TEXTS.keys("nl") if key.startswith("why.")}
    given = {
        text for facts in map(the_run, RUNS) for subject in subjects(facts) for text, _ in statements(facts, subject)
    }
    assert given - {SPLIT} == written - OF_OTHER_TOOLS


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("table", "codes"),
    [
        pytest.param("form", Form, id="forms"),
        pytest.param("fit", Fit, id="fits"),
        pytest.param("band", TeamBand, id="bands"),
        pytest.param("complexity", Complexity, id="complexities"),
        pytest.param("coordination", Coordination, id="coordinations"),
        pytest.param("verdict", Verdict, id="verdicts"),
        pytest.param("kind", DeviationKind, id="kinds of deviation"),
    ],
)
def test_everything_worked_out_has_a_word(table: str, codes: type[StrEnum], lang: str) -> None:
    assert {code.value for code in codes} == {
        key.split(".")[-1] for key in TEXTS.keys(lang) if key.startswith(f"six_steps.words.{table}.")
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_axis_has_examples_of_what_helps_and_holds_back(lang: str) -> None:
    for axis in AXES:
        for table in ("helps", "holds_back"):
            assert TEXTS.has(lang, f"six_steps.words.{table}.{axis}")
    for step in ("q2_7", "q2_10_helps", "q2_10_holds_back"):
        labels = [TEXTS.source(lang, f"six_steps.{step}.choices.{axis}") for axis in AXES]
        assert labels == [TEXTS.source(lang, f"six_steps.q6_1.choices.{axis}") for axis in AXES]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_decides_has_words_in_full(lang: str) -> None:
    assert all(TEXTS.has(lang, f"six_steps.q4_8.meanings.{decider}") for decider in Decider)
    assert all(TEXTS.has(lang, f"six_steps.q4_8.rows.{level}") for level in Level)
    assert all(TEXTS.has(lang, f"six_steps.q5_2.choices.{level}") for level in Level)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("now", "then", "moves"),
    [
        pytest.param(3.0, 1.5, True, id="a move that costs"),
        pytest.param(1.5, 3.0, True, id="a move that gains"),
        pytest.param(1.5, 1.5, True, id="a move that changes nothing"),
        pytest.param(1.5, 1.5, False, id="as it stands"),
    ],
)
def test_the_price_of_a_move_can_be_told(now: float, then: float, moves: bool, lang: str) -> None:  # noqa: FBT001 a case of the table
    leak = {"a": "koken", "b": "<eten>", "level": 3}
    better = [{"activity": "dans", "with": joined, "gain": 0.5} for joined in (["<zang>"], [])]
    shifts = [{"a": ["bel"], "b": ["<fiets>"], "level": level} for level in (3, None)]
    here = {"score": now, "best": 4.0, "leaks": [], "better": better}
    there = {"score": then, "best": 4.0, "leaks": [leak], "shifts": shifts}
    text = TEXTS.render(lang, "six_steps.q3_4.price", now=here, then=there, moves=moves)
    assert ("&lt;eten&gt;" in text) is moves
    assert text.count("bel ↔ &lt;fiets&gt;") == (2 if moves else 0)
    assert text.count("dans") == (0 if moves else 2)
    assert text.strip()


def test_the_worked_example_credits_its_source() -> None:
    for step in ("q0_0", "q6_end"):
        assert "Sam Pless (UCLL, 2023)" in TEXTS.source("nl", f"six_steps.{step}.tell")
