"""Misconceptions about max pooling, forward: how many windows there are, and where; edits of the plain loops below."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
PoolCache = tuple[Array, dict[str, int]]

wrong = Catalogue("pooling")

UNDETECTABLE = {
    ("max_pool_forward_naive", "pad_ignored_in_size"): "pooling has no padding here",
    ("max_pool_forward_naive", "zero_padding"): "pooling has no padding here",
}
"""Faults of (exercise, name) that no legal input shows, and why."""


# The same text as in values.py, so that a fault from there and one from here can be in one solution.
def _max_by_windows(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    """Right: the maximum of one window after the other."""
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    H_out = 1 + (H - ph) // stride
    W_out = 1 + (W - pw) // stride
    out = np.zeros((N, C, H_out, W_out))
    for n, c in np.ndindex(N, C):
        for i, j in np.ndindex(H_out, W_out):
            top, left = i * stride, j * stride
            window = x[n, c, top : top + ph, left : left + pw]
            out[n, c, i, j] = np.max(window)
    return out, (x, pool_param)


max_forward = partial(wrong.edit, of="max_pool_forward_naive", version=_max_by_windows)

_PARAMETERS = 'pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]'
_H_OUT = "(H - ph) // stride"
_W_OUT = "(W - pw) // stride"
_CORNER = "i * stride, j * stride"
_WINDOW = "top : top + ph, left : left + pw"

max_forward(
    "ceil_size",
    belief="Rounds the output size up, so that a last window hangs over the edge of the image.",
    hint="Pool a row of 5 pixels by 2 with stride 2: how many whole windows are there?",
    hint_ko="픽셀 5개짜리 한 줄을 크기 2, stride 2로 풀링해 보세요. 온전히 들어가는 창은 몇 개인가요?",
    changes=[
        ("(H - ph) // stride", "int(np.ceil((H - ph) / stride))"),
        ("(W - pw) // stride", "int(np.ceil((W - pw) / stride))"),
    ],
)
max_forward(
    "hardcoded_2x2",
    belief="Takes pooling to be 2x2 with stride 2 whatever is asked for.",
    hint="Which lines of yours would give another result if pool_param held other numbers?",
    hint_ko="pool_param의 값이 바뀌면 결과도 달라지나요? 숫자 2를 직접 적은 곳부터 찾아보세요.",
    changes=[('pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]', "2, 2, 2")],
)
max_forward(
    "pad_ignored_in_size",
    belief="Pads the image, but counts the windows as if it had not been padded.",
    hint="If the image grows by padding, how many windows fit into it then?",
    hint_ko="패딩으로 이미지가 커졌다면 들어가는 창의 개수도 달라져요. 크기를 구하는 식에도 반영했나요?",
    changes=[
        (
            "    N, C, H, W = x.shape",
            '    pad = pool_param.get("pad", 0)\n'
            "    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))\n"
            "    N, C, H, W = x.shape",
        ),
        ("window = x[", "window = x_pad["),
    ],
)
max_forward(
    "size_precedence",
    belief="Leaves out the parentheses in the formula of the size, so that only the pool is divided.",
    hint="Put H = 6, pool 3 and stride 3 into your formula as Python reads it. Do you get 2?",
    hint_ko="H=6, pool 3, stride 3을 식에 넣고 Python이 계산하는 순서대로 풀어 보세요. 2가 나오나요?",
    changes=[("(H - ph) // stride", "H - ph // stride"), ("(W - pw) // stride", "W - pw // stride")],
)
max_forward(
    "stride_equals_pool",
    belief="Moves the window by its own size, as if windows always lay side by side.",
    hint="With pool 3 and stride 2, at which row does the second window begin?",
    hint_ko="pool이 3이고 stride가 2라면 두 번째 창은 몇 번째 행에서 시작하나요?",
    changes=[("i * stride, j * stride", "i * ph, j * pw")],
)
max_forward(
    "window_end_short",
    belief="Takes the end of a slice to belong to the slice.",
    hint="Print the shape of one window: is it pool_height by pool_width?",
    hint_ko="창 하나의 shape를 출력해 보세요. (pool_height, pool_width)가 맞나요?",
    changes=[("top : top + ph, left : left + pw", "top : top + ph - 1, left : left + pw - 1")],
)
max_forward(
    "zero_padding",
    belief="Pads with zeros, as a convolution does, before taking the maximum.",
    hint="Next to pixels that are all negative, who wins: a pixel or your padding?",
    hint_ko="픽셀이 모두 음수라면 픽셀과 패딩 가운데 어느 쪽이 최댓값이 되나요?",
    changes=[
        (
            "    N, C, H, W = x.shape",
            '    pad = pool_param.get("pad", 0)\n'
            "    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))\n"
            "    N, C, H, W = x_pad.shape",
        ),
        ("window = x[", "window = x_pad["),
    ],
)
max_forward(
    "pool_sizes_swapped",
    belief="Takes pool_width for the rows of the window and pool_height for its columns.",
    hint="Pool with height 1 and width 3. How many rows does one window of yours have?",
    hint_ko="높이 1, 너비 3으로 풀링해 보세요. 코드에서 창 하나의 행은 몇 개인가요?",
    changes=[(_PARAMETERS, 'pool_param["pool_width"], pool_param["pool_height"], pool_param["stride"]')],
)
max_forward(
    "reads_parameters_by_order",
    belief="Trusts that the keys of pool_param come in one order.",
    hint="Call it with the keys of pool_param the other way round. Does a dict promise you their order?",
    hint_ko="pool_param의 키를 거꾸로 적어서 호출해 보세요. 딕셔너리의 키가 늘 같은 순서로 온다고 할 수 있을까요?",
    changes=[(_PARAMETERS, "pool_param.values()")],
)
max_forward(
    "key_not_there",
    belief="Asks for a key that pool_param doesn't have.",
    hint="The error quotes a key. Print pool_param.keys(), and compare them with it letter by letter.",
    hint_ko="오류 메시지에 찾지 못한 키가 나와 있어요. pool_param.keys()를 출력해서 한 글자씩 비교해 보면 어떤가요?",
    changes=[(_PARAMETERS, 'pool_param["pool_size"], pool_param["pool_size"], pool_param["stride"]')],
)
max_forward(
    "assumes_square_pool",
    belief="Takes every window for a square one, and never looks at pool_width.",
    hint="Search your code for pool_width. How many pixels does a pool of height 2 and width 3 look at?",
    hint_ko="코드에서 pool_width가 쓰이는 곳을 찾아보세요. 높이 2, 너비 3인 창은 픽셀을 몇 개 보나요?",
    changes=[(_PARAMETERS, 'pool_param["pool_height"], pool_param["pool_height"], pool_param["stride"]')],
)
max_forward(
    "assumes_square_image",
    belief="Takes every image for a square one: H serves for the number of columns, too.",
    hint="Pool an image of 2 rows and 4 columns. Which sizes does your W_out come from?",
    hint_ko="2행 4열 이미지를 풀링해 보세요. W_out을 구하는 식에는 어떤 크기들이 들어 있나요?",
    changes=[(_W_OUT, "(H - pw) // stride")],
)
max_forward(
    "assumes_square_output",
    belief="Lets as many windows fit side by side as below each other.",
    hint="Pool an image of 2 rows and 4 columns. How often does the window fit in each direction?",
    hint_ko="2행 4열 이미지를 풀링해 보세요. 창은 세로로 몇 번, 가로로 몇 번 들어가나요?",
    changes=[(f"1 + {_W_OUT}", "H_out")],
)
max_forward(
    "size_without_one",
    belief="Counts the steps between windows, and forgets the window that they start from.",
    hint="How many windows of 2 fit into 2 pixels? What does your formula say?",
    hint_ko="픽셀 2개에 크기 2인 창이 몇 개 들어가나요? 코드의 식으로 계산하면 몇인가요?",
    changes=[(f"1 + {_H_OUT}", _H_OUT), (f"1 + {_W_OUT}", _W_OUT)],
)
max_forward(
    "size_divided_by_stride",
    belief="Divides the image by the stride, whatever the size of the window.",
    hint="Pool a row of 4 pixels by 3 with stride 1. How many windows lie on it as a whole?",
    hint_ko="픽셀 4개짜리 한 줄을 크기 3, stride 1로 풀링해 보세요. 온전히 들어가는 창은 몇 개인가요?",
    changes=[(f"1 + {_H_OUT}", "H // stride"), (f"1 + {_W_OUT}", "W // stride")],
)
max_forward(
    "size_divided_by_pool",
    belief="Divides the image by the window, as if windows always lay side by side.",
    hint="Pool a row of 4 pixels by 2 with stride 1. How many windows are there?",
    hint_ko="픽셀 4개짜리 한 줄을 크기 2, stride 1로 풀링해 보세요. 창은 모두 몇 개인가요?",
    changes=[(f"1 + {_H_OUT}", "H // ph"), (f"1 + {_W_OUT}", "W // pw")],
)
max_forward(
    "stride_ignored",
    belief="Makes the output as small as the stride says, but moves the window by one pixel.",
    hint="With stride 2, in which column of the image does the window of out[0, 0, 0, 1] begin?",
    hint_ko="stride가 2일 때 out[0, 0, 0, 1]의 창은 이미지의 몇 번째 열에서 시작하나요?",
    changes=[(_CORNER, "i, j")],
)
max_forward(
    "stride_w_ignored",
    belief="Moves the window by the stride downwards, and by one pixel to the right.",
    hint="Your rows begin where they should. Is the same true of the columns?",
    hint_ko="창의 시작 행은 맞아요. 시작 열도 같은 방식으로 계산하고 있나요?",
    changes=[(_CORNER, "i * stride, j")],
)
max_forward(
    "corner_ij_swapped",
    belief="Lets i count the columns and j the rows, when it looks for the window.",
    hint="Which window belongs to out[0, 0, 0, 1]: the one to the right of the first, or the one below it?",
    hint_ko="out[0, 0, 0, 1]에 해당하는 창은 첫 번째 창의 오른쪽인가요, 아래쪽인가요? 코드에서는 어느 쪽인가요?",
    changes=[(_CORNER, "j * stride, i * stride")],
)
max_forward(
    "window_of_stride",
    belief="Ends each window where the next one begins, as if the stride were its size.",
    hint="With pool 3 and stride 2, how many rows does one window have in your code?",
    hint_ko="pool이 3이고 stride가 2일 때, 코드에서 창 하나의 행은 몇 개인가요?",
    changes=[(_WINDOW, "top : top + stride, left : left + stride")],
)
max_forward(
    "window_end_long",
    belief="Ends each window one pixel late, as if the end of a slice had to be counted, too.",
    hint="Print the shape of one window. How many numbers does np.arange(5)[1:1 + 2] hold?",
    hint_ko="창 하나의 shape를 출력해 보세요. np.arange(5)[1:1 + 2]에는 값이 몇 개 있나요?",
    changes=[(_WINDOW, "top : top + ph + 1, left : left + pw + 1")],
)
max_forward(
    "window_width_from_height",
    belief="Ends the columns of the window by pool_height.",
    hint="Print the shape of one window for a pool of height 1 and width 3.",
    hint_ko="높이 1, 너비 3으로 풀링하면서 창 하나의 shape를 출력해 보세요. 생각한 모양인가요?",
    changes=[(_WINDOW, _WINDOW.replace("pw", "ph"))],
)
max_forward(
    "loop_width_from_height",
    belief="Visits as many windows side by side as below each other, though the output has room for the right number.",
    hint="Pool an image of 2 rows and 6 columns. Which numbers of out were never set, and which loop should do that?",
    hint_ko="2행 6열 이미지를 풀링해 보세요. out에서 채워지지 않은 값이 있나요? 어느 반복문이 채워야 할까요?",
    changes=[("np.ndindex(H_out, W_out)", "np.ndindex(H_out, H_out)")],
)
