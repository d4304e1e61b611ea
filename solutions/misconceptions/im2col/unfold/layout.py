"""Misconceptions about im2col: where the pixels of a window belong in the matrix, and what the matrix can hold.

The solution is written for speed. The faults are edits of the plain version below.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]

wrong = Catalogue("im2col")


# The same text as in pixels.py, so that a fault from there and one from here can be in one solution.
def im2col(x: Array, HH: int, WW: int, stride: int = 1, pad: int = 0) -> Array:
    """Right: collects, for one place of the window after the other, its pixels in all windows."""
    N, C, H, W = x.shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    windows = np.zeros((N, C, HH, WW, H_out, W_out))
    for p, q in np.ndindex(HH, WW):
        rows = slice(p, p + stride * H_out, stride)
        columns = slice(q, q + stride * W_out, stride)
        windows[:, :, p, q] = x_pad[:, :, rows, columns]
    return windows.transpose(0, 4, 5, 1, 2, 3).reshape(N * H_out * W_out, C * HH * WW)


unfold = partial(wrong.edit, of="im2col", version=im2col)

_ORDER = "transpose(0, 4, 5, 1, 2, 3)"
_SHAPE = "reshape(N * H_out * W_out, C * HH * WW)"
_MATRIX = f"windows.{_ORDER}.{_SHAPE}"
_BUFFER = "np.zeros((N, C, HH, WW, H_out, W_out))"

unfold(
    "kernel_axes_swapped",
    belief="Puts the columns of a window before its rows.",
    hint="Unfold np.arange(9.0).reshape(1, 1, 3, 3) with a 2x2 window: does row 0 read 0, 1, 3, 4?",
    hint_ko="0부터 8까지 채운 3x3 이미지를 2x2 창으로 펼쳐 보세요. 첫 행이 0, 1, 3, 4인가요?",
    changes=[("transpose(0, 4, 5, 1, 2, 3)", "transpose(0, 4, 5, 1, 3, 2)")],
)
unfold(
    "no_transpose",
    belief="Lets reshape alone turn the windows into rows, as if it sorted the axes.",
    hint="Write down which pixels one row should hold. Which axes must come last before you reshape?",
    hint_ko="한 행에 어떤 픽셀들이 들어가야 하는지 적어 보세요. reshape하기 전에 어떤 축이 뒤에 와야 할까요?",
    changes=[("windows.transpose(0, 4, 5, 1, 2, 3).reshape", "windows.reshape")],
)
unfold(
    "per_image_3d_layout",
    belief="Makes one matrix per image with a window in each column, as other courses do.",
    hint="How many axes does your result have, and what does the docstring say?",
    hint_ko="결과의 축은 몇 개인가요? docstring이 말하는 모양과 맞춰 보세요.",
    changes=[(_MATRIX, "windows.reshape(N, C * HH * WW, H_out * W_out)")],
)
unfold(
    "transposed_result",
    belief="Makes a column of each window.",
    hint="len(cols) should count the windows. What does it count in yours?",
    hint_ko="len(cols)는 창의 개수여야 해요. 지금은 무엇의 개수인가요?",
    changes=[(_MATRIX, f"{_MATRIX}.T")],
)
unfold(
    "window_loop_order_rows",
    belief="Goes through all images for each window, instead of all windows for each image.",
    hint="Unfold two images that differ everywhere: does the second image begin in row 1 or in row H' * W'?",
    hint_ko="전혀 다른 이미지 두 장을 펼쳐 보세요. 두 번째 이미지는 몇 번 행에서 시작하나요? H' * W'번인가요?",
    changes=[("transpose(0, 4, 5, 1, 2, 3)", "transpose(4, 5, 0, 1, 2, 3)")],
)
unfold(
    "channels_last_in_row",
    belief="Lets the channel change fastest within a row.",
    hint="Unfold an image of two channels, all 0 and all 1. How many zeros does a row begin with?",
    hint_ko="한 채널은 모두 0, 다른 채널은 모두 1인 이미지를 펼쳐 보세요. 한 행이 0 몇 개로 시작하나요?",
    changes=[(_ORDER, "transpose(0, 4, 5, 2, 3, 1)")],
)
unfold(
    "columns_before_rows",
    belief="Goes through the windows column by column.",
    hint="Which window should be in row 1: the one to the right of the first, or the one below it?",
    hint_ko="1번 행에는 첫 번째 창의 오른쪽 창이 와야 할까요, 아래쪽 창이 와야 할까요?",
    changes=[(_ORDER, "transpose(0, 5, 4, 1, 2, 3)")],
)
unfold(
    "images_kept_apart",
    belief="Keeps an axis for the images in front of the matrix.",
    hint="How many axes does a matrix have? Compare len(cols) with the number of all windows.",
    hint_ko="행렬의 축은 몇 개인가요? len(cols)를 전체 창의 개수와 비교해 보세요.",
    changes=[(_SHAPE, "reshape(N, H_out * W_out, C * HH * WW)")],
)
unfold(
    "cs231n_layout",
    belief="Uses the layout of CS231n: a column for each window, in which the images take turns.",
    hint="Other courses, other layouts. What does the docstring say about a row, and which image is first?",
    hint_ko="강의마다 배치가 달라요. docstring에서는 한 행이 무엇이고, 어느 이미지의 창부터 나오나요?",
    changes=[(_MATRIX, "windows.transpose(1, 2, 3, 4, 5, 0).reshape(C * HH * WW, -1)")],
)
unfold(
    "windows_flipped",
    belief="Turns every window around, as a convolution in mathematics does with its kernel.",
    hint="Unfold 0 to 8 as a 3x3 image with a 3x3 window. With which pixel does the row begin?",
    hint_ko="0부터 8까지 채운 3x3 이미지를 3x3 창으로 펼쳐 보세요. 행이 어느 픽셀로 시작하나요?",
    changes=[(_MATRIX, _MATRIX.replace("windows.", "windows[:, :, ::-1, ::-1].", 1))],
)
unfold(
    "rows_overwritten_by_next_image",
    belief="Numbers the rows by the window alone, so that each image overwrites the one before.",
    hint="Print the row number that you write to while n goes from 0 to 1. Does it know about n?",
    hint_ko="n이 0에서 1로 바뀔 때 값을 쓰는 행 번호를 출력해 보세요. 그 번호에 n이 반영되어 있나요?",
    changes=[(_MATRIX, f"np.append(windows[-1:], np.zeros_like(windows[1:]), axis=0).{_ORDER}.{_SHAPE}")],
)
unfold(
    "first_image_only",
    belief="Unfolds the first image, and no other.",
    hint="Unfold two images. How many rows does cols have, and how many windows are there in all?",
    hint_ko="이미지 두 장을 펼쳐 보세요. cols의 행은 몇 개이고, 창은 모두 몇 개인가요?",
    changes=[(_MATRIX, f"windows[:1].{_ORDER}.reshape(H_out * W_out, C * HH * WW)")],
)
unfold(
    "first_channel_only",
    belief="Copies the first channel's pixels, and leaves zeros where the other channels belong.",
    hint="Unfold an image of two channels of ones. Are there zeros in cols?",
    hint_ko="두 채널 모두 1로 채운 이미지를 펼쳐 보세요. cols에 0이 있나요?",
    changes=[("windows[:, :, p, q] = x_pad[:, :, rows", "windows[:, 0, p, q] = x_pad[:, 0, rows")],
)
unfold(
    "integer_buffer",
    belief="Collects the pixels in an array of whole numbers.",
    hint="Unfold an image of 0.5s. Which dtype has the array that you collect them in?",
    hint_ko="0.5로 채운 이미지를 펼쳐 보세요. 픽셀을 모으는 배열의 dtype은 무엇인가요?",
    changes=[(_BUFFER, _BUFFER[:-1] + ", dtype=int)")],
)
unfold(
    "float32_buffer",
    belief="Collects the pixels in float32, as deep learning libraries do.",
    hint="Compare cols.dtype with x.dtype. How many digits of 1/3 are left in yours?",
    hint_ko="cols.dtype과 x.dtype을 비교해 보세요. 1/3을 넣으면 소수점 아래 몇 자리까지 남나요?",
    changes=[(_BUFFER, _BUFFER[:-1] + ", dtype=np.float32)")],
)
