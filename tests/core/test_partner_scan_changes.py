"""Two scans beside each other."""

from core.ids import TopicId
from core.partner_scan import (
    Moved,
    Partner,
    Start,
    State,
    TopicChange,
    TopicFindings,
    topic_changes,
    topic_findings,
)
from core.scales import Flame, FreeTime

MEAL = TopicId("t1")


def found(*flames: int, time: FreeTime = FreeTime.HOURS_A_MONTH, unnamed: int = 0) -> TopicFindings:
    named = [Partner(key=f"k{n}", name=f"Naam {n}", flames={MEAL: Flame(it)}, time=time) for n, it in enumerate(flames)]
    hidden = [Partner(key=f"-{n}", name=None, flames={MEAL: Flame.FIRE}, time=time) for n in range(unnamed)]
    return topic_findings(MEAL, [*named, *hidden], actors=5)


def test_what_changed_is_told_by_topic() -> None:
    changes = topic_changes({"Samen eten": found(2, 1)}, {"samen  eten": found(3, 2, 2)})
    assert changes == (
        TopicChange(
            "samen  eten",
            Start.LOOK_FOR_PULLER,
            Start.START,
            (Moved(State.FIRE, 0, 1), Moved(State.FLAME, 1, 2), Moved(State.SPARK, 1, 0)),
        ),
    )


def test_what_stayed_is_no_change() -> None:
    (change,) = topic_changes({"Eten": found(2)}, {"Eten": found(2)})
    assert change.moved == ()
    assert change.before is change.now


def test_an_opened_lock_is_a_change() -> None:
    (change,) = topic_changes({"Eten": found(3, time=FreeTime.NONE)}, {"Eten": found(3)})
    assert change.moved == (Moved(State.FIRE, 0, 1), Moved(State.LOCKED, 1, 0))


def test_a_topic_of_one_scan_only_is_not_compared() -> None:
    assert topic_changes({"Eten": found(2)}, {"Klussen": found(2)}) == ()


def test_who_gave_no_name_moves_no_number() -> None:
    (change,) = topic_changes({"Eten": found(2, unnamed=4)}, {"Eten": found(2, unnamed=5)})
    assert change.moved == ()


def test_a_topic_that_nobody_answered_has_nothing_to_say_yet() -> None:
    (change,) = topic_changes({"Eten": found()}, {"Eten": found(3)})
    assert (change.before, change.now) == (None, Start.START_TINY)
