"""What a poll asks, in the language of the chat that is asked: what was typed stays as it was, the rest is ours."""

from dataclasses import dataclass

from bot.cards import Words
from bot.store.poll_rows import Poll
from core.platform_polls import Fault, Template, fault_in, options_in
from core.signals import one_line

FREE = frozenset({"one", "several"})
"""Templates of which the question is typed too, on the first line."""


@dataclass(frozen=True)
class Asked:
    """A question as people see it.

    Attributes:
        options: (id, words), in order.
    """

    question: str
    options: tuple[tuple[str, str], ...]

    @property
    def fault(self) -> Fault | None:
        """What must be changed before it can be asked."""
        return fault_in(self.question, tuple(words for _, words in self.options))


def asks_for_words(template: Template) -> bool:
    """Say whether something must be typed; one question is always the same."""
    return template.code != "going_on"


def asked(words: Words, template: Template, typed: str, said: str = "") -> Asked:
    """Return the question made of what was typed; `said`: what came out of the poll it tells of."""
    if template.fixed:
        question = words.plain(f"polls.question.{template.code}", typed=one_line(typed), said=said)
        options = ((it, words.plain(f"polls.option.{template.code}.{it}")) for it in template.fixed)
        return Asked(question if typed.strip() or not asks_for_words(template) else "", tuple(options))
    question, lines = words.plain(f"polls.question.{template.code}", typed="", said=""), typed
    if template.code in FREE:
        question, _, lines = typed.strip().partition("\n")
    return Asked(one_line(question), tuple((f"o{n}", it) for n, it in enumerate(options_in(lines))))


def asked_in(words: Words, poll: Poll) -> Asked:
    """Return the question of a poll for a chat with these words."""
    if poll.template.fixed:
        return asked(words, poll.template, poll.form.typed, poll.form.said)
    if poll.template.code in FREE:
        return Asked(poll.form.question, poll.form.options)
    return Asked(words.plain(f"polls.question.{poll.template.code}", typed="", said=""), poll.form.options)
