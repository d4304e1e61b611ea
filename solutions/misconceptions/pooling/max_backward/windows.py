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
max_backward(
    "pool_sizes_swapped",
    belief="Takes pool_width for the rows of the window and pool_height for its columns.",
    hint="Pool with height 1 and width 3. Do forward and backward cut out the same windows?",
    hint_ko="높이 1, 너비 3으로 풀링해 보세요. forward와 backward가 같은 창을 잘라내고 있나요?",
    changes=[(_PARAMETERS, 'pool_param["pool_width"], pool_param["pool_height"], pool_param["stride"]')],
)
max_backward(
    "reads_parameters_by_order",
    belief="Trusts that the keys of pool_param come in one order.",
    hint="Call it with the keys of pool_param the other way round. Does a dict promise you their order?",
    hint_ko="pool_param의 키를 거꾸로 적어서 호출해 보세요. 딕셔너리의 키가 늘 같은 순서로 온다고 할 수 있을까요?",
    changes=[(_PARAMETERS, "pool_param.values()")],
)
max_backward(
    "assumes_square_pool",
    belief="Takes every window for a square one, and never looks at pool_width.",
    hint="Search your backward for pool_width. How many pixels does a pool of height 2 and width 3 look at?",
    hint_ko="backward에서 pool_width가 쓰이는 곳을 찾아보세요. 높이 2, 너비 3인 창은 픽셀을 몇 개 보나요?",
    changes=[(_PARAMETERS, 'pool_param["pool_height"], pool_param["pool_height"], pool_param["stride"]')],
)
max_backward(
    "assumes_square_output",
    belief="Takes dout for a square: the number of its rows serves for its columns, too.",
    hint="Use an image of 2 rows and 4 columns. How many windows do your loops visit, and how many has dout?",
    hint_ko="2행 4열 이미지로 실행해 보세요. 반복문이 찾아가는 창의 수가 dout의 값의 수와 같은가요?",
    changes=[("np.ndindex(dout.shape[2:])", "np.ndindex(dout.shape[2], dout.shape[2])")],
)
max_backward(
    "last_row_missing",
    belief="Ends its loops one output early, and leaves out the last row and column of dout.",
    hint="Change the last number of dout: does dx notice?",
    hint_ko="dout의 마지막 값을 바꿔 보세요. dx가 달라지나요?",
    changes=[("np.ndindex(dout.shape[2:])", "np.ndindex(dout.shape[2] - 1, dout.shape[3] - 1)")],
)
max_backward(
    "stride_ignored",
    belief="Moves the window by one pixel in backward, whatever forward did.",
    hint="Take stride 2 and window (0, 1). Do forward and backward cut it out at the same column?",
    hint_ko="stride가 2일 때 (0, 1)번 창을 생각해 보세요. forward와 backward가 같은 열에서 창을 잘라내고 있나요?",
    changes=[(_CORNER, "i, j")],
)
max_backward(
    "stride_w_ignored",
    belief="Moves the window by the stride downwards, and by one pixel to the right.",
    hint="The rows are those of forward. Compare where the columns of each window begin.",
    hint_ko="행은 forward와 똑같아요. 각 창의 열이 어디에서 시작하는지도 forward와 비교해 보세요.",
    changes=[(_CORNER, "i * stride, j")],
)
max_backward(
    "window_of_stride",
    belief="Ends each window where the next one begins, as if the stride were its size.",
    hint="With pool 3 and stride 2, in how many pixels did forward look for the maximum, and in how many do you?",
    hint_ko="pool이 3이고 stride가 2일 때, forward는 픽셀 몇 개에서 최댓값을 찾았나요? backward는 몇 개에서 찾나요?",
    changes=[
        (_WINDOW, "top : top + stride, left : left + stride"),
        ("int(np.argmax(window)), pw", "int(np.argmax(window)), window.shape[1]"),
    ],
)
max_backward(
    "dx_shaped_like_dout",
    belief="Makes dx as large as dout.",
    hint="A gradient looks like the thing it is the gradient of. What is dx the gradient of?",
    hint_ko="기울기는 미분하는 대상과 모양이 같아요. dx는 무엇에 대한 기울기인가요?",
    changes=[("np.zeros(x.shape)", "np.zeros(dout.shape)")],
)
max_backward(
    "winner_ij_swapped",
    belief="Takes the winner's column for its row, and its row for its column.",
    hint="In a window of 2 rows and 2 columns, argmax says 1. Is that pixel above, below or beside the first?",
    hint_ko="2행 2열짜리 창에서 argmax가 1이에요. 그 픽셀은 첫 픽셀의 옆에 있나요, 아래에 있나요?",
    changes=[("p, q = divmod", "q, p = divmod")],
)
