"""The queue of updates, with the real semantics of offsets; and where they go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.errors import conflict
from bot.playground.model import Json
from bot.playground.payloads import unix

KEPT_FOR = timedelta(hours=24)  # Bot API, getting updates
MAX_LIMIT = 100
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_ID = 870_000_001


@dataclass(frozen=True)
class Update:
    """One waiting update; `lane` is the chat (or person) whose order must be kept."""

    id: int
    lane: int
    made_at: datetime
    payload: Json


@dataclass
class Webhook:
    """Where updates are delivered; no url means long polling."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_at: datetime | None = None
    last_error: str = ""


class UpdateQueue:
    """Updates until they are confirmed: a later offset confirms all before it, a webhook confirms one by one.

    Args:
        now: the clock; updates are kept for 24 hours.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._waiting: list[Update] = []
        self._next_id = FIRST_ID
        self._allowed: frozenset[str] = frozenset()
        self._poll = 0
        self.webhook = Webhook()
        self.on_change: list[Callable[[], None]] = []

    def add(self, kind: str, payload: Json, lane: int) -> None:
        """Put an update in the queue, unless its kind is not asked for."""
        if not self._wants(kind):
            return
        self._waiting.append(Update(self._next_id, lane, self._now(), {"update_id": self._next_id, kind: payload}))
        self._next_id += 1
        self._wake()

    def _wants(self, kind: str) -> bool:
        return kind in self._allowed if self._allowed else kind not in NOT_BY_DEFAULT

    def _wake(self) -> None:
        for wake in tuple(self.on_change):
            wake()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Set the wanted kinds: None keeps the setting, an empty list means the default."""
        if kinds is not None:
            self._allowed = frozenset(kinds)

    @property
    def allowed(self) -> list[str]:
        """The kinds asked for; empty for the default."""
        return sorted(self._allowed)

    def begin_poll(self) -> int:
        """Start a poll and end the one before it; gives the number `fetch` wants.

        Raises:
            ApiError: a webhook is set.
        """
        if self.webhook.url:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        self._poll += 1
        self._wake()
        return self._poll

    def confirm(self, offset: int) -> None:
        """Forget what `offset` confirms; a negative one keeps only that many of the newest."""
        if offset > 0:
            self._waiting = [update for update in self._waiting if update.id >= offset]
        elif offset < 0:
            self._waiting = self._waiting[offset:]

    def fetch(self, poll: int, limit: int = MAX_LIMIT) -> list[Json]:
        """The oldest updates, which stay until they are confirmed.

        Raises:
            ApiError: a newer poll has begun.
        """
        if poll != self._poll:
            raise conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
        return [update.payload for update in self.waiting()[: min(max(limit, 1), MAX_LIMIT)]]

    def waiting(self) -> list[Update]:
        """Everything not yet confirmed, oldest first; what is older than 24 hours is gone."""
        oldest = self._now() - KEPT_FOR
        self._waiting = [update for update in self._waiting if update.made_at >= oldest]
        return self._waiting

    def delivered(self, update: Update) -> None:
        """A webhook has taken this one."""
        self._waiting = [other for other in self._waiting if other.id != update.id]

    def skip_ids(self, count: int) -> None:
        """Jump ahead, as Telegram does after a week of silence."""
        self._next_id += count

    def set_webhook(self, webhook: Webhook, *, drop: bool) -> None:
        """Deliver there from now on; with an empty url, poll again."""
        self.webhook = webhook
        if drop:
            self._waiting = []
        self._wake()

    def webhook_info(self) -> Json:
        """A WebhookInfo."""
        hook = self.webhook
        shown: Json = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": len(self.waiting())}
        if hook.url:
            shown["max_connections"] = hook.max_connections
        if self._allowed:
            shown["allowed_updates"] = self.allowed
        if hook.last_error_at is not None:
            shown |= {"last_error_date": unix(hook.last_error_at), "last_error_message": hook.last_error}
        return shown
