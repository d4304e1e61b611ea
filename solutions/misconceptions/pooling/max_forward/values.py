"""Misconceptions about max pooling, forward: what is kept of a window, and where; edits of the plain loops below."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
PoolCache = tuple[Array, dict[str, int]]

wrong = Catalogue("pooling")


# The same text as in windows.py, so that a fault from there and one from here can be in one solution.
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

max_forward(
    "batch_channel_swapped",
    belief="Puts the channels before the images in the output.",
    hint="Pool 2 images of 3 channels and print out.shape: do the images still come first?",
    hint_ko="채널이 3개인 이미지 2장을 풀링해 보세요. out.shape에서 이미지 축이 여전히 맨 앞에 있나요?",
    changes=[("return out, (x, pool_param)", "return out.transpose(1, 0, 2, 3), (x, pool_param)")],
)
max_forward(
    "init_minus_999",
    belief="Lets -999 win over pixels below it, as a maximum does that starts from there.",
    hint="Pool an image of -1000s. Which first value of a maximum can never win by mistake?",
    hint_ko="모든 값이 -1000인 이미지를 풀링해 보세요. 어떤 입력에서도 잘못 이기지 않는 초깃값은 무엇일까요?",
    changes=[("np.max(window)", "max(-999.0, np.max(window))")],
)
max_forward(
    "init_zero",
    belief="Lets 0 win over negative pixels, as a maximum does that starts from 0.",
    hint="Pool a window of [[-3, -2], [-5, -4]]: is the number that comes out one of the four?",
    hint_ko="[[-3, -2], [-5, -4]] 창을 풀링해 보세요. 나온 값이 이 네 수 가운데 하나인가요?",
    changes=[("np.max(window)", "max(0.0, np.max(window))")],
)
max_forward(
    "max_abs",
    belief="Keeps the pixel that is farthest from zero, on either side.",
    hint="Pool a window that holds -7 and 2. Which of them stands further right on the number line?",
    hint_ko="-7과 2가 들어 있는 창을 풀링해 보세요. 수직선에서 더 오른쪽에 있는 수는 어느 쪽인가요?",
    changes=[("np.max(window)", "window.flat[np.argmax(np.abs(window))]")],
)
max_forward(
    "max_over_channels",
    belief="Takes one maximum over all channels together.",
    hint="Give the two channels of an image quite different numbers: does out still keep them apart?",
    hint_ko="두 채널에 전혀 다른 값을 넣어 보세요. 출력에서도 채널마다 다른 값이 나오나요?",
    changes=[("x[n, c, top", "x[n, :, top")],
)
max_forward(
    "reshape_without_transpose",
    belief="Collects the maxima with the channel as the fastest axis, and only reshapes them in the end.",
    hint="Write down the order in which your maxima are made. Is it the order in which reshape reads them?",
    hint_ko="최댓값들이 어떤 축 순서로 만들어졌는지 적어 보세요. reshape이 읽는 순서와 같은가요?",
    changes=[("return out,", "return out.transpose(0, 2, 3, 1).reshape(out.shape),")],
)
max_forward(
    "sorts_input_in_place",
    belief="Sorts each window to find its largest pixel, not knowing that the window is a part of x itself.",
    hint="Keep x.copy() before the call and compare it with x after it. What is a slice of an array?",
    hint_ko="호출하기 전에 x.copy()를 남겨 두었다가 호출한 뒤의 x와 비교해 보세요. 슬라이스는 복사본일까요?",
    changes=[
        (
            "            out[n, c, i, j] = np.max(window)",
            "            window.sort(axis=0)\n"
            "            window.sort(axis=1)\n"
            "            out[n, c, i, j] = window[-1, -1]",
        )
    ],
)
max_forward(
    "uses_undefined_weight",
    belief="Asks a weight w for its shape, as a convolution does; pooling has none.",
    hint="Look at the name in the error message. What does pooling have that could be called so?",
    hint_ko="에러 메시지에 나온 이름을 보세요. 풀링에도 그런 변수가 있나요? 그 줄은 어디에서 옮겨 왔나요?",
    changes=[("    N, C, H, W = x.shape", "    N, C, H, W = x.shape\n    _, _, HH, WW = w.shape")],
)
