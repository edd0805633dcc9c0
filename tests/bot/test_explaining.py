"""Asking why: menus, pairs, and what a press shows."""

import pytest

from bot import menus
from bot.texts import Texts
from tests.bot.talk import Talk

TEXTS = Texts.load()
BOT = "@buurtvonk_bot"
ACTIVITIES = ("koken", "bakken", "<b>wandelen</b>")


def words(key: str) -> str:
    return TEXTS.plain("nl", key)


async def compared(talk: Talk, *activities: str) -> None:
    """Go to the packages, with these activities and nothing known of them."""
    await talk.begins()
    await talk.answers(talk.an, "Samen eten")
    await talk.skips_to("q2_3")
    await talk.answers(talk.an, "\n".join(activities))
    await talk.taps(talk.an, "!next", talk.card())
    await talk.skips_to("q3_1@a1:a2")
    await talk.taps(talk.an, "!skip_rest", talk.card())
    await talk.skips_to("q3_4")


async def test_a_pair_is_reached_through_one_of_its_activities(talk: Talk) -> None:
    await compared(talk, *ACTIVITIES)
    await talk.says(talk.bert, f"/waarom{BOT}")
    assert "bakken ↔" not in [label for label, _ in talk.buttons(talk.last())]
    await talk.taps(talk.bert, "bakken")
    offered = talk.last()
    assert offered.text.endswith(words("commands.why.pair"))
    assert {label for label, _ in talk.buttons(offered)} == {"koken", "<b>wandelen</b>"}
    await talk.taps(talk.bert, "<b>wandelen</b>", offered)
    assert talk.last().text.startswith("Waarom: bakken ↔ <b>wandelen</b>")
    assert "Niemand zei hoe sterk ze samenhangen" in talk.last().text
    assert not talk.buttons(talk.last())


async def test_more_pairs_than_a_menu_holds_come_below(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await compared(talk, *ACTIVITIES)
    await talk.says(talk.an, f"/waarom{BOT}")
    monkeypatch.setattr(menus, "MOST_LINES", 1)
    await talk.taps(talk.an, "koken")
    first = talk.last()
    await talk.taps(talk.an, words("commands.menu.more"), first)
    assert talk.last() is not first
    shown = [label for message in (first, talk.last()) for label, _ in talk.buttons(message)]
    assert sorted(shown) == sorted(["bakken", "<b>wandelen</b>", words("commands.menu.more")])


async def test_a_pair_that_is_no_more_explains_nothing(talk: Talk) -> None:
    card = await talk.begins()
    for code in ("why:0123456789ab", "pairs:0123456789ab+30"):
        refused = await talk.forges(talk.an, card, talk.codec().encode(1, 1, 0, code))
        assert refused.text == words("commands.foreign_button"), code
