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
