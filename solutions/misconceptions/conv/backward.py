"""Misconceptions about the convolution by loops, backward."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
ConvCache = tuple[Array, Array, Array, dict[str, int]]

wrong = Catalogue("conv")

backward = partial(wrong.edit, of="conv_backward_naive")

_PAD = "x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"
_CORNER = "top, left = i * stride, j * stride"
_UNPACK = "x, w, b, conv_param = cache"
_DX = "dx_pad[n, :, top : top + HH, left : left + WW] += dout[n, f, i, j] * w[f]"
_DW = "dw[f] += dout[n, f, i, j] * window"
_DB = "db[f] += dout[n, f, i, j]"
_CROP = "dx = dx_pad[:, :, pad : pad + H, pad : pad + W]"
_GRADIENTS = "return dx, dw, db"

backward(
    "accumulates_across_calls",
    belief="Collects db in a default argument, which is made once and kept by all calls.",
    hint="Call it twice with the same arguments. When does Python make the value of a default argument?",
    hint_ko="같은 인자로 두 번 호출해서 비교해 보세요. 파이썬은 기본 인자의 값을 언제 만들까요?",
    changes=[
        ("cache: ConvCache)", "cache: ConvCache, db: list[float] = [])"),
        ("db = np.zeros(b.shape)", "db.extend(dout.sum(axis=(0, 2, 3)))"),
        (_DB, ""),
        (_GRADIENTS, "return dx, dw, np.array(db)"),
    ],
)
backward(
    "all_mean_over_batch",
    belief="Divides all gradients by the number of images.",
    hint="If the loss is an average, dout has been divided already. Which line of the formula divides by N?",
    hint_ko="손실이 평균이라면 나눗셈은 이미 dout에 들어 있어요. 기울기 식에 N으로 나누는 부분이 있나요?",
    changes=[(_GRADIENTS, "return dx / N, dw / N, db / N")],
)
backward(
    "cache_holds_padded_x",
    belief="Keeps the padded image in the cache as x, and pads it a second time in backward.",
    hint="Print the shape of the x that backward gets. Is it the image as it came, and how often do you pad it?",
    hint_ko="backward가 받은 x의 shape를 출력해 보세요. 원래 이미지 그대로인가요? 패딩은 모두 몇 번 하고 있나요?",
    changes=[("_, _, H, W = x.shape", f"{_PAD.replace('x_pad', 'x', 1)}\n    _, _, H, W = x.shape")],
)
backward(
    "cache_missing_col",
    belief="Takes more out of the cache than forward has put into it.",
    hint="Write down what your cache line unpacks, and beside it what forward returns. Which names have no partner?",
    hint_ko="backward가 cache에서 꺼내는 이름과 forward가 cache에 넣은 값을 나란히 적어 보세요. 짝이 없는 이름은 무엇인가요?",
    changes=[(_UNPACK, "x, w, b, conv_param, col, col_w = cache")],
)
backward(
    "db_divided_by_batch",
    belief="Divides db by the number of images.",
    hint="Give the same image and dout twice in one batch: what should happen to db, and what does yours do?",
    hint_ko="같은 이미지와 dout을 한 배치에 두 번 넣어 보세요. db는 어떻게 변해야 하고, 실제로는 어떻게 되나요?",
    changes=[(_GRADIENTS, "return dx, dw, db / N")],
)
backward(
    "db_keepdims",
    belief="Leaves the axes that were summed over in db.",
    hint="Print db.shape and b.shape side by side: where do the extra axes come from?",
    hint_ko="db.shape와 b.shape를 나란히 출력해 보세요. 더 있는 축은 어디에서 생겼을까요?",
    changes=[(_GRADIENTS, "return dx, dw, dout.sum(axis=(0, 2, 3), keepdims=True)")],
)
backward(
    "db_mean",
    belief="Takes the average of dout where its sum belongs.",
    hint="Raise b[f] by 1: every output of filter f rises by 1. Do their effects on the loss add up or average out?",
    hint_ko="b[f]를 1만큼 키우면 필터 f의 모든 출력이 1씩 커져요. 손실에 주는 영향은 더해질까요, 평균이 될까요?",
    changes=[(_GRADIENTS, "return dx, dw, dout.mean(axis=(0, 2, 3))")],
)
backward(
    "db_sum_spatial_only",
    belief="Sums dout over rows and columns, and forgets the images.",
    hint="b has F numbers. Which axis is left in your db besides that of the filters?",
    hint_ko="b에는 값이 F개 있어요. 지금 db에 필터 축 말고 남아 있는 축은 무엇인가요?",
    changes=[(_GRADIENTS, "return dx, dw, dout.sum(axis=(2, 3))")],
)
backward(
    "dout_ignored_in_dx",
    belief="Leaves dout out of dx.",
    hint="If dout is twice as large, all gradients must be. Is dx?",
    hint_ko="dout을 두 배로 하면 모든 기울기가 두 배가 되어야 해요. dx도 그런가요?",
    changes=[(_DX, _DX.replace("dout[n, f, i, j] * ", ""))],
)
backward(
    "dout_ij_swapped",
    belief="Reads dout at row j and column i for window (i, j).",
    hint="Use an image that is wider than high. Which of your loops counts the rows of dout?",
    hint_ko="가로가 세로보다 긴 이미지로 실행해 보세요. dout의 행을 세는 반복 변수는 어느 것인가요?",
    changes=[(line, line.replace("dout[n, f, i, j]", "dout[n, f, j, i]")) for line in (_DX, _DW, _DB)],
)
backward(
    "dw_last_image_only",
    belief="Ends with what the last image alone says about dw.",
    hint="Compare dw of a batch of two with the two images alone. Where does the first one's share get lost?",
    hint_ko="이미지 두 장을 함께 넣은 dw와 한 장씩 넣은 dw를 비교해 보세요. 첫 번째 이미지의 몫은 어디에서 사라지나요?",
    changes=[("for n in range(N):", "for n in range(N):\n        dw = np.zeros(w.shape)")],
)
backward(
    "dw_no_dilation",
    belief="Pairs neighbours in dout with neighbouring windows when it finds dw, as if the stride were 1.",
    hint="With stride 2, in which column did the window of dout[n, f, 0, 1] begin? Does your slice of x step as far?",
    hint_ko="stride가 2일 때 dout[n, f, 0, 1]의 창은 몇 번째 열에서 시작했나요? x의 슬라이스도 그만큼씩 건너뛰나요?",
    changes=[
        (_DW, ""),
        (
            _CROP,
            f"""for p in range(HH):
        for q in range(WW):
            pixels = x_pad[:, :, p : p + H_out, q : q + W_out]
            dw[:, :, p, q] = np.einsum("nfij,ncij->fc", dout, pixels)
    {_CROP}""",
        ),
    ],
)
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
    "dx_first_filter_only",
    belief="Sends all gradients back through the first filter.",
    hint="out[:, 1] was made by w[1]. By which filter do you multiply dout[:, 1] on the way back?",
    hint_ko="out[:, 1]은 w[1]로 계산한 값이에요. 되돌아갈 때 dout[:, 1]에는 어느 필터를 곱하고 있나요?",
    changes=[(_DX, _DX.replace("w[f]", "w[0]"))],
)
backward(
    "dx_flipped_kernel",
    belief="Has the filter the wrong way round in dx: upside down and left to right.",
    hint="In forward, pixel (p, q) of a window met w[f, c, p, q]. Which weight meets it in your dx?",
    hint_ko="forward에서 창의 픽셀 (p, q)는 w[f, c, p, q]와 곱해졌어요. dx를 구할 때 그 픽셀은 어느 가중치와 만나나요?",
    changes=[(_DX, _DX.replace("w[f]", "w[f, :, ::-1, ::-1]"))],
)


@wrong.function(
    of="conv_backward_naive",
    hint="That formula holds for stride 1. With stride 2, what should stand between two neighbours of dout?",
    hint_ko="그 공식은 stride가 1일 때만 맞아요. stride가 2라면 dout의 이웃한 두 값 사이에 무엇이 있어야 할까요?",
)
def dx_full_corr_no_dilation(dout: Array, cache: ConvCache) -> tuple[Array, Array, Array]:
    """Gets dx by a full correlation with the turned filter, and doesn't spread dout out by the stride."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    N, C, H, W = x.shape
    _, _, HH, WW = w.shape
    _, _, H_out, W_out = dout.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dw = np.zeros(w.shape)
    for i in range(H_out):
        for j in range(W_out):
            window = x_pad[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
            dw += np.einsum("nf,ncpq->fcpq", dout[:, :, i, j], window)

    turned = w[:, :, ::-1, ::-1]
    dout_pad = np.pad(dout, ((0, 0), (0, 0), (HH - 1, HH - 1), (WW - 1, WW - 1)))
    dx_pad = np.zeros((N, C, H_out + HH - 1, W_out + WW - 1))
    for k in range(dx_pad.shape[2]):
        for m in range(dx_pad.shape[3]):
            dx_pad[:, :, k, m] = np.einsum("nfpq,fcpq->nc", dout_pad[:, :, k : k + HH, m : m + WW], turned)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))


@wrong.function(
    of="conv_backward_naive",
    hint="In forward, pixel (p, q) of a window met w[f, c, p, q]. Which weight meets it in your dx?",
    hint_ko="forward에서 창의 픽셀 (p, q)는 w[f, c, p, q]와 곱해졌어요. dx를 구할 때 그 픽셀은 어느 가중치와 만나나요?",
)
def dx_full_corr_no_flip(dout: Array, cache: ConvCache) -> tuple[Array, Array, Array]:
    """Has the filter the wrong way round in dx: upside down and left to right."""
    x, w, _, conv_param = cache
    stride, pad = conv_param["stride"], conv_param["pad"]
    _, _, H, W = x.shape
    N, F, H_out, W_out = dout.shape
    _, _, HH, WW = w.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dw = np.zeros(w.shape)
    for i in range(H_out):
        for j in range(W_out):
            window = x_pad[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
            dw += np.einsum("nf,ncpq->fcpq", dout[:, :, i, j], window)

    spread = np.zeros((N, F, H + 2 * pad - HH + 1, W + 2 * pad - WW + 1))
    spread[:, :, ::stride, ::stride] = dout
    spread = np.pad(spread, ((0, 0), (0, 0), (HH - 1, HH - 1), (WW - 1, WW - 1)))
    dx_pad = np.zeros(x_pad.shape)
    for k in range(H + 2 * pad):
        for m in range(W + 2 * pad):
            dx_pad[:, :, k, m] = np.einsum("nfpq,fcpq->nc", spread[:, :, k : k + HH, m : m + WW], w)
    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, dout.sum(axis=(0, 2, 3))


backward(
    "dx_misses_filters",
    belief="Ends with what the last filter alone sends back to dx.",
    hint="All filters have looked at this pixel. How many of them send something back in your dx?",
    hint_ko="모든 필터가 이 픽셀을 보았어요. 지금 dx에는 몇 개의 필터에서 온 기울기가 들어 있나요?",
    changes=[("for f in range(F):", "for f in range(F):\n            dx_pad[n] = 0")],
)
backward(
    "dx_not_cropped",
    belief="Gives back the gradient of the padded image.",
    hint="Is dx.shape the same as x.shape? Some of your rows belong to zeros that you added yourself.",
    hint_ko="dx.shape가 x.shape와 같은가요? 직접 덧붙인 0에 해당하는 행이 섞여 있지는 않은지 확인해 보세요.",
    changes=[(_CROP, "dx = dx_pad")],
)
backward(
    "dx_overwrite_after_filter_sum",
    belief="Adds up what the filters send back, but writes it over what other windows sent before.",
    hint="It is right while windows lie side by side. What happens to a pixel that is in two of them?",
    hint_ko="창이 겹치지 않을 때는 맞아요. 두 창에 함께 들어 있는 픽셀에서는 어떤 일이 일어나나요?",
    changes=[(_DX, _DX.replace("+= dout[n, f, i, j] * w[f]", "= np.tensordot(dout[n, :, i, j], w, axes=1)"))],
)
backward(
    "dx_summed_channels",
    belief="Sums each filter over its channels, so that all channels get the same gradient.",
    hint="Look at dx[0, 0] - dx[0, 1]. Channel 1 met weights of its own, so why is nothing left?",
    hint_ko="dx[0, 0] - dx[0, 1]을 출력해 보세요. 1번 채널은 다른 가중치와 곱해졌는데 왜 차이가 없을까요?",
    changes=[(_DX, _DX.replace("w[f]", "w[f].sum(axis=0)"))],
)
backward(
    "global_last_cache",
    belief="Uses what the last forward left behind, whichever cache it is given.",
    hint="Run forward on A, then on B, then backward with the cache of A. Whose image does your backward use?",
    hint_ko="A로 forward, B로 forward를 한 다음 A의 cache로 backward를 불러 보세요. 어느 쪽 이미지를 쓰고 있나요?",
    changes=[
        (
            "def conv_backward_naive(",
            """_forward = conv_forward_naive


def conv_forward_naive(x: Array, w: Array, b: Array, conv_param: dict[str, int]) -> tuple[Array, ConvCache]:
    global last_cache
    out, last_cache = _forward(x, w, b, conv_param)
    return out, last_cache


def conv_backward_naive(""",
        ),
        (_UNPACK, "x, w, b, conv_param = last_cache"),
    ],
)
backward(
    "kernel_size_from_shapes",
    belief="Works the window's size out as H - H' + 1, which holds for stride 1 without padding.",
    hint="Check that relation with stride 2. Which array has the window's size in its shape?",
    hint_ko="stride가 2일 때도 그 관계가 맞는지 확인해 보세요. 창의 크기는 어느 배열의 shape에 그대로 들어 있나요?",
    changes=[("_, _, HH, WW = w.shape", "HH, WW = H - dout.shape[2] + 1, W - dout.shape[3] + 1")],
)
backward(
    "mutates_dout_shape",
    belief="Flattens the caller's dout itself where a flat view would do.",
    hint="Print dout.shape after the call. Which line changes the array, and not just your name for it?",
    hint_ko="호출이 끝난 뒤 dout.shape를 출력해 보세요. 새 뷰를 만들지 않고 배열 자체를 바꾸는 줄은 어디인가요?",
    changes=[
        (_DB, ""),
        (_GRADIENTS, f"dout.shape = (N, F, H_out * W_out)\n    db = dout.sum(axis=(0, 2))\n    {_GRADIENTS}"),
    ],
)
backward(
    "no_return",
    belief="Comes to its end without giving the gradients back.",
    hint="Which line hands dx, dw and db to the caller? Without one, a function gives None.",
    hint_ko="dx, dw, db를 호출한 쪽에 돌려주는 줄이 있나요? 그런 줄이 없으면 함수의 결과는 None이 돼요.",
    changes=[(_GRADIENTS, "gradients = (dx, dw, db)")],
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
