"""What a function does besides answering: to its arguments, to its earlier answers, and from one call to the next."""

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exercises import EXERCISES
from grader.local import Local
from grader.marking.mark import mark
from grader.marking.sit import sit
from grader.report.result import ExerciseResult

SolutionsWith = Callable[[str, str], Path]
Marked = Callable[[str, str], ExerciseResult]


@pytest.fixture
def marked(solutions_with: SolutionsWith, short_exam: Exam) -> Marked:
    """`marked(name, body)`: the marks of the solution whose function `name` has this body around the right one."""

    def run(name: str, text: str) -> ExerciseResult:
        exercise = next(exercise for exercise in EXERCISES if exercise.name == name)
        folder = solutions_with(exercise.stem, text)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as in a worker, where a student's code may warn
            return mark(exercise, sit(exercise, short_exam, Local(folder, exercise.stem))).result

    return run


def around(name: str, body: str) -> str:
    """A function that calls the right one as `right(*given)`, with a dict to `keep` things in."""
    return f"right, keep = {name}, {{}}\n\n\ndef {name}(*given):\n    {body}"


def lost(result: ExerciseResult) -> dict[str, str]:
    """The checks that did not pass, with what they say."""
    return {check.name: check.message for check in result.checks if check.status != "passed"}


FORWARDS = {
    "conv_forward_naive": ("inputs_unchanged", "repeatable"),
    "conv_forward_im2col": ("out_pure", "out_pure"),
    "max_pool_forward_naive": ("inputs_unchanged", "repeatable"),
    "avg_pool_forward_naive": ("pure", "pure"),
}
BACKWARDS = {
    "conv_backward_naive": ("gradients_inputs_unchanged", "gradients_repeatable"),
    "conv_backward_im2col": ("gradients_pure", "gradients_pure"),
    "max_pool_backward_naive": ("pure_gradient", "pure_gradient"),
    "avg_pool_backward_naive": ("pure_gradient", "pure_gradient"),
}


@pytest.mark.parametrize("name", FORWARDS)
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("out, cache = right(*given); given[0][0, 0, 0, 0] += 1; return out, cache", "x[0, 0, 0, 0] was "),
        (
            "answer = right(*given); given[-1]['stride'] = 9; return answer",
            "before the call and is 9 after it.",
        ),
        ("answer = right(*given); del given[-1]['stride']; return answer", "has lost its key 'stride'"),
    ],
    ids=["an array", "a parameter", "a key"],
)
def test_a_forward_that_changes_its_arguments_loses_the_point_for_that(
    name: str, body: str, said: str, marked: Marked
) -> None:
    told = lost(marked(name, around(name, body)))
    assert set(told) - {"out_speed"} == {FORWARDS[name][0]}  # time is taken with the same parameters again and again
    assert said in told[FORWARDS[name][0]]


@pytest.mark.parametrize("name", FORWARDS)
def test_a_forward_that_returns_the_same_buffer_every_time_is_seen(name: str, marked: Marked) -> None:
    body = "out, cache = right(*given); mine = keep.setdefault(out.shape, out); mine[...] = out; return mine, cache"
    told = lost(marked(name, around(name, body)))
    assert list(told) == [FORWARDS[name][1]]
    assert "when it was returned, and" in told[FORWARDS[name][1]]


@pytest.mark.parametrize("name", FORWARDS)
def test_a_forward_that_counts_is_seen(name: str, marked: Marked) -> None:
    # right whenever it is asked for the first time
    body = """key = (sorted(given[-1].items()).__repr__(), *(one.tobytes() for one in given[:-1]))
    keep[key] = keep.get(key, -1) + 1
    out, cache = right(*given)
    return out + keep[key], cache"""
    told = lost(marked(name, around(name, body)))
    assert list(told) == [FORWARDS[name][1]]
    assert "when the same was asked again after other calls" in told[FORWARDS[name][1]]


@pytest.mark.parametrize("name", FORWARDS)
@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "if keep.get('x') is not given[0]:\n        keep['x'], keep['answer'] = given[0], right(*given)\n"
            "    return keep['answer']",
            "once the caller has written other numbers into the same arrays",
        ),
        (
            "x = given[-1].setdefault('kept', given[0]); return right(x, *given[1:])",
            "when the caller's dict has been used with other data before",
        ),
    ],
    ids=["which array it is", "what it left in the dict"],
)
def test_a_forward_that_goes_by_something_else_than_the_numbers_is_seen(
    name: str, body: str, said: str, marked: Marked
) -> None:
    told = lost(marked(name, around(name, body)))
    assert list(told) == [FORWARDS[name][1]]
    assert said in told[FORWARDS[name][1]]


def test_a_forward_that_remembers_without_the_weights_is_seen(marked: Marked) -> None:
    body = (
        "key = given[0].tobytes(); return keep.setdefault(key, None) or keep.update({key: right(*given)}) or keep[key]"
    )
    told = lost(marked("conv_forward_naive", around("conv_forward_naive", body)))
    assert "out is the same with another w: where is w read?" in told.values()


@pytest.mark.parametrize("name", BACKWARDS)
def test_a_backward_that_remembers_without_dout_is_seen(name: str, marked: Marked) -> None:
    body = (
        "key = given[1][0].tobytes()\n    if key not in keep:\n        keep[key] = right(*given)\n    return keep[key]"
    )
    told = lost(marked(name, around(name, body)))
    assert list(told) == [BACKWARDS[name][1]]
    assert "with the same cache and twice the dout" in told[BACKWARDS[name][1]]


def test_a_forward_that_answers_by_shape_is_seen(marked: Marked) -> None:
    body = "out, cache = right(*given); return (keep.setdefault((*given[0].shape, *given[1].shape), out), cache)"
    told = lost(marked("conv_forward_naive", around("conv_forward_naive", body)))
    assert "is the same for other inputs of the same shapes" in told["repeatable"]


def test_an_answer_that_is_no_number_in_the_questions_about_state_is_no_trouble(
    marked: Marked, short_exam: Exam
) -> None:
    twin = next(case for case in short_exam.cases["ConvCase"] if getattr(case, "twin", None) is not None)
    number = float(twin.arguments["x"].flat[0])  # type: ignore[union-attr]
    body = f"out, cache = right(*given); return (out * (float('nan') if given[0].flat[0] == {number!r} else 1), cache)"
    told = lost(marked("conv_forward_naive", around("conv_forward_naive", body)))
    assert not any("before the call" in message for message in told.values())


@pytest.mark.parametrize("name", BACKWARDS)
def test_a_backward_that_writes_into_dout_loses_the_point_for_that(name: str, marked: Marked) -> None:
    body = "answer = right(*given); given[0][0, 0, 0, 0] += 1; return answer"
    told = lost(marked(name, around(name, body)))
    assert list(told) == [BACKWARDS[name][0]]
    assert told[BACKWARDS[name][0]].startswith("dout[0, 0, 0, 0] was ")


@pytest.mark.parametrize("name", BACKWARDS)
def test_a_backward_that_writes_into_the_cache_is_told_so(name: str, marked: Marked) -> None:
    body = "answer = right(*given); given[1][0][0, 0, 0, 0] += 1; return answer"
    unchanged, repeatable = BACKWARDS[name]
    told = lost(marked(name, around(name, body)))
    assert told.pop(unchanged).startswith("x[0, 0, 0, 0] was ")
    assert all(check == repeatable and words.startswith("Waits for") for check, words in told.items())


@pytest.mark.parametrize("name", BACKWARDS)
def test_a_backward_that_reads_the_last_forward_instead_of_its_cache_is_seen(name: str, marked: Marked) -> None:
    forward = name.replace("backward", "forward")
    text = f"""right_forward, right, last = {forward}, {name}, {{}}


def {forward}(*given):
    out, cache = right_forward(*given)
    last["cache"] = cache
    return out, cache


def {name}(dout, cache):
    return right(dout, last["cache"])"""
    told = lost(marked(name, text))
    assert told
    assert set(told) <= set(BACKWARDS[name])


@pytest.mark.parametrize("name", ["im2col", "col2im"])
@pytest.mark.parametrize(
    "body",
    [
        "answer = right(*given); given[0].flat[0] += 1; return answer",
        "answer = right(*given); mine = keep.setdefault(answer.shape, answer + 0); mine[...] = answer; return mine",
    ],
    ids=["changes its argument", "the same buffer every time"],
)
def test_im2col_and_its_adjoint_have_no_side_effects(name: str, body: str, marked: Marked) -> None:
    assert list(lost(marked(name, around(name, body)))) == ["cols_pure" if name == "im2col" else "x_pure"]


LAYERS = {
    "gradients pile up": (
        """    def backward(self, dout):
        before = (self.weight_grad, self.bias_grad)
        dx = super().backward(dout)
        if before[0] is not None:
            self.weight_grad, self.bias_grad = self.weight_grad + before[0], self.bias_grad + before[1]
        return dx""",
        {"independent"},
    ),
    "layers share what backward needs": (
        """    shared = {}

    def forward(self, x):
        out = super().forward(x)
        Conv2d.shared.update(vars(self), weight=None, bias=None, weight_grad=None, bias_grad=None)
        return out

    def backward(self, dout):
        for name, value in Conv2d.shared.items():
            if name not in ("weight", "bias", "weight_grad", "bias_grad"):
                setattr(self, name, value)
        return super().backward(dout)""",
        {"independent"},
    ),
    "forward updates": (
        """    def forward(self, x):
        out = super().forward(x)
        self.bias = self.bias + 1
        return out""",
        {"independent", "update"},
    ),
    "update climbs": (
        """    def update(self, lr):
        super().update(-lr)""",
        {"update"},
    ),
    "update forgets the bias": (
        """    def update(self, lr):
        bias = self.bias.copy()
        super().update(lr)
        self.bias = bias""",
        {"update"},
    ),
    "a gradient of another shape": (
        """    def update(self, lr):
        super().update(lr)
        self.bias_grad = self.bias_grad[:, None]

    def backward(self, dout):
        dx = super().backward(dout)
        if hasattr(self, "seen"):
            self.bias_grad = self.bias_grad[:, None]
        self.seen = True
        return dx""",
        {"update"},
    ),
    "update forgets lr": (
        """    def update(self, lr):
        super().update(1.0)""",
        {"update"},
    ),
}


@pytest.mark.parametrize("fault", LAYERS)
def test_a_layer_is_judged_by_what_it_keeps(fault: str, marked: Marked) -> None:
    methods, checks = LAYERS[fault]
    text = f"class Right(Conv2d):\n    pass\n\n\nclass Conv2d(Right):\n{methods}"
    told = lost(marked("Conv2d", text))
    assert checks <= set(told)
    assert not {"attributes", "initial_weights", "backward"} & set(told)
