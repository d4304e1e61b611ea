"""Misconceptions about the output size of a convolution."""

from functools import partial

from grader.misconception import Catalogue

wrong = Catalogue("conv")

size = partial(wrong.edit, of="conv_output_size")

_SIZE = "return 1 + (size + 2 * pad - kernel) // stride"

size(
    "divides_part_by_part",
    belief="Divides each part by the stride and adds up the fractions, which may fall short of a whole number.",
    hint="What is 1 / 3 + 2 / 3 - 1 in floating point, and what does int() make of a number just below 1?",
    hint_ko="부동소수점에서 나눈 값들을 더하면 정확한 정수가 될까요? int()는 1보다 조금 작은 수를 무엇으로 바꾸나요?",
    changes=[(_SIZE, "return int((size - kernel) / stride + 2 * pad / stride + 1)")],
)
size(
    "pad_on_one_side",
    belief="Counts the padding once, as if it were put on one end only.",
    hint="A side of 1 pixel with pad 1: how many pixels long is it now?",
    hint_ko="픽셀 1개짜리 변에 pad 1을 주면 길이가 몇이 되나요?",
    changes=[(_SIZE, "return 1 + (size + pad - kernel) // stride")],
)
size(
    "one_window_forgotten",
    belief="Counts the steps between windows instead of the windows.",
    hint="A window as large as the image takes no step at all. How often does it fit?",
    hint_ko="이미지와 크기가 같은 창은 한 걸음도 움직이지 않아요. 그 창은 몇 번 들어가나요?",
    changes=[(_SIZE, "return (size + 2 * pad - kernel) // stride")],
)
