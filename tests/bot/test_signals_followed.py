"""The core group hears of signals once a day at most, takes them up, and tells back what came of them."""

import pytest

from bot.playground.model import Chat
from core.thresholds.neighbourhood import SIGNAL_BACK_AFTER, SIGNALS_SHOWN
from tests.bot.neighbours import BOT, STOEP, Neighbourhood, days_to_march, forged, kept, words
from tests.bot.talk import Talk


@pytest.fixture(autouse=True)
async def _in_march(talk: Talk) -> None:
    await talk.moves(days=days_to_march(talk.world.now()))


async def heard(talk: Talk, *lines: str) -> None:
    for line in lines:
        await talk.says(talk.bert, f"/signaal{BOT} {line}")


async def test_the_core_group_hears_of_a_day_in_one_message_and_nobody_is_named(talk: Talk, core: Chat) -> None:
    said = len(talk.spoken(core))
    await heard(talk, STOEP, "het <bankje> is weg")
    assert len(talk.spoken(core)) == said
    await talk.moves(days=1)
    assert len(talk.spoken(core)) == said + 1
    told = talk.last(core)
    assert f"1. {STOEP} ({talk.chat.title})" in told.text
    assert "2. het <bankje> is weg" in told.text
    assert "Bert" not in told.text
    assert talk.codes(told) == ["sig:take+1", "sig:done+1", "sig:take+2", "sig:done+2"]
    await talk.moves(days=1)
    assert len(talk.spoken(core)) == said + 1


async def test_one_tap_takes_it_up_and_the_chat_it_came_from_sees_that(
    talk: Talk, hood: Neighbourhood, core: Chat
) -> None:
    await heard(talk, STOEP)
    await talk.moves(days=1)
    toast = await hood.taps(talk.fatma, "sig:take+1", core)
    assert toast.text == words("signals.taken_here")
    assert len(toast.text) <= 200
    assert talk.last().text == words("signals.taken", text=STOEP)
    assert talk.last(core).text.endswith("wordt opgevolgd")
    assert talk.codes(talk.last(core)) == ["sig:done+1"]
    late = await forged(talk, core, "sig:take+1")
    assert late.text == words("signals.taken_already")
    assert talk.texts().count(words("signals.taken", text=STOEP)) == 1
    assert kept(talk) == [(STOEP, "taken")]


async def test_what_came_of_it_is_told_back_once(talk: Talk, hood: Neighbourhood, core: Chat) -> None:
    await heard(talk, STOEP)
    await talk.moves(days=1)
    told = talk.last(core)
    await hood.taps(talk.fatma, "sig:done+1", core)
    question = talk.last(core)
    await talk.says(talk.fatma, "x" * 281, question, chat=core.id)
    assert talk.last(core).text == words("signals.too_long")
    await talk.says(talk.fatma, "de stad legt ze dinsdag recht", question, chat=core.id)
    assert talk.last(core).text == words("signals.told_back", title=talk.chat.title)
    assert talk.last().text == words("signals.answered", text=STOEP, outcome="de stad legt ze dinsdag recht")
    assert kept(talk) == [(STOEP, "answered")]
    assert told.text.endswith("afgehandeld en doorgezegd")
    assert talk.codes(told) == []
    said = len(talk.spoken())
    await talk.says(talk.bert, "nog eens", question, chat=core.id)
    assert talk.last(core).text == words("signals.over")
    for code in ("take", "done"):
        assert (await forged(talk, core, f"sig:{code}+1")).text == words("signals.over")
    assert len(talk.spoken()) == said


async def test_a_name_in_what_is_told_back_is_asked_about_too(talk: Talk, hood: Neighbourhood, core: Chat) -> None:
    await heard(talk, STOEP)
    await talk.says(talk.fatma, f"/signalen{BOT}", chat=core.id)
    await hood.taps(talk.fatma, "sig:done+1", core)
    await talk.says(talk.fatma, "mevrouw De Smet belde de stad", talk.last(core), chat=core.id)
    asked = talk.last(core)
    said = len(talk.spoken())
    send = next(code for code in talk.codes(asked) if "send" in code)
    assert (await hood.taps(talk.bert, send, core)).text == words("signals.of_the_writer")
    assert len(talk.spoken()) == said
    await hood.taps(talk.fatma, send, core)
    assert talk.last().text == words("signals.answered", text=STOEP, outcome="mevrouw De Smet belde de stad")
    assert asked.text == words("signals.told_back", title=talk.chat.title)


async def test_unanswered_it_comes_back_once_and_then_stays_in_the_overview(talk: Talk, core: Chat) -> None:
    await heard(talk, STOEP)
    said = len(talk.spoken(core))
    for _ in range(3):
        await talk.moves(days=SIGNAL_BACK_AFTER.days + 1)
    assert len(talk.spoken(core)) == said + 2
    await talk.says(talk.fatma, f"/overzicht{BOT}", chat=core.id)
    assert f"• {STOEP} ({talk.chat.title})" in talk.last(core).text
    await talk.says(talk.fatma, f"/overzicht{BOT}")
    assert f"• {STOEP}" in talk.last().text
    assert talk.chat.title not in talk.last().text


async def test_more_than_a_handful_come_over_more_days(talk: Talk, core: Chat) -> None:
    await heard(talk, *(f"plek {chr(97 + number)}" for number in range(SIGNALS_SHOWN + 2)))
    await talk.says(talk.fatma, f"/signalen{BOT}", chat=core.id)
    assert words("signals.list.more", n=2) in talk.last(core).text
    await talk.moves(days=1)
    assert "plek e" in talk.last(core).text
    assert "plek f" not in talk.last(core).text
    await talk.moves(days=1)
    assert "plek f" in talk.last(core).text


async def test_signals_wait_for_the_end_of_rest(talk: Talk, core: Chat) -> None:
    await talk.moves(days=5)  # Saturday
    await heard(talk, STOEP)
    said = len(talk.spoken(core))
    await talk.moves(days=1)
    assert len(talk.spoken(core)) == said
    await talk.moves(days=1)
    assert len(talk.spoken(core)) == said + 1


async def test_a_core_group_that_comes_later_hears_of_what_waited(talk: Talk, hood: Neighbourhood) -> None:
    await heard(talk, STOEP)
    core = await hood.group("Kern")
    await hood.link(core, "platform")
    await hood.board(talk.bert, core)
    await hood.taps(talk.bert, "hood:role+core_group", core)
    await talk.moves(days=1)
    assert STOEP in talk.last(core).text


async def test_who_is_core_group_no_more_hears_nothing_and_takes_up_nothing(
    talk: Talk, hood: Neighbourhood, core: Chat
) -> None:
    await heard(talk, STOEP)
    await talk.says(talk.fatma, f"/signalen{BOT}", chat=core.id)
    await hood.says(talk.bert, f"/ontkoppel{BOT}", core)
    await hood.taps(talk.bert, "hood:parted", core)
    assert talk.rows("SELECT 1 FROM schedule WHERE kind = 'signals'") == []
    said = len(talk.spoken())
    for code in ("take", "done"):
        assert (await hood.taps(talk.bert, f"sig:{code}+1", core)).text == words("signals.over")
    assert len(talk.spoken()) == said
    assert kept(talk) == [(STOEP, "open")]


async def test_where_it_was_heard_can_be_gone_and_that_blocks_nobody(
    talk: Talk, hood: Neighbourhood, core: Chat
) -> None:
    await heard(talk, STOEP)
    talk.world.remove_bot(talk.chat.id, talk.an)
    await talk.moves(days=1)
    await hood.taps(talk.fatma, "sig:take+1", core)
    assert kept(talk) == [(STOEP, "taken")]
    assert talk.rows("SELECT 1 FROM outbox WHERE status IN ('waiting', 'unknown')") == []


async def test_a_chat_that_moved_keeps_its_signals_and_hears_what_came_of_them(
    talk: Talk, hood: Neighbourhood, core: Chat
) -> None:
    await heard(talk, STOEP)
    talk.world.migrate(talk.chat.id)
    moved = talk.world.migrate(core.id)
    await talk.settled()
    await talk.moves(days=1)
    await hood.taps(talk.fatma, "sig:take+1", moved)
    assert talk.last().text == words("signals.taken", text=STOEP)


async def test_a_chat_may_tick_off_its_own_only(talk: Talk, hood: Neighbourhood, core: Chat) -> None:
    await heard(talk, STOEP)
    await talk.says(talk.fatma, f"/signalen{BOT}", chat=core.id)
    toast = await forged(talk, core, "sig:close+1")
    assert toast.text == words("signals.over")
    assert kept(talk) == [(STOEP, "open")]
