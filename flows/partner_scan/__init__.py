"""The partner scan (nl: zoek vonken en vuur): who wants what, who can what, and in which role (method 4.1)."""

from flows.facts import Facts
from flows.model import Flow, FlowName, Repeat
from flows.partner_scan.names import alike, alike_names
from flows.partner_scan.onward import handover, offers, open_points
from flows.partner_scan.partners import (
    elsewhere,
    estimate_names,
    estimated_topic_names,
    estimated_topics,
    missing,
)
from flows.partner_scan.sheet import PARTNER_SHEET, TOPIC
from flows.partner_scan.steps import ABOUT, COMPARES, ESTIMATES, OUTCOME, SHEETS, TOGETHER
from flows.partner_scan.views import changes, fire_map, roles, set_up, summary
from flows.partner_scan.why import subjects, why
from flows.values import Item
from flows.views import OPEN_POINTS, WHY, Names

__all__ = ["PARTNER_SCAN", "PARTNER_SHEET"]


def _missing_name(facts: Facts, item: Item) -> Names:
    return {"partner": missing(facts).get(item, "")}


def _elsewhere_name(facts: Facts, item: Item) -> Names:
    return {"partner": elsewhere(facts).get(item, "")}


def _estimates(facts: Facts) -> tuple[Item, ...]:
    return tuple(entry.id for entry in facts.entries("estimates"))


def _other_voice(facts: Facts, _: Item) -> bool:
    return "other" in facts.choices("g3")


def _was_done_before(facts: Facts, _: Item) -> bool:
    return facts.last_time() is not None


PARTNER_SCAN = Flow(
    id=FlowName("partner_scan"),
    version=1,
    steps=(*ABOUT, SHEETS, *ESTIMATES, *TOGETHER, *OUTCOME),
    repeats={
        "topic": TOPIC,
        "estimate": Repeat(_estimates, estimate_names),
        "estimated_topic": Repeat(estimated_topics, estimated_topic_names),
        "alike": Repeat(alike, alike_names),
        "missing": Repeat(lambda facts: tuple(missing(facts)), _missing_name),
        "elsewhere": Repeat(lambda facts: tuple(elsewhere(facts)), _elsewhere_name),
    },
    conditions={"other_voice": _other_voice, "was_done_before": _was_done_before},
    options={WHY: subjects},
    views={
        "map": fire_map,
        "changes": changes,
        "set_up": set_up,
        "roles": roles,
        "summary": summary,
        OPEN_POINTS: open_points,
        WHY: why,
    },
    compares=COMPARES,
    handover=handover,
    offers=offers,
)
