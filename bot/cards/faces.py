"""What each kind of question puts on its card: what stands there so far, and the buttons to answer with."""

from collections.abc import Mapping, Sequence

from bot.cards.arranging import arrange_face
from bot.cards.face import Face, explained, mark, suggested
from bot.cards.fit import bulleted, numbered
from bot.cards.grids import grid_face
from bot.cards.names import DONT_KNOW, choice_label, choice_meaning, level_label, level_meaning, marked
from bot.cards.words import Asked
from bot.keyboards import Rows, all_or_stacked, in_rows
from bot.texts import clip
from core.voices import may_show
from flows.model import AnyStep, Arrange, Choice, Date, Fill, Grid, ListOf, Scale, SeenBy, Several, Show, Text, Voice
from flows.order import codes_at
from flows.values import Dated, Entry, Item, Listed, Said

READABLE = 24
"""Characters of a choice that a button shows whole; longer ones stand numbered in the text."""

MOST_CHOICES = 80
"""Choices on one card; Telegram allows 100 buttons, and the controls need some."""

_DAYS_IN_WEEK = 7
_DAYS_IN_MONTH = 30


def face(asked: Asked, room: int) -> Face:
    """Return what the open question shows, its words within `room` characters after parsing."""
    match asked.step:
        case Choice() | Several():
            return _choices(asked, room)
        case Scale():
            return _scale(asked, asked.step)
        case Grid():
            return grid_face(asked, asked.step)
        case Arrange():
            return arrange_face(asked, asked.step)
        case Fill():
            return _sheets(asked, asked.step)
        case Text() | ListOf() | Date() | Show():
            return _written(asked, asked.step, room)


# --- choices and scales ---


def _choices(asked: Asked, room: int) -> Face:
    codes = codes_at(asked.flow, asked.facts, asked.place)
    there, labels = codes[:MOST_CHOICES], {code: choice_label(asked, code) for code in codes[:MOST_CHOICES]}
    marks = marked(asked.value)
    lines = [_suggestion_line(asked, labels)]
    if any(len(label) > READABLE for label in labels.values()):
        texts = [mark(code in marks) + label for code, label in labels.items()]
        lines.insert(0, numbered(texts, asked.more, room))
        labels = {code: f"{number}. {label}" for number, (code, label) in enumerate(labels.items(), start=1)}
    else:
        lines.insert(0, _meanings(asked, labels))
    if len(codes) > len(there):
        lines.append(asked.words.html("cards.choice.too_many", n=len(there), all=len(codes)))
    buttons = [asked.button(mark(code in marks) + clip(label, READABLE), code) for code, label in labels.items()]
    rows = in_rows(buttons) + _way_out(asked, asked.step)
    return Face(tuple(filter(None, lines)), rows, goes_on=isinstance(asked.step, Several) or asked.value is not None)


def _meanings(asked: Asked, labels: Mapping[str, str]) -> str:
    """Explain the short labels, where they need it."""
    return explained((label, choice_meaning(asked, code)) for code, label in labels.items())


def _scale(asked: Asked, step: Scale) -> Face:
    labels = {str(int(level)): level_label(asked, step, level) for level in step.scale}
    meanings = {str(int(level)): level_meaning(asked, step, level) for level in step.scale}
    marks = marked(asked.value)
    buttons = [asked.button(mark(code in marks) + label, code) for code, label in labels.items()]
    lines = (explained((labels[c], meanings[c]) for c in labels), _suggestion_line(asked, labels))
    return Face(tuple(filter(None, lines)), all_or_stacked(buttons) + _way_out(asked, step), asked.value is not None)


def _suggestion_line(asked: Asked, labels: Mapping[str, str]) -> str:
    """Name the proposal of the method, which the group may leave."""
    found = str(suggested(asked))
    return asked.words.html("cards.suggestion", label=labels[found]) if found in labels else ""


def _way_out(asked: Asked, step: AnyStep) -> Rows:
    """Offer "weet ik niet", unless the group must have an answer together."""
    if step.required and step.voice is not Voice.EACH:
        return ()
    return ((asked.button(asked.words.plain("cards.control.dont_know"), DONT_KNOW),),)


def _sheets(asked: Asked, step: Fill) -> Face:
    """Offer the way to the private chat; where nothing can be shown of a small group, say so before it begins."""
    seen_by = {part.seen_by for part in step.sheet.in_order if not isinstance(part, Show)}
    is_small = SeenBy.TOTALS in seen_by and not may_show(len(asked.run.members), hidden=True)
    few = "few_passed_on" if SeenBy.PASSED_ON in seen_by else "few"
    lines = (asked.words.html(f"cards.fill.{few}"),) if is_small else ()
    return Face(lines, ((asked.words.sheet_button(asked.place),),))


# --- words ---


def _written(asked: Asked, step: Text | ListOf | Date | Show, room: int) -> Face:
    match step:
        case Text():
            return _text(asked, step, room)
        case ListOf():
            return _list(asked, step, room)
        case Date():
            return _date(asked, step)
        case Show():
            return Face((), goes_on=True)


def _text(asked: Asked, step: Text, room: int) -> Face:
    lines = asked.value.lines if isinstance(asked.value, Said) else ()
    so_far = (bulleted(lines, asked.more, room),) if lines else ()
    return Face(so_far, goes_on=bool(lines) or not step.one)


def _list(asked: Asked, step: ListOf, room: int) -> Face:
    entries = asked.value.entries if isinstance(asked.value, Listed) else ()
    lines = [numbered([entry.text for entry in entries], asked.more, room - 700)] if entries else []
    if step.ask_to_merge is not None and len(entries) > step.ask_to_merge:
        lines.append(asked.words.html("cards.list.merge", n=len(entries), most=step.ask_to_merge))
    lines.extend(_doubt(asked, entries))
    rows = _doubt_buttons(asked) if asked.run.draft.doubts else ()
    return Face(tuple(lines), rows, goes_on=not asked.run.draft.doubts)


def _doubt(asked: Asked, entries: Sequence[Entry]) -> list[str]:
    """Ask about the first two entries that look alike."""
    texts: dict[Item, str] = {entry.id: entry.text for entry in entries}
    return [
        asked.words.html("cards.list.doubt", newer=texts.get(doubt.newer, ""), older=texts.get(doubt.older, ""))
        for doubt in asked.run.draft.doubts[:1]
    ]


def _doubt_buttons(asked: Asked) -> Rows:
    return in_rows(asked.button(asked.words.plain(f"cards.list.{code}"), code) for code in ("same", "apart"))


# --- a day ---


def _date(asked: Asked, step: Date) -> Face:
    so_far = (asked.words.html("cards.outcome.dated", day=asked.value.day),) if isinstance(asked.value, Dated) else ()
    rows = in_rows(asked.button(_in_days(asked, days), f"in:{days}") for days in step.in_days)
    return Face(so_far, rows, goes_on=asked.value is not None)


def _in_days(asked: Asked, days: int) -> str:
    """Name a distance as people do: months, else weeks, else days."""
    for unit, length in (("months", _DAYS_IN_MONTH), ("weeks", _DAYS_IN_WEEK)):
        if days % length == 0:
            return asked.words.plain(f"cards.date.{unit}", n=days // length)
    return asked.words.plain("cards.date.days", n=days)
