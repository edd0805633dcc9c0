"""What the overview of a group takes from its six steps: one line, and what was promised."""

import pytest

from bot.texts import Texts
from flows.facts import Facts
from flows.six_steps import SIX_STEPS
from tests.flows.six_steps_walk import MARIA, STEDEREN, settle

TEXTS = Texts.load()


@pytest.fixture(scope="module")
def maria() -> Facts:
    return settle(MARIA)


def points(facts: Facts) -> list[tuple[object, ...]]:
    found = SIX_STEPS.views["open_points"](facts, "")["points"]
    assert isinstance(found, list)
    return [(it["kind"], it["what"], it["owner"], it["day"]) for it in found]


def test_the_packages_are_named_and_deviations_counted(maria: Facts) -> None:
    found = SIX_STEPS.views["summary"](maria, "")
    assert found["challenge"] == "Maria weer thuis"
    assert found["packages"] == ["Veilig bewegen in huis", "Huishoudhulp", "Hygiënische zorgen", "Gezelschap"]
    assert found["deviations"] == 1


@pytest.mark.parametrize("lang", TEXTS.full)
@pytest.mark.parametrize("script", [MARIA, STEDEREN, {}], ids=["maria", "stederen", "nothing"])
def test_it_is_said_in_one_line(script: dict[str, object], lang: str) -> None:
    facts = settle(script) if script else Facts({})  # type: ignore[arg-type]  # the scripts of the walk
    line = TEXTS.render(lang, "six_steps.flow.summary", **SIX_STEPS.views["summary"](facts, ""))
    assert line
    assert "\n" not in line


def test_first_steps_actions_and_measures_were_promised(maria: Facts) -> None:
    assert points(maria) == [
        ("step", "samen langsgaan", "de kinesitherapeut", "2026-12-15"),
        ("step", "samen een dag kiezen, met hulp van het ziekenfonds", "de kinesitherapeut", "2027-01-15"),
        ("measure", "één vaste klusser per dorp", "de klusjesdienst", "2027-02-01"),
    ]


def test_each_promise_is_known_by_a_place_of_its_own(maria: Facts) -> None:
    found = SIX_STEPS.views["open_points"](maria, "")["points"]
    assert isinstance(found, list)
    places = [str(it["place"]) for it in found]
    assert len(places) == len(set(places)) == 3
    assert [place.partition("@")[0] for place in places] == ["q6_6", "q6_2_action", "q6_5"]


def test_a_deviation_that_nothing_absorbs_is_open_itself() -> None:
    facts = settle({key: value for key, value in STEDEREN.items() if not key.startswith("q6_5")})
    assert ("deviation", "Uitwisseling en afstemming ↔ Concrete krachtenbundelingen", "", None) in points(facts)
