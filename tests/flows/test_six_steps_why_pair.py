"""Why two activities sit together or apart: what is offered, and what is told of whom."""

from collections.abc import Mapping
from itertools import combinations

import pytest

from bot.texts import Texts
from core.packages import score_of
from flows.facts import Facts
from flows.six_steps import SIX_STEPS
from flows.six_steps.chosen import partition_of
from flows.six_steps.group import matrix
from flows.values import Place, Value, place_of
from flows.views import WHY, WHY_PAIRS
from tests.flows.six_steps_walk import groups, listed, picked, said, settle, voices

NAMES = {"a1": "koken", "a2": "bakken", "a3": "wandelen", "a4": "fietsen", "a5": "praten"}
BASE: dict[Place, Value] = {
    "q2_1": listed(g1="samen eten", g2="buiten komen"),
    "q2_3": listed(**NAMES),
    **{place_of("q2_4", activity): picked("g1") for activity in ("a1", "a2", "a5")},
    "q2_4@a3": picked("g2"),
    "q3_1": voices(0, 0, 0, 0),
    "q3_1@a1:a2": voices(3, 3, 3, 3),
    "q3_1@a3:a4": voices(3, 3, 2, 2),
    "q3_1@a1:a5": voices(0, 3, 0, 3),
    "q3_1@a2:a5": voices(1, 3, 1, 3),
    "q3_2@a1:a2": picked("order", "other"),
    "q3_2_other@a1:a2": said("één keuken"),
    "q3_4": groups("a1+a2", "a3+a4", "a5"),
}

OWN = (("a1", "a2"), ("a3", "a4"), ("a5",))


@pytest.fixture(scope="module")
def group() -> Facts:
    return settle(BASE)


def statements(facts: Facts, pair: str) -> dict[str, Mapping[str, object]]:
    found = SIX_STEPS.views[WHY](facts, pair)["statements"]
    assert isinstance(found, list)
    return {f"{it['rule']}.{it['part']}": it["values"] for it in found}


def offered(facts: Facts, subject: str = "") -> dict[str, str]:
    return {it.code: it.text for it in SIX_STEPS.options[WHY_PAIRS](facts, subject)}


def place_in(facts: Facts, pair: str) -> Mapping[str, object]:
    return statements(facts, pair)["R20.pair"]


def test_every_pair_is_two_taps_away_without_a_button_for_each(group: Facts) -> None:
    assert set(offered(group)) == {":".join(two) for two in combinations(NAMES, 2)}
    assert len([it.code for it in SIX_STEPS.options[WHY](group, "") if ":" in it.code]) <= 3
    assert set().union(*(offered(group, activity) for activity in NAMES)) == set(offered(group))


def test_beside_an_activity_a_pair_is_called_by_the_other_one_and_beside_a_package_by_both(group: Facts) -> None:
    assert set(offered(group, "a1").values()) == {"bakken", "wandelen", "fietsen", "praten"}
    assert offered(group, "a3+a4") == {"a3:a4": "wandelen ↔ fietsen"}


def test_pairs_that_the_group_differs_on_come_first_and_stand_on_top_of_everything(group: Facts) -> None:
    assert {*list(offered(group))[:2]} == {"a1:a5", "a2:a5"}
    assert [it.code for it in SIX_STEPS.options[WHY](group, "")][:2] == list(offered(group))[:2]
    agreed = settle({**BASE, "q3_1@a1:a5": voices(0, 0, 0, 0), "q3_1@a2:a5": voices(0, 0, 0, 0)})
    assert next(iter(SIX_STEPS.options[WHY](agreed, ""))).code == "a1+a2"


def test_nothing_is_explained_of_pairs_while_they_are_being_asked() -> None:
    asking = settle(BASE, until="q3_1_lists")
    assert offered(asking) == {}
    assert statements(asking, "a1:a2") == {}
    assert all(":" not in it.code for it in SIX_STEPS.options[WHY](asking, ""))


def test_where_the_proposal_puts_them_is_told_before_the_group_agreed() -> None:
    proposed = settle(BASE, until="q3_4")
    assert place_in(proposed, "a1:a2")["decided"] is False
    assert place_in(proposed, "a1:a2")["together"] is True


def test_answers_of_four_are_counted_and_a_divided_group_is_called_so(group: Facts) -> None:
    agreed, torn = statements(group, "a1:a2"), statements(group, "a1:a5")
    assert agreed["Q3.1.text"] == {"level": 3, "counts": [0, 0, 0, 4], "n": 4, "talk": False}
    assert "R13.text" not in agreed
    assert torn["Q3.1.text"] == {"level": 2, "counts": [2, 0, 0, 2], "n": 4, "talk": True}
    assert torn["R13.text"] == {"split": True, "unknown": 0}


def test_two_levels_apart_is_worth_a_talk_and_no_split(group: Facts) -> None:
    found = statements(group, "a2:a5")
    assert found["Q3.1.text"]["talk"] is True
    assert "R13.text" not in found


def test_of_few_voices_no_statement_tells_more_than_the_outcome() -> None:
    """Two voices far apart and two that agree have one outcome, and must read the same (R50)."""
    one = settle({**BASE, "q3_1@a1:a2": voices(1, 3)})
    other = settle({**BASE, "q3_1@a1:a2": voices(2, 2)})
    assert statements(one, "a1:a2") == statements(other, "a1:a2")
    assert statements(one, "a1:a2")["Q3.1.text"] == {"level": 2, "counts": [], "n": 0, "talk": False}
    assert list(offered(one)) == list(offered(other))


def test_what_both_serve_is_named_and_so_is_that_they_share_nothing(group: Facts) -> None:
    assert statements(group, "a1:a2")["Q2.4.text"] == {"shared": ["samen eten"]}
    assert statements(group, "a1:a3")["Q2.4.text"] == {"shared": []}
    assert "Q2.4.text" not in statements(group, "a1:a4"), "nobody said what a4 serves"


def test_the_groups_own_reasons_are_told(group: Facts) -> None:
    assert statements(group, "a1:a2")["Q3.2.text"] == {"whys": ["order"], "other": "één keuken"}
    assert "Q3.2.text" not in statements(group, "a3:a4")


def test_the_price_of_taking_apart_is_what_the_score_loses(group: Facts) -> None:
    found = place_in(group, "a1:a2")
    own, apart = (partition_of(group, it) for it in (OWN, [["a1"], ["a2", "a5"], ["a3", "a4"]]))
    lost = score_of(matrix(group), own) - score_of(matrix(group), apart)
    assert (found["together"], found["leak"], found["price"]) == (True, False, float(lost))
    assert (found["activity"], found["with"]) == ("bakken", ["praten"])


def test_the_price_of_bringing_together_is_that_of_the_cheapest_of_both_moves(group: Facts) -> None:
    found = place_in(group, "a1:a5")
    assert (found["together"], found["activity"], found["with"], found["price"]) == (
        False, "praten", ["koken", "bakken"], -0.5,
    )  # fmt: skip


def test_what_hangs_together_and_sits_apart_is_called_a_leak(group: Facts) -> None:
    assert place_in(settle({**BASE, "q3_4": groups("a1", "a2", "a3+a4", "a5")}), "a1:a2")["leak"] is True


def test_a_pair_nobody_answered_says_so(group: Facts) -> None:
    unknown = Facts({place: value for place, value in group.settled.items() if place != "q3_1@a1:a3"})
    assert statements(unknown, "a1:a3")["Q3.1.text"] == {"level": None, "counts": [], "n": 0, "talk": False}


@pytest.mark.parametrize("lang", Texts.load().full)
def test_the_words_name_no_price_where_there_is_none(lang: str) -> None:
    values = {
        "decided": True, "together": False, "leak": True, "readings": 3, "activity": "<koken>", "with": [],
    }  # fmt: skip
    told = [Texts.load().plain(lang, "why.R20.pair", **{**values, "price": price}) for price in (0.0, 1.5, -1.5)]
    assert len(set(told)) == 3
    assert not any(sign.isdigit() for sign in told[0].replace("20", "").replace("3", ""))
