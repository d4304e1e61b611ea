"""Misconceptions about the convolution by loops, backward: the gradient of the filters."""

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv")

backward = partial(wrong.edit, of="conv_backward_naive")

_DW = "dw[f] += dout[n, f, i, j] * window"
_CROP = "dx = dx_pad[:, :, pad : pad + H, pad : pad + W]"

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
