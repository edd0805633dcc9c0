"""A run in its chat: what the engine decides becomes messages that are promised in the same transaction."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.cards import notice, told
from bot.check_ins.following import follow
from bot.desk import MUST_ARRIVE, Decision, Desk, Scene, Toast
from bot.follow_up.promises import keep_up
from bot.offers import offers_of, with_offers
from bot.outgoing import Draft, Drawn, Json
from bot.store import Tx
from bot.store.chat_rows import group_by_id
from bot.store.outbox_rows import put
from bot.store.run_rows import RunRow, active_runs, begin, last_finished, last_of, posted_card, save
from core.ids import ParticipantId
from flows.catalogue import flow_of
from flows.engine import advance, start
from flows.learning import lessons_of, wanted, with_lessons
from flows.model import Flow, Offer
from flows.run import (
    Announce,
    CloseCard,
    Control,
    Given,
    Incoming,
    Notice,
    Outcome,
    Reopen,
    Run,
    ShowCard,
    Status,
    Steer,
    Tell,
)
from flows.values import Filled, Item, Listed, Picked, Place, Said
from flows.votes import after

TALLY_WAIT = 4.0
"""Seconds that a count, or the echo of words, may lag behind: several people answer within a few seconds."""

TALLY = 7
"""Priority of counts, echoes and marks: they may wait for everything else."""

MARK_WAIT = 1.0
"""Seconds before a card shows what was added to it; several who write at once make one change."""

LIVING = frozenset({Status.GATHERING, Status.OPEN, Status.PAUSED})
"""A run that goes on."""

SAME_CARD_FOR = timedelta(minutes=5)
"""Within this time the next question takes the place of the last one; later it is a message that people hear."""


def begin_run(scene: Scene, flow: Flow, begun: Offer | None = None) -> Decision:
    """Start a run with this person as facilitator; alone with the bot there is nobody to wait for."""
    outcome = started(scene, flow, scene.participant, begun)
    row = begin(scene.tx, scene.group.id, scene.where.thread, outcome.run, scene.now)
    if scene.group.kind == "private":
        return play(scene, row, Steer(Control.BEGIN))
    return Decision(kept=carried_out(scene, flow, row, outcome))


def started(scene: Scene, flow: Flow, facilitator: ParticipantId, begun: Offer | None = None) -> Outcome:
    """Return a new run that knows what it must of the last ones here, and of the offer it begins from."""
    finished = last_finished(scene.tx, scene.desk.runs, scene.group.id, flow.id) if flow.compares else None
    outcome = start(flow, facilitator, finished.run if finished is not None else None, begun)
    last = last_of(scene.tx, scene.desk.runs, scene.group.id, flow.id) if flow.sheets else None
    return outcome if last is None else replace(outcome, run=after(flow, last.run, outcome.run))


def play(scene: Scene, row: RunRow, given: Given) -> Decision:
    """Let the engine decide about what someone did, save what follows and promise what must be said."""
    flow = flow_of(row.run)
    incoming = Incoming(participant=scene.participant, given=given, may_facilitate=_may_facilitate(scene, row, given))
    outcome = decided(scene, flow, row.run, incoming)
    kept = carried_out(scene, flow, row, outcome)
    found = next((effect for effect in outcome.effects if isinstance(effect, Notice)), None)
    if found is None:
        return Decision(kept=kept, liked=kept is not row)
    toast = Toast(notice(scene.words(row.id), found), found.loud)
    return Decision(kept=kept, toast=toast, liked=not found.loud)


def decided(scene: Scene, flow: Flow, run: Run, incoming: Incoming) -> Outcome:
    """Let the engine decide; where it comes past a place that reads other tools, once more beside what they found."""
    outcome = advance(flow, run, incoming, scene.today)
    names = wanted(flow, run, outcome.run)
    if not names:
        return outcome
    rows = (last_finished(scene.tx, scene.desk.runs, scene.group.id, name) for name in names)
    found = {row.run.flow: lessons_of(flow_of(row.run), row.run) for row in rows if row is not None}
    return advance(flow, with_lessons(flow, run, found), incoming, scene.today)


def show_card_again(scene: Scene, row: RunRow) -> Decision:
    """Post the live card anew at the end of the chat; the old one loses its buttons."""
    outcome = Outcome(row.run, (ShowCard(fresh=True),))
    stage = _Stage(scene, flow_of(row.run), row, outcome)
    return Decision(kept=save(scene.tx, row, row.run, stage.set_anew(), scene.now))


def draw_card_again(scene: Scene, row: RunRow) -> None:
    """Let the open card show what is the case now, e.g. another language."""
    if row.card_key is not None:
        draw: dict[str, Json] = {"what": "card", "run": row.id, "key": row.card_key, "place": row.run.current}
        key = scene.fresh_key("card")
        edit = Draft(key=key, group=0, kind="edit", target_key=row.card_key, draw=draw, priority=MUST_ARRIVE)
        scene.promise(edit)


def post_cards_anew(tx: Tx, desk: Desk, group_id: int) -> None:
    """After a group became a supergroup its old cards are out of reach: post the open ones there, once."""
    group = group_by_id(tx, group_id)
    if group is None:
        return
    for row in active_runs(tx, desk.runs, group_id):
        key = f"moved{group.tg_id}:run{row.id}card"
        if posted_card(tx, key) is not None:
            continue  # whoever told of it first did this, and the run may have gone on
        draw: dict[str, Json] = {"what": "card", "run": row.id, "key": key, "place": row.run.current}
        draft = Draft(key=key, group=group_id, thread=row.thread, draw=draw, priority=MUST_ARRIVE)
        put(tx, draft, desk.clock())
        save(tx, row, row.run, key, desk.clock())


def _may_facilitate(scene: Scene, row: RunRow, given: Given) -> bool:
    """Ask for admin rights only where they matter: somebody else's run is steered."""
    steers = isinstance(given, Reopen) or (
        isinstance(given, Steer) and given.control not in {Control.JOIN, Control.LEAVE}
    )
    return steers and scene.participant != row.run.facilitator and scene.is_admin()


def carried_out(scene: Scene, flow: Flow, row: RunRow, outcome: Outcome) -> RunRow:
    """Save what the engine decided, promise what it says to the chat of the scene, and follow up what ends here."""
    card_key = _Stage(scene, flow, row, outcome).set()
    kept = save(scene.tx, row, outcome.run, card_key, scene.now)
    follow(scene, row, kept)
    if kept is not row:
        keep_up(scene, kept)
    return kept


@dataclass(frozen=True)
class _Stage:
    """Puts the effects of one outcome into messages, in the order in which people should read them."""

    scene: Scene
    flow: Flow
    row: RunRow
    outcome: Outcome

    def set(self) -> str | None:
        """Promise everything; return the key of the card that is live from now on."""
        show = next((effect for effect in self.outcome.effects if isinstance(effect, ShowCard)), None)
        moved = any(isinstance(effect, CloseCard) for effect in self.outcome.effects)
        if show is not None and not show.fresh and not moved:
            self._change(self.row.card_key, self._wait(show))
            self._say_all()
            return self.row.card_key
        if show is None and not moved:
            self._say_all()
            return self.row.card_key
        return self._turn_page(show)

    def _wait(self, show: ShowCard) -> float:
        """Say how long the card may lag behind: a question to the group stands at once, the echo of words may wait."""
        draft = self.outcome.run.draft
        if show.can_wait or (isinstance(draft.value, Said | Listed) and not draft.doubts):
            return TALLY_WAIT
        return MARK_WAIT if isinstance(draft.value, Picked | Filled) else 0.0

    def set_anew(self) -> str:
        """Promise the open card as a new message; return its key."""
        self._change(self.row.card_key, 0.0)
        return self._new_card()

    def _turn_page(self, show: ShowCard | None) -> str | None:
        if show is not None and self._is_same_place():
            self._change(self.row.card_key, 0.0)
            return self.row.card_key
        self._change(self.row.card_key, 0.0)
        self._say_all()
        return self._new_card() if show is not None else None

    def _is_same_place(self) -> bool:
        """Say whether the next question may take the place of the last: nothing is said or written in between."""
        if self._says() or self.row.card_key is None or self.row.run.status is Status.PAUSED:
            return False
        card = posted_card(self.scene.tx, self.row.card_key)
        if card is None or card.promised_at < self.scene.now - SAME_CARD_FOR:
            return False
        return card.message_id is None or card.message_id >= self._last_message()

    def _last_message(self) -> int:
        return max(self.scene.group.last_message_id, self.scene.message_id)

    def _change(self, key: str | None, wait: float) -> None:
        if key is None:
            return
        draw = self._card(key, self.row.run.current)
        number = self.scene.fresh_key("card")
        priority = TALLY if wait else MUST_ARRIVE
        self.scene.promise(
            Draft(key=number, group=0, kind="edit", target_key=key, draw=draw, priority=priority, delay=wait)
        )

    def _new_card(self) -> str:
        key = self.scene.fresh_key(f"run{self.row.id}card")
        self.scene.promise(
            Draft(key=key, group=0, draw=self._card(key, self.outcome.run.current), priority=MUST_ARRIVE)
        )
        return key

    def _card(self, key: str, place: Place | None) -> dict[str, str | int | None]:
        return {"what": "card", "run": self.row.id, "key": key, "place": place}

    def _says(self) -> list[Tell | Announce]:
        return [effect for effect in self.outcome.effects if isinstance(effect, Tell | Announce)]

    def _say_all(self) -> None:
        words = self.scene.words(self.row.id)
        for effect in self._says():
            messages = told(words, self.flow, effect) if isinstance(effect, Tell) else self._announced(effect)
            for drawn in messages:
                self.scene.say(drawn)
            if isinstance(effect, Tell) and effect.picture is not None:
                self._show_picture(effect.picture, effect.item)

    def _show_picture(self, name: str, item: Item) -> None:
        """Promise a picture after its words, which are there without it."""
        draw: dict[str, Json] = {"what": "picture", "run": self.row.id, "picture": name, "item": item}
        self.scene.promise(Draft(key=self.scene.fresh_key("picture"), group=0, kind="photo", draw=draw))

    def _announced(self, effect: Announce) -> tuple[Drawn, ...]:
        words = self.scene.words(self.row.id)
        if self.row.parent is not None:  # a sheet is handed in, which is told by itself, or stopped
            return (Drawn(words.html("commands.sheet.stopped")),) if effect.key == "stopped" else ()
        text = words.html(f"engine.announce.{effect.key}")
        offered = offers_of(self.flow, self.outcome.run) if effect.key == "done" else ()
        return (with_offers(words, self.flow, text, offered) if offered else Drawn(text),)
