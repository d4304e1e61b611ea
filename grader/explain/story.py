"""The story of a small case: the first wrong value worked out by hand, from the definition of the operation.

What is worked out must be what is expected, or nothing is said.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from grader.answer import Answer
from grader.case import Case, SizeCase
from grader.compare import ROUNDING
from grader.escape import printable
from grader.exercise import Exercise, Question
from grader.explain.by_definition import by_definition
from grader.explain.workings import Index, Made, Number, Term, Workings
from grader.language import N_, _
from grader.marking.mark import Fault
from grader.sandbox.worker.wire import Value

MOST_TERMS = 9
NAMED_TERMS = 4  # so many are written with their indices, too: more would fill the screen
LONGEST = 6  # characters of a number with which one calculates by hand


def story(exercise: Exercise, question: Question, fault: Fault, workings: Workings | None = None) -> tuple[str, ...]:
    """The lines that work out the first wrong value, if the case is small enough to be followed by hand.

    What the value is made of is asked of `workings`; by the definitions, if there are none.
    """
    expected = fault.item.expected
    if fault.failure is not None or expected is None or fault.about not in expected.values:
        return ()
    want = expected.values[fault.about]
    if isinstance(fault.case, SizeCase):
        return _size(fault.case, want, fault.answer)
    if fault.at is None and isinstance(want, np.ndarray):
        return tuple(_shape(fault.about, fault.case, want.shape))
    return _element(exercise, fault, want, expected.scales.get(fault.about, 1.0), workings or by_definition())


def _element(exercise: Exercise, fault: Fault, want: Value, scale: float, workings: Workings) -> tuple[str, ...]:
    """How the first wrong element is worked out, if it is what is expected there."""
    got = fault.answer.values[fault.about]
    if fault.at is None or not isinstance(want, np.ndarray) or not isinstance(got, np.ndarray):
        return ()
    made = workings.made(exercise.name, fault.about, fault.case, fault.at)
    if made is None or len(made.terms) > MOST_TERMS or not all(map(_is_short, made.terms)):
        return ()
    if not abs(made.value - float(want[fault.at])) <= ROUNDING * scale:
        return ()
    nothing = _NOTHING.get((exercise.name, fault.about), _NO_WINDOW)
    return tuple(_worked(_place(fault.about, fault.at), made, float(want[fault.at]), float(got[fault.at]), nothing))


_NO_WINDOW = N_("{name} = 0: the pixel is in no window; yours is {got}.")
_NO_PIXEL = N_("{name} = 0: the weight meets nothing but padding; yours is {got}.")
_NOTHING: Mapping[tuple[str, str], str] = {
    ("max_pool_backward_naive", "dx"): N_("{name} = 0: the pixel is the largest of no window; yours is {got}."),
    ("conv_backward_naive", "dw"): _NO_PIXEL,
    ("conv_backward_im2col", "dw"): _NO_PIXEL,
    ("Conv2d", "weight_grad"): _NO_PIXEL,
}


def _worked(name: str, made: Made, want: float, got: float, nothing: str) -> Iterator[str]:
    """The element by its indices, if there are few, then by its numbers."""
    if not made.terms:
        yield _(nothing).format(name=name, got=_number(got))
        return
    if made.window is not None:
        row, column = made.window
        is_padded = any(number.index is None for term in made.terms for number in term)
        template = _WINDOW_WITH_PADDING if is_padded else _WINDOW
        yield _(template).format(name=name, row=row, column=column)
    if len(made.terms) <= NAMED_TERMS:
        yield _FORMULA.format(name=name, sums=_combined(made, _symbol))
    numbers, result = _combined(made, lambda number: _signed(number.value)), _number(want)
    template = _KNOWN if numbers.strip("()") == result else _RESULT
    yield _(template).format(name=name, sums=numbers, result=result, got=_number(got))


_WINDOW = N_("{name}: its window begins in row {row}, column {column} of x.")
_WINDOW_WITH_PADDING = N_("{name}: its window begins in row {row}, column {column} of x; what lies outside of x is 0.")
_FORMULA = "{name} = {sums}"
_RESULT = N_("{name} = {sums} = {result}; yours is {got}.")
_KNOWN = N_("{name} = {result}; yours is {got}.")


def _shape(name: str, case: Case, want: tuple[int, ...]) -> Iterator[str]:
    """Where the expected shape comes from."""
    dims = dict(case.dims)
    if name in _GRADIENT_OF:
        yield _(_SHAPE_OF).format(name=name, of=_GRADIENT_OF[name], shape=want)
    elif name in ("out", "cols"):
        H_out, W_out = (_output_size(dims, side, kernel) for side, kernel in _SIDES)
        for letter, (side, kernel), value in zip(("H'", "W'"), _SIDES, (H_out, W_out), strict=True):
            used = kernel if kernel in dims else _POOL_SIDES[kernel]
            sizes = {"letter": letter, "side": side, "used": used, "size": dims[side], "k": dims[used]}
            template = _SIZE_WITH_PAD if "pad" in dims else _SIZE
            yield template.format(**sizes, stride=dims["stride"], pad=dims.get("pad"), value=value)
        if name == "cols":
            rows, columns = want
            yield _(_ROWS).format(N=dims["N"], H=H_out, W=W_out, rows=rows)
            yield _(_COLUMNS).format(C=dims["C"], HH=dims["HH"], WW=dims["WW"], columns=columns)


_SHAPE_OF = N_("{name} has the shape of {of}: {shape}.")
_GRADIENT_OF = {"dx": "x", "dw": "w", "db": "b", "weight_grad": "weight", "bias_grad": "bias"}
_SIDES = (("H", "HH"), ("W", "WW"))
_POOL_SIDES = {"HH": "pool_height", "WW": "pool_width"}
_SIZE = "{letter} = 1 + ({side} - {used}) // stride = 1 + ({size} - {k}) // {stride} = {value}"
_SIZE_WITH_PAD = (
    "{letter} = 1 + ({side} + 2 * pad - {used}) // stride = 1 + ({size} + 2 * {pad} - {k}) // {stride} = {value}"
)
_ROWS = N_("rows = N * H' * W' = {N} * {H} * {W} = {rows}")
_COLUMNS = N_("columns = C * HH * WW = {C} * {HH} * {WW} = {columns}")


def _output_size(dims: Mapping[str, int], side: str, kernel: str) -> int:
    k = dims.get(kernel, dims.get(_POOL_SIDES[kernel], 1))
    return 1 + (dims[side] + 2 * dims.get("pad", 0) - k) // dims["stride"]


def _size(case: SizeCase, want: object, answer: Answer) -> tuple[str, ...]:
    sizes = {"size": case.size, "kernel": case.kernel, "stride": case.stride, "pad": case.pad}
    if 1 + (case.size + 2 * case.pad - case.kernel) // case.stride != want:
        return ()
    got = answer.values["size"]
    yours = _number(got) if isinstance(got, int | float) else printable(str(got), 60)
    return (_(_SIZE_IN_NUMBERS).format(**sizes, want=want, got=yours),)


_SIZE_IN_NUMBERS = N_(
    "1 + (size + 2 * pad - kernel) // stride = 1 + ({size} + 2 * {pad} - {kernel}) // {stride} = {want}; "
    "yours is {got}."
)


def _combined(made: Made, write: Callable[[Number], str]) -> str:
    """The formula: a sum of products, a mean, or a maximum."""
    parts = ["*".join(map(write, term)) for term in made.terms]
    if made.how == "largest":
        return "max({})".format(", ".join(part.strip("()") for part in parts))
    total = " + ".join(parts)
    if made.count == 1:
        return total
    return f"({total}) / {made.count}" if len(parts) > 1 else f"{total} / {made.count}"


def _place(name: str, index: Index) -> str:
    return f"{name}[{', '.join(map(str, index))}]"


def _symbol(number: Number) -> str:
    # without spaces: no line ends within an index
    return "0" if number.index is None else _place(number.array, number.index).replace(" ", "")


def _number(value: float) -> str:
    return f"{value + 0.0:.10g}"


def _signed(value: float) -> str:
    return f"({_number(value)})" if value < 0 else _number(value)


def _is_short(term: Term) -> bool:
    return all(len(_number(number.value)) <= LONGEST for number in term)
