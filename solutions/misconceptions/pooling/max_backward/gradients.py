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
max_backward(
    "overwrites_window",
    belief="Sets the gradients of a whole window, and so clears those that its pixels have got already.",
    hint="Pool 3x3 with stride 1. What does the second window do to the pixels that the first has filled?",
    hint_ko="3x3, stride 1로 풀링해 보세요. 두 번째 창은 첫 번째 창이 채운 픽셀들을 어떻게 하나요?",
    changes=[(_ADD, f"{_TO_WINDOW} = {_TO_MAXIMA}")],
)
max_backward(
    "every_pixel_gets_dout",
    belief="Gives the whole gradient to every pixel of the window.",
    hint="Change a pixel that has not won a little. Does the output of its window notice?",
    hint_ko="최댓값이 아닌 픽셀을 아주 조금 바꿔 보세요. 그 창의 출력이 달라지나요?",
    changes=[(_ADD, f"{_TO_WINDOW} += dout[n, c, i, j]")],
)
max_backward(
    "dout_ignored",
    belief="Marks the winners with ones, and leaves dout out.",
    hint="If dout is twice as large, dx must be, too. Is yours?",
    hint_ko="dout을 두 배로 하면 dx도 두 배가 되어야 해요. 코드의 dx도 그런가요?",
    changes=[("+= dout[n, c, i, j]", "+= 1")],
)
max_backward(
    "value_instead_of_gradient",
    belief="Puts the maximum itself where its gradient belongs.",
    hint="Change dout and call it again. Which line of yours reads dout at all?",
    hint_ko="dout을 바꿔서 다시 불러 보세요. 코드에서 dout의 값을 읽는 줄이 있나요?",
    changes=[("+= dout[n, c, i, j]", "+= window[p, q]")],
)
max_backward(
    "divided_by_pool",
    belief="Sends the gradient to the winner, but divides it by the number of pixels in the window.",
    hint="Raise the winner by 0.001: by how much does the output rise?",
    hint_ko="최댓값인 픽셀을 0.001만큼 키워 보세요. 출력은 얼마나 커지나요?",
    changes=[("+= dout[n, c, i, j]", "+= dout[n, c, i, j] / (ph * pw)")],
)
max_backward(
    "divided_by_batch",
    belief="Divides by the number of images, as the loss does.",
    hint="Backward an image alone, then twice in one batch, with the same dout: should its dx change?",
    hint_ko="같은 이미지를 한 장만 넣을 때와 두 장으로 묶어 넣을 때, 같은 dout이면 dx가 달라져야 할까요?",
    changes=[("+= dout[n, c, i, j]", "+= dout[n, c, i, j] / len(x)")],
)
max_backward(
    "to_the_minimum",
    belief="Sends the gradient to the smallest pixel of the window.",
    hint="Which pixel of a window did forward keep? Print the one that gets the gradient.",
    hint_ko="forward는 창의 어느 픽셀을 남겼나요? 기울기를 받는 픽셀의 값을 출력해서 비교해 보세요.",
    changes=[("np.argmax", "np.argmin")],
)
max_backward(
    "to_the_corner",
    belief="Sends the gradient to the pixel where the window begins, whichever has won.",
    hint="Move the largest pixel of a window to another place. Does the gradient go with it?",
    hint_ko="창에서 가장 큰 픽셀을 다른 자리로 옮겨 보세요. 기울기도 따라 옮겨 가나요?",
    changes=[("top + p, left + q", "top, left")],
)
max_backward(
    "one_winner_in_all_channels",
    belief="Looks for one maximum in all channels, so that only its channel gets a gradient.",
    hint="Each channel has outputs of its own. In how many channels of dx is there a gradient for window (0, 0)?",
    hint_ko="출력은 채널마다 따로 나와요. (0, 0)번 창의 기울기는 dx의 채널 몇 개에 들어 있나요?",
    changes=[
        (
            _ADD,
            "best = x[n, :, top : top + ph, left : left + pw].max()\n"
            f"            {_TO_WINDOW} += (window == best) * dout[n, c, i, j]",
        )
    ],
)
max_backward(
    "into_all_channels",
    belief="Adds each gradient to the winner's place in every channel.",
    hint="Let dout be zero but for channel 0. Which channels of dx should be zero?",
    hint_ko="dout에서 0번 채널만 남기고 모두 0으로 해 보세요. dx의 어느 채널이 0이어야 할까요?",
    changes=[("dx[n, c, top + p", "dx[n, :, top + p")],
)
max_backward(
    "into_all_images",
    belief="Adds each gradient to the winner's place in every image.",
    hint="Let dout be zero but for image 0. Which images of dx should be zero?",
    hint_ko="dout에서 0번 이미지만 남기고 모두 0으로 해 보세요. dx의 어느 이미지가 0이어야 할까요?",
    changes=[("dx[n, c, top + p", "dx[:, c, top + p")],
)
max_backward(
    "first_image_only",
    belief="Works on the first image, and leaves zeros in all others.",
    hint="Print dx[1] for a batch of two. Which of your loops should have filled it?",
    hint_ko="이미지가 두 장일 때 dx[1]을 출력해 보세요. 어느 반복문이 그 자리를 채웠어야 할까요?",
    changes=[("np.ndindex(dout.shape[:2])", "np.ndindex(1, dout.shape[1])")],
)
max_backward(
    "first_channel_only",
    belief="Works on the first channel, and leaves zeros in all others.",
    hint="Print dx[0, 1] for an image of two channels. Which of your loops should have filled it?",
    hint_ko="채널이 두 개일 때 dx[0, 1]을 출력해 보세요. 어느 반복문이 그 자리를 채웠어야 할까요?",
    changes=[("np.ndindex(dout.shape[:2])", "np.ndindex(dout.shape[0], 1)")],
)
