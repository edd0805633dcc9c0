import asyncio
import json
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

import pytest
from aiohttp import ClientResponse

from tests.bot.playground_place import HEADER, Place, a_place


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    async with a_place() as made:
        yield made


async def test_only_this_machine_under_its_own_name_is_answered(place: Place) -> None:
    port = place.running.api_url.rsplit(":", 1)[1]
    for host, status in ((f"evil.example:{port}", 403), (f"localhost:{port}", 200), (f"[::1]:{port}", 200)):
        assert (await place.get("", Host=host)).status == status


async def test_an_act_needs_the_header_of_the_page(place: Place) -> None:
    url = f"{place.running.page_url}playground/api/say"
    given = {"chat": place.group.id, "person": place.people[0], "text": "x"}
    async with place.client.post(url, json=given) as answer:
        assert answer.status == HTTPStatus.FORBIDDEN
    assert (await place.act("say", **given))[0] == HTTPStatus.OK


async def test_talk_and_groups_go_through_the_control_endpoint(place: Place) -> None:
    chat, (an, bert, _, _) = place.group.id, place.people
    me = {"chat": chat, "person": an}
    said = (await place.act("say", **me, text="hallo"))[1]["messages"][0]
    await place.act("rewrite", **me, message=said, text="dag")
    assert place.group.messages[said].text == "dag"
    await place.act("rename", **me, title="Straat")
    assert place.group.title == "Straat"
    other = (await place.act("new_group", title="Tuin", people=[an, bert]))[1]["chat"]
    assert set(place.world.chats[other].members) == {an, bert}


async def test_people_and_the_bot_come_and_go_through_the_control_endpoint(place: Place) -> None:
    me, (_, bert, _, jef) = {"chat": place.group.id, "person": place.people[0]}, place.people
    await place.act("remove_bot", **me)
    assert not place.group.has(place.world.bot.id)
    await place.act("add_bot", **me)
    await place.act("remove_member", **me, target=jef)
    assert not place.group.has(jef)
    await place.act("add_member", **me, target=jef)
    noor = (await place.act("add_person", **me, name="Noor"))[1]["person"]
    alone = (await place.act("add_person", name="Ola"))[1]["person"]
    assert (place.group.has(jef), place.group.has(noor), place.group.has(alone)) == (True, True, False)
    await place.act("admin", **me, target=bert)
    assert place.group.status_of(bert) == "administrator"


async def test_a_moved_group_its_hint_and_a_channel_are_in_the_state(place: Place) -> None:
    chat, an = place.group.id, place.people[0]
    new = (await place.act("migrate", chat=chat))[1]["chat"]
    await place.act("say", chat=new, person=an, text="x", channel="Krant")
    await place.act("hint", chat=new, hint={"step": "q0_1"})
    state = json.loads(await (await place.get("playground/api/state")).read())
    shown = next(one for one in state["chats"] if one["id"] == new)
    assert (shown["hint"], shown["type"]) == ({"step": "q0_1"}, "supergroup")
    assert state["messages"][str(new)][-1]["sender_chat"]["title"] == "Krant"


async def test_a_press_and_its_answer_are_told_to_the_page(place: Place) -> None:
    markup = {"inline_keyboard": [[{"text": "Ja", "callback_data": "ja"}]]}
    _, sent = await place.call("sendMessage", chat_id=place.group.id, text="?", reply_markup=markup)
    given = {"chat": place.group.id, "person": place.people[1], "message": sent["result"]["message_id"]}
    status, answer = await place.act("press", **given, button="ja")
    query = (await place.call("getUpdates"))[1]["result"][0]["callback_query"]
    assert (status, query["id"], query["data"]) == (200, answer["press"], "ja")
    assert await place.act("press", **given, button="nee") == (409, {"ok": False, "reason": "no_such_button"})
    status, answer = await place.act("press")
    assert (status, answer["reason"]) == (400, "bad_input")
    ledger = json.loads(await (await place.get("playground/api/ledger")).read())
    assert [(call["method"], call["code"]) for call in ledger] == [("sendMessage", 200)]


async def test_an_unknown_act_is_not_found(place: Place) -> None:
    async with place.client.post(f"{place.running.page_url}playground/api/fly", headers=HEADER) as answer:
        assert answer.status == HTTPStatus.NOT_FOUND


async def changes_of(answer: ClientResponse) -> AsyncIterator[Any]:
    async for line in answer.content:
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


async def test_the_stream_starts_with_everything_and_goes_on_with_changes(place: Place) -> None:
    async with place.client.get(f"{place.running.page_url}playground/events") as answer:
        changes = changes_of(answer)
        first = await anext(changes)
        place.world.say(place.group.id, place.people[0], "hallo")
        second = await anext(changes)
        place.world.erase(place.group, second["message"]["message_id"])
        third = await anext(changes)
    assert (first["type"], [one["first_name"] for one in first["people"]]) == (
        "snapshot",
        ["An", "Bert", "Fatma", "Jef"],
    )
    assert (second["type"], second["message"]["text"], second["message"]["by"]) == ("message", "hallo", place.people[0])
    assert third == {"type": "deleted", "chat": place.group.id, "id": second["message"]["message_id"]}


async def test_an_open_stream_does_not_hold_up_closing() -> None:
    async with a_place() as place, place.client.get(f"{place.running.page_url}playground/events") as answer:
        await anext(changes_of(answer))
        place.running._control.close()
        assert (await asyncio.wait_for(answer.content.read(), 2)).strip() == b""


async def test_the_page_is_served_with_a_strict_policy(place: Place) -> None:
    page = await place.get("")
    assert page.status == HTTPStatus.OK
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    for name in ("main.js", "look.css", "spark.svg"):
        assert (await place.get(f"page/{name}")).status == HTTPStatus.OK
    for name in ("none.js", "..%2Fserve.py", "..%2f..%2f__init__.py"):
        assert (await place.get(f"page/{name}")).status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(("language", "status"), [("nl", 200), ("en", 200), ("tlh", 404)])
async def test_words_and_example_come_in_the_known_languages(place: Place, language: str, status: int) -> None:
    assert (await place.get(f"playground/words/{language}")).status == status


async def test_polls_and_forwards_go_through_the_control_endpoint(place: Place) -> None:
    given = {"question": "?", "options": ["a", "b"], "is_anonymous": False, "allow_adding_options": True}
    _, sent = await place.call("sendPoll", chat_id=place.group.id, **given)
    me = {"chat": place.group.id, "person": place.people[0], "message": sent["result"]["message_id"]}
    assert (await place.act("vote", **me, options=[1]))[0] == HTTPStatus.OK
    option = (await place.act("add_option", **me, text="c"))[1]["option"]
    passed_on = (await place.act("forward", **me, to=place.people[0]))[1]["message"]
    polls = [one["poll"] for one in (await place.call("getUpdates"))[1]["result"] if "poll" in one]
    assert [one["total_voter_count"] for one in polls] == [1, 1]
    assert polls[-1]["options"][2]["persistent_id"] == option
    assert place.world.chats[place.people[0]].messages[passed_on].poll is place.world.polls[polls[0]["id"]]
    assert await place.act("vote", **me, options=[0, 1]) == (409, {"ok": False, "reason": "one_answer"})
    assert (await place.act("vote", **me, options=["x"]))[0] == HTTPStatus.BAD_REQUEST


async def test_chats_of_every_kind_come_and_go_through_the_control_endpoint(place: Place) -> None:
    an, bert, *_ = place.people
    channel = (await place.act("new_group", title="Krant", people=[an, bert], kind="channel", bot=True))[1]["chat"]
    assert place.world.chats[channel].status_of(place.world.bot.id) == "administrator"
    group = (await place.act("new_group", title="Tuin", people=[an]))[1]["chat"]
    await place.act("start_in_group", chat=group, person=an, payload="link-x")
    assert place.world.chats[group].has(place.world.bot.id)
    await place.act("delete_chat", chat=group, person=an)
    assert place.world.chats[group].deleted
    words = {"people": ["Lien", "Omar", "Rosa", "Wim"], "core": "Kern", "platform": "Praat"}
    titles = {"first_action": "Koken", "second_action": "Tuin"}
    made = (await place.act("neighbourhood", **words, **titles))[1]["chats"]
    assert [place.world.chats[chat].title for chat in made] == ["Koken", "Tuin", "Praat", "Kern"]
    assert (await place.act("neighbourhood", people=[]))[0] == HTTPStatus.BAD_REQUEST
