"""Misconceptions about the convolution by loops, forward: what is multiplied, and what is summed."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
ConvCache = tuple[Array, Array, Array, dict[str, int]]

wrong = Catalogue("conv")

forward = partial(wrong.edit, of="conv_forward_naive")

_OUT = "out[n, f, i, j] = np.sum(window * w[f]) + b[f]"

forward(
    "channel_overwrite",
    belief="Ends with the result of the last channel alone.",
    hint="Change a pixel of channel 0, then one of the last channel: which of them does your output notice?",
    hint_ko="0번 채널의 픽셀과 마지막 채널의 픽셀을 하나씩 바꿔 보세요. 출력은 어느 쪽에 반응하나요?",
    changes=[
        ("N, _, H, W = x.shape", "N, C, H, W = x.shape"),
        (
            _OUT,
            """for c in range(C):
                        out[n, f, i, j] = np.sum(window[c] * w[f, c]) + b[f]""",
        ),
    ],
)
forward(
    "first_channel_only",
    belief="Convolves channel 0 and never looks at the others.",
    hint="Change a pixel of channel 1: does your output notice?",
    hint_ko="1번 채널의 픽셀 하나를 바꿔 보세요. 출력이 달라지나요?",
    changes=[("window * w[f]", "window[0] * w[f, 0]")],
)
forward(
    "first_image_only",
    belief="Works on the first image, and leaves zeros for the rest of the batch.",
    hint="Print out[1] for a batch of two. Which of your loops should have filled it?",
    hint_ko="이미지가 두 장일 때 out[1]을 출력해 보세요. 어느 반복문이 그 자리를 채웠어야 할까요?",
    changes=[("range(N)", "range(1)")],
)
forward(
    "float32_accumulation",
    belief="Rounds each output to float32, once its sum is complete.",
    hint="The first seven digits are right and the rest is not. Where do your numbers pass through a smaller type?",
    hint_ko="앞의 일곱 자리 정도만 맞고 그 뒤가 달라요. 계산 도중에 더 작은 자료형을 거치는 곳이 있는지 찾아보세요.",
    changes=[("np.sum(window * w[f]) + b[f]", "np.float32(np.sum(window * w[f]) + b[f])")],
)
forward(
    "inplace_product_destroys_w",
    belief="Takes `w[f]` for a copy and multiplies into it, which writes over the weights.",
    hint="Compare w before and after one output. Does `product = w[f]` make new memory?",
    hint_ko="출력 한 칸을 계산하기 전과 후의 w를 비교해 보세요. `product = w[f]`라고 쓰면 새 메모리가 생기나요?",
    changes=[
        (
            _OUT,
            """product = w[f]
                    product *= window
                    out[n, f, i, j] = np.sum(product) + b[f]""",
        )
    ],
)
forward(
    "kernel_flipped_all_axes",
    belief="Reverses the filter on all its axes, the channels among them.",
    hint="Nothing is flipped here: which pixel of which channel should w[f, 0, 0, 0] meet?",
    hint_ko="이 과제에서는 필터를 뒤집지 않아요. w[f, 0, 0, 0]은 어느 채널의 어느 픽셀과 만나야 할까요?",
    changes=[("window * w[f]", "window * w[f][::-1, ::-1, ::-1]")],
)
forward(
    "kernel_hw_swapped",
    belief="Reads the sizes of the filters as (F, C, columns, rows).",
    hint="Use a filter of 2 rows and 3 columns. Which of the two numbers does your HH hold?",
    hint_ko="행이 2개, 열이 3개인 필터로 실행해 보세요. HH에 두 수 중 어느 것이 들어 있나요?",
    changes=[("F, _, HH, WW = w.shape", "F, _, WW, HH = w.shape")],
)
forward(
    "kernel_transposed",
    belief="Turns rows and columns of each filter around before multiplying.",
    hint="Which neighbour of the corner pixel belongs to w[f, c, 0, 1], and which one does your code give it?",
    hint_ko="w[f, c, 0, 1]은 모서리 픽셀의 오른쪽과 아래쪽 중 어느 이웃과 짝일까요? 코드에서는 어느 쪽과 곱해지나요?",
    changes=[("window * w[f]", "window * w[f].transpose(0, 2, 1)")],
)
forward(
    "mean_instead_of_sum",
    belief="Takes the average of the products.",
    hint="Let x and w be all ones and count the products of one window: does your output come to that number?",
    hint_ko="x와 w를 전부 1로 두고 창 하나에서 곱셈이 몇 번 일어나는지 세어 보세요. 출력이 그 수와 같나요?",
    changes=[("np.sum(", "np.mean(")],
)
forward(
    "shared_kernel",
    belief="Uses the first filter for all output channels.",
    hint="Look at out[0, 0] - out[0, 1]. Two different filters should not see the same, so which one do you use?",
    hint_ko="out[0, 0] - out[0, 1]을 출력해 보세요. 필터가 서로 다르면 결과도 달라야 해요. 지금은 어느 필터를 쓰고 있나요?",
    changes=[("window * w[f]", "window * w[0]")],
)


@wrong.function(
    of="conv_forward_naive",
    hint="Count the axes of x: which one does your code not expect, and how often must your work be done along it?",
    hint_ko="x의 축이 몇 개인지 세어 보세요. 코드가 예상하지 못한 축은 무엇이고, 그 축을 따라 몇 번 계산해야 할까요?",
)
def single_image_3d_only(x: Array, w: Array, b: Array, conv_param: dict[str, int]) -> tuple[Array, ConvCache]:
    """Takes three sizes from x, which has four: images, channels, rows and columns."""
    stride, pad = conv_param["stride"], conv_param["pad"]
    _, H, W = x.shape
    F, _, HH, WW = w.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (pad, pad), (pad, pad)))
    out = np.zeros((F, H_out, W_out))
    for f in range(F):
        for i in range(H_out):
            for j in range(W_out):
                top, left = i * stride, j * stride
                out[f, i, j] = np.sum(x_pad[:, top : top + HH, left : left + WW] * w[f]) + b[f]
    return out, (x, w, b, conv_param)


forward(
    "kernel_rotated",
    belief="Turns each filter upside down and left to right, as mathematicians do for a convolution.",
    hint="Take w with a single 1 in its upper left corner. Which pixel of each window should the output show?",
    hint_ko="왼쪽 위 모서리만 1이고 나머지는 0인 w로 실행해 보세요. 출력에는 각 창의 어느 픽셀이 나와야 할까요?",
    changes=[("window * w[f]", "window * w[f, :, ::-1, ::-1]")],
)
forward(
    "filters_counted_by_channels",
    belief="Reads the sizes of the filters as (C, F, rows, columns).",
    hint="Use 1 channel and 2 filters. What is your F then, and which axis of w says how many filters there are?",
    hint_ko="채널 1개, 필터 2개로 실행해 보세요. F가 얼마인가요? 필터 수는 w의 몇 번째 축에 들어 있나요?",
    changes=[("F, _, HH, WW = w.shape", "_, F, HH, WW = w.shape")],
)
forward(
    "one_channel_per_filter",
    belief="Lets filter f see channel f alone.",
    hint="Use 2 channels and 1 filter, and change a pixel of channel 1. Does your output notice?",
    hint_ko="채널 2개, 필터 1개로 두고 1번 채널의 픽셀을 바꿔 보세요. 출력이 달라지나요?",
    changes=[("window * w[f]", "window[f] * w[f, f]")],
)
forward(
    "sum_never_reset",
    belief="Goes on adding to the sum of the window before.",
    hint="Let x and w be all ones. All outputs should be alike: why do yours grow?",
    hint_ko="x와 w를 전부 1로 두면 출력이 모두 같아야 해요. 그런데 왜 값이 점점 커질까요?",
    changes=[
        ("for n in range(N):", "total = 0.0\n    for n in range(N):"),
        (_OUT, "total += np.sum(window * w[f])\n                    out[n, f, i, j] = total + b[f]"),
    ],
)
forward(
    "matrix_product",
    belief="Takes the matrix product of window and filter, where each pixel meets one weight.",
    hint="Write a 2x2 window and a 2x2 filter on paper. How many products belong to the sum, and how many has yours?",
    hint_ko="2x2 창과 2x2 필터를 종이에 적어 보세요. 더해야 할 곱은 몇 개이고, 코드에서는 몇 개를 더하나요?",
    changes=[("window * w[f]", "window @ w[f]")],
)
forward(
    "sum_over_rows_only",
    belief="Leaves an axis of the window out of the sum, so that an output would be several numbers.",
    hint="Print the shape of what you are about to store. Does it fit into one place of out?",
    hint_ko="out에 넣으려는 값의 shape를 출력해 보세요. out의 한 칸에 들어갈 수 있는 모양인가요?",
    changes=[("np.sum(window * w[f])", "np.sum(window * w[f], axis=(1, 2))")],
)
