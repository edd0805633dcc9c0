"""After a poll: whoever was asked hears within a month what was done, or is not asked again (R49)."""

import pytest

from bot.clock import now
from bot.polls import tell_backs_due
from bot.store import Tx
from bot.store.sqlite import SqliteStore
from core.thresholds.neighbourhood import TELL_BACK_WITHIN
from tests.bot.neighbours import BOT, Neighbourhood
from tests.bot.poll_play import Polling, said
from tests.bot.talk import Talk

NEEDS = "Een bankje\nMeer groen"


@pytest.fixture
async def polling(talk: Talk) -> Polling:
    """A poll that was asked and closed, to be told back."""
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    polling = Polling(talk, Neighbourhood(talk))
    await polling.asks("needs", NEEDS)
    for person in talk.people:
        await polling.chooses(person, 0)
    await polling.closes()
    return polling


def reminders(talk: Talk) -> int:
    return sum("hoorden mensen nog niet" in text for text in talk.texts())


async def test_a_tell_back_asks_whether_it_is_right(talk: Talk, polling: Polling) -> None:
    talk.allowed = ("poll has already been closed",)
    await polling.taps("Terugzeggen")
    assert "Jullie zeiden: Een bankje." in talk.last().text
    await polling.replies("een bankje gezet.")
    await polling.taps("Versturen")
    assert polling.poll().question == "Jullie zeiden: Een bankje. Wij deden: een bankje gezet. Klopt dat voor jou?"
    await talk.moves(days=40)
    assert reminders(talk) == 0
    await polling.drafts("going_on")
    assert "Wat leeft er in jouw straat?" in talk.last().text


async def test_what_is_not_right_is_open_again_as_a_signal(talk: Talk, polling: Polling) -> None:
    await polling.taps("Terugzeggen")
    await polling.replies("een bankje gezet.")
    await polling.taps("Versturen")
    await talk.says(talk.bert, "Er staat nog niets aan de kerk", polling.native())
    assert talk.last().text == said("reopened")
    assert talk.rows("SELECT text FROM signal") == [("Er staat nog niets aan de kerk",)]
    await polling.closes()
    assert "Terugzeggen" not in [label for label, _ in talk.buttons(talk.last())]


async def test_whoever_owes_a_tell_back_is_reminded_twice_and_then_asks_nothing_new(
    talk: Talk, polling: Polling
) -> None:
    await talk.moves(days=16)
    assert reminders(talk) == 1
    await talk.moves(days=12)
    assert reminders(talk) == 2
    await talk.moves(days=30)
    assert reminders(talk) == 2
    await talk.says(talk.an, f"/peiling{BOT}")
    assert talk.last().text.startswith("Eerst iets terugzeggen")
    await polling.taps("Terugzeggen")
    await polling.replies("niets, er was geen geld.")
    await polling.taps("Versturen")
    await polling.drafts("going_on")
    assert "Wat leeft er in jouw straat?" in talk.last().text


async def test_a_draft_made_before_the_month_was_over_waits_as_well(talk: Talk, polling: Polling) -> None:
    await polling.drafts("going_on")
    await talk.moves(days=1)
    for _ in range(3):
        await talk.moves(days=13)
    await polling.taps("3 dagen")
    await polling.taps("Versturen")
    assert talk.last().text.startswith("Eerst iets terugzeggen")


async def test_a_tell_back_is_made_once(talk: Talk, polling: Polling) -> None:
    button = talk.last()
    data = next(data for label, data in talk.buttons(button) if label == "Terugzeggen")
    await polling.taps("Terugzeggen")
    await polling.replies("een bankje gezet.")
    await polling.taps("Versturen")
    assert (await talk.presses(talk.an, button, data)).text == said("told.already")


async def test_a_poll_that_nobody_answered_owes_nothing(talk: Talk, polling: Polling) -> None:
    await polling.asks("going_on")
    await polling.closes()
    assert said("result.nobody") in polling.result()
    assert talk.buttons(talk.last()) == []


async def test_a_core_group_sees_which_tell_backs_are_due(still: Talk) -> None:
    async with still.bot():
        still.world.add_bot(still.chat.id, still.an)
        await still.settled()
        polling = Polling(still, Neighbourhood(still))
        core = await polling.hood.group("Kern")
        await polling.hood.link(core)
        await polling.asks("area", "Kerk\nMolen")  # nobody's affair but their own
        await polling.votes(still.bert, "1. Kerk")
        await polling.closes()
        platform = await polling.platform()
        await polling.asks("going_on")
        await polling.votes(still.bert, "Groen", platform)
        await polling.closes()
    store = await SqliteStore.open(still.database, now)
    try:
        assert await store.write(_due) == ["Wat leeft er in jouw straat?"]
    finally:
        await store.close()


def _due(tx: Tx) -> list[str]:
    assert tell_backs_due(tx, 1, now()) == []
    return [poll.form.question for poll in tell_backs_due(tx, 1, now() + TELL_BACK_WITHIN)]
