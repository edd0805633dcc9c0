"""Why the scan says what it says (`/waarom`): each statement with its rule and what it was worked out from.

Only what is told already is explained: nothing about a partner without a name, and of its barriers its own alone.
"""

from collections.abc import Iterator, Mapping

from core.coordination import Finding
from core.partner_scan import Placed, TopicFindings, can_score
from flows.facts import Facts
from flows.partner_scan.partners import Person, findings, people
from flows.partner_scan.sheet import topics
from flows.partner_scan.sheets import left_out
from flows.partner_scan.views import OWN_LOCKS
from flows.values import Item
from flows.views import Json, Option

Statement = tuple[str, Mapping[str, Json]]
"""A rule, and the values of its text."""


def subjects(facts: Facts, _: Item) -> tuple[Option, ...]:
    """Return what can be asked about: each topic that was answered, then each partner with a name, by name."""
    answered = [found.topic for found in findings(facts).topics if found.placed]
    by_name = sorted(_persons(facts).items(), key=lambda it: (it[1].partner.name or "").casefold())
    return (
        *(Option(topic, topics(facts)[topic]) for topic in answered),
        *(Option(code, person.partner.name or "") for code, person in by_name),
    )


def why(facts: Facts, code: Item) -> dict[str, Json]:
    """Return every statement about a subject."""
    person = _persons(facts).get(code)
    if person is not None:
        return _explained(person.partner.name or "", _about_person(facts, person))
    topic = next(found for found in findings(facts).topics if found.topic == code)
    return _explained(topics(facts)[topic.topic], _about_topic(facts, topic))


def _persons(facts: Facts) -> dict[str, Person]:
    return {f"person:{number}": person for number, person in enumerate(people(facts))}


def _explained(name: str, statements: Iterator[Statement]) -> dict[str, Json]:
    return {"subject": name, "statements": [{"rule": rule, "values": values} for rule, values in statements]}


# --- a topic ---


def _about_topic(facts: Facts, found: TopicFindings) -> Iterator[Statement]:
    if found.start is not None:
        yield (
            "R6",
            {"start": str(found.start.value), **_numbers(found.start), "left_out": found.left_out + left_out(facts)},
        )
    if found.variety is not None:
        inputs = {it.name: it.value for it in found.variety.inputs}
        circles, notes = inputs["circles"], [str(note) for note in found.variety.value]
        yield "R8", {"notes": notes, "circles": list(circles) if isinstance(circles, tuple) else []}
    whole = findings(facts)
    yield "R7", {"set_up": str(whole.set_up.value), **_numbers(whole.set_up)}


def _numbers(found: Finding[object]) -> dict[str, Json]:
    return {it.name: it.value for it in found.inputs if isinstance(it.value, int)}


# --- a partner ---


def _about_person(facts: Facts, person: Person) -> Iterator[Statement]:
    partner, whole = person.partner, findings(facts)
    can = can_score(partner.time, partner.may_decide)
    if can is not None:
        decides = None if partner.may_decide is None else str(partner.may_decide)
        time = None if partner.time is None else int(partner.time)
        yield "R3", {"time": time, "may_decide": decides, "can": can.value, "estimate": person.is_estimate}
    for topic in whole.topics:
        for placed in topic.placed:
            if placed.partner == partner:
                yield from _about_place(facts, topic, placed)
    if partner.key in whole.groups:
        wish, worries = partner.wish, sorted(str(worry) for worry in partner.worries)
        yield "R9", {"wish": None if wish is None else str(wish), "worries": worries}
    if partner.key in whole.overloaded:
        yield "R10", {"topics": whole.overloaded[partner.key].value}


def _about_place(facts: Facts, found: TopicFindings, placed: Placed) -> Iterator[Statement]:
    topic = topics(facts)[found.topic]
    if placed.state is not None:
        locks = [str(lock) for lock in placed.locks if lock in OWN_LOCKS]
        yield "R4", {"topic": topic, "flame": int(placed.flame), "state": str(placed.state.value), "locks": locks}
    if placed.role is not None:
        role, wished = placed.role.value, placed.partner.wished[found.topic]
        notes = [str(note) for note in role.notes]
        yield "R5", {"topic": topic, "role": int(role.involvement), "wished": int(wished), "notes": notes}
