"""Chats side by side, new chats, a neighbourhood, links, and the clock, in a real browser."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.bot.playground_screen import PHONE, Screen, a_screen

pytestmark = pytest.mark.browser


@pytest.fixture
async def screen() -> AsyncIterator[Screen]:
    async with a_screen() as opened:
        await opened.welcome()
        yield opened


async def with_garden(screen: Screen) -> int:
    """A second group of Bert and Jef, shown beside the first; returns its id."""
    garden = screen.world.create_group("Tuin", [screen.people[1], screen.people[3]])
    screen.world.add_bot(garden.id, screen.people[1])
    screen.heard()
    await screen.page.locator(f'[data-beside="{garden.id}"]').click()
    await expect(screen.pane(1).locator("h1")).to_have_text("Tuin")
    return garden.id


async def test_two_chats_stand_side_by_side_each_with_its_own_person_and_line(screen: Screen) -> None:
    garden = await with_garden(screen)
    await expect(screen.pane(1).locator(".closed")).to_have_text("An zit niet in deze groep.")
    await screen.be("Jef")
    second = screen.pane(1).locator("textarea")
    await expect(second).to_have_attribute("placeholder", "Schrijf als Jef")
    await expect(screen.typed).to_have_attribute("placeholder", "Schrijf als An")
    await second.fill("in de tuin")
    await second.press("Enter")
    await expect(screen.pane(1).locator(".row.mine .words")).to_have_text("in de tuin")
    await screen.send("bij ons")
    await expect(screen.log.locator(".row.mine .words")).to_have_text("bij ons")
    said = {chat.title: [m.text for m in chat.messages.values() if m.text] for chat in screen.world.chats.values()}
    assert (said["Tuin"], said["Onze buurt"]) == (["in de tuin"], ["bij ons"])
    await expect(screen.page.get_by_role("radio", name="An")).to_have_attribute("aria-checked", "true")
    await screen.pane(1).get_by_role("button", name="Sluiten").click()
    await expect(screen.pane(1)).to_have_count(0)
    screen.world.say(garden, screen.people[1], "nog iemand?")
    await expect(screen.page.locator(".unread")).to_have_text("1")


async def test_a_card_beside_is_tapped_by_the_person_of_that_pane(screen: Screen) -> None:
    garden = await with_garden(screen)
    await screen.be("Bert")
    screen.card("Kom je spitten?", "Ja", chat_id=garden)
    key = screen.pane(1).get_by_role("button", name="Ja")
    await key.click()
    (update,) = await screen.until_heard()
    assert update["callback_query"]["from"]["first_name"] == "Bert"
    await expect(key).to_have_attribute("aria-busy", "true")
    screen.bot("answerCallbackQuery", callback_query_id=update["callback_query"]["id"], text="Tot zaterdag")
    await expect(key).to_have_attribute("aria-busy", "false")
    await expect(screen.page.locator("#toasts")).to_contain_text("Tot zaterdag")


async def test_a_private_chat_beside_belongs_to_the_person_there(screen: Screen) -> None:
    await screen.page.locator(f'[data-beside="{screen.people[0]}"]').click()
    await expect(screen.pane(1).locator(".head p")).to_have_text("privé met An")
    await screen.be("Fatma")
    await expect(screen.pane(1).locator(".head p")).to_have_text("privé met Fatma")
    await expect(screen.typed).to_have_attribute("placeholder", "Schrijf als An")


async def test_a_chat_that_disappears_closes_beside_and_leaves_the_first_pane_elsewhere(screen: Screen) -> None:
    garden = await with_garden(screen)
    screen.world.delete_chat(garden, screen.people[1])
    await expect(screen.pane(1)).to_have_count(0)
    await screen.page.locator(".more summary").click()
    await screen.page.click("#vanish")
    await expect(screen.page.locator("#head-title")).to_have_text("Buurtvonk")
    await expect(screen.page.locator("#chat-list .chat-row")).to_have_count(1)


async def test_the_panel_is_about_the_chat_whose_button_opened_it(screen: Screen) -> None:
    garden = await with_garden(screen)
    await screen.pane(1).get_by_role("button", name="Groep en voorbeeld").click()
    await expect(screen.page.locator("#panel-close")).to_be_focused()
    await expect(screen.page.locator(".member.outside")).to_have_count(2)
    await screen.page.locator(".more summary").click()
    await screen.page.get_by_role("button", name="Laat geen peilingen meer toe").click()
    await expect(screen.page.locator("#polls")).to_have_text("Laat weer peilingen toe")
    assert screen.world.chats[garden].permissions == {"can_send_polls": False}
    await screen.page.keyboard.press("Escape")
    await expect(screen.pane(1).get_by_role("button", name="Groep en voorbeeld")).to_be_focused()
    await screen.page.click("#panel-button")
    await expect(screen.page.locator(".member.outside")).to_have_count(0)


async def test_at_most_three_chats_fit_and_a_small_screen_shows_one(screen: Screen) -> None:
    await with_garden(screen)
    for title in ("Koken", "Fietsen"):
        chat = screen.world.create_group(title, [screen.people[0]])
        await screen.page.locator(f'[data-beside="{chat.id}"]').click()
        await expect(screen.pane(0).locator("xpath=../section").last.locator("h1")).to_have_text(title)
    await expect(screen.page.locator(".chat h1")).to_have_text(["Onze buurt", "Tuin", "Fietsen"])
    await screen.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    await expect(screen.page.locator(".chat h1")).to_have_text(["Onze buurt"])


async def test_a_new_group_has_the_chosen_people_and_the_bot(screen: Screen) -> None:
    page = screen.page
    await page.click("#new-chat-button")
    await expect(page.locator("#new-chat-name")).to_be_focused()
    await page.keyboard.type("Leesclub")
    await page.locator("#new-chat-people").get_by_text("Jef").click()
    await page.keyboard.press("Enter")
    await expect(page.locator("#head-title")).to_have_text("Leesclub")
    await expect(page.locator("#head-about")).to_have_text("4 leden: An, Bert, Fatma, Buurtvonk")
    (added, *_) = await screen.until_heard()
    assert added["my_chat_member"]["chat"]["title"] == "Leesclub"


async def test_a_new_channel_is_read_by_all_and_written_by_its_admins(screen: Screen) -> None:
    page = screen.page
    await page.click("#new-chat-button")
    await page.fill("#new-chat-name", "Buurtkrant")
    await page.get_by_text("Kanaal: beheerders schrijven").click()
    await page.get_by_role("button", name="Maak", exact=True).click()
    await expect(page.locator("#head-about")).to_contain_text("kanaal · 5 leden")
    await screen.until_heard()
    await screen.send("Zaterdag soep")
    (post,) = await screen.until_heard()
    assert post["channel_post"]["text"] == "Zaterdag soep"
    channel = post["channel_post"]["chat"]["id"]
    screen.card("Kom je?", "Ja", chat_id=channel)
    await screen.be("Bert")
    await expect(page.locator("#closed")).to_contain_text("Bert leest hier mee")
    await expect(screen.log.locator(".author").first).to_have_text("Buurtkrant")
    await page.get_by_role("button", name="Ja", exact=True).click()
    assert (await screen.until_heard())[0]["callback_query"]["from"]["first_name"] == "Bert"
    screen.world.rename(channel, screen.people[0], "Straatkrant")
    await expect(screen.log.locator(".service")).to_contain_text("“Straatkrant”")


async def test_a_whole_neighbourhood_stands_after_one_tap(screen: Screen) -> None:
    await screen.page.click("#new-chat-button")
    await screen.page.click("#settle")
    await expect(screen.page.locator(".chat h1")).to_have_text(["Samen koken", "Kerngroep"])
    await expect(screen.page.locator("#faces button")).to_have_count(8)
    await expect(screen.page.locator("#chat-list .chat-row")).to_have_count(6)
    await screen.page.click("#new-chat-button")
    await expect(screen.page.locator("#settle")).to_be_hidden()
    await screen.page.click("#new-chat-cancel")
    await expect(screen.page.locator("#new-chat")).to_be_hidden()


async def test_a_link_into_a_group_asks_which_and_takes_its_word_there(screen: Screen) -> None:
    garden = screen.world.create_group("Tuin", [screen.people[0], screen.people[3]])
    link = {"text": "Voeg me toe", "url": "https://t.me/buurtvonk_bot?startgroup=link-abc"}
    screen.bot("sendMessage", text="Nog een groep?", reply_markup={"inline_keyboard": [[link]]})
    await screen.page.get_by_role("link", name="Voeg me toe").click()
    await screen.page.locator("#pick").get_by_role("button", name="Tuin").click()
    await expect(screen.page.locator("#head-title")).to_have_text("Tuin")
    await expect(screen.log).to_contain_text("/start@buurtvonk_bot link-abc")
    assert garden.has(screen.world.bot.id)


async def test_a_link_into_a_channel_makes_the_bot_an_admin_there(screen: Screen) -> None:
    screen.card("<a href='https://t.me/buurtvonk_bot?startchannel&amp;admin=post_messages'>naar een kanaal</a>", "x")
    await screen.log.get_by_role("link", name="naar een kanaal").click()
    await expect(screen.page.locator("#pick")).to_contain_text("Er is geen gesprek dat past.")
    await screen.page.keyboard.press("Escape")
    channel = screen.world.create_group("Krant", [screen.people[0]], kind="channel")
    await screen.log.get_by_role("link", name="naar een kanaal").click()
    await screen.page.locator("#pick").get_by_role("button", name="Krant").click()
    await expect(screen.page.locator("#head-title")).to_have_text("Krant")
    assert channel.status_of(screen.world.bot.id) == "administrator"


async def test_the_clock_is_shown_and_moved(screen: Screen) -> None:
    before = screen.world.now()
    moment = screen.page.locator("#moment")
    await expect(moment).not_to_be_empty()
    earlier = await moment.inner_text()
    await screen.page.locator('[data-by="week"]').click()
    await expect(moment).not_to_have_text(earlier)
    await expect(screen.page.locator("#time-told")).to_contain_text("Het is nu")
    assert screen.world.now() - before > timedelta(days=6, hours=22)
    await screen.page.locator('[data-by="morning"]').click()
    await expect(moment).to_contain_text("09:00")
    screen.card("Goeiemorgen", "Ja")
    await expect(screen.log.locator("time").last).to_have_text("09:00")
    await screen.page.reload()
    await expect(moment).to_contain_text("09:0")


async def test_on_a_phone_the_clock_and_new_chats_stand_under_the_list() -> None:
    async with a_screen(PHONE, has_touch=True) as screen:
        await screen.page.click("#choose-own")
        await expect(screen.page.locator("#time")).to_be_hidden()
        await screen.page.click("#back")
        await expect(screen.page.locator("#time")).to_be_visible()
        await expect(screen.page.locator(".beside").first).to_be_hidden()
        await screen.page.click("#new-chat-button")
        assert await screen.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        await screen.page.click("#settle")
        await expect(screen.page.locator("#head-title")).to_have_text("Samen koken")
        await expect(screen.pane(1)).to_have_count(0)
