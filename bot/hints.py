"""Tells the playground which question is open, so that its page can offer the example's answer."""

from bot.desk import Decision, Desk
from bot.events import Where
from bot.keyboards import Codec
from bot.playground.world import World
from bot.store.run_rows import RunRow
from flows.catalogue import flow_of
from flows.model import Date, Grid, Scale, Voice
from flows.order import codes_at, names_at, step_at
from flows.run import Control, Status
from flows.values import Place, step_of


class Hints:
    """Hears of decisions and passes the open question on."""

    def __init__(self, world: World) -> None:
        """Take the world whose page offers answers."""
        self._world = world

    def __call__(self, desk: Desk, where: Where, decision: Decision) -> None:
        """Note which question is open in a chat after a decision."""
        row = decision.kept
        if row is None:
            return
        place = row.run.current if row.run.status is Status.OPEN else None
        self._world.set_hint(where.tg_id, None if place is None else _hint(desk.codec, row, place))


def _hint(codec: Codec, row: RunRow, place: Place) -> dict[str, object]:
    """Return the open step, whether all answer it, what it is about in the group's words, and its buttons by code."""
    flow, run = flow_of(row.run), row.run
    names = names_at(flow, run.facts(), place)
    codes = (*_codes(row, place), *(f"!{control}" for control in Control))
    buttons = {code: codec.encode(row.group, row.id, run.ask, code) for code in codes}
    each = step_at(flow, place).voice is Voice.EACH
    return {"step": step_of(place), "each": each, "item": " + ".join(names.values()), "buttons": buttons}


def _codes(row: RunRow, place: Place) -> tuple[str, ...]:
    step = step_at(flow_of(row.run), place)
    match step:
        case Scale():
            return tuple(str(int(level)) for level in step.scale)
        case Grid():
            return ("take", *(f"{line}={column}" for line in step.rows for column in step.columns))
        case Date():
            return tuple(f"in:{days}" for days in step.in_days)
        case _:
            return codes_at(flow_of(row.run), row.run.facts(), place)
