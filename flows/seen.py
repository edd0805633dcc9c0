"""What someone typed: is there anything to see?"""

import unicodedata

_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing at all."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Zl", "Zp", "Zs"})
"""Kinds of characters that show nothing by themselves: spaces, controls, joiners, accents without a letter."""


def trimmed(text: str) -> str:
    """Return words without the blank around them, '' when nobody could see any of them."""
    return text.strip() if any(_is_seen(character) for character in text) else ""


def _is_seen(character: str) -> bool:
    return character not in _BLANKS and unicodedata.category(character) not in _UNSEEN
