"""What the room of check-ins acts on."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.check_ins import absence, counting, digest, indicators, needs, rhythm, rounds
from bot.check_ins.names import BACK, CHECK_IN, CLOSE, DIGEST, REMIND, ROUND, WORD
from bot.desk import Decision, Scene
from bot.events import Wrote
from bot.store.check_in_rows import forget_who_is_back
from core.thresholds.neighbourhood import CLOSE_AFTER


def _pressed(scene: Scene, what: str) -> Decision:
    """Each kind of message has its own words: `take+7` of needs, `drop=3` of indicators, `weeks=4` of the card."""
    if scene.group.kind == "private":
        return absence.pressed(scene, what)
    name, plus, number = what.partition("+")
    if plus and name in {"take", "told"}:
        return needs.take(scene, number) if name == "take" else needs.told(scene, number)
    if what.partition("=")[0] in {"new", "drop"}:
        return indicators.pressed(scene, what)
    return rhythm.pressed(scene, what)


COMMANDS: Mapping[str, Callable[[Scene, Wrote], Decision]] = {
    "checkin": rhythm.show,
    "afwezig": absence.typed,
    "away": absence.typed,
    "indicator": indicators.show,
    "indicators": indicators.show,
    "indicatoren": indicators.show,
}
FOR_ADMINS = frozenset({"checkin", "indicator", "indicators", "indicatoren"})
BUTTONS = {WORD: _pressed}
REPLIES = {counting.COUNT: counting.counted}
DUE = {
    ROUND: rounds.struck,
    REMIND: absence.remind,
    CLOSE: rounds.closing,
    DIGEST: digest.digest,
    BACK: needs.come_back,
}
SENSIBLE_FOR: Mapping[str, timedelta] = {ROUND: CLOSE_AFTER, REMIND: timedelta(days=1)}
OVERVIEW = needs.in_overview
TIDY = forget_who_is_back
BEGINS: Mapping[str, Callable[[Scene], Decision]] = {CHECK_IN: rhythm.show}
