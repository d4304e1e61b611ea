"""Misconceptions about the convolution by loops, backward: where the image lies in the gradient of the padded one."""

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv")

backward = partial(wrong.edit, of="conv_backward_naive")

_CROP = "dx = dx_pad[:, :, pad : pad + H, pad : pad + W]"

backward(
    "dx_buffer_without_pad",
    belief="Collects dx in an array of the image's size, though the windows lie in the padded image.",
    hint="How far down does the last window reach when pad is 1? Compare with the rows of the array you add to.",
    hint_ko="pad가 1일 때 마지막 창은 몇 번째 행까지 닿나요? 값을 더해 넣는 배열의 행 수와 비교해 보세요.",
    changes=[("np.zeros(x_pad.shape)", "np.zeros(x.shape)"), (_CROP, "dx = dx_pad")],
)
backward(
    "dx_crop_double_pad",
    belief="Thinks that all the zeros stand before the image, and cuts 2 * pad off there.",
    hint="Of the rows that padding adds, how many are above the image? Cut off as many there, and the rest below.",
    hint_ko="패딩으로 늘어난 행 가운데 이미지 위쪽에 있는 것은 몇 개인가요? 위와 아래에서 각각 몇 개를 잘라야 할까요?",
    changes=[(_CROP, "dx = dx_pad[:, :, 2 * pad :, 2 * pad :]")],
)
backward(
    "dx_crop_first_rows",
    belief="Cuts the padding off behind the image only, and keeps that before it.",
    hint="dx has the right shape, but its values are shifted. In which row of dx_pad does the image begin?",
    hint_ko="dx의 모양은 맞지만 값이 밀려 있어요. dx_pad에서 원래 이미지는 몇 번째 행부터 시작하나요?",
    changes=[(_CROP, "dx = dx_pad[:, :, :H, :W]")],
)
backward(
    "dx_crop_negative_pad",
    belief="Cuts with [pad:-pad], which leaves nothing when pad is 0.",
    hint="Try [1, 2, 3][0:-0] in Python. How else could you say where the image ends?",
    hint_ko="파이썬에서 [1, 2, 3][0:-0]을 실행해 보세요. 이미지가 끝나는 위치를 다르게 나타낼 방법은 없을까요?",
    changes=[(_CROP, "dx = dx_pad[:, :, pad:-pad, pad:-pad]")],
)
backward(
    "dx_not_cropped",
    belief="Gives back the gradient of the padded image.",
    hint="Is dx.shape the same as x.shape? Some of your rows belong to zeros that you added yourself.",
    hint_ko="dx.shape가 x.shape와 같은가요? 직접 덧붙인 0에 해당하는 행이 섞여 있지는 않은지 확인해 보세요.",
    changes=[(_CROP, "dx = dx_pad")],
)
backward(
    "dx_crop_one",
    belief="Cuts one row and one column off each side, whatever the padding is.",
    hint="Print dx.shape for pad 0, 1 and 2. How much should be cut off in each of them?",
    hint_ko="pad가 0, 1, 2일 때 dx.shape를 각각 출력해 보세요. 경우마다 얼마나 잘라 내야 할까요?",
    changes=[(_CROP, "dx = dx_pad[:, :, 1:-1, 1:-1]")],
)
backward(
    "dx_crop_square",
    belief="Takes the image for a square one when it cuts dx out: H serves for its columns, too.",
    hint="Use an image of 3 rows and 5 columns with pad 1. Which columns of dx_pad belong to the image?",
    hint_ko="행이 3개, 열이 5개인 이미지를 pad 1로 실행해 보세요. dx_pad의 어느 열들이 원래 이미지인가요?",
    changes=[(_CROP, "dx = dx_pad[:, :, pad : pad + H, pad : pad + H]")],
)
backward(
    "dx_crop_hw_swapped",
    belief="Cuts W rows and H columns out of the padded gradient.",
    hint="Use an image that is wider than high, and print dx.shape beside x.shape.",
    hint_ko="가로가 세로보다 긴 이미지로 실행하고 dx.shape를 x.shape와 나란히 출력해 보세요. 두 모양이 같은가요?",
    changes=[(_CROP, "dx = dx_pad[:, :, pad : pad + W, pad : pad + H]")],
)
backward(
    "dx_crop_end_without_pad",
    belief="Ends the cut at H and W, though it begins at pad.",
    hint="Print np.arange(7)[1:5]: how many numbers are left of 5? In which row of dx_pad does the image end?",
    hint_ko="np.arange(7)[1:5]를 출력하고 개수를 세어 보세요. 원래 이미지는 dx_pad의 몇 번째 행에서 끝나나요?",
    changes=[(_CROP, "dx = dx_pad[:, :, pad:H, pad:W]")],
)
backward(
    "dx_crop_rows_only",
    belief="Takes the padding off above and below the image, and leaves it on its left and right.",
    hint="Print dx.shape beside x.shape. Along which axes did forward put zeros?",
    hint_ko="dx.shape를 x.shape와 나란히 출력해 보세요. forward에서 0을 덧붙인 축은 어느 것들인가요?",
    changes=[(_CROP, "dx = dx_pad[:, :, pad : pad + H]")],
)
