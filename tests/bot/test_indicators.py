"""Indicators: on purpose, asked with the check-in, ended on their day, never more than three (R47)."""

import pytest

from tests.bot.neighbours import BOT, words
from tests.bot.rounds import Rounds
from tests.bot.talk import Talk


@pytest.fixture
async def home(talk: Talk) -> Rounds:
    rounds = Rounds(talk)
    await rounds.arrives()
    return rounds


async def chooses(talk: Talk, name: str = "nieuwe gezichten", user: str = "de stad", every: str = "each") -> None:
    """Set up an indicator, alone in the group, until it asks for a day."""
    await talk.says(talk.an, f"/indicator{BOT}")
    await talk.taps(talk.an, "checkin:new")
    await talk.taps(talk.an, "image")
    await talk.taps(talk.an, "result")
    await talk.answers(talk.an, name)
    if user:
        await talk.answers(talk.an, user)
    else:
        await talk.taps(talk.an, "!skip")
        await talk.taps(talk.an, "keep")
    await talk.answers(talk.an, "An en Bert")
    await talk.taps(talk.an, "tally")
    await talk.taps(talk.an, every)


async def shown(talk: Talk) -> str:
    await talk.says(talk.an, f"/indicator{BOT}")
    return talk.last().text


async def test_an_indicator_has_a_user_and_a_last_day_and_is_listed(home: Rounds, talk: Talk) -> None:
    await chooses(talk)
    await talk.answers(talk.an, "31/12/2027")
    assert "Jullie tellen of vertellen dit: nieuwe gezichten" in talk.last().text
    listed = await shown(talk)
    assert "nieuwe gezichten (turven, door An en Bert)" in listed
    assert "Voor wie: de stad" in listed
    assert "31 december" in listed


async def test_without_a_user_the_bot_proposes_to_let_it_go(home: Rounds, talk: Talk) -> None:
    await talk.says(talk.an, f"/indicator{BOT}")
    for code in ("checkin:new", "meeting", "process"):
        await talk.taps(talk.an, code)
    await talk.answers(talk.an, "vergaderuren")
    await talk.taps(talk.an, "!skip")
    assert words("indicator.worth.hint") in talk.card().text
    await talk.taps(talk.an, "drop")
    assert "laten jullie vallen" in talk.last().text
    assert home.rows("indicator") == []


async def test_what_is_kept_without_a_user_goes_on_being_called_so(home: Rounds, talk: Talk) -> None:
    await chooses(talk, user="")
    await talk.taps(talk.an, "!skip")
    assert "Dan kan je het beter laten vallen" in await shown(talk)


async def test_it_is_asked_with_the_round_and_a_reply_is_kept(home: Rounds, talk: Talk) -> None:
    await chooses(talk)
    await talk.taps(talk.an, "!skip")
    await home.sets_up()
    await home.opens()
    question = talk.last()
    assert "1. nieuwe gezichten" in question.text
    await talk.says(talk.bert, "12 buren", to=question)
    assert [it["latest"] for it in home.rows("indicator")] == ["12 buren"]
    await home.opens()
    assert "vorige keer: 12 buren" in talk.last().text


async def test_more_than_one_is_answered_by_number_and_each_in_its_own_rhythm(home: Rounds, talk: Talk) -> None:
    for name, every in (("gezichten", "each"), ("verhalen", "second")):
        await chooses(talk, name, every=every)
        await talk.taps(talk.an, "!skip")
    await home.sets_up()
    await home.opens()
    question = talk.last()
    assert "2. verhalen" in question.text
    await talk.says(talk.bert, "geen idee", to=question)
    assert talk.last().text == words("check_ins.indicators.not_read")
    await talk.says(talk.bert, "1: 7\n2) Mia kwam\n9: niets", to=question)
    assert [it["latest"] for it in home.rows("indicator")] == ["7", "Mia kwam"]
    await home.opens()
    assert "gezichten" in talk.last().text
    assert "verhalen" not in talk.last().text


async def test_on_its_last_day_it_says_so_and_stops(home: Rounds, talk: Talk) -> None:
    await chooses(talk)
    await talk.answers(talk.an, home.here().strftime("%d/%m/%Y"))
    await home.sets_up()
    await home.opens()
    assert words("check_ins.indicators.ended", name="nieuwe gezichten", latest="") in talk.texts()
    assert [it["status"] for it in home.rows("indicator")] == ["over"]


async def test_three_are_enough(home: Rounds, talk: Talk) -> None:
    for name in ("een", "twee"):
        await chooses(talk, name)
        await talk.taps(talk.an, "!skip")
    await talk.says(talk.an, f"/indicator{BOT}")
    two = talk.last()
    await chooses(talk, "drie")
    await talk.taps(talk.an, "!skip")
    assert (await talk.presses(talk.an, *talk.find("checkin:new", two))).text == words("check_ins.indicators.enough")
    await shown(talk)
    assert "checkin:new" not in talk.codes(talk.last())


async def test_an_admin_stops_one_and_nobody_else(home: Rounds, talk: Talk) -> None:
    await chooses(talk)
    await talk.taps(talk.an, "!skip")
    await shown(talk)
    refused = await home.taps(talk.bert, "checkin:drop=1")
    assert refused.text == words("check_ins.indicators.for_admins")
    await home.taps(talk.an, "checkin:drop=1")
    assert "(0 van hoogstens 3)" in talk.last().text


async def test_while_something_goes_on_it_waits_and_alone_it_makes_no_sense(home: Rounds, talk: Talk) -> None:
    await shown(talk)
    board = talk.last()
    await talk.taps(talk.an, "start:typology")
    await talk.presses(talk.an, *talk.find("checkin:new", board))
    assert talk.last().text == words("commands.run_exists")
    await talk.says(talk.an, "/indicator", chat=talk.an)
    assert talk.last(talk.private(talk.an)).text == words("check_ins.in_group")
