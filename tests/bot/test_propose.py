"""The command as other programs use it: exit codes, standard output, standard error."""

import io
import json
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.propose import add_arguments, run
from tests.core.planted import planted

Json = dict[str, Any]
Command = Callable[..., tuple[int, str, str]]

EXAMPLE: Json = {
    "version": 1,
    "challenge": {"name": "Maria weer thuis", "kind": "individual", "known": 3},
    "challenges": [{"id": "c1", "name": "Weer thuis na een heupbreuk"}],
    "challenge_links": None,
    "activities": [
        {
            "id": "kine",
            "name": "Kinesitherapie",
            "challenges": ["c1"],
            "frequency": 1,
            "embeddedness": 1,
            "working_area": None,
            "real_working_area": None,
            "variety": 3,
            "change": 2,
            "partners": [{"name": "kinesitherapeut", "need": "needed", "people": 1}],
            "capacities": [{"name": "weten wat Maria kan", "covered_by": ["kinesitherapeut"]}],
        },
        {
            "id": "aanp",
            "name": "Kleine aanpassingen aan het huis",
            "frequency": 0,
            "embeddedness": 1,
            "real_working_area": 4,
            "partners": [{"name": "klusjesdienst", "need": "needed"}, {"name": "architect", "need": "handy"}],
        },
        {"id": "hulp", "name": "Huishoudhulp"},
    ],
    "coherence": [{"a": "kine", "b": "aanp", "values": [3, 3, 2]}, {"a": "hulp", "b": "kine", "value": 1}],
    "packages": None,
    "joint_decisions": [{"a": "kine", "b": "hulp", "levels": ["method"]}],
}

GOLDEN = Path(__file__).with_name("propose_example.json")


@pytest.fixture(name="command")
def command_in_process(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Run the command in this process: arguments, and what stands on standard input."""

    def start(*arguments: str, given: bytes | str | Json = b"") -> tuple[int, str, str]:
        parser = ArgumentParser()
        add_arguments(parser)
        document = json.dumps(given) if isinstance(given, dict) else given
        raw = document.encode() if isinstance(document, str) else document
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        code = run(parser.parse_args(arguments))
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return start


def started(*arguments: str) -> "subprocess.Popen[bytes]":
    """The real command, with pipes at its three ends."""
    command = (sys.executable, "-m", "bot", "propose", *arguments)
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)  # noqa: S603 - our own command


def asked(process: "subprocess.Popen[bytes]", line: bytes) -> Json:
    """Write one line to a stream and read its answer."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line + b"\n")
    process.stdin.flush()
    answer: Json = json.loads(process.stdout.readline())
    return answer


def changed(**parts: object) -> Json:
    return {**EXAMPLE, **parts}


def activities(**answers: object) -> Json:
    return {"version": 1, "activities": [{"id": "a", "name": "A", **answers}, {"id": "b", "name": "B"}]}


# --- the real command, in a process of its own ---


def test_the_example_of_the_contract_gives_its_golden_proposal() -> None:
    with started("-") as process:
        out, err = process.communicate(json.dumps(EXAMPLE).encode())
    assert json.loads(out) == json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert (process.returncode, err) == (0, b"")


def test_bad_input_is_exit_code_2_and_one_line_per_problem(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"version": 2, "activities": [{"id": "", "frequentie": 1}]}), encoding="utf-8")
    with started(str(file), "--lang", "en") as process:
        out, err = process.communicate()
    assert (process.returncode, out) == (2, b"")
    assert err.decode().splitlines() == [
        "version: is not a valid value. Expected: 1.",
        "activities[0].id: is empty. Expected: at least one character.",
        "activities[0].name: is missing. Expected: a value.",
        "activities[0].frequentie: is not known. Expected: names of the contract only; look for a spelling mistake.",
    ]


def test_five_hundred_activities_are_refused_with_what_to_do(command: Command) -> None:
    crowd = [{"id": f"a{number}", "name": "A"} for number in range(500)]
    code, out, err = command("-", "--lang", "en", given={"version": 1, "activities": crowd})
    assert (code, out) == (2, "")
    assert err == (
        "activities: holds 500 activities. Expected: at most 150; merge small ones, "
        "or make a proposal per group of challenges.\n"
    )


@pytest.mark.parametrize("steps", ["-1", "2.5", "two", ""])
def test_effort_is_a_whole_number(command: Command, steps: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        command("-", f"--effort={steps}", given=EXAMPLE)
    assert stopped.value.code == 2


def test_less_effort_gives_packages_with_a_bound_instead_of_a_proof(command: Command) -> None:
    matrix = planted(20, "hard", 1)
    answers = [{"a": a, "b": b, "values": list(values)} for (a, b), values in matrix.voices.items()]
    document = {
        "version": 1,
        "activities": [{"id": one, "name": one} for one in matrix.activities],
        "coherence": answers,
    }
    whole, hasty = (json.loads(command("-", "--effort", steps, given=document)[1]) for steps in ("12000000", "0"))
    assert (whole["score"]["proven"], hasty["score"]["proven"]) == (True, False)
    assert hasty["score"]["value"] <= whole["score"]["value"] == whole["score"]["bound"] <= hasty["score"]["bound"]
    lines = "\n".join([json.dumps(document)] * 2)
    streamed = [json.loads(line) for line in command("-", "--stream", "--effort=0", given=lines)[1].splitlines()]
    assert streamed == [hasty, hasty]


def test_a_stream_is_a_dialogue_that_a_bad_line_does_not_end() -> None:
    with started("-", "--stream") as process:
        ask = partial(asked, process)
        first = ask(json.dumps(EXAMPLE).encode())
        assert [package["id"] for package in first["packages"]] == ["p1", "p2"]
        assert ask(b"{")["error"][0]["path"] == "$"
        assert ask(b"\xff")["error"][0]["path"] == "$"
        assert ask(b"")["error"][0]["path"] == "$"
        refused = ask(json.dumps(changed(version=7)).encode())
        assert refused == {"version": 1, "error": [{"path": "version", "message": refused["error"][0]["message"]}]}
        assert ask(json.dumps(EXAMPLE).encode()) == first
        assert process.communicate() == (b"", b"")
        assert process.returncode == 0


def test_who_stops_reading_a_stream_gets_no_traceback() -> None:
    with started("-", "--stream") as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(json.dumps(EXAMPLE).encode() + b"\n")
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


# --- everything else, in this process ---


def test_only_version_and_activities_are_required(command: Command) -> None:
    code, out, _ = command("-", given={"version": 1, "activities": [{"id": "a", "name": "A"}]})
    found = json.loads(out)
    assert code == 0
    assert [package["activities"] for package in found["packages"]] == [["a"]]
    assert found["activities"] == {"a": {"working_area": None, "neighbourhood_mode": None}}
    assert found["stability"] == {
        "readings": 100, "together": [], "weakest": [], "runner_up": None, "talk_first": None
    }  # fmt: skip
    assert {"rule": "R17", "answers": ["known"]} in found["missing"]
    assert {"rule": "R23", "activity": "a", "answers": ["frequency", "embeddedness"]} in found["missing"]


def test_an_answer_that_is_null_is_unknown(command: Command) -> None:
    nothing = dict.fromkeys(("challenge", "challenges", "challenge_links", "coherence", "packages", "joint_decisions"))
    blank = dict.fromkeys(
        ("challenges", "frequency", "embeddedness", "working_area", "real_working_area", "variety", "change")
    )
    bare = {"version": 1, "activities": [{"id": "a", "name": "A"}]}
    full = {**bare, **nothing, "activities": [{"id": "a", "name": "A", "partners": None, "capacities": None, **blank}]}
    assert command("-", given=full) == command("-", given=bare)


@pytest.mark.parametrize(
    "answer", [{}, {"value": None}, {"values": None}, {"values": []}, {"value": None, "values": None}], ids=str
)
def test_a_pair_without_an_answer_is_unknown(command: Command, answer: Json) -> None:
    _, out, _ = command("-", given={**activities(), "coherence": [{"a": "a", "b": "b", **answer}]})
    assert json.loads(out)["unknown_pairs"] == 1


def test_partners_and_capacities_may_be_half_known(command: Command) -> None:
    partners = [{"name": "x", "need": None, "people": None}, {"name": "y", "need": "not_needed"}]
    _, out, _ = command("-", given=activities(partners=partners, capacities=[{"name": "c", "covered_by": None}]))
    package = next(it for it in json.loads(out)["packages"] if it["activities"] == ["a"])
    assert package["partners"] == {"needed": [], "handy": [], "not_needed": ["y"], "missing_capacities": []}


def test_chosen_packages_are_judged_with_moves_that_gain(command: Command) -> None:
    given = {
        "version": 1,
        "activities": [{"id": name, "name": name} for name in "abc"],
        "coherence": [
            {"a": "a", "b": "b", "value": 3},
            {"a": "a", "b": "c", "value": 0},
            {"a": "b", "b": "c", "value": 0},
        ],
        "packages": [["b", "c"], ["a"]],
    }
    _, out, _ = command("-", given=given)
    found = json.loads(out)
    assert found["score"] == {"value": -1.5, "bound": 1.5, "proven": True}
    judged = found["judged"]
    assert (judged["score"], judged["price"]) == (-1.5, 3.0)
    assert judged["best"] == {"score": 1.5, "packages": [["a", "b"], ["c"]]}
    assert {"activity": "b", "to": "p2", "gain": 3.0} in judged["moves"]
    assert {"activity": "c", "to": None, "gain": 1.5} in judged["moves"]


def test_a_team_that_is_too_large_is_split_in_the_answer(command: Command) -> None:
    partner = [{"name": "x", "need": "needed", "people": 6}]
    other = [{"name": "y", "need": "needed", "people": 6}]
    given = {
        "version": 1,
        "activities": [{"id": "a", "name": "A", "partners": partner}, {"id": "b", "name": "B", "partners": other}],
        "coherence": [{"a": "a", "b": "b", "value": 2}],
    }
    _, out, _ = command("-", given=given)
    (package,) = json.loads(out)["packages"]
    assert package["team"] == {"people": 12, "band": "split", "rule": "R26"}
    cut = [{"a": "a", "b": "b", "coherence": 2.0}]
    assert package["split"] == {
        "teams": [["a"], ["b"]], "price": 0.5, "cut": cut, "code": "all_apart", "too_large": [], "rule": "R27",
    }  # fmt: skip


def test_a_split_that_cannot_make_teams_that_fit_says_so(command: Command) -> None:
    crowd, few = ([{"name": name, "need": "needed", "people": people}] for name, people in (("x", 12), ("y", 1)))
    names = {"a": crowd, "b": few, "c": few}
    given = {
        "version": 1,
        "activities": [{"id": it, "name": it, "partners": partners} for it, partners in names.items()],
        "coherence": [{"a": a, "b": b, "value": 3} for a, b in (("a", "b"), ("a", "c"), ("b", "c"))],
    }
    split = json.loads(command("-", given=given)[1])["packages"][0]["split"]
    assert (split["code"], split["too_large"], split["price"]) == ("still_too_large", ["a"], 3.0)
    assert split["teams"] == [["b", "c"], ["a"]]


def test_warnings_carry_the_key_of_a_text(command: Command) -> None:
    _, out, _ = command("-", given=activities())
    assert json.loads(out)["warnings"] == [{"rule": "R20", "message_key": "propose.warning.all_unknown"}]


def test_text_is_written_as_text_not_as_codes(command: Command) -> None:
    _, out, _ = command("-", given={"version": 1, "activities": [{"id": "één", "name": "Één"}]})
    assert '"één"' in out


def test_a_file_may_begin_with_a_byte_order_mark(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(EXAMPLE).encode())
    code, out, _ = command(str(file))
    assert code == 0
    assert json.loads(out)["score"]["value"] == 1.17


@pytest.mark.parametrize(("lang", "expected"), [("nl", "Voorstel: 2 pakketten"), ("en", "Proposal: 2 packages")])
def test_text_instead_of_json_is_plain_lines_in_the_language_asked_for(
    command: Command, lang: str, expected: str
) -> None:
    code, out, _ = command("-", "--format", "text", "--lang", lang, given=EXAMPLE)
    assert code == 0
    assert out.splitlines()[0] == f"{expected}, score 1{',' if lang == 'nl' else '.'}17 [R20]"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(b"", "$: is not valid JSON (line 1, column 0)", id="nothing"),
        pytest.param(b'{"version": 1,', "$: is not valid JSON (line 1, column 14)", id="half a document"),
        pytest.param(b'{"version": 1} x', "$: is not valid JSON (line 1, column 16)", id="more than a document"),
        pytest.param(b"[" * 5000, "$: is not valid JSON", id="too deep"),
        pytest.param(b'{"version": \xff}', "$: is not UTF-8 text (byte 13)", id="not UTF-8"),
        pytest.param(
            b'{"version": 1, "activities": [{"id": "\\ud800"}]}', "$: is not valid JSON", id="half a character"
        ),
        pytest.param(b"[]", "$: is not an object", id="a list"),
        pytest.param({"activities": []}, "version: is missing", id="no version"),
        pytest.param({"version": 1}, "activities: is missing", id="no activities"),
        pytest.param(changed(version="1"), "version: is not a valid value. Expected: 1.", id="a version in quotes"),
        pytest.param(changed(activities=None), "activities: is not a list", id="activities are null"),
        pytest.param(changed(activities={"a": 1}), "activities: is not a list", id="activities are an object"),
        pytest.param(changed(activities=["a"]), "activities[0]: is not an object", id="an activity is text"),
        pytest.param(activities(name=None), "activities[0].name: is not text", id="a name is null"),
        pytest.param(activities(id=1), "activities[0].id: is not text", id="an id is a number"),
        pytest.param(activities(id="b"), "activities[1].id: is 'b', an id that is already there", id="an id twice"),
        pytest.param(activities(challenges="c1"), "activities[0].challenges: is not a list", id="a list is text"),
        pytest.param(
            activities(frequency=4),
            "activities[0].frequency: is not a valid value. Expected: a whole number from 0 to 3.",
            id="too high",
        ),
        pytest.param(activities(frequency=-1), "activities[0].frequency: is not", id="too low"),
        pytest.param(activities(frequency=True), "activities[0].frequency: is not", id="a level is true"),
        pytest.param(activities(frequency=1.0), "activities[0].frequency: is not", id="a level with a point"),
        pytest.param(activities(frequency="1"), "activities[0].frequency: is not", id="a level in quotes"),
        pytest.param(activities(frequency=float("nan")), "activities[0].frequency: is not", id="a level is NaN"),
        pytest.param(
            activities(working_area=0),
            "activities[0].working_area: is not a valid value. Expected: a whole number from 1 to 5.",
            id="areas begin at 1",
        ),
        pytest.param(
            activities(partners=[{"name": "x", "need": "nodig"}]),
            "activities[0].partners[0].need: is not a valid value. Expected: one of not_needed, handy, needed.",
            id="a need in Dutch",
        ),
        pytest.param(
            activities(partners=[{"name": "x", "people": 0}]),
            "activities[0].partners[0].people: is not a valid value. Expected: a whole number of 1 or more.",
            id="nobody",
        ),
        pytest.param(changed(challenge={"known": 5}), "challenge.known: is not", id="knowledge beyond the scale"),
        pytest.param(changed(challenge={"kind": 3}), "challenge.kind: is not", id="a kind that is a number"),
        pytest.param(changed(challenge={"wie": "x"}), "challenge.wie: is not known", id="an unknown key"),
        pytest.param(changed(**{"a b\n": 1}), "['a b\\n']: is not known", id="an unknown key that is no word"),
        pytest.param(
            changed(coherence=[{"a": "kine", "b": "aanp", "value": 1, "values": [1]}]),
            "coherence[0]: has both value and values",
            id="value and values",
        ),
        pytest.param(
            changed(coherence=[{"a": "kine", "b": "aanp", "value": 1.5}]),
            "coherence[0].value: is not",
            id="an agreed value between two levels",
        ),
        pytest.param(
            changed(coherence=[{"a": "kine", "b": "aanp", "values": [1, None]}]),
            "coherence[0].values[1]: is not",
            id="a voice that is null",
        ),
        pytest.param(
            changed(coherence=[{"a": "kine", "b": "x", "value": 1}]),
            "coherence[0].b: names 'x', which is not an activity",
            id="a pair with a stranger",
        ),
        pytest.param(
            changed(coherence=[{"a": "kine", "b": "kine", "value": 1}]),
            "coherence[0]: compares 'kine' with itself",
            id="a pair with itself",
        ),
        pytest.param(
            changed(coherence=[{"a": "kine", "b": "aanp"}, {"a": "aanp", "b": "kine"}]),
            "coherence[1]: repeats the pair 'aanp', 'kine'",
            id="a pair twice",
        ),
        pytest.param(
            changed(packages=[["kine"], ["aanp", "x", "aanp"]]),
            "packages: leaves out 'hulp'. names 'x', which is no activity. holds 'aanp' more than once.",
            id="no partition",
        ),
        pytest.param(changed(packages=[["kine", "aanp", "hulp"], []]), "packages[1]: is empty", id="an empty package"),
        pytest.param(
            changed(joint_decisions=[{"a": "kine", "b": "hulp", "levels": ["doelen"]}]),
            "joint_decisions[0].levels[0]: is not a valid value. Expected: one of goals, method, application.",
            id="a level of deciding in Dutch",
        ),
        pytest.param(
            changed(joint_decisions=[{"a": "x", "b": "hulp"}]),
            "joint_decisions[0].a: names 'x'",
            id="a decision with a stranger",
        ),
        pytest.param(
            changed(challenges=[{"id": "c2"}]),
            "activities[0].challenges[0]: names 'c1', which is not a challenge",
            id="a challenge that was not listed",
        ),
        pytest.param(
            changed(challenge_links=[{"a": "c1", "b": "c1", "value": 1}]),
            "challenge_links[0]: compares 'c1' with itself",
            id="a challenge with itself",
        ),
    ],
)
def test_bad_input_says_where_what_and_what_is_expected(command: Command, given: bytes | Json, expected: str) -> None:
    code, out, err = command("-", "--lang", "en", given=given)
    assert (code, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith(expected)
    assert " Expected: " in line


def test_a_hostile_id_stays_on_its_line(command: Command) -> None:
    hostile = "\x1b[31m\nversion: ok\u202e"
    given = {**activities(), "coherence": [{"a": "a", "b": hostile, "value": 1}]}
    _, _, err = command("-", given=given)
    assert len(err.splitlines()) == 1
    assert "\x1b" not in err
    assert "\u202e" not in err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(("nowhere.json",), "nowhere.json: bestaat niet.", id="no file"),
        pytest.param((".",), ".: is niet te lezen.", id="a folder"),
        pytest.param(("-", "--lang", "xx"), "--lang: 'xx' spreken we niet.", id="no such language"),
        pytest.param(
            ("-", "--stream", "--format", "text"), "--format: gaat niet samen met --stream.", id="a stream of text"
        ),
    ],
)
def test_arguments_that_cannot_be_are_refused(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(expected)
    assert len(err.splitlines()) == 1


def test_a_stream_answers_line_by_line_in_the_language_asked_for(command: Command) -> None:
    lines = [json.dumps(EXAMPLE), "nee", json.dumps(changed(packages=[["kine"]]))]
    code, out, err = command("-", "--stream", "--lang", "en", given="\n".join(lines))
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, err, len(answers)) == (0, "", 3)
    assert answers[0] == json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert answers[1]["error"][0]["message"].startswith("is not valid JSON (line 1, column 2)")
    assert answers[2]["error"] == [
        {
            "path": "packages",
            "message": "leaves out 'aanp', 'hulp'. Expected: every activity in exactly one package.",
        }
    ]
