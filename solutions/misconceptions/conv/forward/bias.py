"""Misconceptions about the convolution by loops, forward: the bias."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv")

forward = partial(wrong.edit, of="conv_forward_naive")

_OUT = "out[n, f, i, j] = np.sum(window * w[f]) + b[f]"
_RETURN = "return out, (x, w, b, conv_param)"

forward(
    "bias_broadcast_last_axis",
    belief="Trusts that `out + b` finds the axis of the filters by itself.",
    hint="NumPy lines axes up from the last one. Next to which axis of out does that put the F numbers of b?",
    hint_ko="NumPy는 배열의 축을 뒤에서부터 맞춰요. 그러면 b의 F개 값은 out의 어느 축과 나란히 놓일까요?",
    changes=[(_OUT, _OUT.removesuffix(" + b[f]")), ("return out,", "return out + b,")],
)
forward(
    "bias_forgotten",
    belief="Leaves the bias out.",
    hint="All values of one filter are off by the same amount. What is the same everywhere in out[:, f]?",
    hint_ko="한 필터의 출력이 모두 똑같은 값만큼 어긋나 있어요. out[:, f] 전체에 똑같이 더해지는 것은 무엇일까요?",
    changes=[(_OUT, _OUT.removesuffix(" + b[f]"))],
)
forward(
    "bias_inside_sum",
    belief="Adds the bias to each product, so that the sum counts it once for every element of the window.",
    hint="Let w be all zeros and b all ones: how large should each output be, and how large is yours?",
    hint_ko="w를 전부 0, b를 전부 1로 두고 실행해 보세요. 출력은 얼마여야 하고, 실제로는 얼마가 나오나요?",
    changes=[("np.sum(window * w[f]) + b[f]", "np.sum(window * w[f] + b[f])")],
)
forward(
    "bias_over_batch",
    belief="Gives the bias the shape (F, 1, 1, 1), which lies along the images.",
    hint="out has the axes (N, F, H', W'). Which of them must b lie along, and where did your reshape put it?",
    hint_ko="out의 축은 (N, F, H', W') 순서예요. b는 그중 어느 축을 따라가야 하고, 지금 reshape은 b를 어느 축에 두었나요?",
    changes=[(_OUT, _OUT.removesuffix(" + b[f]")), ("return out,", "return out + b.reshape(F, 1, 1, 1),")],
)
forward(
    "reshapes_b_in_place",
    belief="Changes the shape of the very array that the caller lent.",
    hint="What is b.shape after the call? Make a reshaped view under a name of your own.",
    hint_ko="호출이 끝난 뒤 b.shape를 확인해 보세요. 원래 배열은 그대로 두고, 모양을 바꾼 뷰를 따로 만들어 쓰면 어떨까요?",
    changes=[
        (_OUT, _OUT.removesuffix(" + b[f]")),
        (_RETURN, "b.shape = (F, 1, 1)\n    return out + b, (x, w, b, conv_param)"),
    ],
)
forward(
    "bias_of_first_filter",
    belief="Adds the first bias to the outputs of all filters.",
    hint="Let w be all zeros and b be 1, 2, 3. What should out[0, 1] be, and what is it?",
    hint_ko="w를 전부 0, b를 1, 2, 3으로 두고 실행해 보세요. out[0, 1]은 얼마여야 하고, 실제로는 얼마인가요?",
    changes=[(_OUT, _OUT.replace("b[f]", "b[0]"))],
)
forward(
    "bias_once_per_channel",
    belief="Adds the bias in the loop over the channels, once for each of them.",
    hint="Let w be all zeros and b all ones: what does out say for 1 channel, and what for 3?",
    hint_ko="w를 전부 0, b를 전부 1로 두고 채널이 1개일 때와 3개일 때의 out을 비교해 보세요. 왜 달라질까요?",
    changes=[
        (
            _OUT,
            """for window_c, w_c in zip(window, w[f]):
                        out[n, f, i, j] += np.sum(window_c * w_c) + b[f]""",
        )
    ],
)
forward(
    "bias_subtracted",
    belief="Takes the bias for a threshold, and subtracts it.",
    hint="Let w be all zeros and b all ones: which sign does your output have?",
    hint_ko="w를 전부 0, b를 전부 1로 두고 실행해 보세요. 출력의 부호가 어떻게 나오나요?",
    changes=[(_OUT, _OUT.replace("+ b[f]", "- b[f]"))],
)
forward(
    "bias_by_image",
    belief="Picks the bias by the image instead of by the filter.",
    hint="Let w be all zeros and b be 1, 2. Along which axis of out should the numbers change, and where do they?",
    hint_ko="w를 전부 0, b를 1, 2로 두고 실행해 보세요. 값은 out의 어느 축을 따라 달라져야 하고, 실제로는 어느 축인가요?",
    changes=[(_OUT, _OUT.replace("b[f]", "b[n]"))],
)
