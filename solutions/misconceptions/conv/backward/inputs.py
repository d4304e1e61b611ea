"""Misconceptions about the convolution by loops, backward: the gradient of the image."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from grader.misconception import Catalogue

Array = NDArray[np.float64]
ConvCache = tuple[Array, Array, Array, dict[str, int]]

wrong = Catalogue("conv")

backward = partial(wrong.edit, of="conv_backward_naive")

_DX = "dx_pad[n, :, top : top + HH, left : left + WW] += dout[n, f, i, j] * w[f]"
_GRADIENTS = "return dx, dw, db"

backward(
    "dout_ignored_in_dx",
    belief="Leaves dout out of dx.",
    hint="If dout is twice as large, all gradients must be. Is dx?",
    hint_ko="dout을 두 배로 하면 모든 기울기가 두 배가 되어야 해요. dx도 그런가요?",
    changes=[(_DX, _DX.replace("dout[n, f, i, j] * ", ""))],
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
    "dx_overwritten",
    belief="Writes what one output sends back over what others sent to the same pixels.",
    hint="A pixel in two windows helped to make two outputs. What happens to the first share when the second comes?",
    hint_ko="두 창에 든 픽셀은 두 출력에 쓰였어요. 두 번째 몫이 올 때 첫 번째 몫은 어떻게 되나요?",
    changes=[(_DX, _DX.replace("+=", "="))],
)
backward(
    "dx_stride_ignored",
    belief="Moves the window by one pixel where dx is collected, and by the stride where dw is.",
    hint="Print where each window begins when you find dw, and where when you find dx. Are they the same windows?",
    hint_ko="dw를 구할 때와 dx를 구할 때 창이 시작하는 위치를 각각 출력해 보세요. 같은 창인가요?",
    changes=[(_DX, _DX.replace("top : top + HH, left : left + WW", "i : i + HH, j : j + WW"))],
)
backward(
    "dx_last_image_only",
    belief="Starts dx anew for each image, so that only the last one has a gradient.",
    hint="Print dx[0] for a batch of two. Which line takes away what was there?",
    hint_ko="이미지가 두 장일 때 dx[0]을 출력해 보세요. 들어 있던 값을 지우는 줄은 어디인가요?",
    changes=[("for n in range(N):", "for n in range(N):\n        dx_pad = np.zeros(x_pad.shape)")],
)
backward(
    "dx_mean_over_batch",
    belief="Divides dx by the number of images.",
    hint="Put a second image beside the first one: does that change what the pixels of the first do to the loss?",
    hint_ko="이미지를 한 장 더 넣는다고 해서 첫 번째 이미지의 픽셀이 손실에 주는 영향이 달라질까요?",
    changes=[(_GRADIENTS, "return dx / N, dw, db")],
)
backward(
    "dx_kernel_transposed",
    belief="Turns rows and columns of each filter around in dx.",
    hint="In forward, pixel (0, 1) of a window met w[f, c, 0, 1]. Which weight meets it in your dx?",
    hint_ko="forward에서 창의 픽셀 (0, 1)은 w[f, c, 0, 1]과 곱해졌어요. dx를 구할 때는 어느 가중치와 만나나요?",
    changes=[(_DX, _DX.replace("w[f]", "w[f].transpose(0, 2, 1)"))],
)
backward(
    "dx_times_window",
    belief="Multiplies dout by the pixels in dx, where the weights belong.",
    hint="out is a sum of pixel times weight. If a pixel grows by 1, by how much does the output grow?",
    hint_ko="출력은 픽셀과 가중치를 곱해서 더한 값이에요. 픽셀이 1 커지면 출력은 얼마나 커지나요?",
    changes=[(_DX, _DX.replace("w[f]", "window"))],
)
