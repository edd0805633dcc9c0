"""Sharing a proposal: a group sees exactly what would be posted elsewhere, and then posts it (method 4.8)."""

from dataclasses import dataclass

from bot.cards import split_messages
from bot.desk import MUST_ARRIVE, Decision, Scene, Toast, ready, refusal
from bot.events import Wrote
from bot.neighbourhood.board import button, title_of
from bot.outgoing import Draft, Drawn
from bot.store.chat_rows import Group
from bot.store.neighbourhood_rows import chats_beside
from bot.store.run_rows import RunRow, last_finished, posted_card, run_by_id
from flows.catalogue import flow_of
from flows.model import FlowName
from flows.run import Status
from flows.views import SUMMARY

PROPOSES = FlowName("six_steps")
"""The flow that ends in a proposal."""

VIEW = "coordination"
"""Its view on how packages could work: outcomes that the group closed, and no single voice."""


@dataclass(frozen=True)
class _Chosen:
    """What a button of the preview names: a run as it was shown, and the chat to post in."""

    run: int
    version: int
    group: int

    @classmethod
    def read(cls, what: str) -> "_Chosen":
        run, version, group = what.split("+")
        return cls(int(run), int(version), int(group))


def preview(scene: Scene, _: Wrote) -> Decision:
    """`/deel`: show what would be posted, and ask where."""
    if scene.group.kind == "private":
        return scene.refuse("neighbourhood.here_not")
    row = last_finished(scene.tx, scene.desk.runs, scene.group.id, PROPOSES)
    targets = _targets(scene)
    if row is None or not targets:
        return scene.refuse(f"neighbourhood.share.{'nothing' if row is None else 'nowhere'}")
    if not _may_share(scene, row):
        return scene.refuse("neighbourhood.share.for_leaders")
    scene.say(Drawn(scene.words().html("neighbourhood.share.preview")), answer=True)
    for message in _proposal(scene, row):
        scene.say(Drawn(message))
    scene.say(_where(scene, row, targets))
    return Decision()


def _targets(scene: Scene) -> list[Group]:
    return [other for other in chats_beside(scene.tx, scene.group, "core_group", "platform") if other.active]


def _may_share(scene: Scene, row: RunRow) -> bool:
    return scene.participant == row.run.facilitator or scene.is_admin()


def _proposal(scene: Scene, row: RunRow) -> tuple[str, ...]:
    """Return the messages as they would be posted, in the language of the group that shares."""
    views, facts = flow_of(row.run).views, row.run.facts()
    values = {**views[SUMMARY](facts, ""), **views[VIEW](facts, "")}
    title = scene.where.title or title_of(scene.words(), scene.group)
    text = scene.words().html(
        "neighbourhood.share.text", title=title, challenge=values["challenge"], packages=values["packages"]
    )
    return split_messages(text)


def _where(scene: Scene, row: RunRow, targets: list[Group]) -> Drawn:
    words = scene.words()
    rows = [(button(words, title_of(words, other), f"share+{row.id}+{row.version}+{other.id}"),) for other in targets]
    return Drawn(words.html("neighbourhood.share.where"), tuple(rows))


def share(scene: Scene, what: str) -> Decision:
    """Post the proposal where the button says, once, and only as it was shown."""
    chosen, words = _Chosen.read(what), scene.words()
    row = run_by_id(scene.tx, scene.desk.runs, chosen.run)
    target = next((other for other in _targets(scene) if other.id == chosen.group), None)
    if row is None or target is None or row.version != chosen.version or row.run.status is not Status.DONE:
        return refusal(words.plain("neighbourhood.share.stale"))
    if not _may_share(scene, row):
        return refusal(words.plain("neighbourhood.share.for_leaders"))
    key = f"run{row.id}v{row.version}:shared{target.id}:"
    if posted_card(scene.tx, f"{key}0") is not None:
        return Decision(toast=Toast(words.plain("neighbourhood.share.twice")))
    there = scene.elsewhere(target)
    for number, message in enumerate(_proposal(scene, row)):
        there.promise(Draft(key=f"{key}{number}", group=0, draw=ready(Drawn(message)), priority=MUST_ARRIVE))
    scene.say(Drawn(words.html("neighbourhood.share.sent", title=title_of(words, target))))
    return Decision()
