"""What goes on after a scan: for other tools of the same chat, for what can be begun, and what was promised."""

from collections.abc import Iterator

from core.partner_scan import CAN_START, Placed, TopicFindings
from flows.facts import Facts
from flows.model import FlowName, Offer
from flows.partner_scan.partners import findings, missing, people
from flows.partner_scan.sheet import topics
from flows.partner_scan.steps import CORE_GROUP
from flows.values import Item, Lesson
from flows.views import Json

SIX_STEPS = FlowName("six_steps")


def handover(facts: Facts) -> tuple[Lesson, ...]:
    """Return sparks with a name (R4), who is missing (G1), and what locks sparks in; all of it stood on the map."""
    return (*_sparks(facts), *_missing(facts), *_barriers(facts))


def _sparks(facts: Facts) -> Iterator[Lesson]:
    """Yield who stands on the map with a name; whoever shows it to the core group alone stays among those people."""
    to_few = {person.partner.key for person in people(facts) if person.sheet.choice("a1") == CORE_GROUP}
    for topic in findings(facts).topics:
        for placed in topic.placed:
            if placed.partner.name is not None:
                yield Lesson(
                    kind="estimate" if placed.is_estimate else "spark",
                    code="unknown" if placed.state is None else str(placed.state.value),
                    text=placed.partner.name,
                    about=topics(facts)[topic.topic],
                    is_private=placed.partner.key in to_few,
                )


def _missing(facts: Facts) -> Iterator[Lesson]:
    for item, name in missing(facts).items():
        yield Lesson(kind="missing", text=name, owner=facts.text("g1_who", item))


def _barriers(facts: Facts) -> Iterator[Lesson]:
    for it in findings(facts).barriers:
        code = str(it.value.barrier)
        yield Lesson(kind="barrier", code=code, words=f"partner_scan.words.barrier.{code}", n=it.value.locks)


def offers(facts: Facts) -> tuple[Offer, ...]:
    """Offer an action group for each topic that can start (R6): those who carry it stand ready as partners."""
    starting = (it for it in findings(facts).topics if it.start is not None and it.start.value in CAN_START)
    return tuple(_action_group(topics(facts)[topic.topic], topic) for topic in starting)


def _action_group(name: str, topic: TopicFindings) -> Offer:
    carrying = tuple(it.partner.name for it in topic.placed if it.partner.name is not None and _said_so(it))
    return Offer(flow=SIX_STEPS, about=name, words={"q0_1": (name,), "q2_9": tuple(dict.fromkeys(carrying))})


def _said_so(placed: Placed) -> bool:
    """Say whether someone wants and can in their own words, not in an estimate of others."""
    return placed.is_committed and not placed.is_estimate


def open_points(facts: Facts, _: Item) -> dict[str, Json]:
    """Return with whom someone goes and talks (G1), and the remarks that were kept."""
    talks = [_point("talk", name, facts.text("g1_who", item)) for item, name in missing(facts).items()]
    return {"points": [*talks, *(_point("remark", remark) for remark in facts.parked)]}


def _point(kind: str, what: str, owner: str = "") -> Json:
    return {"kind": kind, "what": what, "owner": owner, "day": None}
