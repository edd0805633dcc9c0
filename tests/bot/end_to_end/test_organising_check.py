"""The check over the real bot: five members, two of them slow, one leaves half-way, one thinks again."""

import pytest

from bot.texts import Texts
from tests.bot.end_to_end.test_tools import begun, said
from tests.bot.talk import Talk

TEXTS = Texts.load()
MOST_MESSAGES = 6
STATEMENTS = 20


async def fills(talk: Talk, person: int, lang: str, *codes: str) -> None:
    """Open the sheet that the card in the group leads to, and tap these."""
    await talk.opens_link(person, TEXTS.plain(lang, "cards.control.fill"))
    await talk.taps_alone(person, *codes)


async def thinks_again(talk: Talk, person: int, lang: str, code: str) -> None:
    """Change the answer to a statement on a sheet that was handed in."""
    await talk.taps_alone(person, TEXTS.plain(lang, "commands.sheet.change"))
    await talk.taps_alone(person, TEXTS.plain(lang, "organising_check.subjects.c4")[:39].strip(), code)


@pytest.mark.parametrize("lang", TEXTS.full)
async def test_five_people_see_where_they_agree_and_differ(talk: Talk, lang: str) -> None:
    an, bert, fatma, jef, dina = await begun(talk, "organising_check", lang)
    greeting = len(talk.spoken()) - 1
    await talk.taps(an, "private")

    same = ["4"] * STATEMENTS
    on_board = 3  # the fourth statement, on which they differ
    await fills(talk, an, lang, *same, "!skip")
    await fills(talk, bert, lang, *same[:on_board], "1", *same[on_board + 1 :], "!skip")
    await fills(talk, fatma, lang, *same[:7])
    await talk.says(fatma, "/weg@buurtvonk_bot")
    await thinks_again(talk, an, lang, "2")
    assert not said(talk, "organising_check.subjects.c4", lang), "nothing is told while two are still to answer"

    await fills(talk, jef, lang, *same[:on_board], "5", *same[on_board + 1 :], "!skip")
    await fills(talk, dina, lang, *same[:on_board], "5", *same[on_board + 1 :], "!skip")
    told = "\n".join(talk.texts())
    assert f"{TEXTS.plain(lang, 'organising_check.subjects.c4')}: ● ● · · ●● (4)" in told

    for person, end in ((an, "low"), (bert, "between"), (jef, "between"), (dina, "between")):
        await fills(talk, person, lang, end)
        if end == "low":
            await talk.says(person, "de huisarts ontbreekt", chat=person)
    for person in (an, bert, jef, dina):
        await fills(talk, person, lang, "3")
    assert "● ● · · ●● → · · ●●●● · ·" in "\n".join(talk.texts())
    assert talk.one("SELECT status FROM run WHERE parent_id IS NULL ORDER BY id DESC") == "done"
    assert len(talk.spoken()) - greeting <= MOST_MESSAGES
