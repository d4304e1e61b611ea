"""Misconceptions about the convolution by loops, backward: the gradient of the filters."""

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv")

backward = partial(wrong.edit, of="conv_backward_naive")

_DW = "dw[f] += dout[n, f, i, j] * window"
_CROP = "dx = dx_pad[:, :, pad : pad + H, pad : pad + W]"
_GRADIENTS = "return dx, dw, db"

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
    "dw_overwritten",
    belief="Ends with what the last window alone says about dw.",
    hint="Every window shares one filter. What happens to the share of the first window when the second comes?",
    hint_ko="모든 창은 같은 필터를 함께 써요. 두 번째 창의 몫이 올 때 첫 번째 창의 몫은 어떻게 되나요?",
    changes=[(_DW, _DW.replace("+=", "="))],
)
backward(
    "dout_ignored_in_dw",
    belief="Leaves dout out of dw.",
    hint="If dout is twice as large, all gradients must be. Is dw?",
    hint_ko="dout을 두 배로 하면 모든 기울기가 두 배가 되어야 해요. dw도 그런가요?",
    changes=[(_DW, "dw[f] += window")],
)
backward(
    "dw_same_for_all_filters",
    belief="Adds every filter's gradient to all of dw.",
    hint="Print dw[0] - dw[1]. Does w[1] take part in the outputs of filter 0?",
    hint_ko="dw[0] - dw[1]을 출력해 보세요. w[1]은 0번 필터의 출력에 쓰이나요?",
    changes=[(_DW, _DW.replace("dw[f]", "dw"))],
)
backward(
    "dw_mean_over_batch",
    belief="Divides dw by the number of images.",
    hint="Give the same image and dout twice in one batch: what should happen to dw, and what does yours do?",
    hint_ko="같은 이미지와 dout을 한 배치에 두 번 넣어 보세요. dw는 어떻게 변해야 하고, 실제로는 어떻게 되나요?",
    changes=[(_GRADIENTS, "return dx, dw / N, db")],
)
backward(
    "dw_mean_over_windows",
    belief="Takes the average over all windows where dw is their sum.",
    hint="Raise one weight by 1: every window's output changes. Do these changes add up or average out in the loss?",
    hint_ko="가중치 하나를 1만큼 키우면 모든 창의 출력이 바뀌어요. 그 변화는 손실에서 더해질까요, 평균이 될까요?",
    changes=[(_GRADIENTS, "return dx, dw / (H_out * W_out), db")],
)
backward(
    "dw_flipped",
    belief="Has each window the wrong way round in dw: upside down and left to right.",
    hint="In forward, w[f, c, 0, 0] met the upper left pixel of each window. Which pixel meets it in your dw?",
    hint_ko="forward에서 w[f, c, 0, 0]은 각 창의 왼쪽 위 픽셀과 곱해졌어요. dw를 구할 때는 어느 픽셀과 만나나요?",
    changes=[(_DW, _DW.replace("window", "window[:, ::-1, ::-1]"))],
)
backward(
    "dw_window_without_padding",
    belief="Cuts the windows for dw out of the image without its padding.",
    hint="Print window.shape for window (0, 0) with pad 1. Is it the window that forward looked at?",
    hint_ko="pad가 1일 때 (0, 0)번 창의 window.shape를 출력해 보세요. forward에서 본 그 창이 맞나요?",
    changes=[("window = x_pad[", "window = x[")],
)
backward(
    "dw_first_channel_only",
    belief="Takes the pixels of channel 0 for all channels of dw.",
    hint="Print dw[0, 0] - dw[0, 1]. Which pixels did the weights of channel 1 meet in forward?",
    hint_ko="dw[0, 0] - dw[0, 1]을 출력해 보세요. 1번 채널의 가중치는 forward에서 어느 픽셀과 곱해졌나요?",
    changes=[(_DW, _DW.replace("window", "window[0]"))],
)
backward(
    "dw_summed_channels",
    belief="Sums the pixels over the channels, so that all channels of dw get the same gradient.",
    hint="Print dw[0, 0] - dw[0, 1]. Channel 1 has pixels of its own, so why is nothing left?",
    hint_ko="dw[0, 0] - dw[0, 1]을 출력해 보세요. 1번 채널의 픽셀은 따로 있는데 왜 차이가 없을까요?",
    changes=[(_DW, _DW.replace("window", "window.sum(axis=0)"))],
)
backward(
    "dw_times_w",
    belief="Multiplies dout by the weights in dw, where the pixels belong.",
    hint="out is a sum of pixel times weight. If a weight grows by 1, by how much does the output grow?",
    hint_ko="출력은 픽셀과 가중치를 곱해서 더한 값이에요. 가중치가 1 커지면 출력은 얼마나 커지나요?",
    changes=[(_DW, _DW.replace("window", "w[f]"))],
)
