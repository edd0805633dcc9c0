"""One topic: its fire map, whether it can start, and how varied those are who carry it (R4, R6, R8)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from core import thresholds
from core.coordination import Finding, Input
from core.ids import TopicId
from core.partner_scan.fire import COMMITTED, Role, State, barriers_of, can_of, notes_of, role_of, state_of
from core.partner_scan.partner import Barrier, Circle, Informant, Partner
from core.scales import Flame
from core.voices import may_show


class Start(StrEnum):
    """Whether a topic can start (R6)."""

    START = "start"
    START_TINY = "start_tiny"
    LOOK_FOR_PULLER = "look_for_puller"
    KEEP_TALKING = "keep_talking"
    PARK = "park"


CAN_START = frozenset({Start.START, Start.START_TINY})


class Variety(StrEnum):
    """What to ask about the circle of those who want and can (R8)."""

    NO_RESIDENTS = "no_residents"
    ONE_CIRCLE = "one_circle"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Placed:
    """A partner on the fire map of a topic.

    Attributes:
        partner: Who; without a name it is counted only.
        flame: The ring it stands in: what it wants.
        state: What it wants and can (R4); None while its time is unknown.
        role: The proposed role (R5); None while it did not choose one.
        locks: What stands in the way, where it wants but cannot.
    """

    partner: Partner
    flame: Flame
    state: Finding[State] | None
    role: Finding[Role] | None
    locks: tuple[Barrier, ...] = ()

    @property
    def is_committed(self) -> bool:
        """Whether an action can be built on it."""
        return self.state is not None and self.state.value in COMMITTED

    @property
    def is_estimate(self) -> bool:
        """Whether the core group answered for it."""
        return self.partner.informant is Informant.ESTIMATE

    @property
    def ring(self) -> Flame:
        """The ring of the map: what it can carry where that is known; with a lock, what it wants."""
        is_flame = self.state is not None and self.state.value is State.FLAME
        return Flame.FLAME if is_flame else self.flame


@dataclass(frozen=True)
class TopicFindings:
    """What the scan says about a topic.

    Attributes:
        topic: Its id.
        placed: The fire map: the warmest ring first, inside a ring by name, those without a name last.
        left_out: Answers without a name that are too few to be counted (R50).
        start: Whether it can start (R6); None while nobody answered what they want and can.
        variety: What to ask about those who carry it (R8).
    """

    topic: TopicId
    placed: tuple[Placed, ...]
    left_out: int
    start: Finding[Start] | None
    variety: Finding[tuple[Variety, ...]] | None


def topic_findings(topic: TopicId, partners: Sequence[Partner], actors: int) -> TopicFindings:
    """Work out what a scan says about a topic.

    Args:
        topic: Its id.
        partners: Everyone in the scan.
        actors: How many actors the group knows in the area, those who are missing too.
    """
    answered = [partner for partner in partners if topic in partner.flames]
    shown = countable(answered)
    placed = _one_each(place(topic, partner) for partner in shown)
    circles = [it.partner.circles for it in placed if it.is_committed]
    return TopicFindings(topic, placed, len(answered) - len(shown), _start_of(placed), variety(circles, actors))


def countable(partners: Sequence[Partner]) -> tuple[Partner, ...]:
    """Leave out partners without a name where these are so few that a total would tell who they are (A1, R50)."""
    unnamed = sum(partner.name is None for partner in partners)
    is_shown = may_show(unnamed, hidden=True)
    return tuple(partner for partner in partners if partner.name is not None or is_shown)


def place(topic: TopicId, partner: Partner) -> Placed:
    """Put a partner on the map of a topic that it answered."""
    flame = partner.flames[topic]
    found = state_of(flame, can_of(partner))
    if found is None:
        return Placed(partner, flame, None, None)
    role = role_of(found.value, partner.wished.get(topic), notes_of(partner, flame, found.value))
    return Placed(partner, flame, found, role, barriers_of(partner) if found.value is State.LOCKED else ())


def _one_each(placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """Keep one place for each partner: its own word goes before an estimate, and of two people the warmest speaks."""
    by_partner = sorted(placed, key=lambda it: (it.partner.key, it.is_estimate, -_warmth(it)))
    kept = [next(places) for _, places in groupby(by_partner, key=lambda it: it.partner.key)]
    return tuple(sorted(kept, key=lambda it: (-it.ring, it.partner.name is None, (it.partner.name or "").casefold())))


def _warmth(placed: Placed) -> int:
    return -1 if placed.state is None else list(State).index(placed.state.value)


def _start_of(placed: Iterable[Placed]) -> Finding[Start] | None:
    count = Counter(it.state.value for it in placed if it.state is not None)
    if not count:
        return None
    return can_start(count[State.FIRE], count[State.FLAME], count[State.SPARK] + count[State.LOCKED])


def can_start(fires: int, flames: int, sparks: int) -> Finding[Start]:
    """Say whether a topic can start (R6).

    Args:
        fires: Partners who want to pull and can.
        flames: Partners who want to take part and can.
        sparks: Partners who are curious, or want but cannot: with these there is something to talk about.
    """
    if fires:
        start = Start.START if fires + flames >= thresholds.STARTS_FROM else Start.START_TINY
    elif flames:
        start = Start.LOOK_FOR_PULLER
    else:
        start = Start.KEEP_TALKING if sparks else Start.PARK
    return Finding(start, "R6", (Input("fires", fires), Input("flames", flames), Input("sparks", sparks)))


def variety(circles: Sequence[AbstractSet[Circle]], actors: int) -> Finding[tuple[Variety, ...]] | None:
    """Say what to ask about the circle of those who want and can (R8); None when nothing stands out.

    Args:
        circles: For each of them, the groups it belongs to; empty when it did not say.
        actors: How many actors there are in the area at all, as far as the group knows.
    """
    known = [each for each in circles if each]
    if not known:
        return None
    together = frozenset[Circle]().union(*known)
    notes = (
        *((Variety.NO_RESIDENTS,) if Circle.RESIDENTS not in together else ()),
        *((Variety.ONE_CIRCLE,) if len(together) == 1 else ()),
    )
    if notes and actors < thresholds.ACTORS_ENOUGH:
        notes = (Variety.TOO_FEW,)
    inputs = (Input("circles", tuple(sorted(together))), Input("actors", actors))
    return Finding(notes, "R8", inputs) if notes else None
