"""Polls on the page, in a real browser: everyone sees their own."""

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


async def test_one_tap_votes_and_the_result_comes_after_it(screen: Screen) -> None:
    message = screen.poll("Soep", "Taart")
    screen.world.vote(screen.group.id, screen.people[1], message.id, [1])
    drawn = screen.page.locator(f"#m{message.id} .poll")
    await expect(drawn.locator(".kind")).to_have_text("Peiling met namen")
    await expect(drawn.locator("progress")).to_have_count(0)
    screen.heard()
    await drawn.get_by_role("radio", name="Soep").click()
    answer, _ = await screen.until_heard()
    assert (answer["poll_answer"]["user"]["first_name"], answer["poll_answer"]["option_ids"]) == ("An", [0])
    await expect(drawn.locator(".share")).to_have_text(["50%", "50%"])
    await expect(drawn.locator(".told.chosen")).to_contain_text("An")
    await expect(drawn.locator(".told").last).to_contain_text("Bert")
    await screen.be("Fatma")
    await expect(drawn.get_by_role("radio")).to_have_count(2)
    await screen.be("An")
    await drawn.get_by_role("button", name="Trek je stem in").click()
    answer, counts = await screen.until_heard()
    assert (answer["poll_answer"]["option_ids"], counts["poll"]["total_voter_count"]) == ([], 1)
    await expect(drawn.get_by_role("radio")).to_have_count(2)


async def test_several_answers_are_ticked_and_sent_together_with_the_keyboard(screen: Screen) -> None:
    message = screen.poll("Soep", "Taart", "Wandelen", allows_multiple_answers=True)
    drawn = screen.page.locator(f"#m{message.id} .poll")
    for name in ("Soep", "Taart", "Wandelen", "Taart"):
        await drawn.get_by_role("checkbox", name=name).press("Enter")
    screen.world.vote(screen.group.id, screen.people[1], message.id, [1])
    await expect(drawn).to_contain_text("1 stem")
    await expect(drawn.get_by_role("checkbox", checked=True)).to_have_count(2)
    screen.heard()
    await drawn.get_by_role("button", name="Stem", exact=True).click()
    answer, _ = await screen.until_heard()
    assert answer["poll_answer"]["option_ids"] == [0, 2]
    await expect(drawn.locator(".share")).to_have_text(["50%", "50%", "50%"])


async def test_hidden_results_and_names_stay_hidden(screen: Screen) -> None:
    message = screen.poll("Soep", "Taart", is_anonymous=True, hide_results_until_closes=True)
    drawn = screen.page.locator(f"#m{message.id} .poll")
    await drawn.get_by_role("radio", name="Soep").click()
    await expect(drawn.locator(".told.chosen")).to_have_text("Soep")
    await expect(drawn.locator(".share")).to_have_count(0)
    await expect(drawn.locator(".kind")).to_contain_text("Anonieme peiling · resultaat na sluiting")
    screen.bot("stopPoll", message_id=message.id)
    await expect(drawn.locator(".share")).to_have_text(["100%", "0%"])
    await expect(drawn.locator(".kind")).to_have_text("Eindresultaat")
    await expect(drawn).not_to_contain_text("An")
    await expect(drawn.get_by_role("button", name="Trek je stem in")).to_have_count(0)


async def test_a_member_adds_an_answer_of_their_own(screen: Screen) -> None:
    message = screen.poll("Soep", "Taart", allow_adding_options=True)
    drawn = screen.page.locator(f"#m{message.id} .poll")
    await drawn.get_by_placeholder("Eigen antwoord").fill("<b>Wafels</b>")
    await drawn.get_by_role("button", name="Voeg toe").click()
    await expect(drawn.get_by_role("radio", name="<b>Wafels</b>")).to_be_visible()
    await expect(screen.log.locator(".service").last).to_have_text("An voegde een antwoord toe: <b>Wafels</b>")
    service, counts = await screen.until_heard()
    assert service["message"]["poll_option_added"]["option_text"] == "<b>Wafels</b>"
    assert len(counts["poll"]["options"]) == 3


async def test_a_poll_is_passed_on_to_people_outside_the_group(screen: Screen) -> None:
    noor = screen.world.add_person("Noor")
    elsewhere = screen.world.create_group("Elders", [screen.people[0], noor.id])
    message = screen.poll("Soep", "Taart", allow_adding_options=True)
    await screen.page.locator(f"#m{message.id}").get_by_role("button", name="Stuur door").click()
    await screen.page.locator("#pick").get_by_role("button", name="Elders").click()
    await screen.page.locator(f'[data-chat="{elsewhere.id}"]').click()
    await screen.be("Noor")
    drawn = screen.log.locator(".poll")
    await expect(screen.log.locator(".forwarded")).to_have_text("Doorgestuurd van Buurtvonk")
    await expect(drawn.get_by_placeholder("Eigen antwoord")).to_have_count(0)
    await drawn.get_by_role("radio", name="Taart").click()
    updates = await screen.until_heard()
    assert next(one["poll_answer"]["user"]["first_name"] for one in updates if "poll_answer" in one) == "Noor"
    await screen.page.locator(f'[data-chat="{screen.group.id}"]').click()
    await expect(screen.page.locator(f"#m{message.id} .poll")).to_contain_text("1 stem")
    await expect(screen.page.locator(f"#m{message.id} .poll button")).to_have_count(0)


async def test_a_refused_vote_says_why(screen: Screen) -> None:
    message = screen.poll("Soep", "Taart")
    row = screen.page.locator(f"#m{message.id}")
    await expect(row).to_be_visible()
    assert message.poll is not None
    message.poll.is_closed = True
    await row.get_by_role("radio", name="Soep").click()
    await expect(screen.page.locator("#toasts")).to_contain_text("Deze peiling is gesloten.")
