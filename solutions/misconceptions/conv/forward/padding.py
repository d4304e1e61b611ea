"""Misconceptions about the convolution by loops, forward: what is put around the image."""

from functools import partial

from grader.misconception import Catalogue

UNDETECTABLE = {
    ("conv_forward_naive", "pads_inside_inner_loop"): "its numbers are right; loops may be slow here",
}
"""Faults of (exercise, name) that no legal input shows, and why."""

wrong = Catalogue("conv")

forward = partial(wrong.edit, of="conv_forward_naive")

_PARAMETERS = 'stride, pad = conv_param["stride"], conv_param["pad"]'
_PAD = "x_pad = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))"
_WINDOW = "window = x_pad[n, :, top : top + HH, left : left + WW]"

forward(
    "pad_edge",
    belief="Thinks that the image goes on beyond its border with the last pixels it has.",
    hint="Only the outputs at the border differ. Which numbers did you put around the image?",
    hint_ko="테두리 쪽 출력만 달라요. 이미지 둘레를 어떤 값으로 채웠나요?",
    changes=[(_PAD, _PAD.removesuffix(")") + ', mode="edge")')],
)
forward(
    "padded_image_kept_in_param",
    belief="Keeps the padded image in conv_param, where the next call finds it and takes it for its own.",
    hint="Call forward twice with the same conv_param and two images. Whose padded image does the second call use?",
    hint_ko="같은 conv_param으로 서로 다른 이미지를 두 번 넣어 보세요. 두 번째 호출은 누구의 패딩 이미지를 쓰나요?",
    changes=[(_PAD, _PAD.replace("np.pad(", 'conv_param.setdefault("x_pad", np.pad(') + ")")],
)
forward(
    "padded_undefined_when_pad0",
    belief="Gives a variable its value only where there is something to pad, but reads it always.",
    hint="Go through your code line by line with pad=0: where does the variable in the error get its value?",
    hint_ko="pad=0이라고 생각하고 코드를 한 줄씩 따라가 보세요. 오류에 나온 변수는 어느 줄에서 값을 받나요?",
    changes=[(_PAD, f"if pad != 0:\n        {_PAD}")],
)
forward(
    "pads_inside_inner_loop",
    belief="Pads all images anew for each single output.",
    hint="Which lines of your innermost loop would give the same result if they stood above all loops?",
    hint_ko="가장 안쪽 반복문에서, 모든 반복문보다 앞에 두어도 결과가 같은 줄은 어느 것인가요?",
    changes=[(_PAD, ""), (_WINDOW, f"{_PAD}\n                    {_WINDOW}")],
)
forward(
    "same_padding_always",
    belief="Chooses the padding itself, as for an output as large as the image.",
    hint="A 3x3 filter may well come with pad 0 or pad 2. Which line reads the pad that you were given?",
    hint_ko="3x3 필터라도 pad가 0이나 2로 주어질 수 있어요. 주어진 pad 값을 읽는 줄이 있나요?",
    changes=[(_PARAMETERS, 'stride, pad = conv_param["stride"], (w.shape[2] - 1) // 2')],
)
forward(
    "pad_one_side",
    belief="Puts all the zeros below and to the right of the image.",
    hint="Pad an image of a single pixel with pad=1 and print it: does the pixel lie in the middle?",
    hint_ko="픽셀 하나짜리 이미지를 pad=1로 패딩해서 출력해 보세요. 그 픽셀이 한가운데에 있나요?",
    changes=[("(pad, pad), (pad, pad)", "(0, 2 * pad), (0, 2 * pad)")],
)
