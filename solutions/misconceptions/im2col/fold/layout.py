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
