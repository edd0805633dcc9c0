"""The card of an arrangement: the packages, what they hold together and cut, and the small dialogue of one move."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards.face import Face
from bot.cards.fit import first_lines
from bot.cards.outcome import packages
from bot.cards.words import Asked, things
from bot.keyboards import Rows, in_rows
from bot.outgoing import Button
from flows.grouping import ALONE, Groups, groups_of, moved
from flows.model import Arrange
from flows.run import Move
from flows.values import Arranged, place_of
from flows.views import BEFORE, Json

PRICE_ROOM = 1000
"""Characters for what the packages hold together and cut."""

MOST_THINGS = 80
"""Things to choose from on one card; a list holds at most 40."""


def arrange_face(asked: Asked, step: Arrange) -> Face:
    """Return the packages, and the buttons for where the group stands in moving something."""
    draft, groups = asked.run.draft, groups_of(asked.run.draft)
    there = packages(asked, groups)
    if draft.move is not None and draft.move.target is not None:
        return _confirming(asked, step, draft.move)
    if draft.move is not None:
        return _choosing_where(asked, there, draft.move)
    if draft.moving:
        return _choosing_what(asked, there)
    rows = ((_button(asked, "move"),),) if sum(map(len, groups)) > 1 else ()
    return Face((there, _price(asked, step, groups)), rows, goes_on=True)


def _choosing_what(asked: Asked, there: str) -> Face:
    names = things(asked.facts)
    listed = [thing for group in groups_of(asked.run.draft) for thing in group][:MOST_THINGS]
    rows = in_rows(asked.button(names.get(thing, thing), f"thing:{thing}") for thing in listed)
    return _dialogue(asked, (there, asked.words.html("cards.arrange.what")), rows)


def _choosing_where(asked: Asked, there: str, move: Move) -> Face:
    groups = groups_of(asked.run.draft)
    buttons = [
        asked.button(asked.words.plain("cards.arrange.to", n=number), f"to:{number - 1}")
        for number, group in enumerate(groups[:MOST_THINGS], start=1)
        if move.thing not in group
    ]
    if (move.thing,) not in groups:
        buttons.append(_button(asked, "to:new"))
    question = asked.words.html("cards.arrange.where", thing=_name(asked, move))
    return _dialogue(asked, (there, question), in_rows(buttons))


def _confirming(asked: Asked, step: Arrange, move: Move) -> Face:
    """Show the packages as they would be, with their price, before anything changes."""
    after = moved(groups_of(asked.run.draft), move)
    target = move.target if move.target is not None and move.target != ALONE else None
    question = asked.words.html(
        "cards.arrange.sure", thing=_name(asked, move), n=None if target is None else target + 1
    )
    lines = (packages(asked, after), _price(asked, step, after), question)
    return _dialogue(asked, lines, ((_button(asked, "yes"),),))


def _dialogue(asked: Asked, lines: tuple[str, ...], rows: Rows) -> Face:
    return Face(lines, (*rows, (_button(asked, "no"),)), controls=False)


def _name(asked: Asked, move: Move) -> str:
    return things(asked.facts).get(move.thing, move.thing)


def _button(asked: Asked, code: str) -> Button:
    return asked.button(asked.words.plain(f"cards.arrange.{code.replace(':', '_')}"), code)


def _price(asked: Asked, step: Arrange, groups: Groups) -> str:
    """Say what these groups hold together and cut, beside those on the card, in the words of the step."""
    here = groups_of(asked.run.draft)
    now = _cost(asked, step, here)
    then = now if groups == here else _cost(asked, step, groups)
    text = asked.words.html(asked.key("price"), now=now, then=then, moves=groups != here)
    return first_lines(text.strip().splitlines(), asked.more, PRICE_ROOM)


def _cost(asked: Asked, step: Arrange, groups: Groups) -> Mapping[str, Json]:
    """What the view of the step says when the question would close with `groups`."""
    before = {place_of(step.id, BEFORE): Arranged(groups_of(asked.run.draft))}
    settled = {**asked.facts.settled, **before, asked.place: Arranged(groups)}
    return asked.flow.views[step.price](replace(asked.facts, settled=settled, memo={}), asked.item)
