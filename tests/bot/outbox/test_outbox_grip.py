"""A row in hand, and a clock that tells when the hand lets go."""

import pytest

from bot import clock
from bot.outbox.budget import Budget
from bot.outbox.delivery import Delivery
from bot.outbox.grip import Grip
from bot.outbox.surroundings import Surroundings
from bot.store import Tx
from bot.store.outbox_rows import claim
from tests.bot.outbox.rig import PLENTY, Rig


class Patience:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def gripped(rig: Rig, patience: Patience) -> tuple[Surroundings, Grip]:
    await rig.chat()
    await rig.put("m")
    given = rig.surroundings(monotonic=patience)
    held = await rig.store.write(claim, 1, clock.now(), clock.now())
    assert held is not None
    return given, Grip(given, held, begun=0.0)


def others_take_it(tx: Tx) -> None:
    tx.run("UPDATE outbox SET attempts = attempts + 1")


async def test_a_call_begins_only_when_it_must_end_before_the_lease_does(rig: Rig) -> None:
    patience = Patience()
    given, grip = await gripped(rig, patience)
    patience.now = given.times.lease - given.longest_call - 2.5
    assert grip.is_firm()
    patience.now += 0.01
    assert not grip.is_firm()


async def test_a_lease_that_grows_short_is_renewed_unless_others_have_the_row(rig: Rig) -> None:
    patience = Patience()
    given, grip = await gripped(rig, patience)
    patience.now = given.times.lease
    assert await grip.holds()
    assert grip.is_firm()
    await rig.store.write(others_take_it)
    assert await grip.holds()
    patience.now *= 3
    assert not await grip.holds()


@pytest.mark.parametrize("kind", ["edit", "delete"])
async def test_who_lost_the_row_changes_nothing(rig: Rig, kind: str) -> None:
    chat = await rig.chat()
    await rig.put("card", "one")
    async with rig.sending():
        await rig.settled("card")
    await rig.put("change", "two", kind=kind, target_key="card")
    held = await rig.store.write(claim, 2, clock.now(), clock.now())
    assert held is not None
    await rig.store.write(others_take_it)
    patience = Patience()
    given = rig.surroundings(monotonic=patience)
    delivery = Delivery(given, Budget(patience, PLENTY))
    patience.now = given.times.lease
    await delivery._act(Grip(given, held, begun=0.0))
    assert rig.texts(chat) == ["one"]
    assert delivery.counts["not_sent"] == 1
    assert (await rig.row("change"))["status"] == "sending"
