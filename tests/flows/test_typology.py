"""Which kind of initiative: what is asked, what comes out, what is explained, and that all of it has words."""

import re

import pytest

from bot.texts import Texts
from flows.checks import problems_in
from flows.facts import Facts
from flows.typology import TYPOLOGY
from flows.values import Entry, Listed, Picked, Place, Skipped, Value, Voices
from tests.flows.playing import Group
from tests.flows.walking import asked, spoken, statements, walk

TEXTS = Texts.load()
TAG = re.compile(r"<[^>]*>")


def voices(*codes: str) -> Voices:
    """Everyone's choice; '?' is a voice that does not know."""
    return Voices(tuple(Skipped("dont_know") if code == "?" else Picked((code,)) for code in codes))


def kind(*codes: str, item: str = "") -> dict[Place, Value]:
    """Five answers that all of four people give."""
    at = f"@{item}" if item else ""
    return {f"t{number}{at}": voices(*[code] * 4) for number, code in enumerate(codes, start=1)}


STREET = kind("neighbours", "street", "meeting", "none", "owners")
AREA = kind("both", "neighbourhood", "caring", "neighbourhood", "co_steer")
CARE = kind("professionals", "wider", "care", "wider", "where_possible")
MIXED = {
    **kind("neighbours", "wider", "care", "none", "co_steer", item="whole"),
    "inside": Listed((Entry("d1", "straatfeest"), Entry("d2", "<koffie> met de wijkverpleging"))),
    **kind("neighbours", "street", "meeting", "none", "owners", item="d1"),
    **kind("neighbours", "wider", "care", "none", "co_steer", item="d2"),
}
SPLIT = AREA | {"t3": voices("caring", "meeting", "care", "?", "meeting"), "t1": voices("both", "both", "neighbours")}
RUNS = {
    "street": STREET,
    "umbrella": STREET | {"t2": voices("wider", "wider")},
    "area": AREA | {"g4": Picked(("sensitive",))},
    "care": CARE,
    "mixed": MIXED,
    "split": SPLIT,
    "lacking": STREET | {"t5": voices("?", "?")},
}


def run(name: str) -> Facts:
    return walk(TYPOLOGY, RUNS[name], ("de zaal is <b>duur</b>",))


def view(facts: Facts, name: str) -> dict[str, object]:
    return dict(TYPOLOGY.views[name](facts, ""))


def test_the_flow_is_sound() -> None:
    assert problems_in(TYPOLOGY) == ()


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        pytest.param("street", [], id="a clear kind needs no more than five questions"),
        pytest.param("area", ["g4@whole"], id="a neighbourhood initiative has an area to feel at home in"),
        pytest.param("lacking", [], id="without a kind there is nothing to ask about it"),
        pytest.param(
            "mixed",
            [*(f"t{n}@{part}" for part in ("d1", "d2") for n in range(1, 6)), "inside", "results"],
            id="what is inside a mixed one gets the same questions",
        ),
    ],
)
def test_only_what_matters_is_asked(name: str, extra: list[str]) -> None:
    assert set(asked(TYPOLOGY, run(name))) == {*(f"t{n}@whole" for n in range(1, 6)), "result", *extra}


@pytest.mark.parametrize(
    ("name", "number", "flags"),
    [
        ("street", 1, []),
        ("umbrella", 1, ["umbrella"]),
        ("area", 2, ["no_brand_yet"]),
        ("care", 3, ["mindset"]),
        ("mixed", None, []),
        ("lacking", None, []),
    ],
)
def test_the_kind_its_flags_and_its_approach_are_told(name: str, number: int | None, flags: list[str]) -> None:
    told = view(run(name), "result")
    assert (told["kind"], told["flags"], told["mixed"]) == (number, flags, name == "mixed")
    assert bool(told["does"]) is bool(told["warns"]) is (number is not None)


def test_an_answer_that_is_lacking_is_named() -> None:
    assert view(run("lacking"), "result")["lacking"] == ["t5"]
    assert view(run("lacking"), "result")["points"] == []


def test_points_follow_from_the_outcomes_and_a_tie_shares_them() -> None:
    tie = walk(TYPOLOGY, STREET | {"t2": voices("street", "wider")})
    assert view(tie, "result")["points"] == [
        {"kind": 1, "points": 6},
        {"kind": 3, "points": 1},
        {"kind": 2, "points": 0},
    ]
    third = walk(TYPOLOGY, STREET | {"t1": voices("neighbours", "both", "professionals")})
    assert view(third, "result")["points"] == [
        {"kind": 1, "points": 5.7},
        {"kind": 2, "points": 1},
        {"kind": 3, "points": 0.3},
    ]


def test_where_a_group_differs_is_said_from_four_voices_on() -> None:
    assert view(run("split"), "result")["differ"] == ["t3"], "t1 has three voices: too few to show"
    assert view(run("street"), "result")["differ"] == []


def test_each_initiative_inside_is_looked_at_apart() -> None:
    parts = view(run("mixed"), "results")["parts"]
    assert isinstance(parts, list)
    assert [(it["name"], it["kind"], it["mixed"]) for it in parts] == [
        ("straatfeest", 1, False),
        ("<koffie> met de wijkverpleging", None, True),
    ]


def test_parts_are_forgotten_when_the_whole_is_mixed_no_more() -> None:
    clear = walk(TYPOLOGY, MIXED | kind("neighbours", "street", "meeting", "none", "owners", item="whole"))
    settled = {**run("mixed").settled, **clear.settled}
    assert [it.code for it in TYPOLOGY.options["why"](Facts(settled), "")] == ["whole"]
    assert "t1@d1" not in asked(TYPOLOGY, Facts(settled))


def test_what_came_out_is_said_in_one_line() -> None:
    assert view(run("care"), "summary") == {"kind": 3, "mixed": False, "parts": []}
    parts = view(run("mixed"), "summary")["parts"]
    assert isinstance(parts, list)
    assert [it["kind"] for it in parts] == [1, None]


def test_remarks_that_were_kept_stay_open() -> None:
    points = view(run("care"), "open_points")["points"]
    assert points == [{"kind": "remark", "what": "de zaal is <b>duur</b>", "owner": "", "day": None}]


@pytest.mark.parametrize(
    ("name", "subject", "rules"),
    [
        ("street", "whole", ["R41", "R43"]),
        ("area", "whole", ["R41", "R43"]),
        ("mixed", "whole", ["R42"]),
        ("mixed", "d1", ["R41", "R43"]),
        ("lacking", "whole", []),
    ],
)
def test_the_outcome_is_explained_from_its_rule_and_the_answers(name: str, subject: str, rules: list[str]) -> None:
    found = statements(TYPOLOGY, run(name), subject)
    assert [rule for rule, _ in found] == rules
    assert all(values for _, values in found)


def test_nothing_can_be_explained_before_an_answer() -> None:
    assert TYPOLOGY.options["why"](Facts({}), "") == ()


@pytest.mark.parametrize("lang", TEXTS.full)
@pytest.mark.parametrize("name", RUNS)
def test_everything_that_is_said_has_words(name: str, lang: str) -> None:
    for key, text in spoken(TEXTS, lang, TYPOLOGY, run(name)):
        assert text.strip(), key
        assert set(TAG.findall(text)) <= {"<b>", "</b>", "<i>", "</i>"}, key
        assert "{" not in text, key


def test_a_group_of_two_sees_the_outcome_and_no_spread() -> None:
    group = Group(TYPOLOGY, "An", "Bert")
    for one, other in (("both", "both"), ("neighbourhood", "street"), ("caring", "caring")):
        group.presses("An", one)
        group.presses("Bert", other)
    for code in ("neighbourhood", "co_steer"):
        group.presses("An", code)
        group.presses("Bert", code)
    assert group.run.current == "g4@whole"
    told = TYPOLOGY.views["result"](group.run.facts(), "")
    assert told["differ"] == []
    assert told["points"] == [{"kind": 2, "points": 6}, {"kind": 1, "points": 1}, {"kind": 3, "points": 0}]
