"""Misconceptions about average pooling, backward: most of them edits of the plain loops below."""

from functools import partial
from typing import Any

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


def _mean_gradient_by_ones(dout: Array, cache: PoolCache) -> Array:
    """Right: one window after the other gets a block of equal shares, of the window's shape."""
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for i, j in np.ndindex(dout.shape[2:]):
        share = dout[:, :, i, j, None, None] / (ph * pw) * np.ones((ph, pw))
        dx[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw] += share
    return dx


avg_backward = partial(wrong.edit, of="avg_pool_backward_naive", version=_mean_gradient_by_windows)


def in_both(name: str, **told: Any) -> None:
    """Add a fault to both versions: they answer differently where a window isn't whole."""
    avg_backward(name, **told)
    wrong.edit(f"{name}_by_ones", of="avg_pool_backward_naive", version=_mean_gradient_by_ones, **told)


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


in_both(
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
avg_backward(
    "not_divided",
    belief="Gives the whole gradient to every pixel of the window.",
    hint="Raise one pixel of a 2x2 window by 1. By how much does the mean rise?",
    hint_ko="2x2 창에서 픽셀 하나를 1만큼 키워 보세요. 평균은 얼마나 커지나요?",
    changes=[(" / (ph * pw)", "")],
)
avg_backward(
    "overwrites",
    belief="Sets the gradients of a window where it should add to them.",
    hint="Pool 2x2 with stride 1. What does the second window do to the pixels that it shares with the first?",
    hint_ko="2x2, stride 1로 풀링해 보세요. 두 번째 창은 첫 번째 창과 겹친 픽셀들을 어떻게 하나요?",
    changes=[("+= share", "= share")],
)
avg_backward(
    "divided_by_height_squared",
    belief="Takes every window for a square one when it divides.",
    hint="Take a pool of height 1 and width 2. By what did forward divide, and by what do you?",
    hint_ko="높이 1, 너비 2인 창을 생각해 보세요. forward는 몇으로 나누었고 backward는 몇으로 나누나요?",
    changes=[("(ph * pw)", "(ph * ph)")],
)
avg_backward(
    "divided_by_stride",
    belief="Divides the gradient by the stride.",
    hint="Raise one pixel of a 2x2 window by 1. Does it matter for the mean where the next window begins?",
    hint_ko="2x2 창에서 픽셀 하나를 1만큼 키워 보세요. 다음 창이 어디에서 시작하는지가 평균에 영향을 주나요?",
    changes=[("(ph * pw)", "stride")],
)
avg_backward(
    "divided_twice",
    belief="Divides by the number of pixels in the share, and once more when it spreads it.",
    hint="Compare dx.sum() with dout.sum() for windows side by side. How often do you divide?",
    hint_ko="창이 겹치지 않을 때 dx.sum()을 dout.sum()과 비교해 보세요. 나눗셈을 몇 번 하고 있나요?",
    changes=[("(ph * pw)", "(ph * pw) ** 2")],
)
avg_backward(
    "dout_ignored",
    belief="Gives each pixel the derivative of the mean, and leaves dout out.",
    hint="If dout is twice as large, dx must be, too. Is yours?",
    hint_ko="dout을 두 배로 하면 dx도 두 배가 되어야 해요. 코드의 dx도 그런가요?",
    changes=[(_SHARE, "1 / (ph * pw)")],
)
avg_backward(
    "multiplied_by_value",
    belief="Multiplies each share by the pixel itself.",
    hint="Raise one pixel of a window by 1. Does the mean rise more if the pixel was large?",
    hint_ko="창에서 픽셀 하나를 1만큼 키워 보세요. 원래 큰 픽셀이면 평균이 더 많이 커지나요?",
    changes=[("+= share", f"+= share * x[:, :, {_WINDOW}]")],
)
avg_backward(
    "corner_pixel_only",
    belief="Sends each share to the pixel where its window begins, and to no other.",
    hint="Let dout be all 1 and print dx for one 2x2 window. How many pixels took part in the mean?",
    hint_ko="dout을 모두 1로 두고 2x2 창 하나의 dx를 출력해 보세요. 평균에는 픽셀이 몇 개 들어갔나요?",
    changes=[(_WINDOW, "i * stride : i * stride + 1, j * stride : j * stride + 1")],
)
avg_backward(
    "spread_over_channels",
    belief="Adds the shares of all channels up, in each channel.",
    hint="Let dout be zero but for channel 0. Which channels of dx should be zero?",
    hint_ko="dout에서 0번 채널만 남기고 모두 0으로 해 보세요. dx의 어느 채널이 0이어야 할까요?",
    changes=[("+= share", "+= share.sum(axis=1, keepdims=True)")],
)
avg_backward(
    "first_image_only",
    belief="Works on the first image, and leaves zeros in all others.",
    hint="Print dx[1] for a batch of two. Which of your loops should have filled it?",
    hint_ko="이미지가 두 장일 때 dx[1]을 출력해 보세요. 어느 반복문이 그 자리를 채웠어야 할까요?",
    changes=[("dx[:, :,", "dx[:1, :,"), ("+= share", "+= share[:1]")],
)
in_both(
    "pool_sizes_swapped",
    belief="Takes pool_width for the rows of the window and pool_height for its columns.",
    hint="Pool with height 1 and width 3. Do forward and backward visit the same windows?",
    hint_ko="높이 1, 너비 3으로 풀링해 보세요. forward와 backward가 같은 창을 찾아가나요?",
    changes=[(_PARAMETERS, 'pool_param["pool_width"], pool_param["pool_height"], pool_param["stride"]')],
)
avg_backward(
    "reads_parameters_by_order",
    belief="Trusts that the keys of pool_param come in one order.",
    hint="Call it with the keys of pool_param the other way round. Does a dict promise you their order?",
    hint_ko="pool_param의 키를 거꾸로 적어서 호출해 보세요. 딕셔너리의 키가 늘 같은 순서로 온다고 할 수 있을까요?",
    changes=[(_PARAMETERS, "pool_param.values()")],
)
avg_backward(
    "assumes_square_pool",
    belief="Takes every window for a square one, and never looks at pool_width.",
    hint="Search your backward for pool_width. How many pixels does a pool of height 2 and width 3 look at?",
    hint_ko="backward에서 pool_width가 쓰이는 곳을 찾아보세요. 높이 2, 너비 3인 창은 픽셀을 몇 개 보나요?",
    changes=[(_PARAMETERS, 'pool_param["pool_height"], pool_param["pool_height"], pool_param["stride"]')],
)
avg_backward(
    "assumes_square_output",
    belief="Takes dout for a square: the number of its rows serves for its columns, too.",
    hint="Use an image of 2 rows and 4 columns. How many windows do your loops visit, and how many has dout?",
    hint_ko="2행 4열 이미지로 실행해 보세요. 반복문이 찾아가는 창의 수가 dout의 값의 수와 같은가요?",
    changes=[(_OUTPUTS, "np.ndindex(dout.shape[2], dout.shape[2])")],
)
avg_backward(
    "last_row_missing",
    belief="Ends its loops one output early, and leaves out the last row and column of dout.",
    hint="Change the last number of dout: does dx notice?",
    hint_ko="dout의 마지막 값을 바꿔 보세요. dx가 달라지나요?",
    changes=[(_OUTPUTS, "np.ndindex(dout.shape[2] - 1, dout.shape[3] - 1)")],
)
avg_backward(
    "stride_ignored",
    belief="Moves the window by one pixel in backward, whatever forward did.",
    hint="Take stride 2 and window (0, 1). Do forward and backward visit the same columns?",
    hint_ko="stride가 2일 때 (0, 1)번 창을 생각해 보세요. forward와 backward가 같은 열들을 찾아가나요?",
    changes=[(_WINDOW, "i : i + ph, j : j + pw")],
)
avg_backward(
    "stride_w_ignored",
    belief="Moves the window by the stride downwards, and by one pixel to the right.",
    hint="The rows are those of forward. Compare where the columns of each window begin.",
    hint_ko="행은 forward와 똑같아요. 각 창의 열이 어디에서 시작하는지도 forward와 비교해 보세요.",
    changes=[(_WINDOW, "i * stride : i * stride + ph, j : j + pw")],
)
in_both(
    "window_of_stride",
    belief="Ends each window where the next one begins, as if the stride were its size.",
    hint="With pool 3 and stride 2, how many pixels went into a mean, and how many get a share in your code?",
    hint_ko="pool이 3이고 stride가 2일 때, 평균 하나에는 픽셀이 몇 개 들어갔나요? 코드에서는 몇 개가 몫을 받나요?",
    changes=[(_WINDOW, "i * stride : i * stride + stride, j * stride : j * stride + stride")],
)
in_both(
    "dx_shaped_like_dout",
    belief="Makes dx as large as dout.",
    hint="A gradient looks like the thing it is the gradient of. What is dx the gradient of?",
    hint_ko="기울기는 미분하는 대상과 모양이 같아요. dx는 무엇에 대한 기울기인가요?",
    changes=[("np.zeros(x.shape)", "np.zeros(dout.shape)")],
)
