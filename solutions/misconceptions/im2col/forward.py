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
forward(
    "bias_forgotten",
    belief="Leaves the bias out of the product.",
    hint="Set all weights to zero. What should the outputs be, and what are yours?",
    hint_ko="가중치를 모두 0으로 두어 보세요. 출력은 얼마여야 하고, 실제로는 얼마인가요?",
    changes=[(" @ w_cols + b", " @ w_cols")],
)
forward(
    "bias_on_last_axis",
    belief="Adds the bias when the filters are no longer the last axis.",
    hint="Broadcasting lines shapes up from the right. Which axis of out does b meet where you add it?",
    hint_ko="브로드캐스팅은 오른쪽 축부터 맞춰요. b를 더하는 순간 out의 어느 축과 만나나요?",
    changes=[(" @ w_cols + b", " @ w_cols"), (_IMAGES, f"{_IMAGES} + b")],
)
forward(
    "parameters_ignored",
    belief="Convolves with stride 1 and without padding, whatever conv_param says.",
    hint="Which line of yours would give another result if conv_param held other numbers?",
    hint_ko="conv_param의 값이 바뀌면 결과가 달라지는 줄이 있나요? 그 줄부터 찾아보세요.",
    changes=[(_PARAMETERS, "stride, pad = 1, 0")],
)
forward(
    "stride_ignored",
    belief="Convolves with stride 1, whatever conv_param says.",
    hint="Compare out.shape for stride 1 and stride 2. Where does the stride come into your code?",
    hint_ko="stride가 1일 때와 2일 때의 out.shape를 비교해 보세요. 코드의 어디에서 stride를 쓰고 있나요?",
    changes=[(_PARAMETERS, 'stride, pad = 1, conv_param["pad"]')],
)
forward(
    "pad_ignored",
    belief="Convolves without padding, whatever conv_param says.",
    hint="Compare out.shape for pad 0 and pad 1. Where does pad come into your code?",
    hint_ko="pad가 0일 때와 1일 때의 out.shape를 비교해 보세요. 코드의 어디에서 pad를 쓰고 있나요?",
    changes=[(_PARAMETERS, 'stride, pad = conv_param["stride"], 0')],
)
forward(
    "parameters_not_passed_on",
    belief="Calls im2col without stride and pad, and so with those that it has by default.",
    hint="With which stride does im2col work if you don't tell it? Compare its rows with N * H_out * W_out.",
    hint_ko="im2col에 stride를 알려 주지 않으면 어떤 값으로 동작하나요? 행의 수를 N * H_out * W_out과 비교해 보세요.",
    changes=[(_UNFOLDED, "im2col(x, HH, WW)")],
)
forward(
    "stride_not_passed_on",
    belief="Calls im2col with the padding alone, and so with stride 1.",
    hint="Compare the arguments of your call with those of im2col's definition, one by one.",
    hint_ko="im2col을 부르는 줄의 인자를 함수 정의의 인자와 하나씩 맞춰 보세요. 빠진 것이 있나요?",
    changes=[(_UNFOLDED, "im2col(x, HH, WW, pad=pad)")],
)
forward(
    "pad_not_passed_on",
    belief="Calls im2col with the stride alone, and so without padding.",
    hint="For pad = 1, how many rows does im2col return, and how many does your reshape expect?",
    hint_ko="pad=1일 때 im2col은 몇 행을 돌려주고, 코드의 reshape은 몇 행을 기대하나요?",
    changes=[(_UNFOLDED, "im2col(x, HH, WW, stride)")],
)
forward(
    "parameters_swapped",
    belief="Gives im2col the padding as its stride, and the stride as its padding.",
    hint="In which order does im2col take its arguments? Lay your call beside its first line.",
    hint_ko="im2col은 인자를 어떤 순서로 받나요? 부르는 줄을 함수의 첫 줄과 나란히 놓고 보세요.",
    changes=[(_UNFOLDED, "im2col(x, HH, WW, pad, stride)")],
)
forward(
    "window_sizes_swapped",
    belief="Gives im2col the window's width where it takes the height.",
    hint="Use filters of 1 row and 3 columns. Which of the two numbers comes first in im2col?",
    hint_ko="1행 3열짜리 필터로 시험해 보세요. im2col은 두 수 가운데 어느 것을 먼저 받나요?",
    changes=[(_UNFOLDED, "im2col(x, WW, HH, stride, pad)")],
)
forward(
    "weights_reshaped_not_transposed",
    belief="Brings the filters into columns by reshape, not by turning the matrix.",
    hint="Take a = np.arange(6).reshape(2, 3): are a.T and a.reshape(3, 2) the same? What is a column of each?",
    hint_ko="a = np.arange(6).reshape(2, 3)일 때 a.T와 a.reshape(3, 2)의 첫 열을 비교해 보세요. 같은가요?",
    changes=[(_W_COLS, "w.reshape(C * HH * WW, F)")],
)
forward(
    "weights_channels_last",
    belief="Flattens each filter with the channel as the fastest axis, other than im2col does its windows.",
    hint="Number 5 of a flattened filter meets number 5 of a window. Are they of the same channel and place?",
    hint_ko="펼친 필터의 5번 값은 펼친 창의 5번 값과 곱해져요. 둘은 같은 채널, 같은 자리의 값인가요?",
    changes=[(_W_COLS, "w.transpose(0, 2, 3, 1).reshape(F, -1).T")],
)
forward(
    "kernel_flipped",
    belief="Turns the filters around, as a convolution in mathematics does.",
    hint="Does w[f, c, 0, 0] meet the upper left pixel of a window or the lower right one? What does the formula say?",
    hint_ko="w[f, c, 0, 0]은 창의 왼쪽 위 픽셀과 곱해지나요, 오른쪽 아래 픽셀과 곱해지나요? 공식은 어떤가요?",
    changes=[(_W_COLS, "w[:, :, ::-1, ::-1].reshape(F, -1).T")],
)
forward(
    "assumes_square_output",
    belief="Lets as many windows fit side by side as below each other.",
    hint="Convolve an image of 3 rows and 5 columns. Where does W come into your sizes?",
    hint_ko="3행 5열 이미지로 시험해 보세요. 출력 크기를 구할 때 W가 쓰이고 있나요?",
    changes=[(f"1 + {_W_OUT}", "H_out")],
)
forward(
    "filters_last",
    belief="Leaves the filters where the product has them, behind rows and columns.",
    hint="Print out.shape for three filters. Which axis has length 3, and which should have it?",
    hint_ko="필터가 3개일 때 out.shape를 출력해 보세요. 길이가 3인 축은 몇 번째이고, 몇 번째여야 하나요?",
    changes=[(_IMAGES, "out.reshape(N, H_out, W_out, F)")],
)
forward(
    "rows_and_columns_reshaped",
    belief="Puts W' before H' when it splits the rows of the product.",
    hint="In which order do the windows of one image follow each other in im2col: which of i and j changes faster?",
    hint_ko="im2col에서 한 이미지의 창들은 어떤 순서로 나오나요? i와 j 가운데 더 빨리 변하는 것은 어느 쪽인가요?",
    changes=[(_IMAGES, "out.reshape(N, W_out, H_out, F).transpose(0, 3, 1, 2)")],
)
forward(
    "images_and_filters_reshaped",
    belief="Reshapes a product with the filters in front to (N, F, H', W'), as if the images came first.",
    hint="It works for one image. In w @ cols.T, what is behind the numbers of filter 0 and image 0?",
    hint_ko="이미지가 한 장이면 맞아요. w @ cols.T에서 0번 필터, 0번 이미지의 값 다음에는 무엇이 오나요?",
    changes=[(_IMAGES, "out.T.reshape(N, F, H_out, W_out)")],
)
forward(
    "filters_first",
    belief="Returns the output with the filters before the images.",
    hint="Print out.shape for 2 images and 3 filters. Which of the numbers should come first?",
    hint_ko="이미지 2장, 필터 3개일 때 out.shape를 출력해 보세요. 어느 수가 먼저 나와야 하나요?",
    changes=[(_IMAGES, "out.T.reshape(F, N, H_out, W_out)")],
)
forward(
    "cs231n_output",
    belief="Takes the product apart as CS231n does, where the images take turns within each window.",
    hint="In which order does your im2col list images and windows? Your reshape has to name them in that order.",
    hint_ko="im2col의 행은 이미지와 창 가운데 무엇이 먼저 바뀌나요? reshape에도 그 순서대로 적었나요?",
    changes=[(_IMAGES, "out.T.reshape(F, H_out, W_out, N).transpose(3, 0, 1, 2)")],
)
