"""Who sees what of a sheet: what was promised, whatever people change, whoever comes or goes (R50)."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import flows
from core.ids import ParticipantId
from flows.run import Announce, Control, Notice
from flows.sheets import named_sheets, totals
from flows.values import Picked, Said, Sheets, Skipped
from flows.votes import after
from tests.flows.filling import FOUR, MOODS, Street, filled
from tests.flows.playing import after_restart
from tests.flows.sparks import FILL, SPARKS

# --- who sees what ---


def test_totals_have_no_name_and_no_neighbour_on_the_sheet() -> None:
    street = Street.of(*FOUR)
    for name in FOUR:
        street.fills(name, may_name="street", called=name, spark="3", mood=MOODS[name])
    told = street.sheets_told
    assert dict(told.totals)["mood"] == (
        Picked(("cloudy",)), Picked(("stormy",)), Picked(("sunny",)), Picked(("sunny",)),
    )  # fmt: skip
    assert all({"mood", "brakes"}.isdisjoint(dict(sheet)) for sheet in told.named)
    assert [dict(sheet)["called"] for sheet in told.named] == [Said((name,)) for name in FOUR]


@pytest.mark.parametrize("readers", ["others", "street"])
def test_a_name_is_told_only_where_its_owner_said_so(readers: str) -> None:
    street = Street.of("Anna", "Bram", readers=readers)
    street.fills("Anna", may_name="street", called="Anna", spark="3")
    street.fills("Bram", may_name="nobody", spark="1")
    assert ("Anna" in repr(street.result)) is (readers == "street")
    assert street.sheets_told.unnamed == (), "one without a name is not four"


def test_hidden_is_one_way() -> None:
    street = Street.of("Anna", "Bram")
    street.fills("Anna", may_name="street", called="Anna")
    street.fills("Bram", may_name="nobody")
    street.group.reopens("readers")
    street.group.presses("Anna", "others")
    assert named_sheets(FILL, street.group.run.facts()) == (), "other readers, no names, before anything closes again"
    other = Street.of("Anna", "Bram", readers="others")
    other.fills("Anna", may_name="street", called="Anna")
    other.fills("Bram", may_name="nobody")
    other.group.reopens("readers")
    other.group.presses("Anna", "street")
    assert named_sheets(FILL, other.group.run.facts()) == (), "what was hidden stays so"


def test_from_four_on_sheets_without_a_name_are_told_without_it() -> None:
    street = filled(*FOUR)
    assert len(street.sheets_told.unnamed) == 4
    assert all("called" not in dict(sheet) and "mood" not in dict(sheet) for sheet in street.sheets_told.unnamed)


def test_below_four_no_totals() -> None:
    street = filled("Anna", "Bram", "Chris")
    assert street.sheets_told == Sheets(3)


def test_who_does_not_know_is_not_one_of_four() -> None:
    street = Street.of(*FOUR)
    for name in FOUR:
        street.fills(name, may_name="nobody", mood="?" if name == "Dina" else "sunny")
    assert "mood" not in dict(street.sheets_told.totals)


def test_the_result_is_the_same_whoever_came_first() -> None:
    one, other = filled(*FOUR), Street.of(*FOUR)
    for name in reversed(FOUR):
        other.fills(name, may_name="nobody", spark="2", mood=MOODS[name])
    assert one.result == other.result


def test_words_without_a_name_are_read_once_four_took_part_however_few_wrote() -> None:
    wishes = {"Anna": "bomen", "Bram": "een bank in de zon"}
    few, enough = Street.of(*FOUR[:3]), Street.of(*FOUR)
    for street, names in ((few, FOUR[:3]), (enough, FOUR)):
        for name in names:
            street.fills(name, may_name="street", called=name, wish=wishes.get(name, ""))
    assert totals(few.group.run.facts(), "sheets", "wish") == ()
    told = totals(enough.group.run.facts(), "sheets", "wish")
    assert told == (Said(("bomen",)), Said(("een bank in de zon",)), Skipped(), Skipped())
    assert "bank" not in repr(enough.sheets_told.named)
    enough.opened_again().group.steer("Eva", Control.JOIN)
    enough.fills("Eva", may_name="nobody", wish="een fontein")
    enough.closes()
    assert "fontein" not in repr(enough.result), "the one who came last would be told"


# --- what was shown is frozen ---


def test_a_result_stays_until_four_people_answer_otherwise() -> None:
    street = filled(*FOUR)
    before = street.sheets_told
    street.opened_again()
    for name in FOUR[:3]:
        street.changes(name, "mood", "stormy")
    street.closes()
    assert street.sheets_told == before
    assert Announce("held_back") in street.group.effects
    street.opened_again().changes("Dina", "mood", "cloudy")
    street.closes()
    assert street.sheets_told != before
    assert Announce("held_back") not in street.group.effects


def test_each_question_is_frozen_by_itself() -> None:
    street = filled(*FOUR, mood="sunny", brakes="time")
    before = dict(street.sheets_told.totals)
    street.opened_again()
    for name in FOUR:
        street.changes(name, "mood", "stormy")
    street.sheets["Anna"].reopens("brakes")
    street.sheets["Anna"].presses("Anna", "money")
    street.sheets["Anna"].next()
    street.hands_in("Anna")
    street.closes()
    after = dict(street.sheets_told.totals)
    assert after["mood"] == (Picked(("stormy",)),) * 4
    assert after["brakes"] == before["brakes"]


def test_who_comes_later_is_not_told_by_the_difference() -> None:
    street = filled(*FOUR)
    before = street.sheets_told
    street.opened_again().group.steer("Eva", Control.JOIN)
    street.fills("Eva", may_name="nobody", spark="4", mood="stormy")
    street.closes()
    assert (street.sheets_told.totals, street.sheets_told.unnamed) == (before.totals, before.unnamed)
    assert street.sheets_told.count == 5


def test_who_leaves_is_not_told_by_the_difference() -> None:
    street = filled(*FOUR, "Eva")
    before = street.sheets_told
    street.opened_again().leaves("Eva")
    street.closes()
    assert (street.sheets_told.totals, street.sheets_told.unnamed) == (before.totals, before.unnamed)
    assert street.sheets_told.count == 4


def test_a_result_that_hides_in_between_is_still_the_one_to_compare_with() -> None:
    street = filled(*FOUR)
    before = street.sheets_told
    street.opened_again()
    for name in FOUR:
        street.changes(name, "mood", "?" if name == "Dina" else "stormy")
    street.closes()
    assert "mood" not in dict(street.sheets_told.totals)
    street.opened_again().changes("Dina", "mood", MOODS["Dina"])
    for name in FOUR[:2]:
        street.changes(name, "mood", MOODS[name])
    street.closes()
    assert dict(street.sheets_told.totals)["mood"] == dict(before.totals)["mood"]


def test_who_takes_a_name_back_is_gone_at_once() -> None:
    street = Street.of(*FOUR, "Eva")
    street.fills("Eva", may_name="street", called="Eva", spark="3")
    for name in FOUR:
        street.fills(name, may_name="nobody", spark="2")
    assert "Eva" in repr(street.sheets_told)
    street.opened_again().changes("Eva", "may_name", "nobody")
    street.closes()
    assert "Eva" not in repr(street.sheets_told)
    assert len(street.sheets_told.unnamed) == 4, "a fifth one would be hers"


def test_who_was_shown_without_a_name_stays_without() -> None:
    street = filled(*FOUR, "Eva")
    before = street.sheets_told.unnamed
    street.opened_again().sheets["Anna"].reopens("may_name")
    street.sheets["Anna"].answers(may_name="street", called="Anna")
    street.hands_in("Anna")
    street.closes()
    assert (street.sheets_told.named, street.sheets_told.unnamed) == ((), before)


def again(before: Street, *names: str) -> Street:
    """The same group goes through the flow once more."""
    street = Street.of(*names)
    street.group.run = after(SPARKS, before.group.run, street.group.run)
    street.group.rows = {}
    after_restart(None, street.group.run, street.group.rows)
    return street


@pytest.mark.parametrize(
    ("names", "told"),
    [
        pytest.param((*FOUR, "Eva"), False, id="a newcomer would be told"),
        pytest.param(FOUR, True, id="the same people may have changed, nobody knows who"),
        pytest.param(("Anna", "Fien", "Gust", "Hanne", "Ivo"), True, id="so many came and went that nobody stands out"),
    ],
)
def test_an_earlier_run_beside_this_one_tells_of_nobody(names: tuple[str, ...], told: bool) -> None:  # noqa: FBT001 a case
    street = again(filled(*FOUR), *names)
    for name in names:
        street.fills(name, may_name="nobody", mood=MOODS.get(name, "stormy"))
    assert ("mood" in dict(street.sheets_told.totals)) is told
    assert (Announce("held_back") in street.group.effects) is not told
    third = again(street, *names)
    for name in names:
        third.fills(name, may_name="nobody", mood=MOODS.get(name, "stormy"))
    assert ("mood" in dict(third.sheets_told.totals)) is told, "what was held back is still not seen"


def test_the_marks_of_what_was_seen_never_reach_the_facts() -> None:
    street = filled(*FOUR)
    run = street.group.run
    assert run.votes["sheets"][ParticipantId("Anna")].totals  # type: ignore[union-attr]
    assert replace(run, votes={}).facts() == run.facts()
    assert all(not isinstance(effect, Notice) or effect.key == "handed_in" for effect in street.group.effects)


def test_only_what_keeps_the_promise_can_look_into_sheets() -> None:
    """A table of a flow that imports the value itself could show what `flows.sheets` holds back."""
    keepers = {"values", "sheets", "votes", "filling", "voting", "moving"}
    folder = Path(flows.__file__).parent
    others = [file for file in folder.rglob("*.py") if file.stem not in keepers or file.parent != folder]
    trees = ((file, ast.parse(file.read_text("utf-8"))) for file in others)
    imports = ((file, node) for file, tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    named = [(file.name, it.name) for file, node in imports for it in node.names if it.name in {"Sheet", "Sheets"}]
    assert named == []
