"""Misconceptions about the convolution as a product of matrices, backward.

The solution is written for speed. The faults are edits of the plain version below, which calls the im2col and the
col2im of the file that it is put into.
"""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

if TYPE_CHECKING:
    from im2col import col2im, im2col

Array = NDArray[np.float64]
ConvCache = tuple[Array, Array, Array, dict[str, int]]

wrong = Catalogue("im2col")


def _product_gradients(dout: Array, cache: ConvCache) -> tuple[Array, Array, Array]:
    """Right: each factor's gradient is a product with the other factor."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    cols = im2col(x, HH, WW, stride, pad)
    w_cols = w.reshape(F, -1).T
    dout_rows = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    db = dout_rows.sum(axis=0)
    dw = (cols.T @ dout_rows).T.reshape(w.shape)
    dcols = dout_rows @ w_cols.T
    dx = col2im(dcols, x.shape, HH, WW, stride, pad)
    return dx, dw, db


backward = partial(wrong.edit, of="conv_backward_im2col", version=_product_gradients)

_PARAMETERS = 'stride, pad = conv_param["stride"], conv_param["pad"]'
_DOUT_ROWS = "dout.transpose(0, 2, 3, 1).reshape(-1, F)"
_DB = "db = dout_rows.sum(axis=0)"
_DW = "dw = (cols.T @ dout_rows).T.reshape(w.shape)"
_DCOLS = "dcols = dout_rows @ w_cols.T"
_DX = "dx = col2im(dcols, x.shape, HH, WW, stride, pad)"

backward(
    "col2im_never_defined",
    belief="Calls a col2im that is not defined in any file.",
    hint="Python names what it did not find. Where in your file does that name get its meaning?",
    hint_ko="에러 메시지에 나온 이름을 파일에서 찾아보세요. 그 이름을 정의하는 줄이 있나요?",
    changes=[("dx = col2im(", "dx = col2im_indices(")],
)
backward(
    "col_not_saved",
    belief="Takes more out of the cache than forward has put into it.",
    hint="Lay the line that makes the cache next to the line that takes it apart. Which names are missing?",
    hint_ko="cache를 만드는 줄과 푸는 줄을 나란히 놓고 보세요. 어느 값이 빠져 있나요?",
    changes=[("x, w, _, conv_param = cache", "x, w, _, conv_param, cols, w_cols = cache")],
)
backward(
    "db_wrong_axis",
    belief="Sums over the filters, where the places should be summed.",
    hint="How many numbers does db have, and what does each of them count together?",
    hint_ko="db에는 값이 몇 개 있어야 하나요? 그 하나하나는 어떤 값들을 모두 더한 것인가요?",
    changes=[("dout_rows.sum(axis=0)", "dout_rows.sum(axis=1)")],
)
backward(
    "dcol_without_transpose",
    belief="Brings the weights' matrix into the shape that fits by reshape, not by turning it.",
    hint="Take a = np.arange(6).reshape(2, 3): are a.T and a.reshape(3, 2) the same?",
    hint_ko="a = np.arange(6).reshape(2, 3)일 때 a.T와 a.reshape(3, 2)를 비교해 보세요. 같은 행렬인가요?",
    changes=[("dout_rows @ w_cols.T", "dout_rows @ w_cols.reshape(F, -1)")],
)
backward(
    "dout_reshape_without_transpose",
    belief="Reshapes dout to F columns while its filters are still the second axis.",
    hint="Each row of your matrix should be one place with all its filters. What is in row 0 of yours?",
    hint_ko="펼친 행렬의 한 행에는 같은 위치의 모든 필터 값이 있어야 해요. 0번 행에는 무엇이 들어 있나요?",
    changes=[("dout.transpose(0, 2, 3, 1).reshape(-1, F)", "dout.reshape(-1, F)")],
)
backward(
    "dw_not_transposed",
    belief="Reshapes the product to w.shape although its filters come last.",
    hint="Which of the two axes of your product are the filters? Which axis of w are they?",
    hint_ko="cols.T와 곱한 결과에서 필터는 몇 번째 축인가요? w에서는 몇 번째 축인가요?",
    changes=[("(cols.T @ dout_rows).T.reshape", "(cols.T @ dout_rows).reshape")],
)
