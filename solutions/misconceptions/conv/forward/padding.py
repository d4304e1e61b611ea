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
_ZEROS = "x_pad = np.zeros((*x.shape[:2], x.shape[2] + 2 * pad, x.shape[3] + 2 * pad))"
_WINDOW = "window = x_pad[n, :, top : top + HH, left : left + WW]"

forward(
    "pad_slice_negative_pad",
    belief="Writes the image to [pad:-pad], which is no place at all when pad is 0.",
    hint="Print np.arange(3)[0:-0]. How else can you say where the image ends?",
    hint_ko="np.arange(3)[0:-0]을 출력해 보세요. 이미지가 끝나는 위치를 다르게 나타낼 방법은 없을까요?",
    changes=[(_PAD, f"{_ZEROS}\n    x_pad[:, :, pad:-pad, pad:-pad] = x")],
)
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
forward(
    "pad_ignored",
    belief="Works without padding, whatever conv_param says.",
    hint="Call your function with pad 0 and with pad 1. Which line would make the two answers differ?",
    hint_ko="pad를 0과 1로 바꿔 가며 호출해 보세요. 두 결과를 다르게 만들 줄이 코드에 있나요?",
    changes=[(_PARAMETERS, 'stride, pad = conv_param["stride"], 0')],
)
forward(
    "pads_every_axis",
    belief="Gives np.pad one number for all axes, which adds images and channels of zeros as well.",
    hint="Print x_pad.shape beside x.shape. Along which of the four axes should there be more?",
    hint_ko="x_pad.shape를 x.shape와 나란히 출력해 보세요. 네 축 가운데 길어져야 하는 축은 어느 것인가요?",
    changes=[(_PAD, "x_pad = np.pad(x, pad)")],
)
forward(
    "pads_rows_only",
    belief="Puts zeros above and below the image, and none on its left and right.",
    hint="Print a padded image of one pixel. On how many of its sides are zeros?",
    hint_ko="픽셀 하나짜리 이미지를 패딩해서 출력해 보세요. 네 변 가운데 0이 붙은 변은 몇 개인가요?",
    changes=[(_PAD, _PAD.replace("(pad, pad), (pad, pad)", "(pad, pad), (0, 0)"))],
)
forward(
    "pads_with_ones",
    belief="Puts ones around the image.",
    hint="Only the outputs at the border differ. Which numbers did you put around the image?",
    hint_ko="테두리 쪽 출력만 달라요. 이미지 둘레를 어떤 값으로 채웠나요?",
    changes=[(_PAD, _PAD.removesuffix(")") + ", constant_values=1)")],
)
forward(
    "pad_reflect",
    belief="Thinks that the image goes on beyond its border as in a mirror.",
    hint="Only the outputs at the border differ. Print x_pad: which numbers stand around the image?",
    hint_ko="테두리 쪽 출력만 달라요. x_pad를 출력해 보세요. 이미지 둘레에 어떤 값이 있나요?",
    changes=[(_PAD, _PAD.removesuffix(")") + ', mode="reflect")')],
)
forward(
    "pads_only_above_and_left",
    belief="Puts all the zeros above and to the left of the image.",
    hint="Pad an image of a single pixel with pad=1 and print it: does the pixel lie in the middle?",
    hint_ko="픽셀 하나짜리 이미지를 pad=1로 패딩해서 출력해 보세요. 그 픽셀이 한가운데에 있나요?",
    changes=[(_PAD, _PAD.replace("(pad, pad), (pad, pad)", "(2 * pad, 0), (2 * pad, 0)"))],
)
forward(
    "padded_image_not_used",
    belief="Makes a padded image, and then cuts the windows out of the image without padding.",
    hint="Where is the name of your padded image used again, after the line that makes it?",
    hint_ko="패딩한 이미지의 이름을 코드에서 찾아보세요. 만든 뒤에 다시 쓰는 줄이 있나요?",
    changes=[("window = x_pad[", "window = x[")],
)
