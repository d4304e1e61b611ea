"""An im2col whose numbers are all right, in the layout of another course."""

import numpy as np

from grader.case import WindowCase
from grader.interfaces.found_layout import SHAPES, layout_of, tells_layouts_apart
from grader.language import N_, _
from grader.marking.mark import Failed

_COURSES = {"positions": "CS231n", "images": "PyTorch"}
_TOLD = N_(
    "All your numbers are right, in the layout of {course}, {shape}. Here it is {own}: a row for each window, image by "
    "image."
)


def other_layout(failed: Failed) -> tuple[str, ...]:
    """The sentence that names the layout, if every answer is right in it and the cases can tell it from the others."""
    layouts: list[str] = []
    found: set[str] = set()
    for item, answer in failed.answered.items:
        if not isinstance(item.case, WindowCase) or item.expected is None:
            return ()
        cols = item.expected.values.get("cols")
        if not isinstance(cols, np.ndarray):
            return ()
        layouts.append(layout_of(answer.values.get("cols"), item.case, item.expected))
        if tells_layouts_apart(item.case, cols):
            found.add(layouts[-1])
    if len(found) != 1 or not all(layouts):
        return ()
    (layout,) = found
    if layout not in _COURSES:
        return ()
    return (_(_TOLD).format(course=_COURSES[layout], shape=SHAPES[layout], own=SHAPES["windows"]),)
