"""What helps and what holds back: what is asked, what follows, what is explained, and that all of it has words."""

import re
from datetime import date

import pytest

from bot.texts import Texts
from core.ecosystem import FACTORS, Axis
from flows.checks import problems_in
from flows.ecosystem import ECOSYSTEM
from flows.facts import Facts
from flows.values import Dated, Entry, Filled, Listed, Picked, Place, Rated, Said, Skipped, Value, Voices
from tests.flows.walking import asked, spoken, statements, walk

TEXTS = Texts.load()
TAG = re.compile(r"<[^>]*>")
SOON = Dated(date(2026, 12, 15))


def marks(helps: str, holds_back: str) -> Filled:
    return Filled((("helps", helps), ("holds_back", holds_back)))


def voices(*levels: int) -> Voices:
    return Voices(tuple(Rated(level) for level in levels))


QUIET: dict[Place, Value] = {"marks": marks("a_little", "none")}
FULL: dict[Place, Value] = QUIET | {
    "marks@e1": marks("clearly", "none"),
    "marks@e2": marks("strongly", "a_little"),
    "marks@e6": marks("none", "clearly"),
    "marks@e8": marks("clearly", "strongly"),
    "marks@e10": Skipped("dont_know"),
    "why_helps@e1": Picked(("shared_mission", "other")),
    "why_helps_other@e1": Listed((Entry("f1", "we <b>zingen</b>"),)),
    "why_helps@e2": Picked(("fixed_contact",)),
    "why_holds@e6": Picked(("financial_reasons",)),
    "why_holds@e8": Picked(("lack_of_time", "few_means", "other")),
    "why_holds_other@e8": Listed((Entry("f2", "geen <zaal>"),)),
    "ea@e1": Said(("elke maand samen koken",)),
    "ea_owner@e1": Said(("An",)),
    "ea_date@e1": SOON,
    "eb": Picked(("financial_reasons",)),
    "eb_action@financial_reasons": Said(("projectgeld vragen",)),
    "eb_owner@financial_reasons": Said(("Bert",)),
    "ec@lack_of_time": Said(("maar één moment per maand",)),
    "ed@lack_of_time": Said(("minder volk; we bellen zelf aan",)),
    "ed_owner@lack_of_time": Said(("Fatma",)),
    "ed_date@lack_of_time": SOON,
    "ec@few_means": Said(("alleen de grote straat",)),
}
APART: dict[Place, Value] = {
    "how": Picked(("each",)),
    "helps@e1": voices(3, 3, 2, 1),
    "holds_back@e1": voices(1, 1, 1, 0),
    "helps@e2": voices(0, 2, 3),
    "holds_back@e2": voices(2, 2, 2),
    "helps@e3": voices(3, 3, 3, 3),
}
RUNS = {
    "apart": APART,
    "full": FULL,
    "nothing stands out": QUIET,
    "nobody knows": {},
    "undecided": FULL | {"eb": Skipped()},
    "nothing can be removed": FULL | {"eb": Picked(("none",))},
}


def run(name: str) -> Facts:
    return walk(ECOSYSTEM, RUNS[name], ("later <b>bekijken</b>",))


def view(facts: Facts, name: str) -> dict[str, object]:
    return dict(ECOSYSTEM.views[name](facts, ""))


def places_of(facts: Facts, *steps: str) -> list[str]:
    return [place for place in asked(ECOSYSTEM, facts) if place.partition("@")[0] in steps]


def test_the_flow_is_sound() -> None:
    assert problems_in(ECOSYSTEM) == ()


def test_all_ten_axes_are_marked_and_a_quiet_web_asks_no_more() -> None:
    assert asked(ECOSYSTEM, run("nothing stands out")) == ["how", *(f"marks@{axis}" for axis in Axis), "web", "plan"]


def test_factors_are_asked_of_strong_axes_only_on_the_side_that_is_strong() -> None:
    assert places_of(run("full"), "why_helps") == ["why_helps@e1", "why_helps@e2", "why_helps@e8"]
    assert places_of(run("full"), "why_holds") == ["why_holds@e6", "why_holds@e8"]


def test_words_of_their_own_are_asked_where_the_chips_do_not_say_it() -> None:
    found = places_of(run("full"), "why_helps_other", "why_holds_other")
    assert found == ["why_helps_other@e1", "why_holds_other@e8"]


def test_a_group_that_takes_its_own_words_back_names_them_no_more() -> None:
    taken_back = Facts({**run("full").settled, "why_holds@e8": Picked(("few_means",))})
    assert places_of(taken_back, "ec") == ["ec@few_means"]


def test_who_and_when_are_asked_only_of_what_will_be_done() -> None:
    found = places_of(run("full"), "ea_owner", "ea_date", "eb_owner", "eb_date", "ed_owner", "ed_date")
    assert found == [
        "ea_owner@e1", "ea_date@e1", "eb_owner@financial_reasons", "eb_date@financial_reasons",
        "ed_owner@lack_of_time", "ed_date@lack_of_time",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "removable", "staying"),
    [
        pytest.param("full", ["financial_reasons"], ["lack_of_time", "few_means", "f2"], id="some"),
        pytest.param(
            "nothing can be removed", [], ["financial_reasons", "lack_of_time", "few_means", "f2"], id="none of them"
        ),
        pytest.param("undecided", [], [], id="nobody said"),
    ],
)
def test_a_brake_goes_or_stays_once_the_group_said_which(name: str, removable: list[str], staying: list[str]) -> None:
    facts = run(name)
    assert places_of(facts, "eb_action") == [f"eb_action@{factor}" for factor in removable]
    assert places_of(facts, "ec") == [f"ec@{factor}" for factor in staying]


@pytest.mark.parametrize(("table", "axis"), [("helping", "e4"), ("holding", "e5")])
def test_the_chips_of_an_axis_are_its_factors_and_something_else(table: str, axis: str) -> None:
    factors = FACTORS[Axis(axis)]
    ours = factors.helps if table == "helping" else factors.holds_back
    assert [it.code for it in ECOSYSTEM.options[table](Facts({}), axis)] == [*ours, "other"]


def test_every_brake_can_be_chosen_or_none() -> None:
    offered = ECOSYSTEM.options["factors_holding"](run("full"), "")
    assert [(it.code, it.text) for it in offered] == [
        ("financial_reasons", ""), ("lack_of_time", ""), ("few_means", ""), ("f2", "geen <zaal>"), ("none", ""),
    ]  # fmt: skip


def test_the_web_is_told_as_two_lists_the_strongest_first() -> None:
    assert view(run("full"), "web") == {
        "helps": [{"axis": "e2", "mark": 3}, {"axis": "e1", "mark": 2}],
        "holds_back": [{"axis": "e6", "mark": 2}],
        "double": ["e8"],
        "unknown": ["e10"],
        "differ": [],
    }


def test_marks_given_apart_are_the_middle_voice_and_show_where_a_group_differs() -> None:
    facts = walk(ECOSYSTEM, APART)
    assert view(facts, "web") == {
        "helps": [{"axis": "e1", "mark": 3}],
        "holds_back": [],
        "double": ["e2"],
        "unknown": [f"e{number}" for number in range(3, 11)],
        "differ": [
            {"axis": "e1", "side": "helps", "counts": [0, 1, 1, 2], "n": 4},
        ],
    }, "of three voices on e2 no spread is shown, however far they lie apart"
    assert not places_of(facts, "marks")


def test_a_group_that_did_not_choose_marks_together() -> None:
    assert places_of(run("nobody knows"), "marks", "helps")[0] == "marks@e1"
    assert "helps@e1" not in asked(ECOSYSTEM, run("nobody knows"))


def test_the_plan_holds_what_is_used_what_is_done_and_what_stays() -> None:
    plan = view(run("full"), "plan")
    helps, actions, deviations = plan["helps"], plan["actions"], plan["deviations"]
    assert isinstance(helps, list)
    assert isinstance(actions, list)
    assert isinstance(deviations, list)
    assert [it["axis"] for it in helps] == ["e1", "e2", "e8"]
    assert helps[0]["factors"] == [{"code": "shared_mission", "text": ""}, {"code": "f1", "text": "we <b>zingen</b>"}]
    assert (helps[0]["what"], helps[0]["owner"], helps[0]["day"]) == ("elke maand samen koken", "An", "2026-12-15")
    assert [(it["code"], it["what"], it["day"]) for it in actions] == [
        ("financial_reasons", "projectgeld vragen", None)
    ]
    assert [(it["code"], it["how"], it["what"]) for it in deviations] == [
        ("lack_of_time", "maar één moment per maand", "minder volk; we bellen zelf aan"),
        ("few_means", "alleen de grote straat", ""),
        ("f2", "", ""),
    ]
    assert plan["to_decide"] == []


def test_brakes_nobody_spoke_about_are_still_to_decide() -> None:
    to_decide = view(run("undecided"), "plan")["to_decide"]
    assert isinstance(to_decide, list)
    assert [it["code"] for it in to_decide] == ["financial_reasons", "lack_of_time", "few_means", "f2"]


def test_what_came_out_is_said_in_one_line() -> None:
    assert view(run("full"), "summary") == {"helps": ["e1", "e2", "e8"], "holds_back": ["e6", "e8"], "actions": 1}


def test_what_was_promised_and_what_nothing_absorbs_is_open() -> None:
    points = view(run("full"), "open_points")["points"]
    assert points == [
        {"kind": "step", "what": "elke maand samen koken", "owner": "An", "day": "2026-12-15", "place": "ea@e1"},
        {
            "kind": "step",
            "what": "projectgeld vragen",
            "owner": "Bert",
            "day": None,
            "place": "eb_action@financial_reasons",
        },
        {
            "kind": "measure",
            "what": "minder volk; we bellen zelf aan",
            "owner": "Fatma",
            "day": "2026-12-15",
            "place": "ed@lack_of_time",
        },
        {"kind": "deviation", "what": "alleen de grote straat", "owner": "", "day": None},
        {"kind": "remark", "what": "later <b>bekijken</b>", "owner": "", "day": None},
    ]


@pytest.mark.parametrize(
    ("name", "subject", "expected"),
    [
        ("full", "e1", [("R44", "lever"), ("R45", "use"), ("R45", "use")]),
        ("full", "e6", [("R44", "brake"), ("R45", "action")]),
        ("full", "e8", [("R44", "double"), ("R45", "deviation"), ("R45", "deviation"), ("R45", "deviation")]),
        ("full", "e3", [("R44", "neither")]),
        ("full", "e10", []),
        ("undecided", "e6", [("R44", "brake")]),
    ],
)
def test_an_axis_is_explained_from_its_marks_and_its_factors(
    name: str, subject: str, expected: list[tuple[str, str]]
) -> None:
    found = statements(ECOSYSTEM, run(name), subject)
    assert [(rule, values.get("pull", values.get("effect"))) for rule, values in found] == expected


def test_only_axes_with_both_marks_can_be_explained() -> None:
    subjects = [it.code for it in ECOSYSTEM.options["why"](run("full"), "")]
    assert subjects == [axis.value for axis in Axis if axis is not Axis.OPEN_VIEW]


@pytest.mark.parametrize("lang", TEXTS.full)
@pytest.mark.parametrize("name", RUNS)
def test_everything_that_is_said_has_words(name: str, lang: str) -> None:
    for key, text in spoken(TEXTS, lang, ECOSYSTEM, run(name)):
        assert text.strip(), key
        assert set(TAG.findall(text)) <= {"<b>", "</b>", "<i>", "</i>"}, key
        assert "{" not in text, key


@pytest.mark.parametrize("lang", TEXTS.full)
def test_every_factor_has_words(lang: str) -> None:
    codes = {code for factors in FACTORS.values() for code in (*factors.helps, *factors.holds_back)}
    held = {key.split(".")[2] for key in TEXTS.keys(lang) if key.startswith("ecosystem.choices.")}
    assert held == codes | {"other", "none"}


@pytest.mark.parametrize("lang", TEXTS.full)
def test_an_axis_is_called_the_same_everywhere(lang: str) -> None:
    for axis in Axis:
        assert TEXTS.source(lang, f"ecosystem.subjects.{axis}") == TEXTS.source(lang, f"six_steps.q6_1.choices.{axis}")
