"""Part 5 as a table: how packages work together (Q5.1-Q5.5). The rhythm comes last, and stays shut until then (R37)."""

from core.scales import Intensity
from flows.model import AnyStep, Choice, Loop, Scale, Several, Show, Text
from flows.six_steps.steps_inside import LEVELS

NOTHING = "nothing"

FORMS = (
    "procedures", "care_pathways", "ad_hoc", "tuned_it", "periodic_consultation", "learning_community",
    "fixed_contacts", "shared_planning", "joint_agreements", "partnership", "team", "network_governance",
)  # fmt: skip
"""Forms of working together (R29), from loose to close."""

BETWEEN: tuple[AnyStep | Loop, ...] = (
    Loop(
        over="package_pair",
        steps=(
            Scale(id="q5_1", part=5, scale=Intensity, suggest="closeness_between"),
            Several(id="q5_2", part=5, when="works_together", choices=(*LEVELS, NOTHING)),
            Choice(id="q5_3", part=5, when="seems_one_package", required=True, choices=("merge", "keep")),
            Text(id="q5_3_why", part=5, when="kept_apart", one=True, required=True),
            Text(id="q5_4", part=5, when="works_together", one=True, max_length=200),
            Choice(id="q5_4_form", part=5, when="works_together", choices=FORMS),
            Choice(
                id="q5_5",
                part=5,
                when="works_together",
                locked_by=("q5_1", "q5_2", "q5_4"),
                choices=("weekly", "two_weekly", "monthly", "quarterly", "when_needed"),
            ),
        ),
    ),
    Show(id="q5_end", part=5, view="coordination", picture="map", wait=True),
)
