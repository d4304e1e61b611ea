"""Misconceptions about the convolution by loops, forward: which pixels a window sees."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv")

forward = partial(wrong.edit, of="conv_forward_naive")

_PAD = "x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"
_CORNER = "top, left = i * stride, j * stride"
_WINDOW = "window = x_pad[n, :, top : top + HH, left : left + WW]"

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
forward(
    "window_one_short",
    belief="Thinks that the end of a slice belongs to it, and ends each window one pixel early.",
    hint="Print np.arange(5)[1:3] and count. How many rows does your window have, and how many the filter?",
    hint_ko="np.arange(5)[1:3]을 출력해서 개수를 세어 보세요. 잘라낸 창의 행 수가 필터의 행 수와 같은가요?",
    changes=[(_WINDOW, "window = x_pad[n, :, top : top + HH - 1, left : left + WW - 1]")],
)
forward(
    "window_one_long",
    belief="Ends each window one pixel late, as if the end of a slice had to be counted, too.",
    hint="Print window.shape beside w[f].shape. How many rows does np.arange(5)[1:1 + 2] have?",
    hint_ko="window.shape를 w[f].shape와 나란히 출력해 보세요. np.arange(5)[1:1 + 2]에는 값이 몇 개 있나요?",
    changes=[(_WINDOW, "window = x_pad[n, :, top : top + HH + 1, left : left + WW + 1]")],
)
forward(
    "window_starts_before_padding",
    belief="Takes the padding off where each window begins, though the image is padded already.",
    hint="Where does window (0, 0) begin in x_pad? Print top and left for it: what does a negative start mean?",
    hint_ko="(0, 0)번 창은 x_pad의 어디에서 시작해야 할까요? top과 left를 출력해 보세요. 음수로 시작하는 슬라이스는 무엇을 뜻하나요?",
    changes=[(_CORNER, "top, left = i * stride - pad, j * stride - pad")],
)
forward(
    "corner_ij_swapped",
    belief="Lets i count the columns and j the rows, when it looks for the window.",
    hint="Which window belongs to out[0, 0, 0, 1]: the one to the right of the first, or the one below it?",
    hint_ko="out[0, 0, 0, 1]에 해당하는 창은 첫 번째 창의 오른쪽인가요, 아래쪽인가요? 코드에서는 어느 쪽인가요?",
    changes=[(_CORNER, "top, left = j * stride, i * stride")],
)
forward(
    "corner_on_the_diagonal",
    belief="Uses i for the window's column as well as for its row.",
    hint="Print top and left for every output. Which of them never changes while j runs?",
    hint_ko="출력 칸마다 top과 left를 출력해 보세요. j가 변하는 동안 바뀌지 않는 값이 있나요?",
    changes=[(_CORNER, "top, left = i * stride, i * stride")],
)
forward(
    "last_row_missing",
    belief="Ends its loops one output early, and leaves zeros in the last row and column.",
    hint="Print list(range(3)). Which output is the last one that your loops reach?",
    hint_ko="list(range(3))을 출력해 보세요. 지금의 반복문이 마지막으로 채우는 출력은 어느 칸인가요?",
    changes=[("range(H_out)", "range(H_out - 1)"), ("range(W_out)", "range(W_out - 1)")],
)
forward(
    "loop_ends_before_last_window",
    belief="Lets the window's start run up to, but not to, the last place where it fits.",
    hint="With 5 pixels and a window of 3, at which start does the last window begin? Does your range hold it?",
    hint_ko="픽셀이 5개이고 창의 크기가 3이면 마지막 창은 어디에서 시작하나요? 그 값이 range 안에 들어 있나요?",
    changes=[
        ("for i in range(H_out):", "for i, top in enumerate(range(0, H + 2 * pad - HH, stride)):"),
        ("for j in range(W_out):", "for j, left in enumerate(range(0, W + 2 * pad - WW, stride)):"),
        (_CORNER, ""),
    ],
)
forward(
    "stores_at_window_start",
    belief="Counts in pixels of the image, and uses the same numbers as places in the output.",
    hint="With stride 2 the windows begin at 0, 2, 4. At which places of the output do their sums belong?",
    hint_ko="stride가 2이면 창은 0, 2, 4에서 시작해요. 그 합들은 출력의 몇 번째 자리에 들어가야 할까요?",
    changes=[
        ("for i in range(H_out):", "for i in range(0, H + 2 * pad - HH + 1, stride):"),
        ("for j in range(W_out):", "for j in range(0, W + 2 * pad - WW + 1, stride):"),
        (_CORNER, "top, left = i, j"),
    ],
)
forward(
    "steps_by_window_size",
    belief="Lays the windows side by side: moves by the window's size instead of by the stride.",
    hint="A window of 3 with stride 1: by how many columns do two neighbouring windows differ in your code?",
    hint_ko="크기 3인 창을 stride 1로 움직여 보세요. 코드에서는 이웃한 두 창의 시작 열이 얼마나 떨어져 있나요?",
    changes=[(_CORNER, "top, left = i * HH, j * WW")],
)
