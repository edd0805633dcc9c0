"""The invitation, the example, the group panel and private chats, in a real browser."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.bot.playground_screen import Screen, a_screen

pytestmark = pytest.mark.browser


@pytest.fixture
async def screen() -> AsyncIterator[Screen]:
    async with a_screen() as opened:
        await opened.welcome()
        yield opened


async def test_the_invitation_adds_the_bot_and_lays_the_example_ready() -> None:
    async with a_screen() as screen:
        await expect(screen.page.locator("#choose-example")).to_be_focused()
        await screen.page.keyboard.press("Enter")
        changed, joined = await screen.until_heard()
        assert changed["my_chat_member"]["new_chat_member"]["status"] == "member"
        assert joined["message"]["new_chat_members"][0]["is_bot"] is True
        await expect(screen.typed).to_be_focused()
        await expect(screen.page.locator("#example")).to_contain_text("Maria")
        await screen.page.reload()
        await expect(screen.page.locator("#example")).to_contain_text("Maria")
        await expect(screen.page.locator("#welcome")).to_be_hidden()


async def test_the_example_sends_taps_and_lets_everyone_tap() -> None:
    async with a_screen() as screen:
        await screen.welcome("#choose-example")
        card = screen.card("Wat moet er gebeuren?", "Klaar")
        screen.world.set_hint(screen.group.id, {"step": "q2_3"})
        await screen.page.click("#fill")
        (update,) = await screen.until_heard()
        assert update["message"]["text"].splitlines()[2] == "Kinesitherapie"
        assert update["message"]["reply_to_message"]["message_id"] == card.id
        screen.card("Hoe sterk?", "Staan los", "Handig", "Het ene", "Kan je niet goed apart doen")
        item = "Kinesitherapie en Kleine aanpassingen aan het huis"
        screen.world.set_hint(screen.group.id, {"step": "q3_1", "item": item, "each": True})
        await expect(screen.page.locator("#example .presses")).to_have_text("Kan je niet goed apart doen")
        await screen.page.click("#fill-all")
        await expect(screen.page.locator("#fill-all")).to_be_enabled()
        presses = [update["callback_query"] for update in screen.heard()]
        assert [press["from"]["first_name"] for press in presses] == ["An", "Bert", "Fatma", "Jef"]
        assert {press["data"] for press in presses} == {"3"}
        hint = {"step": "q3_1", "item": "iets anders", "buttons": {"0": "2"}}
        screen.world.set_hint(screen.group.id, hint)
        await expect(screen.page.locator("#example .presses")).to_have_text("Het ene")
        screen.world.set_hint(screen.group.id, {"step": "q9_9"})
        await expect(screen.page.locator("#example")).to_contain_text("ligt geen antwoord klaar")
        await screen.page.get_by_role("button", name="Stop met het voorbeeld").click()
        await expect(screen.page.locator("#example")).to_be_hidden()


async def test_the_group_panel_changes_the_group(screen: Screen) -> None:
    page = screen.page
    await page.fill("#new-person", "Noor")
    await page.keyboard.press("Enter")
    await expect(page.locator(".who", has_text="Noor")).to_be_visible()
    await expect(screen.log).to_contain_text("An heeft Noor toegevoegd")
    await page.click("#bot-toggle")
    await expect(screen.log).to_contain_text("An heeft Buurtvonk verwijderd")
    await page.click("#bot-toggle")
    await expect(page.locator("#bot-toggle")).to_have_text("Haal de bot weg")
    bert = page.locator(f"[data-member='{screen.people[1]}']")
    await bert.locator("summary").click()
    await bert.get_by_role("button", name="Verwijder").click()
    await expect(bert).to_contain_text("niet in de groep")
    await page.locator(".who", has_text="Bert").click()
    await expect(page.locator("#closed")).to_have_text("Bert zit niet in deze groep.")
    await bert.locator("summary").click()
    await bert.get_by_role("button", name="Voeg weer toe").click()
    await expect(page.locator("#composer")).to_be_visible()
    await bert.locator("summary").click()
    await bert.get_by_role("button", name="Maak anonieme beheerder").click()
    await expect(screen.log).to_contain_text("De groep is nu een supergroep")
    await expect(bert).to_contain_text("anonieme beheerder")
    await screen.send("hallo")
    await expect(screen.log.locator(".author", has_text="Onze buurt (anonieme beheerder)")).to_be_visible()


async def test_a_person_talks_with_the_bot_in_private_and_nobody_else_sees_it(screen: Screen) -> None:
    page = screen.page
    link = {"text": "Privé", "url": "https://t.me/buurtvonk_bot?start=a1b2"}
    screen.bot("sendMessage", text="Liever privé?", reply_markup={"inline_keyboard": [[link]]})
    await page.get_by_role("link", name="Privé").click()
    (update,) = await screen.until_heard()
    assert (update["message"]["text"], update["message"]["chat"]["type"]) == ("/start a1b2", "private")
    await expect(page.locator("#head-about")).to_have_text("privé met An")
    screen.bot("sendMessage", chat_id=screen.people[0], text="Dag An")
    await expect(screen.log).to_contain_text("Dag An")
    await page.locator(".who", has_text="Bert").click()
    await expect(page.locator("#head-about")).to_have_text("privé met Bert")
    await expect(screen.log).not_to_contain_text("Dag An")
    await page.get_by_role("button", name="Start", exact=True).click()
    assert (await screen.until_heard())[0]["message"]["from"]["first_name"] == "Bert"


async def test_commands_are_offered_while_typing(screen: Screen) -> None:
    screen.bot("setMyCommands", commands=[{"command": "waarom", "description": "Waarom?"}])
    await screen.page.reload()
    await screen.typed.fill("/wa")
    await screen.page.get_by_role("button", name="/waarom").click()
    await expect(screen.typed).to_have_value("/waarom ")
    await expect(screen.typed).to_be_focused()
