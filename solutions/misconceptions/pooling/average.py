"""Misconceptions about average pooling, most of them edits of the plain loops below."""

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


def _mean_gradient_by_windows(dout: Array, cache: PoolCache) -> Array:
    """Right: the pixels of one window after the other get their shares."""
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for i, j in np.ndindex(dout.shape[2:]):
        share = dout[:, :, i, j, None, None] / (ph * pw)
        dx[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw] += share
    return dx


avg_forward = partial(wrong.edit, of="avg_pool_forward_naive", version=_mean_by_windows)
avg_backward = partial(wrong.edit, of="avg_pool_backward_naive", version=_mean_gradient_by_windows)

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
avg_backward(
    "divide_by_output_size",
    belief="Divides each gradient by the number of outputs, not by that of pixels in a window.",
    hint="How many pixels went into one mean? That is the number forward divided by.",
    hint_ko="평균 하나를 구할 때 픽셀 몇 개를 더했나요? forward가 나눈 수를 다시 확인해 보세요.",
    changes=[("(ph * pw)", "(dout.shape[2] * dout.shape[3])")],
)
avg_backward(
    "divide_by_stride_squared",
    belief="Divides by the square of the stride, which is the size of the window when they lie side by side.",
    hint="Take pool 3 with stride 1: by what did forward divide the sum of a window?",
    hint_ko="pool 3, stride 1일 때 forward는 창의 합을 몇으로 나누었나요?",
    changes=[("(ph * pw)", "stride**2")],
)
avg_backward(
    "mean_over_batch",
    belief="Divides by the number of images too, as the loss does.",
    hint="Backward an image alone, then twice in one batch, with the same dout: should its dx change?",
    hint_ko="같은 이미지를 한 장만 넣을 때와 두 장으로 묶어 넣을 때, 같은 dout이면 dx가 달라져야 할까요?",
    changes=[("(ph * pw)", "(ph * pw * len(x))")],
)


@wrong.function(
    of="avg_pool_backward_naive",
    hint="Take pool 2 and stride 1 and compare dx.shape with x.shape. Which pixels get several shares?",
    hint_ko="pool 2, stride 1일 때 dx와 x의 모양을 비교해 보세요. 여러 창의 몫을 받는 픽셀은 어디인가요?",
)
def repeat_upsample(dout: Array, cache: PoolCache) -> Array:
    """Blows dout up by repeating each number, as if the windows tiled the image."""
    _, pool_param = cache
    ph, pw = pool_param["pool_height"], pool_param["pool_width"]
    return np.repeat(np.repeat(dout / (ph * pw), ph, axis=2), pw, axis=3)


avg_backward(
    "stride_equals_pool",
    belief="Gives the shares to windows that lie side by side.",
    hint="Forward moved by the stride from window to window. By what do you move?",
    hint_ko="forward에서는 창이 stride만큼 움직였어요. backward에서는 얼마씩 움직이고 있나요?",
    changes=[
        (
            "i * stride : i * stride + ph, j * stride : j * stride + pw",
            "i * ph : i * ph + ph, j * pw : j * pw + pw",
        )
    ],
)
