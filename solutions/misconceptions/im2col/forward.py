"""Misconceptions about the convolution as a product of matrices, forward.

The solution is written for speed. The faults are edits of the plain version below, which calls the im2col of the
file that it is put into.
"""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

if TYPE_CHECKING:
    from im2col import im2col

Array = NDArray[np.float64]
ConvCache = tuple[Array, Array, Array, dict[str, int]]

wrong = Catalogue("im2col")


def _product(x: Array, w: Array, b: Array, conv_param: dict[str, int]) -> tuple[Array, ConvCache]:
    """Right: a row for each window times a column for each filter."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    w_cols = w.reshape(F, C * HH * WW).T
    out = im2col(x, HH, WW, stride, pad) @ w_cols + b
    return out.reshape(N, H_out, W_out, F).transpose(0, 3, 1, 2), (x, w, b, conv_param)


forward = partial(wrong.edit, of="conv_forward_im2col", version=_product)

_H_OUT = "(H + 2 * pad - HH) // stride"
_W_OUT = "(W + 2 * pad - WW) // stride"
_UNPARENTHESIZED = [(_H_OUT, "H + 2 * pad - HH // stride"), (_W_OUT, "W + 2 * pad - WW // stride")]
_PARAMETERS = 'stride, pad = conv_param["stride"], conv_param["pad"]'
_W_COLS = "w.reshape(F, C * HH * WW).T"
_UNFOLDED = "im2col(x, HH, WW, stride, pad)"
_IMAGES = "out.reshape(N, H_out, W_out, F).transpose(0, 3, 1, 2)"

forward(
    "reshape_without_transpose",
    belief="Reshapes the product to (N, F, H', W') at once, though its columns are the filters.",
    hint="Your product has a row per window and a column per filter. Which four axes is that, in which order?",
    hint_ko="행렬 곱의 행은 창, 열은 필터예요. 이 순서 그대로 네 축으로 나누면 F는 몇 번째에 오나요?",
    changes=[("reshape(N, H_out, W_out, F).transpose(0, 3, 1, 2)", "reshape(N, F, H_out, W_out)")],
)
forward(
    "shared_first_kernel",
    belief="Fills every column of the weights' matrix with the first filter.",
    hint="Compare out[:, 0] with out[:, 1]. From which filter does each column of your matrix come?",
    hint_ko="out[:, 0]과 out[:, 1]을 비교해 보세요. 가중치 행렬의 열마다 어느 필터가 들어 있나요?",
    changes=[("w.reshape(F, C * HH * WW).T", "np.tile(w[0].reshape(-1, 1), F)")],
)
forward(
    "size_precedence",
    belief="Leaves out the parentheses in the formula of the size here, though im2col has them.",
    hint="Is H_out times W_out times N the number of rows that im2col returns?",
    hint_ko="N * H_out * W_out이 im2col이 돌려준 행의 수와 같은가요?",
    changes=_UNPARENTHESIZED,
)
forward(
    "transpose_hw_swapped",
    belief="Exchanges rows and columns while moving the filters to the front.",
    hint="Write a name on each of the four axes before and after transpose. Do the rows still come before the columns?",
    hint_ko="transpose 앞뒤로 네 축에 이름을 붙여 보세요. 행 축이 여전히 열 축보다 앞에 있나요?",
    changes=[("transpose(0, 3, 1, 2)", "transpose(0, 3, 2, 1)")],
)
