"""The web as a table: two marks for each of ten axes, factors where an axis is strong, then Ea-Ed.

The marks are given together or apart, as the group likes (method 4.5). Together, both marks of an axis stand on one
card: three taps an axis for the whole group, thirty in all. Apart they are hidden ratings: twenty taps for every
member, and quiet voices count as much as quick ones.
"""

from core.scales import Force
from flows.model import AnyStep, Choice, Date, Grid, ListOf, Loop, Scale, Several, Show, Text, Voice

SIDES = ("helps", "holds_back")

MARKS: tuple[AnyStep | Loop, ...] = (
    Choice(id="how", part=1, voice=Voice.FACILITATOR, choices=("together", "each")),
    Loop(
        over="axis",
        steps=(
            Grid(
                id="marks", part=1, when="is_together", rows=SIDES, columns=tuple(force.name.lower() for force in Force)
            ),
            Scale(id="helps", part=1, when="is_apart", voice=Voice.EACH, scale=Force),
            Scale(id="holds_back", part=1, when="is_apart", voice=Voice.EACH, scale=Force),
        ),
    ),
    Show(id="web", part=1, view="web"),
)

FACTORS_NAMED: tuple[AnyStep | Loop, ...] = (
    Loop(
        over="lever",
        steps=(
            Several(id="why_helps", part=2, options="helping"),
            ListOf(id="why_helps_other", part=2, when="other_help", prefix="f"),
        ),
    ),
    Loop(
        over="brake",
        steps=(
            Several(id="why_holds", part=2, options="holding"),
            ListOf(id="why_holds_other", part=2, when="other_hold", prefix="f"),
        ),
    ),
)

FOLLOW_UP: tuple[AnyStep | Loop, ...] = (
    Loop(
        over="lever",
        steps=(
            Text(id="ea", part=3, one=True),
            Text(id="ea_owner", part=3, when="is_used", one=True, max_length=100),
            Date(id="ea_date", part=3, when="is_used"),
        ),
    ),
    Several(id="eb", part=3, when="has_factors", options="factors_holding"),
    Loop(
        over="removable",
        steps=(
            Text(id="eb_action", part=3, one=True),
            Text(id="eb_owner", part=3, when="has_action", one=True, max_length=100),
            Date(id="eb_date", part=3, when="has_action"),
        ),
    ),
    Loop(
        over="staying",
        steps=(
            Text(id="ec", part=3, one=True),
            Text(id="ed", part=3, one=True),
            Text(id="ed_owner", part=3, when="is_absorbed", one=True, max_length=100),
            Date(id="ed_date", part=3, when="is_absorbed"),
        ),
    ),
    Show(id="plan", part=3, view="plan"),
)
