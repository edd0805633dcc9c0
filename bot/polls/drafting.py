"""Making a poll: choose a kind, type it in one reply, look at it, choose where and until when. Nobody is asked yet."""

from dataclasses import replace
from datetime import date, timedelta

from bot.cards import Words
from bot.cards.face import mark
from bot.cards.fit import LINE, fits, shown
from bot.desk import Decision, Scene, Toast, refusal
from bot.events import Wrote
from bot.keyboards import Rows, in_rows
from bot.outgoing import Drawn
from bot.polls.cards import button, looks
from bot.polls.steering import asking_chats, blocked, called, named, steered
from bot.polls.wording import asked, asks_for_words
from bot.store.chat_rows import Group
from bot.store.poll_rows import Form, Poll, discard, keep_form, new_draft, open_polls_of
from bot.texts import clip
from core.platform_polls import TEMPLATES, Template
from core.thresholds.neighbourhood import POLL_DAYS_AT_MOST
from flows.days import day_from
from flows.refusal import Refused

DAYS = (3, 7, 14, 30)
USUAL = 7
"""Days a poll is open unless something else is chosen: a weekend is in it."""

MOST_LINES = 14
"""Lines that are shown again of what was typed: a question, twelve options, and the one that is too many."""

ROOM = 3500
"""Characters of a message for what was typed; the rest says what to change."""

MOST_CHATS = 20
"""Buttons to choose chats with, or polls."""


def begin(scene: Scene, _: Wrote) -> Decision:
    """`/peiling`: which kind?"""
    if scene.group.kind == "private":
        return scene.refuse("polls.in_group")
    in_the_way = blocked(scene, [it.id for it in _usual_chats(scene)])
    if in_the_way is not None:
        scene.say(in_the_way, answer=True)
        return Decision()
    words = scene.words()
    offered = [code for code in TEMPLATES if code != "told"]  # that one follows a poll
    buttons = [button(words, words.plain(f"polls.kind.{code}"), f"new+{code}") for code in offered]
    scene.say(Drawn(words.html("polls.begin"), (*in_rows(buttons), *_going_on(scene, words))), answer=True)
    return Decision()


def _going_on(scene: Scene, words: Words) -> Rows:
    """Offer to look at what is open: its message may be far away, or in a group that was left behind."""
    return tuple(
        (button(words, words.plain("polls.going_on", question=it.form.question), f"board+{it.id}"),)
        for it in open_polls_of(scene.tx, scene.group.id)[:MOST_CHATS]
    )


def _usual_chats(scene: Scene) -> list[Group]:
    """Return where a poll is asked unless something else is chosen: on the platform, else here."""
    return [it for it in asking_chats(scene) if it.role == "platform"] or [scene.group]


def choose(scene: Scene, code: str) -> Decision:
    """A kind was chosen: ask for the words, or show it when it needs none."""
    template = TEMPLATES.get(code)
    if template is None:
        return refusal(scene.words().plain("polls.stale"))
    draft_of(scene, template, Form(chats=tuple(it.id for it in _usual_chats(scene))))
    return Decision()


def draft_of(scene: Scene, template: Template, form: Form, tells_of: int | None = None) -> None:
    """Begin a draft with what is chosen already."""
    form = replace(form, last_day=scene.today + timedelta(days=USUAL))
    draft = Poll(
        id=0,
        group=scene.group.id,
        thread=scene.where.thread,
        author=scene.who.id,
        template=template,
        form=form,
        status="draft",
        closes_at=None,
        closed_at=None,
        closed_by=0,
        voters=0,
        said="",
        tells_of=tells_of,
        told_at=None,
    )
    poll = new_draft(scene.tx, draft, scene.now)
    if asks_for_words(template):
        _ask(scene, poll)
    else:
        scene.say(preview(scene, _reworded(scene, poll, "")))


def _ask(scene: Scene, poll: Poll) -> None:
    text = scene.words().html(f"polls.ask.{poll.template.code}", said=poll.form.said)
    scene.ask(Drawn(text), "poll", f"typed-{poll.id}")


def typed(scene: Scene, number: str, event: Wrote) -> Decision:
    """Question and options, as a reply to our question."""
    poll = _draft(scene, number)
    if poll is None:
        return scene.refuse("polls.stale")
    fault = asked(scene.words(), poll.template, event.text, poll.form.said).fault
    if fault is not None:
        words = scene.words().html(f"polls.fault.{fault}", lines=_lines(event.text))
        scene.ask(Drawn(words), "poll", f"typed-{poll.id}")
        return Decision()
    scene.say(preview(scene, _reworded(scene, poll, event.text)), answer=True)
    return Decision()


def _lines(typed: str) -> list[str]:
    """Return what was typed, as it is shown again; all of it and our words would be more than a message holds."""
    lines = [clip(line, LINE) for line in typed.splitlines() if line.strip()][:MOST_LINES]
    while not fits("\n".join(map(shown, lines)), ROOM):
        lines.pop()
    return lines


def _draft(scene: Scene, number: str) -> Poll | None:
    """Return the draft that a reply is about; None when it is gone, or of somebody else."""
    poll = steered(scene, number)
    return poll if isinstance(poll, Poll) and poll.status == "draft" else None


def _reworded(scene: Scene, poll: Poll, text: str) -> Poll:
    found = asked(scene.words(), poll.template, text, poll.form.said)
    return keep_form(scene.tx, poll, replace(poll.form, typed=text, question=found.question, options=found.options))


# --- what is chosen on the preview ---


def preview(scene: Scene, poll: Poll) -> Drawn:
    """Draw a poll exactly as it will look, and under it what can be chosen."""
    words, example = scene.words(), looks(scene.words(), poll)
    where = named(scene, poll.form.chats)
    below = words.html("polls.preview", where=where, day=poll.form.last_day, native=poll.template.native)
    return Drawn(f"{example.text}\n\n{below}", (*example.keyboard, *_settings(scene, words, poll)))


def _settings(scene: Scene, words: Words, poll: Poll) -> Rows:
    form, number = poll.form, poll.id
    days = [
        button(words, mark(form.last_day == _in(scene, n)) + words.plain("polls.days", n=n), f"days+{number}+{n}")
        for n in DAYS
    ]
    other = button(words, words.plain("polls.button.date"), f"date+{number}")
    shown = [button(words, mark(form.live) + words.plain("polls.button.live"), f"live+{number}")]
    if poll.template.native and not _has_channel(scene, form):
        shown.append(button(words, mark(form.named) + words.plain("polls.button.named"), f"named+{number}"))
    ends = [button(words, words.plain(f"polls.button.{it}"), f"{it}+{number}") for it in ("send", "adapt", "discard")]
    return (*in_rows([*days, other]), *_chat_rows(scene, words, poll), tuple(shown), *in_rows(ends))


def _in(scene: Scene, days: int) -> date:
    return scene.today + timedelta(days=days)


def _has_channel(scene: Scene, form: Form) -> bool:
    return any(it.kind == "channel" and it.id in form.chats for it in asking_chats(scene))


def _chat_rows(scene: Scene, words: Words, poll: Poll) -> Rows:
    """Offer the chats of the neighbourhood; alone there is nothing to choose."""
    chats = asking_chats(scene)[:MOST_CHATS]
    if len(chats) == 1:
        return ()
    return tuple(
        (button(words, mark(it.id in poll.form.chats) + called(scene, it), f"chat+{poll.id}+{it.id}"),) for it in chats
    )


def set_something(scene: Scene, word: str, about: str) -> Decision:
    """Change one thing on the preview and show it again."""
    number, _, what = about.partition("+")
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    if poll.status != "draft":
        return refusal(scene.words().plain("polls.stale"))
    form = _changed(scene, poll.form, word, what)
    scene.show_here(preview(scene, keep_form(scene.tx, poll, form)))
    return Decision()


def _changed(scene: Scene, form: Form, word: str, what: str) -> Form:
    match word:
        case "days":
            return replace(form, last_day=_in(scene, int(what)))
        case "live":
            return replace(form, live=not form.live)
        case "named":
            return replace(form, named=not form.named)
        case _:
            return _with_chat(scene, form, int(what))


def _with_chat(scene: Scene, form: Form, chat: int) -> Form:
    """Ask a chat too, or no longer; a channel never sees names, so there nobody does."""
    chats = tuple(it.id for it in asking_chats(scene) if (it.id in form.chats) != (it.id == chat))
    form = replace(form, chats=chats or form.chats)
    return replace(form, named=form.named and not _has_channel(scene, form))


def ask_date(scene: Scene, number: str) -> Decision:
    """Ask for another last day."""
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    scene.ask(Drawn(scene.words().html("polls.ask_date")), "poll", f"date-{poll.id}")
    return Decision()


def dated(scene: Scene, number: str, event: Wrote) -> Decision:
    """A last day, as a reply."""
    poll = _draft(scene, number)
    if poll is None:
        return scene.refuse("polls.stale")
    day = _day(scene, event.text)
    if isinstance(day, str):
        scene.ask(Drawn(scene.words().html(f"polls.fault.{day}")), "poll", f"date-{poll.id}")
        return Decision()
    scene.say(preview(scene, keep_form(scene.tx, poll, replace(poll.form, last_day=day))), answer=True)
    return Decision()


def _day(scene: Scene, text: str) -> date | str:
    """Return a day on which a poll can close: after today, and not too far; else what is wrong."""
    try:
        day = day_from(text, scene.today)
    except Refused as refused:
        return refused.key
    if day == scene.today:
        return "past_date"
    return "far_date" if day > _in(scene, POLL_DAYS_AT_MOST) else day


def adapt(scene: Scene, number: str) -> Decision:
    """Type it again; what was typed is shown to start from."""
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    if poll.status != "draft" or not asks_for_words(poll.template):
        return Decision(toast=Toast(scene.words().plain("polls.nothing_to_type"), loud=True))
    text = scene.words().html("polls.adapt", lines=_lines(poll.form.typed))
    scene.ask(Drawn(text), "poll", f"typed-{poll.id}")
    return Decision()


def throw_away(scene: Scene, number: str) -> Decision:
    """Forget a draft."""
    poll = steered(scene, number)
    if isinstance(poll, Decision):
        return poll
    discard(scene.tx, poll)
    scene.show_here(Drawn(scene.words().html("polls.discarded")))
    return Decision()
