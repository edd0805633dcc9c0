"""A proposal as plain text for a terminal; its words are in `locales/<lang>/propose.toml`."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from babel.numbers import format_decimal

from bot.contract.outgoing import rounded
from bot.texts import Texts, clip
from core.coordination import Finding, Need
from core.packages import Judged, Move
from core.proposal import matrix_of
from core.proposal.answers import Answers
from core.proposal.statements import (
    ActivityProposal,
    BetweenProposal,
    Closeness,
    Leak,
    Missing,
    PackageProposal,
    Proposal,
    Remark,
    Split,
    Steering,
)
from core.runner_up import what_speaks
from core.stability import Stability

INDENT = "  "

PAIRS_SHOWN = 3
"""Pairs named for or against the second best packages: those that weigh most."""


def tell(texts: Texts, lang: str, answers: Answers, proposal: Proposal, stability: Stability) -> str:
    """The proposal as lines of text in `lang`, without a line end at the end."""
    return "\n".join(Teller(texts, lang, answers).lines(proposal, stability))


class Teller:
    """Tells one proposal in one language."""

    def __init__(self, texts: Texts, lang: str, answers: Answers) -> None:
        self._texts = texts
        self._lang = lang
        self._matrix = matrix_of(answers)
        self._names = {str(it.id): clip(it.name) or clip(it.id) for it in answers.activities}

    def lines(self, proposal: Proposal, stability: Stability) -> Iterator[str]:
        """Every line, from the packages to what is not known yet."""
        score = proposal.score
        numbers = {"score": self._number(score.value), "bound": self._number(score.bound)}
        yield self._line("score", packages=len(proposal.packages), proven=score.proven, **numbers)
        if proposal.judged is not None:
            yield from self._judged(proposal.judged)
        for package in proposal.packages:
            yield ""
            yield from self._package(package)
        yield from self._titled("between", map(self._between, proposal.between))
        yield from self._titled("leaks", map(self._cut, proposal.leaks))
        yield from self._titled("rival", self._rival(proposal, stability))
        yield from self._titled("deviations", self._deviations(proposal))
        yield from self._titled("activities", map(self._activity, proposal.activities))
        yield from self._titled("remarks", map(self._remark, proposal.remarks))
        yield from self._titled("missing", self._unknown(proposal))

    def _line(self, key: str, /, **values: object) -> str:
        return self._say(f"line.{key}", **values)

    def _say(self, key: str, /, **values: object) -> str:
        return self._texts.plain(self._lang, f"propose.{key}", **values)

    def _number(self, value: Fraction) -> str:
        return format_decimal(rounded(value), locale=self._texts.plain(self._lang, "common.language.locale"))

    def _named(self, activities: Iterable[str]) -> list[str]:
        return [self._names[activity] for activity in activities]

    def _titled(self, title: str, lines: Iterable[str]) -> Iterator[str]:
        """A title and its lines, or nothing when there are none."""
        for place, line in enumerate(lines):
            if not place:
                yield from ("", self._say(f"title.{title}"))
            yield INDENT + line

    def _judged(self, judged: Judged) -> Iterator[str]:
        numbers = {"score": judged.score, "best": judged.best.score, "price": judged.price}
        gain = judged.price > 0
        yield self._line("judged", gain=gain, **{name: self._number(value) for name, value in numbers.items()})
        yield from self._titled("moves", map(self._move, judged.moves))

    def _move(self, move: Move) -> str:
        to = None if move.target is None else f"p{move.target + 1}"
        return self._line("move", name=self._names[move.activity], to=to, gain=self._number(move.score_change))

    def _package(self, package: PackageProposal) -> Iterator[str]:
        yield self._line("package", id=package.id, names=self._named(package.activities))
        for line in self._about(package):
            yield INDENT + line

    def _about(self, package: PackageProposal) -> Iterator[str]:
        if package.cohesion is not None:
            yield self._line("cohesion", cohesion=self._number(package.cohesion))
        if package.area is not None:
            yield self._line("area", area=package.area.value.value)
        yield from self._partners(package)
        if package.team is not None:
            band = self._say(f"band.{package.team.band.value}")
            yield self._line("team", people=package.team.people, band=band)
        if package.split is not None:
            yield from self._split(package.split)
        if package.closeness is not None:
            yield from self._closeness(package.closeness)
        if package.steering is not None:
            yield from self._steering(package.steering)

    def _partners(self, package: PackageProposal) -> Iterator[str]:
        for need in (Need.NEEDED, Need.HANDY, Need.NOT_NEEDED):
            names = [clip(partner.name) for partner in package.partners if partner.need is need]
            if names:
                yield self._line(need, names=names)
        missing = [clip(name) for name in package.missing_capacities.value]
        if missing:
            yield self._line("missing_capacities", names=missing)

    def _split(self, found: Finding[Split]) -> Iterator[str]:
        split = found.value
        too_large = self._named(split.too_large)
        yield self._line("split", price=self._number(split.price), code=split.worth, too_large=too_large)
        for team in split.teams:
            yield INDENT + self._line("split_team", names=self._named(team))
        for leak in split.cut:
            yield INDENT + self._cut(leak)

    def _closeness(self, closeness: Closeness) -> Iterator[str]:
        found = closeness.range.value
        yield self._line("intensity", value=found.value, lowest=found.lowest, highest=found.highest)
        forms = [self._say(f"form.{form}") for form in closeness.forms.value]
        if forms:
            yield self._line("forms", forms=forms)
        if closeness.too_loose is not None and closeness.too_loose.value:
            yield self._line("remark", text=self._say("warning.too_loose"), rule=closeness.too_loose.rule)

    def _steering(self, steering: Steering) -> Iterator[str]:
        found, grid = steering.complexity.value, steering.decides.value
        yield self._line("complexity", complexity=self._say(f"complexity.{found.level}"), score=found.score)
        yield self._line("coordination", coordination=self._say(f"coordination.{steering.coordination.value}"))
        deciders = {"goals": grid.goals, "method": grid.method, "application": grid.application}
        yield self._line("decides", **{level: self._say(f"decider.{decider}") for level, decider in deciders.items()})
        if steering.shared_file.value:
            yield self._line("shared_file")

    def _between(self, two: BetweenProposal) -> str:
        return self._line(
            "between",
            a=two.packages[0],
            b=two.packages[1],
            value=two.intensity.value.value,
            joint=[self._say(f"level.{level}") for level in two.joint or ()],
            verdict=self._say(f"verdict.{two.verdict.value}"),
        )

    def _cut(self, leak: Leak) -> str:
        a, b = self._named(leak.pair)
        return self._line("cut", a=a, b=b, coherence=self._number(leak.coherence))

    def _rival(self, proposal: Proposal, stability: Stability) -> Iterator[str]:
        """The packages that come closest to these, and what speaks for and against them."""
        rival = stability.runner_up
        if rival is None:
            return
        at_hand = tuple(package.activities for package in proposal.packages)
        speaks = what_speaks(self._matrix, at_hand, rival.partition)
        for package in speaks.packages:
            yield self._line("rival_package", names=self._named(package))
        for key, pairs in (("joined", speaks.joined), ("freed", speaks.freed), ("parted", speaks.parted)):
            if pairs:
                yield self._line(f"rival_{key}", pairs=[self._named(pair) for pair in pairs[:PAIRS_SHOWN]])
        yield self._line("rival_price", better=rival.price < 0, price=self._number(abs(rival.price)))

    def _activity(self, activity: ActivityProposal) -> str:
        mode = None if activity.mode is None else self._say(f"mode.{activity.mode.value}")
        return self._line("activity", name=self._names[activity.id], area=activity.area, mode=mode)

    def _remark(self, remark: Finding[Remark]) -> str:
        return self._line("remark", text=self._say(f"warning.{remark.value}"), rule=remark.rule)

    def _deviations(self, proposal: Proposal) -> Iterator[str]:
        for it in proposal.deviations:
            name = self._names.get(it.activity) if it.activity else ""
            yield self._line("deviation", package=it.packages[0], name=name, ideal=it.ideal, real=it.real)

    def _unknown(self, proposal: Proposal) -> Iterator[str]:
        if proposal.unknown_pairs:
            yield self._line("unknown_pairs", n=len(proposal.unknown_pairs))
        for it in proposal.missing:
            answers = [self._say(f"answer.{answer}") for answer in it.answers]
            yield self._line("missing", about=self._about_missing(it), answers=answers, rule=it.rule)

    def _about_missing(self, missing: Missing) -> str:
        """The activity, the package or the packages that an answer is lacking for."""
        return ", ".join(missing.packages) if missing.activity is None else self._names[missing.activity]
