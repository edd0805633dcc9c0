"""Filling in a sheet alone: from the group's card to the private chat and back, over the real bot."""

import json
import logging
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.playground.model import Message
from bot.texts import Texts, _flat
from flows import catalogue
from tests.bot.talk import Talk
from tests.flows.sparks import SHEET, SPARKS

TEXTS = Texts.load()
SPARK_WORDS = _flat((), tomllib.loads((Path(__file__).parent.parent / "flows/sparks.toml").read_text("utf-8")))
BUTTON = TEXTS.plain("nl", "cards.control.fill")


def words(key: str, **values: object) -> str:
    return TEXTS.plain("nl", key, **values)


def notice(key: str, **values: object) -> str:
    return words(f"engine.notice.{key}", **values)


@pytest.fixture(autouse=True)
def sparks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot know the flow of these tests, and its words."""
    for flow in (SPARKS, SHEET):
        monkeypatch.setitem(catalogue.FLOWS, (flow.id, flow.version), flow)
    both = {lang: {key: TEXTS.source(lang, key) for key in TEXTS.keys(lang)} | SPARK_WORDS for lang in TEXTS.languages}
    monkeypatch.setattr(Texts, "load", lambda: Texts(both))


async def begun(talk: Talk, *members: int, topics: str = "Soep\nTuin") -> Message:
    """Bring a group to the question that everyone fills in alone; return its card."""
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    data = talk.codec().encode(group_id(talk), 0, 0, "start:sparks")
    await talk.forges(talk.an, talk.last(), data)
    for member in members:
        await talk.taps(member, "!join")
    await talk.taps(talk.an, "!begin")
    await talk.answers(talk.an, topics)
    await talk.taps(talk.an, "!next")
    await talk.taps(talk.an, "street")
    return talk.card()


def group_id(talk: Talk) -> int:
    found: int = talk.one("SELECT group_id FROM chat_alias WHERE tg_chat_id = ?", talk.chat.id)
    return found


async def fills(talk: Talk, person: int, mood: str = "sunny", name: str | None = None) -> None:
    """Fill in a sheet from the link to its end."""
    await talk.opens_link(person, BUTTON)
    await talk.taps_alone(person, "street" if name else "nobody")
    if name:
        await talk.says(person, name, chat=person)
    await talk.taps_alone(person, "3", "3", mood, "!skip", "!skip")


def sheets(talk: Talk) -> list[tuple[Any, ...]]:
    return talk.rows("SELECT status, parent_place FROM run WHERE parent_id IS NOT NULL ORDER BY id")


def state(talk: Talk) -> dict[str, Any]:
    """The run of the group."""
    found: dict[str, Any] = json.loads(talk.one("SELECT state FROM run WHERE parent_id IS NULL ORDER BY id DESC"))
    return found


def everything_said(talk: Talk) -> str:
    return "\n".join(talk.texts())


# --- the way in and back ---


async def test_the_card_says_who_sees_what_and_leads_to_the_private_chat(talk: Talk) -> None:
    card = await begun(talk, talk.bert)
    assert words("cards.fill_seen.named") in card.text
    assert words("cards.how.fill") in card.text
    assert words("cards.fill.few") in card.text, "two people are fewer than four"
    url = card.markup["inline_keyboard"][0][0]["url"]
    assert url.startswith("https://t.me/buurtvonk_bot?start=")
    assert len(url.partition("?start=")[2]) <= 64


async def test_a_member_fills_in_alone_and_the_group_sees_the_count(talk: Talk) -> None:
    card = await begun(talk, talk.bert, talk.fatma)
    first = await talk.opens_link(talk.bert, BUTTON)
    assert "Mag de straat je naam zien?" in first.text
    assert words("cards.seen.readers") in first.text
    assert "Dit vul je alleen in." in talk.texts(talk.private(talk.bert))
    before = len(talk.spoken())
    await talk.taps_alone(talk.bert, "nobody", "3", "3", "sunny", "!skip")
    assert words("cards.seen.unsigned") in talk.last(talk.private(talk.bert)).text
    await talk.taps_alone(talk.bert, "!skip")
    assert talk.last(talk.private(talk.bert)).text == notice("handed_in", n=1, joined=3)
    assert words("cards.tally.line", n=1, joined=3) in card.text
    assert len(talk.spoken()) == before, "a count is no message"
    assert sheets(talk) == [("done", "sheets")]


async def test_the_last_sheet_closes_the_question_and_shows_what_was_promised(talk: Talk) -> None:
    await begun(talk, talk.bert, talk.fatma, talk.jef)
    await fills(talk, talk.an, "sunny", name="An")
    await fills(talk, talk.bert, "sunny")
    await fills(talk, talk.fatma, "cloudy")
    await fills(talk, talk.jef, "stormy")
    said = everything_said(talk)
    assert "4 bladen." in said
    assert "Met naam: An." in said
    assert "Stemming: cloudy, stormy, sunny en sunny." in said
    assert "Zonder naam" not in said, "three without a name are fewer than four"
    assert state(talk)["current"] == "after"


async def test_typed_words_go_to_the_sheet(talk: Talk) -> None:
    await begun(talk, talk.bert)
    await talk.opens_link(talk.bert, BUTTON)
    await talk.taps_alone(talk.bert, "street")
    await talk.says(talk.bert, "Bert <b>& co", chat=talk.bert)
    assert "Hoe goed ken je Soep?" in talk.last(talk.private(talk.bert)).text


async def test_a_new_private_chat_speaks_as_the_group_does(talk: Talk) -> None:
    await begun(talk, talk.bert)
    await talk.says(talk.an, "/taal@buurtvonk_bot")
    await talk.taps(talk.an, "speak:en")
    first = await talk.opens_link(talk.bert, TEXTS.plain("en", "cards.control.fill"))
    assert TEXTS.plain("en", "cards.seen.readers") in first.text


# --- who gets in ---


async def test_a_forwarded_link_lets_nobody_in_who_did_not_join(talk: Talk) -> None:
    await begun(talk, talk.bert)
    said = await talk.opens_link(talk.jef, BUTTON)
    assert said.text == words("commands.sheet.unknown")
    assert sheets(talk) == []
    await talk.taps(talk.jef, "!join")
    assert "Mag de straat" in (await talk.opens_link(talk.jef, BUTTON)).text


@pytest.mark.parametrize("link", ["x", "1_", "1_AAAAAAAAAAAA", "zzzzzzzzzzzz_AAAAAAAAAAAA", "²_AAAA", "1_é", "99_-"])
async def test_a_made_up_link_says_no_more_than_a_forwarded_one(talk: Talk, link: str) -> None:
    await begun(talk, talk.bert)
    await talk.says(talk.an, f"/start {link}", chat=talk.an)
    assert talk.last(talk.private(talk.an)).text == words("commands.sheet.unknown")
    assert sheets(talk) == []


async def test_a_link_for_one_question_opens_no_other(talk: Talk) -> None:
    await begun(talk, talk.bert)
    run = talk.one("SELECT id FROM run")
    await talk.says(talk.an, f"/start {talk.codec().link(run, 'topics')}", chat=talk.an)
    assert talk.last(talk.private(talk.an)).text == words("commands.sheet.unknown")


async def test_the_word_of_a_link_means_nothing_in_a_group(talk: Talk) -> None:
    await begun(talk, talk.bert)
    link = talk.codec().link(talk.one("SELECT id FROM run"), "sheets")
    await talk.says(talk.an, f"/start@buurtvonk_bot {link}")
    assert sheets(talk) == []
    assert words("commands.run_exists") in talk.last().text


# --- more than one thing at a time ---


async def test_an_own_run_and_a_sheet_go_side_by_side(talk: Talk) -> None:
    await begun(talk, talk.bert)
    await talk.says(talk.bert, "/stappen", chat=talk.bert)
    own = talk.last(talk.private(talk.bert))
    await talk.opens_link(talk.bert, BUTTON)
    await talk.taps_alone(talk.bert, "street")
    await talk.says(talk.bert, "Bert", chat=talk.bert)
    assert "Soep" in talk.last(talk.private(talk.bert)).text, "words without a reply go to the sheet"
    await talk.says(talk.bert, "Iemand valt", own, chat=talk.bert)
    said = talk.rows("SELECT value FROM answer JOIN run ON run.id = run_id WHERE flow = 'six_steps'")
    assert any("Iemand valt" in value for (value,) in said)


async def test_a_run_of_ones_own_can_begin_while_a_sheet_is_open(talk: Talk) -> None:
    await begun(talk, talk.bert)
    await talk.opens_link(talk.bert, BUTTON)
    await talk.says(talk.bert, "/stappen", chat=talk.bert)
    assert talk.one("SELECT COUNT(*) FROM run WHERE flow = 'six_steps' AND status = 'open'") == 1


async def test_leaving_half_way_and_coming_back_by_the_link_loses_nothing(talk: Talk) -> None:
    await begun(talk, talk.bert)
    await talk.opens_link(talk.bert, BUTTON)
    await talk.taps_alone(talk.bert, "nobody", "3")
    assert "Tuin" in (await talk.opens_link(talk.bert, BUTTON)).text
    await talk.says(talk.bert, "/stop", chat=talk.bert)
    await talk.taps_alone(talk.bert, "!stop")
    assert talk.last(talk.private(talk.bert)).text == words("commands.sheet.stopped")
    assert sheets(talk) == [("stopped", "sheets")]
    assert "Tuin" in (await talk.opens_link(talk.bert, BUTTON)).text
    assert sheets(talk) == [("open", "sheets")]


async def test_who_left_the_group_hands_in_nothing_until_they_are_back(talk: Talk) -> None:
    await begun(talk, talk.bert, talk.fatma)
    await talk.opens_link(talk.bert, BUTTON)
    await talk.says(talk.bert, "/weg@buurtvonk_bot")
    await talk.taps_alone(talk.bert, "nobody", "3", "3", "sunny", "!skip", "!skip")
    assert talk.last(talk.private(talk.bert)).text == notice("not_joined")
    await talk.taps(talk.bert, "!join")
    said = await talk.opens_link(talk.bert, BUTTON)
    assert said.text == notice("handed_in", n=1, joined=3)


async def test_nobody_waits_for_the_sheet_of_someone_who_left_the_chat(talk: Talk) -> None:
    await begun(talk, talk.bert)
    await talk.opens_link(talk.bert, BUTTON)
    await fills(talk, talk.an)
    assert state(talk)["current"] == "sheets"
    talk.world.remove_member(talk.chat.id, talk.bert, talk.bert)
    await talk.settled()
    assert state(talk)["current"] == "after"


async def test_a_remark_can_not_be_parked_on_a_sheet_where_nothing_brings_it_up(talk: Talk) -> None:
    await begun(talk, talk.bert)
    await talk.opens_link(talk.bert, BUTTON)
    await talk.says(talk.bert, "/parkeer nog iets", chat=talk.bert)
    assert talk.last(talk.private(talk.bert)).text == words("commands.sheet.no_parking")


async def test_who_tries_a_flow_alone_fills_in_the_sheet_in_the_same_chat(talk: Talk) -> None:
    alone = talk.private(talk.an)
    await talk.says(talk.an, "/start", chat=talk.an)
    chat = talk.one("SELECT group_id FROM chat_alias WHERE tg_chat_id = ?", talk.an)
    await talk.forges(talk.an, talk.last(alone), talk.codec().encode(chat, 0, 0, "start:sparks"))
    await talk.says(talk.an, "Soep", chat=talk.an)
    await talk.taps_alone(talk.an, "!next", "street")
    url = next(row[0]["url"] for row in talk.last(alone).markup["inline_keyboard"] if "url" in row[0])
    await talk.says(talk.an, f"/start {url.partition('?start=')[2]}", chat=talk.an)
    await talk.taps_alone(talk.an, "nobody", "3", "sunny", "!skip", "!skip")
    assert "1 bladen." in talk.texts(alone)
    assert "Wat doen we hiermee?" in talk.texts(alone)[-2] + talk.texts(alone)[-1]


# --- changing afterwards ---


async def test_an_answer_can_be_changed_while_the_question_is_open(talk: Talk) -> None:
    await begun(talk, talk.bert)
    await fills(talk, talk.bert)
    await talk.taps_alone(talk.bert, words("commands.sheet.change"))
    await talk.taps_alone(talk.bert, "Stemming", "stormy")
    vote = talk.one("SELECT value FROM answer WHERE place = 'sheets' AND participant = ?", str(talk.bert))
    assert "stormy" in vote
    assert "sunny" not in vote


async def test_after_the_question_closed_a_friendly_word_and_nothing_lost(talk: Talk) -> None:
    await begun(talk, talk.bert, talk.fatma)
    await fills(talk, talk.bert)
    await talk.opens_link(talk.fatma, BUTTON)
    await talk.taps_alone(talk.fatma, "nobody")
    await talk.taps(talk.an, "!next")
    await talk.taps(talk.an, "!next")
    before = talk.rows("SELECT * FROM answer WHERE run_id = 1")
    late = await talk.taps_alone(talk.fatma, "3")
    assert (late.text, late.alert) == (notice("sheet_closed"), True)
    await talk.taps_alone(talk.bert, words("commands.sheet.change"))
    changed = await talk.taps_alone(talk.bert, "Stemming")
    assert changed.text == notice("sheet_closed")
    assert talk.rows("SELECT * FROM answer WHERE run_id = 1") == before
    assert sheets(talk) == [("done", "sheets"), ("stopped", "sheets")]


async def test_a_link_that_comes_too_late_says_so(talk: Talk) -> None:
    card = await begun(talk, talk.bert)
    url = card.markup["inline_keyboard"][0][0]["url"]
    await talk.taps(talk.an, "!skip")
    await talk.says(talk.bert, f"/start {url.partition('?start=')[2]}", chat=talk.bert)
    assert talk.last(talk.private(talk.bert)).text == notice("sheet_closed")


async def test_sheets_follow_when_the_group_changes_its_list(talk: Talk) -> None:
    await begun(talk, talk.bert, talk.fatma)
    await fills(talk, talk.bert)
    await talk.opens_link(talk.fatma, BUTTON)
    await talk.taps_alone(talk.fatma, "nobody", "3")
    await talk.says(talk.an, "/wijzig@buurtvonk_bot")
    await talk.taps(talk.an, "Thema's")
    await talk.answers(talk.an, "Feest")
    await talk.taps(talk.an, "!next")
    assert "Hoe goed ken je Feest?" in talk.last(talk.private(talk.bert)).text
    assert words("cards.tally.line", n=0, joined=3) in talk.card().text
    await talk.taps_alone(talk.bert, "4")
    assert talk.last(talk.private(talk.bert)).text == notice("handed_in", n=1, joined=3)


async def test_a_sheet_that_becomes_whole_by_what_the_group_takes_away_counts(talk: Talk) -> None:
    await begun(talk, talk.bert, talk.fatma)
    await fills(talk, talk.bert)
    await talk.taps_alone(talk.bert, words("commands.sheet.change"))
    await talk.taps_alone(talk.bert, "Vonk: Tuin")
    await talk.says(talk.an, "/wijzig@buurtvonk_bot")
    await talk.taps(talk.an, "Thema's")
    await talk.answers(talk.an, "-2")
    await talk.taps(talk.an, "!next")
    assert sheets(talk) == [("done", "sheets")]
    assert words("cards.tally.line", n=1, joined=3) in talk.card().text


async def test_the_second_time_the_last_answers_stand_ready(talk: Talk) -> None:
    await begun(talk, talk.bert)
    await fills(talk, talk.bert)
    await talk.says(talk.an, "/stop@buurtvonk_bot")
    await talk.taps(talk.an, "!stop")
    await talk.forges(talk.an, talk.last(), talk.codec().encode(group_id(talk), 0, 0, "start:sparks"))
    await talk.taps(talk.bert, "!join")
    await talk.taps(talk.an, "!begin")
    await talk.answers(talk.an, "Soep\nTuin")
    await talk.taps(talk.an, "!next")
    await talk.taps(talk.an, "street")
    first = await talk.opens_link(talk.bert, BUTTON)
    assert "● nee" in [label for label, _ in talk.buttons(first)]
    await talk.taps_alone(talk.bert, "!next")
    assert any(label.startswith("● ") for label, _ in talk.buttons(talk.last(talk.private(talk.bert))))


# --- the promise ---


async def test_nothing_of_a_sheet_reaches_another_chat_a_log_or_an_explanation(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    await begun(talk, talk.bert, talk.fatma)
    talk.world.set_admin(talk.chat.id, talk.an, talk.fatma)
    await talk.opens_link(talk.bert, BUTTON)
    await talk.taps_alone(talk.bert, "street")
    await talk.says(talk.bert, "Geheimpje", chat=talk.bert)
    await talk.taps_alone(talk.bert, "3", "3", "stormy", "!skip")
    for command in ("waarom", "overzicht", "kaart", "wijzig", "status"):
        await talk.says(talk.fatma, f"/{command}@buurtvonk_bot")
    elsewhere = [text for chat in talk.world.chats.values() if chat.id != talk.bert for text in talk.texts(chat)]
    assert not [text for text in elsewhere if "Geheimpje" in text or "storm" in text]
    assert not [it for it in caplog.records if it.name.startswith("bot") and "Geheimpje" in str(vars(it))]
    card = talk.last(talk.private(talk.bert))
    _, data = next(it for it in talk.buttons(card) if it[1])
    assert (await talk.forges(talk.fatma, talk.card(), data)).text == words("commands.foreign_button")
    await talk.says(talk.bert, "/waarom", chat=talk.bert)
    assert talk.last(talk.private(talk.bert)).text == words("commands.why.nothing_yet")


async def test_a_member_out_of_reach_holds_nobody_up_and_can_come_back(talk: Talk) -> None:
    talk.allowed = ("can't initiate conversation with a user",)
    await begun(talk, talk.bert, talk.fatma)
    await fills(talk, talk.bert)
    talk.world.users[talk.bert].started = False
    await talk.says(talk.an, "/wijzig@buurtvonk_bot")
    await talk.taps(talk.an, "Thema's")
    await talk.answers(talk.an, "Feest")
    await talk.taps(talk.an, "!next")
    await talk.opens_link(talk.an, BUTTON)
    await talk.taps_alone(talk.an, "nobody", "3", "3", "3", "sunny", "!skip", "!skip")
    assert words("cards.tally.line", n=1, joined=3) in talk.card().text
    again = await talk.opens_link(talk.bert, BUTTON)
    assert "Feest" in again.text
    await talk.taps_alone(talk.bert, "3")
    assert words("cards.tally.line", n=2, joined=3) in talk.card().text
