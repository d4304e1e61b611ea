"""Misconceptions about the convolution by loops, forward and backward."""

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
    ("conv_forward_naive", "out_size_trunc_toward_zero"): "shows only where the window doesn't fit at all",
    ("conv_forward_naive", "pads_inside_inner_loop"): "its numbers are right; loops may be slow here",
}
"""Faults of (exercise, name) that no legal input shows, and why."""

wrong = Catalogue("conv")

forward = partial(wrong.edit, of="conv_forward_naive")

_PARAMETERS = 'stride, pad = conv_param["stride"], conv_param["pad"]'
_H_OUT = "H_out = 1 + (H + 2 * pad - HH) // stride"
_W_OUT = "W_out = 1 + (W + 2 * pad - WW) // stride"
_PAD = "x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"
_CORNER = "top, left = i * stride, j * stride"
_WINDOW = "window = x_pad[n, :, top : top + HH, left : left + WW]"
_OUT = "out[n, f, i, j] = np.sum(window * w[f]) + b[f]"
_RETURN = "return out, (x, w, b, conv_param)"

size = partial(wrong.edit, of="conv_output_size")

_SIZE = "return 1 + (size + 2 * pad - kernel) // stride"

size(
    "divides_part_by_part",
    belief="Divides each part by the stride and adds up the fractions, which may fall short of a whole number.",
    hint="What is 1 / 3 + 2 / 3 - 1 in floating point, and what does int() make of a number just below 1?",
    hint_ko="부동소수점에서 나눈 값들을 더하면 정확한 정수가 될까요? int()는 1보다 조금 작은 수를 무엇으로 바꾸나요?",
    changes=[(_SIZE, "return int((size - kernel) / stride + 2 * pad / stride + 1)")],
)
size(
    "pad_on_one_side",
    belief="Counts the padding once, as if it were put on one end only.",
    hint="A side of 1 pixel with pad 1: how many pixels long is it now?",
    hint_ko="픽셀 1개짜리 변에 pad 1을 주면 길이가 몇이 되나요?",
    changes=[(_SIZE, "return 1 + (size + pad - kernel) // stride")],
)
size(
    "one_window_forgotten",
    belief="Counts the steps between windows instead of the windows.",
    hint="A window as large as the image takes no step at all. How often does it fit?",
    hint_ko="이미지와 크기가 같은 창은 한 걸음도 움직이지 않아요. 그 창은 몇 번 들어가나요?",
    changes=[(_SIZE, "return (size + 2 * pad - kernel) // stride")],
)

forward(
    "padded_image_kept_in_param",
    belief="Keeps the padded image in conv_param, where the next call finds it and takes it for its own.",
    hint="Call forward twice with the same conv_param and two images. Whose padded image does the second call use?",
    hint_ko="같은 conv_param으로 서로 다른 이미지를 두 번 넣어 보세요. 두 번째 호출은 누구의 패딩 이미지를 쓰나요?",
    changes=[(_PAD, _PAD.replace("np.pad(", 'conv_param.setdefault("x_pad", np.pad(') + ")")],
)
forward(
    "side_by_side_without_rest",
    belief="Cuts the image into tiles where the stride is the window's size, and forgets that a rest may be left.",
    hint="With stride = HH = WW = 2 and 3 rows, which row belongs to no window? What does your reshape do with it?",
    hint_ko="stride = HH = WW = 2이고 행이 3개면 어느 행이 창에 속하지 않나요? reshape은 그 행을 어떻게 다루나요?",
    changes=[
        (
            _PAD,
            f"""{_PAD}
    if stride == HH == WW and stride > 1 and pad == 0:
        tiles = x.reshape(N, -1, H // HH, HH, W // WW, WW)
        return np.einsum("nciajb,fcab->nfij", tiles, w) + b[:, None, None], (x, w, b, conv_param)""",
        )
    ],
)
forward(
    "assumes_square_kernel",
    belief="Takes every filter for a square one: HH serves for its rows and its columns.",
    hint="Look at the slice that cuts the window out. Which size of the filter should end its columns?",
    hint_ko="창을 잘라내는 슬라이스를 다시 보세요. 열 범위의 끝은 필터의 어느 크기로 정해야 할까요?",
    changes=[("left + WW", "left + HH")],
)
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
    belief="Writes the result of each channel over the one before, so that the last channel alone counts.",
    hint="Stop after the second turn of your channel loop: is the share of channel 0 still in the output?",
    hint_ko="채널 반복문이 두 번째 돈 직후의 출력을 확인해 보세요. 0번 채널에서 더한 값이 아직 남아 있나요?",
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
    belief="Works on the first image and leaves the rest of the batch at zero.",
    hint="Print out[1] for a batch of two. Which of your loops should have filled it?",
    hint_ko="이미지가 두 장일 때 out[1]을 출력해 보세요. 어느 반복문이 그 자리를 채웠어야 할까요?",
    changes=[("range(N)", "range(1)")],
)
forward(
    "float32_accumulation",
    belief="Rounds each output to float32 on the way.",
    hint="The first seven digits are right and the rest is not. Where do your numbers pass through a smaller type?",
    hint_ko="앞의 일곱 자리 정도만 맞고 그 뒤가 달라요. 계산 도중에 더 작은 자료형을 거치는 곳이 있는지 찾아보세요.",
    changes=[("np.sum(window * w[f]) + b[f]", "np.float32(np.sum(window * w[f]) + b[f])")],
)
forward(
    "guard_leaves_zeros",
    belief="Rounds the output size up, and skips the windows that then hang over the edge.",
    hint="Your last row or column is zero because no window fits there. Should out have that row at all?",
    hint_ko="마지막 행이나 열이 0인 것은 거기에 맞는 창이 없기 때문이에요. 그 행이 애초에 out에 있어야 할까요?",
    changes=[
        (_H_OUT, "H_out = 1 + int(np.ceil((H + 2 * pad - HH) / stride))"),
        (_W_OUT, "W_out = 1 + int(np.ceil((W + 2 * pad - WW) / stride))"),
        (
            _WINDOW,
            f"""{_WINDOW}
                    if window.shape[1:] != (HH, WW):
                        continue""",
        ),
    ],
)
forward(
    "hardcoded_public_example",
    belief="Gives back the numbers of an example that was worked out once.",
    hint="Whatever the image is, your answer stays the same. Does any line of yours still read x and w?",
    hint_ko="어떤 이미지를 넣어도 답이 똑같아요. x와 w를 실제로 읽어서 계산하는 줄이 있나요?",
    changes=[("return out,", "out = np.array([[[[12.0, 16.0], [24.0, 28.0]]]])\n    return out,")],
)
forward(
    "hardcoded_stride1_pad1",
    belief="Works with stride 1 and pad 1, whatever conv_param says.",
    hint="Call your function with two different dicts: which line would make the answers differ?",
    hint_ko="서로 다른 conv_param으로 두 번 호출해 보세요. 결과를 다르게 만들 줄이 코드에 있나요?",
    changes=[(_PARAMETERS, "stride, pad = 1, 1")],
)
forward(
    "ij_swapped_output",
    belief="Stores the value of window (i, j) at row j and column i.",
    hint="Each of your output images is the right one, mirrored at its diagonal. Which loop counts the rows?",
    hint_ko="출력 이미지가 대각선을 기준으로 뒤집혀 있어요. 행을 세는 반복 변수는 어느 쪽인가요?",
    changes=[(_OUT, _OUT.replace("[n, f, i, j]", "[n, f, j, i]"))],
)
forward(
    "imports_missing_helper_module",
    belief="Counts on a module of a textbook that was not handed in.",
    hint="Copy your files alone into an empty folder and run them there: which import fails?",
    hint_ko="제출할 파일만 빈 폴더에 복사해서 실행해 보세요. 어떤 import에서 오류가 나나요?",
    changes=[(_PARAMETERS, f"from common.util import im2col\n\n    {_PARAMETERS}")],
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
    belief="Works everything out and gives nothing back.",
    hint="Print what a call of your function is equal to. Which line hands the result to the caller?",
    hint_ko="함수를 호출한 결과를 그대로 출력해 보세요. 계산한 값을 호출한 쪽에 넘겨주는 줄이 있나요?",
    changes=[(_RETURN, "cache = (x, w, b, conv_param)")],
)
forward(
    "off_by_one_size",
    belief="Leaves the 1 out of the output size.",
    hint="Lay a window of 3 on a row of 5 pixels and push it on one by one: how many places does it take?",
    hint_ko="픽셀 5개짜리 줄에 크기 3인 창을 놓고 한 칸씩 밀어 보세요. 창이 놓이는 자리는 모두 몇 곳인가요?",
    changes=[(_H_OUT, _H_OUT.replace("1 + ", "")), (_W_OUT, _W_OUT.replace("1 + ", ""))],
)
forward(
    "out_size_precedence",
    belief="Forgets the brackets of the size formula, so that only the window is divided by the stride.",
    hint="Put H=5, HH=3, pad=0, stride=2 into your formula as Python reads it: what exactly is divided by 2?",
    hint_ko="H=5, HH=3, pad=0, stride=2를 파이썬이 읽는 순서대로 식에 넣어 보세요. 2로 나누어지는 부분은 어디까지인가요?",
    changes=[
        (_H_OUT, "H_out = int(1 + H + 2 * pad - HH / stride)"),
        (_W_OUT, "W_out = int(1 + W + 2 * pad - WW / stride)"),
    ],
)
forward(
    "out_size_trunc_toward_zero",
    belief="Takes int() of a quotient for rounding down, also below zero.",
    hint="Compare int(-1 / 2) with -1 // 2: which of them says that a window doesn't fit?",
    hint_ko="int(-1 / 2)와 -1 // 2를 비교해 보세요. 창이 한 번도 들어가지 않는다고 알려 주는 쪽은 어느 것인가요?",
    changes=[
        (_H_OUT, "H_out = 1 + int((H + 2 * pad - HH) / stride)"),
        (_W_OUT, "W_out = 1 + int((W + 2 * pad - WW) / stride)"),
    ],
)
forward(
    "pad_counted_once",
    belief="Counts the zeros of one side only in the output size.",
    hint="Print x_pad.shape next to H and pad. How many rows did the padding add?",
    hint_ko="x_pad.shape를 H, pad와 나란히 출력해 보세요. 패딩 때문에 행이 몇 개 늘어났나요?",
    changes=[(_H_OUT, _H_OUT.replace("2 * pad", "pad")), (_W_OUT, _W_OUT.replace("2 * pad", "pad"))],
)
forward(
    "pad_edge",
    belief="Thinks that the image goes on beyond its border with the last pixels it has.",
    hint="Only the outputs at the border differ. Which numbers did you put around the image?",
    hint_ko="테두리 쪽 출력만 달라요. 이미지 둘레를 어떤 값으로 채웠나요?",
    changes=[(_PAD, _PAD.removesuffix(")") + ', mode="edge")')],
)
forward(
    "pad_ignored_in_size",
    belief="Pads the image, and computes the output size as if it had not.",
    hint="The window slides over x_pad. Does your size formula know how large that is?",
    hint_ko="창은 x_pad 위를 움직여요. 출력 크기 식에 x_pad의 크기가 반영되어 있나요?",
    changes=[(_H_OUT, _H_OUT.replace(" + 2 * pad", "")), (_W_OUT, _W_OUT.replace(" + 2 * pad", ""))],
)
forward(
    "pad_one_side",
    belief="Puts all the zeros below and to the right of the image.",
    hint="Pad an image of a single pixel with pad=1 and print it: does the pixel lie in the middle?",
    hint_ko="픽셀 하나짜리 이미지를 pad=1로 패딩해서 출력해 보세요. 그 픽셀이 한가운데에 있나요?",
    changes=[("(pad, pad), (pad, pad)", "(0, 2 * pad), (0, 2 * pad)")],
)
forward(
    "padded_undefined_when_pad0",
    belief="Makes the padded image only where there is something to pad.",
    hint="Go through your code line by line with pad=0: where does the image that the loops read come from?",
    hint_ko="pad=0이라고 생각하고 코드를 한 줄씩 따라가 보세요. 반복문이 읽는 이미지는 어느 줄에서 만들어지나요?",
    changes=[(_PAD, f"if pad != 0:\n        {_PAD}")],
)
forward(
    "pads_inside_inner_loop",
    belief="Pads all images anew for each single output.",
    hint="Which lines of your innermost loop would give the same result if they stood above all loops?",
    hint_ko="가장 안쪽 반복문에서, 모든 반복문보다 앞에 두어도 결과가 같은 줄은 어느 것인가요?",
    changes=[(_PAD, ""), (_WINDOW, f"{_PAD}\n                    {_WINDOW}")],
)
forward(
    "pops_conv_param",
    belief="Takes the parameters out of the caller's dict.",
    hint="Print conv_param before and after the call: is everything still in it?",
    hint_ko="함수를 호출하기 전과 후에 conv_param을 출력해 보세요. 들어 있던 값이 그대로 있나요?",
    changes=[(_PARAMETERS, 'stride, pad = conv_param.pop("stride"), conv_param.pop("pad")')],
)
forward(
    "random_kernel_inside",
    belief="Makes filters of its own and never uses those that it was given.",
    hint="Call the function twice with the same arguments. If the answers differ, where do the filters come from?",
    hint_ko="같은 인자로 함수를 두 번 호출해 보세요. 결과가 다르다면 지금 쓰는 필터는 어디에서 온 걸까요?",
    changes=[
        (_PAD, f"{_PAD}\n    kernel = np.random.randn(*w.shape)"),
        ("window * w[f]", "window * kernel[f]"),
    ],
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
    "same_padding_always",
    belief="Chooses the padding itself, so that the output gets as large as the image.",
    hint="A 3x3 filter may well come with pad 0 or pad 2. Which line reads the pad that you were given?",
    hint_ko="3x3 필터라도 pad가 0이나 2로 주어질 수 있어요. 주어진 pad 값을 읽는 줄이 있나요?",
    changes=[(_PARAMETERS, 'stride, pad = conv_param["stride"], (w.shape[2] - 1) // 2')],
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
    """Expects one image of shape (C, H, W) where a batch of them comes."""
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
    "stride_ignored",
    belief="Makes the output as small as the stride says, but moves the window by one pixel.",
    hint="In which column of the image does the window of out[0, 0, 0, 1] begin, in yours and in the formula?",
    hint_ko="out[0, 0, 0, 1]의 창은 이미지의 몇 번째 열에서 시작하나요? 코드와 공식에서 각각 확인해 보세요.",
    changes=[(_CORNER, "top, left = i, j")],
)
forward(
    "stride_ignored_in_size",
    belief="Leaves the stride out of the output size.",
    hint="A window that moves by 2 reaches the end sooner. Where does your size formula say so?",
    hint_ko="창이 두 칸씩 움직이면 더 빨리 끝에 닿아요. 출력 크기 식의 어느 부분이 이것을 나타내나요?",
    changes=[(_H_OUT, _H_OUT.removesuffix(" // stride")), (_W_OUT, _W_OUT.removesuffix(" // stride"))],
)
forward(
    "stride_w_ignored",
    belief="Moves the window by the stride downwards, and by one pixel to the right.",
    hint="Your rows begin where they should. Is the same true of the columns?",
    hint_ko="창의 시작 행은 맞아요. 시작 열도 같은 방식으로 계산하고 있나요?",
    changes=[(_CORNER, "top, left = i * stride, j")],
)
forward(
    "undefined_name_typo",
    belief="Writes a name in two ways, and one of them exists nowhere.",
    hint="The error's last line quotes a name. Compare it, letter by letter, with the name you gave the value.",
    hint_ko="오류 메시지의 마지막 줄에 나온 이름을, 값을 저장할 때 쓴 이름과 한 글자씩 비교해 보세요.",
    changes=[("range(H_out)", "range(Hout)")],
)

backward = partial(wrong.edit, of="conv_backward_naive")

_UNPACK = "x, w, b, conv_param = cache"
_DX = "dx_pad[n, :, top : top + HH, left : left + WW] += dout[n, f, i, j] * w[f]"
_DW = "dw[f] += dout[n, f, i, j] * window"
_DB = "db[f] += dout[n, f, i, j]"
_CROP = "dx = dx_pad[:, :, pad : pad + H, pad : pad + W]"
_GRADIENTS = "return dx, dw, db"

backward(
    "accumulates_across_calls",
    belief="Collects db in a default argument, which is made once and kept by all calls.",
    hint="Call it twice with the same arguments. When does Python make the value of a default argument?",
    hint_ko="같은 인자로 두 번 호출해서 비교해 보세요. 파이썬은 기본 인자의 값을 언제 만들까요?",
    changes=[
        ("cache: ConvCache)", "cache: ConvCache, db: list[float] = [])"),
        ("db = np.zeros(b.shape)", "db.extend(dout.sum(axis=(0, 2, 3)))"),
        (_DB, ""),
        (_GRADIENTS, "return dx, dw, np.array(db)"),
    ],
)
backward(
    "all_mean_over_batch",
    belief="Divides all gradients by the number of images.",
    hint="If the loss is an average, dout has been divided already. Which line of the formula divides by N?",
    hint_ko="손실이 평균이라면 나눗셈은 이미 dout에 들어 있어요. 기울기 식에 N으로 나누는 부분이 있나요?",
    changes=[(_GRADIENTS, "return dx / N, dw / N, db / N")],
)
backward(
    "cache_holds_padded_x",
    belief="Keeps the padded image in the cache as x, and pads it a second time in backward.",
    hint="Print the shape of the x that backward gets. Is it the image as it came, and how often do you pad it?",
    hint_ko="backward가 받은 x의 shape를 출력해 보세요. 원래 이미지 그대로인가요? 패딩은 모두 몇 번 하고 있나요?",
    changes=[("_, _, H, W = x.shape", f"{_PAD.replace('x_pad', 'x', 1)}\n    _, _, H, W = x.shape")],
)
backward(
    "cache_missing_col",
    belief="Expects matrices in the cache that forward has never put there.",
    hint="Write down what your cache line unpacks, and beside it what forward returns. Which names have no partner?",
    hint_ko="backward가 cache에서 꺼내는 이름과 forward가 cache에 넣은 값을 나란히 적어 보세요. 짝이 없는 이름은 무엇인가요?",
    changes=[(_UNPACK, "x, w, b, conv_param, col, col_w = cache")],
)
backward(
    "db_divided_by_batch",
    belief="Divides db, and db alone, by the number of images.",
    hint="Give the same image and dout twice in one batch: what should happen to db, and what does yours do?",
    hint_ko="같은 이미지와 dout을 한 배치에 두 번 넣어 보세요. db는 어떻게 변해야 하고, 실제로는 어떻게 되나요?",
    changes=[(_GRADIENTS, "return dx, dw, db / N")],
)
backward(
    "db_keepdims",
    belief="Leaves the axes that were summed over in db.",
    hint="Print db.shape and b.shape side by side: where do the extra axes come from?",
    hint_ko="db.shape와 b.shape를 나란히 출력해 보세요. 더 있는 축은 어디에서 생겼을까요?",
    changes=[(_GRADIENTS, "return dx, dw, dout.sum(axis=(0, 2, 3), keepdims=True)")],
)
backward(
    "db_mean",
    belief="Takes the average of dout where its sum belongs.",
    hint="Raise b[f] by 1: every output of filter f rises by 1. Do their effects on the loss add up or average out?",
    hint_ko="b[f]를 1만큼 키우면 필터 f의 모든 출력이 1씩 커져요. 손실에 주는 영향은 더해질까요, 평균이 될까요?",
    changes=[(_GRADIENTS, "return dx, dw, dout.mean(axis=(0, 2, 3))")],
)
backward(
    "db_sum_spatial_only",
    belief="Sums dout over rows and columns, and forgets the images.",
    hint="b has F numbers. Which axis is left in your db besides that of the filters?",
    hint_ko="b에는 값이 F개 있어요. 지금 db에 필터 축 말고 남아 있는 축은 무엇인가요?",
    changes=[(_GRADIENTS, "return dx, dw, dout.sum(axis=(2, 3))")],
)
backward(
    "dout_ignored_in_dx",
    belief="Leaves dout out of dx.",
    hint="If dout is twice as large, all gradients must be. Is dx?",
    hint_ko="dout을 두 배로 하면 모든 기울기가 두 배가 되어야 해요. dx도 그런가요?",
    changes=[(_DX, _DX.replace("dout[n, f, i, j] * ", ""))],
)
backward(
    "dout_ij_swapped",
    belief="Reads dout at row j and column i for window (i, j).",
    hint="Use an image that is wider than high. Which of your loops counts the rows of dout?",
    hint_ko="가로가 세로보다 긴 이미지로 실행해 보세요. dout의 행을 세는 반복 변수는 어느 것인가요?",
    changes=[(line, line.replace("dout[n, f, i, j]", "dout[n, f, j, i]")) for line in (_DX, _DW, _DB)],
)
backward(
    "dw_last_image_only",
    belief="Begins dw again for every image.",
    hint="Compare dw of a batch of two with the two images alone. Where in your loops is dw set to zero?",
    hint_ko="이미지 두 장을 함께 넣은 dw와 한 장씩 넣은 dw를 비교해 보세요. dw를 0으로 만드는 줄은 어느 반복문 안에 있나요?",
    changes=[("for n in range(N):", "for n in range(N):\n        dw = np.zeros(w.shape)")],
)
backward(
    "dw_no_dilation",
    belief="Gets dw by correlating the image with dout, pixel by pixel, as if the stride were 1.",
    hint="With stride 2, in which column did the window of dout[n, f, 0, 1] begin? Does your slice of x step as far?",
    hint_ko="stride가 2일 때 dout[n, f, 0, 1]의 창은 몇 번째 열에서 시작했나요? x의 슬라이스도 그만큼씩 건너뛰나요?",
    changes=[
        (_DW, ""),
        (
            _CROP,
            f"""for p in range(HH):
        for q in range(WW):
            pixels = x_pad[:, :, p : p + H_out, q : q + W_out]
            dw[:, :, p, q] = np.einsum("nfij,ncij->fc", dout, pixels)
    {_CROP}""",
        ),
    ],
)
backward(
    "dx_buffer_without_pad",
    belief="Collects dx in an array of the image's size, though the windows lie in the padded image.",
    hint="How far down does the last window reach when pad is 1? Compare with the rows of the array you add to.",
    hint_ko="pad가 1일 때 마지막 창은 몇 번째 행까지 닿나요? 값을 더해 넣는 배열의 행 수와 비교해 보세요.",
    changes=[("np.zeros(x_pad.shape)", "np.zeros(x.shape)"), (_CROP, "dx = dx_pad")],
)
backward(
    "dx_crop_double_pad",
    belief="Thinks that all the zeros stand before the image, and cuts 2 * pad off there.",
    hint="Of the rows that padding adds, how many are above the image? Cut off as many there, and the rest below.",
    hint_ko="패딩으로 늘어난 행 가운데 이미지 위쪽에 있는 것은 몇 개인가요? 위와 아래에서 각각 몇 개를 잘라야 할까요?",
    changes=[(_CROP, "dx = dx_pad[:, :, 2 * pad :, 2 * pad :]")],
)
backward(
    "dx_crop_first_rows",
    belief="Cuts the padding off behind the image only, and keeps that before it.",
    hint="dx has the right shape, but its values are shifted. In which row of dx_pad does the image begin?",
    hint_ko="dx의 모양은 맞지만 값이 밀려 있어요. dx_pad에서 원래 이미지는 몇 번째 행부터 시작하나요?",
    changes=[(_CROP, "dx = dx_pad[:, :, :H, :W]")],
)
backward(
    "dx_crop_negative_pad",
    belief="Cuts with [pad:-pad], which leaves nothing when pad is 0.",
    hint="Try [1, 2, 3][0:-0] in Python. How else could you say where the image ends?",
    hint_ko="파이썬에서 [1, 2, 3][0:-0]을 실행해 보세요. 이미지가 끝나는 위치를 다르게 나타낼 방법은 없을까요?",
    changes=[(_CROP, "dx = dx_pad[:, :, pad:-pad, pad:-pad]")],
)
backward(
    "dx_first_filter_only",
    belief="Sends all gradients back through the first filter.",
    hint="out[:, 1] was made by w[1]. By which filter do you multiply dout[:, 1] on the way back?",
    hint_ko="out[:, 1]은 w[1]로 계산한 값이에요. 되돌아갈 때 dout[:, 1]에는 어느 필터를 곱하고 있나요?",
    changes=[(_DX, _DX.replace("w[f]", "w[0]"))],
)
backward(
    "dx_flipped_kernel",
    belief="Has heard that backward turns the filter around, and does so while adding window by window.",
    hint="Pixel (p, q) of this window was multiplied by w[f, c, p, q]. Which weight does your line give back to it?",
    hint_ko="이 창의 픽셀 (p, q)에는 w[f, c, p, q]가 곱해졌어요. 지금 코드는 그 픽셀에 어느 가중치를 돌려주고 있나요?",
    changes=[(_DX, _DX.replace("w[f]", "w[f, :, ::-1, ::-1]"))],
)


@wrong.function(
    of="conv_backward_naive",
    hint="That formula holds for stride 1. With stride 2, what should stand between two neighbours of dout?",
    hint_ko="그 공식은 stride가 1일 때만 맞아요. stride가 2라면 dout의 이웃한 두 값 사이에 무엇이 있어야 할까요?",
)
def dx_full_corr_no_dilation(dout: Array, cache: ConvCache) -> tuple[Array, Array, Array]:
    """Gets dx by a full correlation with the turned filter, and doesn't spread dout out by the stride."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    _, _, HH, WW = w.shape
    _, _, H_out, W_out = dout.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dw = np.zeros(w.shape)
    for i in range(H_out):
        for j in range(W_out):
            window = x_pad[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
            dw += np.einsum("nf,ncpq->fcpq", dout[:, :, i, j], window)

    turned = w[:, :, ::-1, ::-1]
    dout_pad = np.pad(dout, ((0, 0), (0, 0), (HH - 1, HH - 1), (WW - 1, WW - 1)))
    dx_pad = np.zeros((N, C, H_out + HH - 1, W_out + WW - 1))
    for k in range(dx_pad.shape[2]):
        for m in range(dx_pad.shape[3]):
            dx_pad[:, :, k, m] = np.einsum("nfpq,fcpq->nc", dout_pad[:, :, k : k + HH, m : m + WW], turned)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))


@wrong.function(
    of="conv_backward_naive",
    hint="Follow one pixel while the window moves on: does it meet the filter's rows from first to last, or back?",
    hint_ko="창이 움직이는 동안 픽셀 하나를 따라가 보세요. 그 픽셀은 필터의 행을 처음부터 만나나요, 끝에서부터 만나나요?",
)
def dx_full_corr_no_flip(dout: Array, cache: ConvCache) -> tuple[Array, Array, Array]:
    """Gets dx by a full correlation, but leaves the filter as it is."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    _, _, H, W = x.shape
    N, F, H_out, W_out = dout.shape
    _, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dw = np.zeros(w.shape)
    for i in range(H_out):
        for j in range(W_out):
            window = x_pad[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
            dw += np.einsum("nf,ncpq->fcpq", dout[:, :, i, j], window)

    spread = np.zeros((N, F, H + 2 * pad - HH + 1, W + 2 * pad - WW + 1))
    spread[:, :, ::stride, ::stride] = dout
    spread = np.pad(spread, ((0, 0), (0, 0), (HH - 1, HH - 1), (WW - 1, WW - 1)))
    dx_pad = np.zeros(x_pad.shape)
    for k in range(H + 2 * pad):
        for m in range(W + 2 * pad):
            dx_pad[:, :, k, m] = np.einsum("nfpq,fcpq->nc", spread[:, :, k : k + HH, m : m + WW], w)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))


backward(
    "dx_misses_filters",
    belief="Begins dx again for every filter, so that the last one alone is in it.",
    hint="All filters have looked at this pixel. How many of them send something back in your dx?",
    hint_ko="모든 필터가 이 픽셀을 보았어요. 지금 dx에는 몇 개의 필터에서 온 기울기가 들어 있나요?",
    changes=[("for f in range(F):", "for f in range(F):\n            dx_pad[n] = 0")],
)
backward(
    "dx_not_cropped",
    belief="Gives back the gradient of the padded image.",
    hint="Is dx.shape the same as x.shape? Some of your rows belong to zeros that you added yourself.",
    hint_ko="dx.shape가 x.shape와 같은가요? 직접 덧붙인 0에 해당하는 행이 섞여 있지는 않은지 확인해 보세요.",
    changes=[(_CROP, "dx = dx_pad")],
)
backward(
    "dx_overwrite_after_filter_sum",
    belief="Adds up what the filters send back, but writes it over what other windows sent before.",
    hint="It is right while windows lie side by side. What happens to a pixel that is in two of them?",
    hint_ko="창이 겹치지 않을 때는 맞아요. 두 창에 함께 들어 있는 픽셀에서는 어떤 일이 일어나나요?",
    changes=[(_DX, _DX.replace("+= dout[n, f, i, j] * w[f]", "= np.tensordot(dout[n, :, i, j], w, axes=1)"))],
)
backward(
    "dx_summed_channels",
    belief="Sums each filter over its channels, so that all channels get the same gradient.",
    hint="Look at dx[0, 0] - dx[0, 1]. Channel 1 met weights of its own, so why is nothing left?",
    hint_ko="dx[0, 0] - dx[0, 1]을 출력해 보세요. 1번 채널은 다른 가중치와 곱해졌는데 왜 차이가 없을까요?",
    changes=[(_DX, _DX.replace("w[f]", "w[f].sum(axis=0)"))],
)
backward(
    "global_last_cache",
    belief="Reads what the last forward left in a global, and not the cache it is given.",
    hint="Run forward on A, then on B, then backward with the cache of A. Whose image does your backward use?",
    hint_ko="A로 forward, B로 forward를 한 다음 A의 cache로 backward를 불러 보세요. 어느 쪽 이미지를 쓰고 있나요?",
    changes=[
        (
            "def conv_backward_naive(",
            """_forward = conv_forward_naive


def conv_forward_naive(x: Array, w: Array, b: Array, conv_param: dict[str, int]) -> tuple[Array, ConvCache]:
    global last_cache
    out, last_cache = _forward(x, w, b, conv_param)
    return out, last_cache


def conv_backward_naive(""",
        ),
        (_UNPACK, "x, w, b, conv_param = last_cache"),
    ],
)
backward(
    "kernel_size_from_shapes",
    belief="Works the window's size out as H - H' + 1, which holds for stride 1 without padding.",
    hint="Check that relation with stride 2. Which array has the window's size in its shape?",
    hint_ko="stride가 2일 때도 그 관계가 맞는지 확인해 보세요. 창의 크기는 어느 배열의 shape에 그대로 들어 있나요?",
    changes=[("_, _, HH, WW = w.shape", "HH, WW = H - dout.shape[2] + 1, W - dout.shape[3] + 1")],
)
backward(
    "mutates_dout_shape",
    belief="Flattens the caller's dout itself where a flat view would do.",
    hint="Print dout.shape after the call. Which line changes the array, and not just your name for it?",
    hint_ko="호출이 끝난 뒤 dout.shape를 출력해 보세요. 새 뷰를 만들지 않고 배열 자체를 바꾸는 줄은 어디인가요?",
    changes=[
        (_DB, ""),
        (_GRADIENTS, f"dout.shape = (N, F, H_out * W_out)\n    db = dout.sum(axis=(0, 2))\n    {_GRADIENTS}"),
    ],
)
backward(
    "no_return",
    belief="Finds all gradients and gives none back.",
    hint="Which line hands dx, dw and db to the caller? Without one, a function gives None.",
    hint_ko="dx, dw, db를 호출한 쪽에 돌려주는 줄이 있나요? 그런 줄이 없으면 함수의 결과는 None이 돼요.",
    changes=[(_GRADIENTS, "gradients = (dx, dw, db)")],
)
backward(
    "stride_ignored",
    belief="Moves the window by one pixel in backward, whatever forward did.",
    hint="Take stride 2 and window (0, 1). Do forward and backward cut it out at the same column?",
    hint_ko="stride가 2일 때 (0, 1)번 창을 생각해 보세요. forward와 backward가 같은 열에서 창을 잘라내고 있나요?",
    changes=[(_CORNER, "top, left = i, j")],
)
backward(
    "stride_w_ignored",
    belief="Moves the window by the stride downwards, and by one pixel to the right.",
    hint="The rows are those of forward. Compare where the columns of each window begin.",
    hint_ko="행은 forward와 똑같아요. 각 창의 열이 어디에서 시작하는지도 forward와 비교해 보세요.",
    changes=[(_CORNER, "top, left = i * stride, j")],
)
