"""How the bot comes in: once, with what it can do, what it can read and who sees what."""

from datetime import timedelta

from bot.desk import Decision, Desk, Scene, ready
from bot.events import BotMoved
from bot.menus import greeting, private_greeting
from bot.outgoing import Draft, Drawn
from bot.running import show_card_again
from bot.store.chat_rows import Group, set_greeted
from bot.store.outbox_settle import pause, resume
from bot.store.run_rows import active_runs, posted_card
from core.coordination import Standing

STANDS_FOR = timedelta(seconds=30)
"""So long a first greeting is enough: who adds the bot by a link sends /start along with it."""


def moved(scene: Scene, event: BotMoved) -> Decision:
    """The bot was added or removed, or got other rights."""
    if not event.present:
        pause(scene.tx, scene.group.id)
        return Decision()
    resume(scene.tx, scene.group.id)
    if scene.group.kind != "group":  # in a channel everyone would read a greeting that is meant for its admins
        return Decision()
    if not scene.group.greeted:
        return greet(scene)
    if scene.group.active and not event.came:
        return Decision()
    for row in active_runs(scene.tx, scene.desk.runs, scene.group.id):
        show_card_again(scene.in_topic(row.thread), row)
    return Decision()


def greet(scene: Scene) -> Decision:
    """Say hello and offer to begin."""
    drawn = greeting_for(scene.desk, scene.group)
    if scene.group.greeted:
        scene.say(drawn)
    else:
        scene.promise(Draft(key=_first_key(scene), group=0, draw=ready(drawn)))
        set_greeted(scene.tx, scene.group.id)
    return Decision()


def was_just_greeted(scene: Scene) -> bool:
    """Say whether the first greeting of a group is so fresh that another one would double it."""
    greeted = posted_card(scene.tx, _first_key(scene))
    return scene.group.kind == "group" and greeted is not None and greeted.promised_at > scene.now - STANDS_FOR


def _first_key(scene: Scene) -> str:
    return f"group{scene.group.id}:greeting"


def greeting_for(desk: Desk, group: Group, standing: Standing | None = None) -> Drawn:
    """Return the greeting in the language of a chat; `standing`: where the group stands, once it said so."""
    words, languages = desk.words(group), desk.texts.languages
    draw = private_greeting if group.kind == "private" else greeting
    return draw(words, languages, standing)
