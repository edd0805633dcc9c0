"""Messages with buttons outside the open card: greeting, languages, what to change, what to explain."""

from hashlib import sha256

from bot.cards import Asked, Words, item_name
from bot.keyboards import Rows, in_rows
from bot.outgoing import Button, Drawn
from bot.start_menu import start_rows, start_text
from bot.store.run_rows import RunRow
from bot.texts import clip
from core.coordination import Standing
from flows.catalogue import flow_of
from flows.order import places, step_at
from flows.values import Place, Seen, place_of
from flows.views import Option

MOST_LINES = 30
"""Buttons on one menu: more is scrolling, not choosing."""

LABEL = 40


def greeting(words: Words, languages: tuple[str, ...], standing: Standing | None = None) -> Drawn:
    """Say who the bot is and offer to begin; `standing`: where the group stands, once it said so."""
    text = "\n\n".join((words.html("commands.greeting", bot=words.bot_username), start_text(words, standing)))
    return Drawn(text, (*start_rows(words, standing), _languages(words, languages)))


def private_greeting(words: Words, languages: tuple[str, ...], standing: Standing | None = None) -> Drawn:
    """Say the same in a private chat, with a way to a group."""
    add = Button(words.plain("commands.menu.add_to_group"), url=f"https://t.me/{words.bot_username}?startgroup=hallo")
    text = "\n\n".join((words.html("commands.greeting_private"), start_text(words, standing)))
    return Drawn(text, ((add,), *start_rows(words, standing), _languages(words, languages)))


def language_menu(words: Words, languages: tuple[str, ...]) -> Drawn:
    """Offer every language, each by its own name."""
    return Drawn(words.html("commands.choose_language"), (_languages(words, languages, "speak"),))


def language_chosen(words: Words, languages: tuple[str, ...]) -> Drawn:
    """Say which language was chosen, and offer the others still."""
    return Drawn(words.html("commands.language_chosen"), (_languages(words, languages, "speak"),))


def _languages(words: Words, languages: tuple[str, ...], code: str = "lang") -> tuple[Button, ...]:
    names = {lang: words.texts.plain(lang, "common.language.name") for lang in languages if lang != words.lang}
    return tuple(words.button(name, 0, f"{code}:{lang}") for lang, name in names.items())


def running_menu(words: Words) -> Drawn:
    """Say that a run goes on here, and offer to join it."""
    codes = ("!join", "card", "stop")
    buttons = [words.button(words.plain(f"commands.running.{code.strip('!')}"), 0, code) for code in codes]
    return Drawn(words.html("commands.run_exists"), in_rows(buttons))


def stop_menu(words: Words, *, of_sheet: bool = False) -> Drawn:
    """Ask whether to stop for good, or with a sheet for now."""
    yes = words.button(words.plain("commands.stop.yes"), 0, "!stop")
    no = words.button(words.plain("commands.stop.no"), 0, "card")
    return Drawn(words.html("commands.sheet.stop" if of_sheet else "commands.stop.ask"), ((yes, no),))


def why_menu(words: Words, subjects: tuple[Option, ...], start: int = 0) -> Drawn:
    """Offer everything that can be explained, a page from `start`."""
    rows = tuple((words.button(clip(subject.text, LABEL), 0, f"why:{short(subject.code)}"),) for subject in subjects)
    return Drawn(words.html("commands.why.ask"), _page(words, rows, "whys:", start))


def pairs_menu(words: Words, subject: Option, pairs: tuple[Option, ...], start: int = 0) -> Drawn:
    """Offer the pairs of something that was explained, a page from `start`."""
    rows = tuple((words.button(clip(pair.text, LABEL), 0, f"why:{short(pair.code)}"),) for pair in pairs)
    page = _page(words, rows, f"pairs:{short(subject.code)}+", start)
    return Drawn(words.html("commands.why.pair"), page)


def may_change(row: RunRow) -> bool:
    """Say whether there is an answer to open again; a round that comes back is over when it is over."""
    return not flow_of(row.run).beside and bool(_answered(row))


def change_menu(words: Words, row: RunRow, part: int | None = None, start: int = 0) -> Drawn:
    """Offer the parts that hold answers, or the answers of one part, a page from `start`."""
    flow, answered = flow_of(row.run), _answered(row)
    parts = sorted({step_at(flow, place).part for place in answered})
    if part is None and len(answered) > MOST_LINES // 2 and len(parts) > 1:
        buttons = [words.button(_part_name(words, row, number), 0, f"part:{number}") for number in parts]
        return Drawn(words.html("commands.change.which_part"), tuple((button,) for button in buttons))
    chosen = [place for place in answered if part is None or step_at(flow, place).part == part]
    rows = tuple((words.button(_place_name(words, row, place), 0, f"redo:{short(place)}"),) for place in chosen)
    return Drawn(
        words.html("commands.change.which"), _page(words, rows, f"part:{'' if part is None else part}+", start)
    )


def _answered(row: RunRow) -> list[Place]:
    """Return the places that can be opened again, in the order of the flow; those about things that are gone can't."""
    settled = row.run.settled
    asked = (place_of(step.id, item) for step, item in places(flow_of(row.run), row.run.facts()))
    return [place for place in asked if place in settled and not isinstance(settled[place], Seen)]


def _page(words: Words, rows: Rows, more: str, start: int) -> Rows:
    """Return the rows that one menu holds, and a way to the rest."""
    end = start + MOST_LINES
    rest = ((words.button(words.plain("commands.menu.more"), 0, f"{more}{end}"),),) if end < len(rows) else ()
    return (*rows[start:end], *rest)


def _part_name(words: Words, row: RunRow, part: int) -> str:
    key = f"{row.run.flow}.parts.{part}"
    return words.plain(key) if words.has(key) else words.plain("commands.change.part", part=part)


def _place_name(words: Words, row: RunRow, place: Place) -> str:
    asked = Asked.at(words, flow_of(row.run), row.run, place)
    item = item_name(asked)
    return clip(f"{asked.title}: {item}" if item else asked.title, LABEL)


def short(text: str) -> str:
    """Return a short mark of a name that may be longer than a button can carry."""
    return sha256(text.encode()).hexdigest()[:12]


def place_marked(row: RunRow, mark: str) -> Place | None:
    """Return the closed place with this mark."""
    return next((place for place in row.run.settled if short(place) == mark), None)
