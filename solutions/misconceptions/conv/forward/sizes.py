"""Misconceptions about the convolution by loops, forward: how large the output is."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

from functools import partial

from grader.misconception import Catalogue

UNDETECTABLE = {
    ("conv_forward_naive", "out_size_trunc_toward_zero"): "shows only where the window doesn't fit at all",
}
"""Faults of (exercise, name) that no legal input shows, and why."""

wrong = Catalogue("conv")

forward = partial(wrong.edit, of="conv_forward_naive")

_H_OUT = "H_out = 1 + (H + 2 * pad - HH) // stride"
_W_OUT = "W_out = 1 + (W + 2 * pad - WW) // stride"
_WINDOW = "window = x_pad[n, :, top : top + HH, left : left + WW]"

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
    "pad_ignored_in_size",
    belief="Pads the image, and computes the output size as if it had not.",
    hint="The window slides over x_pad. Does your size formula know how large that is?",
    hint_ko="창은 x_pad 위를 움직여요. 출력 크기 식에 x_pad의 크기가 반영되어 있나요?",
    changes=[(_H_OUT, _H_OUT.replace(" + 2 * pad", "")), (_W_OUT, _W_OUT.replace(" + 2 * pad", ""))],
)
forward(
    "stride_ignored_in_size",
    belief="Leaves the stride out of the output size.",
    hint="A window that moves by 2 reaches the end sooner. Where does your size formula say so?",
    hint_ko="창이 두 칸씩 움직이면 더 빨리 끝에 닿아요. 출력 크기 식의 어느 부분이 이것을 나타내나요?",
    changes=[(_H_OUT, _H_OUT.removesuffix(" // stride")), (_W_OUT, _W_OUT.removesuffix(" // stride"))],
)
forward(
    "assumes_square_image",
    belief="Takes every output for a square one: the size worked out from H serves for W, too.",
    hint="Use an image of 3 rows and 5 columns. Which line of yours reads W, and what becomes of it?",
    hint_ko="행이 3개, 열이 5개인 이미지로 실행해 보세요. W를 읽는 줄은 어디이고, 그 값은 어디에 쓰이나요?",
    changes=[(_W_OUT, "W_out = H_out")],
)
forward(
    "rounds_size_up",
    belief="Rounds the output size up, so that the last window hangs over the edge.",
    hint="Print window.shape for the last i and j when the stride doesn't divide. How many of its pixels are there?",
    hint_ko="stride로 나누어떨어지지 않을 때 마지막 i, j에서 window.shape를 출력해 보세요. 창의 픽셀이 모두 들어 있나요?",
    changes=[
        (_H_OUT, "H_out = 1 + int(np.ceil((H + 2 * pad - HH) / stride))"),
        (_W_OUT, "W_out = 1 + int(np.ceil((W + 2 * pad - WW) / stride))"),
    ],
)
forward(
    "pad_counted_twice",
    belief="Takes the sizes of the padded image, and adds the padding to them once more.",
    hint="Print the H and W that you put into the size formula. Are the zeros in them already?",
    hint_ko="출력 크기 식에 넣는 H와 W를 출력해 보세요. 덧붙인 0이 이미 포함된 값인가요?",
    changes=[(_H_OUT, _H_OUT.replace("2 * pad", "4 * pad")), (_W_OUT, _W_OUT.replace("2 * pad", "4 * pad"))],
)
forward(
    "one_added_before_division",
    belief="Adds the 1 of the size formula before the division by the stride.",
    hint="A window as large as the image fits once, whatever the stride is. What is your H_out then for stride 3?",
    hint_ko="이미지만 한 창은 stride가 얼마든 한 번 들어가요. stride가 3이면 지금 코드의 H_out은 얼마인가요?",
    changes=[
        (_H_OUT, "H_out = (1 + H + 2 * pad - HH) // stride"),
        (_W_OUT, "W_out = (1 + W + 2 * pad - WW) // stride"),
    ],
)
forward(
    "true_division_in_size",
    belief="Divides with `/`, and hands a float to np.zeros and range.",
    hint="Print H_out and its type. Which kind of number can a shape or a range be made of?",
    hint_ko="H_out과 그 자료형을 출력해 보세요. 배열의 shape나 range에는 어떤 수가 들어가야 할까요?",
    changes=[(_H_OUT, _H_OUT.replace("//", "/")), (_W_OUT, _W_OUT.replace("//", "/"))],
)
forward(
    "output_as_large_as_image",
    belief="Makes the output as large as the image, and leaves zeros where no window stands.",
    hint="Lay a window of 2 on 4 pixels. At how many places does it stand, and how many rows has your out?",
    hint_ko="픽셀 4개 위에 크기 2인 창을 놓아 보세요. 창이 놓이는 자리는 몇 곳이고, out의 행은 몇 개인가요?",
    changes=[("np.zeros((N, F, H_out, W_out))", "np.zeros((N, F, max(H, H_out), max(W, W_out)))")],
)
