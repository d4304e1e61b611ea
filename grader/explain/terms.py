"""What one element of an answer is made of, by the definition of the operation: which numbers meet, and how.

Every formula is the one in the docstring of the function that is asked for.
"""

from collections.abc import Callable, Iterator
from itertools import product

from grader.case import Array, ConvCase, PoolCase, WindowCase
from grader.explain.workings import Index, Made, Number, Term


def conv_out(case: ConvCase, index: Index) -> Made:
    """A sum of pixels times weights, and the bias."""
    n, f, i, j = index
    _F, C, HH, WW = case.w.shape
    row, column = i * case.stride - case.pad, j * case.stride - case.pad
    products = tuple(
        (_pixel(case.x, (n, c, row + p, column + q)), _at("w", case.w, (f, c, p, q)))
        for c, p, q in product(range(C), range(HH), range(WW))
    )
    bias = ((_at("b", case.b, (f,)),),) if case.b[f] else ()
    return Made("sum", (*products, *bias), window=(row, column))


def conv_dx(case: ConvCase, index: Index) -> Made:
    """A sum over all the outputs that saw the pixel: dout times the weight that it met there."""
    n, c, row, column = index
    terms = []
    for f, i, j, p, q in _windows_over(case, row, column):
        terms.append((_at("dout", case.dout, (n, f, i, j)), _at("w", case.w, (f, c, p, q))))
    return Made("sum", tuple(terms))


def conv_dw(case: ConvCase, index: Index) -> Made:
    """A sum over all outputs of the filter: dout times the pixel that the weight met there, if it met one."""
    f, c, p, q = index
    N, _F, rows, columns = case.dout.shape
    terms = []
    for n, i, j in product(range(N), range(rows), range(columns)):
        pixel = _pixel(case.x, (n, c, i * case.stride - case.pad + p, j * case.stride - case.pad + q))
        if pixel.index is not None:
            terms.append((_at("dout", case.dout, (n, f, i, j)), pixel))
    return Made("sum", tuple(terms))


def conv_db(case: ConvCase, index: Index) -> Made:
    """The sum of dout over all outputs of the filter."""
    (f,) = index
    N, _F, rows, columns = case.dout.shape
    places = product(range(N), range(rows), range(columns))
    return Made("sum", tuple((_at("dout", case.dout, (n, f, i, j)),) for n, i, j in places))


def max_out(case: PoolCase, index: Index) -> Made:
    """The largest pixel of the window."""
    return Made("largest", _window(case, index), window=(index[2] * case.stride, index[3] * case.stride))


def avg_out(case: PoolCase, index: Index) -> Made:
    """The mean of the window's pixels."""
    terms = _window(case, index)
    return Made("mean", terms, len(terms), (index[2] * case.stride, index[3] * case.stride))


def max_dx(case: PoolCase, index: Index) -> Made:
    """The sum of dout over all windows in which the pixel is the largest."""
    n, c, row, column = index
    largest = case.x[n, c, row, column]
    terms = [
        (_at("dout", case.dout, (n, c, i, j)),)
        for i, j in _pools_over(case, row, column)
        if largest == max(number.value for (number,) in _window(case, (n, c, i, j)))
    ]
    return Made("sum", tuple(terms))


def avg_dx(case: PoolCase, index: Index) -> Made:
    """The share that the pixel has in dout of all its windows."""
    n, c, row, column = index
    terms = [(_at("dout", case.dout, (n, c, i, j)),) for i, j in _pools_over(case, row, column)]
    return Made("mean", tuple(terms), case.pool_height * case.pool_width)


def cols_entry(case: WindowCase, index: Index) -> Made:
    """The one pixel that is copied there."""
    row, column = index
    _N, C, H, W = case.x.shape
    rows, columns = (1 + (size + 2 * case.pad - k) // case.stride for size, k in ((H, case.HH), (W, case.WW)))
    n, i, j = row // (rows * columns), row // columns % rows, row % columns
    c, p, q = column // (case.HH * case.WW), column // case.WW % case.HH, column % case.WW
    assert c < C
    window = i * case.stride - case.pad, j * case.stride - case.pad
    return Made("sum", ((_pixel(case.x, (n, c, window[0] + p, window[1] + q)),),), window=window)


def col2im_pixel(case: WindowCase, index: Index) -> Made:
    """The sum of all the entries that are copies of the pixel."""
    entries = product(*map(range, case.cols.shape))
    terms = []
    for entry in entries:
        ((number,),) = cols_entry(case, entry).terms
        if number.index == index:
            terms.append((_at("cols", case.cols, entry),))
    return Made("sum", tuple(terms))


# By exercise and by the name of the array in its answers.
MADE: dict[tuple[str, str], Callable[..., Made]] = {
    **{(name, "out"): conv_out for name in ("conv_forward_naive", "conv_forward_im2col", "Conv2d")},
    **{(name, "dx"): conv_dx for name in ("conv_backward_naive", "conv_backward_im2col", "Conv2d")},
    **{(name, "dw"): conv_dw for name in ("conv_backward_naive", "conv_backward_im2col")},
    **{(name, "db"): conv_db for name in ("conv_backward_naive", "conv_backward_im2col")},
    ("Conv2d", "weight_grad"): conv_dw,
    ("Conv2d", "bias_grad"): conv_db,
    ("max_pool_forward_naive", "out"): max_out,
    ("max_pool_backward_naive", "dx"): max_dx,
    ("avg_pool_forward_naive", "out"): avg_out,
    ("avg_pool_backward_naive", "dx"): avg_dx,
    ("im2col", "cols"): cols_entry,
    ("col2im", "x"): col2im_pixel,
}


def _at(name: str, array: Array, index: Index) -> Number:
    return Number(name, float(array[index]), index)


def _pixel(x: Array, index: Index) -> Number:
    """A pixel, or a zero of the padding around the image."""
    _n, _c, row, column = index
    if 0 <= row < x.shape[2] and 0 <= column < x.shape[3]:
        return _at("x", x, index)
    return Number("x", 0.0)


def _windows_over(case: ConvCase, row: int, column: int) -> Iterator[Index]:
    """f, i, j, p, q of all windows over a pixel, which lies at p, q in them."""
    F, _C, HH, WW = case.w.shape
    _N, _F, rows, columns = case.dout.shape
    for f, i, j in product(range(F), range(rows), range(columns)):
        p, q = row + case.pad - i * case.stride, column + case.pad - j * case.stride
        if 0 <= p < HH and 0 <= q < WW:
            yield f, i, j, p, q


def _window(case: PoolCase, index: Index) -> tuple[Term, ...]:
    n, c, i, j = index
    top, left = i * case.stride, j * case.stride
    places = product(range(top, top + case.pool_height), range(left, left + case.pool_width))
    return tuple((_at("x", case.x, (n, c, row, column)),) for row, column in places)


def _pools_over(case: PoolCase, row: int, column: int) -> Iterator[tuple[int, int]]:
    """i, j of all windows over a pixel."""
    for i, j in product(range(case.dout.shape[2]), range(case.dout.shape[3])):
        in_rows = 0 <= row - i * case.stride < case.pool_height
        if in_rows and 0 <= column - j * case.stride < case.pool_width:
            yield i, j
