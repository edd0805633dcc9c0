"""What the scan tells a group, and above all what it never tells."""

import json
from itertools import product
from typing import Any

import pytest

from core.partner_scan import Asset
from flows.facts import Facts
from flows.partner_scan import PARTNER_SCAN
from flows.partner_scan.partners import findings, partners, people
from flows.values import Entry, Listed, Picked, Rated, Said, Skipped
from tests.flows.scan_facts import beside, scanned, sheet

SHOWS = ("map", "changes", "set_up", "roles", "summary")


def seen(facts: Facts, view: str, subject: str = "") -> Any:
    """The values of a view, as JSON holds them."""
    return json.loads(json.dumps(PARTNER_SCAN.views[view](facts, subject)))


def everything_told(facts: Facts) -> str:
    """Whatever the group can come to read: every message, every explanation, every card about a name."""
    subjects = PARTNER_SCAN.options["why"](facts, "")
    told = [seen(facts, view) for view in SHOWS] + [seen(facts, "why", it.code) for it in subjects]
    cards = [
        dict(repeat.names(facts, item)) for repeat in PARTNER_SCAN.repeats.values() for item in repeat.items(facts)
    ]
    return json.dumps([told, cards, [it.text for it in subjects]], ensure_ascii=False)


def ring(facts: Facts, ring: int, topic: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = next(it for it in seen(facts, "map")["topics"][topic]["rings"] if it["ring"] == ring)
    return found


def names_in(facts: Facts, ring_: int) -> list[str]:
    return [person["name"] for person in ring(facts, ring_)["people"]]


# --- who is named ---


@pytest.mark.parametrize(
    ("may_see", "readers"), [*product(("partners", "core_group", "total"), ("partners", "core_group"))]
)
def test_a_name_is_told_only_where_its_owner_allowed_it(may_see: str, readers: str) -> None:
    secret = sheet("Geheimpje", 3, 2, may_see=may_see, p9=Picked(("let_us_be",)), p10_well=Said(("Geheimpje en co",)))
    facts = scanned(secret, sheet("An", 3, 2), readers=readers, estimates=("Geheimpjes",))
    is_allowed = may_see == "partners" or (may_see == "core_group" and readers == "core_group")
    told = everything_told(facts).replace("Geheimpjes", "")
    assert ("Geheimpje" in told) is is_allowed


def test_who_did_not_say_who_may_see_it_is_never_named() -> None:
    unsaid = {**sheet("Geheimpje", 3), "a1": Skipped()}
    assert "Geheimpje" not in everything_told(scanned(unsaid, sheet("An", 3)))


@pytest.mark.parametrize("step", ["p5", "p10_well", "p11_contact"])
def test_words_of_who_gave_no_name_are_never_told(step: str) -> None:
    words = Listed((Entry("d1", "geheime woorden"),)) if step == "p5" else Said(("geheime woorden",))
    hidden = [{**sheet(None, 3, may_see="total"), step: words} for _ in range(5)]
    assert "geheime woorden" not in everything_told(scanned(*hidden, sheet("An", 3)))


def test_below_four_who_gave_no_name_change_nothing_that_is_told() -> None:
    hidden = [sheet(None, 3, 3, may_see="total", p6=Picked(tuple(Asset)), p10=Picked(("rules",))) for _ in range(3)]
    for view in ("set_up", "roles"):
        assert seen(scanned(sheet("An", 2), *hidden), view) == seen(scanned(sheet("An", 2)), view)
    with_them, without = (seen(scanned(sheet("An", 2), *more), "map") for more in (hidden, []))
    assert with_them["topics"][0].pop("left_out") == 3
    assert without["topics"][0].pop("left_out") == 0
    assert with_them["topics"][0] == without["topics"][0]


def test_four_who_gave_no_name_are_counted_with_their_ring_and_lock() -> None:
    hidden = [sheet(None, 3, may_see="total", time=time) for time in (0, 2, 2, 2)]
    facts = scanned(sheet("An", 3), *hidden)
    assert ring(facts, 3)["unnamed"] == 4
    assert ring(facts, 3)["unnamed_locked"] == 1
    assert names_in(facts, 3) == ["An"]
    assert seen(facts, "map")["topics"][0]["start"] == "start"


@pytest.mark.parametrize("count", [3, 4])
def test_what_draws_people_is_told_from_four_answers_on(count: int) -> None:
    people_ = [sheet(f"Buur {number}", 1, p4=Picked(("enjoys_it", "lives_here"))) for number in range(count)]
    told = seen(scanned(*people_, sheet("An", 1)), "map")["draws"]
    assert told == ([] if count == 3 else [{"draw": "enjoys_it", "n": 4}, {"draw": "lives_here", "n": 4}])


def test_another_topic_is_told_without_whom_it_comes_from() -> None:
    facts = scanned(sheet("Zoë", 1, p3_other=Said(("fietsen",))), sheet("An", 1, p3_other=Said(("breien",))))
    assert seen(facts, "map")["others"] == ["breien", "fietsen"]


# --- the map ---


def test_the_map_has_four_rings_warmest_first() -> None:
    facts = scanned(sheet("An", 3), sheet("Bert", 2), sheet("Chris", 1), sheet("Dirk", 0))
    assert [it["ring"] for it in seen(facts, "map")["topics"][0]["rings"]] == [3, 2, 1, 0]
    assert [names_in(facts, number) for number in (3, 2, 1, 0)] == [["An"], ["Bert"], ["Chris"], ["Dirk"]]


def test_a_lock_on_the_map_tells_of_own_time_and_mandate_alone() -> None:
    facts = scanned(sheet("An", 3, time=0, p7b=Picked(("not_now",)), p10=Picked(("bad_experience", "nothing"))))
    assert ring(facts, 3)["people"][0]["locks"] == ["time", "mandate"]
    assert {it["barrier"] for it in seen(facts, "set_up")["barriers"]} == {"time", "mandate", "bad_experience"}


def test_who_wants_more_than_can_and_whose_time_is_unknown_are_marked() -> None:
    unknown = {**sheet("Bert", 3), "p7a": Skipped()}
    facts = scanned(sheet("An", 3, time=1), unknown)
    assert [(it["name"], it["more"]) for it in ring(facts, 2)["people"]] == [("An", True)]
    assert [(it["name"], it["unknown"]) for it in ring(facts, 3)["people"]] == [("Bert", True)]


def test_a_topic_that_can_start_on_estimates_says_so() -> None:
    facts = scanned(sheet("An", 3), estimates=("OCMW", "School"))
    topic = seen(facts, "map")["topics"][0]
    assert (topic["start"], topic["guessed"]) == ("start", 2)
    assert [(it["name"], it["estimate"]) for it in ring(facts, 2)["people"]] == [("OCMW", True), ("School", True)]


def test_answers_about_a_topic_that_is_gone_count_no_more() -> None:
    facts = scanned(sheet("An", 3, 3), topics=("Samen eten",))
    assert [it["name"] for it in seen(facts, "map")["topics"]] == ["Samen eten"]
    assert list(partners(facts)[0].flames) == ["t1"]


def test_a_topic_that_came_later_waits_for_answers() -> None:
    facts = scanned(sheet("An", 3), topics=("Samen eten", "Kleine klussen", "Een praatje"))
    assert [it["start"] for it in seen(facts, "map")["topics"]] == ["start_tiny", None, None]


# --- one partner in two spellings ---


def test_two_names_that_look_alike_are_asked_about_and_not_merged() -> None:
    facts = scanned(sheet("Jan Peeters", 3), sheet("Jan Peters", 2))
    (pair,) = PARTNER_SCAN.repeats["alike"].items(facts)
    assert dict(PARTNER_SCAN.repeats["alike"].names(facts, pair)).keys() == {"a", "b"}
    assert set(PARTNER_SCAN.repeats["alike"].names(facts, pair).values()) == {"Jan Peeters", "Jan Peters"}
    assert len({it.partner.key for it in people(facts)}) == 2


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        pytest.param(Picked(("one",)), 1, id="one"),
        pytest.param(Picked(("two",)), 2, id="two"),
        pytest.param(Skipped("dont_know"), 2, id="nobody knows"),
    ],
)
@pytest.mark.parametrize("other", ["Jan Peters", "Jan Peeters"])
def test_the_group_says_whether_they_are_one(answer: Any, count: int, other: str) -> None:
    before = scanned(sheet("Jan Peeters", 3), sheet(other, 2))
    (pair,) = PARTNER_SCAN.repeats["alike"].items(before)
    facts = Facts({**before.settled, f"alike@{pair}": answer})
    assert len({it.partner.key for it in people(facts)}) == count
    assert sum(len(ring(facts, level)["people"]) for level in range(4)) == count


def test_an_estimate_of_who_filled_in_a_sheet_gives_way_to_it() -> None:
    before = scanned(sheet("Wijkzorg", 1, wished=0), estimates=("wijkzorg",))
    (pair,) = PARTNER_SCAN.repeats["alike"].items(before)
    facts = Facts({**before.settled, f"alike@{pair}": Picked(("one",))})
    assert (names_in(facts, 1), names_in(facts, 2)) == (["Wijkzorg"], [])
    assert [(it["name"], it["estimate"]) for it in seen(facts, "roles")["people"]] == [("Wijkzorg", False)]


def test_three_spellings_of_one_partner_become_one() -> None:
    before = scanned(sheet("Huis Linde", 3), sheet("Huis Lindee", 2), sheet("Huis Linden", 1))
    pairs = PARTNER_SCAN.repeats["alike"].items(before)
    facts = Facts({**before.settled, **{f"alike@{pair}": Picked(("one",)) for pair in pairs[:2]}})
    assert len({it.partner.key for it in people(facts)}) == 1


def test_two_estimates_were_asked_about_on_their_own_list() -> None:
    facts = scanned(estimates=("Jan Peeters", "Jan Peters"))
    assert PARTNER_SCAN.repeats["alike"].items(facts) == ()


# --- the set-up and the roles ---


def test_the_set_up_holds_what_the_group_said_together() -> None:
    facts = Facts(
        {
            **scanned(sheet("An", 3, p6=Picked(("hands",)))).settled,
            "g1@t1": Listed((Entry("m1", "de huisarts"),)),
            "g1_who@m1": Said(("An",)),
            "g2@t2": Listed((Entry("o1", "de bank"), Entry("o2", "de post"))),
            "g2_place@o1": Picked(("advise",)),
            "g3": Picked(("young", "other")),
            "g3_other": Said(("schippers",)),
            "g4": Picked(("own_street",)),
            "g5": Said(("10 uur",)),
        }
    )
    told = seen(facts, "set_up")
    assert told["missing"] == [{"name": "de huisarts", "who": "An"}]
    assert told["elsewhere"] == [{"name": "de bank", "place": "advise"}, {"name": "de post", "place": None}]
    assert (told["voices"], told["voice_other"]) == (["young"], "schippers")
    assert (told["home"], told["help"]) == ("own_street", "10 uur")
    assert told["core"] == ["supports_only", "early"]
    assert "hands" not in told["lacking"]


def test_every_partner_gets_a_place_by_name_and_never_more_than_chosen() -> None:
    facts = scanned(
        sheet("Zoë", 3, wished=1), sheet("an", 2, p11=Picked(("visit", "contact")), p11_contact=Said(("Rita",)))
    )
    first, second = seen(facts, "roles")["people"]
    assert [first["name"], second["name"]] == ["an", "Zoë"]
    assert first["roles"] == [{"topic": "Samen eten", "role": 4, "notes": ["talk"]}]
    assert (first["reach"], first["contact"]) == (["visit", "contact"], "Rita")
    assert second["roles"] == [{"topic": "Samen eten", "role": 1, "notes": []}]


def test_a_full_plate_and_an_existing_group_are_told_by_their_rule() -> None:
    three = ("Samen eten", "Kleine klussen", "Een praatje")
    facts = scanned(
        sheet("An", 3, 3, 3, p9=Picked(("let_us_be",)), p9_worry=Picked(("succession",))),
        sheet("Bert", 1),
        topics=three,
    )
    an, bert = seen(facts, "roles")["people"]
    assert (an["overload"], an["approach"]) == (True, ["do_not_push", "offer_succession_talk"])
    assert (bert["overload"], bert["approach"]) == (False, [])


def test_the_summary_names_what_can_start() -> None:
    assert seen(scanned(sheet("An", 3, 0)), "summary") == {"people": 1, "topics": 2, "starting": ["Samen eten"]}


# --- since the last time ---


def test_a_second_scan_tells_what_moved_by_topic() -> None:
    before = scanned(sheet("An", 2, 0), sheet("Bert", 3, time=0))
    now = scanned(sheet("An", 3, 0), sheet("Bert", 3))
    assert seen(beside(now, before), "changes")["topics"] == [
        {
            "name": "Samen eten",
            "before": "look_for_puller",
            "now": "start_tiny",
            "moved": [
                {"state": "fire", "before": 0, "now": 2},
                {"state": "flame", "before": 1, "now": 0},
                {"state": "locked", "before": 1, "now": 0},
            ],
        },
        {"name": "Kleine klussen", "before": "park", "now": "park", "moved": []},
    ]


def test_what_changed_names_nobody() -> None:
    before, now = scanned(sheet("Geheimpje", 2)), scanned(sheet("Geheimpje", 3))
    assert "Geheimpje" not in json.dumps(seen(beside(now, before), "changes"))


def test_a_first_scan_has_nothing_to_lay_beside_it() -> None:
    condition = PARTNER_SCAN.conditions["was_done_before"]
    first = scanned(sheet("An", 3))
    assert not condition(first, "")
    assert condition(beside(first, first), "")
    assert seen(first, "changes") == {"topics": []}


# --- why ---


def reasons(facts: Facts, text: str) -> dict[str, dict[str, Any]]:
    """The last statement of each rule about a subject."""
    code = next(it.code for it in PARTNER_SCAN.options["why"](facts, "") if it.text == text)
    return {it["rule"]: it["values"] for it in seen(facts, "why", code)["statements"]}


def test_a_topic_is_explained_by_its_numbers() -> None:
    facts = scanned(sheet("An", 3, p1=Picked(("care",))), sheet("Bert", 1), sheet("Chris", 2, time=0))
    found = reasons(facts, "Samen eten")
    assert found["R6"] == {"start": "start_tiny", "fires": 1, "flames": 0, "sparks": 2, "left_out": 0}
    assert found["R7"] == {"set_up": "action_groups_only", "committed": 1, "topics": 1}
    assert found["R8"] == {"notes": ["no_residents", "one_circle"], "circles": ["care"]}


def test_a_partner_is_explained_by_its_own_answers() -> None:
    facts = scanned(sheet("An", 3, time=0, wished=2, p7b=Picked(("ask_every_time",))))
    found = reasons(facts, "An")
    assert found["R3"] == {"time": 0, "may_decide": "ask_every_time", "can": 0, "estimate": False}
    assert found["R4"] == {"topic": "Samen eten", "flame": 3, "state": "locked", "locks": ["time"]}
    assert found["R5"]["role"] == 0
    assert found["R5"]["wished"] == 2


def test_a_partner_without_known_time_has_little_to_explain() -> None:
    facts = scanned({**sheet("An", 3), "p7a": Skipped()})
    assert reasons(facts, "An") == {}
    assert "R6" not in reasons(facts, "Samen eten")


def test_a_full_plate_and_an_existing_group_are_explained() -> None:
    three = ("Samen eten", "Kleine klussen", "Een praatje")
    facts = scanned(sheet("An", 3, 3, 3, p9_worry=Picked(("succession",))), topics=three)
    found = reasons(facts, "An")
    assert found["R9"] == {"wish": None, "worries": ["succession"]}
    assert found["R10"] == {"topics": 3}


def test_an_estimate_is_explained_as_one() -> None:
    assert reasons(scanned(estimates=("OCMW",)), "OCMW")["R3"]["estimate"] is True


def test_a_topic_nobody_answered_cannot_be_asked_about() -> None:
    facts = scanned(sheet("An", 3))
    assert [it.text for it in PARTNER_SCAN.options["why"](facts, "")] == ["Samen eten", "An"]


def test_estimates_without_answers_are_on_no_map() -> None:
    facts = Facts({**scanned(sheet("An", 3)).settled, "estimates": Listed((Entry("e1", "OCMW"),))})
    assert [it.name for it in partners(facts)] == ["An", "OCMW"]
    assert partners(facts)[1].flames == {}
    assert [placed.partner.name for placed in findings(facts).topics[0].placed] == ["An"]


def test_a_level_given_to_an_estimate_is_its_own() -> None:
    facts = Facts({**scanned(estimates=("OCMW",)).settled, "e_flame@e1/t2": Rated(0)})
    assert [int(partners(facts)[0].flames[topic]) for topic in partners(facts)[0].flames] == [2, 0]
