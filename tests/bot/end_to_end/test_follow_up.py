"""A month later: what a group agreed comes back, through a move to a supergroup and a bot that was taken out."""

import pytest

from bot.texts import Texts
from tests.bot.end_to_end.test_tools import agreements, begun, marks_and_factors
from tests.bot.talk import Talk

TEXTS = Texts.load()


async def agreed(talk: Talk, lang: str) -> tuple[int, int]:
    """Agree to cook together within thirty days; return the group's oldest members."""
    an, bert, _, jef, dina = await begun(talk, "ecosystem", lang)
    await marks_and_factors(talk, bert, jef, dina)
    await agreements(talk, bert, jef, dina)
    return an, bert


def asked(talk: Talk, lang: str) -> int:
    return sum(TEXTS.plain(lang, "follow_up.ask").strip("<b>/") in text for text in talk.texts())


@pytest.mark.parametrize("lang", TEXTS.full)
async def test_a_group_is_asked_what_came_of_it_until_it_says_so(talk: Talk, lang: str) -> None:
    an, bert = await agreed(talk, lang)
    await talk.moves(days=29)
    assert asked(talk, lang) == 0
    await talk.moves(days=5)
    assert asked(talk, lang) == 1
    assert "elke maand samen koken (Dina)" in talk.last().text

    await talk.taps(bert, "follow:later.1")
    await talk.says(bert, "1/1/2020", talk.last())
    assert TEXTS.plain(lang, "engine.notice.past_date") in talk.last().text
    await talk.taps(an, "follow:in.1.14")
    await talk.moves(days=20)
    assert asked(talk, lang) == 2
    await talk.taps(bert, "follow:done.1")
    assert TEXTS.plain(lang, "follow_up.button.undo") in str(talk.buttons(talk.last()))
    await talk.says(bert, "/overzicht@buurtvonk_bot")
    assert (
        "samen koken" not in talk.last().text.partition(TEXTS.plain(lang, "commands.overview.still").strip("<b>/"))[2]
    )


async def test_a_group_that_moved_house_is_asked_in_its_new_one(talk: Talk) -> None:
    await agreed(talk, "nl")
    await talk.moves(days=10)
    talk.world.migrate(talk.chat.id)
    await talk.settled()
    await talk.moves(days=30)
    assert talk.chat.is_supergroup
    assert asked(talk, "nl") == 1


async def test_a_bot_that_was_taken_out_asks_once_it_is_back(talk: Talk) -> None:
    an, _ = await agreed(talk, "nl")
    talk.world.remove_bot(talk.chat.id, an)
    await talk.settled()
    await talk.moves(days=60)
    assert asked(talk, "nl") == 0
    talk.world.add_bot(talk.chat.id, an)
    await talk.settled()
    await talk.moves(days=3)
    assert asked(talk, "nl") == 1


async def test_the_days_stand_in_what_is_planned(talk: Talk) -> None:
    an, _ = await agreed(talk, "nl")
    await talk.says(an, "/tijd@buurtvonk_bot")
    assert "vragen wat er van jullie plan kwam: " in talk.last().text
