"""Misconceptions about the output size of a convolution."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

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
size(
    "true_division",
    belief="Divides with `/`, which gives a float, with a fraction where the stride doesn't divide.",
    hint="Print your result and its type for size 5, kernel 2, stride 2. Can half a window stand in the image?",
    hint_ko="size 5, kernel 2, stride 2일 때의 결과와 그 자료형을 출력해 보세요. 창이 반 번만 들어갈 수 있을까요?",
    changes=[(_SIZE, "return 1 + (size + 2 * pad - kernel) / stride")],
)
size(
    "rounded_up",
    belief="Rounds the quotient up, so that a last window counts that hangs over the edge.",
    hint="Lay a window of 2 on 5 pixels in steps of 2. Which pixels would the third window need?",
    hint_ko="픽셀 5개 위에 크기 2인 창을 두 칸씩 밀며 놓아 보세요. 세 번째 창에는 어느 픽셀이 필요할까요?",
    changes=[(_SIZE, "return 1 - (kernel - size - 2 * pad) // stride")],
)
size(
    "rounded_to_nearest",
    belief="Rounds the quotient to the nearest whole number.",
    hint="If there is room for 1.7 more steps, how many can the window take without leaving the image?",
    hint_ko="1.7걸음만큼의 자리가 남았다면, 창은 이미지를 벗어나지 않고 몇 걸음을 더 갈 수 있을까요?",
    changes=[(_SIZE, "return round(1 + (size + 2 * pad - kernel) / stride)")],
)
size(
    "stride_ignored",
    belief="Counts windows at every pixel, whatever the stride is.",
    hint="Change nothing but the stride: does your result change? Lay the windows out for stride 2.",
    hint_ko="stride만 바꾸어 호출해 보세요. 결과가 달라지나요? stride가 2일 때 창을 직접 놓아 보세요.",
    changes=[(_SIZE, "return 1 + size + 2 * pad - kernel")],
)
size(
    "pad_ignored",
    belief="Leaves the padding out.",
    hint="Change nothing but the pad: does your result change? Zeros give the window more room.",
    hint_ko="pad만 바꾸어 호출해 보세요. 결과가 달라지나요? 0이 덧붙으면 창이 움직일 자리도 늘어나요.",
    changes=[(_SIZE, "return 1 + (size - kernel) // stride")],
)
size(
    "pad_added_last",
    belief="Adds the padding to the number of windows, not to the pixels.",
    hint="With stride 4 and pad 1, does every zero that was added make room for a window of its own?",
    hint_ko="stride가 4이고 pad가 1일 때, 덧붙인 0 하나마다 창이 하나씩 더 들어가나요?",
    changes=[(_SIZE, "return 1 + (size - kernel) // stride + 2 * pad")],
)
size(
    "precedence",
    belief="Forgets the brackets, so that only the kernel is divided by the stride.",
    hint="Put size 5, kernel 3, stride 2 into your formula as Python reads it: what exactly is divided by 2?",
    hint_ko="size 5, kernel 3, stride 2를 파이썬이 읽는 순서대로 식에 넣어 보세요. 2로 나누어지는 부분은 어디까지인가요?",
    changes=[(_SIZE, "return 1 + size + 2 * pad - kernel // stride")],
)
size(
    "one_added_before_division",
    belief="Adds the 1 before the division, where it is a pixel, not a window.",
    hint="A window as large as the image fits once, whatever the stride is. What does your formula say for stride 3?",
    hint_ko="이미지만 한 창은 stride가 얼마든 한 번 들어가요. stride가 3이면 작성한 식에서는 몇이 나오나요?",
    changes=[(_SIZE, "return (size + 2 * pad - kernel + 1) // stride")],
)
size(
    "stride_and_pad_swapped",
    belief="Takes the stride for the padding, and the padding for the stride.",
    hint="Write down the names of the four parameters in their order. What does each of them stand for in your formula?",
    hint_ko="네 매개변수의 이름을 순서대로 적어 보세요. 식 안에서 각각 어떤 뜻으로 쓰이고 있나요?",
    changes=[(_SIZE, "return 1 + (size + 2 * stride - kernel) // pad")],
)
size(
    "no_return",
    belief="Comes to its end without giving the number back.",
    hint="Print what a call of your function is equal to. Which line hands the number to the caller?",
    hint_ko="함수를 호출한 결과를 그대로 출력해 보세요. 계산한 수를 호출한 쪽에 돌려주는 줄이 있나요?",
    changes=[(_SIZE, _SIZE.replace("return", "windows ="))],
)
