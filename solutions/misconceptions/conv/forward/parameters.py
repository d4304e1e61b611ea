"""Misconceptions about the convolution by loops, forward: what is read of the arguments."""

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv")

forward = partial(wrong.edit, of="conv_forward_naive")

_PARAMETERS = 'stride, pad = conv_param["stride"], conv_param["pad"]'
_PAD = "x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"

forward(
    "hardcoded_stride1_pad1",
    belief="Works with stride 1 and pad 1, whatever conv_param says.",
    hint="Call your function with two different dicts: which line would make the answers differ?",
    hint_ko="서로 다른 conv_param으로 두 번 호출해 보세요. 결과를 다르게 만들 줄이 코드에 있나요?",
    changes=[(_PARAMETERS, "stride, pad = 1, 1")],
)
forward(
    "pops_conv_param",
    belief="Takes the parameters out of the caller's dict.",
    hint="Print conv_param before and after the call: is everything still in it?",
    hint_ko="함수를 호출하기 전과 후에 conv_param을 출력해 보세요. 들어 있던 값이 그대로 있나요?",
    changes=[(_PARAMETERS, 'stride, pad = conv_param.pop("stride"), conv_param.pop("pad")')],
)
forward(
    "random_kernel_inside",
    belief="Makes filters of its own and never uses those that it was given.",
    hint="Call the function twice with the same arguments. If the answers differ, where do the filters come from?",
    hint_ko="같은 인자로 함수를 두 번 호출해 보세요. 결과가 다르다면 지금 쓰는 필터는 어디에서 온 걸까요?",
    changes=[
        (_PAD, f"{_PAD}\n    kernel = np.random.randn(*w.shape)"),
        ("window * w[f]", "window * kernel[f]"),
    ],
)
forward(
    "hardcoded_public_example",
    belief="Gives back the numbers of an example that was worked out once.",
    hint="Whatever the image is, your answer stays the same. Does any line of yours still read x and w?",
    hint_ko="어떤 이미지를 넣어도 답이 똑같아요. x와 w를 실제로 읽어서 계산하는 줄이 있나요?",
    changes=[("return out,", "out = np.array([[[[12.0, 16.0], [24.0, 28.0]]]])\n    return out,")],
)
forward(
    "parameters_ignored",
    belief="Works with stride 1 and without padding, whatever conv_param says.",
    hint="Call your function with two different dicts: which line would make the answers differ?",
    hint_ko="서로 다른 conv_param으로 두 번 호출해 보세요. 결과를 다르게 만들 줄이 코드에 있나요?",
    changes=[(_PARAMETERS, "stride, pad = 1, 0")],
)
forward(
    "stride_always_one",
    belief="Works with stride 1, whatever conv_param says.",
    hint="Call your function with stride 1 and with stride 2. Which line would make the two answers differ?",
    hint_ko="stride를 1과 2로 바꿔 가며 호출해 보세요. 두 결과를 다르게 만들 줄이 코드에 있나요?",
    changes=[(_PARAMETERS, 'stride, pad = 1, conv_param["pad"]')],
)
forward(
    "reads_parameters_by_order",
    belief="Trusts that the stride comes first in conv_param.",
    hint='Call it with {"pad": 1, "stride": 2}. Does a dict promise you the order of its keys?',
    hint_ko='{"pad": 1, "stride": 2}를 넣어 호출해 보세요. 딕셔너리의 키가 늘 같은 순서로 온다고 할 수 있을까요?',
    changes=[(_PARAMETERS, "stride, pad = conv_param.values()")],
)
forward(
    "stride_and_pad_swapped",
    belief="Takes the stride for the padding, and the padding for the stride.",
    hint="Print stride and pad beside conv_param. Does each of them hold what its name says?",
    hint_ko="stride와 pad를 conv_param과 나란히 출력해 보세요. 각 변수에 이름과 맞는 값이 들어 있나요?",
    changes=[(_PARAMETERS, 'stride, pad = conv_param["pad"], conv_param["stride"]')],
)
forward(
    "key_not_there",
    belief="Asks for a key that conv_param doesn't have.",
    hint="The error quotes a key. Print conv_param.keys(), and compare them with it letter by letter.",
    hint_ko="오류 메시지에 찾지 못한 키가 나와 있어요. conv_param.keys()를 출력해서 한 글자씩 비교해 보면 어떤가요?",
    changes=[(_PARAMETERS, 'stride, pad = conv_param["stride"], conv_param["padding"]')],
)
