"""Drawing: the same for the same seed wherever it is done, and never from solutions that are wrong."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import shapes
from grader.case import Case
from grader.cases import DRAWERS
from grader.errors import InputError, MachineryError
from grader.exam import Exam
from grader.exam.draw import draw_exam
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.exercises.conv import conv_backward, conv_forward, conv_output_size
from tests.conftest import SEED

SolutionsWith = Callable[[str, str], Path]

PROJECT = Path(__file__).resolve().parents[2]
BY_NAME = {exercise.name: exercise for exercise in EXERCISES}
# Some exercises, and fewer candidates for their cases: the whole takes five times as long.
SOME = ["conv_output_size", "conv_forward_im2col", "avg_pool_backward_naive"]
CANDIDATES = 30
DRAW = """
import sys
from grader import shapes
from grader.exam.draw import draw_exam
from grader.exercises import EXERCISES

seed, shapes.CANDIDATES, *names = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
print(draw_exam(seed, exercises=[exercise for exercise in EXERCISES if exercise.name in names]).digest)
"""


@pytest.fixture
def few_cases(short_exam: Exam, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing gives a few cases, at once."""
    for kind in DRAWERS:
        cases = short_exam.cases[kind.__name__]

        def drawer(_number: int, cases: object = cases) -> object:
            return cases

        monkeypatch.setitem(DRAWERS, kind, drawer)


def refusal(solutions: Path, *exercises: Exercise) -> str:
    with pytest.raises(MachineryError) as raised:
        draw_exam(SEED, solutions, exercises)
    return str(raised.value)


@pytest.fixture
def draw_some(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Exam]:
    """`draw_some(seed, *names)` draws an exam on these exercises, of fewer candidates."""
    monkeypatch.setattr(shapes, "CANDIDATES", CANDIDATES)

    def run(seed: int, *names: str) -> Exam:
        return draw_exam(seed, exercises=[exercise for exercise in EXERCISES if exercise.name in names])

    return run


def test_an_exam_is_the_same_in_another_process_with_another_hash_seed_and_folder(
    draw_some: Callable[..., Exam], tmp_path: Path
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": "99", "LC_ALL": "C", "TZ": "Asia/Seoul"}
    command = [sys.executable, "-c", DRAW, str(SEED), str(CANDIDATES), *SOME]
    printed = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True).stdout  # noqa: S603
    assert printed.strip() == draw_some(SEED, *SOME).digest


def test_another_seed_gives_another_exam(draw_some: Callable[..., Exam]) -> None:
    first, again, other = (draw_some(seed, "im2col") for seed in (5, 5, 6))
    assert first.digest == again.digest
    assert first.digest != other.digest
    dims = [[case.dims for case in exam.cases["WindowCase"]] for exam in (first, again, other)]
    assert dims[0] == dims[1] != dims[2]


def test_without_solutions_there_is_no_exam(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there are no solutions in .*/nothing to draw an exam from"):
        draw_exam(SEED, tmp_path / "nothing")


@pytest.mark.usefixtures("few_cases")
def test_the_copied_solutions_of_these_tests_are_right(solutions_with: SolutionsWith) -> None:
    exam = draw_exam(SEED, solutions_with("conv", "# nothing"), [conv_backward])
    assert exam.expected.keys() == {"conv_backward_naive/gradients"}


WRONG_GRADIENTS = {
    "conv_backward_naive": ("conv", 'dx, dw, db = right(*given); return dx, {"dw": dw * 1.001}["dw"], db', "dw"),
    "conv_backward_im2col": ("im2col", "dx, dw, db = right(*given); return dx, dw, db / 2", "db"),
    "col2im": ("im2col", "return right(*given) / 2", "x"),
    "max_pool_backward_naive": ("pooling", "return right(*given) * (1 + 1e-8)", "dx"),
    "avg_pool_backward_naive": ("pooling", "return right(*given) * (1 - 1e-8)", "dx"),
}


@pytest.mark.usefixtures("few_cases")
@pytest.mark.parametrize("name", WRONG_GRADIENTS)
def test_a_backward_that_is_not_the_gradient_of_its_forward_stops_the_drawing(
    name: str, solutions_with: SolutionsWith
) -> None:
    stem, wrong, value = WRONG_GRADIENTS[name]
    solutions = solutions_with(stem, f"right = {name}\n\n\ndef {name}(*given):\n    {wrong}")
    said = refusal(solutions, BY_NAME[name])
    assert said.startswith(f"the reference's {value} in {name} is not the gradient of its forward on {{'N'")


@pytest.mark.usefixtures("few_cases")
def test_a_layer_with_a_wrong_gradient_stops_the_drawing(solutions_with: SolutionsWith) -> None:
    wrong = """class Right(Conv2d):
    pass


class Conv2d(Right):
    def backward(self, dout):
        dx = super().backward(dout)
        self.bias_grad = self.bias_grad * 2
        return dx"""
    said = refusal(solutions_with("conv_layer", wrong), BY_NAME["Conv2d"])
    assert "bias_grad in Conv2d is not the gradient" in said


@pytest.mark.usefixtures("few_cases")
@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("raise ValueError('nowhere')", "conv_forward_naive raised ValueError: nowhere"),
        ("return None", "conv_forward_naive returned None"),
        ("return right(*given)[0]", "where two values are expected"),
        ("raise NotImplementedError", "conv_forward_naive is not written yet"),
        ("given[0][...] = 0; return right(*given)", "is 0 after it"),
        ("out, cache = right(*given); return keep.setdefault(out.shape, out), cache", "is the same for other inputs"),
    ],
    ids=["raises", "none", "one", "stub", "changes its input", "remembers"],
)
def test_a_forward_that_fails_its_own_exam_stops_the_drawing(
    body: str, words: str, solutions_with: SolutionsWith
) -> None:
    text = f"right, keep = conv_forward_naive, {{}}\n\n\ndef conv_forward_naive(*given):\n    {body}"
    assert words in refusal(solutions_with("conv", text), conv_forward)


@pytest.mark.usefixtures("few_cases")
def test_two_convolutions_that_differ_stop_the_drawing(solutions_with: SolutionsWith) -> None:
    wrong = "right = conv_forward_im2col\n\n\ndef conv_forward_im2col(*given):\n    out, cache = right(*given)\n"
    wrong += "    return out * (1 + 2**-30), cache"
    assert "the reference's two convolutions differ on" in refusal(solutions_with("im2col", wrong), conv_backward)


@pytest.mark.usefixtures("few_cases")
def test_solutions_with_one_function_missing_stop_the_drawing(solutions_with: SolutionsWith) -> None:
    said = refusal(solutions_with("conv", "del conv_forward_naive"), conv_forward)
    assert "fails its own exam in conv_forward_naive" in said
    assert "conv_forward_naive is not defined in any of the files" in said


@pytest.mark.usefixtures("few_cases")
def test_a_forward_that_the_gradients_need_must_be_there(solutions_with: SolutionsWith) -> None:
    said = refusal(solutions_with("im2col", "del conv_forward_im2col"), conv_backward)
    assert said.startswith("the reference can't be asked: conv_forward_im2col is not defined in any of the files.")


@pytest.mark.usefixtures("few_cases")
def test_a_check_that_looks_at_no_case_stops_the_drawing(monkeypatch: pytest.MonkeyPatch, short_exam: Exam) -> None:
    plainest: list[Case] = [case for case in short_exam.cases["SizeCase"] if not case.features]
    monkeypatch.setitem(DRAWERS, conv_output_size.cases, lambda _number: plainest)
    with pytest.raises(MachineryError, match="no case for conv_output_size's size_padding"):
        draw_exam(SEED, exercises=[conv_output_size])
