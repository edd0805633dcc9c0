"""Noting a signal: in the group or in private, in one line, and never before a doubt about it is settled."""

from bot.desk import Decision, Scene, refusal
from bot.events import Wrote
from bot.outgoing import Drawn
from bot.signals.doubt import NOTES, Line, asks_again, line_again, line_of, problem_of
from bot.store.acquaintance_rows import groups_of
from bot.store.chat_rows import Group, group_by_id
from bot.store.neighbourhood_rows import chats_beside
from bot.store.signal_rows import add, signals_of
from bot.texts import clip
from core.thresholds.neighbourhood import SIGNALS_OPEN_AT_MOST

WORD = NOTES

MOST_GROUPS = 20
"""Buttons to choose a group from; who is in more groups types in the one they mean."""


def typed(scene: Scene, event: Wrote) -> Decision:
    """`/signaal`, with the line behind it or without."""
    if event.text.strip():
        return _heard(scene, line_of(scene, event.text))
    homes = _homes(scene)
    if not homes:
        return scene.refuse("signals.nowhere")
    _prompt(scene, homes[0] if len(homes) == 1 else None)
    return Decision()


def replied(scene: Scene, about: str, event: Wrote) -> Decision:
    """A line as a reply to our question for one; `about`: the chat it is for, when that is settled."""
    line = line_of(scene, event.text)
    home = next((home for home in _homes(scene) if about == str(home.id)), None)
    return _for(scene, home, line) if home is not None else _heard(scene, line)


def _homes(scene: Scene) -> list[Group]:
    """Return the chats that a line can be for: this one, or in private those where its writer is known."""
    return groups_of(scene.tx, scene.who.id) if scene.group.kind == "private" else [scene.group]


def _prompt(scene: Scene, home: Group | None) -> None:
    """Say what to write, what never to write, and who reads it, before anyone writes."""
    about = "" if home is None else str(home.id)
    scene.ask(
        Drawn(scene.words().html("signals.prompt", home=_name(scene, home), core=_core(scene, home))), WORD, about
    )


def _name(scene: Scene, home: Group | None) -> str:
    """Return how to call the chat in another one, '' in the chat itself."""
    return "" if home is None or home.id == scene.group.id else _called(scene, home)


def _called(scene: Scene, home: Group) -> str:
    return clip(home.title) or scene.words().plain("signals.your_group")


def _core(scene: Scene, home: Group | None) -> str:
    """Return how the core group of a chat is called, '' when it has none."""
    found = chats_beside(scene.tx, home, "core_group") if home is not None else []
    return clip(found[0].title) if found else ""


def _heard(scene: Scene, line: Line) -> Decision:
    homes, problem = _homes(scene), problem_of(line)
    if problem or not homes:
        return scene.refuse(problem or "signals.nowhere")
    return _for(scene, homes[0], line) if len(homes) == 1 else _ask_which(scene, homes, line)


def _ask_which(scene: Scene, homes: list[Group], line: Line) -> Decision:
    words = scene.words()
    rows = [(words.button(_called(scene, home), 0, f"sig:for+{line.seq}+{home.id}"),) for home in homes[:MOST_GROUPS]]
    scene.say(Drawn(words.html("signals.which"), tuple(rows)), answer=True)
    return Decision()


def _for(scene: Scene, home: Group, line: Line) -> Decision:
    """Keep a line on the list of a chat, unless there is something to ask about it first."""
    problem = problem_of(line) or ("signals.full" if _is_full(scene, home) else "")
    if problem:
        return scene.refuse(problem)
    if asks_again(scene, line, WORD, str(home.id)):
        return Decision()
    scene.say(_noted(scene, home, line), answer=True)
    return Decision(liked=True)


def _is_full(scene: Scene, home: Group) -> bool:
    own = [signal for signal in signals_of(scene.tx, home.id) if signal.group == home.id]
    return len(own) >= SIGNALS_OPEN_AT_MOST


def _noted(scene: Scene, home: Group, line: Line) -> Drawn:
    add(scene.tx, home.id, line.text, scene.now)
    values = {"home": _name(scene, home), "core": _core(scene, home), "is_core": home.role == "core_group"}
    return Drawn(scene.words().html("signals.noted", **values))


# --- buttons; what they carry names the update the line came with, and the chat it is for ---


def choose(scene: Scene, what: str) -> Decision:
    """Note a line for the chat that was chosen."""
    found = _chosen(scene, what)
    if isinstance(found, str):
        return refusal(scene.words().plain(found))
    home, line = found
    if asks_again(scene, Line(line.text, line.seq), WORD, str(home.id)):
        return Decision()
    scene.show_here(_noted(scene, home, line))
    return Decision()


def keep(scene: Scene, what: str) -> Decision:
    """Note a line as it is: its writer looked once more."""
    found = _chosen(scene, what)
    if isinstance(found, str):
        return refusal(scene.words().plain(found))
    scene.show_here(_noted(scene, *found))
    return Decision()


def _chosen(scene: Scene, what: str) -> tuple[Group, Line] | str:
    seq, _, number = what.partition("+")
    line, home = line_again(scene, int(seq)), group_by_id(scene.tx, int(number))
    if isinstance(line, str):
        return line
    if home is None or home.id not in {it.id for it in _homes(scene)}:
        return "signals.nowhere"
    return "signals.full" if _is_full(scene, home) else (home, line)


def write_anew(scene: Scene, _: str) -> Decision:
    """Keep nothing; a reply to the same message is another line."""
    scene.show_here(Drawn(scene.words().html("signals.anew")))
    return Decision()
