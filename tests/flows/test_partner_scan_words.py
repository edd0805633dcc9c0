"""The words of the scan in the group: complete, escaped, in both languages, and never against anyone."""

import re
from enum import StrEnum
from typing import Any

import pytest

from bot.cards.fit import split
from bot.texts import Texts
from core.partner_scan import Approach, Barrier, Circle, CoreNote, RoleNote, SetUp, Start, State, Variety
from flows.checks import problems_in, texts_needed
from flows.facts import Facts
from flows.partner_scan import PARTNER_SCAN
from flows.values import Entry, Listed, Picked, Said
from tests.flows.scan_facts import beside, scanned, sheet

TEXTS = Texts.load()
TAG = re.compile(r"<[^>]*>")
HOSTILE = "<b>Zoë</b> & {{ 7 * 7 }}"

FULL = Facts(
    {
        **scanned(
            sheet(HOSTILE, 3, 3, 3, time=1, p1=Picked(("care",)), p9=Picked(("let_us_be",))),
            sheet("Bert", 3, 2, 0, time=0, wished=3, p7b=Picked(("not_now",)), p10=Picked(("rules",))),
            *(sheet(None, 2, 0, may_see="total", p4=Picked(("enjoys_it",))) for _ in range(4)),
            sheet(None, 1, may_see="total", p3_other=Said((HOSTILE,)), p9_worry=Picked(("money",))),
            sheet("Chris", 1, p5=Listed((Entry("d1", HOSTILE),)), p10_well=Said((HOSTILE,)), p11=Picked(("contact",))),
            topics=("Samen eten", HOSTILE, "Een praatje"),
            estimates=("OCMW",),
        ).settled,
        "g1@t1": Listed((Entry("m1", HOSTILE),)),
        "g1_who@m1": Said((HOSTILE,)),
        "g2@t1": Listed((Entry("o1", HOSTILE),)),
        "g2_place@o1": Picked(("advise",)),
        "g3": Picked(("young",)),
        "g3_other": Said((HOSTILE,)),
        "g4": Picked(("sensitive_name",)),
        "g5": Said((HOSTILE,)),
    }
)
FEW = scanned(sheet("An", 0), sheet(None, 3, may_see="total"))
EMPTY = scanned()
AGAIN = beside(FULL, scanned(sheet("An", 2, 3, 0)))


GROUPS = pytest.mark.parametrize(
    "facts",
    [
        pytest.param(FULL, id="full"),
        pytest.param(FEW, id="few"),
        pytest.param(EMPTY, id="empty"),
        pytest.param(AGAIN, id="again"),
    ],
)


def statements(facts: Facts, subject: str) -> list[tuple[str, dict[str, Any]]]:
    found: Any = PARTNER_SCAN.views["why"](facts, subject)["statements"]
    return [(it["rule"], it["values"]) for it in found]


def test_the_scan_is_sound() -> None:
    assert problems_in(PARTNER_SCAN) == ()


@pytest.mark.parametrize("lang", TEXTS.full)
def test_every_question_of_the_scan_has_its_words(lang: str) -> None:
    assert {f"partner_scan.{key}" for key in texts_needed(PARTNER_SCAN)} <= set(TEXTS.keys(lang))


@pytest.mark.parametrize("lang", TEXTS.full)
def test_labels_of_the_scan_fit_a_button(lang: str) -> None:
    keys = [key for key in TEXTS.keys(lang) if re.match(r"partner_scan\.\w+\.choices\.", key)]
    assert {key for key in keys if len(TEXTS.plain(lang, key)) > 20} == set()


@pytest.mark.parametrize("lang", TEXTS.full)
@pytest.mark.parametrize(
    ("table", "codes"),
    [
        pytest.param("state", State, id="states"),
        pytest.param("start", Start, id="starts"),
        pytest.param("variety", Variety, id="varieties"),
        pytest.param("set_up", SetUp, id="set-ups"),
        pytest.param("core", CoreNote, id="notes on a core group"),
        pytest.param("barrier", Barrier, id="barriers"),
        pytest.param("note", RoleNote, id="notes on a role"),
        pytest.param("approach", Approach, id="approaches"),
        pytest.param("circle", Circle, id="circles"),
    ],
)
def test_everything_the_scan_works_out_has_a_word(table: str, codes: type[StrEnum], lang: str) -> None:
    assert {code.value for code in codes} == {
        key.split(".")[-1] for key in TEXTS.keys(lang) if key.startswith(f"partner_scan.words.{table}.")
    }


@pytest.mark.parametrize("lang", TEXTS.full)
@GROUPS
@pytest.mark.parametrize("step", ["map", "changes", "set_up", "roles"])
def test_every_message_of_the_scan_can_be_told(step: str, facts: Facts, lang: str) -> None:
    messages = split(TEXTS.render(lang, f"partner_scan.{step}.tell", **PARTNER_SCAN.views[step](facts, "")))
    assert messages
    for message in messages:
        assert set(TAG.findall(message)) <= {"<b>", "</b>", "<i>", "</i>"}
        assert "<b>Zoë" not in message
        assert "49" not in message
        assert "\n\n\n" not in message


@pytest.mark.parametrize("lang", TEXTS.full)
@GROUPS
def test_every_reason_of_the_scan_can_be_given(facts: Facts, lang: str) -> None:
    for subject in PARTNER_SCAN.options["why"](facts, ""):
        for rule, values in statements(facts, subject.code):
            assert TEXTS.plain(lang, f"why.{rule}.text", **values).strip()


def test_every_rule_of_the_scan_is_given_as_a_reason() -> None:
    subjects = PARTNER_SCAN.options["why"](FULL, "")
    found = {rule for subject in subjects for rule, _ in statements(FULL, subject.code)}
    assert found == {f"R{number}" for number in range(3, 11)}


@pytest.mark.parametrize("lang", TEXTS.full)
@GROUPS
def test_the_scan_can_be_told_in_one_line(facts: Facts, lang: str) -> None:
    line = TEXTS.render(lang, "partner_scan.flow.summary", **PARTNER_SCAN.views["summary"](facts, ""))
    assert line
    assert "\n" not in line


@pytest.mark.parametrize("lang", TEXTS.full)
def test_every_question_about_something_names_it(lang: str) -> None:
    facts = scanned(sheet("Jan Peeters", 1), sheet("Jan Peters", 1), estimates=("OCMW",))
    facts = Facts({**facts.settled, "g1@t1": Listed((Entry("m1", "arts"),)), "g2@t1": Listed((Entry("o1", "bank"),))})
    asked = {
        "e_flame": "OCMW",
        "e_kind": "OCMW",
        "alike": "Jan Peters",
        "g1": "Samen eten",
        "g1_who": "arts",
        "g2_place": "bank",
    }
    for step, name in asked.items():
        repeat = PARTNER_SCAN.repeat_of(step)
        assert repeat is not None
        item = repeat.items(facts)[0]
        assert name in TEXTS.plain(lang, f"partner_scan.{step}.ask", **repeat.names(facts, item))


def test_nobody_is_ever_called_uncommitted() -> None:
    words = {
        key: TEXTS.source("nl", key) for key in TEXTS.keys("nl") if key.startswith(("partner_scan.", "partner_sheet."))
    }
    blame = re.compile(r"engageer|passief|weigert|ongeïnteresseerd|slechtste|beste partner", re.IGNORECASE)
    assert {key for key, text in words.items() if blame.search(text)} == set()


def test_the_scan_credits_its_source() -> None:
    for step in ("welcome", "roles"):
        assert "Sam Pless (UCLL, 2023)" in TEXTS.source("nl", f"partner_scan.{step}.tell")
