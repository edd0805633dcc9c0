"""The start menu: where a group stands, what fits that, and every tool that there is."""

from collections.abc import Iterable

import pytest

from bot import doors, rooms
from bot.doors import DOORS, FITTING, proposed
from bot.texts import Texts
from core.coordination import Mode, Standing
from flows.catalogue import FLOWS, latest
from flows.model import Flow, FlowName
from flows.six_steps import SIX_STEPS
from flows.typology import TYPOLOGY
from tests.bot.talk import Talk

TEXTS = Texts.load()
BOT = "@buurtvonk_bot"
THERE = [door for door in DOORS if latest(door.flow) is not None]


def words(key: str, lang: str = "nl", **values: object) -> str:
    return TEXTS.plain(lang, key, **values)


def only(monkeypatch: pytest.MonkeyPatch, there: Iterable[tuple[str, Flow]]) -> None:
    """Pretend that the catalogue holds just these."""
    found = {FlowName(name): flow for name, flow in there}
    monkeypatch.setattr(doors, "latest", found.get)


async def greeted(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.settled()


# --- which tool fits ---


@pytest.mark.parametrize(
    ("standing", "there", "fits"),
    [
        pytest.param("starting", ["partner_scan", "six_steps"], "partner_scan", id="just starting: look for sparks"),
        pytest.param("hard", ["organising_check", "six_steps"], "organising_check", id="hard: the check first"),
        pytest.param("growing", ["partner_scan", "six_steps"], "six_steps", id="growing: a plan"),
        pytest.param("going_well", ["organising_check", "check_in"], "check_in", id="going well: stay light"),
        pytest.param("going_well", ["organising_check"], "organising_check", id="going well: the check once a year"),
        pytest.param("starting", ["six_steps"], None, id="nothing fits yet"),
    ],
)
def test_what_fits_follows_from_where_the_group_stands(
    monkeypatch: pytest.MonkeyPatch, standing: str, there: list[str], fits: str | None
) -> None:
    flows = {name: Flow(id=FlowName(name), version=1, steps=SIX_STEPS.steps) for name in there}
    only(monkeypatch, flows.items())
    found = proposed(Standing(standing))
    assert (None if found is None else found.id) == fits


def test_every_road_leads_to_a_tool_of_the_menu() -> None:
    names = {door.flow for door in DOORS}
    assert set(FITTING) == set(Mode)
    assert {name for fitting in FITTING.values() for name in fitting} <= names


def test_what_is_not_there_yet_is_no_door(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, [("typology", TYPOLOGY)])
    assert [door.flow for door in doors.doors()] == ["typology"]


def test_no_two_doors_share_a_command_and_every_tool_of_the_menu_can_be_typed() -> None:
    commands = [name for door in DOORS for name in door.commands]
    assert len(set(commands)) == len(commands)
    assert all(door.commands for door in DOORS)
    assert {door.flow for door in THERE} <= {name for name, _ in FLOWS}


@pytest.mark.parametrize("lang", TEXTS.full)
def test_the_name_of_a_tool_fits_its_button(lang: str) -> None:
    names = [words(f"{door.flow}.flow.name", lang) for door in THERE]
    assert [name for name in names if len(name) > 20] == []


# --- in the group ---


async def test_the_greeting_asks_where_the_group_stands_and_offers_everything(talk: Talk) -> None:
    await greeted(talk)
    stands = [f"stand:{standing}" for standing in Standing]
    assert talk.codes(talk.last()) == [*stands, *(f"start:{door.flow}" for door in THERE), "lang:en"]
    for door in THERE:
        assert words(f"{door.flow}.flow.about") in talk.last().text


async def test_who_says_where_they_stand_gets_a_proposal_with_its_reason_on_the_same_message(talk: Talk) -> None:
    await greeted(talk)
    await talk.taps(talk.bert, "stand:growing")
    menu = talk.last()
    assert len(talk.spoken()) == 1
    assert "Dan helpt een plan" in menu.text
    assert words("six_steps.flow.time") in menu.text
    assert next(code for code in talk.codes(menu) if code.startswith("start:")) == "start:six_steps"
    assert "● we willen groeien" in [label for label, _ in talk.buttons(menu)]
    assert len([code for code in talk.codes(menu) if code.startswith("start:")]) == len(THERE), "all stays reachable"


async def test_a_group_may_think_again_and_choose_something_else(talk: Talk) -> None:
    await greeted(talk)
    await talk.taps(talk.bert, "stand:growing")
    await talk.taps(talk.fatma, "stand:going_well")
    assert "Hou vast wat werkt" in talk.last().text
    await talk.taps(talk.an, "start:typology")
    assert words("typology.flow.name") in talk.last().text
    assert talk.codes(talk.last()) == ["!join", "!begin"]


async def test_a_place_to_stand_of_another_release_is_a_button_that_works_no_more(talk: Talk) -> None:
    await greeted(talk)
    code = talk.codec().encode(1, 0, 0, "stand:flying")
    toast = await talk.forges(talk.an, talk.last(), code)
    assert toast.text == words("commands.foreign_button")


@pytest.mark.parametrize(("command", "flow"), [(name, door.flow) for door in THERE for name in door.commands], ids=str)
async def test_each_tool_says_beforehand_for_whom_how_long_and_who_sees_what(
    talk: Talk, command: str, flow: str
) -> None:
    await greeted(talk)
    await talk.says(talk.bert, f"/{command}{BOT}")
    for part in ("about", "whom", "time", "seen"):
        assert words(f"{flow}.flow.{part}") in talk.last().text, part
    assert flow in rooms.BEGINS or talk.run()["status"] == "gathering"


async def test_the_proposal_speaks_the_language_of_the_chat(talk: Talk) -> None:
    await greeted(talk)
    await talk.taps(talk.an, "lang:en")
    await talk.taps(talk.an, "stand:growing")
    assert "Then a plan helps" in talk.last().text
    assert "start:six_steps" in talk.codes(talk.last())


async def test_alone_with_the_bot_it_says_what_comes_before_the_first_question(talk: Talk) -> None:
    talk.chat_id = talk.an
    await talk.says(talk.an, "/start")
    await talk.taps(talk.an, "stand:hard")
    await talk.taps(talk.an, "start:typology")
    _, before, card = talk.spoken()
    assert words("typology.flow.time") in before.text
    assert words("typology.flow.seen") not in before.text, "there is nobody else"
    assert words("typology.t1.ask", initiative="") in card.text
