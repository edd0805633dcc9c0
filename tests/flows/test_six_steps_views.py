"""What the flow suggests, offers, tells and explains."""

import json

import pytest

from flows.facts import Facts
from flows.model import Show
from flows.order import places
from flows.six_steps import SIX_STEPS
from flows.values import Arranged, Place, Rated, Skipped, Value, Voices
from tests.flows.six_steps_walk import MARIA, STEDEREN, grid, groups, listed, picked, said, settle, voices


@pytest.fixture(scope="module")
def maria() -> Facts:
    return settle(MARIA, parked=("de gang is smal",))


def view(facts: Facts, name: str, item: str = "") -> dict[str, object]:
    return dict(SIX_STEPS.views[name](facts, item))


def rules(facts: Facts, subject: str) -> dict[str, dict[str, object]]:
    statements = view(facts, "why", subject)["statements"]
    assert isinstance(statements, list)
    return {it["rule"]: it["values"] for it in statements}


@pytest.mark.parametrize(
    ("name", "item", "expected"),
    [
        pytest.param("activity_area", "a1", 2, id="R23"),
        pytest.param("package_area", "a3+a4", 3, id="R24"),
        pytest.param("package_closeness", "a3+a4", 4, id="R28"),
        pytest.param("closeness_between", "a1:a2", 2, id="R35"),
        pytest.param("who_decides", "a3+a4", {"goals": "team", "method": "team", "application": "team"}, id="R33"),
        pytest.param("who_decides", "a1", None, id="R33 without complexity"),
        pytest.param("package_closeness", "a1", None, id="R28 without a pair"),
        pytest.param("computed_packages", "", (("a3", "a4"), ("a1",), ("a2",), ("a5",)), id="R20"),
    ],
)
def test_the_rules_suggest_an_answer(maria: Facts, name: str, item: str, expected: object) -> None:
    assert SIX_STEPS.suggestions[name](maria, item) == expected


def test_without_answers_nothing_is_suggested() -> None:
    facts = settle({"q2_3": MARIA["q2_3"], "q3_4": MARIA["q3_4"]})
    for name in ("activity_area", "package_area", "package_closeness", "closeness_between"):
        item = "a1:a2" if name == "closeness_between" else "a1"
        assert SIX_STEPS.suggestions[name](facts, item) is None


def test_goals_partners_and_activities_are_offered_as_typed(maria: Facts) -> None:
    offered = {name: [it.text for it in SIX_STEPS.options[name](maria, item)] for name, item in (
        ("goals", "a1"), ("partners", "a5"), ("package_partners", "a3+a4"), ("needed_partners", "a3+a4"),
        ("package_activities", "a3+a4/b1"), ("brakes", "a1"),
    )}  # fmt: skip
    assert offered == {
        "goals": ["weer op eigen benen", "lang thuis blijven wonen"],
        "partners": ["familie", "buren (3)".removesuffix(" (3)")],
        "package_partners": ["kinesitherapeut", "klusjesdienst", "architect"],
        "needed_partners": ["kinesitherapeut", "klusjesdienst"],
        "package_activities": ["Kinesitherapie", "Kleine aanpassingen aan het huis"],
        "brakes": ["de gang is smal"],
    }


def test_what_is_asked_about_something_gone_has_no_words(maria: Facts) -> None:
    assert SIX_STEPS.repeats["known_partner"].names(maria, "p99") == {"partner": ""}
    assert SIX_STEPS.repeats["activity"].names(maria, "a99") == {"activity": ""}


@pytest.mark.parametrize("script", [MARIA, STEDEREN])
def test_every_view_is_plain_data(script: dict[Place, Value]) -> None:
    facts = settle(script, parked=("x",))
    for step, item in places(SIX_STEPS, facts):
        if isinstance(step, Show) and step.view:
            values = view(facts, step.view, item)
            assert json.loads(json.dumps(values)) == values
    for subject in SIX_STEPS.options["why"](facts, ""):
        values = view(facts, "why", subject.code)
        assert json.loads(json.dumps(values)) == values


# --- what is told ---


def test_an_agreed_rating_and_a_split_one_stand_in_two_lists(maria: Facts) -> None:
    found = view(maria, "two_lists")
    differ, agree = found["differ"], found["agree"]
    assert isinstance(differ, list)
    assert isinstance(agree, list)
    assert [(it["a"], it["b"], it["counts"]) for it in differ] == [("Hygiënische zorgen", "Gezelschap", [3, 0, 0, 1])]
    assert len(agree) == 9


def test_few_voices_show_an_outcome_and_nothing_of_how_they_lie() -> None:
    few: dict[Place, Value] = {"q3_1": voices(0, 3, 3), "q3_1@a3:a4": voices(3), "q3_1@a2:a5": voices(0, 3)}
    found = view(settle({**MARIA, **few, "q3_1@a1:a2": Voices(())}), "two_lists")
    outcome = found["outcome"]
    assert isinstance(outcome, list)
    assert {tuple(sorted(it)) for it in outcome} == {("a", "b", "level")}
    assert (len(outcome), found["agree"], found["differ"]) == (9, [], [])
    assert found["unknown"] == [{"a": "Huishoudhulp", "b": "Hygiënische zorgen"}]


def test_what_is_not_known_of_the_challenge_is_listed(maria: Facts) -> None:
    found = view(maria, "beginning")
    assert found["empty"] == ["q1_2", "q1_3", "q1_4", "q1_5", "q1_6a", "q1_6b"]
    assert (found["parts"], found["linked"]) == (3, ["eenzaamheid"])


def test_a_challenge_that_is_known_well_lists_nothing() -> None:
    found = view(settle({**MARIA, "q1_9": voices(4, 3)}), "beginning")
    assert (found["known_little"], found["empty"]) == (False, [])
    assert view(settle({**MARIA, "q1_9": Skipped()}), "beginning")["known_little"] is False


def test_the_packages_come_with_their_whys(maria: Facts) -> None:
    found = view(maria, "packages")
    assert found["packages"] is not None
    first = json.loads(json.dumps(found))["packages"][0]
    assert first["name"] == "Veilig bewegen in huis"
    assert first["pairs"] == [
        {
            "a": "Kinesitherapie",
            "b": "Kleine aanpassingen aan het huis",
            "level": 3,
            "whys": ["information"],
            "other": "ze weet wat Maria lichamelijk kan",
        }
    ]
    assert (found["price"], found["leaks"], found["proven"]) == (0.0, [], True)


def test_packages_of_the_groups_own_come_with_leaks_and_price() -> None:
    found = view(settle({**STEDEREN, "q3_3": picked("done_today")}), "packages")
    assert (found["score"], found["best"], found["price"]) == (0.0, 0.5, 0.5)
    assert found["grouping"] == "done_today"
    assert len(json.loads(json.dumps(found))["leaks"]) == 1


@pytest.mark.parametrize(
    ("level", "expected"),
    [pytest.param(0, "not_needed", id="nothing hangs together"), pytest.param(1, "refer_or_share", id="handy only")],
)
def test_a_plan_without_coherence_needs_little_collaboration(level: int, expected: str) -> None:
    script: dict[Place, Value] = {
        "q2_3": listed(a1="koken", a2="eten"),
        "q3_1": voices(level),
        "q3_4": groups("a1", "a2"),
    }
    assert view(settle(script), "packages")["nothing"] == expected


def test_a_plan_nobody_compared_says_so() -> None:
    script: dict[Place, Value] = {"q2_3": listed(a1="koken", a2="eten"), "q3_4": groups("a1", "a2")}
    found = view(settle(script), "packages")
    assert (found["all_unknown"], found["unknown"], found["nothing"]) == (True, 1, None)


def test_the_price_of_an_arrangement_follows_its_groups(maria: Facts) -> None:
    moved = Facts({**maria.settled, "q3_4": Arranged((("a3",), ("a4",), ("a1", "a2"), ("a5",)))})
    found = view(moved, "arrangement")
    assert (found["score"], found["best"]) == (-0.5, 1.25)
    assert json.loads(json.dumps(found))["leaks"] == [
        {"a": "Kinesitherapie", "b": "Kleine aanpassingen aan het huis", "level": 3}
    ]
    assert found["better"] == [
        {"activity": "Kinesitherapie", "with": ["Kleine aanpassingen aan het huis"], "gain": 1.25},
        {"activity": "Huishoudhulp", "with": [], "gain": 0.5},
    ]
    assert view(maria, "arrangement")["leaks"] == []


@pytest.mark.parametrize(
    ("before", "after", "shifts"),
    [
        pytest.param(
            "a1 a2 a4 | a3",
            "a1 a4 | a2 | a3",
            [(["een", "vier"], ["twee"], 4), (["een", "vier"], ["drie"], None), (["twee"], ["drie"], 2)],
            id="set apart",
        ),
        pytest.param("a1 a2 | a3 | a4", "a1 | a2 a3 | a4", [(["twee", "drie"], ["een"], 4)], id="moved over"),
        pytest.param("a1 a2 | a3 | a4", "a1 a2 | a3 | a4", [], id="as it stands"),
    ],
)
def test_a_move_says_which_packages_work_together_otherwise(
    before: str, after: str, shifts: list[tuple[list[str], list[str], int | None]]
) -> None:
    script: dict[Place, Value] = {
        "q2_3": listed(a1="een", a2="twee", a3="drie", a4="vier"),
        "q3_1@a1:a2": Voices((Rated(3),)),
        "q3_1@a2:a3": Voices((Rated(1),)),
        "q3_4@before": _groups(before),
        "q3_4": _groups(after),
    }
    found = json.loads(json.dumps(view(Facts(script), "arrangement")))["shifts"]
    assert [(shift["a"], shift["b"], shift["level"]) for shift in found] == shifts


def _groups(text: str) -> Arranged:
    return Arranged(tuple(tuple(package.split()) for package in text.split(" | ")))


def test_brakes_and_remarks_come_out_in_step_six(maria: Facts) -> None:
    assert view(maria, "parking_list") == {
        "remarks": ["de gang is smal"],
        "brakes": [
            {"about": "Gezelschap", "codes": ["e8"], "text": "iemand die tijd heeft"},
            {"about": "klusjesdienst", "codes": ["e4"], "text": ""},
        ],
        "from_tools": [],
        "advice": [],
    }


def test_earlier_brakes_are_named_where_they_belong(maria: Facts) -> None:
    names = SIX_STEPS.repeats["spot"].names
    assert names(maria, "a3+a4")["earlier"] == "e4"
    assert names(maria, "a5")["earlier"] == "e8"
    assert names(maria, "a1:a2")["earlier"] == ""


def test_no_brake_is_told_before_step_six(maria: Facts) -> None:
    earlier = {step.view for step in SIX_STEPS.in_order if isinstance(step, Show) and step.view and step.part < 6}
    told = json.dumps([view(maria, name) for name in sorted(earlier)])
    assert "de gang is smal" not in told
    assert '"e4"' not in told
    assert '"e8"' not in told


def test_needed_partners_who_said_nothing_yet_are_to_be_asked(maria: Facts) -> None:
    steps = json.loads(json.dumps(view(maria, "deviations")))["first_steps"]
    assert steps[0]["to_ask"] == ["klusjesdienst"]


def test_a_group_that_decides_more_itself_hears_what_that_costs() -> None:
    script = {**STEDEREN, "q4_8@a1": grid("team", "team", "team")}
    found = json.loads(json.dumps(view(settle(script), "coordination")))
    assert found["packages"][0]["note"] == "lower"
    assert found["packages"][1]["note"] is None


def test_too_loose_a_form_for_complex_work_is_warned_of() -> None:
    found = json.loads(json.dumps(view(settle({**MARIA, "q4_6_pkg@a3+a4": voices(2)}), "coordination")))
    assert found["packages"][0]["too_loose"] is True


# --- why ---


def test_every_statement_about_a_package_rests_on_a_rule_and_answers(maria: Facts) -> None:
    found = rules(maria, "a3+a4")
    assert list(found) == ["R20", "R24", "R25", "R26", "R28", "R29", "R31", "R32", "R33", "R34"]
    assert found["R24"]["areas"] == [
        {"activity": "Kinesitherapie", "area": 3},
        {"activity": "Kleine aanpassingen aan het huis", "area": 4},
    ]


def test_a_package_of_one_activity_is_explained_with_that_activity() -> None:
    facts = settle(STEDEREN)
    assert [it.code for it in SIX_STEPS.options["why"](facts, "")] == ["a1", "a2", "a1:a2"]
    assert {"R31", "R32", "R33", "R34"} <= set(rules(facts, "a1"))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        pytest.param({"q2_5@a1": Skipped("dont_know")}, {"status": "find_out"}, id="nobody knows"),
        pytest.param({"q2_6@a1": picked("yes")}, {"status": "keep"}, id="it meets the need"),
        pytest.param({"q2_6@a1": Skipped()}, None, id="unknown whether it meets the need"),
        pytest.param({"q2_5@a1": Skipped()}, None, id="not asked further"),
    ],
)
def test_what_an_activity_needs_is_explained(change: dict[Place, Value], rule: dict[str, str] | None) -> None:
    found = rules(settle({**MARIA, **change}), "a1").get("R19")
    assert (found is None) is (rule is None)
    assert found is None or rule is None or found["status"] == rule["status"]


def test_a_subject_that_is_gone_has_no_statements(maria: Facts) -> None:
    assert view(maria, "why", "a98+a99") == {"subject": " + ", "statements": []}


def test_two_packages_nobody_compared_have_no_reason() -> None:
    facts = settle({"q2_3": listed(a1="koken", a2="eten", a3="fietsen"), "q3_4": groups("a1+a3", "a2")})
    assert rules(facts, "a1+a3:a2") == {}


def test_reasons_for_staying_apart_are_the_groups_own() -> None:
    facts = settle({**STEDEREN, "q5_1": Rated(4), "q5_4_form": picked("ad_hoc")})
    found = rules(facts, "a1:a2")
    assert found["R36"]["reason"] == "niet iedereen kan in elke buurt aanwezig zijn"
    assert found["R30"]["fit"] == "too_loose"


def test_a_cut_explains_itself_by_how_it_is_absorbed() -> None:
    script: dict[Place, Value] = {
        "q2_3": listed(a1="koken", a2="rijden"),
        "q2_9@a1": listed(p1="koks (7)"),
        "q2_9@a2": listed(p2="chauffeurs (6)"),
        "q3_1": voices(3),
        "q3_4": groups("a1+a2"),
        "q4_3": picked("p1", "p2"),
        "q4_5": picked("cut"),
        "q4_5_loss": said("we zien elkaar minder"),
        "q4_5_absorb": said("elke maand samen eten"),
        "q5_1": Rated(3),
        "q5_2": picked("nothing"),
    }
    assert rules(settle(script), "a1:a2")["R36"]["reason"] == "elke maand samen eten"


def test_levels_are_given_as_numbers_for_the_words_to_name(maria: Facts) -> None:
    assert rules(maria, "a1")["R23"] == {
        "activity": "Huishoudhulp",
        "often": 3,
        "near": 2,
        "area": 2,
        "chosen": None,
        "reason": "",
    }
