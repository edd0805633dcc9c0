"""Part 6 as a table: what stands in the way, how the plan deviates, and the first steps (Q6.0-Q6.7)."""

from core.scales import WorkingArea
from flows.model import AnyStep, Choice, Date, ListOf, Loop, Scale, Several, Show, Text
from flows.six_steps.from_tools import TOOLS
from flows.six_steps.steps_beginning import AXES, OTHER

KINDS = ("working_area", "partners", "size", "closeness", "deciding", "splitting", "not_doing")

REALITY: tuple[AnyStep | Loop, ...] = (
    Show(id="q6_start", part=6, view="parking_list", reads=TOOLS),
    Text(id="q6_0", part=6),
    Loop(
        over="spot",
        steps=(
            Several(id="q6_1", part=6, choices=(*AXES, OTHER), options="brakes"),
            ListOf(id="q6_1_other", part=6, when="other_brake", prefix="b"),
        ),
    ),
    Loop(
        over="brake",
        steps=(
            Choice(id="q6_2", part=6, choices=("ourselves", "with_help", "no", "not_ours")),
            Text(id="q6_2_action", part=6, when="is_removable", one=True),
            Text(id="q6_2_owner", part=6, when="is_removable", one=True, max_length=100),
            Date(id="q6_2_date", part=6, when="is_removable"),
        ),
    ),
    Several(id="q6_taken", part=6, when="has_actions_from_tools", options="actions"),
    Loop(
        over="deviation",
        steps=(
            Choice(id="q6_3", part=6, when="kind_is_open", choices=KINDS),
            Choice(id="q6_3_activity", part=6, when="which_activity", options="package_activities"),
            Scale(id="q6_3_area", part=6, when="area_deviates", scale=WorkingArea),
            Text(id="q6_3_what", part=6, when="deviates_in_words", one=True),
            Text(id="q6_4", part=6, when="still_to_absorb", one=True, required=True),
            Text(id="q6_5", part=6, when="still_to_absorb", one=True),
            Text(id="q6_5_owner", part=6, when="is_recorded", one=True, max_length=100),
            Date(id="q6_5_date", part=6, when="is_recorded"),
        ),
    ),
    Show(id="q6_sparks", part=6, when="scan_was_done", view="sparks"),
    Loop(
        over="package",
        steps=(
            Text(id="q6_6", part=6, one=True),
            Text(id="q6_6_owner", part=6, when="has_first_step", one=True, max_length=100),
            Date(id="q6_6_date", part=6, when="has_first_step"),
            Choice(id="q6_6_own", part=6, when="has_first_step", choices=("yes", "no")),
            Several(id="q6_7", part=6, when="needs_partners", options="needed_partners"),
        ),
    ),
    Show(id="q6_end", part=6, view="deviations"),
)
