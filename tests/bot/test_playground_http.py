import asyncio
import json
import sys
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, FormData

from bot.playground.faults import Fault
from tests.bot.playground_place import Place, a_place


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    async with a_place() as made:
        yield made


async def test_a_wrong_token_is_401_and_an_unknown_method_404(place: Place) -> None:
    async with place.client.get(f"{place.running.api_url}/bot1:abc/getMe") as answer:
        assert (answer.status, await answer.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )
    assert await place.call("sendDice") == (404, {"ok": False, "error_code": 404, "description": "Not Found"})


async def test_parameters_come_by_query_form_json_and_multipart(place: Place) -> None:
    chat = str(place.group.id)
    form = FormData({"chat_id": chat, "text": "form"})
    parts = FormData({"chat_id": chat, "caption": "deel", "document": "attach://f"})
    parts.add_field("f", b"inhoud", filename="plan.txt", content_type="text/plain")
    async with place.client.get(place.url("sendMessage"), params={"chat_id": chat, "text": "query"}) as answer:
        assert answer.status == HTTPStatus.OK
    async with place.client.post(place.url("sendMessage"), data=form) as answer:
        assert answer.status == HTTPStatus.OK
    assert (await place.call("sendMessage", chat_id=place.group.id, text="json"))[0] == HTTPStatus.OK
    async with place.client.post(place.url("sendDocument"), data=parts) as answer:
        sent = (await answer.json())["result"]
    said = [message.text for message in place.group.messages.values() if message.sender_id == place.world.bot.id]
    assert said == ["query", "form", "json", "deel"]
    assert (sent["document"]["file_name"], sent["document"]["mime_type"]) == ("plan.txt", "text/plain")
    file = await place.get(f"playground/files/{sent['document']['file_id']}")
    assert (await file.read(), file.headers["Content-Disposition"]) == (b"inhoud", 'attachment; filename="plan.txt"')
    assert (await place.get("playground/files/none")).status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("body", [b"{", b"[]"])
async def test_a_broken_body_is_refused(place: Place, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    async with place.client.post(place.url("sendMessage"), data=body, headers=headers) as answer:
        assert answer.status == HTTPStatus.BAD_REQUEST


async def test_a_long_poll_waits_for_news_and_not_longer_than_asked(place: Place) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert (await place.call("getUpdates", timeout=1))[1]["result"] == []
    assert 0.9 < loop.time() - began < 3
    poll = asyncio.create_task(place.call("getUpdates", timeout=30))
    await asyncio.sleep(0.1)
    place.world.say(place.group.id, place.people[0], "gewoon")
    place.world.say(place.group.id, place.people[0], "/start")
    _, answer = await asyncio.wait_for(poll, 5)
    assert [update["message"]["text"] for update in answer["result"]] == ["/start"]


async def test_a_second_poller_gets_the_updates_and_the_first_409(place: Place) -> None:
    first = asyncio.create_task(place.call("getUpdates", timeout=30))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(place.call("getUpdates", timeout=30))
    status, answer = await asyncio.wait_for(first, 5)
    assert (status, answer["description"][:45]) == (409, "Conflict: terminated by other getUpdates requ")
    place.world.say(place.group.id, place.people[0], "/start")
    assert len((await asyncio.wait_for(second, 5))[1]["result"]) == 1


async def test_closing_ends_a_poll_with_nothing() -> None:
    async with a_place() as place:
        poll = asyncio.create_task(place.call("getUpdates", timeout=30))
        await asyncio.sleep(0.1)
        closing = asyncio.create_task(place.running.close())
        assert (await asyncio.wait_for(poll, 5))[1] == {"ok": True, "result": []}
        await closing


@pytest.mark.parametrize(
    ("kind", "status", "text"),
    [
        ("too_many", 429, "Too Many Requests: retry after 7"),
        ("server_error", 500, "Internal Server Error"),
        ("bad_gateway", 502, "502 Bad Gateway"),
        ("forbidden", 403, "Forbidden: bot was kicked from the group chat"),
    ],
)
async def test_a_fault_before_the_effect_leaves_nothing_behind(place: Place, kind: Any, status: int, text: str) -> None:
    place.world.faults.plan([Fault(kind, "sendMessage", nth=1, seconds=7)])
    before = len(place.group.messages)
    given = {"chat_id": place.group.id, "text": "x"}
    async with place.client.post(place.url("sendMessage"), json=given) as answer:
        assert answer.status == status
        assert text in await answer.text()
    assert len(place.group.messages) == before
    assert (await place.call("sendMessage", **given))[0] == HTTPStatus.OK
    assert [call.description for call in place.world.ledger] == [kind, ""]


@pytest.mark.parametrize(("kind", "posted"), [("drop_before", 0), ("drop_after", 1), ("hang_after", 1)])
async def test_a_broken_connection_may_or_may_not_have_worked(place: Place, kind: Any, posted: int) -> None:
    status, _ = await place.act("faults", rules=[{"kind": kind, "method": "sendMessage", "nth": 1, "seconds": 0}])
    assert status == HTTPStatus.OK
    before = len(place.group.messages)
    with pytest.raises(ClientError):
        await place.call("sendMessage", chat_id=place.group.id, text="x")
    assert len(place.group.messages) == before + posted
    assert place.world.ledger[-1].description == kind


async def test_a_group_can_move_just_before_a_call(place: Place) -> None:
    place.world.faults.plan([Fault("migrate", "sendMessage", probability=1)])
    answers = [(await place.call("sendMessage", chat_id=place.group.id, text="x"))[1] for _ in range(2)]
    first, new = (answer["parameters"]["migrate_to_chat_id"] for answer in answers)
    assert first == new
    status, _ = await place.call("sendMessage", chat_id=new, text="x")
    assert status == HTTPStatus.OK


async def test_the_server_runs_in_a_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.playground", stdout=asyncio.subprocess.PIPE, env={"BUURTVONK_TOKEN": "1:abc"}
    )
    assert process.stdout is not None
    address = json.loads(await asyncio.wait_for(process.stdout.readline(), 10))
    async with ClientSession() as client, client.get(f"{address['api_url']}/bot1:abc/getMe") as answer:
        assert (await answer.json())["result"]["username"] == "buurtvonk_bot"
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 5) == 0
