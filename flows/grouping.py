"""Moving one thing to another group, with its price on the table before anything changes."""

from dataclasses import replace

from flows.refusal import Refused
from flows.run import Draft, Move
from flows.values import Arranged

ALONE = -1
"""Target of a move to a group of its own."""

Groups = tuple[tuple[str, ...], ...]


def groups_of(draft: Draft) -> Groups:
    """Return the groups as they stand on the card."""
    return draft.value.groups if isinstance(draft.value, Arranged) else ()


def moved(groups: Groups, move: Move) -> Groups:
    """Return the groups with one thing in another place; an empty group goes."""
    if move.target is None:
        return groups
    without = [tuple(thing for thing in group if thing != move.thing) for group in groups]
    if move.target == ALONE:
        without.append((move.thing,))
    else:
        without[move.target] = (*without[move.target], move.thing)
    return tuple(group for group in without if group)


def rearranged(draft: Draft, code: str) -> Draft:
    """Take one tap on an arrangement: move, thing:a1, to:0, to:new, yes, no.

    Raises:
        Refused: `unknown_button`: the tap does not belong to what stands on the card.
    """
    word, _, what = code.partition(":")
    if word == "move":
        return replace(draft, moving=True, move=None)
    if word == "no":
        return replace(draft, moving=False, move=None)
    if word == "thing" and any(what in group for group in groups_of(draft)):
        return replace(draft, moving=True, move=Move(what))
    if word == "to" and draft.move is not None:
        return replace(draft, move=replace(draft.move, target=_target(draft, draft.move, what)))
    if word == "yes" and draft.move is not None and draft.move.target is not None:
        return Draft(value=Arranged(moved(groups_of(draft), draft.move)))
    raise Refused("unknown_button")


def _target(draft: Draft, move: Move, what: str) -> int:
    groups = groups_of(draft)
    if what == "new" and (move.thing,) not in groups:
        return ALONE
    if what.isdecimal() and int(what) < len(groups) and move.thing not in groups[int(what)]:
        return int(what)
    raise Refused("unknown_button")
