"""From what was promised to the words as they are sent: cards are drawn at the last moment, the rest is ready."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import rooms
from bot.cards import Words, closed_card, gathering_card, open_card, paused_card
from bot.desk import Desk
from bot.outgoing import Button, ChatLook, Drawn, Json, PollForm
from bot.overview import MOST_RUNS, Beside, overview
from bot.store import Store
from bot.store.follow_up_rows import read_follow_ups
from bot.store.run_rows import RunRow, read_past, read_run
from bot.store.schedule_rows import read_waiting
from flows.catalogue import flow_of
from flows.run import Status
from flows.values import Place

_SOON, _LONGEST = timedelta(minutes=1), timedelta(seconds=2_628_000)
"""From when to when Telegram closes a poll by itself; it allows five seconds to a month."""

LookUp = Callable[[ChatLook, Words], Awaitable[Drawn]]


class Drawing:
    """Makes the words of outbox rows."""

    def __init__(self, desk: Desk, store: Store, status: LookUp) -> None:
        """Take what never changes, where runs are read, and who can tell how the bot stands in a chat."""
        self._desk = desk
        self._store = store
        self._status = status

    async def __call__(self, draw: Mapping[str, Json], look: ChatLook) -> Drawn | None:
        """Return the words of a row, None when there is nothing to say any more."""
        match draw["what"]:
            case "ready":
                return replace(_ready(draw), poll=_poll(draw, self._desk.clock()))
            case "picture":
                return await self._picture(draw, look)
            case "status":
                return await self._status(look, self._words(look, 0))
            case "overview":
                return await self._overview(look)
            case "calendar":
                return await self._calendar(look)
            case _:
                return await self._card(draw, look)

    async def _overview(self, look: ChatLook) -> Drawn:
        past = await read_past(self._store, self._desk.runs, look.group, MOST_RUNS)
        now = self._desk.clock().astimezone(ZoneInfo(look.time_zone))
        added = [await add(self._store, look, self._words(look, 0)) for add in rooms.OVERVIEW]
        followed = await read_follow_ups(self._store, look.group)
        return overview(self._words(look, 0), past, now, look.thread, Beside(added, followed))

    async def _calendar(self, look: ChatLook) -> Drawn | None:
        """Make a file of what comes back by now; nothing when nothing does any more."""
        plans = [due for due in await read_waiting(self._store, look.group) if due.plan.rhythm is not None]
        if not plans:
            return None
        from bot.times.calendar_file import calendar_file  # noqa: PLC0415 a bot that starts need not know calendars yet

        words = self._words(look, 0)
        file = calendar_file(words, plans, ZoneInfo(look.time_zone), self._desk.clock())
        return Drawn(words.html("time.calendar"), document=file)

    async def _card(self, draw: Mapping[str, Json], look: ChatLook) -> Drawn | None:
        row = await read_run(self._store, self._desk.runs, int(str(draw["run"])))
        if row is None:
            return None
        words = self._words(look, row.id)
        if draw["key"] == row.card_key:
            return _live(words, row)
        place = draw["place"]
        return _over(words, row, str(place) if place is not None else None)

    async def _picture(self, draw: Mapping[str, Json], look: ChatLook) -> Drawn | None:
        """Draw from what the group has answered by now; nothing when there is nothing to see any more."""
        row = await read_run(self._store, self._desk.runs, int(str(draw["run"])))
        if row is None:
            return None
        from bot.pictures import picture  # noqa: PLC0415 a bot that starts need not know how to draw yet

        name, item = str(draw["picture"]), str(draw["item"])
        values = flow_of(row.run).views[name](row.run.facts(), item)
        return picture(self._words(look, row.id), name, values) if values else None

    def _words(self, look: ChatLook, run_id: int) -> Words:
        private = look.kind == "private"
        desk = self._desk
        return Words(desk.texts, look.language, desk.codec, look.group, run_id, desk.bot_name, private)


def _live(words: Words, row: RunRow) -> Drawn | None:
    """Draw the card that people can use now."""
    flow, run = flow_of(row.run), row.run
    match run.status:
        case Status.GATHERING:
            return gathering_card(words, flow, run)
        case Status.PAUSED:
            return paused_card(words, flow, run)
        case Status.OPEN if run.current is not None:
            return open_card(words, flow, run)
        case _:
            return _over(words, row, run.current)


def _over(words: Words, row: RunRow, place: Place | None) -> Drawn:
    """Draw a card that is over: what came out of it, and no buttons."""
    flow = flow_of(row.run)
    if place is None:
        return replace(gathering_card(words, flow, row.run), keyboard=())
    return closed_card(words, flow, row.run, place)


def _ready(draw: Mapping[str, Json]) -> Drawn:
    rows = draw["keyboard"]
    assert isinstance(rows, list)  # noqa: S101 written by `bot.desk.ready`
    keyboard = tuple(tuple(_button(button) for button in row) for row in rows if isinstance(row, list))
    return Drawn(str(draw["text"]), keyboard)


def _poll(draw: Mapping[str, Json], now: datetime) -> PollForm | None:
    """Return the poll of Telegram in a drawing; it is closed there by itself where that can be."""
    form = draw.get("poll")
    if not isinstance(form, dict):
        return None
    options = form["options"]
    assert isinstance(options, list)  # noqa: S101 written by `bot.polls.cards`
    closes_at = datetime.fromisoformat(str(form["closes_at"]))
    return PollForm(
        question=str(form["question"]),
        options=tuple(map(str, options)),
        named=bool(form["named"]),
        several=bool(form["several"]),
        hides=bool(form["hides"]),
        closes_at=closes_at if _SOON < closes_at - now < _LONGEST else None,
    )


def _button(button: Json) -> Button:
    assert isinstance(button, list)  # noqa: S101 written by `bot.desk.ready`
    label, data, url = button
    return Button(str(label), str(data) if data is not None else None, str(url) if url is not None else None)
