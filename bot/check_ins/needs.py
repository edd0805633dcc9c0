"""What action groups ask, as their core group sees it: with one tap it takes something up, with one more it tells back.

No name goes along: whoever taps is "somebody of the core group", for the bot stores no names, and a need is taken up
by a group. The line above the buttons says so.
"""

from collections.abc import Sequence

from bot.cards import Words
from bot.cards.fit import first_lines
from bot.check_ins.names import BACK, button
from bot.desk import MUST_ARRIVE, Decision, Scene, Toast, ready, refusal
from bot.keyboards import Row
from bot.outgoing import ChatLook, Draft, Drawn, Json
from bot.store import Store
from bot.store.chat_rows import group_by_id
from bot.store.need_rows import NeedRow, mark_told, move_on, needs_by_id, needs_of, read_needs
from bot.store.outbox_rows import draw_of
from bot.store.outbox_settle import message_ref
from bot.store.schedule_rows import Due, Plan, plan
from core.thresholds.neighbourhood import NEED_BACK_AFTER

MOST = 8
"""Lines with buttons on one message; the others stand in the overview, and come on the agenda."""

ROOM = 1200
"""Characters for needs in the overview, beside what else stands there."""

# --- telling ---


def tell(scene: Scene, head: str, needs: Sequence[NeedRow]) -> None:
    """Say what is asked, below words of its own; the message remembers it, so that a press can draw it again."""
    shown = needs[:MOST]
    numbers: list[Json] = [need.id for need in shown]
    draw = {**ready(_drawn(scene, head, shown)), "needs": numbers, "head": head}
    scene.promise(Draft(key=scene.fresh_key("needs"), group=0, draw=draw, priority=MUST_ARRIVE))


def mark_as_told(scene: Scene, needs: Sequence[NeedRow]) -> None:
    """Note that the core group heard of these; what nobody takes up in two weeks comes back (R46)."""
    due = scene.now + NEED_BACK_AFTER
    for need in needs:
        plan(scene.tx, Plan(group=scene.group.id, kind=BACK, about=str(need.id), due=due), scene.now)
    mark_told(scene.tx, needs, scene.now)


def come_back(scene: Scene, due: Due) -> Decision:
    """Ask once more about what nobody took up."""
    need = _here(scene, due.plan.about)
    if need is not None and need.status == "open":
        tell(scene, scene.words().html("check_ins.needs.again"), [need])
        mark_told(scene.tx, [need], scene.now)
    return Decision()


def _here(scene: Scene, number: str) -> NeedRow | None:
    """Return a need that this core group may act on."""
    others = (need for need in needs_of(scene.tx, scene.group.id) if need.group != scene.group.id)
    return next((need for need in others if str(need.id) == number), None)


def _drawn(scene: Scene, head: str, needs: Sequence[NeedRow]) -> Drawn:
    words = scene.words()
    lines = [f"{n}. {line(words, need, with_title=True)}" for n, need in enumerate(needs, start=1)]
    below = [words.html("check_ins.needs.title"), *lines, words.html("check_ins.needs.promise")] if needs else []
    rows = (_buttons(words, need, n) for n, need in enumerate(needs, start=1))
    text = "\n\n".join(filter(None, (head, "\n".join(below))))
    return Drawn(text, tuple(filter(None, rows)))


def line(words: Words, need: NeedRow, *, with_title: bool) -> str:
    """Return a need in a line, with what became of it."""
    kind = words.plain(f"check_in.words.need.{need.kind}")
    title = need.title if with_title else ""
    return words.html(f"check_ins.needs.{need.status}", kind=kind, lines=need.lines, title=title)


def _buttons(words: Words, need: NeedRow, number: int) -> Row:
    codes = {"open": ("take", "told"), "taken": ("told",), "answered": ()}[need.status]
    return tuple(button(words, code, f"{code}+{need.id}", n=number) for code in codes)


# --- taking up ---


def take(scene: Scene, number: str) -> Decision:
    """Take a need up: the action group hears that the core group does."""
    return _moved(scene, number, "taken")


def told(scene: Scene, number: str) -> Decision:
    """Say that a need is answered: the action group hears so."""
    return _moved(scene, number, "answered")


def _moved(scene: Scene, number: str, status: str) -> Decision:
    need = _here(scene, number)
    allowed = ("open",) if status == "taken" else ("open", "taken")
    if need is None or need.status not in allowed:
        _draw_again(scene)
        return refusal(scene.words().plain("check_ins.needs.over"))
    move_on(scene.tx, need.id, need.status, "taken" if status == "taken" else "answered")
    _draw_again(scene)
    _say_there(scene, need, status)
    return Decision(toast=Toast(scene.words().plain(f"check_ins.toast.{status}")))


def _draw_again(scene: Scene) -> None:
    key = message_ref(scene.tx, scene.group.id, scene.message_id)
    draw = draw_of(scene.tx, key) if key is not None else {}
    numbers = draw.get("needs")
    if key is not None and isinstance(numbers, list):
        shown = needs_by_id(scene.tx, (int(str(number)) for number in numbers))
        scene.show_instead(_drawn(scene, str(draw["head"]), shown), key)


def _say_there(scene: Scene, need: NeedRow, status: str) -> None:
    home = group_by_id(scene.tx, need.group)
    if home is not None and home.active:
        there = scene.elsewhere(home)
        kind = there.words().plain(f"check_in.words.need.{need.kind}")
        there.say(Drawn(there.words().html(f"check_ins.there.{status}", kind=kind, lines=need.lines)))


# --- in the overview ---


async def in_overview(store: Store, look: ChatLook, words: Words) -> str:
    """Return what is asked and not answered: of a group by itself, of a core group by all."""
    found = await read_needs(store, look.group)
    lines = [f"• {line(words, need, with_title=need.group != look.group)}" for need in found]
    shown = first_lines(lines, lambda n: words.html("cards.list.more", n=n), ROOM)
    title = "ours" if all(need.group == look.group for need in found) else "title"
    return "\n".join((words.html(f"check_ins.needs.{title}"), shown)) if found else ""
