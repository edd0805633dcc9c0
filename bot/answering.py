"""Words that are no command: which run they are for, whether they answer its open card, and what an edit does."""

import re

from bot import rooms
from bot.desk import Decision, Scene
from bot.events import Wrote
from bot.filling import play
from bot.outgoing import Drawn
from bot.running import LIVING
from bot.store.outbox_settle import message_ref
from bot.store.run_rows import RunRow, active_run, posted_card, run_by_id
from flows.catalogue import flow_of
from flows.model import Date, ListOf, Text, Voice
from flows.order import step_at
from flows.run import Typed

CARD = "card"
"""Part of the key of every card of a run, and of no other message."""

_RUN_OF_CARD = re.compile(rf"run(\d+){CARD}")


def answered(scene: Scene, event: Wrote) -> Decision:
    """Decide about words: an answer, or nothing for us."""
    if not _is_for_us(scene, event):
        return Decision()
    asked = rooms.reply_to(_key_replied_to(scene, event))
    if asked is not None:
        hears, about = asked
        return refused(scene, scene.who.mask) if scene.who.mask is not None else hears(scene, about, event)
    row = addressed(scene, event)
    if row is None:
        return _nothing_open(scene, event)
    if scene.who.mask is not None:
        return refused(scene, scene.who.mask)
    return _typed(scene.in_topic(row.thread), row, event)


def addressed(scene: Scene, event: Wrote) -> RunRow | None:
    """Return the run whose card is replied to, else the one here.

    A private chat may have more than one, and the card of a closed topic stands in the general one.
    """
    found = _RUN_OF_CARD.search(_key_replied_to(scene, event))
    row = run_by_id(scene.tx, scene.desk.runs, int(found[1])) if found else None
    if row is not None and row.group == scene.group.id and row.run.status in LIVING:
        return row
    return run_here(scene)


def run_here(scene: Scene) -> RunRow | None:
    """Return the run that goes on here."""
    return active_run(scene.tx, scene.desk.runs, scene.group.id, scene.where.thread)


def _is_for_us(scene: Scene, event: Wrote) -> bool:
    """In a group only replies to the bot are answers, also when the bot may read all; in a channel nothing is."""
    return scene.group.kind == "private" or (scene.group.kind == "group" and event.reply_to is not None)


def _nothing_open(scene: Scene, event: Wrote) -> Decision:
    """To an answer that comes too late something is said; people who talk about a message of ours are left in peace."""
    if scene.group.kind == "private" or CARD in _key_replied_to(scene, event):
        return refused(scene, "no_run")
    return Decision()


def _typed(scene: Scene, row: RunRow, event: Wrote) -> Decision:
    """Words on the open card are an answer, on an older one they come too late; elsewhere they may be talk."""
    if event.reply_to is None:
        return with_answer(scene, play(scene, row, Typed(event.text)))
    key = _key_replied_to(scene, event) or row.card_key  # one we don't know yet: the card that was just posted
    if key == row.card_key:
        return with_answer(scene, play(scene, row, Typed(event.text)))
    if key is not None and CARD in key:
        return with_answer(scene, play(scene, row, Typed(event.text, ask=0)))
    return refused(scene, "other_message") if scene.group.kind == "private" or _asks_for_words(row) else Decision()


def _asks_for_words(row: RunRow) -> bool:
    return row.run.current is not None and isinstance(step_at(flow_of(row.run), row.run.current), Text | ListOf)


def _key_replied_to(scene: Scene, event: Wrote) -> str:
    """Return the key of our message that was replied to, '' when it is not known."""
    if event.reply_to is None:
        return ""
    return message_ref(scene.tx, scene.group.id, event.reply_to) or ""


def with_answer(scene: Scene, decision: Decision) -> Decision:
    """To words a refusal is a reply; what was taken shows on the card."""
    if decision.toast.loud:
        return _replied(scene, decision)
    return decision


def _replied(scene: Scene, decision: Decision) -> Decision:
    scene.say(Drawn(scene.words().html("commands.reply", text=decision.toast.text)), answer=True)
    return Decision(kept=decision.kept, liked=decision.liked)


def refused(scene: Scene, key: str) -> Decision:
    """Answer what was written with a text that says why not."""
    return scene.refuse(f"commands.{key}")


# --- words that were changed ---


def edited(scene: Scene, event: Wrote) -> Decision:
    """Take an edited answer for the one it replaces while its question is open; else say that it does not count."""
    on_card = CARD in _key_replied_to(scene, event)
    is_answer = on_card or event.command is not None or (scene.group.kind == "private" and event.reply_to is None)
    row = addressed(scene, event)
    if scene.who.mask is not None or not is_answer or (row is None and not on_card):
        return Decision()
    if row is not None and _may_replace(scene, row, event):
        return with_answer(scene, play(scene.in_topic(row.thread), row, Typed(event.text)))
    return refused(scene, "edited")


def _may_replace(scene: Scene, row: RunRow, event: Wrote) -> bool:
    """Say whether words answer the open question as a whole: they were written after its card, and add to no list."""
    card = posted_card(scene.tx, row.card_key) if row.card_key is not None else None
    if event.command is not None or card is None or card.message_id is None or card.message_id > event.message_id:
        return False
    if event.reply_to is not None and _key_replied_to(scene, event) != row.card_key:
        return False
    return _takes_whole_words(row)


def _takes_whole_words(row: RunRow) -> bool:
    step = step_at(flow_of(row.run), row.run.current) if row.run.current is not None else None
    return isinstance(step, Date) or (isinstance(step, Text) and (step.one or step.voice is Voice.EACH))
