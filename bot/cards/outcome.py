"""What came out of a question, in words: short on top of the next card, in full on its own closed card."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.cards.fit import bulleted, numbered, shown
from bot.cards.names import (
    answer_label,
    choice_label,
    choice_meaning,
    column_label,
    column_meaning,
    level_meaning,
    row_label,
)
from bot.cards.words import Asked, things
from bot.texts import clip, dots
from core.voices import Spread, may_show, rounded_half_up
from flows.model import Scale
from flows.order import codes_at
from flows.values import (
    Arranged,
    Dated,
    Filled,
    Listed,
    Picked,
    Rated,
    Said,
    Seen,
    Sheets,
    Single,
    Skipped,
    Value,
    Voices,
)

ROOM = 3000
"""Characters for what a group answered; the question and its names take the rest of a card."""

_SHORT = 80
"""Characters of an outcome in the line above the next question."""

PACKAGES_ROOM = 2000
"""The same for packages, which stand beside what they cost."""


def in_short(asked: Asked, value: Value) -> str:
    """Return an outcome in one line of HTML, '' when there is nothing to say."""
    match value:
        case Voices():
            return _voices_in_short(asked, value)
        case Said() | Listed() | Filled() | Arranged():
            return _made_in_short(asked, value)
        case Picked(choices):
            labels = clip(
                asked.words.plain("cards.item", names=[choice_label(asked, code) for code in choices]), _SHORT
            )
            return asked.words.html("cards.outcome.picked", labels=[labels])
        case Rated() | Dated() | Skipped():
            return _plain_outcome(asked, value)
        case Sheets(count):
            return asked.words.html("cards.outcome.sheets", n=count)
        case Seen():
            return ""


def _made_in_short(asked: Asked, value: Said | Listed | Filled | Arranged) -> str:
    """Name what was put together by its size, a single text by its beginning."""
    words = asked.words
    match value:
        case Said(lines):
            return words.html("cards.outcome.said", n=len(lines), first=lines[0])
        case Listed(entries):
            return words.html("cards.outcome.listed", n=len(entries))
        case Filled(cells):
            return words.html("cards.outcome.filled", cells=[column_label(asked, column) for _, column in cells])
        case Arranged(groups):
            return words.html("cards.outcome.arranged", n=len(groups))


def in_full(asked: Asked, value: Value) -> str:
    """Return an outcome as lines of HTML."""
    match value:
        case Voices():
            return _voices_in_full(asked, value)
        case Said() | Listed() | Filled() | Arranged():
            return _made_in_full(asked, value)
        case Picked(choices) if len(choices) > 1:
            return bulleted([choice_meaning(asked, code) for code in choices], asked.more, ROOM)
        case Picked() | Rated() | Dated() | Skipped():
            return _plain_outcome(asked, value)
        case Sheets(count):
            return asked.words.html("cards.outcome.sheets", n=count)
        case Seen():
            return asked.words.html("cards.closed.read")


def _made_in_full(asked: Asked, value: Said | Listed | Filled | Arranged) -> str:
    match value:
        case Said(lines):
            return bulleted(lines, asked.more, ROOM)
        case Listed(entries):
            return numbered([entry.text for entry in entries], asked.more, ROOM)
        case Filled(cells):
            return "\n".join(_grid_line(asked, row, column) for row, column in cells)
        case Arranged(groups):
            return packages(asked, groups)


def _grid_line(asked: Asked, row: str, column: str) -> str:
    return asked.words.html("cards.grid.set", row=row_label(asked, row), column=column_meaning(asked, column))


def packages(asked: Asked, groups: Sequence[Sequence[str]]) -> str:
    """Return groups of things, numbered, by their names; clipped further the more there are."""
    names = things(asked.facts)
    count = sum(len(group) for group in groups) + 2 * len(groups)
    room = max(16, PACKAGES_ROOM // (2 * count or 1))
    return "\n".join(
        "\n".join(
            (
                asked.words.html("cards.arrange.package", n=number),
                *(f"• {shown(names.get(thing, thing), room)}" for thing in group),
            )
        )
        for number, group in enumerate(groups, start=1)
    )


def _plain_outcome(asked: Asked, value: Picked | Rated | Dated | Skipped) -> str:
    words = asked.words
    match value:
        case Picked(choices):
            return words.html("cards.outcome.picked", labels=[choice_meaning(asked, code) for code in choices])
        case Rated(level) if isinstance(asked.step, Scale):
            return words.html("cards.outcome.picked", labels=[level_meaning(asked, asked.step, level)])
        case Rated(level):
            return words.html("cards.outcome.picked", labels=[level])
        case Dated(day):
            return words.html("cards.outcome.dated", day=day)
        case Skipped(reason):
            return words.html(f"cards.outcome.{reason}")


# --- many voices ---


def _voices_in_short(asked: Asked, voices: Voices) -> str:
    labels = _outcome_labels(asked, voices)
    if not labels or _kept_back(asked, voices):
        return _without_outcome(asked, voices)
    if not isinstance(asked.step, Scale) or _is_own(asked, voices):
        return asked.words.html("cards.outcome.picked", labels=labels)
    counts = Counter(_codes(voices.values))
    spread = dots(counts[code] for code in _levels(asked))
    return asked.words.html("cards.outcome.spread", labels=labels, spread=spread, n=len(_answering(voices)))


def _voices_in_full(asked: Asked, voices: Voices) -> str:
    labels = _outcome_labels(asked, voices)
    if not labels:
        return _without_outcome(asked, voices)
    kept_back = _kept_back(asked, voices)
    if kept_back:
        return "\n".join((_without_outcome(asked, voices), asked.words.html(f"cards.outcome.{kept_back}")))
    outcome = asked.words.html("cards.outcome.outcome", labels=labels)
    if _is_own(asked, voices):
        return outcome
    counts = Counter(_codes(voices.values))
    lines = (
        asked.words.html("cards.outcome.level", label=answer_label(asked, code), n=counts[code])
        for code in _levels(asked)
        if counts[code]
    )
    return "\n".join((outcome, *lines, _counted(asked, voices)))


def _is_own(asked: Asked, voices: Voices) -> bool:
    """Say whether one person takes part, and sees their own answer."""
    return len(_answering(voices)) == len(asked.run.members) == 1


def _kept_back(asked: Asked, voices: Voices) -> str:
    """Return why the card of a question does not show what came out, "" where it does (R50).

    Beside your own answer the outcome of a few tells what the others said. Beside the last time a card would tell who
    came or went; what a flow compares it tells by itself, where that tells of nobody.
    """
    if not _is_own(asked, voices) and not may_show(len(_answering(voices)), hidden=True):
        return "few"
    return "later" if asked.run.earlier and asked.step.id in asked.flow.compares else ""


def _counted(asked: Asked, voices: Voices) -> str:
    """Say how many answered, how many did not know, and whether they see it alike."""
    spread = Spread(tuple(value.level for value in voices.values if isinstance(value, Rated)))
    unknown = sum(isinstance(value, Skipped) for value in voices.values)
    differ = spread.is_split or spread.is_worth_a_talk
    return asked.words.html("cards.outcome.counted", n=len(_answering(voices)), unknown=unknown, differ=differ)


def _without_outcome(asked: Asked, voices: Voices) -> str:
    """Name what has no middle and no most: nobody knew, or words that stand in the chat already."""
    if not _answering(voices):
        return asked.words.html("cards.outcome.dont_know" if voices.values else "cards.outcome.nobody")
    return asked.words.html("cards.outcome.answers", n=len(_answering(voices)))


def _outcome_labels(asked: Asked, voices: Voices) -> list[str]:
    """The middle level of a scale, or what was chosen most; empty for voices in words."""
    if isinstance(asked.step, Scale):
        median = Spread(tuple(value.level for value in voices.values if isinstance(value, Rated))).median
        return [] if median is None else [level_meaning(asked, asked.step, rounded_half_up(median))]
    counts = Counter(_codes(voices.values))
    most = max(counts.values(), default=0)
    return [choice_meaning(asked, code) for code in _levels(asked) if counts[code] == most and most]


def _answering(voices: Voices) -> tuple[Single, ...]:
    return tuple(value for value in voices.values if not isinstance(value, Skipped))


def _codes(values: Iterable[Single]) -> list[str]:
    """What was tapped, by the codes of the buttons."""
    codes: list[str] = []
    for value in values:
        if isinstance(value, Rated):
            codes.append(str(value.level))
        elif isinstance(value, Picked):
            codes.extend(value.choices)
    return codes


def _levels(asked: Asked) -> tuple[str, ...]:
    """Every code of the question in its order."""
    if isinstance(asked.step, Scale):
        return tuple(str(int(level)) for level in asked.step.scale)
    return codes_at(asked.flow, asked.facts, asked.place)
