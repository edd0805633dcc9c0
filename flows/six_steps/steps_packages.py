"""Part 3 as a table: which activities hang together, and the packages that follow (Q3.1-Q3.5)."""

from core.scales import Coherence
from flows.model import AnyStep, Arrange, Choice, Scale, Several, Show, Text, Voice

WHYS = ("moment", "information", "visit", "order", "trust", "other")

PACKAGES: tuple[AnyStep, ...] = (
    Scale(id="q3_1", part=3, repeat="asked_pair", voice=Voice.EACH, scale=Coherence),
    Several(id="q3_1_more", part=3, when="pairs_left", choices=("all",), options="to_compare"),
    Show(id="q3_1_lists", part=3, when="has_pairs", view="two_lists"),
    Several(id="q3_2", part=3, repeat="pair", when="hangs_together", choices=WHYS),
    Text(id="q3_2_other", part=3, repeat="pair", when="other_why", one=True, max_length=200),
    Arrange(id="q3_4", part=3, when="has_pairs", required=True, start="computed_packages", price="arrangement"),
    Choice(id="q3_3", part=3, when="rearranged", choices=("speciality", "done_today", "coherence")),
    Text(id="q3_4_why", part=3, when="rearranged", one=True, required=True),
    # A cut of a team (Q4.5) makes two packages: what it costs is asked at once, before the two get their own names.
    Text(id="q4_5_loss", part=3, repeat="cut_pair", one=True, required=True),
    Text(id="q4_5_absorb", part=3, repeat="cut_pair", one=True, required=True),
    Text(id="q3_5", part=3, repeat="package", when="more_activities", one=True, max_length=60),
    Show(id="q3_end", part=3, view="packages", picture="matrix", wait=True),
)
