"""An interface can be chosen, and a report, a class and their exports tell which it was."""

import json
from pathlib import Path

import pytest

from grader.cli.main import main
from grader.errors import InputError
from grader.exam import Exam, save
from grader.exercises import EXERCISES
from grader.gradebook.gradebook import Gradebook
from grader.gradebook.terms import Terms
from grader.interfaces.interface import interface_of, interfaces, named
from grader.marking.grade import grade
from grader.report.as_json import as_json
from grader.report.from_json import from_json
from grader.sandbox.nursery import Nursery
from tests.conftest import SEED
from tests.submissions_graded.places import SUBMISSIONS

COURSES = SUBMISSIONS / "courses"


def test_a_chosen_interface_goes_before_what_is_recognised(exam: Exam, nursery: Nursery) -> None:
    report = grade(COURSES / "from_scratch.py", exam, nursery, explained=False, interface="assignment")
    assert (report.interface, report.max_score, report.score) == ("assignment", 100, 20)
    report = grade(COURSES / "cs231n_layers.py", exam, nursery, explained=False, interface="single-image")
    assert [result.status for result in report.exercises] == ["missing"]


def test_an_exercise_that_the_interface_has_not_is_refused(short_exam: Exam, nursery: Nursery) -> None:
    size = [exercise for exercise in EXERCISES if exercise.name == "conv_output_size"]
    with pytest.raises(InputError, match="the interface from-scratch has no conv_output_size"):
        grade(COURSES / "from_scratch.py", short_exam, nursery, exercises=size)


def test_an_unknown_interface_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", str(COURSES), "--interface", "fortran"]) == 2
    assert "cs231n, from-scratch, single-image, torch-like" in capsys.readouterr().err


def test_the_report_keeps_it(short_exam: Exam, nursery: Nursery) -> None:
    report = grade(COURSES / "torch_like.py", short_exam, nursery, explained=False)
    content = json.loads(as_json(report))
    assert (content["interface"], content["max_score"]) == ("torch-like", 49)
    assert [one["called"] for one in content["exercises"]] == ["conv2d_naive", "", "", "conv2d_im2col", "Conv2dNumpy"]
    assert from_json(as_json(report)).interface == "torch-like"


def test_another_choice_is_graded_again() -> None:
    assert Terms("exam").key != Terms("exam", interface="cs231n").key


def test_a_class_may_follow_several_interfaces(short_exam: Exam, tmp_path: Path) -> None:
    pytest.importorskip("jinja2", reason="a class's pages need Jinja2")
    (tmp_path / "class").mkdir()
    for path in (COURSES / "from_scratch.py", COURSES / "torch_like.py", SUBMISSIONS / "real" / "seed003_mended.py"):
        (tmp_path / "class" / path.stem).mkdir()
        (tmp_path / "class" / path.stem / path.name).write_bytes(path.read_bytes())
    save(short_exam, tmp_path / "exam.npz")
    out = tmp_path / "out"
    command = ["batch", str(tmp_path / "class"), "--out", str(out), "--exam", str(tmp_path / "exam.npz")]
    assert main([*command, "--no-similar", "--jobs", "1", "--isolation", "best-effort"]) == 0
    with Gradebook.read(out) as book:
        marks = {entry.id: (entry.score, entry.max_score) for entry in book.entries()}
        assert book.report("from_scratch").interface == "from-scratch"
    assert marks == {"from_scratch": (71, 71), "torch_like": (49, 49), "seed003_mended": (36, 100)}
    assert main(["export", str(out), "--format", "csv", "--to", str(tmp_path / "grades.csv")]) == 0
    assert ",71,71,graded," in (tmp_path / "grades.csv").read_text(encoding="utf-8-sig")


def test_points_are_absolute() -> None:
    points = {name: interface.points for name, interface in interfaces().items()}
    assert points == {"assignment": 100, "cs231n": 83, "from-scratch": 71, "single-image": 12, "torch-like": 49}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[exercises.fold]\nkind = "function"', "there is no exercise fold"),
        ('[exercises.im2col]\nkind = "method"', "its kind is one of"),
        ('[exercises.im2col]\nkind = "function"\nlayout = "diagonal"', "layout is one of"),
        ('[exercises.im2col]\nkind = "function"\nname = "f"', "nobody knows what name is"),
    ],
)
def test_a_file_with_a_slip_says_so(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        interface_of("mine", text)


def test_all_have_their_names() -> None:
    assert named("cs231n").name == "cs231n"


def test_grade_asks_for_all_that_the_recognised_interface_has(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grade", str(COURSES / "single_image.py"), "--seed", str(SEED)]) == 0
    assert capsys.readouterr().out.startswith("single_image.py: 12 of 12 points\n")
