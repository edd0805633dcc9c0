"""What may be read of sheets that people filled in alone. Who sees what is kept here and nowhere else (R50).

When the question closes, everything is taken apart: answers that count in totals only leave their sheet, and what
fewer than four people gave does not come along at all. So no table of a flow, no card and no explanation can tell
more than was promised: the facts of the run do not hold it. What was shown once stays as it was until the answers of
four people differ, so that the difference of two results tells of nobody.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from core.ids import ParticipantId
from core.thresholds import SHOWN_FROM
from core.voices import may_show
from flows.facts import Facts
from flows.model import Fill, SeenBy
from flows.values import Answers, Item, Place, Sheet, Sheets, Single, Skipped, StepName, item_of, place_of, step_of

_APART = (SeenBy.TOTALS, SeenBy.UNSIGNED, SeenBy.PASSED_ON)
"""Answers that leave their sheet: nothing ties them to the others on it."""

By = Mapping[ParticipantId, Answers]
"""What each person gave, of those who gave something."""


# --- reading ---


def sheets_at(facts: Facts, step: StepName) -> int:
    """Return how many sheets there are."""
    return _sheets(facts, step).count


def named_sheets(fill: Fill, facts: Facts) -> tuple[Facts, ...]:
    """Return the sheets of those who chose to be named here, without what counts in totals only."""
    found = (Facts(dict(answers)) for answers in _sheets(facts, fill.id).named)
    return tuple(sheet for sheet in found if _is_named(fill, facts, sheet))


def unnamed_sheets(fill: Fill, facts: Facts) -> tuple[Facts, ...]:
    """Return the sheets of the others, without what names them or counts in totals only; none below four (R50)."""
    return tuple(Facts(dict(answers)) for answers in _sheets(facts, fill.id).unnamed)


def totals(facts: Facts, step: StepName, asked: StepName, item: Item = "") -> tuple[Single, ...]:
    """Return what everyone answered to a question on the sheets of `step`.

    Of what counts in totals only there is nothing below four answers (R50).
    """
    return dict(_sheets(facts, step).totals).get(place_of(asked, item), ())


def _sheets(facts: Facts, step: StepName) -> Sheets:
    value = facts.value(step)
    return value if isinstance(value, Sheets) else Sheets(0)


def _is_named(fill: Fill, facts: Facts, sheet: Facts) -> bool:
    return fill.named is not None and fill.named(facts, sheet)


# --- closing ---


@dataclass(frozen=True)
class Gathered:
    """What comes of the sheets when their question closes.

    Attributes:
        value: What may be read from now on.
        votes: The sheets by person, marked with what the group has seen of them.
        held_back: Something is not shown anew, because it would tell of fewer than four people.
    """

    value: Sheets
    votes: Mapping[ParticipantId, Sheet]
    held_back: bool


def gathered(
    fill: Fill, facts: Facts, members: Iterable[ParticipantId], votes: Mapping[ParticipantId, Sheet]
) -> Gathered:
    """Take the sheets of those who take part apart into what may be read.

    Whoever was shown without a name stays without: beside what was seen before, a name would tell of the others.
    """
    now = {who: votes[who].answers for who in members if who in votes and votes[who].answers}
    named = {who for who in now if not votes[who].unnamed and _is_named(fill, facts, Facts(dict(now[who])))}
    others = {who: _seen_by(fill, now[who], SeenBy.READERS) for who in now.keys() - named}
    unnamed = _held_back(others, {who: it.unnamed for who, it in votes.items() if it.unnamed}, len(others))
    apart = {place: _apart(fill, place, now, votes) for place in _places(fill, now, votes)}
    value = Sheets(
        count=len(now),
        named=_mixed(_seen_by(fill, now[who], SeenBy.READERS, SeenBy.NAME) for who in named),
        unnamed=_mixed(unnamed.shown.values()),
        totals=tuple((place, _answers_of(found.shown)) for place, found in apart.items() if found.shown),
    )
    held_back = unnamed.is_held_back or any(found.is_held_back for found in apart.values())
    marked = {who: _marked(who, sheet, unnamed.seen, apart) for who, sheet in votes.items()}
    return Gathered(value, marked, held_back)


def seen_earlier(fill: Fill, votes: Mapping[ParticipantId, Sheet]) -> Mapping[ParticipantId, Sheet]:
    """Return what a next run must know of the sheets of this one, so that the two together tell of nobody (R50).

    Questions about things that the group named are left out: in another run they are about other things.
    """
    anew = {place for sheet in votes.values() for place, _ in sheet.totals}
    told = {who: (*sheet.totals, *_without(anew, sheet.earlier)) for who, sheet in votes.items()}
    same = {who: tuple(pair for pair in answers if _is_same_again(fill, pair[0])) for who, answers in told.items()}
    return {who: Sheet(earlier=answers) for who, answers in same.items() if answers}


def _is_same_again(fill: Fill, place: Place) -> bool:
    """Say whether a question is about the same in every run: asked once, or about what is there without any answer."""
    repeat = fill.sheet.repeat_of(step_of(place))
    return repeat is None or item_of(place) in repeat.items(Facts({}))


def _without(places: Container[Place], answers: Answers) -> Answers:
    return tuple(pair for pair in answers if pair[0] not in places)


@dataclass(frozen=True)
class _Result:
    """What is shown now, and the last of it that the group has seen, by person."""

    shown: By
    seen: By
    is_held_back: bool = False


def _held_back(now: By, seen: By, enough: int, *, again: bool = False) -> _Result:
    """R50: hold back what would tell of fewer than four people, alone or beside what was seen before.

    Args:
        now: What each gives now.
        seen: What the group has seen last.
        enough: How many people it is about.
        again: The group has seen a result in which nobody gave anything here.
    """
    differ = sum(now.get(who) != seen.get(who) for who in now.keys() | seen.keys())
    if (seen or again) and 0 < differ < SHOWN_FROM:
        return _Result(seen, seen, is_held_back=True)
    if may_show(enough, hidden=True):
        return _Result(now, now)
    return _Result({}, seen)


def _apart(fill: Fill, place: Place, now: By, votes: Mapping[ParticipantId, Sheet]) -> _Result:
    """Return what is shown of a question apart from the sheets that hold it."""
    here = _without_empty({who: _at(place, _seen_by(fill, answers, *_APART)) for who, answers in now.items()})
    if fill.sheet.by_id[step_of(place)].seen_by is SeenBy.PASSED_ON:
        return _Result(here, {})
    seen = _without_empty({who: _at(place, sheet.totals) for who, sheet in votes.items()})
    if would_tell(here, _without_empty({who: _at(place, sheet.earlier) for who, sheet in votes.items()})):
        return _Result({}, {}, is_held_back=True)
    if fill.sheet.by_id[step_of(place)].seen_by is SeenBy.UNSIGNED:
        return _held_back(here, seen, len(now), again=any(sheet.totals for sheet in votes.values()))
    return _held_back(here, seen, sum(map(_is_answered, here.values())))


def would_tell(now: Mapping[ParticipantId, object], earlier: Mapping[ParticipantId, object]) -> bool:
    """Say whether this result beside an earlier one tells of fewer than four people, given what each said.

    Where the same people answer anew, nobody knows who answers otherwise; of who came or went everybody does.
    """
    differ = sum(now.get(who) != earlier.get(who) for who in now.keys() | earlier.keys())
    return bool(earlier) and now.keys() != earlier.keys() and differ < SHOWN_FROM


def _is_answered(answers: Answers) -> bool:
    return any(not isinstance(answer, Skipped) for _, answer in answers)


def _places(fill: Fill, now: By, votes: Mapping[ParticipantId, Sheet]) -> tuple[Place, ...]:
    """Return the places of all answers that leave their sheet, those that the group has seen before too."""
    given = (_seen_by(fill, answers, *_APART) for answers in now.values())
    every = (*given, *(sheet.totals for sheet in votes.values()))
    return tuple(dict.fromkeys(place for answers in every for place, _ in answers))


def _seen_by(fill: Fill, answers: Answers, *who: SeenBy) -> Answers:
    return tuple((place, value) for place, value in answers if fill.sheet.by_id[step_of(place)].seen_by in who)


def _at(place: Place, answers: Answers) -> Answers:
    return tuple(pair for pair in answers if pair[0] == place)


def _without_empty(by: By) -> By:
    return {who: answers for who, answers in by.items() if answers}


def _answers_of(by: By) -> tuple[Single, ...]:
    return tuple(sorted((answer for answers in by.values() for _, answer in answers), key=repr))


def _mixed(sheets: Iterable[Answers]) -> tuple[Answers, ...]:
    """Put sheets in an order that tells nothing of whose they are."""
    return tuple(sorted(sheets, key=repr))


def _marked(who: ParticipantId, sheet: Sheet, unnamed: By, apart: Mapping[Place, _Result]) -> Sheet:
    told = tuple(pair for found in apart.values() for pair in found.seen.get(who, ()))
    return replace(sheet, totals=told, unnamed=unnamed.get(who, ()))
