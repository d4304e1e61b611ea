"""A misconception is named when it is certain, and a fault that only looks like it has no name."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.exam.reference import Reference
from grader.exercises import EXERCISES
from grader.explain.evidence import Budget, Evidence
from grader.explain.naming import Named, named
from grader.local import Local
from grader.marking.mark import mark
from grader.marking.sit import sit
from grader.misconception import Change, Misconception
from tests.explain.styles import BACKWARD, FORWARD, LAYER, PRODUCT, ROUTES, UNFOLDED, WINDOWS

EXERCISE = {exercise.name: exercise for exercise in EXERCISES}
Naming = Callable[..., Named | None]


@pytest.fixture(scope="module")
def reference() -> Reference:
    """The solutions, to be edited twice."""
    return Reference()


@pytest.fixture
def naming(exam: Exam, reference: Reference, solutions_with: Callable[[str, str], Path]) -> Naming:
    """`naming(exercise, text)`: what is named when `text` stands at the end of the solution."""

    def name(of: str, text: str, has_reference: bool = True) -> Named | None:
        exercise = replace(EXERCISE[of], questions=[one for one in EXERCISE[of].questions if not one.live])
        code = Local(solutions_with(exercise.stem, text), exercise.stem)
        sitting = sit(exercise, exam, code)
        marking = mark(exercise, sitting)
        assert marking.failed
        known = reference if has_reference else None
        return named(Evidence(exercise, sitting, marking, {}, exam, code, known, Budget(60)))

    return name


def edited(of: str, *changes: Change) -> str:
    """The solution's file with a fault in it."""
    stem = EXERCISE[of].stem
    solution = (SOLUTIONS / f"{stem}.py").read_text(encoding="utf-8")
    return Misconception("", of, stem, "", "", "", changes).source(solution)


def rewritten(text: str, *changes: Change) -> str:
    """A text with each piece exchanged, wherever it stands."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


_PAD = "x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"
_DRAW = (_PAD, f"{_PAD}\n    drawn = np.random.randn(*w.shape)")

NEAR_MISSES: list[tuple[str, str, list[Change]]] = [
    ("three sizes of w", "conv_forward_naive", [("F, _, HH, WW = w.shape", "F, HH, WW = w.shape")]),
    ("a dict that is called", "conv_forward_naive", [('conv_param["pad"]', 'conv_param("pad")')]),
    ("text in place of an array", "conv_forward_naive", [("return out, (x, w, b, conv_param)", 'return "out"')]),
    ("filters with noise", "conv_forward_naive", [_DRAW, ("window * w[f]", "window * (w[f] + drawn[f])")]),
    ("filters times noise", "conv_forward_naive", [_DRAW, ("window * w[f]", "window * w[f] * drawn[f]")]),
    ("a bias twice", "conv_forward_naive", [(" + b[f]", " + 2 * b[f]")]),
    ("a bias for the first image", "conv_forward_naive", [(" + b[f]", " + b[f] * (n == 0)")]),
    ("channels turned round", "conv_forward_naive", [("window * w[f]", "window * w[f, ::-1]")]),  # no two flips
    ("one row too few", "conv_forward_naive", [("H_out = 1 + ", "H_out = ")]),
    ("stride ignored by rows", "conv_forward_naive", [("top, left = i * stride,", "top, left = i,")]),
    ("a misspelt name", "conv_backward_naive", [("range(H_out)", "range(Hout)")]),
    ("None among the gradients", "conv_backward_naive", [("return dx, dw, db", "return None, dw, db")]),
    ("rows cropped with -pad", "conv_backward_naive", [("pad : pad + H,", "pad:-pad,")]),
    (
        "dw's share of the first image",
        "conv_backward_naive",
        [("+= dout[n, f, i, j] * window", "+= (n == 0) * window")],
    ),
    ("a misspelt name beside col2im", "conv_backward_im2col", [("np.empty(x.shape)", "np.empty(x_shape)")]),
    ("a width called w", "max_pool_forward_naive", [("_places(x[block], pool_param)", "_places(x[block], w)")]),
    ("a window of one row", "Conv2d", [("in_channels * kernel_size * kernel_size", "in_channels * kernel_size")]),
    ("a random bias", "Conv2d", [("np.zeros(out_channels)", "np.random.randn(out_channels)")]),
    ("a bias of 2", "Conv2d", [("np.zeros(out_channels)", "np.full(out_channels, 2.0)")]),
    ("the sign of one step", "Conv2d", [("self.weight - lr", "self.weight + lr")]),
    ("a method that arrays lack", "Conv2d", [("dout.sum(", "dout.add_up(")]),
    ("pad up to 3", "conv_output_size", [("return 1 + (size + 2 * pad", "return 1 + (size + 2 * min(pad, 3)")]),
]


@pytest.mark.parametrize(("of", "changes"), [miss[1:] for miss in NEAR_MISSES], ids=[miss[0] for miss in NEAR_MISSES])
def test_what_only_resembles_a_misconception_is_not_named(of: str, changes: list[Change], naming: Naming) -> None:
    assert naming(of, edited(of, *changes)) is None


_POPPED = 'map(conv_param.pop, ("stride", "pad"))'

REWRITTEN: list[tuple[str, str, str, Change]] = [
    ("bias_forgotten", "conv_forward_naive", FORWARD, (" + b[:, None, None]", "")),
    ("stride_w_ignored", "conv_forward_naive", FORWARD, ("::s, ::s", "::s, : 1 + (x_pad.shape[3] - w.shape[3]) // s")),
    ("pad_edge", "conv_forward_naive", FORWARD, ("(p, p)))", '(p, p)), mode="edge")')),
    ("kernel_transposed", "conv_forward_naive", FORWARD, ("fcpq->", "fcqp->")),
    ("undefined_name_typo", "conv_forward_naive", FORWARD, ("np.einsum", "numpy.einsum")),
    ("pops_conv_param", "conv_forward_naive", FORWARD, ('conv_param["stride"], conv_param["pad"]', _POPPED)),
    ("db_mean", "conv_backward_naive", BACKWARD, ("dout.sum((0, 2, 3))", "dout.mean((0, 2, 3))")),
    ("dx_crop_first_rows", "conv_backward_naive", BACKWARD, ("p : p + H, p : p + W", ":H, :W")),
    ("cache_missing_col", "conv_backward_naive", BACKWARD, ("x_pad, w, s, p = cache", "x_pad, w, b, s, p = cache")),
    ("transposed_result", "im2col", UNFOLDED, ("C * HH * WW)", "C * HH * WW).T")),
    ("transpose_hw_swapped", "conv_forward_im2col", PRODUCT, ("swapaxes(0, 1)", "transpose(1, 0, 3, 2)")),
    ("init_zero", "max_pool_forward_naive", WINDOWS, ("max((4, 5))", "max((4, 5), initial=0)")),
    ("spread_evenly", "max_pool_backward_naive", ROUTES, ("+= mask * ", "+= 1 / (ph * pw) * ")),
    ("he_xavier", "Conv2d", LAYER, ("np.sqrt(2 / ", "np.sqrt(1 / ")),
    ("cache_missing", "Conv2d", LAYER, ("self.seen = x", "seen = x")),
    ("update_wrong_sign", "Conv2d", LAYER, ("-= lr", "+= lr")),  # and clears the gradients
]


@pytest.mark.parametrize(("misconception", "of", "text", "change"), REWRITTEN, ids=[one[0] for one in REWRITTEN])
def test_a_misconception_is_named_in_whatever_style_it_is_written(
    misconception: str, of: str, text: str, change: Change, naming: Naming
) -> None:
    found = naming(of, rewritten(text, change))
    assert found is not None
    assert found.name == misconception


def test_random_filters_of_ones_own_are_named_by_what_is_the_same_of_them_each_time(naming: Naming) -> None:
    text = edited("conv_forward_naive", _DRAW, ("window * w[f]", "window * drawn[f] / 2"))
    found = naming("conv_forward_naive", text)
    assert found is not None
    assert found.name == "random_kernel_inside"


def test_two_misconceptions_at_once_are_named_together(naming: Naming) -> None:
    text = rewritten(BACKWARD, ("dout.sum((0, 2, 3))", "dout.mean((0, 2, 3))"), ("p : p + H, p : p + W", ":H, :W"))
    found = naming("conv_backward_naive", text)
    assert found is not None
    assert found.name == "db_mean and dx_crop_first_rows"


def test_two_misconceptions_at_once_have_no_name_without_the_solutions_to_compose_them(naming: Naming) -> None:
    text = rewritten(FORWARD, (" + b[:, None, None]", ""), ("(p, p)))", '(p, p)), mode="edge")'))
    assert naming("conv_forward_naive", text, has_reference=False) is None


def test_one_misconception_is_named_without_the_solutions(naming: Naming) -> None:
    found = naming("conv_forward_naive", rewritten(FORWARD, (" + b[:, None, None]", "")), has_reference=False)
    assert found is not None
    assert found.name == "bias_forgotten"


_TURNED = ("d, w)", "d, w[:, :, ::-1, ::-1])")


def test_misconceptions_that_always_answer_alike_are_named_together_and_told_once(naming: Naming) -> None:
    found = naming("conv_backward_naive", rewritten(BACKWARD, _TURNED))
    assert found is not None
    assert found.name == "dx_flipped_kernel or dx_full_corr_no_flip"
    assert len({part.belief for part in found.parts}) == 1
    assert len({part.hint for part in found.parts}) == 1


def test_a_pair_leaves_open_which_of_two_that_answer_alike_it_holds(naming: Naming) -> None:
    found = naming("conv_backward_naive", rewritten(BACKWARD, _TURNED, ("dout.sum((", "dout.mean((")))
    assert found is not None
    assert found.name == "db_mean and (dx_flipped_kernel or dx_full_corr_no_flip)"
