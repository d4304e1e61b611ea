"""Misconceptions about the convolution as a matrix product, and about im2col and its adjoint.

The solution is written for speed. The faults are edits of the plain versions below.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
ConvCache = tuple[Array, Array, Array, dict[str, int]]

wrong = Catalogue("im2col")

UNDETECTABLE = {
    ("im2col", "size_trunc_toward_zero"): "shows only where the window doesn't fit at all",
}
"""Faults of (exercise, name) that no legal input shows, and why."""


def im2col(x: Array, HH: int, WW: int, stride: int = 1, pad: int = 0) -> Array:
    """Right: collects, for one place of the window after the other, its pixels in all windows."""
    N, C, H, W = x.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.zeros((N, C, HH, WW, H_out, W_out))
    for p, q in np.ndindex(HH, WW):
        rows = slice(p, p + stride * H_out, stride)
        columns = slice(q, q + stride * W_out, stride)
        windows[:, :, p, q] = x_pad[:, :, rows, columns]
    return windows.transpose(0, 4, 5, 1, 2, 3).reshape(N * H_out * W_out, C * HH * WW)


def col2im(cols: Array, x_shape: tuple[int, int, int, int], HH: int, WW: int, stride: int = 1, pad: int = 0) -> Array:
    """Right: gives back, for one place of the window after the other, its pixels in all windows."""
    N, C, H, W = x_shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    windows = cols.reshape(N, H_out, W_out, C, HH, WW).transpose(0, 3, 4, 5, 1, 2)
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    for p, q in np.ndindex(HH, WW):
        rows = slice(p, p + stride * H_out, stride)
        columns = slice(q, q + stride * W_out, stride)
        x_pad[:, :, rows, columns] += windows[:, :, p, q]
    return x_pad[:, :, pad : pad + H, pad : pad + W]


# The two below call the im2col and col2im of the file that they are put into.


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


unfold = partial(wrong.edit, of="im2col", version=im2col)
fold = partial(wrong.edit, of="col2im", version=col2im)
forward = partial(wrong.edit, of="conv_forward_im2col", version=_product)
backward = partial(wrong.edit, of="conv_backward_im2col", version=_product_gradients)

_H_OUT = "(H + 2 * pad - HH) // stride"
_W_OUT = "(W + 2 * pad - WW) // stride"
_UNPARENTHESIZED = [(_H_OUT, "H + 2 * pad - HH // stride"), (_W_OUT, "W + 2 * pad - WW // stride")]
_ROWS = "slice(p, p + stride * H_out, stride)"
_COLUMNS = "slice(q, q + stride * W_out, stride)"
_NEIGHBOURS = [(_ROWS, "slice(p, p + H_out)"), (_COLUMNS, "slice(q, q + W_out)")]
_MATRIX = "windows.transpose(0, 4, 5, 1, 2, 3).reshape(N * H_out * W_out, C * HH * WW)"

unfold(
    "kernel_axes_swapped",
    belief="Puts the columns of a window before its rows.",
    hint="Unfold np.arange(9.0).reshape(1, 1, 3, 3) with a 2x2 window: does row 0 read 0, 1, 3, 4?",
    hint_ko="0부터 8까지 채운 3x3 이미지를 2x2 창으로 펼쳐 보세요. 첫 행이 0, 1, 3, 4인가요?",
    changes=[("transpose(0, 4, 5, 1, 2, 3)", "transpose(0, 4, 5, 1, 3, 2)")],
)
unfold(
    "no_transpose",
    belief="Lets reshape alone turn the windows into rows, as if it sorted the axes.",
    hint="Write down which pixels one row should hold. Which axes must come last before you reshape?",
    hint_ko="한 행에 어떤 픽셀들이 들어가야 하는지 적어 보세요. reshape하기 전에 어떤 축이 뒤에 와야 할까요?",
    changes=[("windows.transpose(0, 4, 5, 1, 2, 3).reshape", "windows.reshape")],
)
unfold(
    "pad_height_only",
    belief="Puts zeros above and below the image, but not to its left and right.",
    hint="How many columns does your padded image have for W = 3 and pad = 1?",
    hint_ko="W=3, pad=1일 때 패딩한 이미지의 열은 몇 개인가요?",
    changes=[("(pad, pad), (pad, pad)", "(pad, pad), (0, 0)")],
)
unfold(
    "per_image_3d_layout",
    belief="Makes one matrix per image with a window in each column, as other courses do.",
    hint="How many axes does your result have, and what does the docstring say?",
    hint_ko="결과의 축은 몇 개인가요? docstring이 말하는 모양과 맞춰 보세요.",
    changes=[(_MATRIX, "windows.reshape(N, C * HH * WW, H_out * W_out)")],
)
unfold(
    "size_precedence",
    belief="Leaves out the parentheses in the formula of the size, so that only the window is divided.",
    hint="Put H = 5, HH = 3 and stride 2 into your formula as Python reads it. Do you get 2?",
    hint_ko="H=5, HH=3, stride=2를 식에 넣고 Python이 계산하는 순서대로 풀어 보세요. 2가 나오나요?",
    changes=_UNPARENTHESIZED,
)
unfold(
    "size_trunc_toward_zero",
    belief="Takes int() for rounding down, which it is not below zero.",
    hint="What is int(-0.5), and what is -1 // 2? When does the formula get there?",
    hint_ko="int(-0.5)와 -1 // 2를 비교해 보세요. 어떤 입력에서 이런 차이가 생길까요?",
    changes=[
        (_H_OUT, "int((H + 2 * pad - HH) / stride)"),
        (_W_OUT, "int((W + 2 * pad - WW) / stride)"),
    ],
)
unfold(
    "slice_end_short",
    belief="Ends the slice one step before the last window.",
    hint="Count the numbers in np.arange(6)[0:4:2] and in np.arange(6)[0:6:2]. How many windows are there?",
    hint_ko="np.arange(6)[0:4:2]와 np.arange(6)[0:6:2]의 원소를 세어 보세요. 창의 개수와 같은 쪽은 어느 것인가요?",
    changes=[(_ROWS, _ROWS.replace("H_out", "(H_out - 1)")), (_COLUMNS, _COLUMNS.replace("W_out", "(W_out - 1)"))],
)
unfold(
    "slice_end_without_stride",
    belief="Ends the slice after as many pixels as there are windows, although it goes in steps.",
    hint="Three windows, stride 2: from p on, at which index may the slice stop?",
    hint_ko="창이 3개이고 stride가 2라면, p에서 시작한 슬라이스는 어디까지 가야 3개를 얻나요?",
    changes=[(_ROWS, _ROWS.replace("stride * ", "")), (_COLUMNS, _COLUMNS.replace("stride * ", ""))],
)
unfold(
    "stride_missing",
    belief="Takes pixels that lie side by side, whatever the stride.",
    hint="The upper left pixels of windows 0 and 1: how far apart are they in the image?",
    hint_ko="0번 창과 1번 창의 왼쪽 위 픽셀은 이미지에서 몇 칸 떨어져 있나요?",
    changes=_NEIGHBOURS,
)
unfold(
    "transposed_result",
    belief="Makes a column of each window.",
    hint="len(cols) should count the windows. What does it count in yours?",
    hint_ko="len(cols)는 창의 개수여야 해요. 지금은 무엇의 개수인가요?",
    changes=[(_MATRIX, f"{_MATRIX}.T")],
)
unfold(
    "window_loop_order_rows",
    belief="Goes through all images for each window, instead of all windows for each image.",
    hint="Unfold two images that differ everywhere: does the second image begin in row 1 or in row H' * W'?",
    hint_ko="전혀 다른 이미지 두 장을 펼쳐 보세요. 두 번째 이미지는 몇 번 행에서 시작하나요? H' * W'번인가요?",
    changes=[("transpose(0, 4, 5, 1, 2, 3)", "transpose(4, 5, 0, 1, 2, 3)")],
)
fold(
    "assumes_square",
    belief="Takes the output to be square.",
    hint="Fold an image of 3 rows and 5 columns. Where does W come into your sizes?",
    hint_ko="3행 5열 이미지로 시험해 보세요. 크기를 구할 때 W가 쓰이고 있나요?",
    changes=[(f"1 + {_W_OUT}", "H_out")],
)
fold(
    "averages_overlaps",
    belief="Wants to undo im2col, and so divides each pixel by the number of windows that it was in.",
    hint="im2col copies a pixel k times. If each copy has a gradient of 1, what is the gradient of the pixel?",
    hint_ko="im2col이 한 픽셀을 k번 복사했고 복사본마다 기울기가 1이라면, 그 픽셀의 기울기는 얼마일까요?",
    changes=[
        (
            "    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))",
            "    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))\n    times = np.zeros(x_pad.shape)",
        ),
        (
            "        x_pad[:, :, rows, columns] += windows[:, :, p, q]",
            "        x_pad[:, :, rows, columns] += windows[:, :, p, q]\n        times[:, :, rows, columns] += 1",
        ),
        ("return x_pad[", "return (x_pad / np.maximum(times, 1))["),
    ],
)
fold(
    "batch_fastest",
    belief="Reads the rows as if the images took turns within each window.",
    hint="Which image does row 1 of cols belong to? Look at how im2col puts its rows in order.",
    hint_ko="cols의 1번 행은 몇 번째 이미지의 창인가요? im2col이 행을 늘어놓는 순서를 다시 보세요.",
    changes=[
        (
            "cols.reshape(N, H_out, W_out, C, HH, WW).transpose(0, 3, 4, 5, 1, 2)",
            "cols.reshape(H_out, W_out, N, C, HH, WW).transpose(2, 3, 4, 5, 0, 1)",
        )
    ],
)
fold(
    "buffer_without_pad",
    belief="Collects the sums in an array without room for the padding.",
    hint="With pad 1, where does the window in the upper left corner begin? Is there room for it?",
    hint_ko="pad가 1이면 왼쪽 위 첫 창은 어디에서 시작하나요? 합을 모으는 배열에 그 자리가 있나요?",
    changes=[("np.zeros((N, C, H + 2 * pad, W + 2 * pad))", "np.zeros((N, C, H, W))")],
)
fold(
    "crop_negative_pad",
    belief="Cuts the padding off with [pad:-pad], which is empty where there is no padding.",
    hint="What does your slice look like with 0 in place of pad? Try it on a list of four numbers.",
    hint_ko="슬라이스의 pad 자리에 0을 넣어 보세요. 원소가 네 개인 리스트에서 무엇이 남나요?",
    changes=[("pad : pad + H, pad : pad + W", "pad:-pad, pad:-pad")],
)
fold(
    "forward_perm_reused",
    belief="Uses im2col's order of axes again to get back from it.",
    hint="Name the six axes after your reshape and after your transpose. Is the channel where x has it?",
    hint_ko="reshape한 뒤와 transpose한 뒤의 여섯 축에 이름을 붙여 보세요. 채널 축이 x와 같은 자리에 있나요?",
    changes=[("transpose(0, 3, 4, 5, 1, 2)", "transpose(0, 4, 5, 1, 2, 3)")],
)
fold(
    "int_buffer",
    belief="Collects the sums in an array of whole numbers.",
    hint="Which dtype has your array of zeros, and which one has cols?",
    hint_ko="0으로 채운 배열의 dtype과 cols의 dtype을 각각 출력해 보세요. 소수를 담을 수 있나요?",
    changes=[("W + 2 * pad))\n", "W + 2 * pad), dtype=int)\n")],
)
fold(
    "inverse_perm_wrong_hw",
    belief="Exchanges the output's rows and columns on the way back.",
    hint="Fold an image of 3 rows and 5 columns. Which of the two last axes counts the output's rows?",
    hint_ko="3행 5열 이미지로 시험해 보세요. 마지막 두 축 가운데 출력의 행을 세는 축은 어느 것인가요?",
    changes=[("transpose(0, 3, 4, 5, 1, 2)", "transpose(0, 3, 4, 5, 2, 1)")],
)
fold(
    "stride_missing",
    belief="Adds to pixels that lie side by side, whatever the stride.",
    hint="From which pixels does im2col read one place of the window? The same ones get the numbers back.",
    hint_ko="im2col은 창의 한 자리를 어느 픽셀들에서 읽었나요? 더할 때도 바로 그 픽셀에 더해야 해요.",
    changes=_NEIGHBOURS,
)
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
