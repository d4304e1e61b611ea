"""Misconceptions about max pooling, backward: which windows there are, and where; edits of the plain loops below."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
PoolCache = tuple[Array, dict[str, int]]

wrong = Catalogue("pooling")


# The same text as in gradients.py, so that a fault from there and one from here can be in one solution.
def _max_gradient_by_windows(dout: Array, cache: PoolCache) -> Array:
    """Right: the gradient of one window after the other goes to the window's maximum."""
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for n, c in np.ndindex(dout.shape[:2]):
        for i, j in np.ndindex(dout.shape[2:]):
            top, left = i * stride, j * stride
            window = x[n, c, top : top + ph, left : left + pw]
            p, q = divmod(int(np.argmax(window)), pw)
            dx[n, c, top + p, left + q] += dout[n, c, i, j]
    return dx


max_backward = partial(wrong.edit, of="max_pool_backward_naive", version=_max_gradient_by_windows)

_PARAMETERS = 'pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]'
_CORNER = "i * stride, j * stride"
_WINDOW = "top : top + ph, left : left + pw"

max_backward(
    "argmax_not_cached",
    belief="Takes more out of the cache than forward has put into it.",
    hint="Compare the line that unpacks the cache with the line of forward that returns it.",
    hint_ko="cache를 푸는 줄과 forward에서 cache를 돌려주는 줄을 나란히 놓고 비교해 보세요.",
    changes=[("x, pool_param = cache", "x, pool_param, arg_max = cache")],
)
max_backward(
    "argmax_not_unravelled",
    belief="Takes the number that argmax gives for a window as a number of pixels of the whole image.",
    hint="argmax counted the pixels of a small window. Which pixel of the image has that number?",
    hint_ko="argmax는 작은 창 안에서 센 순서예요. 이미지 전체에서는 몇 행 몇 열의 픽셀인가요?",
    changes=[("dx[n, c, top + p, left + q] +=", "dx[n, c].flat[np.argmax(window)] +=")],
)
max_backward(
    "dout_ij_swapped",
    belief="Exchanges row and column where dout is read.",
    hint="Try an image with more columns than rows: which of your two counters runs over the rows?",
    hint_ko="행보다 열이 많은 이미지로 시험해 보세요. 두 반복 변수 가운데 어느 것이 행을 세나요?",
    changes=[("dout[n, c, i, j]", "dout[n, c, j, i]")],
)
max_backward(
    "last_window_only",
    belief="Ends with the gradient of the last image and channel alone.",
    hint="Count how many times the line that makes dx runs. What becomes of what was in it?",
    hint_ko="dx를 만드는 줄이 몇 번 실행되는지 세어 보세요. 그 전에 담아 둔 값은 어떻게 되나요?",
    changes=[
        (
            "    for n, c in np.ndindex(dout.shape[:2]):",
            "    for n, c in np.ndindex(dout.shape[:2]):\n        dx = np.zeros(x.shape)",
        )
    ],
)
max_backward(
    "shape_of_dout",
    belief="Works the size of dx out from dout and the stride.",
    hint="A gradient looks like the thing it is the gradient of. Which array has the size you need?",
    hint_ko="기울기는 미분하는 대상과 모양이 같아요. 어떤 배열의 shape를 쓰면 될까요?",
    changes=[
        (
            "np.zeros(x.shape)",
            "np.zeros((*dout.shape[:2], dout.shape[2] * stride, dout.shape[3] * stride))",
        )
    ],
)
max_backward(
    "stride_equals_pool",
    belief="Looks for the windows one pool size apart from each other.",
    hint="In forward, where did the window of out[n, c, i, j] begin? Backward has to look there again.",
    hint_ko="forward에서 out[n, c, i, j]의 창은 어디에서 시작했나요? backward도 같은 자리를 봐야 해요.",
    changes=[("i * stride, j * stride", "i * ph, j * pw")],
)
max_backward(
    "unravel_with_height",
    belief="Divides the number that argmax gives by the height of the window to get the row.",
    hint="In a window of 2 rows and 3 columns, argmax says 4. Which row and column is that?",
    hint_ko="2행 3열짜리 창에서 argmax가 4라면 몇 행 몇 열인가요? 무엇으로 나누어야 할까요?",
    changes=[("np.argmax(window)), pw)", "np.argmax(window)), ph)")],
)
max_backward(
    "window_offset_missing",
    belief="Uses the maximum's place inside the window as its place in the image.",
    hint="All your gradients pile up in the upper left corner. What is missing between window and image?",
    hint_ko="기울기가 모두 왼쪽 위에 쌓이지 않나요? 창 안의 위치를 이미지의 위치로 바꿀 때 빠진 것이 있어요.",
    changes=[("dx[n, c, top + p, left + q]", "dx[n, c, p, q]")],
)
