"""The only clock. Everything else is told what time it is."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Anything that tells the time: the real one here, a patient one in tests."""


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 the one place that reads the clock


def monotonic() -> float:
    """Return seconds that never run backwards, for leases and pauses."""
    return time.monotonic()
