"""The handout in use: no solutions, the public exam, and an honest word about it."""

import json
from pathlib import Path
from typing import Any

import pytest

from grader.exam import Exam
from grader.exercises import EXERCISES
from tests.handout.places import run
from tests.misconceptions.catalogues import MODELS, solution_of

HONEST = "public exam: the hidden one has other cases"


def test_the_public_exam_is_asked_and_said_to_be_public(home: Path, exam: Exam) -> None:
    ran = run(home, "-m", "grader", "grade", "assignment", "--exercise", "im2col", "--json", "report.json")
    report = json.loads((home / "report.json").read_bytes())
    assert ran.returncode == 0
    assert f"\nNote: {HONEST}\n" in ran.stdout
    assert (report["exam"], report["notes"]) == (exam.digest, [HONEST])


@pytest.mark.parametrize("way", [{"words": ("--seed", "7")}, {"GRADER_SEED": "7"}])
def test_no_other_exam_can_be_drawn(home: Path, way: dict[str, Any]) -> None:
    environment = {name: value for name, value in way.items() if name != "words"}
    ran = run(home, "-m", "grader", "grade", "assignment", *way.get("words", ()), **environment)
    assert ran.returncode == 2
    assert "there are no solutions in" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_known_mistake_is_shown_on_its_smallest_case_with_its_story(home: Path) -> None:
    """Which needs right answers that are not in the exam."""
    model = next(model for model in MODELS if (model.name, model.of) == ("stride_ignored", "conv_forward_naive"))
    (home / "mine.py").write_text(model.source(solution_of(model)), encoding="utf-8")
    ran = run(home, "-m", "grader", "grade", "mine.py", "--exercise", "conv_forward_naive")
    assert "(stride_ignored)" in ran.stdout
    assert "smallest case: N=1 C=1 " in ran.stdout
    assert "stride=2" in ran.stdout


def test_the_self_check_asks_it_too(home: Path) -> None:
    pytest.importorskip("hypothesis", reason="what students install")
    ran = run(home, "-m", "pytest", "-q", "-k", "conv_output_size")
    assert ran.returncode == 0
    assert HONEST in ran.stdout
    assert "4 skipped" in ran.stdout


def test_every_stub_can_be_had_back(home: Path) -> None:
    """Also when nothing of it is in the assignment any more."""
    for exercise in EXERCISES:
        file = home / "assignment" / f"{exercise.stem}.py"
        handed_out = file.read_text(encoding="utf-8")
        file.write_text("mine = 1\n", encoding="utf-8")
        ran = run(home, "-m", "grader", "reset", exercise.name, "--file")
        assert (ran.returncode, ran.stderr) == (0, "")
        assert file.read_text(encoding="utf-8") == handed_out


def test_the_help_of_every_verb_is_there(home: Path) -> None:
    for verb in ("grade", "hint", "rubric", "batch", "handout"):
        assert run(home, "-m", "grader", verb, "--help").returncode == 0
