"""A round of the check-in: what is asked of everyone alone, what may be read of it, and why it says so."""

import pytest

from core.check_in import Need, Prompt
from core.ids import ParticipantId
from flows.check_in import CHECK_IN
from flows.check_in.answers import CHECK_IN_SHEET, lines, the_round
from flows.check_in.views import energy, result, subjects, summary, why
from flows.engine import advance, start
from flows.facts import Facts
from flows.filling import answers_of, begin_sheet
from flows.model import Fill
from flows.run import Control, HandIn, Incoming, Outcome, Press, Run, ShowCard, Status, Steer, Tell, Typed
from flows.values import Picked, Place, Rated, Said, Sheets, Single, Value
from flows.voting import cut_off
from tests.flows.playing import TODAY

FILL = CHECK_IN.by_id["sheets"]
FOUR = ("Anna", "Bram", "Chris", "Dina")
QUIET = ("2", "a_little", "yes", "nothing", "")
"""Answers of someone who has little to say; '' passes."""


def a_round(*fire: int, moved: str = "yes", need: str = "nothing", **more: tuple[Single, ...]) -> dict[Place, Value]:
    """The closed answers of a round in which all say the same but for the fire."""
    n = len(fire)
    told: dict[Place, tuple[Single, ...]] = {
        "k1": tuple(Rated(level) for level in fire),
        "k2": (Picked((moved,)),) * n,
        "k3": (Picked(("yes",)),) * n,
        "k4": (Picked((need,)),) * n,
        **more,
    }
    return {"sheets": Sheets(n, totals=tuple(told.items()))}


def facts(*fire: int, earlier: tuple[dict[Place, Value], ...] = (), **more: object) -> Facts:
    return Facts(a_round(*fire, **more), earlier=earlier)  # type: ignore[arg-type]  # plain keywords of the line above


# --- asking ---


def begun(*names: str) -> Run:
    run = start(CHECK_IN, ParticipantId(names[0])).run
    for name in names[1:]:
        run = does(run, name, Steer(Control.JOIN)).run
    return does(run, names[0], Steer(Control.BEGIN)).run


def does(run: Run, name: str, given: HandIn | Steer) -> Outcome:
    return advance(CHECK_IN, run, Incoming(participant=ParticipantId(name), given=given), TODAY)


def sheet(run: Run, name: str, *codes: str) -> Run:
    """Fill in a sheet; what is no code of the question is typed."""
    assert isinstance(FILL, Fill)
    alone = begin_sheet(FILL, run, ParticipantId(name)).run
    for code in codes:
        given = Steer(Control.SKIP) if not code else Press(alone.ask, code)
        said = Incoming(participant=ParticipantId(name), given=given if " " not in code else Typed(code))
        alone = advance(CHECK_IN_SHEET, alone, said, TODAY).run
    return alone


def hands_in(run: Run, name: str, *codes: str) -> Outcome:
    assert isinstance(FILL, Fill)
    return does(run, name, HandIn("sheets", answers_of(FILL, sheet(run, name, *codes))))


def test_someone_with_little_to_say_needs_five_taps() -> None:
    assert sheet(begun("Anna"), "Anna", *QUIET).status is Status.DONE


def test_more_is_asked_only_of_who_says_more() -> None:
    codes = ("3", "yes", "een zaal", "waiting", "de stad beslist", "money", "voor soep", "de lift hapert")
    alone = sheet(begun("Anna"), "Anna", *codes)
    assert alone.status is Status.DONE
    assert [*alone.settled] == ["k1", "k2", "k2_what", "k3", "k3_for", "k4", "k4_what@money", "k5"]


def test_the_last_sheet_ends_the_round_with_one_message_and_nothing_else() -> None:
    run = begun("Anna", "Bram")
    run = hands_in(run, "Anna", *QUIET).run
    outcome = hands_in(run, "Bram", *QUIET)
    assert outcome.run.status is Status.DONE
    assert [effect.step for effect in outcome.effects if isinstance(effect, Tell)] == ["result"]
    assert {type(effect).__name__ for effect in outcome.effects} == {"Notice", "CloseCard", "Tell"}


def test_the_line_about_a_need_stays_with_it() -> None:
    run = begun("Anna", "Bram")
    run = hands_in(run, "Anna", "2", "no", "yes", "money", "voor soep", "").run
    run = hands_in(run, "Bram", "2", "no", "yes", "people", "wie kookt", "").run
    told = run.facts()
    assert the_round(told).needs == {Need.PEOPLE: 1, Need.MONEY: 1}
    assert (lines(told, "k4_what", "money"), lines(told, "k4_what", "people")) == (("voor soep",), ("wie kookt",))


def test_when_time_is_over_what_is_there_counts() -> None:
    run = hands_in(begun(*FOUR), "Bram", *QUIET).run
    assert cut_off(CHECK_IN, run).run.status is Status.DONE
    paused = does(run, "Anna", Steer(Control.PAUSE)).run
    assert cut_off(CHECK_IN, paused).run.status is Status.DONE


def test_when_time_is_over_and_nobody_answered_it_stops_without_a_word() -> None:
    outcome = cut_off(CHECK_IN, begun(*FOUR))
    assert outcome.run.status is Status.STOPPED
    assert outcome.effects == (ShowCard(fresh=False),)
    assert (
        cut_off(CHECK_IN, outcome.run.__class__(**{**vars(outcome.run), "current": None})).run.status is Status.STOPPED
    )


# --- what may be read ---


def test_below_four_no_totals_are_told_but_what_was_passed_on_is() -> None:
    run = begun("Anna", "Bram", "Chris")
    run = hands_in(run, "Anna", "0", "no", "yes", "money", "voor soep", "de lift hapert").run
    for name in ("Bram", "Chris"):
        run = hands_in(run, name, *QUIET).run
    told = result(run.facts(), "")
    assert (told["n"], told["fire"], told["moved"], told["decided"], told["level"]) == (3, [], [], [], None)
    assert told["needs"] == [{"need": "money", "n": 1, "lines": ["voor soep"]}]
    assert told["heard"] == ["de lift hapert"]
    assert told["prompts"] == []


def test_from_four_on_the_fire_is_told_in_dots_and_words() -> None:
    told = result(facts(1, 2, 2, 3, moved="a_little"), "")
    assert (told["fire"], told["level"], told["trend"]) == ([0, 1, 2, 1], 2, "")
    assert told["moved"] == [{"code": "a_little", "n": 4}]


@pytest.mark.parametrize(
    ("before", "trend"),
    [((3, 3, 3, 3), "down"), ((1, 1, 1, 1), "up"), ((2, 2, 2, 3), "same"), ((3, 3, 3), "")],
)
def test_the_fire_is_laid_beside_that_of_last_time(before: tuple[int, ...], trend: str) -> None:
    assert energy(facts(2, 2, 2, 2, earlier=(a_round(*before),)))["trend"] == trend


def test_the_dots_of_last_time_stand_beside_the_new_ones() -> None:
    assert result(facts(2, 2, 2, 2, earlier=(a_round(3, 3, 3, 3),)), "")["fire_before"] == [0, 0, 0, 4]
    assert result(facts(2, 2, 2, 2), "")["fire_before"] == []


def test_one_line_says_how_the_fire_stands_and_what_is_asked() -> None:
    assert summary(facts(2, 2, 2, 2, need="money"), "") == {"n": 4, "fire": [0, 0, 4, 0], "needs": ["money"]}


# --- why ---


def test_everything_the_bot_prompts_can_be_explained_by_its_rule() -> None:
    low = facts(
        0, 1, 1, 1, moved="no", need="place", earlier=(a_round(3, 3, 3, 3, moved="no"),), k3_for=(Said(("de stad",)),)
    )
    assert [it.code for it in subjects(low, "")] == [prompt.value for prompt in Prompt]
    for prompt in Prompt:
        (statement,) = why(low, prompt.value)["statements"]  # type: ignore[misc,union-attr]  # one statement each
        assert statement["rule"] == "R46"  # type: ignore[index,call-overload]
        assert statement["values"]["prompt"] == prompt.value  # type: ignore[index,call-overload]


def test_what_was_not_prompted_is_not_explained() -> None:
    assert why(facts(3, 3, 3, 3), Prompt.ENERGY.value) == {"statements": []}
