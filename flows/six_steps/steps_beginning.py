"""Parts 0 to 2 as a table: the challenge, what is known of it, and what must be done (Q0.1-Q2.10)."""

from core.scales import Coherence, Knowledge
from core.thresholds import MERGE_ABOVE
from flows.model import AnyStep, Choice, ListOf, Loop, Scale, Several, Show, Text, Voice

AXES = ("e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9", "e10")
"""The axes of the spiderweb (method 4.5): what can help, and what can hold back."""

OTHER = "other"
"""A chip for what the chips don't say; it opens a place to write it."""

PARTS_OF_LIFE = (
    "body", "feelings", "meaning", "daily_life", "taking_part", "housing", "work", "money", "learning", "leisure",
    "surroundings",
)  # fmt: skip

READY: tuple[AnyStep, ...] = (
    Show(id="q0_0", part=0),
    Text(id="q0_1", part=0, one=True, required=True, max_length=200),
    Choice(id="q0_2", part=0, voice=Voice.FACILITATOR, choices=("alone", "with_partners")),
    Choice(id="q0_3", part=0, choices=("individual", "collective")),
    Choice(id="q0_4", part=0, choices=("starting", "hard", "growing", "going_well")),
    Show(id="q0_4_advice", part=0, when="has_advice", view="road"),
)

KNOW: tuple[AnyStep, ...] = (
    Text(id="q1_1", part=1),
    ListOf(id="q1_2", part=1, prefix="n"),
    ListOf(id="q1_3", part=1, prefix="u"),
    Text(id="q1_4", part=1),
    Text(id="q1_5", part=1),
    Text(id="q1_6a", part=1),
    Text(id="q1_6b", part=1),
    Several(id="q1_7", part=1, choices=PARTS_OF_LIFE),
    ListOf(id="q1_8", part=1, prefix="c"),
    Scale(id="q1_8_coh", part=1, repeat="challenge", voice=Voice.EACH, scale=Coherence),
    Text(id="q1_8_why", part=1, repeat="challenge", when="challenge_is_linked", one=True),
    Scale(id="q1_9", part=1, voice=Voice.EACH, scale=Knowledge),
    Show(id="q1_end", part=1, when="beginning_says_something", view="beginning"),
)

NEEDED: tuple[AnyStep | Loop, ...] = (
    Show(id="q2_0", part=2),
    ListOf(id="q2_1", part=2, prefix="g"),
    ListOf(id="q2_2", part=2, prefix="l"),
    Several(id="q2_2_for", part=2, repeat="linked_challenge", when="several_goals", options="goals"),
    ListOf(id="q2_3", part=2, prefix="a", ask_to_merge=MERGE_ABOVE, required=True),
    Several(id="q2_4", part=2, repeat="listed", when="several_goals", choices=("none",), options="goals"),
    Choice(id="q2_4_none", part=2, repeat="listed", when="without_goal", choices=("new_goal", "drop")),
    Text(id="q2_4_goal", part=2, repeat="listed", when="brings_a_goal", one=True, required=True, max_length=200),
    Choice(id="q2_5", part=2, repeat="activity", choices=("yes", "partly", "no")),
    Choice(id="q2_6", part=2, repeat="activity", when="is_done", choices=("yes", "partly", "no")),
    Text(id="q2_6_what", part=2, repeat="activity", when="falls_short", one=True),
    Several(id="q2_7", part=2, repeat="activity", when="is_not_done", choices=(*AXES, OTHER)),
    Text(id="q2_7_what", part=2, repeat="activity", when="is_not_done", one=True),
    Text(id="q2_8", part=2, repeat="activity", one=True),
    ListOf(id="q2_9", part=2, repeat="activity", prefix="p"),
    Show(id="q2_9_wide", part=2, when="few_partners_named", view="few_partners"),
    Several(id="q2_10", part=2, repeat="activity", when="has_partners", options="partners"),
    Loop(
        over="known_partner",
        steps=(
            Several(id="q2_10_helps", part=2, choices=AXES),
            Several(id="q2_10_holds_back", part=2, choices=AXES),
        ),
    ),
)
