"""Misconceptions about col2im: to which pixels the numbers go back, how they are summed, and what is cut off.

The solution is written for speed. The faults are edits of the plain version below.
"""

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]

wrong = Catalogue("im2col")


# The same text as in layout.py, so that a fault from there and one from here can be in one solution.
def col2im(cols: Array, x_shape: tuple[int, int, int, int], HH: int, WW: int, stride: int = 1, pad: int = 0) -> Array:
    """Right: gives back, for one place of the window after the other, its pixels in all windows."""
    N, C, H, W = x_shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    windows = cols.reshape(N, H_out, W_out, C, HH, WW).transpose(0, 3, 4, 5, 1, 2)
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    for p, q in np.ndindex(HH, WW):
        rows = slice(p, p + stride * H_out, stride)
        columns = slice(q, q + stride * W_out, stride)
        x_pad[:, :, rows, columns] += windows[:, :, p, q]
    return x_pad[:, :, pad : pad + H, pad : pad + W]


def _row_by_row(
    cols: Array, x_shape: tuple[int, int, int, int], HH: int, WW: int, stride: int = 1, pad: int = 0
) -> Array:
    """Right: gives back one row after the other to the pixels of its window."""
    N, C, H, W = x_shape
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                top, left = i * stride, j * stride
                window = cols[(n * H_out + i) * W_out + j].reshape(C, HH, WW)
                x_pad[n, :, top : top + HH, left : left + WW] += window
    return x_pad[:, :, pad : pad + H, pad : pad + W]


fold = partial(wrong.edit, of="col2im", version=col2im)


def in_both(name: str, **told: Any) -> None:
    """Add a fault to both versions: they answer differently where a window leaves the image."""
    fold(name, **told)
    wrong.edit(f"{name}_row_by_row", of="col2im", version=_row_by_row, **told)


_H_OUT = "(H + 2 * pad - HH) // stride"
_W_OUT = "(W + 2 * pad - WW) // stride"
_ROWS = "slice(p, p + stride * H_out, stride)"
_COLUMNS = "slice(q, q + stride * W_out, stride)"
_NEIGHBOURS = [(_ROWS, "slice(p, p + H_out)"), (_COLUMNS, "slice(q, q + W_out)")]
_BUFFER = "np.zeros((N, C, H + 2 * pad, W + 2 * pad))"
_PLACES = "for p, q in np.ndindex(HH, WW):"
_ADD = "x_pad[:, :, rows, columns] += windows[:, :, p, q]"
_INSIDE = "x_pad[:, :, pad : pad + H, pad : pad + W]"

in_both(
    "assumes_square",
    belief="Takes the output to be square.",
    hint="Fold an image of 3 rows and 5 columns. Where does W come into your sizes?",
    hint_ko="3행 5열 이미지로 시험해 보세요. 크기를 구할 때 W가 쓰이고 있나요?",
    changes=[(f"1 + {_W_OUT}", "H_out")],
)
fold(
    "averages_overlaps",
    belief="Wants to undo im2col, and so divides each pixel by the number of windows that it was in.",
    hint="im2col copies a pixel k times. If each copy has a gradient of 1, what is the gradient of the pixel?",
    hint_ko="im2col이 한 픽셀을 k번 복사했고 복사본마다 기울기가 1이라면, 그 픽셀의 기울기는 얼마일까요?",
    changes=[
        (
            "    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))",
            "    x_pad = np.zeros((N, C, H + 2 * pad, W + 2 * pad))\n    times = np.zeros(x_pad.shape)",
        ),
        (
            "        x_pad[:, :, rows, columns] += windows[:, :, p, q]",
            "        x_pad[:, :, rows, columns] += windows[:, :, p, q]\n        times[:, :, rows, columns] += 1",
        ),
        ("return x_pad[", "return (x_pad / np.maximum(times, 1))["),
    ],
)
in_both(
    "buffer_without_pad",
    belief="Collects the sums in an array without room for the padding.",
    hint="With pad 1, where does the window in the upper left corner begin? Is there room for it?",
    hint_ko="pad가 1이면 왼쪽 위 첫 창은 어디에서 시작하나요? 합을 모으는 배열에 그 자리가 있나요?",
    changes=[("np.zeros((N, C, H + 2 * pad, W + 2 * pad))", "np.zeros((N, C, H, W))")],
)
fold(
    "crop_negative_pad",
    belief="Cuts the padding off with [pad:-pad], which is empty where there is no padding.",
    hint="What does your slice look like with 0 in place of pad? Try it on a list of four numbers.",
    hint_ko="슬라이스의 pad 자리에 0을 넣어 보세요. 원소가 네 개인 리스트에서 무엇이 남나요?",
    changes=[("pad : pad + H, pad : pad + W", "pad:-pad, pad:-pad")],
)
fold(
    "int_buffer",
    belief="Collects the sums in an array of whole numbers.",
    hint="Which dtype has your array of zeros, and which one has cols?",
    hint_ko="0으로 채운 배열의 dtype과 cols의 dtype을 각각 출력해 보세요. 소수를 담을 수 있나요?",
    changes=[("W + 2 * pad))\n", "W + 2 * pad), dtype=int)\n")],
)
fold(
    "stride_missing",
    belief="Adds to pixels that lie side by side, whatever the stride.",
    hint="From which pixels does im2col read one place of the window? The same ones get the numbers back.",
    hint_ko="im2col은 창의 한 자리를 어느 픽셀들에서 읽었나요? 더할 때도 바로 그 픽셀에 더해야 해요.",
    changes=_NEIGHBOURS,
)
fold(
    "overwrites_place_by_place",
    belief="Sets pixels where it should add, one place of the window after the other.",
    hint="Fold ones with a 2x2 window and stride 1. Can a pixel of two windows come out as 1?",
    hint_ko="모두 1인 cols를 2x2 창, stride 1로 접어 보세요. 두 창에 든 픽셀이 1로 나와도 될까요?",
    changes=[(_ADD, _ADD.replace("+=", "="))],
)
fold(
    "overwrites_window_by_window",
    belief="Sets pixels where it should add, one window after the other.",
    hint="Fold ones with a 2x2 window and stride 1. What happens to a pixel when its second window comes?",
    hint_ko="모두 1인 cols를 2x2 창, stride 1로 접어 보세요. 두 번째 창을 쓸 때 겹친 픽셀은 어떻게 되나요?",
    changes=[
        (_PLACES, "for p, q in reversed(list(np.ndindex(HH, WW))):"),  # a window's first place is the last to be set
        (_ADD, _ADD.replace("+=", "=")),
    ],
)
fold(
    "padding_not_removed",
    belief="Returns the image with the padding still around it.",
    hint="Compare the shape of what you return with x_shape, for pad = 1.",
    hint_ko="pad=1일 때 돌려주는 배열의 shape를 x_shape와 비교해 보세요. 왜 다를까요?",
    changes=[(_INSIDE, "x_pad")],
)
fold(
    "crop_from_corner",
    belief="Cuts H rows and W columns out of the padded image, beginning in its corner.",
    hint="The shape is right. Where in the padded image does the first pixel of x lie?",
    hint_ko="모양은 맞아요. x의 첫 픽셀은 패딩된 이미지의 어느 자리에 있나요?",
    changes=[(_INSIDE, "x_pad[:, :, :H, :W]")],
)
fold(
    "crop_end_too_early",
    belief="Ends the cut pad pixels before H, which is the size without the padding already.",
    hint="Is H in your slice the size with the padding or without it? Write the slice down for H = 3 and pad = 1.",
    hint_ko="슬라이스에 쓴 H는 패딩을 포함한 크기인가요? H=3, pad=1일 때의 슬라이스를 적어 보세요.",
    changes=[(_INSIDE, "x_pad[:, :, pad : H - pad, pad : W - pad]")],
)
fold(
    "crop_end_at_size",
    belief="Begins the cut behind the padding, but ends it at H, as if nothing had moved.",
    hint="How many pixels does a slice from pad to H hold? How many should there be?",
    hint_ko="pad에서 H까지 자르면 픽셀이 몇 개 남나요? 몇 개여야 하나요?",
    changes=[(_INSIDE, "x_pad[:, :, pad:H, pad:W]")],
)
fold(
    "crops_rows_only",
    belief="Cuts the padding off above and below, but not to the left and right.",
    hint="Compare the two last axes of your result with x_shape. Which one still has its padding?",
    hint_ko="결과의 마지막 두 축을 x_shape와 비교해 보세요. 어느 축에 패딩이 남아 있나요?",
    changes=[(_INSIDE, "x_pad[:, :, pad : pad + H]")],
)
in_both(
    "pad_ignored",
    belief="Works without padding, whatever pad is.",
    hint="How many windows did im2col find in the padded image? Does your reshape expect as many?",
    hint_ko="im2col은 패딩한 이미지에서 창을 몇 개 찾았나요? 코드의 reshape도 같은 개수로 나누고 있나요?",
    changes=[("N, C, H, W = x_shape", "N, C, H, W = x_shape\n    pad = 0")],
)
fold(
    "stride_w_ignored",
    belief="Moves the window by the stride downwards, and by one pixel to the right.",
    hint="The rows are those that im2col reads. Compare the columns.",
    hint_ko="행은 im2col이 읽는 행과 같아요. 열도 im2col과 같은 간격으로 움직이나요?",
    changes=[(_COLUMNS, "slice(q, q + W_out)")],
)
in_both(
    "assumes_square_image",
    belief="Takes every image for a square one: H serves for the number of columns, too.",
    hint="Fold an image of 3 rows and 5 columns. Which sizes does your W_out come from?",
    hint_ko="3행 5열 이미지로 시험해 보세요. W_out을 구하는 식에는 어떤 크기들이 들어 있나요?",
    changes=[(_W_OUT, "(H + 2 * pad - WW) // stride")],
)
in_both(
    "width_with_HH",
    belief="Takes the window's rows off the image's columns when it counts the windows.",
    hint="Use a window of 1 row and 3 columns. Which of the two numbers limits the steps to the right?",
    hint_ko="1행 3열짜리 창으로 시험해 보세요. 창이 오른쪽으로 몇 번 움직일 수 있는지는 어느 수가 정하나요?",
    changes=[(_W_OUT, "(W + 2 * pad - HH) // stride")],
)
fold(
    "places_turned_around",
    belief="Turns every window around before it goes back, as if the way back had to be mirrored.",
    hint="im2col writes a window's upper left pixel first. Where do you put the first number of a row?",
    hint_ko="im2col은 창의 왼쪽 위 픽셀을 행의 맨 앞에 써요. 코드는 행의 첫 값을 어디에 더하나요?",
    changes=[(_ADD, _ADD.replace("p, q", "HH - 1 - p, WW - 1 - q"))],
)
fold(
    "float32_buffer",
    belief="Collects the sums in float32, as deep learning libraries do.",
    hint="Compare the dtype of your array of zeros with that of cols. What is lost on the way?",
    hint_ko="0으로 채운 배열의 dtype을 cols의 dtype과 비교해 보세요. 더하는 동안 무엇을 잃게 되나요?",
    changes=[(_BUFFER, _BUFFER[:-1] + ", dtype=np.float32)")],
)
