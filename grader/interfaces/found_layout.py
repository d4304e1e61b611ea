"""In which layout a submission's matrix of windows lies: told by its values, on one case where all layouts differ."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np

from grader.answer import Answer, Expected, Implementation
from grader.case import Array, WindowCase
from grader.exam import Exam, Item
from grader.exercises import im2col
from grader.failure import StudentFailure
from grader.interfaces.target import Target
from grader.sandbox.worker.layouts import LAYOUTS, Sizes, from_windows

# How the layouts are spoken of; not translated: shapes are the same in all languages.
SHAPES = {"windows": "(N * H' * W', C * HH * WW)", "positions": "(C * HH * WW, H' * W' * N)"}
SHAPES["images"] = "(N, C * HH * WW, H' * W')"

Ask = Callable[[Mapping[str, Target]], Implementation]  # the submission, asked anew with these targets


def with_found_layouts(targets: Mapping[str, Target], exam: Exam, ask: Ask) -> tuple[Mapping[str, Target], str]:
    """The targets with the layout that the submission has, if it is one of those known; and which that is.

    It shows in im2col's answer; where there is no im2col to be asked, in which layout col2im is right.
    """
    if not any(target.layout for target in targets.values()):
        return targets, ""
    try:
        layout = _of_im2col(targets, exam, ask) or _of_col2im(targets, exam, ask)
    except StudentFailure:  # one that costs too much to be asked again
        layout = ""
    if not layout:
        return targets, ""
    return {name: replace(one, layout=layout) if one.layout else one for name, one in targets.items()}, layout


def layout_of(cols: object, case: WindowCase, expected: Expected) -> str:
    """The layout in which `cols` has the expected numbers; "" where it is none."""
    want = expected.values["cols"]
    assert isinstance(want, np.ndarray)
    sizes = sizes_of(case)
    return next((one for one in LAYOUTS if _is_same(cols, from_windows(want, one, sizes))), "")


def sizes_of(case: WindowCase) -> Sizes:
    """The sizes of the case's matrix."""
    return Sizes.of(case.x.shape, case.dims)


def tells_layouts_apart(case: WindowCase, cols: Array) -> bool:
    """Whether these numbers lie in other places in each layout, and in the plain transpose, which is none of them."""
    sizes = sizes_of(case)
    orders = [from_windows(cols, layout, sizes).ravel() for layout in LAYOUTS]
    orders.append(cols.T.ravel())
    alike = any(np.array_equal(one, other) for one, other in combinations(orders, 2))
    return sizes.N * sizes.L != sizes.K and not alike


def _of_im2col(targets: Mapping[str, Target], exam: Exam, ask: Ask) -> str:
    item = _telling(exam, "im2col")
    target = targets.get("im2col")
    if item is None or target is None:
        return ""
    assert item.expected is not None
    # As the assignment's own, it comes back as it is.
    code = ask({**targets, "im2col": replace(target, layout="windows")})
    answer = _answer(code, item, "im2col")
    return layout_of(answer.values.get("cols"), item.case, item.expected)  # type: ignore[arg-type]  # a WindowCase


def _of_col2im(targets: Mapping[str, Target], exam: Exam, ask: Ask) -> str:
    item = _telling(exam, "col2im")
    target = targets.get("col2im")
    if item is None or target is None:
        return ""
    assert item.expected is not None
    right: list[str] = []
    for layout in LAYOUTS:
        code = ask({**targets, "col2im": replace(target, layout=layout)})
        answer = _answer(code, item, "col2im")
        if _is_same(answer.values.get("x"), item.expected.values["x"]):
            right.append(layout)
    return right[0] if len(right) == 1 else ""


def _answer(code: Implementation, item: Item, name: str) -> Answer:
    question = im2col.im2col.questions[0] if name == "im2col" else im2col.col2im.questions[0]
    (answer,) = question.answers(code, [item.case])
    if answer.failure is not None and answer.failure.kind in ("timeout", "crashed", "unloadable"):
        raise StudentFailure(answer.failure)
    return answer


def _telling(exam: Exam, name: str) -> Item | None:
    """The plainest case on which the layouts can be told apart."""
    exercise = im2col.im2col if name == "im2col" else im2col.col2im
    items = [one for one in exam.items(exercise, exercise.questions[0]) if _is_telling(one)]
    return min(items, key=lambda item: (len(item.case.features), -sum(item.case.sizes())), default=None)


def _is_telling(item: Item) -> bool:
    case, expected = item.case, item.expected
    if not isinstance(case, WindowCase) or expected is None:
        return False
    cols = expected.values.get("cols", case.cols)
    return isinstance(cols, np.ndarray) and tells_layouts_apart(case, cols)


def _is_same(got: object, want: Array | object) -> bool:
    return (
        isinstance(got, np.ndarray)
        and isinstance(want, np.ndarray)
        and got.shape == want.shape
        and np.allclose(got, want, rtol=1e-5, atol=1e-8)
    )
