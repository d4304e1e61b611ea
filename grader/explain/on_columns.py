"""What follows from a student's own im2col and col2im, by products. Not for students: it is their exercise."""

from collections.abc import Iterator, Mapping, Sequence

from grader.answer import Answer, Implementation
from grader.asking import Named
from grader.case import Array, ConvCase
from grader.explain.ground import Foretold, Ground, finite


def _ask_im2col(code: Implementation, case: ConvCase) -> Named:
    yield "cols", code.call("im2col", case.x, *_window(case), returns="array")


def _ask_col2im(code: Implementation, case: ConvCase) -> Named:
    columns = _dout_rows(case) @ _filters(case)
    yield "x", code.call("col2im", columns, case.x.shape, *_window(case), returns="array")


def _out_of_columns(case: ConvCase, below: Answer) -> Foretold:
    """out = cols @ filters.T + b, its rows by image, then output row, then output column."""
    for cols in _columns(case, below):
        N, F, H_out, W_out = case.dout.shape
        return {"out": (cols @ _filters(case).T + case.b).reshape(N, H_out, W_out, F).transpose(0, 3, 1, 2)}
    return {}


def _dw_of_columns(case: ConvCase, below: Answer) -> Foretold:
    """dw = dout_rows.T @ cols."""
    for cols in _columns(case, below):
        return {"dw": (_dout_rows(case).T @ cols).reshape(case.w.shape)}
    return {}


def _dx_of_image(case: ConvCase, below: Answer) -> Foretold:
    return finite({"dx": below.values.get("x")})


def _columns(case: ConvCase, below: Answer) -> Iterator[Array]:
    """The matrix that im2col made, if a product can be made with it."""
    for cols in finite(below.values).values():
        if cols.shape == (_dout_rows(case).shape[0], _filters(case).shape[1]):
            yield cols


def _window(case: ConvCase) -> tuple[int, int, int, int]:
    return case.dims["HH"], case.dims["WW"], case.stride, case.pad


def _filters(case: ConvCase) -> Array:
    return case.w.reshape(len(case.w), -1)


def _dout_rows(case: ConvCase) -> Array:
    return case.dout.transpose(0, 2, 3, 1).reshape(-1, len(case.w))


GROUNDS: Mapping[str, Sequence[Ground]] = {
    "conv_forward_im2col": (Ground("im2col", _ask_im2col, _out_of_columns),),
    "conv_backward_im2col": (
        Ground("im2col", _ask_im2col, _dw_of_columns),
        Ground("col2im", _ask_col2im, _dx_of_image),
    ),
}
