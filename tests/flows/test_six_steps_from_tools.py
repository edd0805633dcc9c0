"""What a scan, a check and a web bring to step 6: never before, and in the words people know."""

import json

import pytest

from bot.texts import Texts
from flows.facts import Facts
from flows.model import Show
from flows.six_steps import SIX_STEPS
from flows.six_steps.from_tools import CHECK, SCAN, TOOLS, WEB, actions_from_tools, brakes_from_tools
from flows.values import Item, Lesson, Value
from tests.flows.six_steps_walk import MARIA, asked, picked, said, settle

TEXTS = Texts.load()

TIME = Lesson(kind="barrier", code="time", words="partner_scan.words.barrier.time", n=3)
SPREAD = Lesson(kind="stays", code="lack_of_time", words="ecosystem.choices.lack_of_time")
OWN = Lesson(kind="stays", code="f2", text="geen <zaal>")
COOK = Lesson(kind="use", code="e1", text="elke maand samen koken", owner="An", day="2026-12-15")
GRANT = Lesson(kind="action", code="financial_reasons", text="projectgeld vragen")
WRONG = Lesson(kind="goes_wrong", code="c7", words="organising_check.words.advice.c7")


def spark(name: str, state: str, about: str = "Samen eten", kind: str = "spark") -> Lesson:
    return Lesson(kind=kind, code=state, text=name, about=about)


SCANNED = (
    spark("Klusjesdienst", "fire"),
    spark("Kinesitherapeut", "locked"),
    spark("kinesitherapeut", "unknown", "Kleine klussen"),
    spark("Trees", "fire"),
    spark("OCMW", "fire", kind="estimate"),
    Lesson(kind="missing", text="de huisarts", owner="Bert"),
    TIME,
)
FROM_TOOLS: dict[str, tuple[Lesson, ...]] = {SCAN: SCANNED, CHECK: (WRONG,), WEB: (SPREAD, OWN, COOK, GRANT)}


def taught(**more: Value) -> Facts:
    return settle({**MARIA, **more}, from_tools=FROM_TOOLS)


def view(facts: Facts, name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(json.dumps(SIX_STEPS.views[name](facts, "")))
    return found


def code_of(facts: Facts, lesson: Lesson) -> Item:
    found = {**brakes_from_tools(facts), **actions_from_tools(facts)}
    return next(code for code, it in found.items() if it == lesson)


def told(facts: Facts, step: str, lang: str = "nl") -> str:
    values = SIX_STEPS.views[getattr(SIX_STEPS.by_id[step], "view")](facts, "")  # noqa: B009 only steps that show have one
    return TEXTS.plain(lang, f"six_steps.{step}.tell", **values)


def test_what_tools_found_is_told_and_asked_in_step_six_alone() -> None:
    """R18: nothing before step 6 differs by a letter."""
    with_tools, without = taught(), settle(MARIA)
    for step in SIX_STEPS.in_order:
        if step.part < 6:
            assert asked(with_tools, step.id) == asked(without, step.id)
        if step.part < 6 and isinstance(step, Show) and step.view:
            assert view(with_tools, step.view) == view(without, step.view)


def test_the_first_place_that_reads_other_tools_is_the_door_of_step_six() -> None:
    assert [(step.id, step.reads) for step in SIX_STEPS.readers] == [("q6_start", TOOLS)]


def test_needed_partners_meet_their_sparks() -> None:
    packages = view(taught(), "sparks")["packages"]
    assert isinstance(packages, list)
    found = {it["name"]: it["sparks"] for package in packages for it in package["needed"]}
    assert found["klusjesdienst"] == [{"topic": "Samen eten", "state": "fire", "estimate": False}]
    assert [it["state"] for it in found["kinesitherapeut"]] == ["locked", "unknown"]


def test_a_fire_without_a_place_is_named_and_an_estimate_is_no_fire() -> None:
    assert view(taught(), "sparks")["free"] == [{"name": "Trees", "topic": "Samen eten"}]


def test_who_was_missed_is_named_with_who_goes_and_talks() -> None:
    assert view(taught(), "sparks")["missing"] == [{"name": "de huisarts", "who": "Bert"}]


def test_of_a_topic_that_the_plan_is_about_only_its_own_sparks_count() -> None:
    facts = taught(q0_1=said("kleine  Klussen"))
    assert view(facts, "sparks")["free"] == []
    assert "Samen eten" not in told(facts, "q6_sparks")
    assert "nog niet gevraagd" in told(facts, "q6_sparks")


def test_without_a_scan_nothing_is_told_of_sparks() -> None:
    assert asked(settle(MARIA), "q6_sparks") == []
    assert asked(settle(MARIA, from_tools={SCAN: (TIME,)}), "q6_sparks") == []
    assert asked(taught(), "q6_sparks") == [""]


def test_brakes_of_scan_and_web_can_be_picked_at_every_spot() -> None:
    facts = taught()
    for spot in asked(facts, "q6_1"):
        offered = SIX_STEPS.options["brakes"](facts, spot)
        assert [(it.text, it.words) for it in offered if it.code.startswith("tool_")] == [
            ("", TIME.words), ("", SPREAD.words), ("geen <zaal>", ""),
        ]  # fmt: skip


@pytest.mark.parametrize("lang", TEXTS.full)
@pytest.mark.parametrize(("lesson", "key"), [(TIME, TIME.words), (SPREAD, SPREAD.words)])
def test_a_picked_brake_is_called_by_the_words_of_its_tool(lang: str, lesson: Lesson, key: str) -> None:
    code = code_of(taught(), lesson)
    brake = f"a1/{code}"
    script = {"q6_1@a1": picked(code), f"q6_2@{brake}": picked("no"), f"q6_3@{brake}": picked("partners")}
    facts = taught(**script, **{f"q6_4@{brake}": said("minder volk")})
    names = SIX_STEPS.repeats["brake"].names(facts, brake)
    assert TEXTS.plain(lang, key) in TEXTS.plain(lang, "six_steps.q6_2.ask", **names)
    assert TEXTS.plain(lang, key) in told(facts, "q6_end", lang)


def test_a_brake_in_the_own_words_of_the_web_keeps_them() -> None:
    brake = f"a1/{code_of(taught(), OWN)}"
    facts = taught(**{"q6_1@a1": picked(brake.partition("/")[2]), f"q6_2@{brake}": picked("ourselves")})
    assert "geen <zaal>: nog te bepalen" in told(facts, "q6_end").replace("&lt;", "<").replace("&gt;", ">")


def test_actions_of_the_web_are_taken_over_when_the_group_says_so() -> None:
    facts = taught()
    assert [it.text for it in SIX_STEPS.options["actions"](facts, "")] == [COOK.text, GRANT.text]
    taken = taught(q6_taken=picked(code_of(facts, COOK)))
    assert view(taken, "deviations")["taken"] == [{"what": COOK.text, "owner": "An", "day": "2026-12-15"}]
    assert view(facts, "deviations")["taken"] == []


def test_without_actions_of_a_web_nothing_is_asked_of_them() -> None:
    assert asked(settle(MARIA, from_tools={WEB: (SPREAD,)}), "q6_taken") == []


@pytest.mark.parametrize("lang", TEXTS.full)
def test_the_door_of_step_six_tells_what_holds_back_and_what_can_be_lighter(lang: str) -> None:
    text = told(taught(), "q6_start", lang)
    for key in (TIME.words, SPREAD.words, WRONG.words):
        assert TEXTS.plain(lang, key) in text
    assert "(3 " in text


@pytest.mark.parametrize("lang", TEXTS.full)
@pytest.mark.parametrize("state", ["fire", "flame", "spark", "locked", "at_rest", "unknown"])
def test_every_state_of_a_spark_has_words(lang: str, state: str) -> None:
    facts = settle(MARIA, from_tools={SCAN: (spark("klusjesdienst", state),)})
    assert TEXTS.plain(lang, f"six_steps.words.spark.{state}") in told(facts, "q6_sparks", lang)
