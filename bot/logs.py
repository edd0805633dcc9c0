"""Log lines: what happened, with ids; never what anyone said, and never the token.

Exceptions lose their text, for it may quote an answer; their type and place stay. Only errors of the operating system
and of SQLite keep it. Libraries speak from WARNING up, and of them the first line only: below that they log
addresses with the token, the parameters of queries, and whole updates.
"""

import json
import logging
import re
import sqlite3
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TextIO

from typing_extensions import override

OURS = ("bot", "flows", "core", "locales")
_TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_TELLS_NOTHING_PRIVATE = (OSError, sqlite3.Error)

Fact = str | int | float | bool | None


def configure(level: str, stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error): lines for people on a terminal, JSON lines elsewhere.

    Args:
        level: What our own loggers say: DEBUG, INFO, WARNING or ERROR. Libraries are held at WARNING.
        stream: Where to write.
    """
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.addFilter(Discretion())
    handler.setFormatter(PlainLines() if stream.isatty() else JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)


def scrubbed(text: str) -> str:
    """Return `text` without bot tokens."""
    return _TOKEN.sub("[token]", text)


def place_of(error: BaseException) -> str:
    """Return where `error` was raised, as `file.py:line`; empty when it never was."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""


class Discretion(logging.Filter):
    """Takes out of a record what no log may hold, before anything is written."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite `record`; never drop it."""
        record.msg = scrubbed(self._message(record))
        record.args = None
        if record.exc_info and record.exc_info[1]:
            record.exc_text = scrubbed(_told(record.exc_info[1]))
        record.exc_info = record.stack_info = None
        for name, value in _extras(record).items():
            setattr(record, name, _plain(value))
        return True

    def _message(self, record: logging.LogRecord) -> str:
        if isinstance(record.args, Mapping):
            record.args = {name: _plain(value) for name, value in record.args.items()}
        else:
            record.args = tuple(_plain(value) for value in record.args or ())
        try:
            text = record.getMessage()
        except (TypeError, ValueError):  # a placeholder for a number met an object
            text = str(record.msg)
        return text if record.name.partition(".")[0] in OURS else text.partition("\n")[0]


class JsonLines(logging.Formatter):
    """One JSON object per line."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Return the line of `record`."""
        facts = {"at": _at(record), "level": record.levelname, "logger": record.name, "message": record.msg}
        return json.dumps({**facts, **_extras(record), **_exception(record)})


class PlainLines(logging.Formatter):
    """One line of text, the facts behind it."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Return the line of `record`."""
        facts = [f"{name}={value}" for name, value in (_extras(record) | _exception(record)).items()]
        line = " ".join((_at(record), record.levelname, record.name, str(record.msg), *facts))
        return line.replace("\r", "\\r").replace("\n", "\\n")


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _extras(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _USUAL}


def _exception(record: logging.LogRecord) -> dict[str, object]:
    return {"exception": record.exc_text} if record.exc_text else {}


def _plain(value: object) -> Fact:
    """Return a text or a number as it is, of anything else what kind of thing it is: it may hold an answer."""
    if isinstance(value, str):
        return scrubbed(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, PurePath):
        return scrubbed(str(value))
    return scrubbed(_named(value)) if isinstance(value, BaseException) else type(value).__name__


def _named(error: BaseException) -> str:
    name = type(error).__name__
    return f"{name}: {error}" if isinstance(error, _TELLS_NOTHING_PRIVATE) else name


def _told(error: BaseException) -> str:
    """Return types and places of an exception and of those behind it, the newest first."""
    chain: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(chain) < 10:  # noqa: PLR2004  a chain can be a ring
        frames = traceback.extract_tb(seen.__traceback__)
        path = " > ".join(f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
        chain.append(f"{_named(seen)} ({path})")
        seen = seen.__cause__ or seen.__context__
    return " <- ".join(chain)
