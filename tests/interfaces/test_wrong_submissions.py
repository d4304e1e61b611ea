"""Faults under other names lose the same checks, and are told by the student's own names."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.report.as_text import as_text
from grader.report.result import ExerciseResult, Report
from tests.conftest import Graded
from tests.submissions_graded.places import SUBMISSIONS

COURSES = SUBMISSIONS / "courses"
AskOnly = Callable[[Iterable[str]], None]


@pytest.fixture
def changed(graded: Graded, exam: Exam, tmp_path: Path, ask_only: AskOnly) -> Callable[..., Report]:
    """`changed(stem, exercise, old, new)`: the report on one exercise of a right submission with a fault in it."""

    def run(stem: str, exercise: str, old: str, new: str) -> Report:
        ask_only([exercise])
        source = (COURSES / f"{stem}.py").read_text(encoding="utf-8")
        assert old in source
        (tmp_path / f"{stem}.py").write_text(source.replace(old, new), encoding="utf-8")
        return graded(tmp_path, exam)

    return run


def lost(result: ExerciseResult) -> set[str]:
    """The checks that are told."""
    return {check.name for check in result.checks if check.status not in ("passed", "skipped")}


def test_a_forgotten_bias_is_named(changed: Callable[..., Report]) -> None:
    old = "np.dot(self.col, self.col_W) + self.b"
    (result,) = changed("from_scratch", "conv_forward_naive", old, old.removesuffix(" + self.b")).exercises
    assert lost(result) == {"bias"}
    assert {check.misconception for check in result.checks if check.misconception} == {"bias_forgotten"}
    assert result.called == "Convolution.forward"


def test_weights_are_updated_against_the_gradient(changed: Callable[..., Report]) -> None:
    (result,) = changed("torch_like", "Conv2d", "self.weight -=", "self.weight +=").exercises
    assert lost(result) == {"update"}
    assert result.called == "Conv2dNumpy"


def test_a_layer_whose_objects_share_their_cache_is_found(changed: Callable[..., Report]) -> None:
    source = "self.x, self.arg_max = x, np"
    report = changed("from_scratch", "max_pool_backward_naive", source, "Pooling.x, Pooling.arg_max = x, np")
    assert lost(report.exercises[0]) == {"pure_gradient"}


LAYERS_WITH_STATE = {
    "its class keeps the gradients": ("self.dW = ", "Convolution.dW = "),
    "its gradients add up": ("self.dW = ", "self.dW = getattr(self, 'dW', 0) + "),
    "it learns from its first batch alone": (
        "return out.reshape(N, out_h, out_w, -1)",
        "self.col = vars(self).setdefault('first', self.col)\n        return out.reshape(N, out_h, out_w, -1)",
    ),
}


@pytest.mark.parametrize(("old", "new"), LAYERS_WITH_STATE.values(), ids=LAYERS_WITH_STATE)
def test_a_layer_that_would_go_wrong_in_training_is_found(changed: Callable[..., Report], old: str, new: str) -> None:
    (result,) = changed("from_scratch", "conv_backward_naive", old, new).exercises
    assert lost(result) == {"gradients_repeatable"}


def test_numbers_in_the_wrong_order_have_the_right_shape(changed: Callable[..., Report]) -> None:
    old = "kernel_size[1], -1)"
    (result,) = changed("torch_like", "im2col", old, f"{old}[:, :, ::-1]").exercises
    assert "cols_shape" not in lost(result)
    assert "cols_plain" in lost(result)


def test_an_im2col_of_no_known_shape_is_told_in_its_own_layout(changed: Callable[..., Report]) -> None:
    (result,) = changed("torch_like", "im2col", "kernel_size[1], -1)", "kernel_size[1], -1)[..., None]").exercises
    (check,) = [check for check in result.checks if check.name == "cols_shape"]
    assert "returned an array of shape" in check.message


def test_who_writes_into_what_it_was_given_is_found_in_another_layout(changed: Callable[..., Report]) -> None:
    old = "    parts = cols.reshape"
    (result,) = changed("cs231n_layers", "col2im", old, f"    cols *= 2\n{old}").exercises
    assert "x_plain" in lost(result)
    new = f"    result = cols.copy()\n    cols *= 2\n    cols = result\n{old}"
    (result,) = changed("cs231n_layers", "col2im", old, new).exercises
    assert lost(result) == {"x_pure"}


def test_a_fault_in_a_class_s_forward_is_told_by_that_name(changed: Callable[..., Report]) -> None:
    old = "self.x, self.arg_max = x, np"
    (result,) = changed("from_scratch", "max_pool_backward_naive", old, "self.x, self.arg_max = self.W, np").exercises
    (check,) = [check for check in result.checks if check.message and check.status == "error"]
    assert check.message.startswith("Pooling.forward raised AttributeError")


def test_what_is_missing_is_listed_by_the_course_s_names(changed: Callable[..., Report]) -> None:
    report = changed("torch_like", "conv_forward_naive", "def conv2d_naive", "def convolve")
    assert report.interface == "torch-like"
    assert report.exercises[0].status == "missing"
    assert "Not defined in any of the files: conv2d_naive." in as_text(report)


def test_channels_of_one_kernel_and_a_name_without_value_are_found(graded: Graded, exam: Exam, tmp_path: Path) -> None:
    source = (COURSES / "single_image.py").read_text(encoding="utf-8")
    source = source.replace("random((out_channels,", "random((1,").replace(
        "    padded =", "    if padding:\n        padded ="
    )
    (tmp_path / "conv.py").write_text(source, encoding="utf-8")
    (result,) = graded(tmp_path, exam).exercises
    assert {check.name: check.score for check in result.checks} == {"image_shape": 4, "own_kernels": 0, "unpadded": 0}
    assert "All 2 output channels are one and the same." in [check.message for check in result.checks]


SIGNATURES = {
    "im2col(image, a, b, stride, pad)": "im2col(image, a, b, stride, pad): what is its parameter a?",
    "im2col(image, filter_h, filter_w, stride, pad, mode)": "mode?",
    "im2col(filter_h, filter_w)": "which of its parameters is x?",
    "im2col(image, x, filter_h, filter_w, stride=1, pad=0)": "can't be told",
    "im2col(*filter_h)": "which of its parameters is x?",
}


@pytest.mark.parametrize(("signature", "told"), SIGNATURES.items())
def test_an_unclear_signature_costs_its_exercise_and_is_told(
    signature: str, told: str, graded: Graded, short_exam: Exam, tmp_path: Path, ask_only: AskOnly
) -> None:
    ask_only(["im2col"])
    (tmp_path / "cnn.py").write_text(f"class Pooling: pass\ndef {signature}:  # filter_h\n    return 1\n")
    report = graded(tmp_path, short_exam)
    assert report.interface == "from-scratch"
    assert report.exercises[0].status == "error"
    assert any(told in check.message for check in report.exercises[0].checks)


def test_a_function_without_a_stride_is_right_where_there_is_none(changed: Callable[..., Report]) -> None:
    old = "filter_h, filter_w, stride=1, pad=0):\n    N, C, H, W = input_data"
    new = old.replace("stride=1, ", "").replace(":\n", ":\n    stride = 1\n")
    (result,) = changed("from_scratch", "im2col", old, new).exercises
    told = {check.name: check.message for check in result.checks if check.message}
    assert "cols_plain" not in told
    assert "which of its parameters is stride? Known names are stride, strides, S." in told["cols_shape"]


HOSTILE = """
import inspect
class Odd:
    filter_h = 1
    def __call__(self, *a, **k): return {{}}
    @property
    def __signature__(self): {does}
class Pooling: pass
def im2col(image, filter_h, filter_w, stride=1, pad=0): pass
im2col = Odd()
"""


@pytest.mark.parametrize(
    "does",
    [
        "raise SystemExit(7)",
        "return 3",
        "return inspect.Signature([inspect.Parameter('p%d' % i, 1) for i in range(10 ** 4)])",
        "return inspect.Signature([inspect.Parameter('\\x1b[31m'.join('ab').replace('\\x1b[', '_') * 10 ** 5, 1)])",
        "import numpy; return numpy",
    ],
)
def test_a_hostile_signature_costs_its_own_exercise(
    does: str, graded: Graded, short_exam: Exam, tmp_path: Path, ask_only: AskOnly
) -> None:
    ask_only(["im2col", "max_pool_forward_naive"])
    (tmp_path / "cnn.py").write_text(HOSTILE.format(does=does), encoding="utf-8")
    report = graded(tmp_path, short_exam)
    assert report.interface == "from-scratch"
    assert report.score == 0
    assert all(result.status in ("error", "failed") for result in report.exercises)
    assert all(len(check.message) < 600 for result in report.exercises for check in result.checks)
