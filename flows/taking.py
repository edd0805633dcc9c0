"""How an answer lands on the open card: what counts as an answer to which kind of step.

Two kinds of result: a `Value` is a whole answer (a tap, a date); a `Draft` is the card with something added to it.
"""

from dataclasses import replace
from datetime import date
from typing import assert_never

from flows.days import day_after, day_from
from flows.grouping import rearranged
from flows.lists import removal, settle_doubt, with_lines
from flows.model import AnyStep, Arrange, Ask, Choice, Date, Fill, Flow, Grid, ListOf, Scale, Several, Show, Text
from flows.order import codes_at, step_at
from flows.refusal import Refused
from flows.run import Draft, Press, Run, Typed
from flows.seen import trimmed
from flows.values import Arranged, Dated, Filled, Listed, Picked, Place, Rated, Said, Single, Skipped, item_of

DONT_KNOW = "?"
"""Button of the way out."""

TAKE_OVER_SUGGESTION = "take"


def pressed(flow: Flow, run: Run, place: Place, press: Press, today: date) -> Single | Run:
    """Return the whole answer that a tap gives, or the run with another card.

    Raises:
        Refused: the button does not belong to the open question.
    """
    step = step_at(flow, place)
    if press.code == DONT_KNOW and isinstance(step, Choice | Scale | Several | Grid):
        return Skipped("dont_know")
    if isinstance(step, Choice | Scale | Date):
        return _whole(flow, run, place, step, press.code, today)
    return _on_the_card(flow, run, place, step, press.code)


def _whole(flow: Flow, run: Run, place: Place, step: Choice | Scale | Date, code: str, today: date) -> Single:  # noqa: PLR0913, PLR0917 what a tap can be about
    match step:
        case Choice():
            return Picked((_known(flow, run, place, code),))
        case Scale():
            return Rated(_level(step, code))
        case Date():
            return Dated(_picked_day(step, code, today))
        case _:
            assert_never(step)


def _on_the_card(flow: Flow, run: Run, place: Place, step: AnyStep, code: str) -> Run:
    match step:
        case ListOf():
            return _doubt_settled(run, code)
        case Several():
            return replace(run, draft=Draft(value=_toggled(flow, run, place, step, code)))
        case Grid():
            return replace(run, draft=Draft(value=_cell_set(flow, run, place, step, code)))
        case Arrange():
            return replace(run, draft=rearranged(run.draft, code))
        case _:
            raise Refused("unknown_button")


def typed(flow: Flow, run: Run, place: Place, words: Typed, today: date) -> Single | Run:
    """Return the whole answer that words give, or the run with the words on its card.

    Raises:
        Refused: the words cannot be an answer here; the key says why.
    """
    step, text = step_at(flow, place), trimmed(words.text)
    if not text:
        raise Refused("empty_text")
    match step:
        case Text():
            return _said(run, step, text)
        case ListOf():
            return with_lines(run, step, text)
        case Date():
            return Dated(day_from(text, today))
        case Scale() if text in {str(int(level)) for level in step.scale}:
            return Rated(int(text))
        case Scale() | Choice() | Several() | Grid() | Arrange() | Show():
            raise Refused("use_buttons")
        case Fill():
            raise Refused("fill_in_private")
        case _:
            assert_never(step)


def _known(flow: Flow, run: Run, place: Place, code: str) -> str:
    if code not in codes_at(flow, run.facts(), place):
        raise Refused("unknown_button")
    return code


def _level(step: Scale, code: str) -> int:
    if code not in {str(int(level)) for level in step.scale}:
        raise Refused("unknown_button")
    return int(code)


def _picked_day(step: Date, code: str, today: date) -> date:
    days = code.removeprefix("in:")
    if days not in {str(number) for number in step.in_days}:
        raise Refused("unknown_button")
    return day_after(today, int(days))


def _doubt_settled(run: Run, code: str) -> Run:
    if not run.draft.doubts or code not in {"same", "apart"}:
        raise Refused("unknown_button")
    return replace(run, draft=settle_doubt(run.draft, same=code == "same"))


def _toggled(flow: Flow, run: Run, place: Place, step: Several, code: str) -> Picked:
    known = codes_at(flow, run.facts(), place)
    if code not in known:
        raise Refused("unknown_button")
    marked = set(run.draft.value.choices if isinstance(run.draft.value, Picked) else ()) ^ {code}
    if step.at_most is not None and len(marked) > step.at_most:
        raise Refused("too_many_picked", {"max": step.at_most})
    return Picked(tuple(choice for choice in known if choice in marked))


def _cell_set(flow: Flow, run: Run, place: Place, step: Grid, code: str) -> Filled:
    if code == TAKE_OVER_SUGGESTION:
        return _suggested(flow, run, place, step)
    row, _, column = code.partition("=")
    if row not in step.rows or column not in step.columns:
        raise Refused("unknown_button")
    cells = {**dict(run.draft.value.cells if isinstance(run.draft.value, Filled) else ()), row: column}
    return _filled(step, cells)


def _suggested(flow: Flow, run: Run, place: Place, step: Grid) -> Filled:
    found = flow.suggestions[step.suggest](run.facts(), item_of(place)) if step.suggest else None
    if not isinstance(found, dict):
        raise Refused("unknown_button")
    return _filled(step, found)


def _filled(step: Grid, cells: dict[str, str]) -> Filled:
    return Filled(tuple((row, cells[row]) for row in step.rows if row in cells))


def _said(run: Run, step: Text, text: str) -> Single | Run:
    if len(text) > step.max_length:
        raise Refused("too_long", {"max": step.max_length, "length": len(text)})
    if step.one:
        return Said((text,))
    lines = run.draft.value.lines if isinstance(run.draft.value, Said) else ()
    number = removal(text)
    if number is not None:
        return replace(run, draft=replace(run.draft, value=_without_line(lines, number)))
    if text in lines:
        return run
    return replace(run, draft=replace(run.draft, value=Said((*lines, text))))


def _without_line(lines: tuple[str, ...], number: int) -> Said | None:
    if not 1 <= number <= len(lines):
        raise Refused("no_such_number", {"number": number})
    kept = lines[: number - 1] + lines[number:]
    return Said(kept) if kept else None


_NOTHING = (Picked(()), Listed(()), Filled(()), Arranged(()))
"""What stands on a card from which everything was taken away again."""


def closing_value(run: Run, step: Ask) -> Single:
    """Return the shared answer that stands on the card when the facilitator goes on.

    Raises:
        Refused: it is not complete, or the facilitator should know something first.
    """
    value = run.draft.value
    if isinstance(step, Grid) and (not isinstance(value, Filled) or len(value.cells) < len(step.rows)):
        raise Refused("grid_incomplete")
    if isinstance(step, ListOf) and step.ask_to_merge is not None and not run.draft.warned:
        _ask_to_merge(run, step.ask_to_merge)
    if value is not None and value not in _NOTHING:
        return value
    if isinstance(step, Choice | Scale | Date):
        raise Refused("nothing_marked")
    if step.required:
        raise Refused("required")
    return Skipped("skip")


def _ask_to_merge(run: Run, most: int) -> None:
    count = len(getattr(run.draft.value, "entries", ()))
    if count > most:
        raise Refused("list_merge_first", {"n": count, "most": most}, warned=True)
