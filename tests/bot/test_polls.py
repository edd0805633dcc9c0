"""Polls on cards: made, looked at, answered, counted, closed."""

import pytest

from tests.bot.neighbours import BOT, Neighbourhood
from tests.bot.poll_play import Polling, said
from tests.bot.talk import Talk

IDEAS = "Soep koken\nEen bankje\nStraatfeest"


@pytest.fixture
async def polling(talk: Talk) -> Polling:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    return Polling(talk, Neighbourhood(talk))


# --- making one ---


async def test_a_poll_is_made_in_the_group(talk: Talk, polling: Polling) -> None:
    await talk.says(talk.an, "/peiling", chat=talk.an)
    assert talk.last(talk.private(talk.an)).text == said("in_group")


async def test_one_reply_makes_a_poll_and_the_preview_shows_it_before_anyone_is_asked(
    talk: Talk, polling: Polling
) -> None:
    preview = await polling.drafts("ideas", IDEAS)
    assert preview.text.startswith("Welk idee spreekt je aan?\n1. Soep koken\n2. Een bankje\n3. Straatfeest")
    assert "Namen verborgen" in preview.text
    assert "1. Ik help mee" in [label for label, _ in talk.buttons(preview)]
    assert (await polling.votes(talk.bert, "1. Ik help mee")).text == said("example")
    assert talk.one("SELECT status FROM poll") == "draft"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        pytest.param("Soep", "too_few", id="one option"),
        pytest.param("Soep\nsoep", "twice", id="duplicates"),
        pytest.param("\n".join("abcdefghijklm"), "too_many", id="thirteen"),
        pytest.param("a\n" + "b" * 101, "option_too_long", id="an option too long"),
    ],
)
async def test_a_poll_that_cannot_be_asked_says_what_to_change_and_keeps_what_was_typed(
    talk: Talk, polling: Polling, typed: str, fault: str
) -> None:
    message = await polling.drafts("ideas", typed)
    assert message.text == said(f"fault.{fault}", lines=typed.splitlines()).strip()
    await polling.replies(IDEAS)
    assert "Soep koken" in talk.last().text
    assert "Versturen" in [label for label, _ in talk.buttons(talk.last())]


async def test_markup_that_was_typed_is_shown_as_it_is(talk: Talk, polling: Polling) -> None:
    preview = await polling.drafts("one", "Meer <b>groen</b>?\nJa & graag\nNee <3")
    assert "Meer <b>groen</b>?\n○ Ja & graag\n○ Nee <3" in preview.text


async def test_the_last_day_can_be_chosen_or_typed_but_not_in_the_past(talk: Talk, polling: Polling) -> None:
    await polling.drafts("ideas", IDEAS)
    await polling.taps("3 dagen")
    assert "● 3 dagen" in [label for label, _ in talk.buttons(talk.last())]
    for typed, fault in (("1/1/2020", "past_date"), ("morgen", "bad_date"), ("2031-01-01", "far_date")):
        await polling.taps("Andere dag")
        await polling.replies(typed)
        assert talk.last().text == said(f"fault.{fault}")
    day = talk.world.now().date().replace(day=28)
    await polling.replies(day.strftime("%d/%m/%Y"))
    assert str(day.day) in talk.last().text
    assert talk.one("SELECT json_extract(form, '$.last_day') FROM poll") == day.isoformat()


async def test_a_draft_can_be_typed_again_or_thrown_away(talk: Talk, polling: Polling) -> None:
    await polling.drafts("ideas", IDEAS)
    await polling.taps("Aanpassen")
    assert IDEAS in talk.last().text
    await polling.replies("Soep\nTaart")
    assert "2. Taart" in talk.last().text
    await polling.taps("Weg ermee")
    assert talk.last().text == said("discarded")
    assert talk.rows("SELECT id FROM poll") == []


async def test_any_member_makes_a_poll_but_only_an_admin_sends_it(talk: Talk, polling: Polling) -> None:
    await talk.says(talk.bert, f"/peiling{BOT}")
    await talk.taps(talk.bert, "poll:new+going_on")
    assert (await polling.taps("Weg ermee", talk.fatma)).text == said("for_maker")
    assert (await polling.taps("Versturen", talk.bert)).text == said("for_admins")
    await polling.taps("Versturen", talk.an)
    assert talk.one("SELECT status FROM poll") == "open"


# --- answering ---


async def test_presses_change_a_choice_and_only_the_one_who_pressed_is_told(talk: Talk, polling: Polling) -> None:
    await polling.asks("ideas", IDEAS)
    assert (await polling.votes(talk.bert, "2. Ik help mee")).text == said("chosen", said="Een bankje (Ik help mee)")
    await polling.votes(talk.bert, "2. Ik help mee")
    assert talk.one("SELECT chosen FROM vote") == "{}"
    await polling.votes(talk.bert, "2. Ik help mee")
    await polling.votes(talk.fatma, "1. Ik help mee")
    card = polling.card()
    assert said("answered", n=2) in card.text
    assert "Ik help mee 1" not in card.text


async def test_live_counts_are_shown_from_four_answers_on(talk: Talk, polling: Polling) -> None:
    await polling.asks("ideas", IDEAS, "Toon aantallen")
    for person in talk.people[:3]:
        await polling.votes(person, "1. Ik help mee")
    assert "Ik help mee 3" not in polling.card().text
    await polling.votes(talk.jef, "1. Ik help mee")
    assert "1. Soep koken: Ik help mee 4, Leuk 0, Niets voor mij 0" in polling.card().text


async def test_ideas_end_ordered_by_who_helps_and_lead_to_an_action(talk: Talk, polling: Polling) -> None:
    await polling.asks("ideas", IDEAS)
    for person in talk.people:
        await polling.votes(person, "Leuk")
    await polling.votes(talk.bert, "3. Ik help mee")
    await polling.closes()
    result = polling.result()
    assert result.index("Straatfeest: 1 helpt mee") < result.index("Soep koken: niemand helpt mee, 4 leuk")
    assert "(R48b)" in result
    await polling.taps("Maak er werk van")
    assert "Straatfeest" in talk.last().text
    assert "start:six_steps" in talk.codes(talk.last())


async def test_below_four_answers_no_count_is_shown(talk: Talk, polling: Polling) -> None:
    await polling.asks("ideas", IDEAS)
    await polling.votes(talk.bert, "1. Ik help mee")
    await polling.closes()
    assert said("result.too_few", n=1) in polling.result()
    assert "Soep koken" not in polling.result()


async def test_a_closed_poll_takes_no_votes_and_forgets_who_voted(talk: Talk, polling: Polling) -> None:
    await polling.asks("ideas", IDEAS)
    await polling.votes(talk.bert, "1. Ik help mee")
    card = polling.card()
    data = next(data for label, data in talk.buttons(card) if label == "1. Ik help mee")
    await polling.closes()
    assert (await talk.forges(talk.fatma, card, data)).text == said("over")
    assert talk.rows("SELECT * FROM vote") == []
    assert talk.buttons(card) == []


async def test_the_only_moment_a_group_can_make_is_kept(talk: Talk, polling: Polling) -> None:
    platform = await polling.platform()
    await polling.asks("moments", "Maandag\nDinsdag", f"poll:chat+1+{_chat(talk)}")
    for person in talk.people:
        await polling.votes(person, "1. Ja")
    await polling.votes(talk.fatma, "2. Ja", platform)
    await polling.votes(talk.fatma, "Nee", platform)
    await polling.closes()
    assert "Maandag: 3 ja" in polling.result()
    assert "Laat Dinsdag niet vallen" in polling.result(platform)


def _chat(talk: Talk) -> int:
    return int(talk.one("SELECT group_id FROM chat_alias WHERE tg_chat_id = ?", talk.chat.id))


# --- words ---


async def test_an_objection_is_answered_with_words_and_stops_the_plan(talk: Talk, polling: Polling) -> None:
    await polling.asks("consent", "Een maand lang de straat autovrij.")
    card = polling.card()
    await talk.says(talk.bert, "Mijn winkel ligt daar", card)
    assert talk.last().text == said("choose_first")
    await polling.votes(talk.bert, "Ik heb een bezwaar")
    await talk.says(talk.bert, "De winkels liggen daar", card)
    await polling.votes(talk.fatma, "Ja")
    await polling.closes()
    assert said("result.way.objection", rule="R48c") in polling.result()
    assert "Ik heb een bezwaar: De winkels liggen daar" in polling.result()


async def test_words_can_be_said_in_private_and_never_about_one_person(talk: Talk, polling: Polling) -> None:
    await polling.asks("going_on")
    await polling.votes(talk.bert, "Groen")
    alone = await talk.opens_link(talk.bert, "Zeg het mij alleen", polling.card())
    await talk.says(talk.bert, "Mevrouw Peeters is ziek", alone, chat=talk.bert)
    assert talk.last(talk.private(talk.bert)).text == said("words_personal")
    await talk.says(talk.bert, "De bomen drogen uit", talk.last(talk.private(talk.bert)), chat=talk.bert)
    assert talk.last(talk.private(talk.bert)).text == said("words_kept")
    for person in (talk.an, talk.fatma, talk.jef):
        await polling.votes(person, "Verkeer")
    await polling.closes()
    assert "Verkeer: 3" in polling.result()
    assert "Groen: De bomen drogen uit" in polling.result()


async def test_a_link_that_somebody_made_up_adds_nothing(talk: Talk, polling: Polling) -> None:
    await polling.asks("going_on")
    await talk.says(talk.bert, "/start poll-1-0123456789ab", chat=talk.bert)
    assert talk.last(talk.private(talk.bert)).text == said("over_words")


async def test_who_did_not_choose_adds_no_words_in_private(talk: Talk, polling: Polling) -> None:
    await polling.asks("going_on")
    assert (await talk.opens_link(talk.bert, "Zeg het mij alleen", polling.card())).text == said("choose_first")


async def test_a_reply_to_a_poll_without_words_is_left_in_peace(talk: Talk, polling: Polling) -> None:
    await polling.asks("ideas", IDEAS)
    before = len(talk.spoken())
    await talk.says(talk.bert, "leuk zeg", polling.card())
    assert len(talk.spoken()) == before


async def test_an_area_shows_what_overlaps(talk: Talk, polling: Polling) -> None:
    await polling.asks("area", "Kerkstraat\nMolenweg")
    for person in talk.people:
        await polling.votes(person, "1. Kerkstraat")
    await polling.votes(talk.bert, "2. Molenweg")
    await polling.closes()
    assert "Iedereen noemt: Kerkstraat." in polling.result()
    assert "Molenweg: 1" in polling.result()


# --- paper ---


async def test_paper_is_added_read_back_and_can_be_taken_away(talk: Talk, polling: Polling) -> None:
    await polling.asks("area", "Kerkstraat\nMolenweg")
    await polling.taps("Papier erbij")
    await polling.replies("9: 5")
    assert talk.last().text == said("paper.wrong", cells=["Kerkstraat", "Molenweg"], n=2).strip()
    await polling.replies("op papier, 9 mensen: 9 3")
    assert "Kerkstraat: 9" in talk.last().text
    await polling.taps("Haal dit weg")
    assert talk.last().text == said("paper.gone")
    await polling.taps("Papier erbij")
    await polling.replies("op papier, 9 mensen: 8 3")
    await polling.votes(talk.bert, "2. Molenweg")
    await polling.closes()
    assert "10 antwoorden, waarvan 9 op papier" in polling.result()
    assert "Kerkstraat: 8" in polling.result()
    assert "Molenweg: 4" in polling.result()


# --- time ---


async def test_a_poll_is_reminded_of_once_and_closes_by_itself(talk: Talk, polling: Polling) -> None:
    await polling.asks("ideas", IDEAS)
    await polling.votes(talk.bert, "1. Ik help mee")
    await talk.moves(days=10)
    texts = talk.texts()
    assert sum("sluit op" in text for text in texts) == 1
    assert sum(text.startswith("Uitkomst:") for text in texts) == 1
    assert talk.one("SELECT status FROM poll") == "announced"


async def test_whoever_steers_can_leave_it_open(talk: Talk, polling: Polling) -> None:
    await polling.asks("ideas", IDEAS)
    await polling.taps("Sluiten")
    await polling.taps("Nee, laat open")
    assert (await polling.votes(talk.bert, "1. Ik help mee")).text.startswith("Genoteerd")
    await polling.taps("Sluiten")


async def test_the_overview_shows_what_is_open_and_what_is_owed(talk: Talk, polling: Polling) -> None:
    await polling.asks("ideas", IDEAS)
    await polling.votes(talk.bert, "1. Ik help mee")
    await talk.says(talk.an, f"/overzicht{BOT}")
    assert "Welk idee spreekt je aan?: open tot en met" in talk.last().text
    await polling.closes()
    await talk.says(talk.an, f"/overzicht{BOT}")
    assert "nog terug te zeggen" in talk.last().text
