"""`buurtvonk propose` and `next-pair`: answers in, a proposal or the next question out (the contract: bot/contract)."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from json import dumps
from pathlib import Path
from typing import BinaryIO

from bot.codes import BAD_INPUT, DONE
from bot.contract import Json, Problem, RefusedError, read, tell, written, written_next
from bot.texts import SOURCE, Texts, clean
from core.elicitation import next_pair
from core.proposal import Answers, Proposal, matrix_of, propose
from core.stability import Stability, stability_of
from core.thresholds import SOLVER_EFFORT

STANDARD_INPUT = "-"


def add_arguments(parser: ArgumentParser) -> None:
    """Say what `propose` takes and does."""
    _add_documents(parser)
    parser.add_argument("--lang", default=SOURCE, help="language of text and problems (default: %(default)s)")
    parser.add_argument("--format", choices=("json", "text"), default="json", help="(default: %(default)s)")
    parser.add_argument(
        "--effort",
        type=_steps,
        default=SOLVER_EFFORT,
        metavar="STEPS",
        help="work to spend on the best packages and their proof (default: %(default)s, some two seconds)",
    )
    parser.set_defaults(command=run, work=_proposed)


def add_asking(parser: ArgumentParser) -> None:
    """Say what `next-pair` takes and does."""
    _add_documents(parser)
    parser.set_defaults(command=run, work=_asked_next, lang=SOURCE, format="json")


def _steps(given: str) -> int:
    if not given.isdecimal():
        raise ArgumentTypeError(f"{given!r} is not a whole number of 0 or more")
    return int(given)


def _proposed(answers: Answers, arguments: Namespace) -> Json:
    return written(*_worked_out(answers, arguments))


def _worked_out(answers: Answers, arguments: Namespace) -> tuple[Proposal, Stability]:
    proposal = propose(answers, arguments.effort)
    packages = tuple(package.activities for package in proposal.packages)
    return proposal, stability_of(matrix_of(answers), packages)


def _asked_next(answers: Answers, _arguments: Namespace) -> Json:
    return written_next(next_pair(matrix_of(answers)))


def _add_documents(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE|-", help="a JSON document with answers; - reads standard input")
    parser.add_argument("--stream", action="store_true", help="JSON Lines in, one line out for each, at once")


def run(arguments: Namespace) -> int:
    """Do what the command says.

    Returns:
        The exit code: 0 when done, 2 when the input is refused, with one line per problem on standard error.
    """
    texts = Texts.load()
    try:
        _check(arguments, texts)
        with _opened(arguments.file) as source:
            _stream(source, texts, arguments) if arguments.stream else _once(source, texts, arguments)
    except RefusedError as refused:
        lang = arguments.lang if arguments.lang in texts.languages else SOURCE
        for problem in refused.problems:
            sys.stderr.write(f"{problem.path}: {_sentence(problem, texts, lang)}\n")
        return BAD_INPUT
    except BrokenPipeError:  # who reads us has had enough; the interpreter would still try to flush to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _check(arguments: Namespace, texts: Texts) -> None:
    """Refuse arguments that parse and still cannot be."""
    if arguments.lang not in texts.languages:
        values = {"lang": repr(arguments.lang), "known": ", ".join(texts.languages)}
        raise RefusedError([Problem("--lang", "language", values)])
    if arguments.stream and arguments.format != "json":
        raise RefusedError([Problem("--format", "stream_text")])


def _opened(file: str) -> AbstractContextManager[BinaryIO]:
    if file == STANDARD_INPUT:
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        key = "no_file" if isinstance(error, FileNotFoundError) else "unreadable"
        raise RefusedError([Problem(clean(file), key)]) from None


def _once(source: BinaryIO, texts: Texts, arguments: Namespace) -> None:
    """One document in, one document or text out."""
    answers = read(source.read())
    if arguments.format == "text":
        _write(tell(texts, arguments.lang, answers, *_worked_out(answers, arguments)))
    else:
        _write(dumps(arguments.work(answers, arguments), ensure_ascii=False, indent=2))


def _stream(lines: Iterable[bytes], texts: Texts, arguments: Namespace) -> None:
    """One line out for each line in, before the next is read; a bad line is answered and the stream goes on."""
    for line in lines:
        try:
            answer = arguments.work(read(line), arguments)
        except RefusedError as refused:
            problems = [{"path": it.path, "message": _sentence(it, texts, arguments.lang)} for it in refused.problems]
            answer = {"version": 1, "error": problems}
        _write(dumps(answer, ensure_ascii=False))


def _sentence(problem: Problem, texts: Texts, lang: str) -> str:
    return texts.plain(lang, f"propose.problem.{problem.key}", **problem.values)


def _write(line: str) -> None:
    sys.stdout.buffer.write(f"{line}\n".encode())
    sys.stdout.buffer.flush()
