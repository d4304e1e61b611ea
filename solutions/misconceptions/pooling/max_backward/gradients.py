"""Misconceptions about max pooling, backward: which pixels get how much; edits of the plain loops below."""

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


# The same text as in windows.py, so that a fault from there and one from here can be in one solution.
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

_ADD = "dx[n, c, top + p, left + q] += dout[n, c, i, j]"
_TO_WINDOW = "dx[n, c, top : top + ph, left : left + pw]"
_TO_MAXIMA = "(window == np.max(window)) * dout[n, c, i, j]"

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
    "destroys_cached_x",
    belief="Strikes a maximum out of x once it has had its gradient.",
    hint="Call backward twice with the same cache. Which line has changed the image in between?",
    hint_ko="같은 cache로 backward를 두 번 불러 보세요. 그사이에 이미지 값을 바꾼 줄은 어디인가요?",
    changes=[("+= dout[n, c, i, j]", "+= dout[n, c, i, j]\n            window[p, q] = -np.inf")],
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
