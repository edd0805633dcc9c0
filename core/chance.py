"""Chance that is the same every time: whoever works something out twice, on whatever machine, gets the same."""

from collections.abc import Iterator


def tickets(seed: int = 1) -> Iterator[int]:
    """Yield numbers below 2**31 without visible order: a linear congruential sequence without its regular low bits."""
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33
