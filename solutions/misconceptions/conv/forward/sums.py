"""Misconceptions about the convolution by loops, forward: what is made of a window, and what is returned."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
ConvCache = tuple[Array, Array, Array, dict[str, int]]

UNDETECTABLE = {
    (
        "conv_forward_naive",
        "dtype_of_x_buffer",
    ): "shows for integer images only, and all graded images are float64",
}
"""Faults of (exercise, name) that no legal input shows, and why."""

wrong = Catalogue("conv")

forward = partial(wrong.edit, of="conv_forward_naive")

_OUT = "out[n, f, i, j] = np.sum(window * w[f]) + b[f]"
_RETURN = "return out, (x, w, b, conv_param)"

forward(
    "bias_broadcast_last_axis",
    belief="Trusts that `out + b` finds the axis of the filters by itself.",
    hint="NumPy lines axes up from the last one. Next to which axis of out does that put the F numbers of b?",
    hint_ko="NumPy는 배열의 축을 뒤에서부터 맞춰요. 그러면 b의 F개 값은 out의 어느 축과 나란히 놓일까요?",
    changes=[(_OUT, _OUT.removesuffix(" + b[f]")), ("return out,", "return out + b,")],
)
forward(
    "bias_forgotten",
    belief="Leaves the bias out.",
    hint="All values of one filter are off by the same amount. What is the same everywhere in out[:, f]?",
    hint_ko="한 필터의 출력이 모두 똑같은 값만큼 어긋나 있어요. out[:, f] 전체에 똑같이 더해지는 것은 무엇일까요?",
    changes=[(_OUT, _OUT.removesuffix(" + b[f]"))],
)
forward(
    "bias_inside_sum",
    belief="Adds the bias to each product, so that the sum counts it once for every element of the window.",
    hint="Let w be all zeros and b all ones: how large should each output be, and how large is yours?",
    hint_ko="w를 전부 0, b를 전부 1로 두고 실행해 보세요. 출력은 얼마여야 하고, 실제로는 얼마가 나오나요?",
    changes=[("np.sum(window * w[f]) + b[f]", "np.sum(window * w[f] + b[f])")],
)
forward(
    "bias_over_batch",
    belief="Gives the bias the shape (F, 1, 1, 1), which lies along the images.",
    hint="out has the axes (N, F, H', W'). Which of them must b lie along, and where did your reshape put it?",
    hint_ko="out의 축은 (N, F, H', W') 순서예요. b는 그중 어느 축을 따라가야 하고, 지금 reshape은 b를 어느 축에 두었나요?",
    changes=[(_OUT, _OUT.removesuffix(" + b[f]")), ("return out,", "return out + b.reshape(F, 1, 1, 1),")],
)
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
    "channels_last_output",
    belief="Puts the filters on the last axis, as image files do.",
    hint="Everything in this assignment is channel first. At which place of out.shape does that put F?",
    hint_ko="이 과제의 배열은 모두 채널이 앞에 와요. 그렇다면 out.shape에서 F는 몇 번째 자리에 있어야 할까요?",
    changes=[("return out,", "return out.transpose(0, 2, 3, 1),")],
)
forward(
    "dtype_of_x_buffer",
    belief="Gives the output the dtype of the image, whatever that is.",
    hint="What becomes of 0.5 when you write it into an array of integers?",
    hint_ko="정수 배열에 0.5를 대입하면 어떤 값이 저장될까요?",
    changes=[("W_out))\n", "W_out), dtype=x.dtype)\n")],
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
    "ij_swapped_output",
    belief="Stores the value of window (i, j) at row j and column i.",
    hint="Each of your output images is the right one, mirrored at its diagonal. Which loop counts the rows?",
    hint_ko="출력 이미지가 대각선을 기준으로 뒤집혀 있어요. 행을 세는 반복 변수는 어느 쪽인가요?",
    changes=[(_OUT, _OUT.replace("[n, f, i, j]", "[n, f, j, i]"))],
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
    "no_return",
    belief="Comes to its end without giving anything back.",
    hint="Print what a call of your function is equal to. Which line hands the result to the caller?",
    hint_ko="함수를 호출한 결과를 그대로 출력해 보세요. 계산한 값을 호출한 쪽에 넘겨주는 줄이 있나요?",
    changes=[(_RETURN, "cache = (x, w, b, conv_param)")],
)
forward(
    "reshapes_b_in_place",
    belief="Changes the shape of the very array that the caller lent.",
    hint="What is b.shape after the call? Make a reshaped view under a name of your own.",
    hint_ko="호출이 끝난 뒤 b.shape를 확인해 보세요. 원래 배열은 그대로 두고, 모양을 바꾼 뷰를 따로 만들어 쓰면 어떨까요?",
    changes=[
        (_OUT, _OUT.removesuffix(" + b[f]")),
        (_RETURN, "b.shape = (F, 1, 1)\n    return out + b, (x, w, b, conv_param)"),
    ],
)
forward(
    "returns_only_out",
    belief="Gives back the output alone, without the cache.",
    hint="The caller writes `out, cache = ...`. What does your return line offer for the second name?",
    hint_ko="호출하는 쪽은 `out, cache = ...`로 받아요. return 줄에서 cache에 해당하는 값을 주고 있나요?",
    changes=[(_RETURN, "return out")],
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
    "undefined_name_typo",
    belief="Uses a name that stands for nothing: nobody has given it a value.",
    hint="The error's last line quotes a name. Compare it, letter by letter, with the name you gave the value.",
    hint_ko="오류 메시지의 마지막 줄에 나온 이름을, 값을 저장할 때 쓴 이름과 한 글자씩 비교해 보세요.",
    changes=[("range(H_out)", "range(Hout)")],
)
