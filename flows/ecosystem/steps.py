"""The web as a table: two marks for each of ten axes, factors where an axis is strong, then Ea-Ed.

Both marks of an axis stand on one card, given together: the web is there to talk (method 4.5: alone or together). That
costs the whole group three taps an axis, thirty in all. Hidden ratings would cost every member twenty, and the group
twenty times waiting for the last one; all axes on one card would be a wall of forty buttons.
"""

from core.scales import Force
from flows.model import AnyStep, Date, Grid, ListOf, Loop, Several, Show, Text

SIDES = ("helps", "holds_back")

MARKS: tuple[AnyStep, ...] = (
    Grid(id="marks", part=1, repeat="axis", rows=SIDES, columns=tuple(force.name.lower() for force in Force)),
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
