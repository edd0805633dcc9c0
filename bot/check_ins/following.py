"""What follows when a round of a check-in moves on: who joins takes part from then on, and what came out goes on.

`bot.running` calls this in the transaction that saves the run.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.check_ins.names import CHECK_IN, CLOSE, DIGEST, INDICATOR, REMIND
from bot.desk import Scene
from bot.store import Tx
from bot.store.chat_rows import Group
from bot.store.check_in_rows import check_in_of, keep, note_round, take_part
from bot.store.indicator_rows import IndicatorRow, indicators_of, set_up
from bot.store.need_rows import ask
from bot.store.neighbourhood_rows import chats_beside
from bot.store.run_rows import RunRow
from bot.store.schedule_rows import Plan, drop, plan, planned
from bot.store.signal_rows import add
from core.thresholds.neighbourhood import DIGEST_AT, INDICATORS_AT_MOST
from core.timetable import moment
from flows.check_in.answers import lines, the_round
from flows.indicator import EVERY, is_dropped
from flows.run import Status


def follow(scene: Scene, before: RunRow, kept: RunRow) -> None:
    """Do what follows from what was just saved; of other flows nothing does."""
    if kept is before:
        return
    if kept.run.flow == INDICATOR and kept.run.status is Status.DONE:
        _set_up(scene, kept)
    if kept.run.flow != CHECK_IN:
        return
    for who in kept.run.members:
        if who not in before.run.members:
            take_part(scene.tx, kept.group, who)
    if kept.run.status is Status.DONE:
        _ended(scene, kept)


def _ended(scene: Scene, row: RunRow) -> None:
    drop_plans(scene.tx, row)
    note_round(scene.tx, row.id, row.group)
    settings = check_in_of(scene.tx, row.group)
    if settings is not None and settings.silent:
        keep(scene.tx, replace(settings, silent=0))
    _pass_on(scene, row)
    for core_group in chats_beside(scene.tx, scene.group, "core_group"):
        plan_digest(scene.tx, core_group, scene.now)


def drop_plans(tx: Tx, row: RunRow) -> None:
    """Forget the reminder and the end of a round that is over."""
    for kind in (REMIND, CLOSE):
        drop(tx, row.group, kind, str(row.id))


def _pass_on(scene: Scene, row: RunRow) -> None:
    """Note what is asked of the core group (K4), and put what was heard on the list of signals (K5)."""
    facts = row.run.facts()
    for need in the_round(facts).needs:
        ask(scene.tx, row.group, need.value, lines(facts, "k4_what", need), scene.now)
    for line in lines(facts, "k5"):
        add(scene.tx, row.group, " ".join(line.split()), scene.now)


def plan_digest(tx: Tx, core_group: Group, now: datetime) -> None:
    """Let a core group hear tomorrow morning of all rounds that end until then; rounds that come later join in."""
    if planned(tx, core_group.id, DIGEST) is not None:
        return
    zone = ZoneInfo(core_group.time_zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    plan(tx, Plan(group=core_group.id, kind=DIGEST, due=moment(tomorrow, DIGEST_AT, zone)), now)


def _set_up(scene: Scene, row: RunRow) -> None:
    """Write down an indicator that a group agreed on, unless it let it go (R47)."""
    facts = row.run.facts()
    stops = facts.day("stops")
    if is_dropped(facts) or len(indicators_of(scene.tx, row.group)) >= INDICATORS_AT_MOST:
        return
    new = IndicatorRow(
        group=row.group,
        name=facts.text("name"),
        kind=facts.choice("kind") or "",
        counted_by=facts.text("who"),
        how=facts.choice("how") or "",
        used_by=facts.text("user"),
        every=EVERY[facts.choice("every") or "each"],
        stops_on=None if stops is None else date.fromisoformat(stops),
    )
    set_up(scene.tx, new)
