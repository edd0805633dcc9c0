"""The member's own sheet of the partner scan as a table (P1-P11, A1): one person, alone with the bot.

With three topics it takes 25 taps and 7 typed words in full, 20 taps and 1 typed word for a neighbour. Reading every
word at 200 a minute, 3 seconds a tap and 3 a typed word, that is 4.4 and 3.1 minutes of the 5 of method 4.0.

A1 comes first: who may see a name is known before the first answer, and who wants to be in totals only is never asked
for a name.
"""

from core.partner_scan import INFORMAL, Asset, Barrier, Kind, MayDecide, Wish, Worry
from core.scales import Flame, FreeTime, Involvement, WorkingArea
from flows.facts import Facts
from flows.model import AnyStep, Choice, Condition, Flow, FlowName, ListOf, Repeat, Scale, SeenBy, Several, Text
from flows.values import Item
from flows.views import Names

TOPICS = "topics"
"""The group's own question that a sheet needs: what sparks are about."""

READERS = ("partners", "core_group", "total")
"""A1: who may see my answers with my name: everyone in the chat, the core group alone, nobody."""

DRAWS = (
    "knows_someone", "lives_here", "fits_job", "our_people_here", "same_goal", "likes_people", "needs_it", "enjoys_it",
    "other",
)  # fmt: skip

BRAKES = tuple(barrier.value for barrier in Barrier if barrier is not Barrier.MANDATE)
"""P10; a mandate that is lacking is asked by P7b."""

REACHED_BY = ("visit", "phone", "message", "email", "letter", "contact")

_EXISTING = frozenset({Kind.RESIDENTS_GROUP, Kind.ASSOCIATION})

SHEET_STEPS: tuple[AnyStep, ...] = (
    Choice(id="a1", part=1, choices=READERS, seen_by=SeenBy.NAME),
    Text(id="name", part=1, when="may_be_named", one=True, max_length=60, seen_by=SeenBy.NAME),
    Several(id="p1", part=1, choices=tuple(Kind), seen_by=SeenBy.READERS),
    Scale(id="p2", part=1, when="is_asked_in_full", scale=WorkingArea, seen_by=SeenBy.READERS),
    Scale(id="p3", part=2, repeat="topic", scale=Flame, seen_by=SeenBy.READERS),
    Text(id="p3_other", part=2, one=True, max_length=200, seen_by=SeenBy.READERS),
    Several(id="p4", part=2, choices=DRAWS, at_most=3, seen_by=SeenBy.TOTALS),
    ListOf(id="p5", part=2, when="is_asked_in_full", prefix="d", seen_by=SeenBy.NAME),
    Several(id="p6", part=3, choices=tuple(Asset), seen_by=SeenBy.READERS),
    Scale(id="p7a", part=3, scale=FreeTime, seen_by=SeenBy.READERS),
    Choice(id="p7b", part=3, when="is_asked_in_full", choices=tuple(MayDecide), seen_by=SeenBy.READERS),
    Scale(id="p8", part=3, repeat="topic", scale=Involvement, seen_by=SeenBy.READERS),
    Choice(id="p9", part=4, when="is_existing_group", choices=tuple(Wish), seen_by=SeenBy.NAME),
    Several(id="p9_worry", part=4, when="is_existing_group", choices=tuple(Worry), seen_by=SeenBy.NAME),
    Text(id="p10_well", part=4, when="is_asked_in_full", one=True, max_length=200, seen_by=SeenBy.NAME),
    Several(id="p10", part=4, when="is_asked_in_full", choices=(*BRAKES, "nothing"), seen_by=SeenBy.READERS),
    Several(id="p11", part=4, choices=REACHED_BY, seen_by=SeenBy.NAME),
    Text(id="p11_contact", part=4, when="through_contact", one=True, max_length=100, seen_by=SeenBy.NAME),
)


def kinds(facts: Facts) -> frozenset[Kind]:
    """Return who someone is in the neighbourhood (P1)."""
    return frozenset(map(Kind, facts.choices("p1")))


def is_asked_in_full(facts: Facts, _: Item) -> bool:
    """Say whether the whole scan is asked: neighbours get the short one (method 7.1), unless they speak for more."""
    found = kinds(facts)
    neighbours = found & {Kind.NEIGHBOUR, Kind.RESIDENTS_GROUP}
    return not neighbours or bool(found - INFORMAL)


def _may_be_named(facts: Facts, _: Item) -> bool:
    return facts.choice("a1") in {"partners", "core_group"}


def _is_existing_group(facts: Facts, _: Item) -> bool:
    """P9 is for groups that exist: residents' groups (R9) and associations."""
    return bool(kinds(facts) & _EXISTING)


def _through_contact(facts: Facts, _: Item) -> bool:
    return "contact" in facts.choices("p11")


CONDITIONS: dict[str, Condition] = {
    "may_be_named": _may_be_named,
    "is_asked_in_full": is_asked_in_full,
    "is_existing_group": _is_existing_group,
    "through_contact": _through_contact,
}


def topics(facts: Facts) -> dict[Item, str]:
    """Return the topics as the group typed them, by id."""
    return {entry.id: entry.text for entry in facts.entries(TOPICS)}


def topic_names(facts: Facts, topic: Item) -> Names:
    """Return how a topic is called."""
    return {"topic": topics(facts).get(topic, "")}


TOPIC = Repeat(lambda facts: tuple(topics(facts)), topic_names)

PARTNER_SHEET = Flow(
    id=FlowName("partner_sheet"),
    version=1,
    steps=SHEET_STEPS,
    repeats={"topic": TOPIC},
    conditions=CONDITIONS,
)
