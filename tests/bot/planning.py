"""Chats with plans, and a ticker whose clock a test moves; everything else is real."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.desk import Decision, Desk, Scene
from bot.outgoing import Drawn
from bot.reminders import Ticker, Ticking
from bot.rooms import Struck
from bot.store import Row
from bot.store.chat_rows import new_group
from bot.store.schedule_rows import Due, Plan, plan
from bot.store.sqlite import SqliteStore
from bot.texts import Texts
from core.ids import ParticipantId
from flows.model import FlowName
from flows.run import Run, Status
from flows.values import Dated, Filled, Place, Said, Value
from tests.benchmarks.chats import make_desk

WEDNESDAY = datetime(2026, 11, 25, 9, tzinfo=UTC)  # ten o'clock in Brussels
TEXTS = Texts.load()
STRONG = Filled((("helps", "strongly"), ("holds_back", "strongly")))


def promised(*days: date | None, what: str = "langsgaan", owner: str = "An") -> dict[Place, Value]:
    """The answers of a web in which a lever on each axis is used, by these days."""
    settled: dict[Place, Value] = {}
    for number, day in enumerate(days, start=1):
        settled |= {f"marks@e{number}": STRONG, f"ea@e{number}": Said((f"{what} {number}",))}
        settled |= {f"ea_owner@e{number}": Said((owner,))} if owner else {}
        settled |= {f"ea_date@e{number}": Dated(day)} if day else {}
    return settled


def ended(settled: dict[Place, Value], status: Status = Status.DONE, flow: str = "ecosystem") -> Run:
    an = ParticipantId("5")
    return Run(flow=FlowName(flow), flow_version=1, facilitator=an, members=(an,), status=status, settled=settled)


@dataclass
class House:
    """A store, a desk and what was acted on."""

    store: SqliteStore
    now: datetime = WEDNESDAY
    acted: list[str] = field(default_factory=list[str])
    woken: list[frozenset[int]] = field(default_factory=list[frozenset[int]])
    broken: set[str] = field(default_factory=set[str])

    @property
    def desk(self) -> Desk:
        return replace(make_desk(), texts=TEXTS, clock=lambda: self.now)

    def ticker(self, acts: Mapping[str, Struck] | None = None) -> Ticker:
        return Ticker(Ticking(self.store, self.desk, acts or {"hello": self.say}, self._hear))

    def _hear(self, decision: Decision) -> None:
        self.woken.append(decision.groups)

    def say(self, scene: Scene, due: Due) -> Decision:
        """Say what it is about; those that are broken fail after they said it."""
        scene.say(Drawn(due.plan.about))
        if due.plan.about in self.broken:
            raise LookupError(due.plan.about)
        self.acted.append(due.plan.about)
        return Decision()

    async def chat(self, tg_id: int) -> int:
        made = await self.store.write(new_group, tg_id, "group", ("nl", "Europe/Brussels"), self.now)
        return made.id

    async def plan(self, about: str, due: datetime | timedelta = timedelta(0), group: int = 1, **more: Any) -> None:
        moment = due if isinstance(due, datetime) else self.now + due
        kind = more.pop("kind", "hello")
        await self.store.write(plan, Plan(group=group, kind=kind, about=about, due=moment, **more), self.now)

    async def strikes(self, after: timedelta = timedelta(0)) -> list[str]:
        """Let time pass, act on what is due, and return what was acted on."""
        self.now += after
        before = len(self.acted)
        await self.ticker().strike()
        return self.acted[before:]

    async def rows(self) -> list[Row]:
        return list(await self.store.read("SELECT * FROM schedule ORDER BY id"))

    async def promised(self) -> list[Row]:
        return list(await self.store.read("SELECT * FROM outbox ORDER BY id"))


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[House]:
    """Open a house with one chat."""
    store = await SqliteStore.open(folder / "b.sqlite3", lambda: WEDNESDAY)
    try:
        opened = House(store)
        await opened.chat(-1)
        yield opened
    finally:
        await store.close()
