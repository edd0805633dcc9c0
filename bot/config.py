"""Settings from the environment. What is wrong with them is a list of problems, each with the name it is about."""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError

PREFIX = "BUURTVONK_"
LANGUAGES = ("nl", "en")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # Telegram takes 1 to 256 of these; below 16 they can be guessed
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_MAX_PORT = 65_535


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with the settings.

    Attributes:
        name: The environment variable.
        key: The sentence, in `settings.toml` under `[problem]`.
        values: What the sentence is filled in with; `name` is always among them, a secret never.
    """

    name: str
    key: str
    values: Mapping[str, str] = field(default_factory=dict[str, str])


class SettingsProblems(Exception):  # noqa: N818  it is a list of them
    """The settings can't be used."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(*(f"{problem.name}: {problem.key}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Address:
    """Where to listen: a host name or address, and a port (0: any free one)."""

    host: str
    port: int


def _problem(key: str, **values: str) -> PydanticCustomError:
    return PydanticCustomError("problem", "{key}", {"key": key, **values})


def _token(value: SecretStr) -> SecretStr:
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise _problem("token")
    return value


def _secret(value: SecretStr) -> SecretStr:
    if not _SECRET.fullmatch(value.get_secret_value()):
        raise _problem("webhook_secret")
    return value


def _host_of(value: str, key: str) -> str:
    """Return the host of a plain http(s) address: no user, no query, no fragment."""
    try:
        parts = urlsplit(value)
        sound = parts.scheme in {"http", "https"} and parts.port != 0 and "@" not in parts.netloc
    except ValueError:  # a port or an address in brackets that is none
        raise _problem(key) from None
    if not sound or not parts.hostname or parts.query or parts.fragment:
        raise _problem(key)
    return parts.hostname


def _api_url(value: str) -> str:
    _host_of(value, "api_url")
    return value.rstrip("/")


def _webhook_url(value: str) -> str:
    host = _host_of(value, "webhook_url")
    if not value.lower().startswith("https:") and host not in _LOOPBACK:
        raise _problem("webhook_url")
    return value


def _database(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.startswith(("postgresql:", "postgres:")):
        raise _problem("database_postgresql")
    path = value.removeprefix("sqlite:///")
    if path in (value, "", ":memory:") or "\0" in path:
        raise _problem("database_url")
    return Path(path).expanduser()


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise _problem("language", value=value, known=", ".join(LANGUAGES))
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):  # unknown; not a name; a folder of zones
        raise _problem("time_zone", value=value) from None
    return value


def _level(value: str) -> str:
    if value.upper() not in _LEVELS:
        raise _problem("log_level", value=value, known=", ".join(_LEVELS))
    return value.upper()


def _address(value: str) -> Address:
    host, _, port = value.rpartition(":")
    number = int(port) if port.isascii() and port.isdecimal() and len(port) <= len(str(_MAX_PORT)) else -1
    if not host or not 0 <= number <= _MAX_PORT:
        raise _problem("listen", value=value)
    return Address(host.removeprefix("[").removesuffix("]"), number)


class Settings(BaseModel):
    """What the operator may decide.

    Attributes:
        token: The bot's token; without one there is only the playground.
        api_url: Base of the Bot API server, without a slash at the end.
        database: The file that keeps everything.
        language: Language of a chat that has not chosen.
        time_zone: Time zone (IANA) of a chat that has not chosen.
        webhook_url: Where Telegram delivers; None to ask it by long polling.
        webhook_secret: What Telegram repeats with each delivery; there is one when there is a `webhook_url`.
        listen: Where webhook, health and metrics are served; None for nowhere. Set when there is a `webhook_url`.
        log_level: DEBUG, INFO, WARNING or ERROR.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    api_url: Annotated[str, AfterValidator(_api_url)] = "https://api.telegram.org"
    database: Annotated[Path, BeforeValidator(_database)] = Field(alias="database_url")
    language: Annotated[str, AfterValidator(_language)] = "nl"
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "Europe/Brussels"
    webhook_url: Annotated[str, AfterValidator(_webhook_url)] | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = None
    listen: Annotated[Address, BeforeValidator(_address)] | None = None
    log_level: Annotated[str, AfterValidator(_level)] = "INFO"


NAMES = tuple(PREFIX + (about.alias or name).upper() for name, about in Settings.model_fields.items())


def load(environ: Mapping[str, str]) -> Settings:
    """Read the settings; names that don't begin with the prefix are not ours.

    Raises:
        SettingsProblems: Everything that is wrong, all at once.
    """
    ours = {name: value for name, value in environ.items() if name.upper().startswith(PREFIX)}
    problems = [*_unknown(ours), *_empty(ours), *_unreadable(ours), *_incomplete(ours)]
    sound = {name: ours[name].strip() for name in NAMES if ours.get(name, "").strip() and _is_text(ours[name])}
    given: dict[str, Any] = {name.removeprefix(PREFIX).lower(): value for name, value in sound.items()}
    if "database_url" not in given:
        given["database_url"] = default_database(environ, sys.platform)
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise SettingsProblems((*problems, *_rejected(error))) from None  # its cause would hold the secrets
    if problems:
        raise SettingsProblems(tuple(problems))
    return settings


def default_database(environ: Mapping[str, str], platform: str) -> Path:
    """Return the file used when none is named: among the user's data, where `platform` keeps it."""
    home = Path.home()
    if platform == "win32":
        folder = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif platform == "darwin":
        folder = home / "Library" / "Application Support"
    else:
        given = environ.get("XDG_DATA_HOME", "")
        folder = Path(given) if given.startswith("/") else home / ".local" / "share"  # a relative one is to be ignored
    return folder / "buurtvonk" / "buurtvonk.sqlite3"


def _unknown(ours: Mapping[str, str]) -> Iterator[Problem]:
    for name in sorted(ours.keys() - set(NAMES)):
        short_names = (known.removeprefix(PREFIX) for known in NAMES)  # with the prefix, everything would look alike
        nearest = get_close_matches(name.upper().removeprefix(PREFIX), short_names, n=1)
        key = "unknown_nearest" if nearest else "unknown"
        yield Problem(name, key, {"name": name} | ({"nearest": PREFIX + nearest[0]} if nearest else {}))


def _empty(ours: Mapping[str, str]) -> Iterator[Problem]:
    return (Problem(name, "empty", {"name": name}) for name in NAMES if name in ours and not ours[name].strip())


def _unreadable(ours: Mapping[str, str]) -> Iterator[Problem]:
    return (Problem(name, "unreadable", {"name": name}) for name in NAMES if not _is_text(ours.get(name, "")))


def _is_text(value: str) -> bool:
    """Whether `value` was text; bytes that are none arrive from the environment as halves of surrogate pairs."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _incomplete(ours: Mapping[str, str]) -> Iterator[Problem]:
    if PREFIX + "WEBHOOK_URL" in ours:
        for name in (PREFIX + "WEBHOOK_SECRET", PREFIX + "LISTEN"):
            if name not in ours:
                yield Problem(name, "needed_for_webhook", {"name": name})


def _rejected(error: ValidationError) -> Iterator[Problem]:
    for fault in error.errors(include_url=False, include_input=False):
        name = PREFIX + str(fault["loc"][0]).upper()
        values = {key: str(value) for key, value in fault.get("ctx", {}).items()}
        yield Problem(name, values.pop("key", "unreadable"), {"name": name, **values})
