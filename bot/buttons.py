"""What people tap: buttons on the card of a run, and on messages beside it."""

from bot import rooms
from bot.cards import Words
from bot.commands import ask_to_stop, begin_flow
from bot.desk import Decision, Scene, Toast, refusal
from bot.events import Tapped
from bot.explaining import explained, pairs_of, subjects_of
from bot.filling import play
from bot.greeting import greeting_for
from bot.keyboards import Pressed
from bot.menus import change_menu, language_chosen, pairs_menu, place_marked, short, why_menu
from bot.offers import offer_marked
from bot.outgoing import Drawn
from bot.running import LIVING, draw_card_again, show_card_again
from bot.store.chat_rows import group_by_id, set_language
from bot.store.outbox_settle import message_ref, saw_message
from bot.store.run_rows import RunRow, active_runs, own_run, run_by_id
from core.coordination import Standing
from flows.catalogue import flow_of
from flows.run import Control, Given, Press, Reopen, Steer
from flows.views import WHY, Option


def tapped(scene: Scene, event: Tapped) -> Decision:
    """Decide about a press: on a card of a run, or on a menu."""
    pressed = scene.desk.codec.decode(scene.group.id, event.data)
    if pressed is None:
        return _toast(scene, "commands.foreign_button")
    if pressed.run == 0:
        return _on_menu(scene, pressed)
    row = run_by_id(scene.tx, scene.desk.runs, pressed.run)
    if row is None or row.group != scene.group.id:
        return _toast(scene, "commands.foreign_button")
    # Of an old message Telegram may not say in which topic it stands; the run knows.
    scene = scene.in_topic(row.thread)
    if pressed.ask == 0:
        return _on_run_menu(scene, row, pressed.code)
    if pressed.ask == row.run.ask and event.where.tg_id == scene.group.tg_id:
        _prove(scene, row, event)
    return play(scene, row, _meant(pressed))


def _prove(scene: Scene, row: RunRow, event: Tapped) -> None:
    """A press on the open card settles that it was posted, where nobody knew."""
    if row.card_key is not None and message_ref(scene.tx, scene.group.id, event.message_id) is None:
        saw_message(scene.tx, scene.group.id, event.message_id, row.card_key, scene.now)


def _meant(pressed: Pressed) -> Given:
    if pressed.code.startswith("!"):
        return Steer(Control(pressed.code[1:]), pressed.ask)
    return Press(pressed.ask, pressed.code)


def _toast(scene: Scene, key: str) -> Decision:
    return refusal(scene.words().plain(key))


def _on_menu(scene: Scene, pressed: Pressed) -> Decision:
    word, _, what = pressed.code.partition(":")
    if word == "start":
        return begin_flow(scene, what)
    if word == "stand" and what in set(Standing):
        return _instead(scene, greeting_for(scene.desk, scene.group, Standing(what)))
    if word in {"lang", "speak"} and what in scene.desk.texts.languages:
        return _speak(scene, what, greets=word == "lang")
    if word in rooms.BUTTONS:
        return rooms.BUTTONS[word](scene, what)
    return _toast(scene, "commands.foreign_button")


def _speak(scene: Scene, language: str, *, greets: bool) -> Decision:
    """Change the language of the chat, of the message with the button, and of the open cards."""
    set_language(scene.tx, scene.group.id, language)
    group = group_by_id(scene.tx, scene.group.id)
    assert group is not None  # noqa: S101 it was changed one line up
    words = scene.desk.words(group)
    key = message_ref(scene.tx, group.id, scene.message_id)
    if key is not None:
        languages = scene.desk.texts.languages
        scene.show_instead(greeting_for(scene.desk, group) if greets else language_chosen(words, languages), key)
    for row in active_runs(scene.tx, scene.desk.runs, group.id):
        draw_card_again(scene, row)
    return Decision(toast=Toast(words.plain("commands.language_chosen")))


def _on_run_menu(scene: Scene, row: RunRow, code: str) -> Decision:
    word, _, what = code.partition(":")
    if code.startswith("!"):
        return play(scene, row, Steer(Control(code[1:])))
    if word == "card":
        return show_card_again(scene, row) if row.run.status in LIVING else _toast(scene, "commands.no_run")
    if word == "stop":
        return ask_to_stop(scene, row)
    menus = {
        "why": _explain,
        "whys": _show_subjects,
        "pairs": _show_pairs,
        "part": _show_part,
        "redo": _redo,
        "follow": _follow,
    }
    return menus[word](scene, row, what) if word in menus else _toast(scene, "commands.foreign_button")


def _explain(scene: Scene, row: RunRow, mark: str) -> Decision:
    words = scene.words(row.id)
    subject = _marked(words, row, mark)
    if subject is None:
        return _toast(scene, "commands.foreign_button")
    pairs = pairs_of(row, subject.code)
    view = flow_of(row.run).views[WHY](row.run.facts(), subject.code)
    for drawn in explained(words, subject.text, view, pairs_menu(words, subject, pairs) if pairs else None):
        scene.say(drawn)
    return Decision()


def _marked(words: Words, row: RunRow, mark: str) -> Option | None:
    """Return what can be explained and has this mark: a subject, or a pair."""
    return next((it for it in (*subjects_of(words, row), *pairs_of(row)) if short(it.code) == mark), None)


def _show_pairs(scene: Scene, row: RunRow, what: str) -> Decision:
    """Show more pairs (`<mark>+30`) of something that was explained, below the explanation."""
    words, (mark, _, start) = scene.words(row.id), what.partition("+")
    subject = _marked(words, row, mark)
    if subject is None:
        return _toast(scene, "commands.foreign_button")
    scene.say(pairs_menu(words, subject, pairs_of(row, subject.code), int(start)))
    return Decision()


def _follow(scene: Scene, row: RunRow, mark: str) -> Decision:
    """Begin what an outcome offers."""
    offered = offer_marked(flow_of(row.run), row.run, mark)
    if offered is None:
        return _toast(scene, "commands.outdated_offer")
    return begin_flow(scene, offered.flow, offered)


def _show_subjects(scene: Scene, row: RunRow, start: str) -> Decision:
    words = scene.words(row.id)
    return _instead(scene, why_menu(words, subjects_of(words, row), int(start)))


def _show_part(scene: Scene, row: RunRow, what: str) -> Decision:
    """Show the answers of a part, or (`3+30`) more of them."""
    part, _, start = what.partition("+")
    return _instead(scene, change_menu(scene.words(row.id), row, int(part) if part else None, int(start or 0)))


def _instead(scene: Scene, drawn: Drawn) -> Decision:
    scene.show_here(drawn)
    return Decision()


def _redo(scene: Scene, row: RunRow, mark: str) -> Decision:
    place = place_marked(row, mark)
    other = own_run(scene.tx, scene.desk.runs, scene.group.id, scene.where.thread)
    in_the_way = other is not None and other.id != row.id and row.parent is None
    if place is None or in_the_way:
        return _toast(scene, "commands.foreign_button")
    return play(scene, row, Reopen(place))
