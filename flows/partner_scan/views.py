"""What the messages of the scan tell, as plain values (method 4.1.3); the words stand in the catalogue.

Names stand here only of partners who allowed it, and of those the group itself estimated.
"""

from collections import Counter
from collections.abc import Iterable

from core.partner_scan import (
    CAN_START,
    Barrier,
    Partner,
    Placed,
    RoleNote,
    ScanFindings,
    State,
    TopicChange,
    TopicFindings,
    topic_changes,
)
from core.scales import Flame
from flows.facts import Facts
from flows.partner_scan.partners import Person, elsewhere, findings, missing, people
from flows.partner_scan.sheet import topics
from flows.partner_scan.sheets import left_out, named, sheet_count, unnamed
from flows.partner_scan.steps import SHEETS
from flows.sheets import totals
from flows.values import Item, Picked
from flows.views import Json

Values = dict[str, Json]

OWN_LOCKS = frozenset({Barrier.TIME, Barrier.MANDATE})
"""What a name on the map may carry: someone's own time and mandate. How others stand in the way is told in totals."""


def fire_map(facts: Facts, _: Item) -> Values:
    """R4, R6, R8: for each topic who stands in which ring, and whether it can start."""
    return {
        "topics": [_topic(facts, found) for found in findings(facts).topics],
        "people": sheet_count(facts),
        "estimates": len(facts.entries("estimates")),
        "draws": _draws(facts),
        "others": _other_topics(facts),
    }


def _topic(facts: Facts, found: TopicFindings) -> Values:
    committed = [placed for placed in found.placed if placed.is_committed]
    return {
        "name": topics(facts)[found.topic],
        "rings": [_ring(ring, found.placed) for ring in reversed(Flame)],
        "left_out": found.left_out + left_out(facts),
        "start": None if found.start is None else str(found.start.value),
        "guessed": sum(placed.is_estimate for placed in committed),
        "variety": [] if found.variety is None else [str(note) for note in found.variety.value],
    }


def _ring(ring: Flame, placed: Iterable[Placed]) -> Values:
    here = [it for it in placed if it.ring is ring]
    return {
        "ring": int(ring),
        "people": [_on_map(it) for it in here if it.partner.name is not None],
        "unnamed": sum(it.partner.name is None for it in here),
        "unnamed_locked": sum(it.partner.name is None and _is_locked(it) for it in here),
    }


def _on_map(placed: Placed) -> Values:
    notes = () if placed.role is None else placed.role.value.notes
    return {
        "name": placed.partner.name,
        "locks": [str(lock) for lock in placed.locks if lock in OWN_LOCKS],
        "more": RoleNote.WANTS_MORE in notes,
        "estimate": placed.is_estimate,
        "unknown": placed.state is None,
    }


def _is_locked(placed: Placed) -> bool:
    """Say whether someone wants but cannot (R4)."""
    return placed.state is not None and placed.state.value is State.LOCKED


def _draws(facts: Facts) -> list[Json]:
    """P4: what draws people, as totals."""
    answered = totals(facts, SHEETS.id, "p4")
    counts = Counter(draw for value in answered if isinstance(value, Picked) for draw in value.choices)
    return [{"draw": draw, "n": n} for draw, n in sorted(counts.items(), key=lambda it: (-it[1], it[0]))]


def _other_topics(facts: Facts) -> list[str]:
    """P3: other topics, without whom they come from, in an order that tells nothing."""
    every = (*(sheet for _, sheet in named(facts)), *unnamed(facts))
    return sorted({sheet.text("p3_other") for sheet in every if sheet.has("p3_other")})


# --- since the last time ---


def changes(facts: Facts, _: Item) -> Values:
    """What is different since the last scan, topic by topic, and never person by person."""
    last = facts.last_time()
    before = {} if last is None else _by_name(last)
    return {"topics": [_changed(it) for it in topic_changes(before, _by_name(facts))]}


def _by_name(facts: Facts) -> dict[str, TopicFindings]:
    return {topics(facts)[found.topic]: found for found in findings(facts).topics}


def _changed(change: TopicChange) -> Values:
    return {
        "name": change.name,
        "before": None if change.before is None else str(change.before),
        "now": None if change.now is None else str(change.now),
        "moved": [{"state": str(it.state), "before": it.before, "now": it.now} for it in change.moved],
    }


# --- the set-up, what is lacking, what stands in the way ---


def set_up(facts: Facts, _: Item) -> Values:
    """R7, G1-G5, P6: how to set it up, who and what is lacking, which barriers lock in most sparks."""
    found = findings(facts)
    return {
        "set_up": str(found.set_up.value),
        "core": [] if found.core_group is None else [str(note) for note in found.core_group.value],
        "missing": [{"name": name, "who": facts.text("g1_who", item)} for item, name in missing(facts).items()],
        "elsewhere": [{"name": name, "place": facts.choice("g2_place", i)} for i, name in elsewhere(facts).items()],
        "voices": [voice for voice in facts.choices("g3") if voice != "other"],
        "voice_other": facts.text("g3_other"),
        "home": facts.choice("g4"),
        "help": facts.text("g5"),
        "lacking": [str(asset) for asset in found.lacking],
        "barriers": [{"barrier": str(it.value.barrier), "locks": it.value.locks} for it in found.barriers],
    }


# --- one by one ---


def roles(facts: Facts, _: Item) -> Values:
    """R5, R9, R10: for each partner with a name a role, how to meet it, and how to reach it; by name, never ranked."""
    found, there = findings(facts), people(facts)
    own = {person.partner.key for person in there if not person.is_estimate}
    spoken = [it for it in there if not (it.is_estimate and it.partner.key in own)]
    return {"people": [_person(facts, found, person) for person in sorted(spoken, key=_name_of)]}


def _name_of(person: Person) -> str:
    return (person.partner.name or "").casefold()


def _person(facts: Facts, found: ScanFindings, person: Person) -> Values:
    key, sheet = person.partner.key, person.sheet
    return {
        "name": person.partner.name,
        "estimate": person.is_estimate,
        "roles": [it for topic in found.topics for it in _roles_on(facts, topic, person.partner)],
        "overload": key in found.overloaded,
        "approach": [str(code) for code in found.groups[key].value] if key in found.groups else [],
        "does": [entry.text for entry in sheet.entries("p5")],
        "well": sheet.text("p10_well"),
        "reach": list(sheet.choices("p11")),
        "contact": sheet.text("p11_contact"),
    }


def _roles_on(facts: Facts, topic: TopicFindings, partner: Partner) -> list[Values]:
    """Return the role of a partner on a topic, none where it chose none or somebody else speaks for it."""
    return [
        {
            "topic": topics(facts)[topic.topic],
            "role": int(placed.role.value.involvement),
            "notes": [str(note) for note in placed.role.value.notes],
        }
        for placed in topic.placed
        if placed.partner == partner and placed.role is not None
    ]


def summary(facts: Facts, _: Item) -> Values:
    """What came out, in one line: which topics can start."""
    found = findings(facts)
    starting = [it for it in found.topics if it.start is not None and it.start.value in CAN_START]
    return {
        "people": sheet_count(facts),
        "topics": len(found.topics),
        "starting": [topics(facts)[it.topic] for it in starting],
    }
