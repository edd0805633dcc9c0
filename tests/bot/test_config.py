"""Settings: what is taken, what is refused, and with which words."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import config
from bot.config import LANGUAGES, NAMES, Address, Problem, SettingsProblems, default_database, load
from bot.store.errors import StoreClosed, StoreError, StoreFromTheFuture, StoreInUse, StoreUnusable

TOKEN = "123456789:AAEcanary-canary-canary-canary-canar"
SECRET = "s3cret_-s3cret_-"
WEBHOOK = {"WEBHOOK_URL": "https://bot.example.be/hook", "WEBHOOK_SECRET": SECRET, "LISTEN": "127.0.0.1:8080"}
LOCALES = Path(config.__file__).parents[1] / "locales"


def environ(**given: str) -> dict[str, str]:
    return {f"BUURTVONK_{name}": value for name, value in given.items()}


def problems(**given: str) -> list[tuple[str, str]]:
    with pytest.raises(SettingsProblems) as caught:
        load(environ(**given))
    return [(problem.name.removeprefix("BUURTVONK_"), problem.key) for problem in caught.value.problems]


def test_nothing_has_to_be_given() -> None:
    settings = load({"HOME": "/h", "PATH": "/bin"})
    assert (settings.token, settings.webhook_url, settings.webhook_secret, settings.listen) == (None, None, None, None)
    assert (settings.api_url, settings.language, settings.time_zone) == (
        "https://api.telegram.org",
        "nl",
        "Europe/Brussels",
    )
    assert settings.log_level == "INFO"
    assert settings.database.name == "buurtvonk.sqlite3"


def test_everything_can_be_given() -> None:
    settings = load(
        environ(
            TOKEN=f" {TOKEN}\n",
            API_URL="http://127.0.0.1:8081/",
            DATABASE_URL="sqlite:////var/lib/b.sqlite3",
            LANGUAGE="en",
            TIME_ZONE="Europe/Amsterdam",
            LOG_LEVEL="debug",
            **WEBHOOK,
        )
    )
    assert settings.token is not None
    assert settings.token.get_secret_value() == TOKEN
    assert settings.webhook_secret is not None
    assert settings.webhook_secret.get_secret_value() == SECRET
    assert (settings.api_url, settings.database) == ("http://127.0.0.1:8081", Path("/var/lib/b.sqlite3"))
    assert (settings.language, settings.time_zone, settings.log_level) == ("en", "Europe/Amsterdam", "DEBUG")
    assert (settings.webhook_url, settings.listen) == (WEBHOOK["WEBHOOK_URL"], Address("127.0.0.1", 8080))


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        pytest.param("TOKEN", "", "empty", id="no token"),
        pytest.param("TOKEN", "  \n", "empty", id="a blank token"),
        pytest.param("TOKEN", "123456789:short", "token", id="half a token"),
        pytest.param("TOKEN", "x" + TOKEN, "token", id="something before the token"),
        pytest.param("TOKEN", "bot" + TOKEN, "token", id="a token with bot before it"),
        pytest.param("API_URL", "127.0.0.1:8081", "api_url", id="no scheme"),
        pytest.param("API_URL", "ftp://x.be", "api_url", id="another scheme"),
        pytest.param("API_URL", "http://", "api_url", id="no host"),
        pytest.param("API_URL", "http://u:p@x.be", "api_url", id="a password"),
        pytest.param("API_URL", "http://x.be?a=b", "api_url", id="a query"),
        pytest.param("API_URL", "http://x.be:99999", "api_url", id="no such port"),
        pytest.param("API_URL", "http://[x.be", "api_url", id="half a bracket"),
        pytest.param("DATABASE_URL", "postgresql://u:p@h/d", "database_postgresql", id="PostgreSQL"),
        pytest.param("DATABASE_URL", "postgres://h/d", "database_postgresql", id="PostgreSQL, old spelling"),
        pytest.param("DATABASE_URL", "/var/lib/b.sqlite3", "database_url", id="only a path"),
        pytest.param("DATABASE_URL", "sqlite://b.sqlite3", "database_url", id="two slashes"),
        pytest.param("DATABASE_URL", "sqlite:///", "database_url", id="no path"),
        pytest.param("DATABASE_URL", "sqlite:///:memory:", "database_url", id="memory forgets"),
        pytest.param("DATABASE_URL", "sqlite:///a\0b", "database_url", id="no file name"),
        pytest.param("DATABASE_URL", "mysql://h/d", "database_url", id="another engine"),
        pytest.param("LANGUAGE", "de", "language", id="a language we don't speak"),
        pytest.param("LANGUAGE", "NL", "language", id="capitals"),
        pytest.param("LANGUAGE", "\udcff", "unreadable", id="no text"),
        pytest.param("TIME_ZONE", "Brussel", "time_zone", id="no time zone"),
        pytest.param("TIME_ZONE", "Europe", "time_zone", id="a folder of time zones"),
        pytest.param("TIME_ZONE", "../../etc/passwd", "time_zone", id="a way out of the folder"),
        pytest.param("WEBHOOK_URL", "http://bot.example.be/hook", "webhook_url", id="no https"),
        pytest.param("WEBHOOK_URL", "https:///hook", "webhook_url", id="no host for the webhook"),
        pytest.param("WEBHOOK_SECRET", "short", "webhook_secret", id="a secret that can be guessed"),
        pytest.param("WEBHOOK_SECRET", "s3cret s3cret s3cret", "webhook_secret", id="a secret with spaces"),
        pytest.param("LISTEN", "8080", "listen", id="only a port"),
        pytest.param("LISTEN", ":8080", "listen", id="no host to listen on"),
        pytest.param("LISTEN", "127.0.0.1:http", "listen", id="a port by name"),
        pytest.param("LISTEN", "127.0.0.1:65536", "listen", id="a port too high"),
        pytest.param("LISTEN", "127.0.0.1:٣", "listen", id="a digit of elsewhere"),
        pytest.param("LOG_LEVEL", "LOUD", "log_level", id="no such level"),
        pytest.param("TOKN", TOKEN, "unknown_nearest", id="misspelt"),
        pytest.param("token", TOKEN, "unknown_nearest", id="small letters"),
        pytest.param("COLOUR_OF_THE_SKY", "blue", "unknown", id="nothing like it"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: str, key: str) -> None:
    given = {**WEBHOOK, name: value} if name == "WEBHOOK_URL" else {name: value}
    assert problems(**given) == [(name, key)]


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        pytest.param("LISTEN", "[::1]:0", Address("::1", 0), id="IPv6 and any port"),
        pytest.param("LISTEN", "0.0.0.0:65535", Address("0.0.0.0", 65_535), id="the highest port"),  # noqa: S104  only read
        pytest.param("DATABASE_URL", "sqlite:///a/b", Path("a/b"), id="a path from here"),
        pytest.param("DATABASE_URL", "sqlite:///~/b", Path.home() / "b", id="a path from home"),
    ],
)
def test_other_ways_to_say_it(name: str, value: str, read: object) -> None:
    settings = load(environ(**{name: value}))
    assert read in (settings.listen, settings.database)


@pytest.mark.parametrize("host", ["127.0.0.1:9000", "localhost", "[::1]:9000"])
def test_a_webhook_on_this_computer_needs_no_https(host: str) -> None:
    assert load(environ(**{**WEBHOOK, "WEBHOOK_URL": f"http://{host}/hook"})).webhook_url == f"http://{host}/hook"


def test_a_webhook_needs_a_secret_and_an_address() -> None:
    assert problems(WEBHOOK_URL="https://x.be") == [
        ("WEBHOOK_SECRET", "needed_for_webhook"),
        ("LISTEN", "needed_for_webhook"),
    ]


def test_all_problems_are_told_at_once() -> None:
    told = problems(TOKN="x", LANGUAGE="", LISTEN="x", TIME_ZONE="x", WEBHOOK_URL="x")
    assert [name for name, _ in told] == ["TOKN", "LANGUAGE", "WEBHOOK_SECRET", "TIME_ZONE", "WEBHOOK_URL", "LISTEN"]


def test_the_nearest_name_is_suggested() -> None:
    with pytest.raises(SettingsProblems) as caught:
        load({"BUURTVONK_TIMEZONE": "x"})
    values = {"name": "BUURTVONK_TIMEZONE", "nearest": "BUURTVONK_TIME_ZONE"}
    assert caught.value.problems == (Problem("BUURTVONK_TIMEZONE", "unknown_nearest", values),)


def test_no_secret_is_repeated_in_a_problem_or_a_printed_setting() -> None:
    with pytest.raises(SettingsProblems) as caught:
        load(environ(TOKEN=TOKEN + "!", WEBHOOK_SECRET="canary", DATABASE_URL="postgresql://u:canary@h/d"))
    assert "canary" not in f"{caught.value!r} {caught.value.problems} {caught.value.__cause__}"
    assert "canary" not in repr(load(environ(TOKEN=TOKEN)))


@pytest.mark.parametrize(
    ("platform", "given", "folder"),
    [
        pytest.param("linux", {}, Path.home() / ".local" / "share", id="Linux"),
        pytest.param("linux", {"XDG_DATA_HOME": "/data"}, Path("/data"), id="Linux, said otherwise"),
        pytest.param(
            "linux", {"XDG_DATA_HOME": "data"}, Path.home() / ".local" / "share", id="a relative one is ignored"
        ),
        pytest.param("darwin", {}, Path.home() / "Library" / "Application Support", id="macOS"),
        pytest.param("win32", {}, Path.home() / "AppData" / "Local", id="Windows"),
        pytest.param("win32", {"LOCALAPPDATA": "/local"}, Path("/local"), id="Windows, said otherwise"),
    ],
)
def test_the_file_is_where_the_platform_keeps_data(platform: str, given: dict[str, str], folder: Path) -> None:
    assert default_database(given, platform) == folder / "buurtvonk" / "buurtvonk.sqlite3"


# --- words ---


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"{{ (\w+) }}", text))


def _problems_of_every_kind() -> Iterator[Problem]:
    wrong = environ(
        TOKN="x",
        SKY="x",
        LANGUAGE="de",
        TOKEN="x",
        API_URL="x",
        TIME_ZONE="x",
        WEBHOOK_URL="x",
        LISTEN="x",
        LOG_LEVEL="x",
    )
    for given in (
        wrong,
        environ(DATABASE_URL="x", WEBHOOK_SECRET="x", TOKEN="", LANGUAGE="\udcff"),
        environ(DATABASE_URL="postgres://h/d"),
    ):
        with pytest.raises(SettingsProblems) as caught:
            load(given)
        yield from caught.value.problems


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_words_that_can_be_filled_in(language: str) -> None:
    texts = tomllib.loads((LOCALES / language / "settings.toml").read_text(encoding="utf-8"))
    seen = {problem.key: set(problem.values) for problem in _problems_of_every_kind()}
    assert seen.keys() == texts["problem"].keys()
    for key, values in seen.items():
        assert _placeholders(texts["problem"][key]) <= values, key
    errors: list[StoreError] = [StoreInUse("p"), StoreFromTheFuture("p", 2, 1), StoreUnusable("p", "r"), StoreClosed()]
    assert {error.key: _placeholders(texts["store"][error.key]) for error in errors} == {
        error.key: set(error.values) for error in errors
    }
    assert len(texts["store"]) == len(errors)
    assert len(NAMES) == 9
