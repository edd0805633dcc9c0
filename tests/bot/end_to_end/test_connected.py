"""Tools that meet over the real bot: a scan offers an action group, and its sparks come back in step 6, not before."""

import pytest

from tests.bot.end_to_end.test_partner_scan import fills, plain, skips_to_the_end, to_sheets
from tests.bot.end_to_end.test_tools import TEXTS
from tests.bot.talk import Talk
from tests.flows.scan_sheets import CARE_WORKER, NEIGHBOUR


async def scanned(talk: Talk, lang: str) -> list[int]:
    """Bring a scan to its end: An and Fatma burn for eating together, the care worker has no time."""
    people = await to_sheets(talk, lang, "Samen eten")
    await fills(talk, people[0], {**NEIGHBOUR, "p8": "5"}, lang)
    await fills(talk, people[1], {**CARE_WORKER, "p7a": "0"}, lang)
    await fills(talk, people[2], {**NEIGHBOUR, "name": "Fatma", "p8": "5"}, lang)
    await talk.taps(talk.an, "!next")
    await skips_to_the_end(talk)
    return people


async def begins_action_group(talk: Talk, lang: str, *members: int) -> None:
    await talk.taps(talk.bert, plain(lang, "partner_scan.offer.begin"))
    for member in members:
        await talk.taps(member, "!join")
    await talk.taps(talk.bert, "!begin")


async def passes_to(talk: Talk, place: str) -> None:
    """Let the one who leads pass questions until this one is open."""
    for _ in range(80):
        if f'"current":"{place}' in talk.run()["state"]:
            return
        card = talk.card()
        await talk.taps(talk.bert, "!skip" if "!skip" in talk.codes(card) else "!next", card)
    raise AssertionError(f"{place!r} never came; last was {talk.card().text!r}")


async def names_partners(talk: Talk, an: int) -> None:
    """Plan one activity; those who carry the topic stand ready, others are added, and three of them are needed."""
    await passes_to(talk, "q2_3")
    await talk.answers(an, "Koken")
    await talk.taps(talk.bert, "!next")
    await passes_to(talk, "q2_9@a")
    assert "1. An" in talk.card().text
    assert "2. Fatma" in talk.card().text
    await talk.answers(an, "Wijkzorg Noord\nde bakker")
    await talk.taps(talk.bert, "!next")
    await passes_to(talk, "q4_3@a")
    for name in ("An", "Wijkzorg Noord", "de bakker"):
        await talk.taps(an, name)
    await talk.taps(talk.bert, "!next")


@pytest.mark.parametrize("lang", TEXTS.full)
async def test_a_topic_that_can_start_becomes_an_action_group_and_meets_its_sparks(talk: Talk, lang: str) -> None:
    an, fatma = (await scanned(talk, lang))[0:3:2]
    assert "Samen eten" in talk.last().text
    await begins_action_group(talk, lang, an, fatma)
    assert "Samen eten" in talk.card().text
    await talk.taps(talk.bert, "!next")
    await names_partners(talk, an)

    before = "\n".join(talk.texts()[-4:])
    locked, fire = (plain(lang, f"six_steps.words.spark.{state}") for state in ("locked", "fire"))
    time = plain(lang, "partner_scan.words.barrier.time")
    assert locked not in before
    assert plain(lang, "six_steps.q6_sparks.title") not in before

    await passes_to(talk, "q6_1@a")
    assert time in "\n".join(talk.texts()[-3:])
    await talk.taps(an, time)
    await talk.taps(talk.bert, "!next")
    assert time in talk.card().text
    await passes_to(talk, "q6_7@a")
    (told,) = [text for text in talk.texts() if text.startswith(plain(lang, "six_steps.q6_sparks.title"))]
    assert f"An: Samen eten, {fire}" in told
    assert f"Wijkzorg Noord: Samen eten, {locked}" in told
    assert "de bakker: " in told
    assert "Fatma (Samen eten)" in told


async def test_while_something_else_goes_on_an_offer_says_what_to_do(talk: Talk) -> None:
    await scanned(talk, "nl")
    offer = talk.last()
    await talk.says(talk.an, "/typering@buurtvonk_bot")
    await talk.taps(talk.bert, "Maak een actiegroep", offer)
    assert talk.last().text == plain("nl", "commands.run_exists")
    await talk.taps(talk.an, "stop", talk.last())
    await talk.taps(talk.an, "!stop")
    await talk.taps(talk.bert, "Maak een actiegroep", offer)
    assert "Zes stappen" in talk.card().text


async def test_an_offer_that_the_outcome_takes_back_says_so(talk: Talk) -> None:
    await scanned(talk, "nl")
    offer = talk.last()
    await talk.says(talk.an, "/wijzig@buurtvonk_bot")
    await talk.taps(talk.an, plain("nl", "partner_scan.topics.title"), talk.last())
    await talk.answers(talk.an, "-1")
    await talk.answers(talk.an, "Klussen")
    await talk.taps(talk.an, "!next")
    toast = await talk.taps(talk.bert, "Maak een actiegroep", offer)
    assert (toast.text, toast.alert) == (plain("nl", "commands.outdated_offer"), True)
