"""An im2col whose numbers are all right, in the layout of another course."""

from grader.answer import Answer
from grader.case import WindowCase
from grader.exam import Item
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
    items = [_case_and_layout(item, answer) for item, answer in failed.answered.items]
    found = {layout for case, layout in items if case is not None and tells_layouts_apart(case)}
    if len(found) != 1 or not all(layout for _case, layout in items):
        return ()
    (layout,) = found
    if layout not in _COURSES:
        return ()
    return (_(_TOLD).format(course=_COURSES[layout], shape=SHAPES[layout], own=SHAPES["windows"]),)


def _case_and_layout(item: Item, answer: Answer) -> tuple[WindowCase | None, str]:
    if not isinstance(item.case, WindowCase) or item.expected is None or "cols" not in item.expected.values:
        return None, ""
    return item.case, layout_of(answer.values.get("cols"), item.case, item.expected)
