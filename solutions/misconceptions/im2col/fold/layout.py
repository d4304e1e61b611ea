"""Misconceptions about col2im: in which order the numbers of the matrix are read.

The solution is written for speed. The faults are edits of the plain version below.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]

wrong = Catalogue("im2col")


# The same text as in pixels.py, so that a fault from there and one from here can be in one solution.
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


fold = partial(wrong.edit, of="col2im", version=col2im)

_READ = "cols.reshape(N, H_out, W_out, C, HH, WW).transpose(0, 3, 4, 5, 1, 2)"

fold(
    "batch_fastest",
    belief="Reads the rows as if the images took turns within each window.",
    hint="Which image does row 1 of cols belong to? Look at how im2col puts its rows in order.",
    hint_ko="cols의 1번 행은 몇 번째 이미지의 창인가요? im2col이 행을 늘어놓는 순서를 다시 보세요.",
    changes=[
        (
            "cols.reshape(N, H_out, W_out, C, HH, WW).transpose(0, 3, 4, 5, 1, 2)",
            "cols.reshape(H_out, W_out, N, C, HH, WW).transpose(2, 3, 4, 5, 0, 1)",
        )
    ],
)
fold(
    "forward_perm_reused",
    belief="Uses im2col's order of axes again to get back from it.",
    hint="Name the six axes after your reshape and after your transpose. Is the channel where x has it?",
    hint_ko="reshape한 뒤와 transpose한 뒤의 여섯 축에 이름을 붙여 보세요. 채널 축이 x와 같은 자리에 있나요?",
    changes=[("transpose(0, 3, 4, 5, 1, 2)", "transpose(0, 4, 5, 1, 2, 3)")],
)
fold(
    "inverse_perm_wrong_hw",
    belief="Exchanges the output's rows and columns on the way back.",
    hint="Fold an image of 3 rows and 5 columns. Which of the two last axes counts the output's rows?",
    hint_ko="3행 5열 이미지로 시험해 보세요. 마지막 두 축 가운데 출력의 행을 세는 축은 어느 것인가요?",
    changes=[("transpose(0, 3, 4, 5, 1, 2)", "transpose(0, 3, 4, 5, 2, 1)")],
)
fold(
    "reshape_without_transpose",
    belief="Reshapes cols to the axes that it needs, as if reshape sorted them.",
    hint="reshape keeps the order of the numbers. Which axis changes fastest in cols, and which in your array?",
    hint_ko="reshape은 값의 순서를 바꾸지 않아요. cols에서 가장 빨리 변하는 축은 무엇이고, 코드에서는 무엇인가요?",
    changes=[(_READ, "cols.reshape(N, C, HH, WW, H_out, W_out)")],
)
fold(
    "kernel_axes_swapped",
    belief="Reads the columns of a window before its rows.",
    hint="Fold the single row 0, 1, 2, 3 with a 2x2 window. Does the first row of the image read 0, 1?",
    hint_ko="0, 1, 2, 3 한 행을 2x2 창으로 접어 보세요. 이미지의 첫 행이 0, 1인가요?",
    changes=[(_READ, "cols.reshape(N, H_out, W_out, C, WW, HH).transpose(0, 3, 5, 4, 1, 2)")],
)
fold(
    "columns_before_rows",
    belief="Takes the windows to be listed column by column.",
    hint="To which window does row 1 of cols belong: the one to the right of the first, or the one below?",
    hint_ko="cols의 1번 행은 첫 번째 창의 오른쪽 창인가요, 아래쪽 창인가요? 코드에서는 어느 쪽인가요?",
    changes=[(_READ, "cols.reshape(N, W_out, H_out, C, HH, WW).transpose(0, 3, 4, 5, 2, 1)")],
)
fold(
    "channels_last_in_row",
    belief="Takes the channel to change fastest within a row.",
    hint="Unfold an image of two channels, all 0 and all 1, with im2col. Where in a row do the ones begin?",
    hint_ko="한 채널은 모두 0, 다른 채널은 모두 1인 이미지를 im2col로 펼쳐 보세요. 1은 행의 어디부터 나오나요?",
    changes=[(_READ, "cols.reshape(N, H_out, W_out, HH, WW, C).transpose(0, 5, 3, 4, 1, 2)")],
)
fold(
    "windows_in_columns",
    belief="Reads cols as if each of its columns were a window.",
    hint="Which axis of cols is as long as one window, its rows or its columns? Which one do you split into C, HH, WW?",
    hint_ko="cols에서 창 하나만큼 긴 축은 어느 것인가요? 코드에서는 어느 축을 C, HH, WW로 나누었나요?",
    changes=[(_READ, "cols.reshape(C, HH, WW, N, H_out, W_out).transpose(3, 0, 1, 2, 4, 5)")],
)
fold(
    "cs231n_layout",
    belief="Reads cols in the layout of CS231n: a column for each window, in which the images take turns.",
    hint="Other courses, other layouts. What does the docstring of im2col say about rows, and about images?",
    hint_ko="강의마다 배치가 달라요. im2col의 docstring에서 한 행은 무엇이고, 이미지는 어떤 순서로 나오나요?",
    changes=[(_READ, "cols.reshape(C, HH, WW, H_out, W_out, N).transpose(5, 0, 1, 2, 3, 4)")],
)
fold(
    "rows_of_first_image",
    belief="Numbers the rows by the window alone, so that every image gets the numbers of the first.",
    hint="Print the row number that you read from while n goes from 0 to 1. Does it know about n?",
    hint_ko="n이 0에서 1로 바뀔 때 값을 읽는 행 번호를 출력해 보세요. 그 번호에 n이 반영되어 있나요?",
    changes=[("+= windows[:, :, p, q]", "+= windows[:1, :, p, q]")],
)
fold(
    "last_image_in_first",
    belief="Starts a new image for each n, and returns the last one alone.",
    hint="How many images does x_shape ask for? Which line makes the array, and how often does it run?",
    hint_ko="x_shape에는 이미지가 몇 장인가요? 배열을 만드는 줄은 어디에 있고 몇 번 실행되나요?",
    changes=[("return x_pad[:,", "return x_pad[-1:,")],
)
fold(
    "first_image_only",
    belief="Folds the first image, and leaves zeros in all others.",
    hint="Fold two images and print the second. Which of your loops should have filled it?",
    hint_ko="이미지 두 장을 접고 두 번째 이미지를 출력해 보세요. 어느 반복문이 그 자리를 채웠어야 할까요?",
    changes=[("x_pad[:, :, rows, columns] += windows[:,", "x_pad[0, :, rows, columns] += windows[0,")],
)
