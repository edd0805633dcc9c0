"""What people write: commands, by their name; anything else is for `bot.answering`."""

from collections.abc import Callable, Mapping

from bot import rooms
from bot.answering import addressed, answered, edited, refused, run_here, with_answer
from bot.cards import beforehand
from bot.desk import Decision, Scene
from bot.doors import Door, doors
from bot.events import Wrote
from bot.explaining import subjects_of
from bot.filling import open_sheet, play
from bot.greeting import greet, was_just_greeted
from bot.menus import change_menu, language_menu, may_change, running_menu, stop_menu, why_menu
from bot.outgoing import Draft, Drawn
from bot.running import begin_run, show_card_again
from bot.store.run_rows import RunRow, latest_run, own_run
from flows.catalogue import latest
from flows.model import FlowName, Offer
from flows.run import Control, Given, Park, Status, Steer, Typed


def wrote(scene: Scene, event: Wrote) -> Decision:
    """Decide about a message: a command, an answer, or nothing for us; a command is given once, also when edited."""
    if event.edited:
        return edited(scene, event) if event.command in {None, *_ANSWERS} else Decision()
    return answered(scene, event) if event.command is None else _commanded(scene, event)


def _commanded(scene: Scene, event: Wrote) -> Decision:
    action = _COMMANDS.get(event.command or "")
    if scene.group.kind == "channel" and event.command not in rooms.IN_CHANNELS:
        return Decision()
    if action is None:
        return _unknown(scene, event)
    is_for_admins = action in _FOR_ADMINS or event.command in rooms.FOR_ADMINS
    if scene.who.mask == "channel" or (scene.who.mask is not None and not is_for_admins):
        return refused(scene, scene.who.mask)
    return action(scene, event)


def _unknown(scene: Scene, event: Wrote) -> Decision:
    """In a group only what names this bot is meant for it."""
    if scene.group.kind == "private":
        return _help(scene, event)
    if event.names_bot:
        scene.say(Drawn(scene.words().html("commands.unknown", bot=scene.desk.bot_name)), answer=True)
    return Decision()


def _start(scene: Scene, event: Wrote) -> Decision:
    linked = rooms.link_of(event.text.strip())
    if linked is not None:
        acts, what = linked
        return acts(scene, what)
    if scene.group.kind == "private" and event.text:
        return open_sheet(scene, event.text.strip())
    row = run_here(scene)
    if row is None:
        return Decision() if was_just_greeted(scene) else greet(scene)
    scene.say(running_menu(scene.words(row.id)), answer=True)
    return Decision()


def _help(scene: Scene, _: Wrote) -> Decision:
    scene.say(Drawn(scene.words().html("commands.help", bot=scene.desk.bot_name)), answer=True)
    return Decision()


def _beginning(door: Door) -> Callable[[Scene, Wrote], Decision]:
    return lambda scene, _: begin_flow(scene, door.flow)


def begin_flow(scene: Scene, name: str, begun: Offer | None = None) -> Decision:
    """Begin a flow, unless something goes on here already; `begun`: what it follows from.

    Raises:
        LookupError: There is no such flow.
    """
    flow = latest(FlowName(name))
    if flow is None:
        raise LookupError(f"there is no flow {name!r}")
    if name in rooms.BEGINS:
        return rooms.BEGINS[name](scene)
    row = own_run(scene.tx, scene.desk.runs, scene.group.id, scene.where.thread)
    if row is not None:
        scene.say(running_menu(scene.words(row.id)))
        return Decision()
    if scene.group.kind == "private":  # in a group the card on which people join says it
        scene.say(Drawn(beforehand(scene.words(), flow)))
    return begin_run(scene, flow, begun)


def _given(what: Callable[[Wrote], Given]) -> Callable[[Scene, Wrote], Decision]:
    """Return a command that is something done in the run that goes on here."""

    def act(scene: Scene, event: Wrote) -> Decision:
        row = addressed(scene, event)
        if row is None:
            return refused(scene, "no_run")
        return with_answer(scene, play(scene.in_topic(row.thread), row, what(event)))

    return act


def _steer(control: Control) -> Callable[[Scene, Wrote], Decision]:
    return _given(lambda _: Steer(control))


def _go_on(scene: Scene, event: Wrote) -> Decision:
    row = run_here(scene)
    status = row.run.status if row is not None else Status.OPEN
    return _steer(_ONWARD.get(status, Control.NEXT))(scene, event)


_ONWARD = {Status.GATHERING: Control.BEGIN, Status.PAUSED: Control.RESUME}
"""What going on means; while a question is open, the next one."""


def _card(scene: Scene, _: Wrote) -> Decision:
    row = run_here(scene)
    return refused(scene, "no_run") if row is None else show_card_again(scene, row)


def _stop(scene: Scene, _: Wrote) -> Decision:
    row = run_here(scene)
    if row is None:
        return refused(scene, "no_run")
    return ask_to_stop(scene, row)


def ask_to_stop(scene: Scene, row: RunRow) -> Decision:
    """Ask whether they mean it."""
    scene.say(stop_menu(scene.words(row.id), of_sheet=row.parent is not None))
    return Decision()


def _why(scene: Scene, _: Wrote) -> Decision:
    row = latest_run(scene.tx, scene.desk.runs, scene.group.id, scene.where.thread)
    subjects = subjects_of(scene.words(row.id), row) if row is not None else ()
    if row is None or not subjects:
        return refused(scene, "why.nothing_yet")
    scene.say(why_menu(scene.words(row.id), subjects), answer=True)
    return Decision()


def _change(scene: Scene, _: Wrote) -> Decision:
    row = latest_run(scene.tx, scene.desk.runs, scene.group.id, scene.where.thread)
    if row is None:
        return refused(scene, "no_run")
    if not may_change(row):
        return refused(scene, "change.nothing_yet")
    scene.say(change_menu(scene.words(row.id), row), answer=True)
    return Decision()


def _language(scene: Scene, _: Wrote) -> Decision:
    scene.say(language_menu(scene.words(), scene.desk.texts.languages), answer=True)
    return Decision()


def _status(scene: Scene, _: Wrote) -> Decision:
    return _drawn_later(scene, "status")


def _drawn_later(scene: Scene, what: str) -> Decision:
    """Promise an answer that takes more than this transaction should wait for."""
    scene.promise(Draft(key=scene.fresh_key(what), group=0, draw={"what": what}, reply_to=scene.message_id))
    return Decision()


def _overview(scene: Scene, _: Wrote) -> Decision:
    return _drawn_later(scene, "overview")


_COMMANDS: Mapping[str, Callable[[Scene, Wrote], Decision]] = {
    "start": _start,
    "help": _help,
    **{name: _beginning(door) for door in doors() for name in door.commands},
    "a": _given(lambda event: Typed(event.text)),
    "parkeer": _given(lambda event: Park(event.text)),
    "park": _given(lambda event: Park(event.text)),
    "meedoen": _steer(Control.JOIN),
    "join": _steer(Control.JOIN),
    "weg": _steer(Control.LEAVE),
    "leave": _steer(Control.LEAVE),
    "pauze": _steer(Control.PAUSE),
    "pause": _steer(Control.PAUSE),
    "verder": _go_on,
    "next": _go_on,
    "terug": _steer(Control.BACK),
    "back": _steer(Control.BACK),
    "overnemen": _steer(Control.TAKE_OVER),
    "takeover": _steer(Control.TAKE_OVER),
    "stop": _stop,
    "kaart": _card,
    "card": _card,
    "waarom": _why,
    "why": _why,
    "wijzig": _change,
    "change": _change,
    "taal": _language,
    "language": _language,
    "status": _status,
    "overzicht": _overview,
    "overview": _overview,
    **rooms.COMMANDS,
}
"""Every command in both languages; a chat may use either."""

_ANSWERS = frozenset({"a"})
"""Commands that say what words say."""

_FOR_ADMINS = {
    _COMMANDS[name]
    for name in (
        "start", "help", "pauze", "pause", "verder", "terug", "back", "stop", "kaart", "status", "waarom", "wijzig",
        "taal", "overzicht",
    )
}  # fmt: skip
"""What an anonymous admin can do: nothing that needs to know who they are."""
