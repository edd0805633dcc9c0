"""After the result: an idea becomes an action, and whoever was asked hears within a month what was done (R49)."""

from datetime import datetime

from bot.desk import Decision, Scene, refusal
from bot.outgoing import Button, Drawn
from bot.polls.asking import TELL
from bot.polls.drafting import draft_of
from bot.polls.steering import asking_chats, steered, tell_button
from bot.store import Tx
from bot.store.poll_places import places_of
from bot.store.poll_rows import Form, Poll, owed_by, poll_by_id
from bot.store.schedule_rows import Due, Plan, plan
from bot.texts import clip
from core.platform_polls import TEMPLATES, reminders

SAID = 80
"""Characters of what came out, at the beginning of a tell-back."""


def remind(scene: Scene, due: Due) -> Decision:
    """Remind the chat that asked of its tell-back; twice at most, the second time before the month is over."""
    poll = poll_by_id(scene.tx, int(due.plan.about))
    if poll is None or poll.closed_at is None or poll.told_at is not None:
        return Decision()
    text = scene.words().html("polls.told.remind", question=poll.form.question, said=poll.said)
    scene.say(Drawn(text, ((tell_button(scene, poll),),)))
    later = [at for at in reminders(poll.closed_at) if at > due.meant]
    if later:
        again = Plan(group=poll.group, kind=TELL, about=str(poll.id), due=later[0], thread=poll.thread)
        plan(scene.tx, again, scene.now)
    return Decision()


def begin(scene: Scene, number: str) -> Decision:
    """Begin a tell-back: a poll to the same chats that asks whether it is right (PL8)."""
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    if poll.told_at is not None or poll.status != "announced":
        return refusal(scene.words().plain("polls.told.already"))
    asked = {place.group for place in places_of(scene.tx, poll.id)}
    chats = tuple(it.id for it in asking_chats(scene) if it.id in asked) or (scene.group.id,)
    words = scene.words()
    key, what = ("said", poll.said) if poll.said else ("asked", poll.form.question)
    said = words.plain(f"polls.told.{key}", what=clip(what, SAID).rstrip(".?"))
    draft_of(scene, TEMPLATES["told"], Form(chats=chats, said=said), tells_of=poll.id)
    return Decision()


def action(scene: Scene, number: str) -> Decision:
    """Say how an idea becomes an action group: here, or in a chat of its own."""
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    words = scene.words()
    here = words.button(words.plain("polls.button.steps"), 0, "start:six_steps")
    add = Button(words.plain("polls.button.new_chat"), url=f"https://t.me/{words.bot_username}?startgroup=hallo")
    scene.say(Drawn(words.html("polls.action", idea=poll.said), ((here,), (add,))))
    return Decision()


def tell_backs_due(tx: Tx, initiative: int, now: datetime) -> list[Poll]:
    """Return the polls of a neighbourhood of which people should hear by now what was done, the oldest first."""
    owed = owed_by(tx, initiative)
    return [poll for poll in owed if poll.closed_at is not None and reminders(poll.closed_at)[0] <= now]
