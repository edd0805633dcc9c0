"""A group that answers the six steps from a script: place by place, as the flow asks for them."""

from collections.abc import Mapping
from datetime import date

from flows.facts import Facts
from flows.model import Show
from flows.order import places
from flows.six_steps import SIX_STEPS
from flows.values import (
    Arranged,
    Dated,
    Entry,
    Filled,
    Lesson,
    Listed,
    Picked,
    Place,
    Rated,
    Said,
    Seen,
    Skipped,
    StepName,
    Value,
    Voices,
    place_of,
)

MOST_PLACES = 2000


def settle(
    script: Mapping[Place, Value],
    parked: tuple[str, ...] = (),
    until: StepName = "",
    from_tools: Mapping[str, tuple[Lesson, ...]] | None = None,
) -> Facts:
    """Answer every question that comes up: as the script says for the place, else for its step, else by skipping."""
    settled: dict[Place, Value] = {}
    for _ in range(MOST_PLACES):
        facts = Facts(settled, parked, from_tools=from_tools or {})
        here = next_of(facts)
        if here is None or here[0] == until:
            return facts
        step, item = here
        way_out: Value = Seen() if isinstance(SIX_STEPS.by_id[step], Show) else Skipped()
        place = place_of(step, item)
        settled[place] = script.get(place, script.get(step, way_out))
    raise AssertionError(f"still asking after {MOST_PLACES} places: {list(settled)[-3:]}")


def next_of(facts: Facts) -> tuple[StepName, str] | None:
    """Return the first question without an answer."""
    asked = ((step.id, item) for step, item in places(SIX_STEPS, facts))
    return next((here for here in asked if place_of(*here) not in facts.settled), None)


def asked(facts: Facts, step: StepName) -> list[str]:
    """Return what a step was asked about."""
    return [item for other, item in places(SIX_STEPS, facts) if other.id == step]


def listed(**entries: str) -> Listed:
    """Return a list with these ids."""
    return Listed(tuple(Entry(key, text) for key, text in entries.items()))


def picked(*codes: str) -> Picked:
    """Return these choices."""
    return Picked(codes)


def said(*lines: str) -> Said:
    """Return these words."""
    return Said(lines)


def voices(*levels: int) -> Voices:
    """Return one voice for each level."""
    return Voices(tuple(Rated(level) for level in levels))


def on(day: str) -> Dated:
    """Return a day."""
    return Dated(date.fromisoformat(day))


def groups(*members: str) -> Arranged:
    """Return packages, each as ids with a plus between."""
    return Arranged(tuple(tuple(group.split("+")) for group in members))


def grid(goals: str, method: str, application: str) -> Filled:
    """Return who decides what."""
    return Filled((("goals", goals), ("method", method), ("application", application)))


MARIA: dict[Place, Value] = {
    "q0_1": said("Maria weer thuis"),
    "q0_2": picked("with_partners"),
    "q0_3": picked("individual"),
    "q0_4": picked("growing"),
    "q1_1": said("Een vrouw van 72 brak haar heup en komt weer thuis."),
    "q1_7": picked("body", "daily_life", "taking_part"),
    "q1_8": listed(c1="eenzaamheid"),
    "q1_8_coh": voices(2, 2, 3, 3),
    "q1_8_why": said("ze mist haar breiclub"),
    "q1_9": voices(2, 2, 3, 2),
    "q2_1": listed(g1="weer op eigen benen"),
    "q2_2": listed(l1="lang thuis blijven wonen"),
    "q2_3": listed(
        a1="Huishoudhulp",
        a2="Hygiënische zorgen",
        a3="Kinesitherapie",
        a4="Kleine aanpassingen aan het huis",
        a5="Gezelschap",
    ),
    "q2_4": picked("g1"),
    "q2_5": picked("partly"),
    "q2_5@a5": picked("no"),
    "q2_6": picked("partly"),
    "q2_6_what": said("vaker"),
    "q2_7": picked("e8", "other"),
    "q2_7_what": said("iemand die tijd heeft"),
    "q2_9@a1": listed(p1="gezinszorg"),
    "q2_9@a2": listed(p2="thuisverpleegkunde (2): wassen"),
    "q2_9@a3": listed(p3="kinesitherapeut: weten wat Maria kan"),
    "q2_9@a4": listed(p4="klusjesdienst (2)", p5="architect", p6="Kinesitherapeut"),
    "q2_9@a5": listed(p7="familie", p8="buren (3)"),
    "q2_10@a4": picked("p4"),
    "q2_10_helps": picked("e2"),
    "q2_10_holds_back": picked("e4"),
    "q3_1": voices(0, 0, 0, 0),
    "q3_1@a1:a2": voices(1, 1, 1, 1),
    "q3_1@a3:a4": voices(3, 3, 3, 2),
    "q3_1@a2:a5": voices(0, 0, 0, 3),
    "q3_2": picked("information", "other"),
    "q3_2_other": said("ze weet wat Maria lichamelijk kan"),
    "q3_4": groups("a3+a4", "a1", "a2", "a5"),
    "q3_5@a3+a4": said("Veilig bewegen in huis"),
    "q4_1a@a1": voices(3, 3, 3, 3),
    "q4_1b@a1": voices(2, 2, 2, 2),
    "q4_1a@a2": voices(1, 1, 1, 1),
    "q4_1b@a2": voices(1, 1, 1, 1),
    "q4_1a@a3": voices(1, 1, 1, 1),
    "q4_1b@a3": voices(1, 1, 1, 1),
    "q4_1a@a4": voices(0, 0, 0, 0),
    "q4_1b@a4": voices(1, 1, 1, 1),
    "q4_1a@a5": voices(2, 2, 2, 2),
    "q4_1b@a5": voices(3, 3, 3, 3),
    "q4_6": voices(2, 3, 3, 3),
    "q4_7a@a3": voices(3, 3, 3, 3),
    "q4_7b@a3": voices(2, 2, 2, 2),
    "q4_7a@a4": voices(1, 1, 1, 1),
    "q4_7b@a4": voices(0, 0, 0, 0),
    "q4_2@a3+a4": Rated(3),
    "q4_3@a3+a4": picked("p3", "p4"),
    "q4_3_for@a3+a4": listed(k1="klusjesdienst: handgrepen plaatsen"),
    "q4_4@a3+a4": picked("yes"),
    "q4_6_pkg@a3+a4": voices(4, 4, 4, 4),
    "q4_8@a3+a4": grid("team", "team", "team"),
    "q4_9@a3+a4": picked("not_yet"),
    "q4_10@a3+a4": listed(h1="wat Maria zelf kan", h2="wie bellen we"),
    "q5_1@a1:a2": Rated(2),
    "q5_2@a1:a2": picked("nothing"),
    "q5_4@a1:a2": said("de huishoudhulp belt"),
    "q5_4_form@a1:a2": picked("fixed_contacts"),
    "q5_5@a1:a2": picked("when_needed"),
    "q6_1@a3+a4": picked("e4", "other"),
    "q6_1_other@a3+a4": listed(b1="de klusjesdienst heeft genoeg opdrachten nodig"),
    "q6_2@a3+a4/e4": picked("with_help"),
    "q6_2_action@a3+a4/e4": said("samen een dag kiezen, met hulp van het ziekenfonds"),
    "q6_2_owner@a3+a4/e4": said("de kinesitherapeut"),
    "q6_2_date@a3+a4/e4": on("2027-01-15"),
    "q6_2@a3+a4/b1": picked("no"),
    "q6_3@a3+a4/b1": picked("working_area"),
    "q6_3_activity@a3+a4/b1": picked("a4"),
    "q6_3_area@a3+a4/b1": Rated(4),
    "q6_4@a3+a4/b1": said("geen vaste contacten, minder op maat"),
    "q6_5@a3+a4/b1": said("één vaste klusser per dorp"),
    "q6_5_owner@a3+a4/b1": said("de klusjesdienst"),
    "q6_5_date@a3+a4/b1": on("2027-02-01"),
    "q6_6@a3+a4": said("samen langsgaan"),
    "q6_6_owner@a3+a4": said("de kinesitherapeut"),
    "q6_6_date@a3+a4": on("2026-12-15"),
    "q6_6_own@a3+a4": picked("yes"),
    "q6_7@a3+a4": picked("p3"),
}
"""Back home after a broken hip: the individual worked example, with four voices."""

STEDEREN: dict[Place, Value] = {
    "q0_3": picked("collective"),
    "q2_3": listed(a1="Uitwisseling en afstemming", a2="Concrete krachtenbundelingen"),
    "q3_1": voices(2, 2),
    "q3_4": groups("a1", "a2"),
    "q3_3": picked("coherence"),
    "q3_4_why": said("niet iedereen kan in elke buurt aanwezig zijn"),
    "q4_7a@a1": voices(1, 1),
    "q4_7b@a1": voices(0, 0),
    "q4_7a@a2": voices(3, 3),
    "q4_7b@a2": voices(3, 3),
    "q5_1": Rated(3),
    "q5_2": picked("goals"),
    "q6_4": said("niet alle signalen komen overal"),
    "q6_5": said("een regionaal platform wisselt info uit"),
    "q6_5_owner": said("de coördinatoren"),
    "q6_5_date": on("2027-03-01"),
}
"""A city and its neighbour: the collective worked example, split with a reason."""
