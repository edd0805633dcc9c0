"""What goes on after an outcome: what other tools may read, what can be begun, what is still to be done."""

import pytest

from core.ids import ParticipantId
from flows.again import prepared
from flows.catalogue import FLOWS, latest
from flows.ecosystem import ECOSYSTEM
from flows.ecosystem.onward import handover as of_web
from flows.engine import start
from flows.facts import Facts
from flows.model import ListOf, Offer, Text
from flows.organising_check.onward import handover as of_check
from flows.partner_scan.onward import handover as of_scan
from flows.partner_scan.onward import offers, open_points
from flows.six_steps import SIX_STEPS
from flows.values import Entry, Lesson, Listed, Picked, Place, Rated, Said, Voices
from tests.flows.playing import Group
from tests.flows.scan_facts import Answered, scanned, sheet
from tests.flows.test_ecosystem import FULL
from tests.flows.walking import walk

MISSING: dict[Place, Listed | Said] = {
    "g1@t1": Listed((Entry("m1", "de huisarts"), Entry("m2", "de school"))),
    "g1_who@m1": Said(("Bert",)),
}

# --- the scan ---


def _missed(*sheets: Answered) -> Facts:
    """A scan in which the group missed two partners."""
    return Facts({**scanned(*sheets, topics=("Eten",)).settled, **MISSING})


def named(*lessons: Lesson) -> dict[str, str]:
    return {it.text: it.code for it in lessons if it.kind == "spark"}


def test_sparks_with_a_name_cross_over_with_their_topic() -> None:
    found = of_scan(scanned(sheet("An", 3), sheet("Bert", 2, time=0), topics=("Samen eten",)))
    assert named(*found) == {"An": "fire", "Bert": "locked"}
    assert {it.about for it in found if it.kind == "spark"} == {"Samen eten"}


@pytest.mark.parametrize("others", [1, 5])
def test_who_may_not_be_named_never_crosses_over(others: int) -> None:
    secret = [sheet(f"Geheim {n}", 3, may_see="total") for n in range(others)]
    assert "Geheim" not in str(of_scan(scanned(sheet("An", 3), *secret, topics=("Samen eten",))))


def test_a_name_for_the_core_group_alone_stays_among_those_who_took_part() -> None:
    facts = scanned(sheet("An", 3), sheet("Bert", 3, may_see="core_group"), readers="core_group", topics=("Eten",))
    assert {it.text: it.is_private for it in of_scan(facts) if it.kind == "spark"} == {"An": False, "Bert": True}


def test_an_estimate_crosses_over_as_an_estimate() -> None:
    found = of_scan(scanned(sheet("An", 3), estimates=("OCMW",), topics=("Eten",)))
    assert [(it.kind, it.text) for it in found] == [("spark", "An"), ("estimate", "OCMW")]


def test_whose_time_is_unknown_is_not_judged() -> None:
    unsaid = {step: it for step, it in sheet("An", 3).items() if step != "p7a"}
    assert named(*of_scan(scanned(unsaid, topics=("Eten",)))) == {"An": "unknown"}


def test_who_is_missing_and_what_locks_sparks_cross_over() -> None:
    locked = sheet("An", 3, time=0, p10=Picked(("rules",)))
    missing, *barriers = [it for it in of_scan(_missed(locked)) if it.kind != "spark"][1:]
    assert (missing.text, missing.owner) == ("de school", "")
    assert {it.words for it in barriers} == {"partner_scan.words.barrier.rules", "partner_scan.words.barrier.time"}


def test_a_topic_that_can_start_offers_an_action_group_with_who_carries_it() -> None:
    facts = scanned(sheet("An", 3, 0), sheet("Bert", 2, 0), sheet("Chris", 1, 0), estimates=("OCMW",))
    (offer,) = offers(facts)
    assert offer == Offer(
        flow=SIX_STEPS.id, about="Samen eten", words={"q0_1": ("Samen eten",), "q2_9": ("An", "Bert")}
    )


def test_a_topic_that_cannot_start_offers_nothing() -> None:
    assert offers(scanned(sheet("An", 1, 1), topics=("Eten", "Klussen"))) == ()


def test_whom_somebody_goes_and_talks_to_stays_open() -> None:
    facts = _missed(sheet("An", 1))
    points = open_points(facts, "")["points"]
    assert points == [
        {"kind": "talk", "what": "de huisarts", "owner": "Bert", "day": None},
        {"kind": "talk", "what": "de school", "owner": "", "day": None},
    ]


# --- the web and the check ---


def answered(**levels: tuple[int, ...]) -> Facts:
    """A check that was answered on the card."""
    voices = {f"item@{item}": Voices(tuple(map(Rated, given))) for item, given in levels.items()}
    return Facts({"how": Picked(("card",)), **voices})


def test_brakes_that_stay_and_what_is_done_cross_over() -> None:
    found = of_web(walk(ECOSYSTEM, FULL))
    by_kind = {kind: [it.text or it.words for it in found if it.kind == kind] for kind in ("stays", "use", "action")}
    assert by_kind["use"] == ["elke maand samen koken"]
    assert by_kind["action"] == ["projectgeld vragen"]
    assert by_kind["stays"] == ["ecosystem.choices.lack_of_time", "ecosystem.choices.few_means", "geen <zaal>"]


def test_where_the_group_agrees_that_it_goes_wrong_crosses_over_and_a_split_does_not() -> None:
    facts = answered(c7=(2, 2, 2, 1), c8=(1, 1, 5, 5), c9=(5, 5, 5, 5))
    assert [it.code for it in of_check(facts)] == ["c7"]


def test_a_check_of_three_hands_over_nothing() -> None:
    assert of_check(answered(c7=(2, 2, 2))) == ()


# --- beginning from an outcome ---


def test_the_topic_stands_ready_as_the_challenge() -> None:
    begun = Offer(flow=SIX_STEPS.id, about="Eten", words={"q0_1": ("Eten",), "q2_9": ("An", "Bert")})
    group = Group(SIX_STEPS, "An", begun_from=begun)
    assert group.run.current == "q0_1"
    assert group.on_card() == Said(("Eten",))
    group.next()
    assert group.settled("q0_1") == Said(("Eten",))


def test_who_carries_it_stands_ready_at_every_activity_until_the_group_says_otherwise() -> None:
    begun = Offer(flow=SIX_STEPS.id, about="Eten", words={"q0_1": ("Eten",), "q2_9": ("An", "Bert")})
    group = Group(SIX_STEPS, "An", begun_from=begun)
    group.next()
    group.skips_to("q2_3").says("An", "Koken\nTafels zetten")
    group.next()
    first, second = (entry.id for entry in group.run.facts().entries("q2_3"))
    group.skips_to(f"q2_9@{first}")
    assert [it.text for it in group.run.facts().entries("q2_9", first)] == []
    assert group.on_card() == Listed((Entry("p1", "An"), Entry("p2", "Bert")))
    group.says("An", "-1")
    group.says("An", "Chris")
    group.next()
    ids = [entry.id for entry in group.run.facts().entries("q2_9", first)]
    assert len(set(ids)) == 2
    assert group.run.current == f"q2_9@{second}"
    assert group.on_card() == Listed((Entry("p1", "An"), Entry("p2", "Bert")))


def test_words_that_nobody_gave_stand_nowhere() -> None:
    run = start(SIX_STEPS, ParticipantId("An")).run
    assert prepared(SIX_STEPS, run, Offer(flow=SIX_STEPS.id, about="", words={"q2_9": ()})).aside == {}
    assert prepared(SIX_STEPS, run, Offer(flow=SIX_STEPS.id, about="", words={})) == run


def test_every_offer_begins_a_flow_that_has_those_questions() -> None:
    found = offers(scanned(sheet("An", 3), sheet("Bert", 3), sheet("Chris", 3), topics=("Eten",)))
    for offer in found:
        flow = latest(offer.flow)
        assert flow is not None
        assert all(isinstance(flow.by_id[step], Text | ListOf) for step in offer.words)
    assert found
    assert {flow.id for flow in FLOWS.values() if flow.offers is not None} == {"partner_scan"}
