"""Misconceptions about the convolution by loops, backward: which windows there are, and where."""

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv")

backward = partial(wrong.edit, of="conv_backward_naive")

_CORNER = "top, left = i * stride, j * stride"
_DX = "dx_pad[n, :, top : top + HH, left : left + WW] += dout[n, f, i, j] * w[f]"
_DW = "dw[f] += dout[n, f, i, j] * window"
_DB = "db[f] += dout[n, f, i, j]"
_PARAMETERS = 'stride, pad = conv_param["stride"], conv_param["pad"]'

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
backward(
    "first_image_only",
    belief="Works on the first image, and leaves the rest of the batch out of all gradients.",
    hint="Print dx[1] for a batch of two. Which of your loops should have filled it?",
    hint_ko="이미지가 두 장일 때 dx[1]을 출력해 보세요. 어느 반복문이 그 자리를 채웠어야 할까요?",
    changes=[("range(N)", "range(1)")],
)
backward(
    "first_filter_only",
    belief="Works on the first filter, and leaves all others out of the gradients.",
    hint="Print dw[1] for two filters. Which of your loops should have filled it?",
    hint_ko="필터가 두 개일 때 dw[1]을 출력해 보세요. 어느 반복문이 그 자리를 채웠어야 할까요?",
    changes=[("range(F)", "range(1)")],
)
backward(
    "last_row_missing",
    belief="Ends its loops one output early, and leaves out the last row and column of dout.",
    hint="Change the last number of dout: do your gradients notice?",
    hint_ko="dout의 마지막 값을 바꿔 보세요. 기울기들이 달라지나요?",
    changes=[("range(H_out)", "range(H_out - 1)"), ("range(W_out)", "range(W_out - 1)")],
)
backward(
    "assumes_square_output",
    belief="Takes dout for a square: the number of its rows serves for its columns, too.",
    hint="Use an image of 3 rows and 5 columns. How many windows does your inner loop visit, and how many has dout?",
    hint_ko="행이 3개, 열이 5개인 이미지로 실행해 보세요. 안쪽 반복문이 도는 횟수가 dout의 열 수와 같은가요?",
    changes=[("range(W_out)", "range(H_out)")],
)
backward(
    "assumes_square_kernel",
    belief="Takes every filter for a square one: HH serves for its rows and its columns.",
    hint="Look at the slices that cut windows out. Which size of the filter should end their columns?",
    hint_ko="창을 잘라내는 슬라이스들을 다시 보세요. 열 범위의 끝은 필터의 어느 크기로 정해야 할까요?",
    changes=[("_, _, HH, WW = w.shape", "_, _, HH, _ = w.shape\n    WW = HH")],
)
backward(
    "pad_ignored",
    belief="Works without padding in backward, whatever forward did.",
    hint="In which image did the windows of forward lie? Where do they lie in backward?",
    hint_ko="forward의 창은 어느 이미지 위에 있었나요? backward에서는 어느 이미지 위에 있나요?",
    changes=[(_PARAMETERS, 'stride, pad = conv_param["stride"], 0')],
)
backward(
    "parameters_ignored",
    belief="Works with stride 1 and without padding in backward, whatever forward did.",
    hint="Which line of your backward reads conv_param? Where did the windows of forward lie?",
    hint_ko="backward에서 conv_param을 읽는 줄은 어디인가요? forward의 창은 어디에 놓여 있었나요?",
    changes=[(_PARAMETERS, "stride, pad = 1, 0")],
)
backward(
    "reads_parameters_by_order",
    belief="Trusts that the stride comes first in conv_param.",
    hint='Call both functions with {"pad": 1, "stride": 2}. Does a dict promise you the order of its keys?',
    hint_ko='{"pad": 1, "stride": 2}로 두 함수를 호출해 보세요. 딕셔너리의 키가 늘 같은 순서로 온다고 할 수 있을까요?',
    changes=[(_PARAMETERS, "stride, pad = conv_param.values()")],
)
