"""Linking two chats: an admin of one invites, an admin of the other agrees after reading what that means.

Theory of operation. An invitation is a link with 128 bits in it and a short code that can be typed. Only traces of the
two are kept; they work once, for a short time, and from the moment they are opened in a chat nowhere else. Of guesses
nothing is learned: whatever is wrong with a code, the answer is the same, and a chat may be wrong a few times only.
"""

import secrets

from bot.desk import Decision, Scene, refusal
from bot.events import Wrote
from bot.neighbourhood.board import ROLES, button, role_name, title_of
from bot.neighbourhood.roles import has_core_group, role_named
from bot.neighbourhood.telling import let_core_groups_hear, tell
from bot.outgoing import Button, Drawn
from bot.store.chat_rows import Group, Role, group_by_id
from bot.store.invitation_rows import (
    Invitation,
    Traces,
    begin_invitation,
    end_invitation,
    invitation_by_id,
    invitation_with,
    note_wrong_code,
    take_invitation,
    wrong_codes,
)
from bot.store.neighbourhood_rows import belong, chats_beside, new_initiative
from core.thresholds.neighbourhood import WRONG_CODES_AT_MOST

WORD = "koppel"
"""Begins what a link to join carries."""

_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""What a code is made of: without signs that look alike on paper (I, L, O, 0, 1)."""

_HALF = 5

# --- inviting ---


def invite(scene: Scene, _: str) -> Decision:
    """Make a link and a code for one other chat."""
    if not scene.is_admin():
        return refusal(scene.words().plain("neighbourhood.for_admins"))
    link, code = secrets.token_urlsafe(16), "".join(secrets.choice(_SIGNS) for _ in range(2 * _HALF))
    trace = scene.desk.codec.trace
    begin_invitation(scene.tx, scene.group.id, Traces(trace(link), trace(code)), scene.now)
    scene.say(_invitation(scene, link, f"{code[:_HALF]}-{code[_HALF:]}"))
    return Decision()


def _invitation(scene: Scene, link: str, code: str) -> Drawn:
    words = scene.words()
    url = f"https://t.me/{scene.desk.bot_name}?startgroup={WORD}-{link}"
    parts = (
        words.html("neighbourhood.invite.text", bot=scene.desk.bot_name, code=code),
        words.html("neighbourhood.crossing"),
    )
    return Drawn("\n\n".join(parts), ((Button(words.plain("neighbourhood.button.pick"), url=url),),))


# --- opening ---


def typed(scene: Scene, event: Wrote) -> Decision:
    """`/koppel CODE`: open an invitation by its code."""
    code = "".join(sign for sign in event.text.upper() if sign.isalnum())
    if scene.group.kind == "private" or not code:
        return scene.refuse(f"neighbourhood.{'here_not' if scene.group.kind == 'private' else 'join.how'}")
    wrong = wrong_codes(scene.tx, scene.group.id, scene.now)
    if wrong >= WRONG_CODES_AT_MOST:
        return Decision()
    if not scene.is_admin():
        return scene.refuse("neighbourhood.for_admins")
    found = _opened(scene, code)
    if found is not None:
        return _received(scene, *found)
    note_wrong_code(scene.tx, scene.group.id, scene.now)
    return scene.refuse(f"neighbourhood.join.{'unknown' if wrong + 1 < WRONG_CODES_AT_MOST else 'too_many'}")


def opened(scene: Scene, link: str) -> Decision:
    """Open an invitation by its link."""
    if scene.group.kind == "private":
        return scene.refuse("neighbourhood.here_not")
    if not scene.is_admin():
        return scene.refuse("neighbourhood.for_admins")
    found = _opened(scene, link)
    return scene.refuse("neighbourhood.join.unknown") if found is None else _received(scene, *found)


def _opened(scene: Scene, word: str) -> tuple[Invitation, Group] | None:
    return _usable(scene, invitation_with(scene.tx, scene.desk.codec.trace(word), scene.now))


def _usable(scene: Scene, found: Invitation | None) -> tuple[Invitation, Group] | None:
    """Return an invitation with the chat that invites; None when it is another chat's, or nobody is there any more."""
    if found is None or found.taken_by not in {None, scene.group.id}:
        return None
    inviter = group_by_id(scene.tx, found.group)
    return (found, inviter) if inviter is not None and inviter.active else None


def _received(scene: Scene, found: Invitation, inviter: Group) -> Decision:
    is_channel = scene.group.kind == "channel"  # everyone would read a question, and whoever posts there is an admin
    problem = _in_the_way(scene, inviter, "platform" if is_channel else None)
    if problem:
        return scene.refuse(f"neighbourhood.join.{problem}")
    take_invitation(scene.tx, found.id, scene.group.id)
    if is_channel:
        return _linked(scene, found, inviter, "platform")
    scene.say(_question(scene, found, inviter))
    return Decision()


def _in_the_way(scene: Scene, inviter: Group, role: Role | None) -> str:
    """Say why these chats can't be linked (in this role), '' when they can."""
    ours, theirs = scene.group.initiative, inviter.initiative
    if inviter.id == scene.group.id:
        return "own"
    if ours is not None and theirs is not None:
        return "already" if ours == theirs else "other"
    mine = has_core_group(chats_beside(scene.tx, scene.group)) or role == "core_group"
    return "two_cores" if mine and has_core_group((inviter, *chats_beside(scene.tx, inviter))) else ""


def _question(scene: Scene, found: Invitation, inviter: Group) -> Drawn:
    """Say what linking means before anyone agrees, and let the choice of a role be the consent."""
    words = scene.words()
    others = [title_of(words, other) for other in chats_beside(scene.tx, inviter)]
    title, role = title_of(words, inviter), role_name(words, inviter.role)
    rows = [(button(words, words.plain(f"neighbourhood.choose.{role}"), f"join+{found.id}+{role}"),) for role in ROLES]
    declines = button(words, words.plain("neighbourhood.button.decline"), f"decline+{found.id}")
    text = words.html("neighbourhood.join.ask", title=title, role=role, others=others)
    return Drawn(text, (*rows, (declines,)))


# --- agreeing ---


def join(scene: Scene, what: str) -> Decision:
    """Agree, in a role."""
    number, _, name = what.partition("+")
    role = role_named(name)
    if not scene.is_admin():
        return refusal(scene.words().plain("neighbourhood.for_admins"))
    found = _usable(scene, invitation_by_id(scene.tx, int(number), scene.now))
    if found is None or role is None:
        return refusal(scene.words().plain("neighbourhood.stale"))
    problem = _in_the_way(scene, found[1], role)
    if problem:
        return refusal(scene.words().plain(f"neighbourhood.join.{problem}"))
    return _linked(scene, *found, role)


def decline(scene: Scene, number: str) -> Decision:
    """Do not agree; the invitation is used up."""
    if not scene.is_admin():
        return refusal(scene.words().plain("neighbourhood.for_admins"))
    found = _usable(scene, invitation_by_id(scene.tx, int(number), scene.now))
    if found is None:
        return refusal(scene.words().plain("neighbourhood.stale"))
    end_invitation(scene.tx, found[0].id)
    scene.show_here(Drawn(scene.words().html("neighbourhood.join.declined")))
    return Decision()


def _linked(scene: Scene, found: Invitation, inviter: Group, role: Role) -> Decision:
    """Let both sides be one neighbourhood, and tell all of it."""
    mine, theirs = chats_beside(scene.tx, scene.group), [inviter, *chats_beside(scene.tx, inviter)]
    initiative = inviter.initiative or scene.group.initiative or new_initiative(scene.tx, scene.now)
    belong(scene.tx, inviter.id, initiative, inviter.role)
    belong(scene.tx, scene.group.id, initiative, role)
    end_invitation(scene.tx, found.id)
    me = group_by_id(scene.tx, scene.group.id)
    assert me is not None  # noqa: S101 the scene is played there
    _welcome(scene, inviter, role)
    tell(scene, theirs, "neighbourhood.join.told", me)
    tell(scene, mine, "neighbourhood.join.told", inviter)
    let_core_groups_hear(scene, (me, *chats_beside(scene.tx, me)))
    return Decision()


def _welcome(scene: Scene, inviter: Group, role: Role) -> None:
    """Say in the chat that joined what it is now; in a channel, to those who follow it."""
    words, title = scene.words(), title_of(scene.words(), inviter)
    if scene.group.kind == "channel":
        scene.say(Drawn(words.html("neighbourhood.join.channel", title=title)))
        return
    done = words.html("neighbourhood.join.done", title=title)
    scene.show_here(Drawn("\n\n".join((done, words.html(f"neighbourhood.card.{role}")))))
