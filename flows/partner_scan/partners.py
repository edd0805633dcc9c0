"""What was answered in the form of the core: sheets and estimates as partners, the whole as a scan."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.ids import TopicId
from core.partner_scan import (
    Asset,
    Barrier,
    Informant,
    Kind,
    MayDecide,
    Partner,
    Scan,
    ScanFindings,
    Wish,
    Worry,
    scan_findings,
)
from core.scales import Flame, FreeTime, Involvement, WorkingArea
from flows.facts import Facts
from flows.partner_scan.names import keys
from flows.partner_scan.sheet import BRAKES, topics
from flows.partner_scan.sheets import named, unnamed
from flows.partner_scan.steps import CORE_GROUP
from flows.values import Item
from flows.views import Names

_TOPIC = "/"
"""Stands between an estimate and a topic in an item."""


def findings(facts: Facts) -> ScanFindings:
    """Return what the scan says."""
    return scan_findings(scan_of(facts))


def scan_of(facts: Facts) -> Scan:
    """Return everything a scan is worked out from."""
    return Scan(
        topics=tuple(map(TopicId, topics(facts))),
        partners=partners(facts),
        missing=len(missing(facts)),
        has_core_group=facts.choice("readers") == CORE_GROUP or facts.has("g5"),
    )


@dataclass(frozen=True)
class Person:
    """A partner that may be named, with its sheet; an estimate has an empty one."""

    partner: Partner
    sheet: Facts

    @property
    def is_estimate(self) -> bool:
        """Whether the core group answered for it."""
        return self.partner.informant is Informant.ESTIMATE


def partners(facts: Facts) -> tuple[Partner, ...]:
    """Return everyone in the scan: who may be named, and who gave no name."""
    without = (_partner(facts, sheet, f"-{n}", None) for n, sheet in enumerate(unnamed(facts)))
    return (*(person.partner for person in people(facts)), *without)


def people(facts: Facts) -> tuple[Person, ...]:
    """Return everyone who may be named: of sheets in their order, then those the group estimated."""
    own, all_keys = named(facts), keys(facts)
    filled_in = (Person(_partner(facts, sheet, key, name), sheet) for key, (name, sheet) in zip(all_keys, own))  # noqa: B905 the keys of estimates come after
    estimates = zip(facts.entries("estimates"), all_keys[len(own) :], strict=True)
    return (*filled_in, *(Person(_estimate(facts, entry.id, key), Facts({})) for entry, key in estimates))


def _partner(facts: Facts, sheet: Facts, key: str, name: str | None) -> Partner:
    area, time = _level(sheet, "p2"), _level(sheet, "p7a")
    may_decide, wish = sheet.choice("p7b"), sheet.choice("p9")
    there = tuple(topics(facts))
    return Partner(
        key=key,
        name=name,
        kinds=frozenset(map(Kind, sheet.choices("p1"))),
        area=None if area is None else WorkingArea(area),
        flames={TopicId(topic): Flame(level) for topic, level in _by_topic(sheet, "p3", there)},
        assets=frozenset(map(Asset, sheet.choices("p6"))),
        time=None if time is None else FreeTime(time),
        may_decide=None if may_decide is None else MayDecide(may_decide),
        wished={TopicId(topic): Involvement(level) for topic, level in _by_topic(sheet, "p8", there)},
        wish=None if wish is None else Wish(wish),
        worries=frozenset(map(Worry, sheet.choices("p9_worry"))),
        barriers=frozenset(Barrier(code) for code in sheet.choices("p10") if code in BRAKES),
    )


def _by_topic(sheet: Facts, step: str, there: tuple[Item, ...]) -> Iterator[tuple[Item, int]]:
    """Yield the answers about topics that the group still has."""
    for topic in there:
        level = _level(sheet, step, topic)
        if level is not None:
            yield topic, level


def _level(facts: Facts, step: str, item: Item = "") -> int | None:
    return next(iter(facts.levels(step, item)), None)


# --- estimates of the core group ---


def estimated_topics(facts: Facts) -> tuple[Item, ...]:
    """Return each estimated partner with each topic."""
    return tuple(f"{entry.id}{_TOPIC}{topic}" for entry in facts.entries("estimates") for topic in topics(facts))


def estimate_names(facts: Facts, estimate: Item) -> Names:
    """Return how an estimated partner is called."""
    return {"partner": next((it.text for it in facts.entries("estimates") if it.id == estimate), "")}


def estimated_topic_names(facts: Facts, item: Item) -> Names:
    """Return how an estimated partner and a topic are called."""
    estimate, _, topic = item.partition(_TOPIC)
    return {**estimate_names(facts, estimate), "topic": topics(facts).get(topic, "")}


def _estimate(facts: Facts, estimate: Item, key: str) -> Partner:
    kind, time = facts.choice("e_kind", estimate), _level(facts, "e_time", estimate)
    flames = {topic: _level(facts, "e_flame", f"{estimate}{_TOPIC}{topic}") for topic in topics(facts)}
    return Partner(
        key=key,
        name=estimate_names(facts, estimate)["partner"],
        kinds=frozenset() if kind is None else frozenset({Kind(kind)}),
        flames={TopicId(topic): Flame(level) for topic, level in flames.items() if level is not None},
        time=None if time is None else FreeTime(time),
        informant=Informant.ESTIMATE,
    )


# --- what the group said together ---


def missing(facts: Facts) -> dict[Item, str]:
    """Return who is missing (G1), each once, by id."""
    return {entry.id: entry.text for topic in topics(facts) for entry in facts.entries("g1", topic)}


def elsewhere(facts: Facts) -> dict[Item, str]:
    """Return who may find a friendlier place (G2), by id."""
    return {entry.id: entry.text for topic in topics(facts) for entry in facts.entries("g2", topic)}
