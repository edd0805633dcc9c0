"""Asking less: what is worth asking next, and what the answers so far leave open (Q3.1, packages.md 3)."""

from core.elicitation.asking import Next, Why, next_pair
from core.elicitation.readings import Readings, pairs_in, readings_of

__all__ = ["Next", "Readings", "Why", "next_pair", "pairs_in", "readings_of"]
