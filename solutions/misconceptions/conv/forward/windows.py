"""Misconceptions about the convolution by loops, forward: which pixels a window sees."""

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv")

forward = partial(wrong.edit, of="conv_forward_naive")

_PAD = "x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"
_CORNER = "top, left = i * stride, j * stride"

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
    "stride_ignored",
    belief="Makes the output as small as the stride says, but moves the window by one pixel.",
    hint="In which column of the image does the window of out[0, 0, 0, 1] begin, in yours and in the formula?",
    hint_ko="out[0, 0, 0, 1]의 창은 이미지의 몇 번째 열에서 시작하나요? 코드와 공식에서 각각 확인해 보세요.",
    changes=[(_CORNER, "top, left = i, j")],
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
