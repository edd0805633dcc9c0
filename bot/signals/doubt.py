"""A line before it is kept: is it one line, and does it seem to be about one person? Then its writer looks once more.

Until they do, the line stands nowhere but in the update it came with, which is emptied after two days anyway.
"""

import json
import re
from dataclasses import dataclass

from bot.desk import Scene
from bot.outgoing import Drawn
from bot.store.inbox_rows import raw_of
from core.signals import one_line, personal_in
from core.thresholds.neighbourhood import SIGNAL_AT_MOST

_COMMAND = re.compile(r"^/\w+(@\w+)?\s*")


@dataclass(frozen=True)
class Line:
    """What somebody wrote.

    Attributes:
        text: On one line.
        seq: Our number of the update it came with.
        sure: Its writer looked once more and means it.
    """

    text: str
    seq: int
    sure: bool = False


def line_of(scene: Scene, text: str) -> Line:
    """Return the line that was just written."""
    return Line(one_line(text), int(scene.cause.removeprefix("u")))


def line_again(scene: Scene, seq: int) -> Line | str:
    """Return a line that the one who presses wrote earlier, or the key of what to say instead."""
    raw = raw_of(scene.tx, seq)
    if raw is None:
        return "signals.too_late"
    message = json.loads(raw)["message"]
    if message["from"]["id"] != scene.who.id:
        return "signals.of_the_writer"
    return Line(one_line(_COMMAND.sub("", message.get("text") or message["caption"])), seq, sure=True)


def problem_of(line: Line) -> str:
    """Return the key of what is wrong with a line, '' when it can be kept or asked about."""
    if not line.text:
        return "signals.empty"
    return "signals.too_long" if len(line.text) > SIGNAL_AT_MOST else ""


def asks_again(scene: Scene, line: Line, word: str, about: str) -> bool:
    """Ask about a line that seems to be about one person; False when there is nothing to ask.

    A reply to the question is another line; `word` and `about` say who hears it and what it is about.
    """
    found = () if line.sure else personal_in(line.text)
    if not found:
        return False
    words = scene.words()
    kinds = [words.plain(f"signals.personal.{kind}") for kind in found]
    yes = words.button(words.plain("signals.button.sure"), 0, f"sig:{_SURE[word]}+{line.seq}+{about}")
    no = words.button(words.plain("signals.button.anew"), 0, "sig:anew")
    scene.ask(Drawn(words.html("signals.doubt", kinds=kinds), ((yes, no),)), word, about)
    return True


NOTES, TELLS = "signal", "told"
_SURE = {NOTES: "keep", TELLS: "send"}
"""What the button does that keeps a line as it is."""
