"""One fault is told once: a backward that is right for its own wrong forward, and what stands on another function."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.explain.advice import Advice
from grader.explain.own_forward import forward_first
from tests.conftest import Graded
from tests.explain.consistent import CONSISTENT, CONV, DB, DW, DX, OUT, PAD, all_true
from tests.explain.sat import changed, evidence_of, own_modules, without_large

Said = Callable[[Mapping[str, str], Sequence[str]], Mapping[str, Advice]]

FAST = ("im2col", "col2im", "conv_forward_im2col", "conv_backward_im2col")
# A few here; all of them, and pairs of misconceptions, among the slow tests.
FEW = ("the stride is ignored", "the kernel is flipped", "absolute values", "sums for means")

# The two passes of im2col.py as most write them, on an im2col and a col2im that can be made wrong.
ON_COLUMNS = """
_im2col, _col2im = im2col, col2im


def im2col(x, HH, WW, stride=1, pad=0):
    return {im2col}


def col2im(cols, x_shape, HH, WW, stride=1, pad=0):
    return {col2im}


def conv_forward_im2col(x, w, b, conv_param):
    F, _, HH, WW = w.shape
    cols = im2col(x, HH, WW, **conv_param)
    H_out = 1 + (x.shape[2] + 2 * conv_param["pad"] - HH) // conv_param["stride"]
    out = (cols @ w.reshape(F, -1).T + b).reshape(len(x), H_out, -1, F).transpose(0, 3, 1, 2)
    return out, (x, w, b, conv_param)


def conv_backward_im2col(dout, cache):
    x, w, b, conv_param = cache
    F, _, HH, WW = w.shape
    rows = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    dx = col2im(rows @ w.reshape(F, -1), x.shape, HH, WW, **conv_param)
    return dx, (rows.T @ im2col(x, HH, WW, **conv_param)).reshape(w.shape), rows.sum(axis=0)
"""
RIGHT = {"im2col": "_im2col(x, HH, WW, stride, pad)", "col2im": "_col2im(cols, x_shape, HH, WW, stride, pad)"}
BACKWARDS = {"im2col": "_im2col(x, HH, WW, stride, pad)[:, ::-1]"}
DOUBLED = {"col2im": "2 * _col2im(cols, x_shape, HH, WW, stride, pad)"}

LAYER = """
from conv import conv_backward_naive, conv_forward_naive


class Conv2d(Conv2d):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0):
        super().__init__(in_channels, out_channels, kernel_size, stride, padding)
        self.conv_param = {"stride": stride, "pad": padding}

    def forward(self, x):
        out, self.cache = conv_forward_naive(x, self.weight, self.bias, self.conv_param)
        return out

    def backward(self, dout):
        dx, self.weight_grad, self.bias_grad = conv_backward_naive(dout, self.cache)
        return dx
"""


@pytest.fixture(scope="module")
def small_exam(exam: Exam) -> Exam:
    return without_large(exam)


@pytest.fixture
def said(small_exam: Exam, tmp_path: Path) -> Iterator[Said]:
    """`said(files, names)`: what is to be done first, by the failed checks of the last exercise."""
    with own_modules():
        yield lambda files, names: forward_first(evidence_of(files, names, small_exam, tmp_path))


def on_columns(**wrong: str) -> dict[str, str]:
    return {"im2col": changed("im2col", and_also=ON_COLUMNS.format(**{**RIGHT, **wrong}))}


def sentences(advice: Mapping[str, Advice]) -> set[str]:
    return {one.sentence for one in advice.values()}


@pytest.mark.parametrize("thought", FEW)
def test_a_backward_that_is_the_true_gradient_of_its_own_wrong_forward_says_so(thought: str, said: Said) -> None:
    names, files = CONSISTENT[thought]
    advice = said(files, names)
    assert sentences(advice) == {all_true(*names)}
    assert all(one.hint.startswith(f"Mend {names[0]} first") for one in advice.values())


def test_a_gradient_alone_is_named_where_only_that_one_is_true(said: Said) -> None:
    advice = said({"conv": changed("conv", (PAD, '(pad, pad)), mode="edge")'))}, CONV)
    assert {name: one.sentence.partition(":")[0] for name, one in advice.items()} == {
        "dw_padding": "What your conv_backward_naive returns as dw is right for your conv_forward_naive"
    }


def test_an_exception_that_comes_of_an_output_of_another_shape_points_to_the_forward(said: Said) -> None:
    names, files = CONSISTENT["the padding is ignored"]
    advice = said(files, names)
    assert sentences(advice) == {all_true(*names)}
    assert "gradients_inputs_unchanged" in advice


@pytest.mark.parametrize(
    "changes",
    [
        [(DX, DX.replace("w[f]", "w[f, :, ::-1, ::-1]"))],  # the forward is right
        [(OUT, OUT.replace("window", "2 * window"))],  # the backward is right
        [(OUT, OUT.replace("window", "2 * window")), (DX, DX.replace("w[f]", "3 * w[f]"))],  # neither, for any forward
        [(OUT, OUT.removesuffix(" + b[f]")), (DB, "pass")],  # a gradient of zeros says nothing
        [(OUT, "out[n, f, i, j] = dout_of_nothing"), (DX, DX.replace("w[f]", "3 * w[f]"))],  # no output at all
        [  # nearly true, but rounded on the way
            (OUT, OUT.replace("window", "2 * window")),
            ("return dx, dw, db", "return 2 * dx.astype(np.float32), 2 * dw.astype(np.float32), db"),
        ],
    ],
    ids=["forward right", "backward right", "both wrong", "zeros", "no output", "float32"],
)
def test_nothing_is_said_of_a_backward_that_is_not(changes: list[tuple[str, str]], said: Said) -> None:
    assert said({"conv": changed("conv", *changes)}, CONV) == {}


def test_nothing_is_said_where_one_kind_of_case_contradicts(said: Said) -> None:
    wrong_dx = f"{DX[:-1]} * (1 + (HH > WW))\n"
    changes = [(OUT, OUT.replace("window", "2 * window")), (DX, f"2 * {wrong_dx}"), (DW, f"2 * {DW}")]
    advice = said({"conv": changed("conv", *changes)}, CONV)
    assert set(advice) == {"dw_plain"}
    assert "returns as dw is right" in advice["dw_plain"].sentence


@pytest.mark.parametrize(
    ("wrong", "exercise", "value", "ground"),
    [
        (BACKWARDS, "conv_forward_im2col", "out", "im2col"),
        (BACKWARDS, "conv_backward_im2col", "dw", "im2col"),
        (DOUBLED, "conv_backward_im2col", "dx", "col2im"),
        ({**BACKWARDS, **DOUBLED}, "conv_backward_im2col", "dw, dx", "im2col and col2im"),
    ],
)
def test_what_stands_on_a_wrong_function_points_to_it(
    wrong: Mapping[str, str], exercise: str, value: str, ground: str, said: Said
) -> None:
    advice = said(on_columns(**wrong), FAST[: FAST.index(exercise) + 1])
    assert sentences(advice) == {
        f"What your {exercise} returns as {value} follows from what your {ground} returns. "
        f"The fault begins in {ground}."
    }


def test_what_does_not_stand_on_a_wrong_function_does_not_point_to_it(said: Said) -> None:
    files = {"im2col": on_columns(**BACKWARDS)["im2col"].replace("(cols @", "(_im2col(x, HH, WW, **conv_param) * 3 @")}
    assert said(files, FAST[:3]) == {}


def test_a_layer_that_stands_on_a_wrong_forward_points_to_it(said: Said) -> None:
    _names, files = CONSISTENT["the kernel is flipped"]
    advice = said({**files, "conv_layer": changed("conv_layer", and_also=LAYER)}, [*CONV, "Conv2d"])
    assert set(advice) == {"forward"}
    assert "out follows from what your conv_forward_naive returns" in advice["forward"].sentence


def test_a_layer_s_backward_may_be_right_for_the_layer_s_own_forward(said: Said) -> None:
    layer = LAYER.replace("self.bias, self.conv_param", "2 * self.bias, self.conv_param")
    layer = layer.replace("        return dx", "        self.bias_grad *= 2\n        return dx")
    advice = said({"conv": changed("conv"), "conv_layer": changed("conv_layer", and_also=layer)}, ["Conv2d"])
    assert set(advice) == {"backward"}
    assert advice["backward"].sentence == all_true("Conv2d.forward", "Conv2d.backward")


def test_a_report_says_it_once_and_gives_no_other_explanation(
    graded: Graded, exam: Exam, ask_only: Callable[[Sequence[str]], None], tmp_path: Path
) -> None:
    assert exam.wrong  # drawn now, if need be, and not while the clock of explaining runs
    ask_only(CONV)
    _names, files = CONSISTENT["the kernel is flipped"]
    (tmp_path / "conv.py").write_text(files["conv"], encoding="utf-8")
    backward = graded(tmp_path).exercises[1]
    told = [check for check in backward.checks if check.status == "failed"]
    assert [check.seen for check in told] == [(all_true(*CONV),), ()]
    for check in told:
        assert check.hint is not None
        assert check.hint.startswith("Mend conv_forward_naive first")
        assert check.misconception is None
