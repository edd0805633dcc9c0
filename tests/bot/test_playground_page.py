"""The page in a real browser; the test plays the bot."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from tests.bot.playground_screen import PHONE, Screen, a_screen

pytestmark = pytest.mark.browser


@pytest.fixture
async def screen() -> AsyncIterator[Screen]:
    async with a_screen() as opened:
        await opened.welcome()
        yield opened


async def test_several_people_talk_and_reply_to_a_card(screen: Screen) -> None:
    card = screen.card("Wat is <b>echt</b> nodig?", "Klaar")
    await screen.page.locator(".who", has_text="Fatma").click()
    await screen.send("gewoon gebabbel")
    await screen.page.locator(f"#m{card.id}").get_by_role("button", name="Antwoord op Buurtvonk").click()
    await expect(screen.page.locator("#reply-who")).to_have_text("Je antwoordt Buurtvonk")
    await screen.send("Gezelschap")
    (update,) = await screen.until_heard()
    assert update["message"]["from"]["first_name"] == "Fatma"
    assert (update["message"]["text"], update["message"]["reply_to_message"]["message_id"]) == ("Gezelschap", card.id)
    await expect(screen.page.locator("#reply-bar")).to_be_hidden()
    mine = screen.log.locator(".row.mine")
    await expect(mine).to_have_count(2)
    await expect(mine.last.locator(".quote")).to_contain_text("Wat is echt nodig?")
    await screen.page.locator(".who", has_text="Bert").click()
    await expect(mine).to_have_count(0)
    await expect(screen.log.locator(".author", has_text="Fatma")).to_have_count(1)


async def test_a_press_is_answered_and_the_card_changes_in_its_place(screen: Screen) -> None:
    card = screen.card("Doe je mee?", "Ik doe mee", "Wat is dit?")
    other = screen.card("Tweede kaart", "Ja")
    row = screen.page.locator(f"#m{other.id}")
    await row.evaluate("node => { node.same = true }")
    await screen.page.get_by_role("button", name="Ik doe mee").click()
    (update,) = await screen.until_heard()
    await expect(screen.page.get_by_role("button", name="Ik doe mee")).to_have_attribute("aria-busy", "true")
    screen.bot("answerCallbackQuery", callback_query_id=update["callback_query"]["id"], text="Fijn!")
    await expect(screen.page.locator("#toasts")).to_contain_text("Fijn!")
    await expect(screen.page.get_by_role("button", name="Ik doe mee")).to_have_attribute("aria-busy", "false")
    markup = {"inline_keyboard": [[{"text": "Ik doe mee (1)", "callback_data": "0"}]]}
    screen.bot("editMessageText", message_id=card.id, text="1 doet mee", reply_markup=markup)
    await expect(screen.page.locator(f"#m{card.id} .words")).to_have_text("1 doet mee")
    await expect(screen.page.locator(f"#m{card.id} .foot")).to_contain_text("bewerkt")
    await expect(screen.page.get_by_role("button", name="Ik doe mee (1)")).to_be_focused()
    assert await row.evaluate("node => node.same") is True
    await screen.page.keyboard.press("Enter")
    (update,) = await screen.until_heard()
    query = update["callback_query"]["id"]
    screen.bot("deleteMessage", message_id=other.id)
    await expect(row).to_have_count(0)
    screen.bot("answerCallbackQuery", callback_query_id=query, text="Lees <b>dit</b>", show_alert=True)
    await expect(screen.page.locator("#alert")).to_contain_text("Lees <b>dit</b>")
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.locator("#alert")).to_be_hidden()


async def test_everything_works_with_the_keyboard_alone(screen: Screen) -> None:
    screen.card("Doe je mee?", "Ik doe mee")
    press = screen.page.keyboard.press
    await expect(screen.typed).to_be_focused()
    await press("Alt+2")
    await expect(screen.typed).to_have_attribute("placeholder", "Schrijf als Bert")
    await screen.page.keyboard.type("3 lijnen")
    await press("Shift+Enter")
    await screen.page.keyboard.type("en nog een")
    await press("Enter")
    said = screen.log.locator(".row.mine .words")
    await expect(said).to_have_text("3 lijnen\nen nog een", use_inner_text=True)
    await screen.back_to_a_button()
    await press("Enter")
    (update,) = await screen.until_heard()
    assert update["callback_query"]["from"]["first_name"] == "Bert"
    await press("Shift+Tab")
    await press("Enter")
    await expect(screen.page.locator("#reply-bar")).to_be_visible()
    await press("Escape")
    await expect(screen.page.locator("#reply-bar")).to_be_hidden()
    await expect(screen.typed).to_be_focused()


async def test_the_faces_are_chosen_with_arrows_and_digits(screen: Screen) -> None:
    press = screen.page.keyboard.press
    await screen.page.locator(".who", has_text="An").focus()
    await press("ArrowLeft")
    await expect(screen.page.get_by_role("radio", name="Jef")).to_be_focused()
    await press("2")
    await press("ArrowRight")
    await expect(screen.page.get_by_role("radio", name="Fatma")).to_be_focused()
    await press("4")
    await expect(screen.page.get_by_role("radio", name="Jef")).to_have_attribute("aria-checked", "true")
    await expect(screen.page.locator("#now-you")).to_have_text("Je speelt nu Jef.")
    outline = await screen.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


async def test_what_people_type_is_never_markup(screen: Screen) -> None:
    await screen.send("<img src=x onerror=alert(1)> & <b>niet vet</b>")
    screen.card("<b>vet <i>en schuin</i></b> 🎉 <code>&lt;x&gt;</code> <a href='https://x.be'>link</a>", "Ja")
    await expect(screen.log.locator(".row.mine .words")).to_have_text("<img src=x onerror=alert(1)> & <b>niet vet</b>")
    await expect(screen.log.locator("img[src=x]")).to_have_count(0)
    await expect(screen.log.locator(".words b i")).to_have_text("en schuin")
    await expect(screen.log.locator(".words code")).to_have_text("<x>")
    await expect(screen.log.locator(".words a")).to_have_attribute("href", "https://x.be")


async def test_reading_back_is_not_disturbed_by_news(screen: Screen) -> None:
    for number in range(40):
        screen.world.say(screen.group.id, screen.people[1], f"regel {number}")
    await expect(screen.log.locator(".row")).to_have_count(40)
    at_end = "node => node.scrollHeight - node.scrollTop - node.clientHeight < 2"
    assert await screen.log.evaluate(at_end)
    await screen.log.evaluate("node => { node.scrollTop = 100 }")
    screen.card("Nieuwe vraag", "Ja")
    await expect(screen.page.locator("#to-bottom")).to_be_visible()
    assert await screen.log.evaluate("node => node.scrollTop") == 100
    await screen.page.click("#to-bottom")
    assert await screen.log.evaluate(at_end)
    await expect(screen.page.locator("#to-bottom")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_phone_shows_one_thing_at_a_time(scheme: str) -> None:
    async with a_screen(PHONE, color_scheme=scheme, has_touch=True) as screen:
        page = screen.page
        await page.click("#choose-example")
        await expect(page.locator("#below #example")).to_be_visible()
        screen.card("Een vraag met een heel lang woord: " + "a" * 90, "Ja", "Nee")
        await expect(page.get_by_role("button", name="Ja", exact=True)).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        heights = await page.locator(".key, .send, .icon:visible").evaluate_all(
            "nodes => nodes.map((node) => node.getBoundingClientRect().height)"
        )
        assert min(height for height in heights if height) >= 32
        await page.click("#back")
        await expect(page.locator("#chat-list .chat-row")).to_have_count(2)
        await expect(screen.typed).to_be_hidden()
        await page.locator("#chat-list button", has_text="Onze buurt").click()
        await page.click("#panel-button")
        await expect(page.locator("#panel-close")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.locator("#panel")).to_be_hidden()


async def test_the_page_speaks_english_when_asked() -> None:
    async with a_screen(query="?lang=en") as screen:
        await expect(screen.page.locator("html")).to_have_attribute("lang", "en")
        await expect(screen.page.locator("#choose-own")).to_contain_text("Our own challenge")


async def test_a_lost_connection_is_told(screen: Screen) -> None:
    await screen.running.close()
    await expect(screen.page.locator("#offline")).to_be_visible()
    await screen.typed.fill("hallo?")
    await screen.page.keyboard.press("Enter")
    await expect(screen.page.locator("#toasts")).to_contain_text("De speeltuin antwoordt niet")
    await expect(screen.typed).to_have_value("hallo?")
