"""R3-R10, one rule at a time, and the fixtures of the method for them."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from core.partner_scan import (
    Approach,
    Circle,
    CoreNote,
    MayDecide,
    Role,
    RoleNote,
    SetUp,
    Start,
    State,
    Variety,
    Wish,
    Worry,
    approach,
    can_score,
    can_start,
    core_notes,
    decides,
    does,
    overload,
    role_of,
    set_up,
    state_of,
    variety,
    wants_more,
)
from core.scales import Flame, FreeTime, Involvement

Fixture = dict[str, Any]
METHOD = json.loads(Path(__file__).with_name("method_fixtures.json").read_text(encoding="utf-8"))
DUTCH = {"vuur": State.FIRE, "op slot": State.LOCKED}


def fixtures(rule: str) -> list[Any]:
    return [pytest.param(it["in"], it["expect"], id=it["id"]) for it in METHOD["unit"] if it["rule"] == rule]


# --- R3: can ---


@pytest.mark.parametrize(
    ("time", "may_decide", "expected"),
    [
        pytest.param(FreeTime.NONE, MayDecide.MANDATE, 0, id="no time"),
        pytest.param(FreeTime.ONCE, MayDecide.FOR_MYSELF, 1, id="one time"),
        pytest.param(FreeTime.HOURS_A_MONTH, MayDecide.PARTLY, 2, id="a few hours, big things asked"),
        pytest.param(FreeTime.HALF_A_DAY_A_WEEK, MayDecide.MANDATE, 2, id="more time adds nothing"),
        pytest.param(FreeTime.HALF_A_DAY_A_WEEK, MayDecide.ASK_EVERY_TIME, 1, id="must ask every time"),
        pytest.param(FreeTime.HALF_A_DAY_A_WEEK, MayDecide.NOT_NOW, 0, id="may not now"),
        pytest.param(FreeTime.HOURS_A_MONTH, None, 2, id="a neighbour is not asked who decides"),
    ],
)
def test_how_much_someone_can(time: FreeTime, may_decide: MayDecide | None, expected: int) -> None:
    found = can_score(time, may_decide)
    assert found is not None
    assert (found.value, found.rule) == (expected, "R3")


@pytest.mark.parametrize("may_decide", [None, *MayDecide])
def test_without_a_time_nobody_knows_how_much_someone_can(may_decide: MayDecide | None) -> None:
    assert can_score(None, may_decide) is None


# --- R4: state ---


@pytest.mark.parametrize(("given", "expected"), fixtures("R4"))
def test_state_of_the_method(given: Fixture, expected: str) -> None:
    found = state_of(Flame(given["flame"]), given["can"])
    assert found is not None
    assert found.value is DUTCH[expected]


@pytest.mark.parametrize(
    ("flame", "can", "expected"),
    [
        pytest.param(0, 2, State.AT_REST, id="time without a spark is rest"),
        pytest.param(0, None, State.AT_REST, id="rest needs no time"),
        pytest.param(1, 0, State.LOCKED, id="a spark without room is locked"),
        pytest.param(1, 2, State.SPARK, id="a spark stays one"),
        pytest.param(2, 1, State.FLAME, id="wants to take part and can a little"),
        pytest.param(3, 0, State.LOCKED, id="fire without room is locked, not gone"),
        pytest.param(3, 1, State.FLAME, id="wants more than can"),
        pytest.param(3, 2, State.FIRE, id="wants to pull and can"),
    ],
)
def test_state(flame: int, can: int | None, expected: State) -> None:
    found = state_of(Flame(flame), can)
    assert found is not None
    assert found.value is expected


@pytest.mark.parametrize("flame", [Flame.SPARK, Flame.FLAME, Flame.FIRE])
def test_a_spark_without_known_time_has_no_state(flame: Flame) -> None:
    assert state_of(flame, None) is None


@pytest.mark.parametrize(("flame", "can"), [*product(Flame, (0, 1))])
def test_more_room_never_lowers_the_state(flame: Flame, can: int) -> None:
    order = list(State)
    less, more = state_of(flame, can), state_of(flame, can + 1)
    assert less is not None
    assert more is not None
    assert order.index(less.value) <= order.index(more.value)


def test_only_fire_with_some_room_wants_more_than_it_can() -> None:
    assert [(f, c) for f, c in product(Flame, (None, 0, 1, 2)) if wants_more(f, c)] == [(Flame.FIRE, 1)]


# --- R5: role ---


@pytest.mark.parametrize(("state", "wished"), [*product(State, Involvement)])
def test_a_role_is_never_stronger_than_what_was_chosen(state: State, wished: Involvement) -> None:
    found = role_of(state, wished)
    assert found is not None
    assert found.value.involvement <= wished


@pytest.mark.parametrize(
    ("state", "wished", "expected"),
    [
        pytest.param(State.FIRE, 5, Role(Involvement.PULL), id="fire pulls"),
        pytest.param(State.FIRE, 0, Role(Involvement.STAY_INFORMED), id="fire that only wants to follow"),
        pytest.param(State.FLAME, 5, Role(Involvement.HELP, (RoleNote.TALK,)), id="a flame that wants to pull"),
        pytest.param(State.SPARK, 2, Role(Involvement.ADVISE), id="a spark advises"),
        pytest.param(
            State.SPARK,
            3,
            Role(Involvement.ADVISE, (RoleNote.TALK, RoleNote.DECIDES_WITHOUT_DOING)),
            id="deciding without doing is worth a soft note",
        ),
        pytest.param(State.LOCKED, 4, Role(Involvement.STAY_INFORMED, (RoleNote.TALK,)), id="locked follows"),
        pytest.param(State.AT_REST, 0, Role(Involvement.STAY_INFORMED), id="rest follows if it wants"),
    ],
)
def test_role(state: State, wished: int, expected: Role) -> None:
    found = role_of(state, Involvement(wished))
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize("state", State)
def test_nothing_is_laid_on_who_chose_nothing(state: State) -> None:
    assert role_of(state, None) is None


def test_deciding_and_doing_are_two_things() -> None:
    assert [it for it in Involvement if decides(it)] == [Involvement.CO_DECIDE, Involvement.HELP, Involvement.PULL]
    assert [it for it in Involvement if does(it)] == [Involvement.HELP, Involvement.PULL]


# --- R6: can a topic start ---


@pytest.mark.parametrize(("given", "expected"), fixtures("R6"))
def test_start_of_the_method(given: Fixture, expected: str) -> None:
    assert can_start(given["fires"], given["flames"], given["sparks"]).value == expected


@pytest.mark.parametrize(
    ("fires", "flames", "sparks", "expected"),
    [
        pytest.param(1, 2, 0, Start.START, id="one fire and two flames"),
        pytest.param(3, 0, 0, Start.START, id="three fires"),
        pytest.param(1, 0, 5, Start.START_TINY, id="one fire alone"),
        pytest.param(1, 1, 0, Start.START_TINY, id="two people"),
        pytest.param(0, 5, 0, Start.LOOK_FOR_PULLER, id="nobody pulls"),
        pytest.param(0, 0, 1, Start.KEEP_TALKING, id="sparks only"),
        pytest.param(0, 0, 0, Start.PARK, id="no spark"),
    ],
)
def test_start(fires: int, flames: int, sparks: int, expected: Start) -> None:
    found = can_start(fires, flames, sparks)
    assert found.value is expected
    assert found.rule == "R6"
    assert {it.name: it.value for it in found.inputs} == {"fires": fires, "flames": flames, "sparks": sparks}


# --- R7: set-up ---


@pytest.mark.parametrize(("given", "expected"), fixtures("R7"))
def test_set_up_of_the_method(given: Fixture, expected: str) -> None:
    assert set_up(given["committed"], given["topics"]).value == expected


@pytest.mark.parametrize(
    ("committed", "topics", "expected"),
    [
        pytest.param(0, 0, SetUp.NO_STRUCTURE, id="nothing yet"),
        pytest.param(3, 0, SetUp.NO_STRUCTURE, id="flames without a puller: nothing to set up yet"),
        pytest.param(8, 2, SetUp.ACTION_GROUPS_ONLY, id="eight on two topics"),
        pytest.param(9, 1, SetUp.ACTION_GROUPS_PLATFORM_CORE, id="nine on one topic"),
        pytest.param(5, 3, SetUp.ACTION_GROUPS_PLATFORM_CORE, id="five on three topics"),
    ],
)
def test_set_up(committed: int, topics: int, expected: SetUp) -> None:
    assert set_up(committed, topics).value is expected


@pytest.mark.parametrize(
    ("proposal", "topics", "exists", "expected"),
    [
        pytest.param(SetUp.NO_STRUCTURE, 0, False, None, id="none and none proposed"),
        pytest.param(SetUp.ACTION_GROUPS_PLATFORM_CORE, 3, False, (CoreNote.SUPPORTS_ONLY,), id="proposed"),
        pytest.param(
            SetUp.ACTION_GROUPS_ONLY, 1, True, (CoreNote.SUPPORTS_ONLY, CoreNote.EARLY), id="exists for one group"
        ),
        pytest.param(SetUp.ACTION_GROUPS_ONLY, 2, True, (CoreNote.SUPPORTS_ONLY,), id="exists for two groups"),
    ],
)
def test_a_core_group_comes_with_what_it_is_for(
    proposal: SetUp,
    topics: int,
    exists: bool,  # noqa: FBT001 a case of the table
    expected: tuple[CoreNote, ...] | None,
) -> None:
    found = core_notes(proposal, topics, has_core_group=exists)
    assert (None if found is None else found.value) == expected


# --- R8: variety ---


@pytest.mark.parametrize(
    ("circles", "actors", "expected"),
    [
        pytest.param([{Circle.CARE}, {Circle.RESIDENTS}], 5, None, id="two circles with residents"),
        pytest.param([{Circle.CARE}, {Circle.WELFARE}], 5, (Variety.NO_RESIDENTS,), id="no residents"),
        pytest.param([{Circle.RESIDENTS}, {Circle.RESIDENTS}], 5, (Variety.ONE_CIRCLE,), id="residents only"),
        pytest.param([{Circle.CARE}], 5, (Variety.NO_RESIDENTS, Variety.ONE_CIRCLE), id="care only"),
        pytest.param([{Circle.CARE}], 2, (Variety.TOO_FEW,), id="hardly anyone there"),
        pytest.param([{Circle.CARE, Circle.RESIDENTS}], 3, None, id="one person in two circles"),
        pytest.param([set()], 5, None, id="nobody said who they are"),
        pytest.param([], 5, None, id="nobody carries it"),
    ],
)
def test_variety(circles: list[set[Circle]], actors: int, expected: tuple[Variety, ...] | None) -> None:
    found = variety(circles, actors)
    assert (None if found is None else found.value) == expected


# --- R9: a group that exists ---


@pytest.mark.parametrize(("given", "expected"), fixtures("R9"))
def test_approach_of_the_method(given: Fixture, expected: list[str]) -> None:
    found = approach(Wish(given["P9"]), [Worry(given["worry"])])
    assert found is not None
    assert list(found.value) == expected


@pytest.mark.parametrize(
    ("wish", "worries", "expected"),
    [
        pytest.param(Wish.KEEP_INFORMED, [], (Approach.ONE_CONTACT,), id="keep us informed"),
        pytest.param(Wish.SUPPORT_WELCOME, [Worry.MONEY], (Approach.ASK_WHAT_SUPPORT,), id="support is welcome"),
        pytest.param(Wish.DO_TOGETHER, [], (Approach.JOINT_ACTION_GROUP,), id="do something together"),
        pytest.param(None, [Worry.SUCCESSION], (Approach.OFFER_SUCCESSION_TALK,), id="only a worry"),
        pytest.param(None, [Worry.NOT_EVERYONE], None, id="nothing that asks for an approach"),
    ],
)
def test_approach(wish: Wish | None, worries: list[Worry], expected: tuple[Approach, ...] | None) -> None:
    found = approach(wish, worries)
    assert (None if found is None else found.value) == expected


# --- R10: overload ---


@pytest.mark.parametrize(
    ("groups", "fires", "can", "expected"),
    [
        pytest.param(2, 2, 2, None, id="two groups fit"),
        pytest.param(3, 0, 2, 3, id="three groups"),
        pytest.param(0, 3, 1, 3, id="fire on three topics with little room"),
        pytest.param(0, 3, 2, None, id="fire on three topics with room"),
        pytest.param(0, 4, None, None, id="room unknown"),
        pytest.param(4, 0, None, 4, id="four groups, room unknown"),
    ],
)
def test_overload(groups: int, fires: int, can: int | None, expected: int | None) -> None:
    found = overload(groups, fires, can)
    assert (None if found is None else found.value) == expected
