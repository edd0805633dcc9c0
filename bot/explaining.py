"""Why: each statement of a proposal, with its rule and what the group itself answered."""

from collections.abc import Mapping

from bot.cards import Words, split_messages
from bot.outgoing import Drawn
from bot.store.run_rows import RunRow
from flows.catalogue import flow_of
from flows.views import WHY, WHY_PAIRS, Json, Option


def subjects_of(words: Words, row: RunRow) -> tuple[Option, ...]:
    """Return what can be explained in a run; what the group gave no name is called as the catalogue does."""
    flow = flow_of(row.run)
    subjects = flow.options[WHY](row.run.facts(), "") if WHY in flow.options else ()
    return tuple(Option(it.code, it.text or words.plain(f"{flow.id}.subjects.{it.code}")) for it in subjects)


def pairs_of(row: RunRow, subject: str = "") -> tuple[Option, ...]:
    """Return the pairs of a subject that can be explained too; of no subject all of them."""
    flow = flow_of(row.run)
    return flow.options[WHY_PAIRS](row.run.facts(), subject) if WHY_PAIRS in flow.options else ()


def explained(words: Words, subject: str, view: Mapping[str, Json], then: Drawn | None) -> tuple[Drawn, ...]:
    """Return the messages that explain one subject: a line for every statement, its rule at the end.

    `then`: what can be asked about it next; its words and buttons close the last message.
    """
    statements = view["statements"]
    assert isinstance(statements, tuple | list)  # noqa: S101 the view `why` of a flow returns them so
    lines = [_statement(words, statement) for statement in statements if isinstance(statement, Mapping)]
    title = words.html("commands.why.title", subject=subject)
    if not lines:
        lines = [words.html("commands.why.nothing")]
    if then is not None:
        lines.append(then.text)
    *texts, last = split_messages("\n\n".join((title, *lines)))
    return (*map(Drawn, texts), Drawn(last, then.keyboard if then is not None else ()))


def _statement(words: Words, statement: Mapping[str, Json]) -> str:
    rule, part, values = str(statement["rule"]), statement.get("part", "text"), statement["values"]
    assert isinstance(values, Mapping)  # noqa: S101 the view `why` of a flow returns them so
    return words.html("commands.why.line", text=words.plain(f"why.{rule}.{part}", **values), rule=rule)
