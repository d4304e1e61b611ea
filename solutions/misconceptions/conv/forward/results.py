"""Misconceptions about the convolution by loops, forward: where results go, and names that stand for nothing."""

# ruff: noqa: E501 - a hint is one line, and Korean characters count double

from functools import partial

from grader.misconception import Catalogue

UNDETECTABLE = {
    ("conv_forward_naive", "dtype_of_x_buffer"): "shows for integer images only, and all graded images are float64",
}
"""Faults of (exercise, name) that no legal input shows, and why."""

wrong = Catalogue("conv")

forward = partial(wrong.edit, of="conv_forward_naive")

_OUT = "out[n, f, i, j] = np.sum(window * w[f]) + b[f]"
_RETURN = "return out, (x, w, b, conv_param)"
_PARAMETERS = 'stride, pad = conv_param["stride"], conv_param["pad"]'

forward(
    "channels_last_output",
    belief="Puts the filters on the last axis, as image files do.",
    hint="Everything in this assignment is channel first. At which place of out.shape does that put F?",
    hint_ko="이 과제의 배열은 모두 채널이 앞에 와요. 그렇다면 out.shape에서 F는 몇 번째 자리에 있어야 할까요?",
    changes=[("return out,", "return out.transpose(0, 2, 3, 1),")],
)
forward(
    "dtype_of_x_buffer",
    belief="Gives the output the dtype of the image, whatever that is.",
    hint="What becomes of 0.5 when you write it into an array of integers?",
    hint_ko="정수 배열에 0.5를 대입하면 어떤 값이 저장될까요?",
    changes=[("W_out))\n", "W_out), dtype=x.dtype)\n")],
)
forward(
    "ij_swapped_output",
    belief="Stores the value of window (i, j) at row j and column i.",
    hint="Each of your output images is the right one, mirrored at its diagonal. Which loop counts the rows?",
    hint_ko="출력 이미지가 대각선을 기준으로 뒤집혀 있어요. 행을 세는 반복 변수는 어느 쪽인가요?",
    changes=[(_OUT, _OUT.replace("[n, f, i, j]", "[n, f, j, i]"))],
)
forward(
    "no_return",
    belief="Comes to its end without giving anything back.",
    hint="Print what a call of your function is equal to. Which line hands the result to the caller?",
    hint_ko="함수를 호출한 결과를 그대로 출력해 보세요. 계산한 값을 호출한 쪽에 넘겨주는 줄이 있나요?",
    changes=[(_RETURN, "cache = (x, w, b, conv_param)")],
)
forward(
    "returns_only_out",
    belief="Gives back the output alone, without the cache.",
    hint="The caller writes `out, cache = ...`. What does your return line offer for the second name?",
    hint_ko="호출하는 쪽은 `out, cache = ...`로 받아요. return 줄에서 cache에 해당하는 값을 주고 있나요?",
    changes=[(_RETURN, "return out")],
)
forward(
    "imports_missing_helper_module",
    belief="Imports a module that was not handed in.",
    hint="The error names a module. NumPy, Python's own modules and your files are there: is it one of them?",
    hint_ko="채점할 때는 NumPy와 파이썬 기본 모듈, 그리고 제출한 파일만 쓸 수 있어요. 오류에 나온 모듈이 그중에 있나요?",
    changes=[(_PARAMETERS, f"from common.util import im2col\n\n    {_PARAMETERS}")],
)
forward(
    "undefined_name_typo",
    belief="Uses a name that stands for nothing: nobody has given it a value.",
    hint="The error's last line quotes a name. Compare it, letter by letter, with the name you gave the value.",
    hint_ko="오류 메시지의 마지막 줄에 나온 이름을, 값을 저장할 때 쓴 이름과 한 글자씩 비교해 보세요.",
    changes=[("range(H_out)", "range(Hout)")],
)
forward(
    "filters_overwritten",
    belief="Writes the result of each filter over those of all others.",
    hint="Print out[0, 0] and out[0, 1]. Which place of out does the loop over the filters write to?",
    hint_ko="out[0, 0]과 out[0, 1]을 출력해 보세요. 필터 반복문이 out의 어느 자리에 값을 쓰고 있나요?",
    changes=[(_OUT, _OUT.replace("n, f, i, j", "n, :, i, j"))],
)
forward(
    "images_overwritten",
    belief="Writes the result of each image over those of all others.",
    hint="Print out[0] and out[1] for a batch of two. Which place of out does the loop over the images write to?",
    hint_ko="이미지가 두 장일 때 out[0]과 out[1]을 출력해 보세요. 이미지 반복문이 out의 어느 자리에 값을 쓰고 있나요?",
    changes=[(_OUT, _OUT.replace("n, f, i, j", ":, f, i, j"))],
)
forward(
    "integer_buffer",
    belief="Makes the output an array of integers, which cuts every fraction off.",
    hint="Print out.dtype. What becomes of 0.5 when you write it into such an array?",
    hint_ko="out.dtype을 출력해 보세요. 그런 배열에 0.5를 대입하면 어떤 값이 저장될까요?",
    changes=[("W_out))\n", "W_out), dtype=int)\n")],
)
forward(
    "filters_before_images",
    belief="Gives the output the axes (filters, images, rows, columns).",
    hint="Use 2 images and 3 filters and print out.shape. Which of the two numbers must come first?",
    hint_ko="이미지 2장, 필터 3개로 실행하고 out.shape를 출력해 보세요. 두 수 가운데 어느 것이 앞에 와야 할까요?",
    changes=[("return out,", "return out.transpose(1, 0, 2, 3),")],
)
forward(
    "returns_inside_the_loops",
    belief="Returns from within the loops, after the first output.",
    hint="How far is your return line indented? Put a print in front of it: how often do the loops go round?",
    hint_ko="return 줄이 얼마나 들여쓰기되어 있나요? 바로 앞에 print를 넣어 보세요. 반복문이 몇 번 도나요?",
    changes=[("+ b[f]\n    return out,", "+ b[f]\n                    return out,")],
)
