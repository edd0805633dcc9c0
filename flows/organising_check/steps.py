"""The check of a group as a table: everyone alone, what comes out, one more round where the group differs.

A member needs 8 minutes at most (`sheet.py`). The group hears six messages of the bot: the card it begins and goes on
with, the result, two cards of the second round, what that changed, and the end; four without a second round.
"""

from core.scales import Agreement
from flows.model import AnyStep, Choice, Fill, Scale, Show, Text, Voice
from flows.organising_check.answers import APART, ON_CARD, TALK
from flows.organising_check.sheet import AGAIN_SHEET, CHECK_SHEET, ENDS_SHEET, SENTENCE

FIRST_ROUND = ("how", "sheets", "item")
"""What the sheets of the second round rest on."""

STATEMENTS: tuple[AnyStep, ...] = (
    Choice(id="how", part=1, voice=Voice.FACILITATOR, choices=(APART, ON_CARD, TALK), required=True),
    Fill(id="sheets", part=1, when="is_apart", sheet=CHECK_SHEET),
    Scale(id="item", part=1, repeat="item", when="is_on_card", voice=Voice.EACH, scale=Agreement),
    Text(id="keep", part=1, when="is_on_card", max_length=SENTENCE),
)

OUTCOME: tuple[AnyStep, ...] = (
    Show(id="result", part=2, when="has_result", view="result"),
    Show(id="talk", part=2, when="has_none", view="talk"),
)

SECOND_ROUND: tuple[AnyStep, ...] = (
    Fill(id="ends", part=3, when="has_split", sheet=ENDS_SHEET, brings=FIRST_ROUND),
    Fill(
        id="again_sheets",
        part=3,
        when="again_apart",
        sheet=AGAIN_SHEET,
        brings=(*FIRST_ROUND, "ends"),
        again_of="sheets",
    ),
    Scale(
        id="again",
        part=3,
        repeat="split",
        when="again_on_card",
        voice=Voice.EACH,
        scale=Agreement,
        again_of="item",
    ),
    Show(id="moved", part=3, when="is_answered_again", view="moved"),
)
