"""Exercises share a worker as long as all is right. No exercise loses points for what another one left behind."""

from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.sandbox.nursery import Nursery
from tests.conftest import Graded
from tests.submissions_graded.places import POINTS, results

CONV = (SOLUTIONS / "conv.py").read_text(encoding="utf-8")
SPOILERS = {
    "takes np.pad away": "del np.pad",
    "makes np.zeros forget its shape": "np.zeros = lambda *args, **kwargs: 0",
    "replaces another function": "globals()['conv_forward_naive'] = None",
    "leaves little memory": "KEPT.append(np.ones(100 * 2**20))",
    "raises at every call from now on": "sys.setprofile(lambda *_: 1 / 0)",
    "fills the folder of modules": "sys.modules.clear()",
}


def spoiled(folder: Path, spoiler: str) -> Path:
    """The solutions in one file, with a right conv_output_size that does harm to whatever runs after it."""
    call = f"def conv_output_size(*sizes):\n    {spoiler}\n    return _right(*sizes)\n"
    size = f"\n\nKEPT = []\n_right = conv_output_size\n{call}"
    (folder / "conv.py").write_text(f"import sys\n{CONV}{size}", encoding="utf-8")
    return folder


@pytest.mark.parametrize("spoiler", SPOILERS.values(), ids=SPOILERS.keys())
def test_a_right_exercise_that_does_harm_costs_no_other_exercise_anything(
    spoiler: str, graded: Graded, short_exam: Exam, tmp_path: Path
) -> None:
    marks = results(graded(spoiled(tmp_path, spoiler), short_exam))
    for name in ("conv_forward_naive", "conv_backward_naive"):
        assert marks[name] == ("passed", POINTS[name])


def test_what_is_printed_is_told_once_beside_the_exercise_that_printed_it(
    graded: Graded, short_exam: Exam, tmp_path: Path
) -> None:
    harm = "print('size'); del np.pad"
    spoiled(tmp_path, f"if not KEPT: KEPT.append(1); {harm}")
    text = (tmp_path / "conv.py").read_text(encoding="utf-8")
    speak = "if len(KEPT) < 2: print('forward'); KEPT.extend((1, 1))"
    call = f"def conv_forward_naive(*given):\n    {speak}\n    return _forward(*given)\n"
    forward = f"\n_forward = conv_forward_naive\n{call}"
    (tmp_path / "conv.py").write_text(f"{text}{forward}", encoding="utf-8")
    report = graded(tmp_path, short_exam)
    printed = {exercise.name: exercise.printed for exercise in report.exercises if exercise.printed}
    assert printed["conv_output_size"] == ("size",)
    assert printed["conv_forward_naive"] == ("forward",)


def test_right_exercises_share_a_worker(graded: Graded, short_exam: Exam, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    start = Nursery.start

    def counted(*given: object) -> int:
        started.append(1)
        return start(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(Nursery, "start", counted)
    graded(SOLUTIONS, short_exam)
    assert len(started) == 1
