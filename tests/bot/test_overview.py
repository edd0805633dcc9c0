"""The overview: what a group did, in one line each, and what is still open; nothing that was said in silence."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.cards import Words
from bot.cards.fit import length
from bot.keyboards import Codec
from bot.overview import MOST_RUNS, overview
from bot.store.run_rows import PastRun, RunRow
from bot.texts import Texts
from core.ids import ParticipantId
from flows import catalogue
from flows.model import FlowName
from flows.run import Run, Status
from flows.typology import TYPOLOGY
from flows.values import Dated, Entry, Filled, Listed, Picked, Place, Said, Value, Voices
from tests.bot.talk import Talk

TEXTS = Texts.load()
WORDS = Words(TEXTS, "nl", Codec(b"s" * 32), 1, 0, "buurtvonk_bot")
AN, BERT = ParticipantId("5000000001"), ParticipantId("5000000002")
NOW = datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Europe/Brussels"))
BOT = "@buurtvonk_bot"

CLEAR: dict[Place, Value] = {
    f"t{number}@whole": Voices((Picked((code,)),) * 4)
    for number, code in enumerate(("neighbours", "street", "meeting", "none", "owners"), start=1)
}
STRONG = Filled((("helps", "strongly"), ("holds_back", "strongly")))


def done(flow: str, settled: dict[Place, Value], **changes: object) -> Run:
    run = Run(flow=FlowName(flow), flow_version=1, facilitator=AN, members=(AN,), status=Status.DONE, settled=settled)
    return replace(run, **changes)  # type: ignore[arg-type]  # fields by name, as a test gives them


def told(*runs: Run, moved_at: datetime = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)) -> str:
    """The overview of these runs, the newest first."""
    past = [
        PastRun(RunRow(id=number, group=1, thread=0, version=1, card_key=None, run=run), moved_at)
        for number, run in enumerate(runs, start=1)
    ]
    return overview(WORDS, past, NOW).text


def web(day: date | None, owner: str = "An") -> Run:
    settled: dict[Place, Value] = {
        "marks@e6": STRONG,
        "ea@e6": Said(("een <sponsor> zoeken",)),
        "ea_owner@e6": Said((owner,)),
    }
    return done("ecosystem", settled | ({"ea_date@e6": Dated(day)} if day else {}))


def test_what_came_out_stands_in_one_line_with_its_day_where_the_group_lives() -> None:
    assert told(done("typology", CLEAR)).splitlines() == [
        "<b>Wat jullie hier deden</b>",
        "• <b>Soort initiatief</b> (3 november 2026): warm en zorgzaam bureninitiatief",
    ]


def test_a_stopped_run_has_no_outcome() -> None:
    text = told(done("typology", CLEAR, status=Status.STOPPED))
    assert "gestopt" in text
    assert "bureninitiatief" not in text


@pytest.mark.parametrize(
    ("status", "current", "expected"),
    [
        (Status.GATHERING, None, "klaar om te beginnen"),
        (Status.OPEN, "t2@whole", "de open vraag is “Hoe ver het reikt”"),
        (Status.PAUSED, "t2@whole", "gepauzeerd bij “Hoe ver het reikt”"),
    ],
)
def test_a_run_that_goes_on_says_where_it_is(status: Status, current: str | None, expected: str) -> None:
    run = done("typology", {}, status=status, current=current, parked=("de <zaal> is duur",))
    text = told(run)
    assert expected in text
    assert "Geparkeerd: de &lt;zaal&gt; is duur" in text


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(None, "nog geen datum", id="no date"),
        pytest.param(date(2026, 11, 24), "24 november 2026 is voorbij", id="late"),
        pytest.param(date(2026, 11, 25), None, id="today is not late"),
        pytest.param(date(2026, 12, 1), None, id="on its way"),
    ],
)
def test_a_promise_is_open_without_a_date_and_after_it(day: date | None, expected: str | None) -> None:
    text = told(web(day))
    assert ("een &lt;sponsor&gt; zoeken (An)" in text) is (expected is not None)
    assert expected is None or expected in text


def test_a_deviation_that_nothing_absorbs_is_open_whatever_its_date() -> None:
    settled: dict[Place, Value] = {
        "marks@e6": STRONG,
        "why_holds@e6": Picked(("financial_reasons",)),
        "eb": Picked(("none",)),
        "ec@financial_reasons": Said(("alleen in de zomer",)),
    }
    assert "alleen in de zomer: een afwijking die nog niet opgevangen is" in told(done("ecosystem", settled))


def test_remarks_of_a_finished_tool_that_takes_them_up_nowhere_stay() -> None:
    assert "Geparkeerd: later" in told(done("typology", CLEAR, parked=("later",)))


def test_without_anything_done_it_says_how_to_begin() -> None:
    assert told() == TEXTS.plain("nl", "commands.overview.nothing")


def test_a_tool_that_sums_nothing_up_is_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = replace(TYPOLOGY, views={name: TYPOLOGY.views[name] for name in ("result", "results")})
    monkeypatch.setattr(catalogue, "FLOWS", {(TYPOLOGY.id, 1): bare})
    assert told(done("typology", CLEAR, parked=("later",))).endswith(": afgerond")


def test_hidden_voices_are_in_no_line() -> None:
    votes = {"t1@whole": {AN: Picked(("professionals",)), BERT: Picked(("neighbours",))}}
    text = told(done("typology", {}, status=Status.OPEN, current="t1@whole", votes=votes))
    for word in ("professionals", "buren", AN, BERT):
        assert word not in text


def test_a_very_full_year_still_fits_one_message() -> None:
    long = "heel lang " * 30
    settled: dict[Place, Value] = {
        **{f"marks@e{number}": STRONG for number in range(1, 11)},
        **{f"ea@e{number}": Said((long,)) for number in range(1, 11)},
    }
    full = done("ecosystem", settled, parked=(long,) * 50)
    mixed = {
        f"t{number}@whole": Voices((Picked((code,)),))
        for number, code in enumerate(("neighbours", "wider", "care", "none", "co_steer"), start=1)
    }
    inside = Listed(tuple(Entry(f"d{number}", long) for number in range(40)))
    many = done("typology", {**mixed, "inside": inside})
    text = told(*([full, many] * (MOST_RUNS // 2)))
    assert length(text) <= 4096
    assert "… en nog" in text


# --- in the group ---


async def test_the_group_asks_for_its_overview(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.says(talk.an, f"/overzicht{BOT}")
    assert talk.last().text == TEXTS.plain("nl", "commands.overview.nothing")
    await talk.says(talk.an, f"/typering{BOT}")
    await talk.taps(talk.bert, "!join")
    await talk.taps(talk.an, "!begin")
    await talk.taps(talk.bert, "professionals")
    asked = await talk.says(talk.fatma, f"/overview{BOT}")
    assert talk.last().reply_to == asked.id
    assert "de open vraag is “Wie het trekt”" in talk.last().text
    assert "professionals" not in talk.last().text


async def test_what_goes_on_in_another_topic_is_named_without_a_command_that_fails_here(talk: Talk) -> None:
    talk.chat_id = talk.world.create_group("Forum", [talk.an, talk.bert], kind="supergroup").id
    talk.world.add_bot(talk.chat_id, talk.an)
    topic = talk.world.create_topic(talk.chat_id, "Plein")
    await talk.says(talk.an, f"/typering{BOT}", topic=topic)
    await talk.says(talk.an, f"/overzicht{BOT}")
    assert "in een ander onderwerp" in talk.last().text
    assert "/kaart" not in talk.last().text
    await talk.says(talk.an, f"/overzicht{BOT}", topic=topic)
    assert "/kaart" in talk.last().text


async def test_the_overview_of_another_chat_is_not_shown(talk: Talk) -> None:
    talk.world.add_bot(talk.chat.id, talk.an)
    await talk.says(talk.an, f"/typering{BOT}")
    talk.chat_id = talk.bert
    await talk.says(talk.bert, "/overzicht")
    assert talk.last().text == TEXTS.plain("nl", "commands.overview.nothing")
