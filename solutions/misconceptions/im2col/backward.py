"""Misconceptions about the convolution as a product of matrices, backward.

The faults are edits of the plain version below, which calls the im2col and col2im of the file that it is put into.
"""

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

if TYPE_CHECKING:
    from im2col import col2im, im2col

Array = NDArray[np.float64]
ConvCache = tuple[Array, Array, Array, dict[str, int]]

wrong = Catalogue("im2col")


def _product_gradients(dout: Array, cache: ConvCache) -> tuple[Array, Array, Array]:
    """Right: each factor's gradient is a product with the other factor."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    F, _, HH, WW = w.shape
    cols = im2col(x, HH, WW, stride, pad)
    w_cols = w.reshape(F, -1).T
    dout_rows = dout.transpose(0, 2, 3, 1).reshape(-1, F)
    db = dout_rows.sum(axis=0)
    dw = (cols.T @ dout_rows).T.reshape(w.shape)
    dcols = dout_rows @ w_cols.T
    dx = col2im(dcols, x.shape, HH, WW, stride, pad)
    return dx, dw, db


backward = partial(wrong.edit, of="conv_backward_im2col", version=_product_gradients)

_PARAMETERS = 'stride, pad = conv_param["stride"], conv_param["pad"]'
_DOUT_ROWS = "dout.transpose(0, 2, 3, 1).reshape(-1, F)"
_DB = "db = dout_rows.sum(axis=0)"
_DB_OF_DOUT = "db = dout.sum(axis=(0, 2, 3))"
_DW = "dw = (cols.T @ dout_rows).T.reshape(w.shape)"
_DCOLS = "dcols = dout_rows @ w_cols.T"
_DX = "dx = col2im(dcols, x.shape, HH, WW, stride, pad)"

backward(
    "col2im_never_defined",
    belief="Calls a col2im that is not defined in any file.",
    hint="Python names what it did not find. Where in your file does that name get its meaning?",
    hint_ko="에러 메시지에 나온 이름을 파일에서 찾아보세요. 그 이름을 정의하는 줄이 있나요?",
    changes=[("dx = col2im(", "dx = col2im_indices(")],
)
backward(
    "col_not_saved",
    belief="Takes more out of the cache than forward has put into it.",
    hint="Lay the line that makes the cache next to the line that takes it apart. Which names are missing?",
    hint_ko="cache를 만드는 줄과 푸는 줄을 나란히 놓고 보세요. 어느 값이 빠져 있나요?",
    changes=[("x, w, _, conv_param = cache", "x, w, _, conv_param, cols, w_cols = cache")],
)
backward(
    "db_wrong_axis",
    belief="Sums over the filters, where the places should be summed.",
    hint="How many numbers does db have, and what does each of them count together?",
    hint_ko="db에는 값이 몇 개 있어야 하나요? 그 하나하나는 어떤 값들을 모두 더한 것인가요?",
    changes=[("dout_rows.sum(axis=0)", "dout_rows.sum(axis=1)")],
)
backward(
    "dcol_without_transpose",
    belief="Brings the weights' matrix into the shape that fits by reshape, not by turning it.",
    hint="Take a = np.arange(6).reshape(2, 3): are a.T and a.reshape(3, 2) the same?",
    hint_ko="a = np.arange(6).reshape(2, 3)일 때 a.T와 a.reshape(3, 2)를 비교해 보세요. 같은 행렬인가요?",
    changes=[("dout_rows @ w_cols.T", "dout_rows @ w_cols.reshape(F, -1)")],
)
backward(
    "dout_reshape_without_transpose",
    belief="Reshapes dout to F columns while its filters are still the second axis.",
    hint="Each row of your matrix should be one place with all its filters. What is in row 0 of yours?",
    hint_ko="펼친 행렬의 한 행에는 같은 위치의 모든 필터 값이 있어야 해요. 0번 행에는 무엇이 들어 있나요?",
    changes=[("dout.transpose(0, 2, 3, 1).reshape(-1, F)", "dout.reshape(-1, F)")],
)
backward(
    "dw_not_transposed",
    belief="Reshapes the product to w.shape although its filters come last.",
    hint="Which of the two axes of your product are the filters? Which axis of w are they?",
    hint_ko="cols.T와 곱한 결과에서 필터는 몇 번째 축인가요? w에서는 몇 번째 축인가요?",
    changes=[("(cols.T @ dout_rows).T.reshape", "(cols.T @ dout_rows).reshape")],
)
backward(
    "db_forgotten",
    belief="Leaves db as the zeros that it was made of.",
    hint="Which outputs change when b[f] does? Where do their gradients go in your code?",
    hint_ko="b[f]를 바꾸면 어느 출력들이 달라지나요? 그 출력들의 기울기는 코드의 어디에서 모으고 있나요?",
    changes=[(_DB, "db = np.zeros(F)")],
)
backward(
    "db_keepdims",
    belief="Leaves the axes that were summed over in db.",
    hint="Print db.shape and b.shape side by side: where does the extra axis come from?",
    hint_ko="db.shape와 b.shape를 나란히 출력해 보세요. 더 있는 축은 어디에서 생겼을까요?",
    changes=[(_DB, "db = dout_rows.sum(axis=0, keepdims=True)")],
)
backward(
    "db_mean",
    belief="Takes the average of dout where its sum belongs.",
    hint="Raise b[f] by 1: every output of filter f rises by 1. Do their effects add up or average out?",
    hint_ko="b[f]를 1만큼 키우면 필터 f의 모든 출력이 1씩 커져요. 그 영향은 더해질까요, 평균이 될까요?",
    changes=[(_DB, "db = dout_rows.mean(axis=0)")],
)
backward(
    "db_one_number",
    belief="Sums all of dout up, and gives one number back for all filters.",
    hint="Print db.shape beside b.shape. Which axis should be left when the rest is summed?",
    hint_ko="db.shape를 b.shape와 나란히 출력해 보세요. 더하고 난 뒤에도 남아야 하는 축은 어느 것인가요?",
    changes=[(_DB, "db = dout_rows.sum()")],
)
backward(
    "db_sum_spatial_only",
    belief="Sums dout over rows and columns, and forgets the images.",
    hint="b has F numbers. Which axis is left in your db besides that of the filters?",
    hint_ko="b에는 값이 F개 있어요. 지금 db에 필터 축 말고 남아 있는 축은 무엇인가요?",
    changes=[(_DB, "db = dout.sum(axis=(2, 3))")],
)
backward(
    "db_divided_by_batch",
    belief="Divides db by the number of images.",
    hint="Give the same image and dout twice in one batch: what should happen to db, and what does yours do?",
    hint_ko="같은 이미지와 dout을 한 배치에 두 번 넣어 보세요. db는 어떻게 변해야 하고, 실제로는 어떻게 되나요?",
    changes=[(_DB, "db = dout_rows.sum(axis=0) / len(x)")],
)
backward(
    "dw_divided_by_batch",
    belief="Divides dw by the number of images.",
    hint="Give the same image and dout twice in one batch: what should happen to dw, and what does yours do?",
    hint_ko="같은 이미지와 dout을 한 배치에 두 번 넣어 보세요. dw는 어떻게 변해야 하고, 실제로는 어떻게 되나요?",
    changes=[(_DW, f"{_DW} / len(x)")],
)
backward(
    "all_divided_by_batch",
    belief="Divides all three gradients by the number of images, as the loss does.",
    hint="If the loss is a mean, dout knows it already. How often do you divide then?",
    hint_ko="손실이 평균이라면 그 나눗셈은 이미 dout에 들어 있어요. 그러면 모두 몇 번 나누게 되나요?",
    changes=[("return dx, dw, db", "return dx / len(x), dw / len(x), db / len(x)")],
)
backward(
    "dw_left_as_matrix",
    belief="Returns dw as the matrix that the product gives.",
    hint="Compare dw.shape with w.shape. How many axes does a gradient of w have?",
    hint_ko="dw.shape를 w.shape와 비교해 보세요. w의 기울기는 축이 몇 개여야 하나요?",
    changes=[(_DW, "dw = (cols.T @ dout_rows).T")],
)
backward(
    "dx_reshaped",
    belief="Reshapes the gradient of the windows to x.shape, without col2im.",
    hint="How many numbers does the matrix of windows hold, and how many does x? What became of the copies?",
    hint_ko="창을 펼친 행렬에는 값이 몇 개 있고, x에는 몇 개 있나요? 여러 번 복사된 픽셀은 어떻게 되나요?",
    changes=[(_DX, "dx = dcols.reshape(x.shape)")],
)
backward(
    "gradients_out_of_order",
    belief="Returns dw before dx.",
    hint="Compare your last line with the docstring: which of the three comes first?",
    hint_ko="마지막 줄을 docstring과 비교해 보세요. 세 기울기 가운데 무엇이 맨 앞인가요?",
    changes=[("return dx, dw, db", "return dw, dx, db")],
)
backward(
    "parameters_ignored",
    belief="Works with stride 1 and without padding in backward, whatever forward did.",
    hint="Which line of your backward reads conv_param? Where did the windows of forward lie?",
    hint_ko="backward에서 conv_param을 읽는 줄은 어디인가요? forward의 창은 어디에 놓여 있었나요?",
    changes=[(_PARAMETERS, "stride, pad = 1, 0")],
)
backward(
    "stride_ignored",
    belief="Works with stride 1 in backward, whatever forward did.",
    hint="Count the rows of your cols and of dout's matrix, for stride 2. Why should they agree?",
    hint_ko="stride가 2일 때 cols의 행과 dout을 펼친 행렬의 행을 세어 보세요. 왜 같아야 할까요?",
    changes=[(_PARAMETERS, 'stride, pad = 1, conv_param["pad"]')],
)
backward(
    "pad_ignored",
    belief="Works without padding in backward, whatever forward did.",
    hint="In which image did the windows of forward lie? Where do they lie in backward?",
    hint_ko="forward의 창은 어느 이미지 위에 있었나요? backward에서는 어느 이미지 위에 있나요?",
    changes=[(_PARAMETERS, 'stride, pad = conv_param["stride"], 0')],
)
backward(
    "parameters_not_passed_to_col2im",
    belief="Calls col2im without stride and pad, and so with those that it has by default.",
    hint="Lay your call of im2col beside that of col2im. What does one of them not know?",
    hint_ko="im2col을 부르는 줄과 col2im을 부르는 줄을 나란히 놓아 보세요. 한쪽에만 있는 인자가 있나요?",
    changes=[(_DX, "dx = col2im(dcols, x.shape, HH, WW)")],
)
backward(
    "parameters_not_passed_to_im2col",
    belief="Calls im2col without stride and pad, and so with those that it has by default; col2im gets them.",
    hint="Count the rows of your cols and of dout's matrix, for stride 2. Why should they agree?",
    hint_ko="stride가 2일 때 cols의 행과 dout을 펼친 행렬의 행을 세어 보세요. 왜 같아야 할까요?",
    changes=[("im2col(x, HH, WW, stride, pad)", "im2col(x, HH, WW)")],
)
backward(
    "parameters_swapped",
    belief="Gives im2col and col2im the padding as their stride, and the stride as their padding.",
    hint="In which order do im2col and col2im take their arguments? Lay your calls beside their first lines.",
    hint_ko="im2col과 col2im은 인자를 어떤 순서로 받나요? 부르는 줄을 함수의 첫 줄과 나란히 놓고 보세요.",
    changes=[(_PARAMETERS, 'pad, stride = conv_param["stride"], conv_param["pad"]')],
)
backward(
    "weights_reshaped_not_transposed",
    belief="Brings the filters into columns by reshape, not by turning the matrix.",
    hint="Which numbers are in the first column of your matrix of weights: those of one filter, or some of each?",
    hint_ko="가중치 행렬의 첫 열에는 어떤 값들이 있나요? 필터 하나의 값인가요, 여러 필터의 값이 섞였나요?",
    changes=[("w.reshape(F, -1).T", "w.reshape(-1, F)")],
)
backward(
    "dx_flipped_kernel",
    belief="Turns the filters around on the way back to the image.",
    hint="Which weight did the upper left pixel of a window meet in forward? Which one brings its gradient back?",
    hint_ko="forward에서 창의 왼쪽 위 픽셀은 어느 가중치와 곱해졌나요? 기울기를 돌려줄 때도 같은 가중치인가요?",
    changes=[("w.reshape(F, -1).T", "w[:, :, ::-1, ::-1].reshape(F, -1).T")],
)
backward(
    "dout_reshaped_beside_db",
    belief="Reshapes dout to F columns while its filters are still the second axis; only db is summed before that.",
    hint="Each row of your matrix should be one place with all its filters. What is in row 0 of yours?",
    hint_ko="펼친 행렬의 한 행에는 같은 위치의 모든 필터 값이 있어야 해요. 0번 행에는 무엇이 들어 있나요?",
    changes=[(_DOUT_ROWS, "dout.reshape(-1, F)"), (_DB, _DB_OF_DOUT)],
)
backward(
    "dout_reshaped_to_filters",
    belief="Reshapes dout to a row per filter, as if the filters were its first axis.",
    hint="It works for one image. What is behind the numbers of image 0 and filter 0 in dout?",
    hint_ko="이미지가 한 장이면 맞아요. dout에서 0번 이미지, 0번 필터의 값 다음에는 무엇이 오나요?",
    changes=[(_DOUT_ROWS, "dout.reshape(F, -1).T"), (_DB, _DB_OF_DOUT)],
)
backward(
    "dout_hw_swapped",
    belief="Exchanges rows and columns while moving the filters to the end.",
    hint="Write a name on each of the four axes before and after transpose. Do the rows still come before the columns?",
    hint_ko="transpose 앞뒤로 네 축에 이름을 붙여 보세요. 행 축이 여전히 열 축보다 앞에 있나요?",
    changes=[(_DOUT_ROWS, "dout.transpose(0, 3, 2, 1).reshape(-1, F)")],
)
backward(
    "cs231n_dout",
    belief="Flattens dout as CS231n does, where the images take turns within each window.",
    hint="In which order does your im2col list images and windows? Row k of both matrices must be of one window.",
    hint_ko="im2col의 행은 이미지와 창 가운데 무엇이 먼저 바뀌나요? 두 행렬의 k번 행이 같은 창인지 보세요.",
    changes=[(_DOUT_ROWS, "dout.transpose(2, 3, 0, 1).reshape(-1, F)")],
)
