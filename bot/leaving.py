"""Who is no longer in a chat takes part in nothing there: nobody waits for them, and someone else leads."""

from bot.desk import Decision, Scene
from bot.filling import play
from bot.store.acquaintance_rows import part
from bot.store.check_in_rows import take_no_part
from bot.store.run_rows import active_runs
from flows.run import Control, Steer


def departed(scene: Scene) -> Decision:
    """Someone left the chat, or was taken out; they left every run in it, and speak for it no more."""
    part(scene.tx, scene.who.id, scene.group.id)
    take_no_part(scene.tx, scene.group.id, scene.participant)
    for row in active_runs(scene.tx, scene.desk.runs, scene.group.id):
        if scene.participant in row.run.members:
            play(scene.in_topic(row.thread), row, Steer(Control.LEAVE))
    return Decision()
