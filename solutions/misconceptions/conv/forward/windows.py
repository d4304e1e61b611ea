"""Misconceptions about the convolution by loops, forward: which pixels a window sees."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

from functools import partial

from grader.misconception import Catalogue

UNDETECTABLE = {
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
    "hardcoded_stride1_pad1",
    belief="Works with stride 1 and pad 1, whatever conv_param says.",
    hint="Call your function with two different dicts: which line would make the answers differ?",
    hint_ko="서로 다른 conv_param으로 두 번 호출해 보세요. 결과를 다르게 만들 줄이 코드에 있나요?",
    changes=[(_PARAMETERS, "stride, pad = 1, 1")],
)
forward(
    "imports_missing_helper_module",
    belief="Imports a module that was not handed in.",
    hint="The error names a module. NumPy, Python's own modules and your files are there: is it one of them?",
    hint_ko="채점할 때는 NumPy와 파이썬 기본 모듈, 그리고 제출한 파일만 쓸 수 있어요. 오류에 나온 모듈이 그중에 있나요?",
    changes=[(_PARAMETERS, f"from common.util import im2col\n\n    {_PARAMETERS}")],
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
    "padded_undefined_when_pad0",
    belief="Gives a variable its value only where there is something to pad, but reads it always.",
    hint="Go through your code line by line with pad=0: where does the variable in the error get its value?",
    hint_ko="pad=0이라고 생각하고 코드를 한 줄씩 따라가 보세요. 오류에 나온 변수는 어느 줄에서 값을 받나요?",
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
    "same_padding_always",
    belief="Chooses the padding itself, as for an output as large as the image.",
    hint="A 3x3 filter may well come with pad 0 or pad 2. Which line reads the pad that you were given?",
    hint_ko="3x3 필터라도 pad가 0이나 2로 주어질 수 있어요. 주어진 pad 값을 읽는 줄이 있나요?",
    changes=[(_PARAMETERS, 'stride, pad = conv_param["stride"], (w.shape[2] - 1) // 2')],
)


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
    "assumes_square_kernel",
    belief="Takes every filter for a square one: HH serves for its rows and its columns.",
    hint="Look at the slice that cuts the window out. Which size of the filter should end its columns?",
    hint_ko="창을 잘라내는 슬라이스를 다시 보세요. 열 범위의 끝은 필터의 어느 크기로 정해야 할까요?",
    changes=[("left + WW", "left + HH")],
)
forward(
    "pad_one_side",
    belief="Puts all the zeros below and to the right of the image.",
    hint="Pad an image of a single pixel with pad=1 and print it: does the pixel lie in the middle?",
    hint_ko="픽셀 하나짜리 이미지를 pad=1로 패딩해서 출력해 보세요. 그 픽셀이 한가운데에 있나요?",
    changes=[("(pad, pad), (pad, pad)", "(0, 2 * pad), (0, 2 * pad)")],
)
forward(
    "hardcoded_public_example",
    belief="Gives back the numbers of an example that was worked out once.",
    hint="Whatever the image is, your answer stays the same. Does any line of yours still read x and w?",
    hint_ko="어떤 이미지를 넣어도 답이 똑같아요. x와 w를 실제로 읽어서 계산하는 줄이 있나요?",
    changes=[("return out,", "out = np.array([[[[12.0, 16.0], [24.0, 28.0]]]])\n    return out,")],
)
