"""The command line: `buurtvonk`. Exit codes: 0 done, 2 bad input or settings, 1 a fault of ours."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from bot import propose
from bot.codes import BAD_INPUT, DONE
from bot.config import Settings, SettingsProblems, load
from bot.texts import Texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parsed = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = parsed.command
    try:
        return command(parsed)
    except KeyboardInterrupt:
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="buurtvonk", description=__doc__.splitlines()[0])
    parser.set_defaults(command=_run_or_play)
    commands = parser.add_subparsers(title="commands")
    for name, command, about in (
        ("run", _run, "run the bot; BUURTVONK_TOKEN holds its token"),
        ("playground", _play, "try it here: a local group chat in your browser"),
        ("check", _check, "look at settings, database, token and rights, and say what is wrong"),
    ):
        commands.add_parser(name, help=about).set_defaults(command=command)
    propose.add_arguments(commands.add_parser("propose", help="answers in, proposal out (JSON)"))
    propose.add_asking(
        commands.add_parser("next-pair", help="answers in, the next two activities to compare out (JSON)")
    )
    return parser


def _run_or_play(parsed: argparse.Namespace) -> int:
    return _with_settings(lambda settings: _run(parsed) if settings.token is not None else _play(parsed))


# The bot itself is imported only where it is needed: `propose` should answer at once.


def _run(_: argparse.Namespace) -> int:
    from bot.starting import run_with_token  # noqa: PLC0415 see above

    return _with_settings(lambda settings: asyncio.run(run_with_token(settings)))


def _play(_: argparse.Namespace) -> int:
    from bot.trying import run_playground  # noqa: PLC0415 see above

    return _with_settings(lambda settings: asyncio.run(run_playground(settings)))


def _check(_: argparse.Namespace) -> int:
    from bot.check import run  # noqa: PLC0415 see above

    return _with_settings(lambda settings: asyncio.run(run(settings)))


def _with_settings(command: Callable[[Settings], int], environ: Mapping[str, str] = os.environ) -> int:
    try:
        settings = load(environ)
    except SettingsProblems as problems:
        texts = Texts.load()
        language = environ.get("BUURTVONK_LANGUAGE", "")
        spoken = language if language in texts.languages else texts.languages[0]
        for problem in problems.problems:
            sys.stderr.write(texts.plain(spoken, f"settings.problem.{problem.key}", **problem.values) + "\n")
        return BAD_INPUT
    return command(settings)


if __name__ == "__main__":
    sys.exit(main())
