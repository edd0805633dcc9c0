"""Everything together: what partners answered, to what the scan says (method 4.1.3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.coordination import Finding, Input
from core.ids import TopicId
from core.partner_scan.fire import State, can_of, does
from core.partner_scan.partner import Asset, Barrier, Partner
from core.partner_scan.topics import CAN_START, Placed, TopicFindings, countable, topic_findings
from core.partner_scan.whole import Approach, CoreNote, SetUp, approach, core_notes, overload, set_up
from core.scales import Flame


@dataclass(frozen=True)
class Scan:
    """What was answered (nl: partnerscan).

    Attributes:
        topics: What sparks are about, in the group's order.
        partners: Everyone who answered, and everyone the core group estimated.
        missing: Partners that the group misses (G1); they exist, so R8 counts them.
        has_core_group: A core group exists.
    """

    topics: tuple[TopicId, ...]
    partners: tuple[Partner, ...]
    missing: int = 0
    has_core_group: bool = False


@dataclass(frozen=True)
class Barred:
    """A barrier, and how many sparks it locks in: each partner counts once for each topic."""

    barrier: Barrier
    locks: int


@dataclass(frozen=True)
class ScanFindings:
    """What the scan says.

    Attributes:
        topics: By topic, in the group's order.
        set_up: Which set-up fits (R7).
        core_group: What to know about a core group (R7).
        overloaded: Partners with too much on their plate (R10), by key; only those that may be named.
        groups: How to meet groups that exist already (R9), in the same way.
        barriers: What to remove, what locks in most sparks first.
        lacking: What nobody who may be counted brings in (P6).
    """

    topics: tuple[TopicFindings, ...]
    set_up: Finding[SetUp]
    core_group: Finding[tuple[CoreNote, ...]] | None
    overloaded: Mapping[str, Finding[int]]
    groups: Mapping[str, Finding[tuple[Approach, ...]]]
    barriers: tuple[Finding[Barred], ...]
    lacking: tuple[Asset, ...]


def scan_findings(scan: Scan) -> ScanFindings:
    """Work out what a scan says."""
    actors = len({partner.key for partner in scan.partners}) + scan.missing
    topics = tuple(topic_findings(topic, scan.partners, actors) for topic in scan.topics)
    committed = {placed.partner.key for it in topics for placed in it.placed if placed.is_committed}
    starting = [it for it in topics if it.start is not None and it.start.value in CAN_START]
    proposal = set_up(len(committed), len(starting))
    return ScanFindings(
        topics=topics,
        set_up=proposal,
        core_group=core_notes(proposal.value, len(starting), has_core_group=scan.has_core_group),
        overloaded=dict(_overloaded(topics)),
        groups=dict(_groups(scan.partners)),
        barriers=_barriers(topics),
        lacking=_lacking(scan.partners),
    )


def _overloaded(topics: tuple[TopicFindings, ...]) -> Iterator[tuple[str, Finding[int]]]:
    for key, places in _named(topics).items():
        in_groups = sum(_is_in_action_group(topic, placed) for topic, placed in places)
        fires = sum(placed.flame is Flame.FIRE for _, placed in places)
        found = overload(in_groups, fires, can_of(places[0][1].partner))
        if found is not None:
            yield key, found


def _named(topics: tuple[TopicFindings, ...]) -> dict[str, list[tuple[TopicFindings, Placed]]]:
    """Return the places of each partner that may be named; the others stay a total."""
    found: dict[str, list[tuple[TopicFindings, Placed]]] = {}
    for topic in topics:
        for placed in topic.placed:
            if placed.partner.name is not None:
                found.setdefault(placed.partner.key, []).append((topic, placed))
    return found


def _is_in_action_group(topic: TopicFindings, placed: Placed) -> bool:
    starts = topic.start is not None and topic.start.value in CAN_START
    return starts and placed.role is not None and does(placed.role.value.involvement)


def _groups(partners: tuple[Partner, ...]) -> Iterator[tuple[str, Finding[tuple[Approach, ...]]]]:
    for partner in partners:
        found = approach(partner.wish, partner.worries)
        if partner.name is not None and found is not None:
            yield partner.key, found


def _barriers(topics: tuple[TopicFindings, ...]) -> tuple[Finding[Barred], ...]:
    locked = [
        (topic.topic, barrier)
        for topic in topics
        for placed in topic.placed
        if placed.state is not None and placed.state.value is State.LOCKED
        for barrier in placed.locks
    ]
    found = [_barred(barrier, [topic for topic, it in locked if it is barrier]) for barrier in Barrier]
    return tuple(sorted((it for it in found if it.value.locks), key=lambda it: -it.value.locks))


def _barred(barrier: Barrier, topics: list[TopicId]) -> Finding[Barred]:
    """Name how many sparks are locked in on which topic, and never whose."""
    inputs = tuple(Input("locked", topics.count(topic), (topic,)) for topic in dict.fromkeys(topics))
    return Finding(Barred(barrier, len(topics)), "R4", inputs)


def _lacking(partners: tuple[Partner, ...]) -> tuple[Asset, ...]:
    answered = countable([partner for partner in partners if partner.assets])
    brought = frozenset[Asset]().union(*(partner.assets for partner in answered))
    return tuple(asset for asset in Asset if asset not in brought) if answered else ()
