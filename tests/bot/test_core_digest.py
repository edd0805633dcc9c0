"""What the core group hears of check-ins, takes up and tells back; and its own check-in."""

import pytest

from bot.playground.model import Chat
from tests.bot.neighbours import BOT, words
from tests.bot.poll_play import Polling
from tests.bot.rounds import Rounds
from tests.bot.talk import Talk

ASKS = ("2", "yes", "…", "yes", "money", "…")


@pytest.fixture
async def home(talk: Talk) -> Rounds:
    rounds = Rounds(talk)
    await rounds.arrives()
    return rounds


@pytest.fixture
async def core(home: Rounds) -> Chat:
    """A core group, linked with the chat of An."""
    chat = await home.near.group("Kern")
    await home.near.link(chat)
    return chat


async def asked(home: Rounds, heard: str = "") -> None:
    """An and Bert check in; Bert asks for money."""
    if not home.rows("check_in"):
        await home.sets_up(home.talk.bert)
    await home.opens()
    await home.fills(home.talk.an)
    await home.fills(home.talk.bert, *ASKS, lines=("zaal", "voor soep"), heard=heard)


async def told(home: Rounds) -> None:
    await home.passes_to(home.planned("digest"))


# --- the digest ---


async def test_one_message_the_next_morning_tells_who_needs_what_and_what_was_heard(
    home: Rounds, talk: Talk, core: Chat
) -> None:
    before = len(talk.spoken(core))
    await asked(home, heard="de lift hapert")
    assert len(talk.spoken(core)) == before
    assert home.local("digest").hour == 8
    await told(home)
    await talk.moves(days=1)
    assert len(talk.spoken(core)) == before + 1
    digest = talk.last(core).text
    assert "2 antwoorden, te weinig om het vuur te tonen" in digest
    assert "geld: “voor soep”" in digest
    assert "de lift hapert" in digest
    assert words("check_ins.needs.promise").replace("<i>", "").replace("</i>", "") in digest


async def test_rounds_of_several_groups_come_in_one_digest_with_the_fire_in_words(
    home: Rounds, talk: Talk, core: Chat
) -> None:
    everyone = (talk.an, talk.bert, talk.fatma, talk.jef)
    await home.sets_up(*everyone)
    for level in ("3", "1"):
        await home.opens()
        for person in everyone:
            await home.fills(person, level, "no", "yes", "nothing")
        await told(home)
    said = talk.last(core).text
    assert "vuur smeult, minder dan vorige keer" in said
    assert "Er bewoog twee keer weinig" in said
    assert talk.buttons(talk.last(core)) == []


async def test_without_anything_new_the_core_group_hears_nothing(home: Rounds, talk: Talk, core: Chat) -> None:
    before = len(talk.spoken(core))
    await told(home)
    assert len(talk.spoken(core)) == before


async def test_rounds_before_a_core_group_was_there_wait_for_it(home: Rounds, talk: Talk) -> None:
    await asked(home)
    chat = await home.near.group("Kern")
    await home.near.link(chat)
    await told(home)
    assert "geld: “voor soep”" in talk.last(chat).text


async def test_who_is_core_group_no_more_hears_no_digest(home: Rounds, talk: Talk, core: Chat) -> None:
    await asked(home)
    await home.near.says(talk.bert, f"/buurt{BOT}", core)
    await home.taps(talk.bert, "hood:role+action_group", core)
    before = len(talk.spoken(core))
    await told(home)
    assert len(talk.spoken(core)) == before


async def test_a_signal_alone_comes_by_itself_with_its_buttons(home: Rounds, talk: Talk, core: Chat) -> None:
    await talk.says(talk.jef, f"/signaal{BOT} de lift hapert")
    await talk.moves(days=3)
    heard = [message for message in talk.spoken(core) if "de lift hapert" in message.text]
    assert len(heard) == 1
    assert talk.buttons(heard[0]) != []


# --- taking up ---


async def test_one_tap_takes_a_need_up_and_the_action_group_sees_that_the_core_group_does(
    home: Rounds, talk: Talk, core: Chat
) -> None:
    await asked(home)
    await told(home)
    digest = talk.last(core)
    toast = await home.taps(talk.fatma, words("check_ins.button.take", n=1), core)
    assert toast.text == words("check_ins.toast.taken")
    assert "(opgenomen)" in digest.text
    assert talk.last().text == words("check_ins.there.taken", kind="geld", lines=["voor soep"])
    await home.taps(talk.bert, words("check_ins.button.told", n=1), core)
    assert "(rond)" in digest.text
    assert talk.buttons(digest) == []
    assert "is dit rond: geld" in talk.last().text


async def test_a_need_is_taken_up_once(home: Rounds, talk: Talk, core: Chat) -> None:
    await asked(home)
    await told(home)
    digest = talk.last(core)
    _, data = talk.find(words("check_ins.button.take", n=1), digest)
    await talk.presses(talk.bert, digest, data)
    before = len(talk.spoken())
    assert (await talk.forges(talk.fatma, digest, data)).text == words("check_ins.needs.over")
    assert len(talk.spoken()) == before


async def test_another_chat_can_act_on_no_need(home: Rounds, talk: Talk, core: Chat) -> None:
    await asked(home)
    forged = talk.codec().encode(1, 0, 0, "checkin:take+1")
    assert (await talk.forges(talk.bert, talk.last(), forged)).text == words("check_ins.needs.over")
    assert [it["status"] for it in home.rows("need")] == ["open"]


async def test_what_nobody_takes_up_comes_back_once_and_stays_in_the_overview_of_both(
    home: Rounds, talk: Talk, core: Chat
) -> None:
    await asked(home)
    await told(home)
    await home.taps(talk.an, "checkin:pause")
    before = len(talk.spoken(core))
    await home.passes_to(home.planned("need_back"))
    assert talk.last(core).text.startswith(words("check_ins.needs.again"))
    await talk.moves(weeks=6)
    assert len(talk.spoken(core)) == before + 1
    for chat, line in ((talk.chat, "• geld: “voor soep”"), (core, ": geld: “voor soep”")):
        await talk.says(talk.bert, f"/overzicht{BOT}", chat=chat.id)
        assert line in talk.last(chat).text
    assert "Wat jullie van de kerngroep vragen" in talk.texts()[-1]


async def test_what_was_taken_up_does_not_come_back(home: Rounds, talk: Talk, core: Chat) -> None:
    await asked(home)
    await told(home)
    await home.taps(talk.fatma, words("check_ins.button.take", n=1), core)
    await home.taps(talk.an, "checkin:pause")
    before = len(talk.spoken(core))
    await home.passes_to(home.planned("need_back"))
    assert len(talk.spoken(core)) == before


async def test_a_core_group_that_is_gone_is_told_nothing_and_blocks_nobody(
    home: Rounds, talk: Talk, core: Chat
) -> None:
    talk.world.remove_bot(core.id, talk.bert)
    await talk.settled()
    before = len(talk.spoken(core))
    await asked(home)
    await talk.moves(days=3)
    assert len(talk.spoken(core)) == before
    assert home.status() == "done"


# --- the core group's own check-in ---


async def test_a_core_group_begins_with_its_own_question_and_an_agenda_of_what_is_open(
    home: Rounds, talk: Talk, core: Chat
) -> None:
    await asked(home, heard="de lift hapert")
    await told(home)
    card = await home.sets_up(chat=core, lead=talk.bert)
    assert "Check-in van de kerngroep" in card.text
    assert "checkin:join" not in talk.codes(card)
    before = len(talk.spoken(core))
    await home.passes_to(home.planned_in(core, "check_in"))
    agenda = talk.last(core)
    assert len(talk.spoken(core)) == before + 1
    assert "Wat hebben jullie van ons nodig?" in agenda.text
    assert "de lift hapert" in agenda.text
    assert "geld: “voor soep”" in agenda.text
    await home.taps(talk.bert, words("check_ins.button.take", n=1), core)
    assert "(opgenomen)" in agenda.text


async def test_an_empty_agenda_says_what_to_do_instead(home: Rounds, talk: Talk, core: Chat) -> None:
    await home.sets_up(chat=core, lead=talk.bert)
    await home.passes_to(home.planned_in(core, "check_in"))
    assert "Er staat nu niets open" in talk.last(core).text


async def test_a_core_group_can_ask_for_its_agenda_now_and_sees_the_polls_to_tell_back(
    home: Rounds, talk: Talk, core: Chat
) -> None:
    await home.sets_up(chat=core, lead=talk.bert)
    await home.taps(talk.bert, "checkin:now", core)
    assert "Wat hebben jullie van ons nodig?" in talk.last(core).text
    assert home.rows("run") == []


async def test_a_tap_after_weeks_still_takes_a_need_up(home: Rounds, talk: Talk, core: Chat) -> None:
    await asked(home)
    await told(home)
    await home.taps(talk.an, "checkin:pause")
    await talk.moves(days=10)
    await home.taps(talk.fatma, words("check_ins.button.take", n=1), core)
    assert [it["status"] for it in home.rows("need")] == ["taken"]


async def test_a_core_group_in_another_language_reads_its_own(home: Rounds, talk: Talk, core: Chat) -> None:
    await home.near.says(talk.bert, f"/taal{BOT}", core)
    await home.taps(talk.bert, "speak:en", core)
    await asked(home, heard="de lift hapert")
    await told(home)
    digest = talk.last(core).text
    assert "too few to show the fire" in digest
    assert "money: “voor soep”" in digest
    await home.taps(talk.fatma, "We take up 1", core)
    assert talk.last().text == words("check_ins.there.taken", kind="geld", lines=["voor soep"])


async def test_what_is_still_to_be_told_back_stands_on_the_agenda(home: Rounds, talk: Talk, core: Chat) -> None:
    polling = Polling(talk, home.near)
    square = await polling.platform()
    await polling.asks("going_on")
    await polling.votes(talk.bert, "Groen", square)
    await polling.closes()
    await talk.moves(days=15)
    await home.sets_up(chat=core, lead=talk.bert)
    await home.passes_to(home.planned_in(core, "check_in"))
    assert "Wat leeft er in jouw straat?: nog terug te zeggen" in talk.last(core).text
