"""The scan as a whole: fire maps, who is counted and who is named, what is lacking, what stands in the way."""

from typing import Any

import pytest

from core.ids import TopicId
from core.partner_scan import (
    Approach,
    Asset,
    Barred,
    Barrier,
    Circle,
    Informant,
    Kind,
    MayDecide,
    Partner,
    RoleNote,
    Scan,
    ScanFindings,
    SetUp,
    Start,
    State,
    Variety,
    Wish,
    scan_findings,
)
from core.scales import Flame, FreeTime, Involvement, WorkingArea

MEAL, WALK, REPAIR = TopicId("t1"), TopicId("t2"), TopicId("t3")


def partner(name: str | None, flame: int = 3, **said: Any) -> Partner:
    """Someone with time and a flame for the meal, who wants to go as far as that goes."""
    answers: dict[str, Any] = {
        "key": name or str(id(said)),
        "name": name,
        "time": FreeTime.HOURS_A_MONTH,
        "flames": {MEAL: Flame(flame)},
        "wished": {MEAL: Involvement.PULL},
        **said,
    }
    return Partner(**answers)


def unnamed(count: int, flame: int = 3) -> list[Partner]:
    return [partner(None, flame, key=f"unnamed {number}") for number in range(count)]


def scanned(*partners: Partner, topics: tuple[TopicId, ...] = (MEAL,), **more: Any) -> ScanFindings:
    return scan_findings(Scan(topics, partners, **more))


def rings(found: ScanFindings) -> list[tuple[str | None, int, State | None]]:
    return [(it.partner.name, int(it.ring), it.state.value if it.state else None) for it in found.topics[0].placed]


# --- the fire map ---


def test_the_map_goes_from_fire_to_no_spark_and_by_name_inside_a_ring() -> None:
    found = scanned(partner("Zoë"), partner("bert", 0), partner("An"), partner("Chris", 1), partner("Dirk", 2))
    assert rings(found) == [
        ("An", 3, State.FIRE),
        ("Zoë", 3, State.FIRE),
        ("Dirk", 2, State.FLAME),
        ("Chris", 1, State.SPARK),
        ("bert", 0, State.AT_REST),
    ]


def test_who_wants_but_cannot_stands_in_the_ring_of_the_wish_with_a_lock() -> None:
    found = scanned(partner("An", time=FreeTime.NONE, barriers=frozenset({Barrier.RULES})))
    (placed,) = found.topics[0].placed
    assert (placed.ring, placed.state and placed.state.value) == (Flame.FIRE, State.LOCKED)
    assert placed.locks == (Barrier.TIME, Barrier.RULES)
    assert not placed.is_committed


def test_a_mandate_that_is_lacking_now_is_a_lock_too() -> None:
    (placed,) = scanned(partner("An", may_decide=MayDecide.NOT_NOW)).topics[0].placed
    assert placed.locks == (Barrier.MANDATE,)


def test_who_wants_more_than_can_stands_with_the_flames() -> None:
    (placed,) = scanned(partner("An", time=FreeTime.ONCE)).topics[0].placed
    assert placed.ring is Flame.FLAME
    assert placed.role is not None
    assert placed.role.value.involvement is Involvement.HELP
    assert placed.role.value.notes == (RoleNote.TALK, RoleNote.WANTS_MORE)


def test_without_a_time_someone_is_on_the_map_and_counts_for_nothing() -> None:
    found = scanned(partner("An", time=None))
    assert rings(found) == [("An", 3, None)]
    assert found.topics[0].start is None
    assert found.topics[0].placed[0].role is None
    assert not found.topics[0].placed[0].is_committed


def test_a_topic_that_nobody_answered_says_nothing() -> None:
    found = scanned(partner("An"), topics=(MEAL, WALK))
    assert found.topics[1].placed == ()
    assert found.topics[1].start is None


def test_locked_sparks_keep_a_topic_on_the_table() -> None:
    found = scanned(partner("An", time=FreeTime.NONE))
    assert found.topics[0].start is not None
    assert found.topics[0].start.value is Start.KEEP_TALKING


@pytest.mark.parametrize(
    ("said", "note"),
    [
        pytest.param({"kinds": {Kind.CARE}, "area": WorkingArea.MUNICIPALITY}, RoleNote.CASE_MEETING, id="wide area"),
        pytest.param({"kinds": {Kind.CARE}, "time": FreeTime.ONCE}, RoleNote.CASE_MEETING, id="little time"),
        pytest.param({"kinds": {Kind.CARE}}, RoleNote.HELP_ONCE, id="a professional with room nearby"),
        pytest.param({"kinds": {Kind.NEIGHBOUR}, "time": FreeTime.ONCE}, RoleNote.HELP_ONCE, id="a neighbour"),
    ],
)
def test_a_spark_is_offered_what_asks_the_least(said: dict[str, Any], note: RoleNote) -> None:
    said["kinds"] = frozenset(said["kinds"])
    (placed,) = scanned(partner("An", 1, **said)).topics[0].placed
    assert placed.role is not None
    assert note in placed.role.value.notes


def test_a_lock_asks_to_tackle_what_locks() -> None:
    (placed,) = scanned(partner("An", time=FreeTime.NONE)).topics[0].placed
    assert placed.role is not None
    assert placed.role.value.notes == (RoleNote.TALK, RoleNote.TACKLE_BARRIER)


# --- one partner, named twice ---


def test_its_own_word_goes_before_an_estimate() -> None:
    estimate = partner("OCMW", 3, key="ocmw", informant=Informant.ESTIMATE)
    found = scanned(estimate, partner("Het OCMW", 1, key="ocmw"))
    assert rings(found) == [("Het OCMW", 1, State.SPARK)]


def test_of_two_people_for_one_partner_the_warmest_speaks() -> None:
    found = scanned(partner("OCMW", 1, key="ocmw"), partner("Het OCMW", 3, key="ocmw"), partner("An", 2, time=None))
    assert rings(found) == [("Het OCMW", 3, State.FIRE), ("An", 2, None)]


def test_an_estimate_is_marked_as_one() -> None:
    found = scanned(partner("An"), partner("School", informant=Informant.ESTIMATE, wished={}))
    assert [it.is_estimate for it in found.topics[0].placed] == [False, True]
    assert found.topics[0].placed[1].role is None


# --- who is counted, who is named ---


@pytest.mark.parametrize("count", [1, 2, 3])
def test_fewer_than_four_without_a_name_count_nowhere(count: int) -> None:
    with_them, without = scanned(partner("An"), *unnamed(count)), scanned(partner("An"))
    assert with_them.topics[0].left_out == count
    assert with_them.topics[0].placed == without.topics[0].placed
    assert with_them.topics[0].start == without.topics[0].start
    assert (with_them.set_up, with_them.barriers) == (without.set_up, without.barriers)


def test_four_without_a_name_are_counted_and_never_named() -> None:
    found = scanned(partner("An", 2), *unnamed(4))
    assert found.topics[0].left_out == 0
    assert [it.partner.name for it in found.topics[0].placed] == [None, None, None, None, "An"]
    assert found.topics[0].start is not None
    assert found.topics[0].start.value is Start.START


def test_four_without_a_name_are_counted_topic_by_topic() -> None:
    both = [partner(None, key=f"u{number}", flames={MEAL: Flame.FIRE}) for number in range(3)]
    all_topics = partner(None, key="u4", flames={MEAL: Flame.FIRE, WALK: Flame.FIRE})
    found = scanned(*both, all_topics, topics=(MEAL, WALK))
    assert [topic.left_out for topic in found.topics] == [0, 1]
    assert found.topics[1].placed == ()


def test_who_gave_no_name_is_never_named_for_overload_or_as_a_group() -> None:
    three = dict.fromkeys((MEAL, WALK, REPAIR), Flame.FIRE)
    wishes = dict.fromkeys(three, Involvement.PULL)
    people = [partner(None, key=f"u{number}", flames=three, wished=wishes, wish=Wish.LET_US_BE) for number in range(4)]
    found = scanned(*people, topics=(MEAL, WALK, REPAIR))
    assert found.overloaded == {}
    assert found.groups == {}


# --- the whole ---


def test_each_partner_is_committed_once_however_many_topics() -> None:
    flames = {MEAL: Flame.FIRE, WALK: Flame.FIRE}
    found = scanned(partner("An", flames=flames), topics=(MEAL, WALK))
    assert found.set_up.value is SetUp.ACTION_GROUPS_ONLY
    assert {it.name: it.value for it in found.set_up.inputs} == {"committed": 1, "topics": 2}


def test_a_core_group_that_exists_is_told_what_it_is_for() -> None:
    assert scanned(partner("An"), has_core_group=True).core_group is not None
    assert scanned(partner("An")).core_group is None


def test_three_action_groups_are_too_much_on_one_plate() -> None:
    flames = dict.fromkeys((MEAL, WALK, REPAIR), Flame.FIRE)
    wished = dict.fromkeys(flames, Involvement.HELP)
    found = scanned(
        partner("An", flames=flames, wished=wished), partner("Bert", flames=flames), topics=(MEAL, WALK, REPAIR)
    )
    assert {key: it.value for key, it in found.overloaded.items()} == {"An": 3}


def test_fire_on_three_topics_with_little_room_is_too_much_as_well() -> None:
    flames = dict.fromkeys((MEAL, WALK, REPAIR), Flame.FIRE)
    found = scanned(partner("An", flames=flames, time=FreeTime.ONCE, wished={}), topics=(MEAL, WALK, REPAIR))
    assert [it.rule for it in found.overloaded.values()] == ["R10"]


def test_an_existing_group_is_met_as_it_wishes() -> None:
    found = scanned(partner("Straatfeest", 0, wish=Wish.LET_US_BE), partner("An"))
    assert {key: it.value for key, it in found.groups.items()} == {"Straatfeest": (Approach.DO_NOT_PUSH,)}


def test_variety_counts_who_is_missing_among_those_who_exist() -> None:
    alone = partner("Thuiszorg", kinds=frozenset({Kind.CARE}))
    few, enough = scanned(alone, missing=1), scanned(alone, missing=2)
    assert few.topics[0].variety is not None
    assert few.topics[0].variety.value == (Variety.TOO_FEW,)
    assert enough.topics[0].variety is not None
    assert enough.topics[0].variety.value == (Variety.NO_RESIDENTS, Variety.ONE_CIRCLE)


def test_barriers_come_by_the_sparks_they_lock_in_and_tell_nobody() -> None:
    flames = {MEAL: Flame.FIRE, WALK: Flame.SPARK}
    found = scanned(
        partner("An", flames=flames, may_decide=MayDecide.NOT_NOW, barriers=frozenset({Barrier.RULES})),
        partner("Bert", flames={MEAL: Flame.SPARK}, time=FreeTime.NONE, barriers=frozenset({Barrier.RULES})),
        partner("Chris", barriers=frozenset({Barrier.AREA})),
        topics=(MEAL, WALK),
    )
    assert [it.value for it in found.barriers] == [
        Barred(Barrier.RULES, 3),
        Barred(Barrier.MANDATE, 2),
        Barred(Barrier.TIME, 1),
    ]
    assert "An" not in repr(found.barriers)


def test_what_nobody_brings_in_is_lacking() -> None:
    found = scanned(partner("An", assets=frozenset(Asset) - {Asset.MONEY}), partner("Bert"))
    assert found.lacking == (Asset.MONEY,)


def test_while_nobody_said_what_they_bring_in_nothing_is_called_lacking() -> None:
    assert scanned(partner("An")).lacking == ()


@pytest.mark.parametrize("kind", Kind)
def test_everyone_belongs_to_one_of_the_five_groups(kind: Kind) -> None:
    assert partner("An", kinds=frozenset({kind})).circles <= set(Circle)
    assert partner("An", kinds=frozenset({kind})).circles
