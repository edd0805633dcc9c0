"""A poll as Telegram keeps it: one poll, however many messages show it."""

from dataclasses import dataclass, field
from datetime import datetime

MAX_QUESTION = 300
MAX_OPTION = 100
MAX_OPTIONS = 12


@dataclass
class Option:
    """One answer; `id` stays the same when others are added.

    Attributes:
        added_by: Who added it later; 0 for what the bot asked.
        added_at: When that was.
    """

    id: str
    text: str
    added_by: int = 0
    added_at: datetime | None = None


@dataclass(kw_only=True)
class Poll:
    """A question of the bot, with its votes.

    Attributes:
        open_for: Seconds it was said to be open; 0 when it was not said so.
        closes_at: When it closes by itself; None: never.
        votes: What each person chose, by option id; nobody who chose nothing is in it.
    """

    id: str
    question: str
    options: list[Option]
    description: str = ""
    description_entities: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    is_anonymous: bool = True
    takes_several: bool = False
    takes_changes: bool = True
    takes_options: bool = False
    hides_results: bool = False
    open_for: int = 0
    closes_at: datetime | None = None
    is_closed: bool = False
    votes: dict[int, list[str]] = field(default_factory=dict[int, list[str]])

    def count(self, option: Option) -> int:
        """How many chose this."""
        return sum(option.id in chosen for chosen in self.votes.values())

    def places(self, chosen: list[str]) -> list[int]:
        """Where the chosen options stand, counted from 0."""
        return [place for place, option in enumerate(self.options) if option.id in chosen]
