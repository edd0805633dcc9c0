"""Groups to draw, of any size, the same each time."""

from random import Random

from bot.cards import Words
from bot.keyboards import Codec
from bot.pictures.shown import Link, Package, Shown
from bot.texts import Texts

TEXTS = Texts.load()
NAMES = (
    "Kinesitherapie", "Kleine aanpassingen aan het huis", "Huishoudhulp", "Gezelschap 🫶 en koffie ☕",
    "مرافقة إلى الطبيب", "Vervoer naar de dokter 🚲", "ስም ትግርኛ", "Боря помогает", "पड़ोसी की मदद",
)  # fmt: skip
SIZES = {2: (1, 1), 5: (3, 2), 12: (5, 3, 2, 1, 1), 40: (8, 7, 6, 5, 5, 4, 3, 1, 1)}


def words(lang: str = "nl") -> Words:
    return Words(TEXTS, lang, Codec(b"x"), 1, 1, "buurtvonk_bot")


def shown(size: int, *, name: str = "") -> Shown:
    """Packages with strong ties inside, weak ones outside, some unknown, and links of every intensity."""
    chance, sizes = Random(size), SIZES[size]
    names = [name or f"{NAMES[place % len(NAMES)]} {place}" for place in range(size)]
    home = [package for package, members in enumerate(sizes) for _ in range(members)]
    levels = tuple(tuple(_level(chance, together=home[a] == home[b]) for b in range(a)) for a in range(size))
    packages = tuple(
        Package("Thuis wonen" if place % 2 else "", tuple(n for n, at in zip(names, home, strict=True) if at == place))
        for place in range(len(sizes))
    )
    pairs = [(a, b) for a in range(len(sizes)) for b in range(a + 1, len(sizes))]
    return Shown(packages, levels, tuple(Link(a, b, chance.randint(0, 4)) for a, b in pairs))


def _level(chance: Random, *, together: bool) -> int | None:
    if chance.random() < 0.05:
        return None
    return chance.choice((2, 3, 3)) if together else chance.choice((0, 0, 0, 1, 1, 2))
