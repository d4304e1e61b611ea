"""Misconceptions about the convolution by loops, backward: which windows there are, and where."""

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv")

backward = partial(wrong.edit, of="conv_backward_naive")

_CORNER = "top, left = i * stride, j * stride"
_DX = "dx_pad[n, :, top : top + HH, left : left + WW] += dout[n, f, i, j] * w[f]"
_DW = "dw[f] += dout[n, f, i, j] * window"
_DB = "db[f] += dout[n, f, i, j]"

backward(
    "dout_ij_swapped",
    belief="Reads dout at row j and column i for window (i, j).",
    hint="Use an image that is wider than high. Which of your loops counts the rows of dout?",
    hint_ko="가로가 세로보다 긴 이미지로 실행해 보세요. dout의 행을 세는 반복 변수는 어느 것인가요?",
    changes=[(line, line.replace("dout[n, f, i, j]", "dout[n, f, j, i]")) for line in (_DX, _DW, _DB)],
)
backward(
    "kernel_size_from_shapes",
    belief="Works the window's size out as H - H' + 1, which holds for stride 1 without padding.",
    hint="Check that relation with stride 2. Which array has the window's size in its shape?",
    hint_ko="stride가 2일 때도 그 관계가 맞는지 확인해 보세요. 창의 크기는 어느 배열의 shape에 그대로 들어 있나요?",
    changes=[("_, _, HH, WW = w.shape", "HH, WW = H - dout.shape[2] + 1, W - dout.shape[3] + 1")],
)
backward(
    "stride_ignored",
    belief="Moves the window by one pixel in backward, whatever forward did.",
    hint="Take stride 2 and window (0, 1). Do forward and backward cut it out at the same column?",
    hint_ko="stride가 2일 때 (0, 1)번 창을 생각해 보세요. forward와 backward가 같은 열에서 창을 잘라내고 있나요?",
    changes=[(_CORNER, "top, left = i, j")],
)
backward(
    "stride_w_ignored",
    belief="Moves the window by the stride downwards, and by one pixel to the right.",
    hint="The rows are those of forward. Compare where the columns of each window begin.",
    hint_ko="행은 forward와 똑같아요. 각 창의 열이 어디에서 시작하는지도 forward와 비교해 보세요.",
    changes=[(_CORNER, "top, left = i * stride, j")],
)
