"""Misconceptions about max pooling, backward, where a mask finds the winner: edits of the plain loops below."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
PoolCache = tuple[Array, dict[str, int]]

wrong = Catalogue("pooling")


def _max_gradient_by_masks(dout: Array, cache: PoolCache) -> Array:
    """Right: the gradient of one window after the other goes to where the window equals its maximum."""
    x, pool_param = cache
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for n, c in np.ndindex(dout.shape[:2]):
        for i, j in np.ndindex(dout.shape[2:]):
            top, left = i * stride, j * stride
            window = x[n, c, top : top + ph, left : left + pw]
            mask = window == np.max(window)
            dx[n, c, top : top + ph, left : left + pw] += mask * dout[n, c, i, j]
    return dx


max_backward = partial(wrong.edit, of="max_pool_backward_naive", version=_max_gradient_by_masks)

_PARAMETERS = 'pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]'
_CORNER = "i * stride, j * stride"
_WINDOW = "window = x[n, c, top : top + ph, left : left + pw]"
_ADD = "dx[n, c, top : top + ph, left : left + pw] += mask * dout[n, c, i, j]"
_SHARE = "mask * dout[n, c, i, j]"

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
    "steps_by_window_size",
    belief="Looks for the windows one pool size apart from each other.",
    hint="In forward, where did the window of out[n, c, i, j] begin? Backward has to look there again.",
    hint_ko="forward에서 out[n, c, i, j]의 창은 어디에서 시작했나요? backward도 같은 자리를 봐야 해요.",
    changes=[(_CORNER, "i * ph, j * pw")],
)
max_backward(
    "window_of_stride",
    belief="Ends each window where the next one begins, as if the stride were its size.",
    hint="With pool 3 and stride 2, in how many pixels did forward look for the maximum, and in how many do you?",
    hint_ko="pool이 3이고 stride가 2일 때, forward는 픽셀 몇 개에서 최댓값을 찾았나요? backward는 몇 개에서 찾나요?",
    changes=[(line, line.replace("ph", "stride").replace("pw", "stride")) for line in (_WINDOW, _ADD)],
)
max_backward(
    "dx_shaped_like_dout",
    belief="Makes dx as large as dout.",
    hint="A gradient looks like the thing it is the gradient of. What is dx the gradient of?",
    hint_ko="기울기는 미분하는 대상과 모양이 같아요. dx는 무엇에 대한 기울기인가요?",
    changes=[("np.zeros(x.shape)", "np.zeros(dout.shape)")],
)
max_backward(
    "overwrites_window",
    belief="Sets the gradients of a whole window, and so clears those that its pixels have got already.",
    hint="Pool 3x3 with stride 1. What does the second window do to the pixels that the first has filled?",
    hint_ko="3x3, stride 1로 풀링해 보세요. 두 번째 창은 첫 번째 창이 채운 픽셀들을 어떻게 하나요?",
    changes=[(_ADD, _ADD.replace("+=", "="))],
)
max_backward(
    "every_pixel_gets_dout",
    belief="Gives the whole gradient to every pixel of the window.",
    hint="Change a pixel that has not won a little. Does the output of its window notice?",
    hint_ko="최댓값이 아닌 픽셀을 아주 조금 바꿔 보세요. 그 창의 출력이 달라지나요?",
    changes=[(_SHARE, "dout[n, c, i, j]")],
)
max_backward(
    "dout_ignored",
    belief="Marks the winners with ones, and leaves dout out.",
    hint="If dout is twice as large, dx must be, too. Is yours?",
    hint_ko="dout을 두 배로 하면 dx도 두 배가 되어야 해요. 코드의 dx도 그런가요?",
    changes=[(_SHARE, "mask")],
)
max_backward(
    "value_instead_of_gradient",
    belief="Puts the maximum itself where its gradient belongs.",
    hint="Change dout and call it again. Which line of yours reads dout at all?",
    hint_ko="dout을 바꿔서 다시 불러 보세요. 코드에서 dout의 값을 읽는 줄이 있나요?",
    changes=[(_SHARE, "mask * window")],
)
max_backward(
    "divided_by_pool",
    belief="Sends the gradient to the winner, but divides it by the number of pixels in the window.",
    hint="Raise the winner by 0.001: by how much does the output rise?",
    hint_ko="최댓값인 픽셀을 0.001만큼 키워 보세요. 출력은 얼마나 커지나요?",
    changes=[(_SHARE, f"{_SHARE} / (ph * pw)")],
)
max_backward(
    "divided_by_batch",
    belief="Divides by the number of images, as the loss does.",
    hint="Backward an image alone, then twice in one batch, with the same dout: should its dx change?",
    hint_ko="같은 이미지를 한 장만 넣을 때와 두 장으로 묶어 넣을 때, 같은 dout이면 dx가 달라져야 할까요?",
    changes=[(_SHARE, f"{_SHARE} / len(x)")],
)
max_backward(
    "to_the_minimum",
    belief="Sends the gradient to the smallest pixel of the window.",
    hint="Which pixel of a window did forward keep? Print the one that gets the gradient.",
    hint_ko="forward는 창의 어느 픽셀을 남겼나요? 기울기를 받는 픽셀의 값을 출력해서 비교해 보세요.",
    changes=[("np.max(window)", "np.min(window)")],
)
max_backward(
    "one_winner_in_all_channels",
    belief="Looks for one maximum in all channels, so that only its channel gets a gradient.",
    hint="Each channel has outputs of its own. In how many channels of dx is there a gradient for window (0, 0)?",
    hint_ko="출력은 채널마다 따로 나와요. (0, 0)번 창의 기울기는 dx의 채널 몇 개에 들어 있나요?",
    changes=[("np.max(window)", "np.max(x[n, :, top : top + ph, left : left + pw])")],
)
max_backward(
    "into_all_channels",
    belief="Adds each gradient to the winner's place in every channel.",
    hint="Let dout be zero but for channel 0. Which channels of dx should be zero?",
    hint_ko="dout에서 0번 채널만 남기고 모두 0으로 해 보세요. dx의 어느 채널이 0이어야 할까요?",
    changes=[(_ADD, _ADD.replace("n, c,", "n, :,", 1))],
)
max_backward(
    "into_all_images",
    belief="Adds each gradient to the winner's place in every image.",
    hint="Let dout be zero but for image 0. Which images of dx should be zero?",
    hint_ko="dout에서 0번 이미지만 남기고 모두 0으로 해 보세요. dx의 어느 이미지가 0이어야 할까요?",
    changes=[(_ADD, _ADD.replace("n, c,", ":, c,", 1))],
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
