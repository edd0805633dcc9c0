"""The scan as a whole: which set-up fits, whose plate is too full, how to meet an existing group (R7, R9, R10)."""

from collections.abc import Collection
from enum import StrEnum

from core import thresholds
from core.coordination import Finding, Input
from core.partner_scan.partner import Wish, Worry


class SetUp(StrEnum):
    """How an initiative is set up (R7)."""

    NO_STRUCTURE = "no_structure"
    ACTION_GROUPS_ONLY = "action_groups_only"
    ACTION_GROUPS_PLATFORM_CORE = "action_groups_platform_core"


class CoreNote(StrEnum):
    """What to know about a core group (R7)."""

    SUPPORTS_ONLY = "supports_only"
    """It supports, it does not decide."""
    EARLY = "early"
    """There is one, while fewer than two action groups can start."""


class Approach(StrEnum):
    """How to meet a group that exists already (R9)."""

    DO_NOT_PUSH = "do_not_push"
    ONE_CONTACT = "one_contact"
    ASK_WHAT_SUPPORT = "ask_what_support"
    JOINT_ACTION_GROUP = "joint_action_group"
    OFFER_SUCCESSION_TALK = "offer_succession_talk"


_APPROACHES = {
    Wish.LET_US_BE: Approach.DO_NOT_PUSH,
    Wish.KEEP_INFORMED: Approach.ONE_CONTACT,
    Wish.SUPPORT_WELCOME: Approach.ASK_WHAT_SUPPORT,
    Wish.DO_TOGETHER: Approach.JOINT_ACTION_GROUP,
}


def set_up(committed: int, topics: int) -> Finding[SetUp]:
    """Propose how to set up the initiative (R7).

    The table of R7 is silent about committed partners without a topic that can start: there is nothing to set up yet.

    Args:
        committed: Partners with fire or flame on any topic.
        topics: Topics that can start.
    """
    if committed >= thresholds.WIDE_SET_UP_FROM or topics >= thresholds.WIDE_SET_UP_TOPICS_FROM:
        value = SetUp.ACTION_GROUPS_PLATFORM_CORE
    else:
        value = SetUp.ACTION_GROUPS_ONLY if topics else SetUp.NO_STRUCTURE
    return Finding(value, "R7", (Input("committed", committed), Input("topics", topics)))


def core_notes(proposal: SetUp, topics: int, *, has_core_group: bool) -> Finding[tuple[CoreNote, ...]] | None:
    """Say what to know about a core group, where one is proposed or exists (R7); None where there is none.

    Args:
        proposal: The proposed set-up.
        topics: Topics that can start: each is an action group.
        has_core_group: A core group exists.
    """
    is_proposed = proposal is SetUp.ACTION_GROUPS_PLATFORM_CORE
    if not (is_proposed or has_core_group):
        return None
    is_early = has_core_group and topics < thresholds.GROUPS_WITH_CORE_FROM
    notes = (CoreNote.SUPPORTS_ONLY, *((CoreNote.EARLY,) if is_early else ()))
    return Finding(notes, "R7", (Input("set_up", proposal), Input("topics", topics)))


def approach(wish: Wish | None, worries: Collection[Worry]) -> Finding[tuple[Approach, ...]] | None:
    """Say how to meet a group that exists already (R9); None while it said nothing that asks for an approach."""
    found = (
        *((_APPROACHES[wish],) if wish is not None else ()),
        *((Approach.OFFER_SUCCESSION_TALK,) if Worry.SUCCESSION in worries else ()),
    )
    said = (Input("wish", wish),) if wish is not None else ()
    return Finding(found, "R9", (*said, Input("worries", tuple(sorted(worries))))) if found else None


def overload(groups: int, fires: int, can: int | None) -> Finding[int] | None:
    """Warn of too much on one plate (R10); None when it fits.

    Args:
        groups: Action groups for which the partner is proposed.
        fires: Topics that it wants to help pull.
        can: How much it can (R3), None while unknown.

    Returns:
        On how many topics it was counted.
    """
    burns_without_time = fires if can == 1 else 0
    most = max(groups, burns_without_time)
    if most < thresholds.OVERLOAD_FROM:
        return None
    known = () if can is None else (Input("can", can),)
    return Finding(most, "R10", (Input("groups", groups), Input("fires", fires), *known))
