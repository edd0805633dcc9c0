"""A running playground with a client, for tests over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientResponse, ClientSession

from bot.playground.serve import Running, serve
from bot.playground.state import Rules

HEADER = {"X-Buurtvonk": "1"}


class Place:
    """A running playground with a client, the bot already in the group."""

    def __init__(self, running: Running, client: ClientSession) -> None:
        self.running, self.client, self.world = running, client, running.world
        self.group = next(chat for chat in self.world.chats.values() if chat.type == "group")
        self.people = [user.id for user in self.world.users.values() if not user.is_bot]
        self.world.add_bot(self.group.id, self.people[0])
        self.world.updates.confirm(2**60)

    async def call(self, method: str, **given: Any) -> tuple[int, Any]:
        async with self.client.post(self.url(method), json=given) as answer:
            return answer.status, await answer.json()

    def url(self, method: str) -> str:
        return f"{self.running.api_url}/bot{self.running.token}/{method}"

    async def act(self, act: str, **given: Any) -> tuple[int, Any]:
        url = f"{self.running.page_url}playground/api/{act}"
        async with self.client.post(url, json=given, headers=HEADER) as answer:
            return answer.status, await answer.json()

    async def get(self, path: str, **headers: str) -> ClientResponse:
        answer = await self.client.get(f"{self.running.page_url}{path}", headers=headers)
        await answer.read()
        return answer


@asynccontextmanager
async def a_place() -> AsyncIterator[Place]:
    running = await serve(rules=Rules(group_limit=None))
    try:
        async with ClientSession() as client:
            yield Place(running, client)
    finally:
        await running.close()
