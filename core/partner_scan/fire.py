"""One partner and one topic: what it wants, what it can, and which role fits (R3-R5)."""

from dataclasses import dataclass
from enum import StrEnum

from core import thresholds
from core.coordination import Finding, Input
from core.partner_scan.partner import Barrier, MayDecide, Partner
from core.scales import Flame, FreeTime, Involvement, WorkingArea


class State(StrEnum):
    """How a partner stands towards a topic (R4), from least to most."""

    AT_REST = "at_rest"
    """nl: rust."""
    LOCKED = "locked"
    """Wants but cannot (nl: op slot)."""
    SPARK = "spark"
    """nl: vonk."""
    FLAME = "flame"
    """nl: vlam."""
    FIRE = "fire"
    """nl: vuur."""


COMMITTED = frozenset({State.FLAME, State.FIRE})
"""Wants and can: who an action can be built on."""


class RoleNote(StrEnum):
    """What goes with a proposed role (R5)."""

    TALK = "talk"
    """The partner chose more than its state carries: talk about it."""
    WANTS_MORE = "wants_more"
    """Wants to pull, and has not the room for it yet (nl: wil meer dan kan)."""
    TACKLE_BARRIER = "tackle_barrier"
    HELP_ONCE = "help_once"
    CASE_MEETING = "case_meeting"
    DECIDES_WITHOUT_DOING = "decides_without_doing"
    """Fine for some matters; deciding and doing are best not taken apart (soft note)."""


@dataclass(frozen=True)
class Role:
    """A proposed role (nl: rol), never stronger than the partner chose.

    Attributes:
        involvement: The role.
        notes: What goes with it.
    """

    involvement: Involvement
    notes: tuple[RoleNote, ...] = ()


_TIME_CARRIES = {
    FreeTime.NONE: 0,
    FreeTime.ONCE: 1,
    FreeTime.HOURS_A_MONTH: thresholds.CAN_FULLY,
    FreeTime.HALF_A_DAY_A_WEEK: thresholds.CAN_FULLY,
}
_CAPS = {MayDecide.NOT_NOW: 0, MayDecide.ASK_EVERY_TIME: 1}
_UNLOCKED = {Flame.SPARK: State.SPARK, Flame.FLAME: State.FLAME, Flame.FIRE: State.FIRE}
_ROLES = {
    State.FIRE: Involvement.PULL,
    State.FLAME: Involvement.HELP,
    State.SPARK: Involvement.ADVISE,
    State.LOCKED: Involvement.STAY_INFORMED,
    State.AT_REST: Involvement.STAY_INFORMED,
}


def can_score(time: FreeTime | None, may_decide: MayDecide | None) -> Finding[int] | None:
    """Say how much someone can, 0 to 2 (R3); None while the time is unknown.

    A neighbour is not asked who decides (method 7.1) and speaks for themselves: no cap.
    """
    if time is None:
        return None
    cap = thresholds.CAN_FULLY if may_decide is None else _CAPS.get(may_decide, thresholds.CAN_FULLY)
    deciding = () if may_decide is None else (Input("may_decide", may_decide),)
    return Finding(min(_TIME_CARRIES[time], cap), "R3", (Input("time", time), *deciding))


def state_of(flame: Flame, can: int | None) -> Finding[State] | None:
    """Say how a partner stands towards a topic (R4); without a spark it rests, whatever it can."""
    if flame is Flame.NONE:
        return Finding(State.AT_REST, "R4", (Input("flame", flame),))
    if can is None:
        return None
    inputs = (Input("flame", flame), Input("can", can))
    if can == 0:
        return Finding(State.LOCKED, "R4", inputs)
    state = State.FLAME if wants_more(flame, can) else _UNLOCKED[flame]
    return Finding(state, "R4", inputs)


def wants_more(flame: Flame, can: int | None) -> bool:
    """Whether someone wants to pull and has some room for it, not enough (R4)."""
    return flame is Flame.FIRE and can is not None and 0 < can < thresholds.CAN_FULLY


def decides(involvement: Involvement) -> bool:
    """Whether this role has a say in decisions; an action group decides itself (R5)."""
    return involvement >= Involvement.CO_DECIDE


def does(involvement: Involvement) -> bool:
    """Whether this role takes part in the work (R5)."""
    return involvement >= Involvement.HELP


def role_of(state: State, wished: Involvement | None, notes: tuple[RoleNote, ...] = ()) -> Finding[Role] | None:
    """Propose a role that fits the state, never stronger than what was chosen (R5).

    Args:
        state: How the partner stands towards the topic (R4).
        wished: How it wants to be involved (P8).
        notes: What else goes with the state of this partner.

    Returns:
        None while it did not choose: nothing may be laid on it.
    """
    if wished is None:
        return None
    fitting = _ROLES[state]
    found = [*notes]
    if wished > fitting:
        found.insert(0, RoleNote.TALK)
    if decides(wished) and not does(wished):
        found.append(RoleNote.DECIDES_WITHOUT_DOING)
    inputs = (Input("state", state), Input("wished", wished))
    return Finding(Role(min(wished, fitting), tuple(found)), "R5", inputs)


def notes_of(partner: Partner, flame: Flame, state: State) -> tuple[RoleNote, ...]:
    """Return what goes with the state of a partner, besides its role (R4, R5)."""
    can = can_of(partner)
    if state is State.LOCKED:
        return (RoleNote.TACKLE_BARRIER,)
    if state is State.SPARK:
        return (RoleNote.CASE_MEETING if is_busy(partner) else RoleNote.HELP_ONCE,)
    return (RoleNote.WANTS_MORE,) if wants_more(flame, can) else ()


def is_busy(partner: Partner) -> bool:
    """Whether a professional works for a wide area or has little time: a case meeting asks the least (R5)."""
    is_wide = partner.area is not None and partner.area > WorkingArea(thresholds.NEIGHBOURHOOD_UP_TO)
    can = can_of(partner)
    return partner.is_professional and (is_wide or (can is not None and can < thresholds.CAN_FULLY))


def can_of(partner: Partner) -> int | None:
    """Return how much a partner can (R3), None while unknown."""
    found = can_score(partner.time, partner.may_decide)
    return None if found is None else found.value


def barriers_of(partner: Partner) -> tuple[Barrier, ...]:
    """Return what stands in the way of a partner: what it named (P10), and what its time and mandate say (P7)."""
    found = set(partner.barriers)
    if partner.time is FreeTime.NONE:
        found.add(Barrier.TIME)
    if partner.may_decide is MayDecide.NOT_NOW:
        found.add(Barrier.MANDATE)
    return tuple(barrier for barrier in Barrier if barrier in found)
