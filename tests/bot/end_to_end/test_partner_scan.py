"""The partner scan over the real bot: five members, two of them slow, one leaves half-way, one thinks again."""

import json
import logging
from typing import Any

import pytest

from bot.texts import Texts
from tests.bot.end_to_end.test_tools import begun, opens_again, said
from tests.bot.talk import Talk
from tests.flows.scan_sheets import CARE_WORKER, NEIGHBOUR, Answers

TEXTS = Texts.load()
UNNAMED: Answers = {**{step: it for step, it in NEIGHBOUR.items() if step != "name"}, "a1": "total"}


def plain(lang: str, key: str, **values: object) -> str:
    return TEXTS.plain(lang, key, **values)


def sheet(talk: Talk, person: int) -> dict[str, Any]:
    """The state of someone's newest sheet."""
    states = [json.loads(state) for (state,) in talk.rows("SELECT state FROM run WHERE parent_id > 0 ORDER BY id DESC")]
    found: dict[str, Any] = next(it for it in states if it["facilitator"] == str(person))
    return found


async def to_sheets(talk: Talk, lang: str, *topics: str) -> list[int]:
    """Bring a group of five to the question that everyone fills in alone."""
    people = await begun(talk, "partner_scan", lang)
    await talk.answers(people[2], "\n".join(topics))
    await talk.taps(talk.an, "!next")
    await talk.taps(talk.an, "partners")
    return people


async def fills(talk: Talk, person: int, answers: Answers, lang: str = "nl", until: str = "") -> None:
    """Fill in a sheet from the link, to its end or up to a question."""
    await talk.opens_link(person, plain(lang, "cards.control.fill"))
    while (place := sheet(talk, person)["current"]) not in {None, until}:
        await answer(talk, person, answers.get(place, answers[place.partition("@")[0]]))
        if sheet(talk, person)["current"] == place:
            await talk.taps_alone(person, "!next")


async def answer(talk: Talk, person: int, given: str | tuple[str, ...]) -> None:
    place = sheet(talk, person)["current"]
    if given == "":
        await talk.taps_alone(person, "!skip")
    elif place in {"name", "p3_other", "p5", "p10_well", "p11_contact"}:
        await talk.says(person, str(given), chat=person)
    else:
        await talk.taps_alone(person, *((given,) if isinstance(given, str) else given))


async def skips_to_the_end(talk: Talk) -> None:
    for _ in range(40):
        if talk.rows("SELECT status FROM run WHERE parent_id IS NULL ORDER BY id DESC")[0] == ("done",):
            return
        await talk.taps(talk.an, "!skip", talk.card())
    raise AssertionError(f"still asking: {talk.card().text!r}")


async def thinks_again(talk: Talk, person: int, lang: str) -> None:
    """Someone has less time, after all."""
    await talk.taps_alone(person, plain(lang, "commands.sheet.change"))
    await talk.taps_alone(person, plain(lang, "partner_sheet.p7a.title"), "1")


async def estimates(talk: Talk, lang: str) -> None:
    """The group says what it knows of a partner who is not there."""
    assert plain(lang, "partner_scan.estimates.ask") in talk.card().text
    await talk.answers(talk.bert, "OCMW")
    await talk.taps(talk.an, "!next")
    for code in ("welfare", "2", "2", "1"):
        await talk.taps(talk.an, code)


def everything_in_the_group(talk: Talk) -> str:
    return "\n".join(talk.texts())


@pytest.mark.parametrize("lang", TEXTS.full)
async def test_five_people_see_where_it_sparks(talk: Talk, lang: str) -> None:
    an, bert, fatma, jef, dina = await to_sheets(talk, lang, "Eten", "Klussen")
    await fills(talk, an, NEIGHBOUR, lang)
    await fills(talk, bert, CARE_WORKER, lang)
    await fills(talk, fatma, {**NEIGHBOUR, "name": "Fatma", "p3": "2"}, lang)
    await fills(talk, jef, {**UNNAMED, "p3": "2"}, lang)
    await fills(talk, dina, NEIGHBOUR, lang, until="p4")  # Dina leaves half-way
    await thinks_again(talk, an, lang)
    await talk.taps(an, "!next")
    await estimates(talk, lang)
    await skips_to_the_end(talk)
    map_, set_up, roles = talk.texts()[-4:-1]
    assert f"{plain(lang, 'partner_scan.words.ring.2')}: An (" in map_
    assert "Fatma" in map_
    assert "OCMW (" in map_
    assert plain(lang, "partner_scan.words.start.look_for_puller") in map_
    assert plain(lang, "partner_scan.words.set_up.no_structure") in set_up
    assert plain(lang, "scales.Involvement.label.4") in roles
    assert len(talk.spoken()) <= 12, "greeting and menu, the cards of a group, and three messages of outcome"

    await talk.says(jef, "/waarom@buurtvonk_bot")
    await talk.taps(jef, "Eten", talk.last())
    assert "(R6)" in talk.last().text
    await talk.says(jef, "/overzicht@buurtvonk_bot")
    assert plain(lang, "partner_scan.flow.name") in talk.last().text


async def test_who_counts_in_totals_only_is_told_nowhere(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    people = await to_sheets(talk, "nl", "Eten")
    await fills(talk, people[1], {**UNNAMED, "p3_other": "geheime duiven", "p11": ("contact",), "p11_contact": "Rita"})
    await fills(talk, people[2], NEIGHBOUR)
    await talk.taps(talk.an, "!next")
    await talk.taps(talk.an, "!next")
    await skips_to_the_end(talk)
    await talk.says(talk.fatma, "/waarom@buurtvonk_bot")
    await talk.taps(talk.fatma, "Eten", talk.last())
    assert "duiven" not in everything_in_the_group(talk)
    assert "Rita" not in everything_in_the_group(talk)
    others = [text for person in people if person != people[1] for text in talk.texts(talk.private(person))]
    assert not [text for text in others if "duiven" in text]
    assert not [record for record in caplog.records if "duiven" in str(vars(record)) and record.name.startswith("bot")]


async def test_a_second_scan_starts_where_the_last_one_ended_and_tells_what_changed(talk: Talk) -> None:
    people = await to_sheets(talk, "nl", "Eten")
    for person, name in zip(people, ("An", "Bert", "Fatma", "Jef", "Dina"), strict=True):
        await fills(talk, person, {**NEIGHBOUR, "name": name, "p3": "2"})
    await skips_to_the_end(talk)
    await talk.says(talk.an, "/scan@buurtvonk_bot")
    for person in people[1:]:
        await talk.taps(person, "!join")
    await talk.taps(talk.an, "!begin")
    assert "Eten" in talk.card().text
    await talk.taps(talk.an, "!next")
    await talk.taps(talk.an, "!next")
    for person in people:
        await talk.opens_link(person, plain("nl", "cards.control.fill"))
        while sheet(talk, person)["current"] is not None:
            await again(talk, person)
    await skips_to_the_end(talk)
    assert any("zoals toen" not in text and "vuur 0 → 1" in text for text in talk.texts())


async def again(talk: Talk, person: int) -> None:
    """Confirm what stands there; An burns now."""
    place = sheet(talk, person)["current"]
    if person == talk.an and place == "p3@t1":
        await talk.taps_alone(person, "3")
    elif any(code == "!next" for code in talk.codes(talk.last(talk.private(person)))):
        await talk.taps_alone(person, "!next")
    else:
        await talk.taps_alone(person, "!skip")


async def test_a_topic_that_comes_later_is_asked_of_everyone(talk: Talk) -> None:
    people = await to_sheets(talk, "nl", "Eten")
    await fills(talk, people[1], NEIGHBOUR)
    await opens_again(talk, "nl", plain("nl", "partner_scan.topics.title"))
    await talk.answers(talk.an, "Fietsen")
    await talk.taps(talk.an, "!next")
    assert "Fietsen" in talk.last(talk.private(people[1])).text
    assert said(talk, "partner_scan.sheets.ask", "nl")
    await talk.taps_alone(people[1], "1", "2")
    assert sheet(talk, people[1])["status"] == "done"
