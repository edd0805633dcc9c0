"""Answers on paper: typed in as numbers, read back, and taken away again with one tap when they were read wrong."""

from bot.desk import Decision, Scene, refusal
from bot.events import Wrote
from bot.outgoing import Drawn
from bot.polls.cards import button
from bot.polls.steering import steered
from bot.polls.wording import Asked, asked_in
from bot.store.poll_rows import Poll
from bot.store.vote_rows import add_paper, take_paper
from core.platform_polls import Shape, Tally, paper_in


def ask(scene: Scene, number: str) -> Decision:
    """Ask for the numbers, and say in which order."""
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    if poll.status != "open":
        return refusal(scene.words().plain("polls.stale"))
    _ask(scene, poll, "polls.paper.ask")
    return Decision()


def _ask(scene: Scene, poll: Poll, key: str) -> None:
    words = scene.words()
    cells = _cells(scene, poll)
    scene.ask(Drawn(words.html(key, cells=cells, n=len(cells))), "poll", f"paper-{poll.id}")


def _cells(scene: Scene, poll: Poll) -> list[str]:
    """Return what is counted, in the order in which the numbers are typed."""
    words, asked = scene.words(), asked_in(scene.words(), poll)
    if poll.template.shape is not Shape.EACH:
        return [it for _, it in asked.options]
    return [
        f"{it} ({words.plain(f'polls.level.{level}')})" for _, it in asked.options for level in poll.template.levels
    ]


def counted(scene: Scene, number: str, event: Wrote) -> Decision:
    """The numbers, as a reply; of someone else they would be votes that nobody cast."""
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return scene.refuse("polls.for_maker")
    if poll.status != "open":
        return scene.refuse("polls.stale")
    ids = [option for option, _ in poll.form.options]
    paper = paper_in(event.text, poll.template, ids)
    if paper.tally is None:
        _ask(scene, poll, "polls.paper.wrong")
        return Decision()
    words = scene.words()
    number_of_it = add_paper(scene.tx, poll.id, paper.tally)
    undo = button(words, words.plain("polls.button.undo"), f"unpaper+{poll.id}+{number_of_it}")
    lines = _lines(asked_in(words, poll), poll, paper.tally)
    text = words.html("polls.paper.read", n=paper.tally.voters, lines=lines)
    scene.say(Drawn(text, ((undo,),)), answer=True)
    return Decision()


def _lines(asked: Asked, poll: Poll, tally: Tally) -> list[str]:
    return [
        f"{it}: {' / '.join(str(tally.of(option, level)) for level in poll.template.columns)}"
        for option, it in asked.options
    ]


def undo(scene: Scene, what: str) -> Decision:
    """Take numbers away that were read wrong."""
    number, _, entry = what.partition("+")
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    if not take_paper(scene.tx, poll.id, int(entry)):
        return refusal(scene.words().plain("polls.stale"))
    scene.show_here(Drawn(scene.words().html("polls.paper.gone")))
    return Decision()
