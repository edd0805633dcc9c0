"""What stands on the agenda of a core group beside needs and signals: what it promised itself, and is due."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.check_ins.agenda import hold
from bot.desk import Scene
from bot.events import Where, Who
from bot.follow_up.promises import keep_up
from bot.store import Tx
from bot.store.chat_rows import group_by_id
from bot.store.follow_up_rows import settle
from bot.store.neighbourhood_rows import belong
from bot.store.run_rows import begin
from tests.bot.planning import WEDNESDAY, House, ended, house, promised

TODAY = WEDNESDAY.date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
async def core(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as home:
        await home.store.write(belong, 1, None, "core_group")
        yield home


def scene(home: House, tx: Tx) -> Scene:
    group = group_by_id(tx, 1)
    assert group is not None
    where = Where(tg_id=group.tg_id, kind="group")
    return Scene(tx=tx, desk=home.desk, group=group, where=where, who=Who(id=0), cause="u1", now=home.now)


async def agenda(home: House) -> str:
    await home.store.write(lambda tx: hold(scene(home, tx)))
    return str(json.loads((await home.promised())[-1]["draw"])["text"])


async def test_what_was_promised_and_is_due_stands_on_the_agenda_and_nothing_else(core: House) -> None:
    def unit(tx: Tx) -> None:
        keep_up(scene(core, tx), begin(tx, 1, 0, ended(promised(TODAY, TOMORROW, TODAY)), core.now))
        settle(tx, 3, "done")

    await core.store.write(unit)
    text = await agenda(core)
    assert "• langsgaan 1 (An)" in text
    assert "langsgaan 2" not in text, "it is not due yet"
    assert "langsgaan 3" not in text, "it is done"


async def test_without_anything_it_says_so(core: House) -> None:
    assert "Er staat nu niets open" in await agenda(core)
