"""A visitor goes through the worked example on the page: the real bot over HTTP, real SQLite, a real browser."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from tests.bot.end_to_end.test_whole_run import bot_running, statuses
from tests.bot.playground_screen import Screen, a_screen

pytestmark = pytest.mark.browser

PATIENCE = 20_000  # milliseconds for one answer to reach the page
NO_BUTTON = "staat er nu niet"
SHORTLY = 1_000
MOST_QUESTIONS = 250


OPEN_CARD = """async () => {
    const { here, history } = await import("/page/store.js");
    const hint = here()?.hint;
    if (!hint) return ["done", 0];
    const carries = (button) => button.callback_data === hint.buttons["!pause"];
    const card = history().find((message) => (message.reply_markup?.inline_keyboard ?? []).flat().some(carries));
    return card ? [hint.buttons["!pause"], card.message_id] : null;
}"""
"""What tells the open question from the one before, and its message, once that is on the page."""


THE_PROPOSAL = {
    "Voorstel om samen te werken": (
        "Weer op stap in huis",
        "Kinesitherapie en Kleine aanpassingen aan het huis",
        "Gebied: gemeente of stad",
        "Hoe nauw: samen doen",
        "Hoe ingewikkeld: ingewikkeld",
        "Sturen: het team beslist, ook over doelen en werkwijze",
        "Gedeeld dossier",
    ),
    "Jullie plan staat er": (
        "een ander gebied dan ideaal",
        "In het echt: Kleine aanpassingen aan het huis, lokale regio",
    ),
}
"""What method.md says of the two activities that belong together (method-fixtures.json, `maria`)."""


class Visitor:
    """Someone who plays a whole group with what the page shows them, and nothing else."""

    def __init__(self, screen: Screen) -> None:
        self.screen, self.page = screen, screen.page

    def key(self, label: str) -> Locator:
        """The newest button of the chat with this label."""
        return self.page.locator("#log button.key", has_text=label).last

    async def become(self, name: str) -> None:
        await self.page.locator(".who", has_text=name).click()
        await expect(self.page.locator("#typed")).to_have_attribute("placeholder", f"Schrijf als {name}")

    async def gather(self, *others: str) -> None:
        """Start the six steps, let the others join, and begin."""
        await self.key("Zes stappen").click()
        await expect(self.key("Ik doe mee")).to_be_visible(timeout=PATIENCE)
        for number, name in enumerate(others, start=2):
            await self.become(name)
            await self.key("Ik doe mee").click()
            await expect(self.page.locator("#log")).to_contain_text(f"Er doen {number} mensen mee", timeout=PATIENCE)
        await self.become("An")
        await self.key("Begin").click()
        await expect(self.page.locator("#fill")).to_be_visible(timeout=PATIENCE)

    async def until_done(self) -> int:
        """Answer every question as the example says; return how many there were."""
        for number in range(MOST_QUESTIONS):
            asked = await self.open_card()
            if asked[0] == "done":
                return number
            await self.close(asked)
        raise AssertionError(f"still asking after {MOST_QUESTIONS} questions")

    async def open_card(self) -> list[object]:
        """Wait until the card of the open question is on the page."""
        for _ in range(PATIENCE // 25):
            found: list[object] | None = await self.page.evaluate(OPEN_CARD)
            if found is not None:
                return found
            await self.page.wait_for_timeout(25)
        raise AssertionError("the next question never came")

    async def close(self, asked: list[object]) -> None:
        """Give the answer of the example; where the group must say that it is done, or has no answer, go on."""
        given = [button for button in ("#fill-all", "#fill") if await self.page.locator(button).count()]
        for button in given[:1]:
            await self.page.locator(button).click()
            await expect(self.page.locator(f"{button}[aria-disabled=true]")).to_have_count(0, timeout=PATIENCE)
        if "#fill-all" not in given and not await self.is_over(asked, SHORTLY):
            await self.go_on(asked, "Verder" if given else "Sla over")
        assert await self.is_over(asked, PATIENCE), f"no way on from {asked}"
        assert NO_BUTTON not in await self.page.locator("#toasts").inner_text(), f"no button for the example: {asked}"
        refusal = self.page.locator("#alert")
        assert not await refusal.is_visible(), await refusal.inner_text()

    async def go_on(self, asked: list[object], label: str) -> None:
        """Tap what closes the question, once it is there; a message to read has one way on."""
        buttons = self.page.locator(f"#m{asked[1]} button.key")
        for _ in range(PATIENCE // 25):
            for name in (label, "Verder"):
                if await buttons.get_by_text(name, exact=True).count():
                    await buttons.get_by_text(name, exact=True).click()
                    return
            if await self.is_over(asked, 25):
                return

    async def is_over(self, asked: list[object], within: int) -> bool:
        """Say whether the bot closes the question within so many milliseconds."""
        for _ in range(within // 25):
            if await self.page.evaluate(OPEN_CARD) != asked:
                return True
            await self.page.wait_for_timeout(25)
        return False


@pytest.fixture
async def visitor(tmp_path: Path) -> AsyncIterator[Visitor]:
    async with a_screen() as screen, bot_running(screen.running, tmp_path / "bot.sqlite3"):
        yield Visitor(screen)


async def test_the_worked_example_leads_to_its_proposal_on_the_page(visitor: Visitor, tmp_path: Path) -> None:
    await visitor.page.click("#choose-example")
    await expect(visitor.key("Zes stappen")).to_be_visible(timeout=PATIENCE)
    await visitor.gather("Bert", "Fatma", "Jef")
    assert await visitor.until_done() > 40
    assert statuses(tmp_path / "bot.sqlite3") == ["done"]
    said = visitor.page.locator("#log .words")
    for message, lines in THE_PROPOSAL.items():
        found = said.filter(has_text=message).last
        for line in lines:
            await expect(found).to_contain_text(line, timeout=PATIENCE)
