"""Members who are no longer in the chat, and who leads then."""

import json

from bot.texts import Texts
from tests.bot.talk import Talk

TEXTS = Texts.load()
BOT = "@buurtvonk_bot"


def words(key: str) -> str:
    return TEXTS.plain("nl", key)


def state(talk: Talk) -> dict[str, object]:
    return dict(json.loads(talk.run()["state"]))


async def departs(talk: Talk, person: int) -> None:
    talk.world.remove_member(talk.chat.id, person, person)
    await talk.settled()


async def test_nobody_waits_for_someone_who_left_the_chat(talk: Talk) -> None:
    await talk.begins(talk.bert, talk.fatma)
    await departs(talk, talk.fatma)
    assert state(talk)["members"] == [str(talk.an), str(talk.bert)]
    assert talk.last() == talk.card(), "nothing is said about it"


async def test_when_the_facilitator_leaves_the_chat_the_next_in_line_leads_and_hears_so(talk: Talk) -> None:
    await talk.begins(talk.bert, talk.fatma)
    await departs(talk, talk.an)
    assert state(talk)["facilitator"] == str(talk.bert)
    assert talk.last().text == words("engine.announce.handed_on")
    await talk.taps(talk.bert, "!pause")
    assert talk.run()["status"] == "paused"


async def test_who_takes_no_part_may_leave_the_chat_unnoticed(talk: Talk) -> None:
    await talk.begins(talk.bert)
    before = talk.run(), len(talk.spoken())
    await departs(talk, talk.jef)
    assert (talk.run(), len(talk.spoken())) == before


async def test_who_leads_already_is_told_so(talk: Talk) -> None:
    await talk.begins(talk.bert)
    await talk.says(talk.an, f"/overnemen{BOT}")
    assert talk.last().text == words("engine.notice.already_leading")
