"""What came of a poll, in words: counts with their n, what follows from them, and who was not heard (R48, R50)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.cards import Words
from bot.polls.wording import asked_in
from bot.store.poll_counts import Counted
from bot.store.poll_rows import Poll
from core.platform_polls import (
    PAPER,
    Consent,
    Ideas,
    Moments,
    Needs,
    Overlap,
    Result,
    result_of,
)
from core.thresholds.neighbourhood import VOICES_SHOWN
from core.voices import may_show


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Everything that a result is made of.

    Attributes:
        lost: How the chats are called that could not be reached in the end.
        chats: In how many chats it was asked.
        has_channel: Whether one of them is a channel.
        has_native: Whether Telegram asked it without names in one of them.
        has_card: Whether a card, which never shows names, asked it in one of them.
    """

    poll: Poll
    counted: Counted
    lost: tuple[str, ...]
    chats: int
    has_channel: bool
    has_native: bool
    has_card: bool

    @property
    def result(self) -> Result:
        """What came out."""
        ids = [option for option, _ in self.counted.options]
        return result_of(self.poll.template, ids, self.counted.tallies)

    @property
    def is_shown(self) -> bool:
        """Whether enough people answered to show counts (R50)."""
        return may_show(self.counted.voters, hidden=self.has_card or not self.poll.form.named)


def outcome(words: Words, heard: Heard) -> str:
    """Return the result as HTML."""
    question = asked_in(words, heard.poll).question
    paper = heard.counted.tallies.get(PAPER)
    head = words.html(
        "polls.result.head", question=question, n=heard.counted.voters, paper=paper.voters if paper else 0
    )
    lines = [*_lines(words, heard), *_voices(words, heard)]
    if not heard.counted.voters:
        lines = [words.html("polls.result.nobody")]
    return "\n\n".join((head, "\n".join(lines), " ".join(_not_heard(words, heard))))


def _options(words: Words, heard: Heard) -> dict[str, str]:
    """Return the words of each option here, those that members added as they wrote them."""
    return {**dict(heard.counted.options), **dict(asked_in(words, heard.poll).options)}


def _lines(words: Words, heard: Heard) -> Iterable[str]:
    result, named = heard.result, _options(words, heard)
    if isinstance(result, Consent):
        return _consent(words, result, shown=heard.is_shown)
    if not heard.is_shown:
        return [words.html("polls.result.too_few", n=heard.counted.voters)]
    match result:
        case Needs():
            return _needs(words, result, named)
        case Ideas():
            return _ideas(words, result, named)
        case Moments():
            return _moments(words, result, named)
        case Overlap():
            return _overlap(words, result, named)


def _needs(words: Words, result: Needs, named: dict[str, str]) -> Iterable[str]:
    for it in result.shares:
        yield words.html("polls.result.share", option=named[it.option], n=it.n, percent=it.percent)


def _ideas(words: Words, result: Ideas, named: dict[str, str]) -> Iterable[str]:
    for it in result.ideas:
        key = "idea" if it.is_action else "no_action"
        yield words.html(f"polls.result.{key}", option=named[it.option], helpers=it.helpers, likes=it.likes)
    yield words.html("polls.result.ideas", rule=result.rule)


def _consent(words: Words, result: Consent, *, shown: bool) -> Iterable[str]:
    if shown:
        yield words.html("polls.result.consent", yes=result.yes, remarks=result.remarks, objections=result.objections)
    yield words.html(f"polls.result.way.{result.way}", rule=result.rule)


def _moments(words: Words, result: Moments, named: dict[str, str]) -> Iterable[str]:
    for it in result.slots:
        yield words.html("polls.result.moment", option=named[it.option], yes=it.yes, maybe=it.maybe)
    for option in result.only:
        yield words.html("polls.result.only", option=named[option], rule=result.rule)


def _overlap(words: Words, result: Overlap, named: dict[str, str]) -> Iterable[str]:
    if result.by_all:
        yield words.html("polls.result.by_all", options=[named[it] for it in result.by_all])
    for option, n in result.by_some:
        yield words.html("polls.result.share", option=named[option], n=n, percent=None)
    yield words.html("polls.result.overlap", rule=result.rule)


def _voices(words: Words, heard: Heard) -> Iterable[str]:
    """Return what people said in their own words: of consent all, else a few, and nothing of too few people."""
    said, objects = heard.counted.words, heard.poll.template.code == "consent"
    if not said or not (heard.is_shown or objects) or heard.poll.template.code == "told":
        return
    named = _options(words, heard)
    yield words.html("polls.result.voices")
    for option, line in said if objects else _spread(said):
        yield words.html("polls.result.voice", option=named.get(option, ""), text=line)


def _spread(said: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return a few voices, of as many themes as there are."""
    first = list({option: (option, line) for option, line in reversed(said)}.values())
    rest = [it for it in said if it not in first]
    return [*first, *rest][:VOICES_SHOWN]


def _not_heard(words: Words, heard: Heard) -> Iterable[str]:
    """Say who did not answer or could not (R48a): never who, only how that can be."""
    yield words.html("polls.result.not_heard", paper=PAPER in heard.counted.tallies)
    if heard.has_channel:
        yield words.html("polls.result.channel")
    if heard.has_native:
        yield words.html("polls.result.forwarded", chats=heard.chats)
    if heard.poll.form.named:
        yield words.html("polls.result.outside", n=heard.counted.outside)
    if heard.lost:
        yield words.html("polls.result.lost", titles=heard.lost)


def in_short(words: Words, heard: Heard) -> str:
    """Return what came out in a few words, to begin a tell-back with; '' when nothing can be said."""
    if not heard.is_shown:
        return ""
    named, result = _options(words, heard), heard.result
    match result:
        case Needs():
            return ", ".join(named[it.option] for it in result.shares[:2] if it.n)
        case Ideas():
            return ", ".join(named[it.option] for it in result.ideas[:1])
        case Moments():
            return ", ".join(named[it.option] for it in result.slots[:1])
        case Consent():
            return words.plain(f"polls.result.short.{result.way}")
        case Overlap():
            return ", ".join(named[it] for it in result.by_all[:3])
