"""Misconceptions about max pooling, backward, where argmax finds the winner: edits of the plain loops below."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
PoolCache = tuple[Array, dict[str, int]]

wrong = Catalogue("pooling")

UNDETECTABLE = {
    ("max_pool_backward_naive", "all_ties_full"): "no graded window has two equal maxima",
}
"""Faults of (exercise, name) that no legal input shows, and why."""


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

max_backward(
    "all_ties_full",
    belief="Gives the whole gradient of a window to each of several equal maxima.",
    hint="Take a window of four equal pixels: do dout.sum() and dx.sum() agree?",
    hint_ko="네 픽셀의 값이 모두 같은 창을 만들어 보세요. dout.sum()과 dx.sum()이 같은가요?",
    changes=[
        (
            "dx[n, c, top + p, left + q] += dout[n, c, i, j]",
            "dx[n, c, top : top + ph, left : left + pw] += (window == np.max(window)) * dout[n, c, i, j]",
        )
    ],
)
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
    "destroys_cached_x",
    belief="Strikes a maximum out of x once it has had its gradient.",
    hint="Call backward twice with the same cache. Which line has changed the image in between?",
    hint_ko="같은 cache로 backward를 두 번 불러 보세요. 그사이에 이미지 값을 바꾼 줄은 어디인가요?",
    changes=[("+= dout[n, c, i, j]", "+= dout[n, c, i, j]\n            window[p, q] = -np.inf")],
)
max_backward(
    "dout_ij_swapped",
    belief="Exchanges row and column where dout is read.",
    hint="Try an image with more columns than rows: which of your two counters runs over the rows?",
    hint_ko="행보다 열이 많은 이미지로 시험해 보세요. 두 반복 변수 가운데 어느 것이 행을 세나요?",
    changes=[("dout[n, c, i, j]", "dout[n, c, j, i]")],
)
max_backward(
    "dout_not_transposed",
    belief="Lists the windows with the channel as the fastest axis, but flattens dout as it lies there.",
    hint="Which window does entry 1 of your flattened dout belong to, and which one is row 1 of yours?",
    hint_ko="펼친 dout의 1번 값은 어느 창의 것인가요? 창을 늘어놓은 행렬의 1번 행도 같은 창인가요?",
    changes=[
        (
            "    x, pool_param = cache",
            "    x, pool_param = cache\n"
            "    N, C, H_out, W_out = dout.shape\n"
            "    dout = dout.reshape(N, H_out, W_out, C).transpose(0, 3, 1, 2)",
        )
    ],
)
max_backward(
    "global_max_mask",
    belief="Looks for the maximum in the whole image, not in the window.",
    hint="Each output came out of one window only. Where do you look for its winner?",
    hint_ko="출력값 하나는 창 하나에서 나왔어요. 지금은 어느 범위에서 최댓값을 찾고 있나요?",
    changes=[("dx[n, c, top + p, left + q] +=", "dx[n, c][x[n, c] == x[n, c].max()] +=")],
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
    "multiplied_by_value",
    belief="Multiplies the gradient by the maximum itself.",
    hint="Raise the winner by 0.001: by how much does the output rise? Does it matter how large it was?",
    hint_ko="최댓값인 픽셀을 0.001만큼 키우면 출력은 얼마나 커지나요? 그 픽셀의 크기와 상관이 있나요?",
    changes=[("+= dout[n, c, i, j]", "+= dout[n, c, i, j] * window[p, q]")],
)
max_backward(
    "overwrite",
    belief="Sets a pixel's gradient where it should add to it.",
    hint="Pool 3x3 with stride 1 around one very large pixel: how many outputs does that pixel feed?",
    hint_ko="아주 큰 픽셀 하나를 두고 3x3, stride 1로 풀링해 보세요. 그 픽셀은 출력 몇 개에 쓰이나요?",
    changes=[("+= dout[n, c, i, j]", "= dout[n, c, i, j]")],
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
    "spread_evenly",
    belief="Shares the gradient out among all pixels of the window, as average pooling does.",
    hint="Change a pixel that has not won a little. Does the output of its window notice?",
    hint_ko="최댓값이 아닌 픽셀을 아주 조금 바꿔 보세요. 그 창의 출력이 달라지나요?",
    changes=[
        (
            "dx[n, c, top + p, left + q] += dout[n, c, i, j]",
            "dx[n, c, top : top + ph, left : left + pw] += dout[n, c, i, j] / (ph * pw)",
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
# About averages: max pooling's own right backward, in their place.
wrong.edit(
    "routes_to_max",
    of="avg_pool_backward_naive",
    version=_max_gradient_by_windows,
    belief="Sends the gradient to the largest pixel, as in max pooling.",
    hint="Raise the smallest pixel of a window a little: does the mean stay as it was?",
    hint_ko="창에서 가장 작은 픽셀을 조금 키워 보세요. 평균은 그대로인가요?",
    changes=[],
)
max_backward(
    "winner_ij_swapped",
    belief="Takes the winner's column for its row, and its row for its column.",
    hint="In a window of 2 rows and 2 columns, argmax says 1. Is that pixel above, below or beside the first?",
    hint_ko="2행 2열짜리 창에서 argmax가 1이에요. 그 픽셀은 첫 픽셀의 옆에 있나요, 아래에 있나요?",
    changes=[("p, q = divmod", "q, p = divmod")],
)
max_backward(
    "to_the_corner",
    belief="Sends the gradient to the pixel where the window begins, whichever has won.",
    hint="Move the largest pixel of a window to another place. Does the gradient go with it?",
    hint_ko="창에서 가장 큰 픽셀을 다른 자리로 옮겨 보세요. 기울기도 따라 옮겨 가나요?",
    changes=[("top + p, left + q", "top, left")],
)
max_backward(
    "stride_ignored_argmax",
    belief="Moves the window by one pixel in backward, whatever forward did.",
    hint="Take stride 2 and window (0, 1). Do forward and backward cut it out at the same column?",
    hint_ko="stride가 2일 때 (0, 1)번 창을 생각해 보세요. forward와 backward가 같은 열에서 창을 잘라내고 있나요?",
    changes=[(_CORNER, "i, j")],
)
max_backward(
    "pool_sizes_swapped_argmax",
    belief="Takes pool_width for the rows of the window and pool_height for its columns.",
    hint="Pool with height 1 and width 3. Do forward and backward cut out the same windows?",
    hint_ko="높이 1, 너비 3으로 풀링해 보세요. forward와 backward가 같은 창을 잘라내고 있나요?",
    changes=[(_PARAMETERS, 'pool_param["pool_width"], pool_param["pool_height"], pool_param["stride"]')],
)
max_backward(
    "assumes_square_output_argmax",
    belief="Takes dout for a square: the number of its rows serves for its columns, too.",
    hint="Use an image of 2 rows and 4 columns. How many windows do your loops visit, and how many has dout?",
    hint_ko="2행 4열 이미지로 실행해 보세요. 반복문이 찾아가는 창의 수가 dout의 값의 수와 같은가요?",
    changes=[("np.ndindex(dout.shape[2:])", "np.ndindex(dout.shape[2], dout.shape[2])")],
)
