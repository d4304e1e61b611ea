"""Misconceptions about average pooling, forward: edits of the plain loops below."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
PoolCache = tuple[Array, dict[str, int]]

wrong = Catalogue("pooling")


def _mean_by_windows(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    """Right: the mean of one window after the other, in all channels at once."""
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, 1 + (H - ph) // stride, 1 + (W - pw) // stride))
    for i, j in np.ndindex(out.shape[2:]):
        window = x[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw]
        out[:, :, i, j] = window.mean(axis=(2, 3))
    return out, (x, pool_param)


avg_forward = partial(wrong.edit, of="avg_pool_forward_naive", version=_mean_by_windows)

_PARAMETERS = 'pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]'
_SHAPE = "(N, C, 1 + (H - ph) // stride, 1 + (W - pw) // stride)"
_WINDOW = "i * stride : i * stride + ph, j * stride : j * stride + pw"
_MEAN = "window.mean(axis=(2, 3))"

avg_forward(
    "max_instead",
    belief="Takes the maximum, as in the function above.",
    hint="Pool one window of the numbers 2, 4, 6 and 8. Is 5 what you get?",
    hint_ko="2, 4, 6, 8이 든 창 하나를 풀링해 보세요. 5가 나오나요?",
    changes=[("window.mean(axis=(2, 3))", "window.max(axis=(2, 3))")],
)
avg_forward(
    "mean_of_row_means_partial",
    belief="Rounds the output size up, and averages what is left of a window that hangs over the edge.",
    hint="Average a row of 5 pixels by 2 with stride 2. What do you do with the pixel that is left over?",
    hint_ko="픽셀 5개짜리 한 줄을 크기 2, stride 2로 평균 내 보세요. 남는 픽셀은 어떻게 처리했나요?",
    changes=[
        ("(H - ph) // stride", "int(np.ceil((H - ph) / stride))"),
        ("(W - pw) // stride", "int(np.ceil((W - pw) / stride))"),
    ],
)
avg_forward(
    "mean_over_channels",
    belief="Takes one mean over all channels together.",
    hint="Let one channel be all 0 and the other all 1: what should the two outputs be?",
    hint_ko="한 채널은 모두 0, 다른 채널은 모두 1로 두세요. 두 채널의 출력은 각각 얼마여야 하나요?",
    changes=[("window.mean(axis=(2, 3))", "window.mean(axis=(1, 2, 3))[:, None]")],
)
avg_forward(
    "nonzero_mean",
    belief="Leaves zeros out when it counts the pixels of a window.",
    hint="What is the mean of 0 and 2: by how many numbers do you divide?",
    hint_ko="0과 2의 평균은 얼마인가요? 이때 몇으로 나누었나요?",
    changes=[("window.mean(axis=(2, 3))", "window.sum(axis=(2, 3)) / np.count_nonzero(window, axis=(2, 3))")],
)
