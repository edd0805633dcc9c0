"""Words for people: `locales/<lang>/*.toml`, rendered by Jinja2. No sentence stands in code.

A key is the file, the tables and the name: `cards.tally.line` is `line` under `[tally]` in `cards.toml`. What a member
typed is escaped by construction, and loses the invisible characters that could turn the rest of a message around.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from jinja2 import Environment, StrictUndefined

SOURCE = "nl"
"""The language every text is written in first."""

CLIPPED = "…"
DOT = "●"
NO_DOT = "·"
MOST_DOTS = 8
"""Above this many answers on one level a row of dots is longer than it is clear: a number follows one dot."""

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control characters and marks of writing direction: nothing anyone means, and one turns round all that follows."""

Render = Callable[..., str]


class UnknownTextError(LookupError):
    """A text, or a language, that no catalogue holds."""


class Texts:
    """All catalogues, compiled at first use and kept (nl: teksten).

    Attributes:
        languages: Codes of all languages, the source first.
        full: Those that hold every text; the others fall back, text by text.
    """

    def __init__(self, catalogues: Mapping[str, Mapping[str, str]]) -> None:
        """Take flat catalogues: language -> key -> text."""
        self._catalogues = catalogues
        self.languages = tuple(sorted(catalogues, key=lambda lang: (lang != SOURCE, lang)))
        self.full = tuple(lang for lang in self.languages if "common.language.falls_back_to" not in catalogues[lang])
        self._html = {lang: self._environment(lang, escape=True) for lang in self.languages}
        self._plain = {lang: self._environment(lang, escape=False) for lang in self.languages}
        self._compiled: dict[tuple[str, str, bool], Render] = {}

    @classmethod
    def load(cls, folder: Traversable | None = None) -> "Texts":
        """Read every catalogue under `folder`, by default the ones of the project."""
        root = folder if folder is not None else files("locales")
        return cls({lang.name: _catalogue(lang) for lang in root.iterdir() if lang.is_dir() and not _is_own(lang)})

    def render(self, lang: str, key: str, /, **values: object) -> str:
        """Return a text as Telegram HTML, its values escaped.

        Raises:
            UnknownTextError: No such language, or no such text in it.
            jinja2.UndefinedError: A value that the text needs is missing.
        """
        render = self._compiled.get((lang, key, True)) or self._compile(lang, key, escape=True)
        return render(values)

    def plain(self, lang: str, key: str, /, **values: object) -> str:
        """Return a text without escaping, for buttons and toasts. Raises as `render` does."""
        render = self._compiled.get((lang, key, False)) or self._compile(lang, key, escape=False)
        return render(values)

    def has(self, lang: str, key: str) -> bool:
        """Say whether a text exists in `lang`, or where that falls back to."""
        return any(key in self._catalogues[home] for home in self._homes(lang))

    def keys(self, lang: str) -> tuple[str, ...]:
        """Return the keys that the catalogue of `lang` holds itself."""
        return tuple(self._catalogues[lang])

    def source(self, lang: str, key: str) -> str:
        """Return a text as written, before values are filled in.

        Raises:
            UnknownTextError: No such language, or no such text in it.
        """
        for home in self._homes(lang):
            if key in self._catalogues[home]:
                return self._catalogues[home][key]
        raise UnknownTextError(f"no text {key!r} in language {lang!r}; known languages: {', '.join(self.languages)}")

    def _homes(self, lang: str) -> tuple[str, ...]:
        """Where a text of `lang` may stand, best first."""
        own = self._catalogues.get(lang)
        if own is None:
            return ()
        other = own.get("common.language.falls_back_to")
        return (lang,) if other is None else (lang, other)

    def _compile(self, lang: str, key: str, *, escape: bool) -> Render:
        text = self.source(lang, key)
        render: Render = (self._html if escape else self._plain)[lang].from_string(text).render
        if "{" not in text:  # most texts hold no value: skip the machinery
            render = partial(_as_written, text)
        self._compiled[lang, key, escape] = render
        return render

    def _environment(self, lang: str, *, escape: bool) -> Environment:
        environment = Environment(
            autoescape=escape,  # noqa: S701 off for buttons and toasts alone, which Telegram shows as they are
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_without_unseen,
        )
        tools = self._tools(lang)
        environment.filters.update(tools)
        environment.globals.update(tools)
        return environment

    def _tools(self, lang: str) -> dict[str, Callable[..., str]]:
        """What a text may call, as a filter or as a function."""
        locale = Locale.parse(self.source(lang, "common.language.locale"), sep="_")
        return {
            "scale": partial(self._scale, lang, "label"),
            "scale_long": partial(self._scale, lang, "meaning"),
            "words": partial(self.plain, lang),
            "en_list": partial(_list, locale),
            "day": partial(_day, locale, self.source(lang, "common.language.day_pattern")),
            "plural": partial(_plural, locale),
            "dots": dots,
            "clip": clip,
        }

    def _scale(self, lang: str, part: str, scale: str, level: int | str) -> str:
        return self.plain(lang, f"scales.{scale}.{part}.{int(level)}")


def clean(text: str) -> str:
    """Return `text` without characters nobody sees; line ends stay."""
    return _UNSEEN.sub("", text)


def clip(text: object, length: int = 80) -> str:
    """Return `text` on one line of at most `length` characters; what is left out shows as one sign."""
    line = " ".join(clean(str(text)).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + CLIPPED


def dots(counts: Iterable[int]) -> str:
    """Return how answers are spread, a level after the other: (0, 1, 3) -> `· ● ●●●`."""
    return " ".join(_dots_of(count) for count in counts)


def _dots_of(count: int) -> str:
    if count > MOST_DOTS:
        return f"{DOT}x{count}"
    return DOT * count or NO_DOT


def _list(locale: Locale, items: Iterable[object]) -> str:
    """Join as a sentence does: one, two and three."""
    return format_list([str(item) for item in items], locale=locale)


@lru_cache(maxsize=512)
def _day(locale: Locale, pattern: str, day: date | str) -> str:
    """Write a day as people do: 15 december 2026."""
    return format_date(date.fromisoformat(day) if isinstance(day, str) else day, pattern, locale=locale)


def _plural(locale: Locale, n: int, one: str, other: str) -> str:
    """Choose the word that goes with `n`; the languages we have know two forms."""
    return one if locale.plural_form(n) == "one" else other


def _without_unseen(value: object) -> object:
    return clean(value) if type(value) is str else value


def _as_written(text: str, _values: Mapping[str, object]) -> str:
    return text


def _is_own(folder: Traversable) -> bool:
    return folder.name.startswith(("_", "."))


def _catalogue(folder: Traversable) -> dict[str, str]:
    """Read all files of one language into one flat catalogue."""
    found: dict[str, str] = {}
    for file in folder.iterdir():
        if file.name.endswith(".toml"):
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
            found.update(_flat((file.name.removesuffix(".toml"),), tables))
    return found


def _flat(path: Sequence[str], tables: Mapping[str, object]) -> dict[str, str]:
    """Turn tables in tables into keys with dots.

    Raises:
        TypeError: Something in a catalogue is neither a text nor a table.
    """
    found: dict[str, str] = {}
    for name, value in tables.items():
        if isinstance(value, dict):
            found.update(_flat((*path, name), value))
        elif isinstance(value, str):
            found[".".join((*path, name))] = value.strip("\n")
        else:
            raise TypeError(f"{'.'.join((*path, name))} must be a text or a table, not {type(value).__name__}")
    return found
