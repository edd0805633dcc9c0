"""Setting up an indicator: who needs it, and when it ends, before how it is counted (R47)."""

from flows.indicator import INDICATOR, is_dropped
from flows.run import Announce, Control, Status, Tell
from tests.flows.playing import Group


def asked(*codes: str) -> Group:
    """Anna answers for the group; what holds a space is typed, '' passes."""
    group = Group(INDICATOR, "Anna")
    for code in codes:
        if not code:
            group.steer("Anna", Control.SKIP)
        elif " " in code or "/" in code:
            group.says("Anna", code)
        else:
            group.presses("Anna", code)
    return group


def told(group: Group) -> dict[str, object]:
    return next(dict(effect.values) for effect in group.effects if isinstance(effect, Tell))


def test_an_indicator_names_what_for_whom_and_until_when() -> None:
    group = asked("image", "result", "nieuwe gezichten", "de stad", "Anna telt", "tally", "each", "30/9/2026")
    assert told(group) == {"dropped": False, "name": "nieuwe gezichten", "user": "de stad", "stops": "2026-09-30"}
    assert group.run.status is Status.DONE
    assert not any(isinstance(effect, Announce) for effect in group.effects)


def test_without_a_user_it_is_proposed_to_drop_and_nothing_more_is_asked() -> None:
    group = asked("image", "result", "nieuwe gezichten", "", "drop")
    assert group.run.status is Status.DONE
    assert is_dropped(group.run.facts())
    assert told(group)["dropped"]


def test_a_group_may_keep_it_all_the_same() -> None:
    group = asked("image", "process", "nieuwe gezichten", "", "keep", "", "story", "third", "")
    assert told(group) == {"dropped": False, "name": "nieuwe gezichten", "user": "", "stops": None}
