"""What a changed message does, and a command that nobody knows: never nothing, and never something unasked."""

import pytest

from bot.texts import Texts
from tests.bot.talk import Talk

TEXTS = Texts.load()
BOT = "@buurtvonk_bot"


def plain(key: str) -> str:
    return TEXTS.plain("nl", f"commands.{key}", bot="buurtvonk_bot")


async def rewrites(talk: Talk, person: int, message: int, text: str, chat: int | None = None) -> None:
    talk.world.rewrite(talk.chat.id if chat is None else chat, person, message, text)
    await talk.settled()


def answer(talk: Talk, place: str) -> str:
    return str(talk.one("SELECT value FROM answer WHERE place = ? AND participant = ''", place))


async def test_an_answer_that_was_refused_counts_once_it_is_changed(talk: Talk) -> None:
    await talk.begins(talk.bert)
    said = await talk.answers(talk.bert, "lang " * 60)
    assert "200" in talk.last().text
    await rewrites(talk, talk.bert, said.id, "Samen eten")
    assert "Samen eten" in answer(talk, "q0_1")


async def test_after_a_question_closed_an_edit_does_not_count_and_that_is_said(talk: Talk) -> None:
    await talk.begins(talk.bert)
    said = await talk.answers(talk.bert, "Samen etne")
    await rewrites(talk, talk.bert, said.id, "Samen eten")
    assert talk.last().text == plain("edited")
    assert talk.last().reply_to == said.id
    assert "etne" in answer(talk, "q0_1")


async def test_an_edit_adds_nothing_to_a_list(talk: Talk) -> None:
    await talk.begins(talk.bert)
    await talk.answers(talk.bert, "Samen eten")
    await talk.skips_to("q1_2")
    said = await talk.answers(talk.bert, "40 op de 100")
    await rewrites(talk, talk.bert, said.id, "50 op de 100")
    assert talk.last().text == plain("edited")
    assert "50" not in talk.card().text


async def test_an_edit_of_the_answer_command_is_treated_as_an_answer(talk: Talk) -> None:
    await talk.begins(talk.bert)
    said = await talk.says(talk.bert, f"/a{BOT} Samen etne")
    await rewrites(talk, talk.bert, said.id, f"/a{BOT} Samen eten")
    assert talk.last().text == plain("edited")


async def test_a_command_is_not_given_again_by_an_edit(talk: Talk) -> None:
    await talk.begins(talk.bert)
    said = await talk.says(talk.bert, f"/status{BOT}")
    before = len(talk.spoken())
    await rewrites(talk, talk.bert, said.id, f"/stop{BOT}")
    assert len(talk.spoken()) == before
    assert talk.run()["status"] == "open"


async def test_talk_that_is_edited_is_left_in_peace(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    said = await talk.says(talk.bert, "wat een mooie bot", talk.last())
    before = len(talk.spoken())
    await rewrites(talk, talk.bert, said.id, "wat een bot")
    assert len(talk.spoken()) == before


async def test_when_the_run_is_over_an_edited_answer_hears_so(talk: Talk) -> None:
    await talk.begins(talk.bert)
    said = await talk.answers(talk.bert, "Samen eten")
    await talk.says(talk.an, f"/stop{BOT}")
    await talk.taps(talk.an, "!stop", talk.last())
    await rewrites(talk, talk.bert, said.id, "Samen koken")
    assert talk.last().text == plain("edited")


async def test_alone_with_the_bot_an_edit_never_answers_the_next_question(talk: Talk) -> None:
    await talk.says(talk.jef, "/stappen", chat=talk.jef)
    said = await talk.says(talk.jef, "Samen etne", chat=talk.jef)
    await rewrites(talk, talk.jef, said.id, "Samen eten", chat=talk.jef)
    assert talk.last(talk.private(talk.jef)).text == plain("edited")
    assert "etne" in answer(talk, "q0_1")


@pytest.mark.parametrize(("command", "is_heard"), [("/foo", False), (f"/foo{BOT}", True), ("/foo@other_bot", False)])
async def test_a_command_that_nobody_knows_gets_one_line_when_it_names_the_bot(
    talk: Talk, command: str, *, is_heard: bool
) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    before = len(talk.spoken())
    await talk.says(talk.bert, command)
    assert [message.text for message in talk.spoken()[before:]] == ([plain("unknown")] if is_heard else [])
