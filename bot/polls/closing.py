"""The end of a poll: a reminder before, no more votes, and the same result wherever it was asked."""

from dataclasses import replace
from datetime import timedelta

from bot.desk import MUST_ARRIVE, Decision, Scene, ready, refusal
from bot.keyboards import Row
from bot.outgoing import Button, Draft, Drawn
from bot.polls.asking import CLOSE, REMIND, RESULT, TELL, board
from bot.polls.cards import button, closed_card
from bot.polls.results import Heard, in_short, outcome
from bot.polls.steering import called, steered, tell_button
from bot.polls.wording import asked_in
from bot.store.chat_rows import Group, group_by_id
from bot.store.poll_counts import count
from bot.store.poll_places import Place, places_of
from bot.store.poll_rows import Poll, announce, close, poll_by_id
from bot.store.schedule_rows import Due, Plan, drop, plan
from core.platform_polls import Ideas, reminders

WAIT_FOR_COUNTS = timedelta(minutes=1)
"""After a poll of Telegram was stopped: its last counts come within seconds."""


# --- by hand ---


def ask(scene: Scene, number: str) -> Decision:
    """Ask whether to close it now: a closed poll is never opened again."""
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    if poll.status != "open":
        return refusal(scene.words().plain("polls.stale"))
    words = scene.words()
    row = tuple(button(words, words.plain(f"polls.button.{it}"), f"{it}+{poll.id}") for it in ("closed", "stay"))
    scene.show_here(Drawn(words.html("polls.close_ask", question=poll.form.question), (row,)))
    return Decision()


def stay(scene: Scene, number: str) -> Decision:
    """Leave it open."""
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    scene.show_here(board(scene, poll))
    return Decision()


def by_hand(scene: Scene, number: str) -> Decision:
    """Close it now."""
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    if not _closed(scene, poll, scene.who.id):
        return refusal(scene.words().plain("polls.stale"))
    scene.show_here(Drawn(scene.words().html("polls.closed", question=poll.form.question)))
    if not _has_native(scene, poll):
        _say_result(scene, poll.id)
    return Decision()


# --- by the clock ---


def by_date(scene: Scene, due: Due) -> Decision:
    """Its last day is over."""
    poll = poll_by_id(scene.tx, int(due.plan.about))
    if poll is not None:
        _closed(scene, poll, poll.author)
    return Decision()


def remind(scene: Scene, due: Due) -> Decision:
    """Say once where it is asked that it closes soon."""
    poll = poll_by_id(scene.tx, int(due.plan.about))
    if poll is None or poll.status != "open":
        return Decision()
    for group in _groups(scene, poll):
        if _is_reached(scene.group, group):
            there = scene.elsewhere(group)
            words = there.words()
            question = asked_in(words, poll).question
            there.say(Drawn(words.html("polls.reminder", question=question, day=poll.form.last_day)))
    return Decision()


def result(scene: Scene, due: Due) -> Decision:
    """Say what came out."""
    _say_result(scene, int(due.plan.about))
    return Decision()


def _groups(scene: Scene, poll: Poll) -> list[Group]:
    """Return the chats in which a poll is asked, each once."""
    numbers = dict.fromkeys(place.group for place in places_of(scene.tx, poll.id))
    found = (group_by_id(scene.tx, number) for number in numbers)
    return [group for group in found if group is not None]


def _is_reached(asking: Group, group: Group) -> bool:
    """Say whether a chat still is one to speak to from here: there, and of the same neighbourhood."""
    return group.active and _is_of_here(asking, group)


def _is_of_here(asking: Group, group: Group) -> bool:
    return group.id == asking.id or (group.initiative is not None and group.initiative == asking.initiative)


def _has_native(scene: Scene, poll: Poll) -> bool:
    return any(place.native for place in places_of(scene.tx, poll.id))


def _closed(scene: Scene, poll: Poll, by: int) -> bool:
    """Take no more votes, and plan the result: counts of Telegram come a moment later, and rest is kept."""
    if not close(scene.tx, poll, by, scene.now):
        return False
    drop(scene.tx, poll.group, REMIND, str(poll.id))
    for chat in {poll.group, *poll.form.chats}:
        drop(scene.tx, chat, CLOSE, str(poll.id))
    for place in places_of(scene.tx, poll.id):
        group = group_by_id(scene.tx, place.group)
        if group is None or place.left:
            continue
        there = scene.elsewhere(group)
        there.promise(_end_of(there, poll, place))
    due = scene.now + (WAIT_FOR_COUNTS if _has_native(scene, poll) else timedelta(0))
    plan(scene.tx, Plan(group=scene.group.id, kind=RESULT, about=str(poll.id), due=due), scene.now)
    return True


def _end_of(there: Scene, poll: Poll, place: Place) -> Draft:
    end = Draft(key=f"{place.key}end", group=0, kind="stop", target_key=place.key, priority=MUST_ARRIVE)
    return end if place.native else replace(end, kind="edit", draw=ready(closed_card(there.words(), poll)))


# --- the result ---


def _say_result(scene: Scene, number: int) -> None:
    """Say the same wherever it was asked, and to the chat that asked; then votes are forgotten.

    A chat that the bot was taken out of hears it when the bot is back.
    """
    poll = poll_by_id(scene.tx, number)
    asking = group_by_id(scene.tx, poll.group) if poll is not None else None
    if poll is None or asking is None or poll.status != "closed":
        return
    drop(scene.tx, scene.group.id, RESULT, str(poll.id))
    at_home = scene.elsewhere(asking, poll.thread)
    heard, others = _heard(at_home, poll)
    for group in others:
        there = scene.elsewhere(group)
        there.say(Drawn(outcome(there.words(), heard)))
    at_home.say(Drawn(outcome(at_home.words(), heard), _onward(at_home, heard)))
    announce(scene.tx, poll, heard.counted.voters, in_short(at_home.words(), heard))
    _plan_telling(scene, poll, heard.counted.voters)


def _heard(scene: Scene, poll: Poll) -> tuple[Heard, list[Group]]:
    """Return what a result is made of, and the other chats that hear it; the scene is that of the chat that asks."""
    places, groups = places_of(scene.tx, poll.id), _groups(scene, poll)
    reached = [it for it in groups if _is_reached(scene.group, it)]
    heard = Heard(
        poll=poll,
        counted=count(scene.tx, poll),
        lost=tuple(called(scene, it) for it in groups if it not in reached),
        chats=len(groups),
        has_channel=any(it.kind == "channel" for it in groups),
        has_native=any(it.native for it in places) and not poll.form.named,
        has_card=not all(it.native for it in places),
    )
    return heard, [it for it in groups if it.id != scene.group.id and _is_of_here(scene.group, it)]


def _onward(scene: Scene, heard: Heard) -> tuple[Row, ...]:
    """Offer what comes next: an action of an idea that somebody helps with, and to tell back what was done."""
    words, buttons = scene.words(), list[Button]()
    found = heard.result
    if isinstance(found, Ideas) and heard.is_shown and found.ideas[0].is_action:
        buttons.append(button(words, words.plain("polls.button.action"), f"action+{heard.poll.id}"))
    if heard.counted.voters and heard.poll.template.code != "told":
        buttons.append(tell_button(scene, heard.poll))
    return tuple((it,) for it in buttons)


def _plan_telling(scene: Scene, poll: Poll, voters: int) -> None:
    """Plan the first reminder of the tell-back (R49); of a tell-back itself nothing is owed."""
    if not voters or poll.template.code == "told" or poll.closed_at is None:
        return
    due = reminders(poll.closed_at)[0]
    plan(scene.tx, Plan(group=poll.group, kind=TELL, about=str(poll.id), due=due, thread=poll.thread), scene.now)
