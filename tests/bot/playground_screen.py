"""The page in a real browser, the world behind it, and the bot's hands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Locator, Page, expect

from bot.playground.calls import dispatch
from bot.playground.model import Message
from bot.playground.serve import Running, serve
from bot.playground.state import Rules
from tests.bot.browser import headless

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 780}
EXPECTED = ("409", "ERR_CONNECTION", "ERR_INCOMPLETE")  # refused acts, and the test that stops the server

expect.set_options(timeout=20_000)  # several browsers at a time, on a machine of any size


class Screen:
    """The open page, the world behind it, and the bot's hands."""

    def __init__(self, running: Running, page: Page) -> None:
        self.running, self.page, self.world = running, page, running.world
        self.group = next(chat for chat in self.world.chats.values() if chat.type == "group")
        self.people = [user.id for user in self.world.users.values() if not user.is_bot]
        self.typed = page.locator("#typed")
        self.log = page.locator("#log")

    def bot(self, method: str, **given: Any) -> Any:
        return dispatch(self.world, method, {"chat_id": self.group.id, **given})

    def card(self, text: str, *labels: str, **more: Any) -> Message:
        """Post a card with a button per label; a button's data is its place."""
        keys = [[{"text": label, "callback_data": str(place)}] for place, label in enumerate(labels)]
        sent = self.bot("sendMessage", text=text, parse_mode="HTML", reply_markup={"inline_keyboard": keys}, **more)
        return self.world.chats[sent["chat"]["id"]].messages[sent["message_id"]]

    def heard(self) -> list[Any]:
        updates: list[Any] = dispatch(self.world, "getUpdates", {})
        if updates:
            self.world.updates.confirm(updates[-1]["update_id"] + 1)
        return updates

    async def until_heard(self) -> list[Any]:
        """What the bot hears, waiting for the page to have done it."""
        for _ in range(100):
            if updates := self.heard():
                return updates
            await self.page.wait_for_timeout(20)
        raise AssertionError("the bot heard nothing")

    def pane(self, number: int) -> Locator:
        """A pane: 0 is the first, those beside it have higher numbers."""
        return self.page.locator(f'[data-pane="{number}"]')

    def poll(self, *options: str, **more: Any) -> Message:
        """Ask with a poll that is not anonymous."""
        given = {"question": "Wat doen we?", "options": list(options), "is_anonymous": False, **more}
        sent = self.bot("sendPoll", **given)
        return self.world.chats[sent["chat"]["id"]].messages[sent["message_id"]]

    async def be(self, name: str) -> None:
        await self.page.get_by_role("radio", name=name).click()

    async def send(self, text: str) -> None:
        await self.typed.fill(text)
        await self.page.keyboard.press("Enter")
        await expect(self.typed).to_have_value("")

    async def back_to_a_button(self) -> None:
        """Go back with Tab until a button of a card has the focus."""
        for _ in range(8):
            await self.page.keyboard.press("Shift+Tab")
            if await self.page.evaluate("document.activeElement.classList.contains('key')"):
                return
        raise AssertionError("no button of a card can be reached")

    async def welcome(self, choice: str = "#choose-own") -> None:
        await self.page.click(choice)
        await expect(self.page.locator("#bot-toggle")).to_have_text("Haal de bot weg")
        self.heard()


@asynccontextmanager
async def a_screen(size: dict[str, int] = DESK, query: str = "", **context: Any) -> AsyncIterator[Screen]:
    running = await serve(rules=Rules(group_limit=None))
    try:
        async with headless() as browser:
            opened = await browser.new_context(viewport=size, locale="nl-BE", **context)  # type: ignore[arg-type] # a plain dict
            page = await opened.new_page()
            faults: list[str] = []
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
            await page.goto(f"{running.page_url}{query}")
            await expect(page.locator("#faces button").first).to_be_visible()
            yield Screen(running, page)
            assert [fault for fault in faults if not any(sign in fault for sign in EXPECTED)] == []
    finally:
        await running.close()
