"""Misconceptions about average pooling, forward: edits of the plain loops below."""

from functools import partial
from typing import Any

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


def _mean_by_sums(x: Array, pool_param: dict[str, int]) -> tuple[Array, PoolCache]:
    """Right: the sum of one window after the other, divided by the number of pixels that a window has."""
    ph, pw, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    N, C, H, W = x.shape
    out = np.zeros((N, C, 1 + (H - ph) // stride, 1 + (W - pw) // stride))
    for i, j in np.ndindex(out.shape[2:]):
        window = x[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw]
        out[:, :, i, j] = window.sum(axis=(2, 3)) / (ph * pw)
    return out, (x, pool_param)


avg_forward = partial(wrong.edit, of="avg_pool_forward_naive", version=_mean_by_windows)


def in_both(name: str, **told: Any) -> None:
    """Add a fault to both versions: they answer differently where a window isn't whole."""
    avg_forward(name, **told)
    wrong.edit(f"{name}_by_sums", of="avg_pool_forward_naive", version=_mean_by_sums, **told)


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
in_both(
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
avg_forward(
    "not_divided",
    belief="Sums the window up, and leaves it at that.",
    hint="Pool a window of four 3s. What is their mean, and what do you get?",
    hint_ko="3이 네 개 든 창을 풀링해 보세요. 평균은 얼마이고, 코드에서는 얼마가 나오나요?",
    changes=[(_MEAN, "window.sum(axis=(2, 3))")],
)
avg_forward(
    "divided_by_stride_squared",
    belief="Divides by the square of the stride, which is the size of the window when they lie side by side.",
    hint="Pool 3s by 2 with stride 1. How many numbers did you add up?",
    hint_ko="모두 3인 이미지를 pool 2, stride 1로 풀링해 보세요. 값을 몇 개 더했나요?",
    changes=[(_MEAN, "window.sum(axis=(2, 3)) / stride**2")],
)
avg_forward(
    "divided_by_stride",
    belief="Divides the sum of the window by the stride.",
    hint="Pool 3s with any window and stride you like: the mean must be 3. What does the stride have to do with it?",
    hint_ko="모두 3인 이미지는 창과 stride가 무엇이든 평균이 3이에요. 평균을 구하는 데 stride가 필요할까요?",
    changes=[(_MEAN, "window.sum(axis=(2, 3)) / stride")],
)
avg_forward(
    "divided_by_height_squared",
    belief="Takes every window for a square one when it divides.",
    hint="Pool 3s with height 1 and width 2. How many numbers did you add up, and by what did you divide?",
    hint_ko="모두 3인 이미지를 높이 1, 너비 2로 풀링해 보세요. 몇 개를 더했고 몇으로 나누었나요?",
    changes=[(_MEAN, "window.sum(axis=(2, 3)) / (ph * ph)")],
)
avg_forward(
    "divided_by_sum_of_sides",
    belief="Adds the sides of the window where it should count its pixels.",
    hint="How many pixels does a window of 3 rows and 4 columns have? Draw it.",
    hint_ko="3행 4열짜리 창에는 픽셀이 몇 개 있나요? 그려서 세어 보세요.",
    changes=[(_MEAN, "window.sum(axis=(2, 3)) / (ph + pw)")],
)
avg_forward(
    "floor_division",
    belief="Divides with //, which cuts the fraction off.",
    hint="What is 7 // 2 in Python, and what is the mean of 3 and 4?",
    hint_ko="파이썬에서 7 // 2는 얼마인가요? 3과 4의 평균은 얼마인가요?",
    changes=[(_MEAN, "window.sum(axis=(2, 3)) // (ph * pw)")],
)
avg_forward(
    "integer_output",
    belief="Makes an array of whole numbers for the output, which cuts the fractions off.",
    hint="Pool a window of 1 and 2, and print out.dtype. What happens to 1.5 when it is stored there?",
    hint_ko="1과 2가 든 창을 풀링하고 out.dtype을 출력해 보세요. 그 배열에 1.5를 넣으면 어떻게 되나요?",
    changes=[(f"np.zeros({_SHAPE})", f"np.zeros({_SHAPE}, dtype=int)")],
)
avg_forward(
    "mean_over_batch",
    belief="Takes one mean over all images together.",
    hint="Let one image be all 0 and the other all 1: what should the two outputs be?",
    hint_ko="한 이미지는 모두 0, 다른 이미지는 모두 1로 두세요. 두 이미지의 출력은 각각 얼마여야 하나요?",
    changes=[(_MEAN, "window.mean(axis=(0, 2, 3))")],
)
avg_forward(
    "pool_sizes_swapped",
    belief="Takes pool_width for the rows of the window and pool_height for its columns.",
    hint="Pool with height 1 and width 3. How many rows does one window of yours have?",
    hint_ko="높이 1, 너비 3으로 풀링해 보세요. 코드에서 창 하나의 행은 몇 개인가요?",
    changes=[(_PARAMETERS, 'pool_param["pool_width"], pool_param["pool_height"], pool_param["stride"]')],
)
avg_forward(
    "reads_parameters_by_order",
    belief="Trusts that the keys of pool_param come in one order.",
    hint="Call it with the keys of pool_param the other way round. Does a dict promise you their order?",
    hint_ko="pool_param의 키를 거꾸로 적어서 호출해 보세요. 딕셔너리의 키가 늘 같은 순서로 온다고 할 수 있을까요?",
    changes=[(_PARAMETERS, "pool_param.values()")],
)
avg_forward(
    "assumes_square_pool",
    belief="Takes every window for a square one, and never looks at pool_width.",
    hint="Search your code for pool_width. How many pixels does a pool of height 2 and width 3 look at?",
    hint_ko="코드에서 pool_width가 쓰이는 곳을 찾아보세요. 높이 2, 너비 3인 창은 픽셀을 몇 개 보나요?",
    changes=[(_PARAMETERS, 'pool_param["pool_height"], pool_param["pool_height"], pool_param["stride"]')],
)
in_both(
    "assumes_square_image",
    belief="Takes every image for a square one: H serves for the number of columns, too.",
    hint="Pool an image of 2 rows and 4 columns. Which sizes does the number of your columns come from?",
    hint_ko="2행 4열 이미지를 풀링해 보세요. 출력의 열 수를 구하는 식에는 어떤 크기들이 들어 있나요?",
    changes=[("(W - pw)", "(H - pw)")],
)
avg_forward(
    "size_without_one",
    belief="Counts the steps between windows, and forgets the window that they start from.",
    hint="How many windows of 2 fit into 2 pixels? What does your formula say?",
    hint_ko="픽셀 2개에 크기 2인 창이 몇 개 들어가나요? 코드의 식으로 계산하면 몇인가요?",
    changes=[(_SHAPE, "(N, C, (H - ph) // stride, (W - pw) // stride)")],
)
in_both(
    "size_divided_by_stride",
    belief="Divides the image by the stride, whatever the size of the window.",
    hint="Pool a row of 4 pixels by 3 with stride 1. How many windows lie on it as a whole?",
    hint_ko="픽셀 4개짜리 한 줄을 크기 3, stride 1로 풀링해 보세요. 온전히 들어가는 창은 몇 개인가요?",
    changes=[(_SHAPE, "(N, C, H // stride, W // stride)")],
)
avg_forward(
    "stride_ignored",
    belief="Makes the output as small as the stride says, but moves the window by one pixel.",
    hint="With stride 2, in which column of the image does the window of out[0, 0, 0, 1] begin?",
    hint_ko="stride가 2일 때 out[0, 0, 0, 1]의 창은 이미지의 몇 번째 열에서 시작하나요?",
    changes=[(_WINDOW, "i : i + ph, j : j + pw")],
)
avg_forward(
    "stride_w_ignored",
    belief="Moves the window by the stride downwards, and by one pixel to the right.",
    hint="Your rows begin where they should. Is the same true of the columns?",
    hint_ko="창의 시작 행은 맞아요. 시작 열도 같은 방식으로 계산하고 있나요?",
    changes=[(_WINDOW, "i * stride : i * stride + ph, j : j + pw")],
)
avg_forward(
    "stride_equals_pool",
    belief="Moves the window by its own size, as if windows always lay side by side.",
    hint="With pool 3 and stride 2, at which row does the second window begin?",
    hint_ko="pool이 3이고 stride가 2라면 두 번째 창은 몇 번째 행에서 시작하나요?",
    changes=[(_WINDOW, "i * ph : i * ph + ph, j * pw : j * pw + pw")],
)
in_both(
    "window_of_stride",
    belief="Ends each window where the next one begins, as if the stride were its size.",
    hint="With pool 3 and stride 2, how many rows does one window have in your code?",
    hint_ko="pool이 3이고 stride가 2일 때, 코드에서 창 하나의 행은 몇 개인가요?",
    changes=[(_WINDOW, "i * stride : i * stride + stride, j * stride : j * stride + stride")],
)
avg_forward(
    "window_end_short",
    belief="Takes the end of a slice to belong to the slice.",
    hint="Print the shape of one window: is it pool_height by pool_width?",
    hint_ko="창 하나의 shape를 출력해 보세요. (pool_height, pool_width)가 맞나요?",
    changes=[(_WINDOW, "i * stride : i * stride + ph - 1, j * stride : j * stride + pw - 1")],
)
in_both(
    "window_width_from_height",
    belief="Ends the columns of the window by pool_height.",
    hint="Print the shape of one window for a pool of height 1 and width 3.",
    hint_ko="높이 1, 너비 3으로 풀링하면서 창 하나의 shape를 출력해 보세요. 생각한 모양인가요?",
    changes=[(_WINDOW, _WINDOW.replace("pw", "ph"))],
)
in_both(
    "size_divided_by_pool",
    belief="Divides the image by the window, as if windows always lay side by side.",
    hint="Pool a row of 4 pixels by 2 with stride 1. How many windows are there?",
    hint_ko="픽셀 4개짜리 한 줄을 크기 2, stride 1로 풀링해 보세요. 창은 모두 몇 개인가요?",
    changes=[(_SHAPE, "(N, C, H // ph, W // pw)")],
)
avg_forward(
    "first_image_only",
    belief="Pools the first image, and leaves zeros in all others.",
    hint="Print out[1] for a batch of two. Which of your loops should have filled it?",
    hint_ko="이미지가 두 장일 때 out[1]을 출력해 보세요. 어느 반복문이 그 자리를 채웠어야 할까요?",
    changes=[("out[:, :, i, j]", "out[:1, :, i, j]"), ("window = x[:, :,", "window = x[:1, :,")],
)
