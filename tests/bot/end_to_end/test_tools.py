"""The smaller tools, from the menu to their outcome: five members, two of them slow, one leaves, one thinks again."""

import pytest

from bot.texts import Texts
from tests.bot.talk import Talk

TEXTS = Texts.load()


async def begun(talk: Talk, flow: str, lang: str) -> list[int]:
    """Add the bot, choose a language and a tool from the menu, let five people join, and begin; return them."""
    newcomer = talk.world.add_person("Dina").id
    talk.world.add_member(talk.chat.id, talk.an, newcomer)
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()
    if lang != "nl":
        await talk.taps(talk.an, f"lang:{lang}")
    await talk.taps(talk.bert, "stand:hard")
    await talk.taps(talk.an, f"start:{flow}")
    people = [talk.an, talk.bert, talk.fatma, talk.jef, newcomer]
    for person in people[1:]:
        await talk.taps(person, "!join")
    await talk.taps(talk.an, "!begin")
    return people


async def opens_again(talk: Talk, lang: str, *labels: str) -> None:
    """Open a question again by the menu of the facilitator."""
    await talk.says(talk.an, "/wijzig@buurtvonk_bot" if lang == "nl" else "/change@buurtvonk_bot")
    for label in labels:
        await talk.taps(talk.an, label, talk.last())


def said(talk: Talk, key: str, lang: str) -> bool:
    return any(TEXTS.plain(lang, key) in text for text in talk.texts())


@pytest.mark.parametrize("lang", TEXTS.full)
async def test_five_people_find_out_which_kind_of_initiative_they_are(talk: Talk, lang: str) -> None:
    an, bert, fatma, jef, dina = await begun(talk, "typology", lang)
    for code in ("both", "neighbourhood"):
        for person in (an, bert, fatma):  # Jef and Dina are slow; three of five are enough
            await talk.taps(person, code)
        await talk.taps(an, "!next")
    await talk.says(fatma, "/weg@buurtvonk_bot")
    for code in ("caring", "neighbourhood", "co_steer"):
        for person in (an, bert, jef, dina):
            await talk.taps(person, code)
    await talk.taps(an, "sensitive")
    assert talk.run()["status"] == "done"
    assert said(talk, "typology.words.flag.no_brand_yet", lang)
    assert len(talk.spoken()) <= 6, "greeting, gathering card, questions on one card, the last closed, outcome, the end"

    await opens_again(talk, lang, TEXTS.plain(lang, "typology.t3.title"))
    for person in (an, bert, jef, dina):
        await talk.taps(person, "meeting")
    await talk.taps(an, "!next")
    assert talk.run()["status"] == "done"
    assert TEXTS.plain(lang, "typology.words.kind.2") in talk.texts()[-2]
    await talk.says(bert, "/waarom@buurtvonk_bot")
    await talk.taps(bert, TEXTS.plain(lang, "typology.subjects.whole"))
    assert "R41" in talk.last().text
    await talk.says(bert, "/overzicht@buurtvonk_bot")
    assert TEXTS.plain(lang, "typology.words.kind.2") in talk.last().text


async def close_after(talk: Talk, person: int, code: str) -> None:
    """Someone taps, and the facilitator goes on."""
    await talk.taps(person, code)
    await talk.taps(talk.an, "!next")


async def marks_and_factors(talk: Talk, bert: int, jef: int, dina: int) -> None:
    """Mark three axes, pass the rest, and say where it comes from."""
    await talk.taps(talk.an, "together")
    for helps, holds_back in (("strongly", "none"), ("a_little", "clearly"), ("clearly", "clearly")):
        await talk.taps(bert, f"helps={helps}")
        await close_after(talk, dina, f"holds_back={holds_back}")
    await talk.taps(talk.an, "!skip_rest")
    await close_after(talk, bert, "shared_mission")
    await close_after(talk, dina, "good_communication")
    await close_after(talk, jef, "bad_experience")
    await close_after(talk, jef, "other")
    await talk.answers(jef, "iedereen belt <Jef>")
    await talk.taps(talk.an, "!next")


async def agreements(talk: Talk, bert: int, jef: int, dina: int) -> None:
    """Say what to do with it: what helps is used, one brake goes, the other stays."""
    await talk.answers(dina, "elke maand samen koken")
    await talk.answers(dina, "Dina")
    await talk.taps(talk.an, "in:30")
    await talk.taps(talk.an, "!skip")
    await close_after(talk, bert, "bad_experience")
    await talk.answers(bert, "samen terugkijken")
    await talk.answers(bert, "Bert")
    await talk.taps(talk.an, "!skip")
    await talk.answers(jef, "alles loopt via één iemand")
    await talk.answers(jef, "een tweede nummer op de affiche")
    await talk.skips_to_the_end()


@pytest.mark.parametrize("lang", TEXTS.full)
async def test_five_people_look_at_what_helps_and_what_holds_back(talk: Talk, lang: str) -> None:
    _, bert, fatma, jef, dina = await begun(talk, "ecosystem", lang)
    await marks_and_factors(talk, bert, jef, dina)
    await talk.says(fatma, "/weg@buurtvonk_bot")
    await agreements(talk, bert, jef, dina)
    plan = talk.texts()[-2]
    for words in ("elke maand samen koken (Dina", "samen terugkijken (Bert)", "iedereen belt <Jef>"):
        assert words in plan

    await opens_again(talk, lang, TEXTS.plain(lang, "ecosystem.parts.3"), TEXTS.plain(lang, "ecosystem.eb.title"))
    await talk.taps(bert, "bad_experience")  # it can't be removed after all
    await close_after(talk, bert, "none")
    await talk.skips_to_the_end()
    assert "samen terugkijken" not in talk.texts()[-2]
    await talk.says(bert, "/overzicht@buurtvonk_bot")
    assert "een tweede nummer op de affiche" in talk.last().text
