"""The scan in the group, turn by turn: topics, estimates, the questions together, and changing one's mind."""

import pytest

from flows.partner_scan import PARTNER_SCAN
from flows.run import Status, Tell
from flows.values import Listed
from tests.flows.playing import Group


def begun(*topics: str) -> Group:
    """A group of three that chose topics and has a chat with partners in it."""
    group = Group(PARTNER_SCAN, "An", "Bert", "Chris")
    group.says("Bert", "\n".join(topics))
    group.next()
    group.presses("An", "partners")
    return group


def up_to(group: Group, place: str) -> Group:
    """Pass whatever comes before a place."""
    while group.run.current != place:
        assert group.run.status is Status.OPEN, f"{place} never came"
        group.skip()
    return group


def asked_after(group: Group) -> list[str]:
    """Pass everything that is still asked; the places in order."""
    asked = []
    while group.run.status is Status.OPEN:
        assert group.run.current is not None
        asked.append(group.run.current)
        group.skip()
    return asked


def told(group: Group, step: str) -> dict[str, object]:
    return next(dict(effect.values) for effect in group.effects if isinstance(effect, Tell) and effect.step == step)


def test_a_scan_needs_a_topic_and_to_know_who_reads_along() -> None:
    group = Group(PARTNER_SCAN, "An", "Bert")
    assert (group.skip(), group.notice)[1] == "required"
    group.says("An", "Samen eten")
    group.next()
    assert group.run.current == "readers"
    assert (group.skip(), group.notice)[1] == "required"


def test_only_the_facilitator_says_who_reads_along() -> None:
    group = Group(PARTNER_SCAN, "An", "Bert")
    group.says("An", "Samen eten")
    group.next()
    group.presses("Bert", "core_group")
    assert group.notice == "facilitator_only"


def test_more_topics_than_a_sheet_can_carry_are_merged_first() -> None:
    group = Group(PARTNER_SCAN, "An", "Bert")
    group.says("An", "Eten\nKlussen\nPraten\nFietsen\nTuinieren\nZingen")
    group.next()
    assert group.notice == "list_merge_first"
    group.next()
    assert group.run.current == "readers"


def test_an_estimate_takes_a_kind_a_time_and_a_spark_for_each_topic() -> None:
    group = up_to(begun("Samen eten", "Klussen"), "estimates")
    group.says("Chris", "OCMW\nDe school")
    group.next()
    asked = []
    while group.run.current is not None and not group.run.current.startswith("g1"):
        asked.append(group.run.current)
        group.skip()
    first, second = (entry.id for entry in group.run.facts().entries("estimates"))
    topics = [entry.id for entry in group.run.facts().entries("topics")]
    assert asked == [
        *(f"{step}@{partner}" for partner in (first, second) for step in ("e_kind", "e_time")),
        *(f"e_flame@{partner}/{topic}" for partner in (first, second) for topic in topics),
    ]


def test_an_estimate_counts_and_is_marked() -> None:
    group = up_to(begun("Samen eten"), "estimates")
    group.says("An", "OCMW")
    group.next()
    group.presses("An", "welfare")
    group.presses("An", "2")
    group.presses("An", "3")
    asked_after(group)
    topics = told(group, "map")["topics"]
    assert isinstance(topics, list)
    assert topics[0]["start"] == "start_tiny"
    assert topics[0]["guessed"] == 1


def test_who_is_missing_and_who_need_not_be_there_is_asked_by_topic() -> None:
    group = up_to(begun("Samen eten", "Klussen"), "g1@t1")
    group.says("An", "de huisarts")
    group.next()
    group.says("Bert", "de bank")
    group.next()
    assert asked_after(group) == ["g1@t2", "g2@t2", "g1_who@m3", "g2_place@o4", "g3", "g4", "g5"]


def test_another_voice_opens_a_place_to_write_it() -> None:
    group = up_to(begun("Samen eten"), "g3")
    group.presses("An", "young", "other")
    group.next()
    assert group.run.current == "g3_other"


def test_the_outcome_is_told_in_three_messages() -> None:
    group = up_to(begun("Samen eten"), "g5")
    group.skip()
    assert group.told == ("map", "set_up", "roles")
    assert group.run.status is Status.DONE


@pytest.mark.parametrize("added", ["Fietsen"])
def test_a_topic_that_is_added_later_is_asked_about_later(added: str) -> None:
    group = begun("Samen eten")
    asked_after(group)
    group.reopens("topics")
    group.says("An", added)
    group.next()
    assert asked_after(group) == ["g1@t2", "g2@t2"]


def test_a_topic_that_is_taken_away_is_gone_from_the_map() -> None:
    group = begun("Samen eten", "Klussen")
    asked_after(group)
    group.reopens("topics")
    group.says("An", "-2")
    group.next()
    assert isinstance(group.settled("topics"), Listed)
    topics = told(group, "map")["topics"]
    assert isinstance(topics, list)
    assert [topic["name"] for topic in topics] == ["Samen eten"]


def test_nothing_is_told_twice_when_nothing_changed() -> None:
    group = begun("Samen eten")
    asked_after(group)
    group.reopens("g4")
    group.presses("An", "yes")
    assert group.told == ("set_up",)
