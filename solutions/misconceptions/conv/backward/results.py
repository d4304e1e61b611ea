"""Misconceptions about the convolution by loops, backward: what the cache holds, and what is returned."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv")

backward = partial(wrong.edit, of="conv_backward_naive")

_PAD = "x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"
_UNPACK = "x, w, b, conv_param = cache"
_DB = "db[f] += dout[n, f, i, j]"
_GRADIENTS = "return dx, dw, db"

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
    "parameters_mean_over_batch",
    belief="Divides the gradients of the filters and the biases by the number of images.",
    hint="If the loss is an average, dout has been divided already. Which line of the formula divides by N?",
    hint_ko="손실이 평균이라면 나눗셈은 이미 dout에 들어 있어요. 기울기 식에 N으로 나누는 부분이 있나요?",
    changes=[(_GRADIENTS, "return dx, dw / N, db / N")],
)
backward(
    "dw_returned_first",
    belief="Gives dw back before dx.",
    hint="Print the shapes of the three arrays in the order you return them. Which one does the caller expect first?",
    hint_ko="돌려주는 세 배열의 shape를 순서대로 출력해 보세요. 호출하는 쪽은 무엇이 먼저 온다고 알고 있나요?",
    changes=[(_GRADIENTS, "return dw, dx, db")],
)
backward(
    "dx_returned_last",
    belief="Gives dw and db back before dx.",
    hint="Print the shapes of the three arrays in the order you return them. Which one does the caller expect first?",
    hint_ko="돌려주는 세 배열의 shape를 순서대로 출력해 보세요. 호출하는 쪽은 무엇이 먼저 온다고 알고 있나요?",
    changes=[(_GRADIENTS, "return dw, db, dx")],
)
backward(
    "returns_only_dx",
    belief="Gives dx back alone, as a layer would.",
    hint="The caller writes `dx, dw, db = ...`. What does your return line offer for the other two names?",
    hint_ko="호출하는 쪽은 `dx, dw, db = ...`로 받아요. return 줄에서 나머지 두 이름에 해당하는 값을 주고 있나요?",
    changes=[(_GRADIENTS, "return dx")],
)
backward(
    "returns_inside_the_loops",
    belief="Returns from within the loops, after the first output.",
    hint="How far is your return line indented? Put a print in front of it: how often do the loops go round?",
    hint_ko="return 줄이 얼마나 들여쓰기되어 있나요? 바로 앞에 print를 넣어 보세요. 반복문이 몇 번 도나요?",
    changes=[(_DB, f"{_DB}\n                    return dx_pad[:, :, pad : pad + H, pad : pad + W], dw, db")],
)
