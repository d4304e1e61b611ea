"""`grade --isolation`: stop where a submission could get out, but for one's own code; and say so in the report."""

import json
from functools import partial
from pathlib import Path

import pytest

from grader.cli import choose_isolation
from grader.cli import grade as verb
from grader.cli.choose_isolation import ASSIGNMENT
from grader.sandbox.isolation import BEST_EFFORT, REQUIRED, Isolation
from grader.sandbox.nursery import Nursery
from tests.cli.conftest import Run


@pytest.fixture
def weak(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers have no layers but a process of their own and limits."""
    monkeypatch.setattr(verb, "Nursery", partial(Nursery, ("process", "rlimits")))


@pytest.mark.usefixtures("weak")
def test_where_a_layer_is_missing_a_submission_is_not_run(run: Run, submission: Path, exam_file: Path) -> None:
    ran = run("grade", submission, "--exam", exam_file)
    assert (ran.status, ran.out) == (3, "")
    assert ran.sentence.startswith("grader: ")
    assert "landlock (it was left out)" in ran.sentence
    assert ran.sentence.endswith("or say --isolation=best-effort to go on without")


@pytest.mark.usefixtures("weak")
def test_best_effort_goes_on_says_so_and_has_it_in_the_report(run: Run, submission: Path, exam_file: Path) -> None:
    ran = run("grade", submission, "--exam", exam_file, "--isolation=best-effort", "--json", "-")
    assert ran.status == 0
    assert ran.sentence.endswith("missing: grade only code that you trust")
    isolation = json.loads(ran.out)["isolation"]
    assert isolation["layers"] == ["process", "rlimits"]
    assert {"landlock", "seccomp"} <= set(isolation["missing"])


def test_where_all_stands_the_report_says_which_layers_do(
    run: Run, submission: Path, exam_file: Path, nursery: Nursery
) -> None:
    standing = nursery.standing()
    if {"landlock", "seccomp"} & standing.missing.keys():
        pytest.skip(standing.sentence(standing.missing))
    ran = run("grade", submission, "--exam", exam_file, "--isolation=required", "--json", "-")
    assert (ran.status, ran.err) == (0, "")
    isolation = json.loads(ran.out)["isolation"]
    assert {"process", "privileges", "landlock", "rlimits", "seccomp"} <= set(isolation["layers"])
    assert set(isolation["missing"]) <= {"user"}  # where somebody else can't read this Python


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("path", "options", "demanded"),
    [
        (ASSIGNMENT, [], BEST_EFFORT),
        (ASSIGNMENT / "conv.py", [], BEST_EFFORT),
        (ASSIGNMENT / ".." / "solutions", [], REQUIRED),
        (Path("nowhere\0at all"), [], REQUIRED),
        (ASSIGNMENT, ["--isolation=required"], REQUIRED),
        (Path("/tmp"), ["--isolation=best-effort"], BEST_EFFORT),  # noqa: S108  # nothing is read there
    ],
)
def test_one_s_own_code_needs_no_box_and_any_other_does(
    run: Run, exam_file: Path, monkeypatch: pytest.MonkeyPatch, path: Path, options: list[str], demanded: Isolation
) -> None:
    asked: list[Isolation] = []

    def demand(isolation: Isolation, _nursery: object) -> str:
        asked.append(isolation)
        return ""

    monkeypatch.setattr(choose_isolation, "demand", demand)
    run("grade", path, "--exam", exam_file, *options)
    assert asked == [demanded]
