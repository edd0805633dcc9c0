"""The words of the check: everything that is said is there, fits, and takes no more time than was promised."""

import re
from functools import cache

import pytest

from bot.cards.fit import length
from bot.texts import Texts
from flows.facts import Facts
from flows.model import Flow
from flows.order import names_at, places
from flows.organising_check import ORGANISING_CHECK, sheet
from flows.organising_check.sheet import CHECK_SHEET
from flows.values import place_of
from tests.flows.checked_group import FIRST, FIVE, ITEMS, Checked, after_first_round, after_second_round, ends, levels
from tests.flows.walking import spoken

TEXTS = Texts.load()
TAG = re.compile(r"<[^>]*>")
LONGEST = 4096
"""Characters of one message."""


def _too_few() -> Checked:
    return Checked.of("Anna", "Bram").all_fill("sheets", Anna=levels(keep="<i>soep</i>"), Bram=levels())


def _crowded() -> Checked:
    """Everything that can stand in a result at once: splits, doubts, problems, the pattern, what changed."""
    names = (*FIVE, "Fien", "Gust", "Hala")
    low = {name: levels(1, c1="?" if name in FIVE[:3] else 2, c14="?", keep="x" * 200) for name in names}
    split = {name: levels(5, c7=1, c8=1, keep="y" * 200) for name in names[:2]}
    last = Checked.of(*names).all_fill("sheets", **{name: levels(5) for name in names})
    return Checked.of(*names, last=last.group.run).all_fill("sheets", **low | split)


MOMENTS = {
    "first": after_first_round,
    "second": after_second_round,
    "card": lambda: after_second_round("card", Anna=levels(1), Bram=levels(5)),
    "too_few": _too_few,
    "talk": lambda: Checked.of("Anna", how="talk"),
    "repeat": lambda: Checked.of(*FIVE, "Fien", last=after_first_round().group.run).all_fill(
        "sheets", **FIRST, Fien=levels(1)
    ),
    "crowded": _crowded,
}


@cache
def at(moment: str) -> Checked:
    """Play up to a moment, once for every language."""
    return MOMENTS[moment]()


@pytest.mark.parametrize("lang", TEXTS.full)
@pytest.mark.parametrize("moment", MOMENTS)
def test_everything_that_is_said_has_words(moment: str, lang: str) -> None:
    for key, text in spoken(TEXTS, lang, ORGANISING_CHECK, at(moment).facts):
        assert text.strip(), key
        assert set(TAG.findall(text)) <= {"<b>", "</b>", "<i>", "</i>"}, key
        assert "{" not in text, key


@pytest.mark.parametrize("lang", TEXTS.full)
@pytest.mark.parametrize("moment", ["first", "repeat"])
def test_a_result_is_one_message(moment: str, lang: str) -> None:
    told = ORGANISING_CHECK.views["result"](at(moment).facts, "")
    assert length(TEXTS.render(lang, "organising_check.result.tell", **told)) <= LONGEST


@pytest.mark.parametrize("lang", TEXTS.full)
def test_what_people_wrote_cannot_become_markup(lang: str) -> None:
    told = ORGANISING_CHECK.views["result"](at("first").facts, "")
    assert "&lt;b&gt;vrijdag" in TEXTS.render(lang, "organising_check.result.tell", **told)


# --- the sheets ---


def asked_on(flow: Flow, facts: Facts, lang: str) -> list[str]:
    """Every question of a sheet as it is read."""
    return [
        TEXTS.render(lang, f"{flow.id}.{step.id}.{part}", **names_at(flow, facts, place_of(step.id, item)))
        for step, item in places(flow, facts)
        for part in ("title", "ask")
    ]


@pytest.mark.parametrize("lang", TEXTS.full)
@pytest.mark.parametrize(
    ("name", "place"), [("Anna", "sheets"), ("Anna", "ends"), ("Chris", "ends"), ("Anna", "again_sheets")]
)
def test_every_question_of_a_sheet_has_its_words(name: str, place: str, lang: str) -> None:
    alone = at("second").sheets[name, place]
    said = asked_on(alone.flow, alone.run.facts(), lang)
    assert said
    assert all(text.strip() and "{" not in text for text in said)


@pytest.mark.parametrize("lang", TEXTS.full)
def test_the_reasons_of_both_ends_are_read_before_answering_again(lang: str) -> None:
    alone = at("second").sheets["Dina", "again_sheets"]
    asked = asked_on(alone.flow, alone.run.facts(), lang)[1]
    assert "De huisarts ontbreekt." in asked
    assert "Wie moest, is er." in asked
    assert "● ● · ● ●●" in asked


@pytest.mark.parametrize("lang", TEXTS.full)
def test_nobody_gave_a_reason_and_none_is_shown(lang: str) -> None:
    checked = after_first_round().all_fill("ends", **{name: ends("between", "") for name in FIVE})
    alone = checked.fills("Anna", "again_sheets", levels(3))
    assert "“" not in asked_on(alone.flow, alone.run.facts(), lang)[1]


# --- time ---

WORDS_A_MINUTE = 200
SECONDS_A_TAP = SECONDS_A_WORD = 3
SECONDS_TO_THINK = 10
SENTENCE = "We drinken na elke vergadering samen soep en lachen er ook bij."


def minutes(lang: str, *, thinking: bool) -> float:
    alone = Checked.of(*FIVE).fills("Anna", "sheets", levels(keep=SENTENCE))
    said = asked_on(CHECK_SHEET, alone.run.facts(), lang)[1::2]
    labels = [TEXTS.plain(lang, f"scales.Agreement.label.{level}") for level in range(1, 6)]
    read = sum(len(TAG.sub(" ", text).split()) for text in (*said, *labels))
    thought = SECONDS_TO_THINK * len(ITEMS) if thinking else 0
    return read / WORDS_A_MINUTE + (alone.taps * SECONDS_A_TAP + alone.words * SECONDS_A_WORD + thought) / 60


def test_a_sheet_takes_twenty_taps_and_a_sentence() -> None:
    alone = Checked.of(*FIVE).fills("Anna", "sheets", levels(keep=SENTENCE))
    assert (alone.taps, alone.words) == (20, 12)


@pytest.mark.parametrize("lang", TEXTS.full)
def test_a_member_needs_eight_minutes_at_most(lang: str) -> None:
    assert minutes(lang, thinking=True) <= 8


def test_the_time_that_the_sheet_states_is_right() -> None:
    stated = " ".join((sheet.__doc__ or "").split())
    assert f"that is {max(minutes(lang, thinking=False) for lang in TEXTS.full):.1f} minutes" in stated
    assert f"each statement {max(minutes(lang, thinking=True) for lang in TEXTS.full):.1f} of the 8" in stated
