"""Part 4 as a table: how each package could work (Q4.1-Q4.10).

Ratings about activities come first, in one row; then the group talks its packages through, one by one.
"""

from core.scales import Change, Embeddedness, Frequency, Intensity, Variety, WorkingArea
from flows.model import AnyStep, Choice, Grid, ListOf, Loop, Scale, Several, Text, Voice

LEVELS = ("goals", "method", "application")

INSIDE: tuple[AnyStep | Loop, ...] = (
    Scale(id="q4_1a", part=4, repeat="activity", voice=Voice.EACH, scale=Frequency),
    Scale(id="q4_1b", part=4, repeat="activity", voice=Voice.EACH, scale=Embeddedness),
    Scale(id="q4_6", part=4, repeat="activity", when="has_more_partners", voice=Voice.EACH, scale=Intensity),
    Scale(id="q4_7a", part=4, repeat="activity", voice=Voice.EACH, scale=Variety),
    Scale(id="q4_7b", part=4, repeat="activity", voice=Voice.EACH, scale=Change),
    Scale(id="q4_1c", part=4, repeat="activity", scale=WorkingArea, suggest="activity_area"),
    Text(id="q4_1c_why", part=4, repeat="activity", when="other_area", one=True),
    Loop(
        over="package",
        steps=(
            Scale(id="q4_2", part=4, when="more_activities", scale=WorkingArea, suggest="package_area"),
            Several(id="q4_3", part=4, when="package_has_partners", options="package_partners"),
            Several(id="q4_3_handy", part=4, when="some_not_needed", options="partners_left"),
            ListOf(id="q4_3_for", part=4, when="some_without_capacity", prefix="k"),
            Choice(id="q4_4", part=4, when="package_has_partners", choices=("yes", "no"), suggest="all_covered"),
            ListOf(id="q4_4_gap", part=4, when="something_missing", prefix="m"),
            Choice(id="q4_5", part=4, when="team_too_large", choices=("cut", "keep")),
            Scale(
                id="q4_6_pkg", part=4, when="more_activities", voice=Voice.EACH, scale=Intensity,
                suggest="package_closeness",
            ),
            Grid(
                id="q4_8", part=4, rows=LEVELS, columns=("team", "shared", "central"), suggest="who_decides"
            ),
            Choice(id="q4_9", part=4, choices=("yes", "not_yet")),
            Text(id="q4_9_who", part=4, when="mandate_given", one=True, max_length=200),
            ListOf(id="q4_10", part=4, when="is_complex", prefix="h"),
        ),
    ),
)  # fmt: skip
