"""Answering on a card: a press is kept and counted, words come as a reply or in private; nobody sees who it was."""

import re

from bot import running
from bot.desk import Decision, Scene, Toast, ready, refusal
from bot.events import Wrote
from bot.outgoing import Draft, Drawn
from bot.polls.asking import drawn_at
from bot.polls.cards import Stand, link_of
from bot.polls.wording import asked_in
from bot.store.chat_rows import group_by_id
from bot.store.poll_counts import answered, count
from bot.store.poll_places import Place, place_by_id, places_of
from bot.store.poll_rows import Poll, poll_by_id
from bot.store.signal_rows import add
from bot.store.vote_rows import add_words, ballot_of, vote
from core.platform_polls import Ballot, chosen, merged
from core.signals import one_line, personal_in
from core.thresholds.neighbourhood import SIGNAL_AT_MOST

_LINK = re.compile(r"\d{1,18}-\w+")  # anyone types a number here; a longer one the database can't hold

_Open = tuple[Poll, Place]


def press(scene: Scene, what: str) -> Decision:
    """Choose an option, or take it back."""
    number, option, level = (int(it) for it in what.split("+"))
    found, words = _open(scene, number), scene.words()
    if found is None or found[1].group != scene.group.id:
        return refusal(words.plain("polls.over"))
    poll, place = found
    name, _ = poll.form.options[option]
    ballot = chosen(poll.template, _before(scene, poll), name, poll.template.columns[level])
    if ballot is None:
        return refusal(words.plain("polls.at_most", n=poll.template.at_most))
    vote(scene.tx, place, scene.who.id, ballot)
    draw_again(scene, poll)
    return Decision(toast=Toast(_echo(scene, poll, ballot)))


def _open(scene: Scene, number: int) -> _Open | None:
    place = place_by_id(scene.tx, number)
    poll = poll_by_id(scene.tx, place.poll) if place is not None else None
    return (poll, place) if poll is not None and place is not None and poll.status == "open" else None


def _before(scene: Scene, poll: Poll) -> Ballot:
    return ballot_of(scene.tx, poll.id, scene.who.id) or {}


def _echo(scene: Scene, poll: Poll, ballot: Ballot) -> str:
    """Tell someone alone what stands for them now."""
    words, options = scene.words(), dict(asked_in(scene.words(), poll).options)
    if not ballot:
        return words.plain("polls.taken_back")
    levels = poll.template.levels
    said = [
        f"{options[it]} ({words.plain(f'polls.level.{level}')})" if levels else options[it]
        for it, level in ballot.items()
    ]
    return words.plain("polls.chosen", said=", ".join(said))


def draw_again(scene: Scene, poll: Poll) -> None:
    """Let every card of a poll show how many answered, a moment later: several people answer at once."""
    tally = merged(count(scene.tx, poll).tallies.values()) if poll.form.live else None
    stand = Stand(answered(scene.tx, poll), tally)
    for place in places_of(scene.tx, poll.id):
        group = group_by_id(scene.tx, place.group)
        if place.native or place.left or group is None:
            continue
        there = scene.elsewhere(group)
        edit = Draft(
            key=there.fresh_key("poll"),
            group=0,
            kind="edit",
            target_key=place.key,
            draw=ready(drawn_at(there, poll, place, stand)),
            priority=running.TALLY,
            delay=running.TALLY_WAIT,
        )
        there.promise(edit)


def look(scene: Scene, _: str) -> Decision:
    """A button of the example."""
    return Decision(toast=Toast(scene.words().plain("polls.example")))


# --- own words ---


def opened(scene: Scene, what: str) -> Decision:
    """`/start poll-...`: someone wants to add words where the chat does not read them."""
    found = _open(scene, int(what.partition("-")[0])) if _LINK.fullmatch(what) else None
    if found is None or what != link_of(scene.words(), found[1]) or scene.group.kind != "private":
        return scene.refuse("polls.over_words")
    poll, place = found
    if not _may_add(scene, poll, place):
        return scene.refuse("polls.choose_first")
    question = asked_in(scene.words(), poll).question
    scene.ask(Drawn(scene.words().html("polls.say_privately", question=question)), "poll", f"words-{place.id}")
    return Decision()


def said(scene: Scene, number: str, event: Wrote) -> Decision:
    """Someone's own words on a poll, as a reply to its card or in private; to polls without words people just talk."""
    found = _open(scene, int(number))
    if found is None:
        return scene.refuse("polls.over_words")
    poll, place = found
    if not poll.template.words:
        return Decision()
    line = one_line(event.text)
    problem = _problem(scene, found, line)
    if problem:
        scene.ask(Drawn(scene.words().html(problem)), "poll", f"words-{place.id}")
        return Decision()
    _keep(scene, poll, place, line)
    return Decision(liked=True)


def _keep(scene: Scene, poll: Poll, place: Place, line: str) -> None:
    """Keep words; to a tell-back they say what is not right, so the matter is open again as a signal (PL8)."""
    add_words(scene.tx, place, scene.who.id, line)
    private = scene.group.kind == "private"
    if poll.template.code == "told":
        add(scene.tx, place.group, line, scene.now)
        scene.say(Drawn(scene.words().html("polls.reopened")), answer=True)
    elif private:
        scene.say(Drawn(scene.words().html("polls.words_kept")), answer=True)


def _problem(scene: Scene, found: _Open, line: str) -> str:
    """Return what is wrong with words, '' when nothing is."""
    if not _may_add(scene, *found):
        return "polls.choose_first"
    if not line or len(line) > SIGNAL_AT_MOST:
        return "polls.words_too_long"
    return "polls.words_personal" if personal_in(line) else ""


def _may_add(scene: Scene, poll: Poll, place: Place) -> bool:
    """Only who chose something adds words; of a poll of Telegram it is not known who chose, but who is in its chat."""
    if place.native:
        return scene.group.id == place.group
    return bool(_before(scene, poll))
