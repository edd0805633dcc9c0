"""The group's own part of the partner scan as a table: topics, estimates, the questions together (G1-G5), the outcome.

Between the first and the second part everyone fills in a sheet alone (`sheet.py`).
"""

from core.scales import Flame, FreeTime, Involvement
from core.thresholds import SCAN_TOPICS_AT_MOST
from flows.facts import Facts
from flows.model import AnyStep, Choice, Fill, ListOf, Loop, Scale, Several, Show, Text, Voice
from flows.partner_scan.sheet import PARTNER_SHEET, TOPICS

CORE_GROUP, PARTNERS = "core_group", "partners"
"""Who reads along in the chat of the scan."""

ESTIMATED_KINDS = ("neighbour", "care", "welfare", "local_government", "other")
"""One kind of P1 for each of the five groups of R8: enough for an estimate."""

VOICES = (
    "left_out", "carers", "young", "older", "other_languages", "offline", "traders", "other_sectors", "other",
)  # fmt: skip

FRIENDLY_PLACES = tuple(place.name.lower() for place in Involvement if place < Involvement.HELP)
"""G2: where else someone may feel at home: following, giving a view, advising, deciding on certain things."""


def _may_be_named(facts: Facts, sheet: Facts) -> bool:
    """Say whether the owner of a sheet lets those who read along in this chat see the name (A1)."""
    readers = {PARTNERS, CORE_GROUP} if facts.choice("readers") == CORE_GROUP else {PARTNERS}
    return sheet.choice("a1") in readers and sheet.has("name")


ABOUT: tuple[AnyStep, ...] = (
    Show(id="welcome", part=1),
    ListOf(id=TOPICS, part=1, prefix="t", ask_to_merge=SCAN_TOPICS_AT_MOST, required=True),
    Choice(id="readers", part=1, voice=Voice.FACILITATOR, choices=(CORE_GROUP, PARTNERS), required=True),
)

SHEETS = Fill(id="sheets", part=2, sheet=PARTNER_SHEET, brings=(TOPICS,), named=_may_be_named)

ESTIMATES: tuple[AnyStep | Loop, ...] = (
    ListOf(id="estimates", part=2, prefix="e"),
    Loop(
        over="estimate",
        steps=(
            Choice(id="e_kind", part=2, choices=ESTIMATED_KINDS),
            Scale(id="e_time", part=2, scale=FreeTime),
        ),
    ),
    Scale(id="e_flame", part=2, repeat="estimated_topic", scale=Flame),
    Choice(id="alike", part=2, repeat="alike", choices=("one", "two")),
)

TOGETHER: tuple[AnyStep | Loop, ...] = (
    Loop(over="topic", steps=(ListOf(id="g1", part=3, prefix="m"), ListOf(id="g2", part=3, prefix="o"))),
    Text(id="g1_who", part=3, repeat="missing", one=True, max_length=100),
    Choice(id="g2_place", part=3, repeat="elsewhere", choices=FRIENDLY_PLACES),
    Several(id="g3", part=3, choices=VOICES),
    Text(id="g3_other", part=3, when="other_voice", one=True, max_length=200),
    Choice(id="g4", part=3, choices=("yes", "partly", "own_street", "sensitive_name")),
    Text(id="g5", part=3, one=True, max_length=200),
)

COMPARES = (TOPICS, "readers", "sheets", "estimates", "e_kind", "e_time", "e_flame", "alike")
"""What the next scan starts with and is compared with: all that the fire map rests on."""

OUTCOME: tuple[AnyStep, ...] = (
    Show(id="map", part=4, view="map"),
    Show(id="changes", part=4, when="was_done_before", view="changes"),
    Show(id="set_up", part=4, view="set_up"),
    Show(id="roles", part=4, view="roles"),
)
