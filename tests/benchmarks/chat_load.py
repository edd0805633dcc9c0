"""How much a group hears: sends plus edits per closed question, in a full run with 8 activities and 5 members.

Run it by hand: `python -m tests.benchmarks.chat_load`. Wanted: at most 1.6.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from pathlib import Path

from typing_extensions import override

from bot import app
from bot.config import load
from bot.hints import Hints
from bot.playground.serve import serve
from bot.playground.state import Rules
from tests.bot.group_play import Card, Play

ACTIVITIES = (
    "Huishoudhulp", "Hygiënische zorgen", "Kinesitherapie", "Kleine aanpassingen aan het huis",
    "Gezelschap", "Vervoer naar de dokter", "Maaltijden aan huis", "Papieren in orde brengen",
)  # fmt: skip
HEARD = {"sendMessage", "sendPhoto", "editMessageText"}


class EightActivities(Play):
    """Lists eight activities, two partners each, and short lists elsewhere."""

    @override
    def lines(self, card: Card) -> list[str]:
        hint = self.playground.world.hints.get(self.chat.id, {})
        return list(ACTIVITIES) if hint.get("step") == "q2_3" else super().lines(card)


async def measured() -> tuple[int, int, Counter[str]]:
    """Return closed questions, sends plus edits, and the latter by method."""
    playground = await serve(rules=Rules(group_limit=None))
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bot.sqlite3"
        settings = load(
            {
                "BUURTVONK_TOKEN": playground.token,
                "BUURTVONK_API_URL": playground.api_url,
                "BUURTVONK_DATABASE_URL": f"sqlite:///{database}",
            }
        )
        stop = asyncio.Event()
        extras = app.Extras(opened=Hints(playground.world), limits=app.UNLIMITED)
        bot = asyncio.create_task(app.run_bot(settings, stop, extras))
        world = playground.world
        chat = next(chat for chat in world.chats.values() if not chat.is_private)
        world.add_member(chat.id, min(chat.members), world.add_person("Lien").id)
        play = EightActivities(playground, database, members=5)
        await play.begin()
        await play.until_done()
        stop.set()
        await bot
    await playground.close()
    heard = Counter(call.method for call in world.ledger if call.method in HEARD and call.code == 200)
    return len(set(play.asked)), heard.total(), heard


def main() -> None:
    """Print the figures."""
    questions, heard, by_method = asyncio.run(measured())
    sys.stdout.write(f"closed questions        {questions}\n")
    sys.stdout.write(f"sends plus edits        {heard}  ({dict(by_method)})\n")
    sys.stdout.write(f"per closed question     {heard / questions:.2f}  (wanted: at most 1.60)\n")


if __name__ == "__main__":
    main()
