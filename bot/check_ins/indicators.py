"""`/indicator`: what is counted here, a way to set up one more, and a way to let one go."""

from bot.check_ins.counting import board
from bot.check_ins.names import INDICATOR
from bot.desk import Decision, Scene, refusal
from bot.events import Wrote
from bot.menus import running_menu
from bot.running import play, started
from bot.store.indicator_rows import indicators_of, stop
from bot.store.run_rows import begin, own_run
from core.thresholds.neighbourhood import INDICATORS_AT_MOST
from flows.catalogue import latest
from flows.run import Control, Steer


def show(scene: Scene, _: Wrote) -> Decision:
    """Show the list."""
    if scene.group.kind != "group":
        return scene.refuse("check_ins.in_group")
    scene.say(board(scene), answer=True)
    return Decision()


def pressed(scene: Scene, what: str) -> Decision:
    """Act on a button of the list."""
    name, _, number = what.partition("=")
    if name == "new":
        return _begun(scene)
    if name == "drop" and not scene.is_admin():
        return refusal(scene.words().plain("check_ins.indicators.for_admins"))
    if name == "drop":
        stop(scene.tx, scene.group.id, int(number))
    scene.show_here(board(scene))
    return Decision()


def _begun(scene: Scene) -> Decision:
    if len(indicators_of(scene.tx, scene.group.id)) >= INDICATORS_AT_MOST:
        return refusal(scene.words().plain("check_ins.indicators.enough"))
    row = own_run(scene.tx, scene.desk.runs, scene.group.id, scene.where.thread)
    if row is not None:
        scene.say(running_menu(scene.words(row.id)))
        return Decision()
    flow = latest(INDICATOR)
    assert flow is not None  # noqa: S101 it stands in the catalogue
    new = started(scene, flow, scene.participant)  # who sets it up answers for the group, so nobody need gather
    return play(scene, begin(scene.tx, scene.group.id, scene.where.thread, new.run, scene.now), Steer(Control.BEGIN))
