import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import pytest
from aiohttp import web

from tests.bot.playground_place import Place, a_place


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    async with a_place() as made:
        yield made


class Hook:
    """A webhook that refuses the first tries of every chat."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.tries: list[tuple[str, str]] = []
        self.taken: list[str] = []
        self.busiest = 0
        self._busy: dict[int, int] = {}
        self.changed = asyncio.Event()

    async def answer(self, request: web.Request) -> web.Response:
        message = (await request.json())["message"]
        self.tries.append((message["text"], request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")))
        chat = message["chat"]["id"]
        self._busy[chat] = self._busy.get(chat, 0) + 1
        self.busiest = max(self.busiest, self._busy[chat])
        await asyncio.sleep(0.01)
        self._busy[chat] -= 1
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=503)
        self.taken.append(message["text"])
        self.changed.set()
        return web.Response()

    async def until(self, count: int) -> None:
        while len(self.taken) < count:
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), 5)


@asynccontextmanager
async def a_hook(refusals: int = 0) -> AsyncIterator[tuple[Hook, str]]:
    hook = Hook(refusals)
    app = web.Application()
    app.router.add_post("/hook", hook.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield hook, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()


async def test_a_webhook_gets_each_chat_in_order_again_until_it_takes_it(place: Place) -> None:
    async with a_hook(refusals=3) as (hook, url):
        status, _ = await place.call("setWebhook", url=url, secret_token="geheim", max_connections=2)
        assert status == HTTPStatus.OK
        an, bert, *_ = place.people
        said = [f"/{number}" for number in range(4)]
        for text in said:
            place.world.say(place.group.id, an, text)
            place.world.say(an, an, f"{text}a")
            place.world.say(bert, bert, f"{text}b")
        await hook.until(12)
        assert [text for text in hook.taken if len(text) == 2] == said
        assert [text for text in hook.taken if text.endswith("a")] == [f"{text}a" for text in said]
        assert hook.busiest == 1
        assert {secret for _, secret in hook.tries} == {"geheim"}
        assert len(hook.tries) == 15
        info = (await place.call("getWebhookInfo"))[1]["result"]
        assert (info["url"], info["max_connections"]) == (url, 2)
        assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
        assert (await place.call("getUpdates"))[0] == HTTPStatus.CONFLICT
        await place.call("deleteWebhook")
        place.world.say(an, an, "nu weer met polling")
        assert len((await place.call("getUpdates"))[1]["result"]) == 1


async def test_a_webhook_that_is_away_is_tried_again(place: Place) -> None:
    async with a_hook() as (_, gone):
        pass
    await place.call("setWebhook", url=gone)
    place.world.say(place.people[0], place.people[0], "hallo")
    await asyncio.sleep(0.3)
    info = (await place.call("getWebhookInfo"))[1]["result"]
    assert (info["pending_update_count"], info["last_error_message"]) == (1, "Read timeout expired")
    async with a_hook() as (hook, url):
        await place.call("setWebhook", url=url)
        await hook.until(1)
