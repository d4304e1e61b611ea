"""Misconceptions about average pooling, backward: most of them edits of the plain loops below."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
PoolCache = tuple[Array, dict[str, int]]

wrong = Catalogue("pooling")


def _mean_gradient_by_windows(dout: Array, cache: PoolCache) -> Array:
    """Right: the pixels of one window after the other get their shares."""
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for i, j in np.ndindex(dout.shape[2:]):
        share = dout[:, :, i, j, None, None] / (ph * pw)
        dx[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw] += share
    return dx


avg_backward = partial(wrong.edit, of="avg_pool_backward_naive", version=_mean_gradient_by_windows)

_PARAMETERS = 'pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]'
_WINDOW = "i * stride : i * stride + ph, j * stride : j * stride + pw"
_SHARE = "dout[:, :, i, j, None, None] / (ph * pw)"
_OUTPUTS = "np.ndindex(dout.shape[2:])"

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
