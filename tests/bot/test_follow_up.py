"""What a group promised with a day comes back once, and what it says of it is kept; on a real store, by the ticker."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import rooms
from bot.desk import Decision, Scene
from bot.events import Where, Who, Wrote
from bot.follow_up.promises import keep_up
from bot.overview import Beside, overview
from bot.store import Tx
from bot.store.chat_rows import group_by_id
from bot.store.follow_up_rows import read_follow_ups
from bot.store.run_rows import RunRow, Runs, begin, read_past, save
from flows.run import Run, Status
from flows.values import Place, Value
from tests.bot.planning import STRONG, House, ended, house, promised
from tests.flows.six_steps_walk import MARIA, settle

BRUSSELS = ZoneInfo("Europe/Brussels")
DECEMBER = date(2026, 12, 15)  # a Tuesday


@dataclass
class Group:
    """A chat that ends runs, waits, and answers what it is asked."""

    home: House
    seqs: "count[int]" = field(default_factory=lambda: count(1))

    def _scene(self, tx: Tx, message: int = 0, thread: int = 0) -> Scene:
        tx.run("UPDATE outbox SET message_id = id + 100, status = 'sent'")
        group = group_by_id(tx, 1)
        assert group is not None
        where = Where(tg_id=group.tg_id, kind="group", thread=thread)
        return Scene(
            tx=tx, desk=self.home.desk, group=group, where=where, who=Who(id=5), cause=f"u{next(self.seqs)}",
            now=self.home.now, message_id=message,
        )  # fmt: skip

    async def ends(self, run: Run, thread: int = 0) -> RunRow:
        def unit(tx: Tx) -> RunRow:
            row = begin(tx, 1, thread, run, self.home.now)
            keep_up(self._scene(tx), row)
            return row

        return await self.home.store.write(unit)

    async def changes(self, row: RunRow, run: Run) -> RunRow:
        def unit(tx: Tx) -> RunRow:
            kept = save(tx, row, run, None, self.home.now)
            keep_up(self._scene(tx), kept)
            return kept

        return await self.home.store.write(unit)

    async def waits(self, *until: date, at: time = time(12)) -> None:
        """Let the days pass; the bot is up at noon of each."""
        for day in until:
            self.home.now = datetime.combine(day, at, BRUSSELS)
            await self.home.ticker(rooms.DUE).strike()

    async def taps(self, code: str, on: int | None = None) -> Decision:
        message = on if on is not None else len(await self.home.promised())
        word, _, what = code.partition(":")
        return await self.home.store.write(lambda tx: rooms.BUTTONS[word](self._scene(tx, message + 100), what))

    async def types(self, text: str) -> None:
        """Reply to the last message."""
        key = (await self.home.promised())[-1]["dedupe_key"]
        heard = rooms.reply_to(key)
        assert heard is not None
        hears, about = heard
        where = Where(tg_id=-1, kind="group")
        wrote = Wrote(where=where, who=Who(id=5), message_id=999, text=text)
        await self.home.store.write(lambda tx: hears(self._scene(tx, 999), about, wrote))

    async def said(self) -> list[str]:
        """What was said and shown, oldest first."""
        return [json.loads(row["draw"])["text"] for row in await self.home.promised()]

    async def buttons(self) -> list[str]:
        draw = json.loads((await self.home.promised())[-1]["draw"])
        return [label for row in draw["keyboard"] for label, _, _ in row]

    async def asked(self) -> int:
        """How often the group was asked what came of something."""
        return sum(row["dedupe_key"].startswith("d") and row["kind"] == "send" for row in await self.home.promised())

    async def plans(self) -> list[str]:
        rows = await self.home.rows()
        return [f"{datetime.fromisoformat(row['due']).astimezone(BRUSSELS):%a %d %b %H:%M}" for row in rows]

    async def overview(self) -> str:
        desk, store = self.home.desk, self.home.store
        past = await read_past(store, Runs(), 1, 10)
        group = await store.write(group_by_id, 1)
        assert group is not None
        followed = await read_follow_ups(store, 1)
        return overview(desk.words(group), past, self.home.now.astimezone(BRUSSELS), 0, Beside(followed=followed)).text


@pytest.fixture
async def group(tmp_path: Path) -> AsyncIterator[Group]:
    async with house(tmp_path) as home:
        yield Group(home)


# --- when it is asked ---


async def test_on_the_day_itself_the_group_is_asked_once(group: Group) -> None:
    await group.ends(ended(promised(DECEMBER, what="<b>langs")))
    assert await group.plans() == ["Tue 15 Dec 10:00"]
    await group.waits(DECEMBER - timedelta(days=1))
    assert await group.said() == []
    await group.waits(DECEMBER, DECEMBER + timedelta(days=1), DECEMBER + timedelta(days=40))
    assert await group.said() == ["<b>Wat kwam hiervan?</b>\n&lt;b&gt;langs 1 (An), tegen 15 december 2026"]
    assert await group.buttons() == ["Gedaan", "Nieuwe datum", "Laten vallen"]


async def test_several_on_one_day_make_one_message(group: Group) -> None:
    await group.ends(ended(promised(DECEMBER, DECEMBER, owner="")))
    await group.ends(ended(promised(DECEMBER)))
    assert len(await group.plans()) == 1
    await group.waits(DECEMBER)
    (said,) = await group.said()
    assert said.splitlines()[1:] == [
        "1. langsgaan 1, tegen 15 december 2026",
        "2. langsgaan 2, tegen 15 december 2026",
        "3. langsgaan 1 (An), tegen 15 december 2026",
    ]
    assert (await group.buttons())[:3] == ["1 gedaan", "1 later", "1 niet meer"]
    assert len(await group.buttons()) == 9


async def test_more_than_a_message_holds_comes_in_a_next_one(group: Group) -> None:
    for _ in range(2):
        await group.ends(ended(promised(*[DECEMBER] * 6)))
    await group.waits(DECEMBER)
    assert [len(said.splitlines()) - 1 for said in await group.said()] == [10, 2]


async def test_days_that_rest_put_off_to_the_same_morning_make_one_message(group: Group) -> None:
    christmas, boxing_day, sunday = (date(2026, 12, day) for day in (25, 26, 27))
    await group.ends(ended(promised(christmas, boxing_day, sunday)))
    await group.waits(date(2026, 12, 28))
    assert await group.asked() == 1
    assert (await group.said())[0].count("\n") == 3
    assert await group.plans() == []


async def test_each_topic_is_asked_about_its_own(group: Group) -> None:
    await group.ends(ended(promised(DECEMBER)), thread=7)
    await group.ends(ended(promised(DECEMBER, DECEMBER)))
    await group.waits(DECEMBER)
    asked = [(row["thread_id"], json.loads(row["draw"])["text"].count("\n")) for row in await group.home.promised()]
    assert sorted(asked) == [(0, 2), (7, 1)]


async def test_what_is_due_the_day_it_was_said_is_asked_the_next_morning(group: Group) -> None:
    await group.ends(ended(promised(group.home.now.date())))
    assert await group.plans() == ["Thu 26 Nov 10:00"]


async def test_what_has_no_day_is_not_asked_about(group: Group) -> None:
    await group.ends(ended(promised(None)))
    await group.ends(ended({}, flow="typology"))
    assert await group.plans() == []


@pytest.mark.parametrize("status", [Status.OPEN, Status.PAUSED, Status.STOPPED])
async def test_only_a_run_that_came_to_its_end_is_followed_up(group: Group, status: Status) -> None:
    await group.ends(ended(promised(DECEMBER), status))
    assert await group.plans() == []


async def test_the_six_steps_come_back_on_their_three_days(group: Group) -> None:
    await group.ends(ended(dict(settle(MARIA).settled), flow="six_steps"))
    assert await group.plans() == ["Tue 15 Dec 10:00", "Fri 15 Jan 10:00", "Mon 01 Feb 10:00"]
    await group.waits(DECEMBER, date(2027, 1, 15), date(2027, 2, 1))
    assert [said.splitlines()[1] for said in await group.said()] == [
        "samen langsgaan (de kinesitherapeut), tegen 15 december 2026",
        "samen een dag kiezen, met hulp van het ziekenfonds (de kinesitherapeut), tegen 15 januari 2027",
        "één vaste klusser per dorp (de klusjesdienst), tegen 1 februari 2027",
    ]


# --- what the group says ---


async def test_what_is_done_is_shown_and_leaves_the_overview(group: Group) -> None:
    await group.ends(ended(promised(DECEMBER, DECEMBER)))
    await group.waits(DECEMBER, date(2026, 12, 16))
    assert (await group.overview()).count("15 december 2026 is voorbij") == 2
    decision = await group.taps("follow:done.1")
    assert decision.toast.text == "Genoteerd."
    assert (await group.said())[-1].splitlines()[1].endswith("<b>gedaan</b>")
    assert (await group.buttons())[0] == "1 toch niet"
    assert (await group.overview()).count("is voorbij") == 1
    await group.taps("follow:drop.2", on=1)
    assert "laten we vallen" in (await group.said())[-1]
    assert "Nog open" not in await group.overview()


async def test_a_slip_of_the_finger_can_be_taken_back(group: Group) -> None:
    await group.ends(ended(promised(DECEMBER)))
    await group.waits(DECEMBER)
    await group.taps("follow:done.1")
    await group.taps("follow:undo.1", on=1)
    assert await group.buttons() == ["Gedaan", "Nieuwe datum", "Laten vallen"]
    assert await group.plans() == [], "it was asked for this day"


async def test_another_day_is_offered_and_asked_about_again(group: Group) -> None:
    await group.ends(ended(promised(DECEMBER)))
    await group.waits(DECEMBER)
    await group.taps("follow:later.1")
    assert "Tegen wanneer dan wel: langsgaan 1?" in (await group.said())[-1]
    assert await group.buttons() == ["Over 14 dagen", "Over 30 dagen", "Over 90 dagen"]
    await group.taps("follow:in.1.14")
    shown = (await group.said())[-2:]
    assert "Op 29 december 2026 vraag ik het opnieuw" in shown[1]
    assert shown[0].endswith("<b>nu tegen 29 december 2026</b>")
    assert "langsgaan 1 (An): nu tegen 29 december 2026" in await group.overview()
    await group.waits(date(2026, 12, 29))
    assert "tegen 29 december 2026" in (await group.said())[-1]
    assert await group.asked() == 2


async def test_another_day_can_be_taken_back_too(group: Group) -> None:
    await group.ends(ended(promised(DECEMBER)))
    await group.waits(DECEMBER)
    await group.taps("follow:later.1")
    await group.taps("follow:in.1.30")
    assert await group.plans() == ["Thu 14 Jan 10:00"]
    await group.taps("follow:undo.1", on=1)
    assert await group.plans() == []


async def test_a_day_can_be_typed(group: Group) -> None:
    await group.ends(ended(promised(DECEMBER)))
    await group.waits(DECEMBER)
    await group.taps("follow:later.1")
    await group.types("3/2")
    assert "Op 3 februari 2027 vraag ik het opnieuw" in (await group.said())[-1]
    assert await group.plans() == ["Wed 03 Feb 10:00"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1/12/2026", "Die dag is al voorbij. Kies een dag vanaf vandaag."),
        ("ooit", "Die datum herkennen we niet."),
        ("15/12", "Dat is vandaag. Kies een latere dag."),
    ],
)
async def test_a_day_that_can_not_be_is_refused_with_what_to_do(group: Group, typed: str, expected: str) -> None:
    await group.ends(ended(promised(DECEMBER)))
    await group.waits(DECEMBER)
    await group.taps("follow:later.1")
    await group.types(typed)
    assert expected in (await group.said())[-1]
    assert await group.plans() == []


@pytest.mark.parametrize("code", ["follow:done.99", "follow:done.", "follow:done.x", "follow:eat.1"])
async def test_a_button_of_nothing_says_so(group: Group, code: str) -> None:
    await group.ends(ended(promised(DECEMBER)))
    await group.waits(DECEMBER)
    decision = await group.taps(code)
    assert (decision.toast.loud, "werkt hier niet meer" in decision.toast.text) == (True, True)


async def test_a_reply_about_what_is_gone_says_so(group: Group) -> None:
    row = await group.ends(ended(promised(DECEMBER)))
    await group.waits(DECEMBER)
    await group.taps("follow:later.1")
    await group.changes(row, ended({}))
    await group.types("3/2")
    assert "volgen we niet meer op" in (await group.said())[-1]


# --- what the group changes ---


async def test_a_changed_day_is_the_one_that_counts(group: Group) -> None:
    row = await group.ends(ended(promised(DECEMBER)))
    row = await group.changes(row, replace(row.run, status=Status.OPEN))
    await group.changes(row, ended(promised(date(2027, 1, 15))))
    assert await group.plans() == ["Fri 15 Jan 10:00"]


async def test_what_is_promised_no_more_is_not_asked_about(group: Group) -> None:
    row = await group.ends(ended(promised(DECEMBER, DECEMBER)))
    await group.changes(row, ended(promised(DECEMBER)))
    await group.waits(DECEMBER)
    assert "1." not in (await group.said())[0], "one is left"
    row = await group.ends(ended(promised(date(2027, 1, 15))))
    await group.changes(row, replace(row.run, status=Status.STOPPED))
    assert await group.plans() == []


async def test_what_was_settled_stays_so_when_something_else_changes(group: Group) -> None:
    row = await group.ends(ended(promised(DECEMBER)))
    await group.waits(DECEMBER)
    await group.taps("follow:done.1")
    await group.changes(row, ended(promised(DECEMBER, date(2027, 1, 15), what="aanbellen")))
    await group.waits(date(2027, 1, 15))
    assert await group.asked() == 2
    assert "aanbellen 2" in (await group.said())[-1]
    assert "Nog open" not in await group.overview()


async def test_what_is_open_again_on_its_day_is_asked_about_once_it_is_closed(group: Group) -> None:
    row = await group.ends(ended(promised(DECEMBER)))
    row = await group.changes(row, ended({}, Status.OPEN))
    await group.waits(DECEMBER)
    assert await group.said() == []
    await group.changes(row, ended(promised(DECEMBER)))
    await group.waits(date(2026, 12, 16))
    assert "langsgaan 1" in (await group.said())[-1]


async def test_a_deviation_that_is_absorbed_becomes_a_measure(group: Group) -> None:
    stays: dict[Place, Value] = {"marks@e1": STRONG}
    row = await group.ends(ended(promised(DECEMBER) | stays))
    await group.home.store.write(lambda tx: tx.run("UPDATE follow_up SET kind = 'deviation'"))
    await group.changes(row, ended(promised(DECEMBER, what="bellen")))
    found = await read_follow_ups(group.home.store, 1)
    assert [it.kind for it in found.values()] == ["step"]
