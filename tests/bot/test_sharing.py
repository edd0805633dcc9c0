"""A group shares its proposal: it sees exactly what would be posted, and only that is posted, once."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.clock import now
from bot.playground.model import Chat
from bot.store import Tx
from bot.store.chat_rows import new_group
from bot.store.run_rows import begin
from bot.store.sqlite import SqliteStore
from core.ids import ParticipantId
from flows.model import FlowName
from flows.run import Run, Status
from flows.six_steps import SIX_STEPS
from tests.bot.neighbours import BOT, Neighbourhood, words
from tests.bot.talk import Talk
from tests.flows.six_steps_walk import MARIA, settle

DONE = dict(settle(MARIA).settled)


@pytest.fixture
async def hood(still: Talk) -> AsyncIterator[Neighbourhood]:
    """The neighbourhood of a group that went through the six steps, with An."""
    an = ParticipantId(str(still.an))
    run = Run(flow=FlowName("six_steps"), flow_version=SIX_STEPS.version, facilitator=an, members=(an,))

    def played(tx: Tx) -> None:
        group = new_group(tx, still.chat.id, "group", ("nl", "Europe/Brussels"), now())
        begin(tx, group.id, 0, replace(run, status=Status.DONE, settled=DONE), now())

    store = await SqliteStore.open(still.database, now)
    await store.write(played)
    await store.close()
    async with still.bot():
        still.world.add_bot(still.chat.id, still.an)
        await still.settled()
        yield Neighbourhood(still)


async def test_what_was_shown_is_what_is_posted_and_nothing_before_a_tap(hood: Neighbourhood, core: Chat) -> None:
    talk = hood.talk
    said, there = len(talk.spoken()), len(talk.spoken(core))
    await talk.says(talk.an, f"/deel{BOT}")
    intro, *proposal, where = talk.texts()[said:]
    assert intro == words("neighbourhood.share.preview")
    assert where == words("neighbourhood.share.where")
    assert "Huishoudhulp" in "\n".join(proposal)
    assert proposal[0].startswith(f"Een voorstel van {talk.chat.title}")
    assert len(talk.spoken(core)) == there
    await talk.taps(talk.an, "Kern")
    assert talk.texts(core)[there:] == proposal
    assert talk.last().text == words("neighbourhood.share.sent", title="Kern")
    assert (await talk.taps(talk.an, "Kern")).text == words("neighbourhood.share.twice")
    assert len(talk.spoken(core)) == there + len(proposal)


async def test_what_people_promised_and_why_they_differ_stays_in_the_group(hood: Neighbourhood, core: Chat) -> None:
    talk = hood.talk
    await talk.says(talk.an, f"/deel{BOT}")
    shown = "\n".join(talk.texts())
    for private in ("samen langsgaan", "één vaste klusser per dorp"):
        assert private not in shown


async def test_the_facilitator_or_an_admin_shares_and_nobody_else(hood: Neighbourhood, core: Chat) -> None:
    talk = hood.talk
    await talk.says(talk.bert, f"/deel{BOT}")
    assert talk.last().text == words("neighbourhood.share.for_leaders")
    await talk.says(talk.an, f"/deel{BOT}")
    assert (await talk.taps(talk.bert, "Kern")).text == words("neighbourhood.share.for_leaders")
    talk.world.set_admin(talk.chat.id, talk.an, talk.bert)
    await talk.taps(talk.bert, "Kern")
    assert talk.last().text == words("neighbourhood.share.sent", title="Kern")


async def test_an_open_answer_shares_nothing_until_it_is_closed_again(hood: Neighbourhood, core: Chat) -> None:
    talk = hood.talk
    await talk.says(talk.an, f"/deel{BOT}")
    where, there = talk.last(), len(talk.spoken(core))
    await talk.says(talk.an, f"/wijzig{BOT}")
    await talk.taps(talk.an, "part:1")
    await talk.taps(talk.an, next(code for code in talk.codes(talk.last()) if code.startswith("redo")))
    assert talk.run()["status"] == "open"
    assert (await talk.taps(talk.an, "Kern", where)).text == words("neighbourhood.share.stale")
    await talk.says(talk.an, f"/deel{BOT}")
    assert talk.last().text == words("neighbourhood.share.nothing")
    assert len(talk.spoken(core)) == there


async def test_where_nothing_is_linked_or_nothing_came_out_it_says_what_to_do(hood: Neighbourhood) -> None:
    talk = hood.talk
    await talk.says(talk.an, f"/deel{BOT}")
    assert talk.last().text == words("neighbourhood.share.nowhere")
    other = await hood.group("Kern")
    await hood.link(other)
    await hood.says(talk.bert, f"/deel{BOT}", other)
    assert talk.last(other).text == words("neighbourhood.share.nothing")


async def test_a_chat_that_is_gone_is_not_offered_and_an_old_button_says_so(hood: Neighbourhood, core: Chat) -> None:
    talk = hood.talk
    await talk.says(talk.an, f"/deel{BOT}")
    talk.world.remove_bot(core.id, talk.bert)
    await talk.settled()
    assert (await talk.taps(talk.an, "Kern")).text == words("neighbourhood.share.stale")
    await talk.says(talk.an, f"/deel{BOT}")
    assert talk.last().text == words("neighbourhood.share.nowhere")
