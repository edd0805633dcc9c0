"""When there is something to do: in one look, so that nothing passes from one table to the next unseen."""

from datetime import datetime

from bot.store import Store
from bot.store.outbox_rows import stamp

_FIRST = (
    "SELECT MIN(due) AS due FROM ("
    "SELECT :now AS due WHERE EXISTS (SELECT 1 FROM inbox WHERE status = 'new')"
    " UNION ALL SELECT MIN(s.due) FROM schedule s JOIN chat_group g ON g.id = s.group_id"
    " WHERE s.status = 'waiting' AND g.status = 'active'"
    " UNION ALL SELECT MIN(CASE o.status WHEN 'sending' THEN :now ELSE o.not_before END)"
    " FROM (SELECT MIN(id) AS id FROM outbox"
    " WHERE status IN ('waiting', 'sending', 'unknown') GROUP BY group_id) AS oldest"
    " JOIN outbox o ON o.id = oldest.id JOIN chat_group g ON g.id = o.group_id"
    " JOIN chat_alias a ON a.group_id = g.id AND a.current = 1 WHERE g.status = 'active')"
)


async def first_moment(store: Store, now: datetime) -> datetime | None:
    """Return when something is to be done next: `now` or before while something is in hand; None for never."""
    (row,) = await store.read(_FIRST, now=stamp(now))
    return None if row["due"] is None else datetime.fromisoformat(row["due"])
