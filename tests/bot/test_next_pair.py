"""The next question as other programs ask for it: one document or a dialogue."""

import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main

Json = dict[str, Any]

IDS = ("bezoek", "kine", "klus", "tuin")
UNASKED: Json = {"version": 1, "activities": [{"id": name, "name": name} for name in IDS]}


def with_answers(*answers: tuple[str, str, int]) -> Json:
    return {**UNASKED, "coherence": [{"a": a, "b": b, "value": value} for a, b, value in answers]}


def asked(document: Json, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Json:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(document), "utf-8")
    assert main(["next-pair", str(path)]) == 0
    found: Json = json.loads(capfd.readouterr().out)
    return found


def test_the_answer_has_exactly_the_keys_of_the_contract(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = asked(UNASKED, tmp_path, capfd)
    assert [*found] == ["version", "pair", "asked", "total", "stable", "reason"]
    assert (found["version"], found["asked"], found["total"], found["stable"]) == (1, 0, 6, False)
    assert set(found["pair"]) < set(IDS)
    assert found["reason"] == "nothing_known"


def test_activities_of_one_challenge_are_asked_about_first(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shared = {"bezoek": ["c1"], "kine": ["c2"], "klus": ["c1"], "tuin": ["c3"]}
    activities = [{"id": name, "name": name, "challenges": shared[name]} for name in IDS]
    challenges = [{"id": name} for name in ("c1", "c2", "c3")]
    found = asked({**UNASKED, "activities": activities, "challenges": challenges}, tmp_path, capfd)
    assert (found["pair"], found["reason"]) == (["bezoek", "klus"], "shared_challenge")


def test_when_all_is_known_no_pair_is_left(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = asked(with_answers(*((a, b, 0) for a, b in combinations(IDS, 2))), tmp_path, capfd)
    assert found["pair"] is None
    assert found["asked"] == found["total"] == len(list(combinations(IDS, 2)))


@pytest.mark.parametrize("activities", [[], UNASKED["activities"][:1]], ids=["none", "one"])
def test_without_two_activities_nothing_is_asked(
    activities: list[Json], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    found = asked({"version": 1, "activities": activities}, tmp_path, capfd)
    assert (found["pair"], found["total"], found["stable"]) == (None, 0, True)


def test_a_dialogue_asks_each_pair_once_and_ends(capfd: pytest.CaptureFixture[str]) -> None:
    command = (sys.executable, "-m", "bot", "next-pair", "-", "--stream")
    pipe = subprocess.PIPE
    answers: list[tuple[str, str, int]] = []
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as process:  # noqa: S603 - our own command
        assert process.stdin is not None
        assert process.stdout is not None
        while True:
            process.stdin.write(json.dumps(with_answers(*answers)).encode() + b"\n")
            process.stdin.flush()
            found = json.loads(process.stdout.readline())
            if found["pair"] is None:
                break
            a, b = found["pair"]
            assert (a, b) not in {(one, other) for one, other, _ in answers}
            answers.append((a, b, 3 if {a, b} == {"kine", "klus"} else 0))
        process.stdin.close()
    assert found["asked"] == len(answers)


def test_a_bad_line_gets_an_error_and_the_stream_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "answers.jsonl"
    lines.write_text('{"version": 2}\n' + json.dumps(UNASKED) + "\n", "utf-8")
    assert main(["next-pair", str(lines), "--stream"]) == 0
    bad, good = map(json.loads, capfd.readouterr().out.splitlines())
    assert {it["path"] for it in bad["error"]} == {"version", "activities"}
    assert good["pair"] is not None


def test_bad_input_is_refused_with_a_line_per_problem(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(with_answers(("kine", "kine", 3), ("kine", "nobody", 4))), "utf-8")
    assert main(["next-pair", str(path)]) == 2
    out, err = capfd.readouterr()
    assert not out
    assert "coherence[1].value" in err
