"""A right backward keeps its points next to a forward that is missing or wrong: nobody loses the same points twice."""

from pathlib import Path

import pytest

from grader.exam import Exam
from grader.exam.hidden import SOLUTIONS
from grader.misconception import Misconception
from tests.conftest import Graded
from tests.submissions_graded.places import POINTS, results

FORWARD = {
    "conv_backward_naive": ("conv", "conv_forward_naive"),
    "conv_backward_im2col": ("im2col", "conv_forward_im2col"),
    "max_pool_backward_naive": ("pooling", "max_pool_forward_naive"),
    "avg_pool_backward_naive": ("pooling", "avg_pool_forward_naive"),
}
BODIES = {
    "missing": ("pass", "missing"),
    "a stub": ("def {}(x, *rest):\n    raise NotImplementedError", "not_implemented"),
    "raises": ("def {}(x, *rest):\n    return x.nothing", "error"),
    "returns nothing": ("def {}(x, *rest):\n    x.sum()", "failed"),
    "wrong numbers and a cache of its own": ("def {}(x, *rest):\n    return x * 0 + 0.125, 'my cache'", "failed"),
    "ends the process": ("def {}(x, *rest):\n    import os\n    os._exit(1)", "crashed"),
}


@pytest.mark.parametrize("forward", BODIES)
def test_a_right_backward_keeps_its_points_next_to_a_forward_that_is(
    forward: str, graded: Graded, short_exam: Exam, tmp_path: Path
) -> None:
    body, status = BODIES[forward]
    for stem in {stem for stem, _name in FORWARD.values()}:
        text = (SOLUTIONS / f"{stem}.py").read_text(encoding="utf-8")
        for of, name in FORWARD.values():
            if of == stem:
                text = Misconception(name, name, stem, "", "", "", body=body.format(name)).source(text)
        (tmp_path / f"{stem}.py").write_text(text, encoding="utf-8")
    found = results(graded(tmp_path, short_exam))
    for backward, (_stem, name) in FORWARD.items():
        assert found[backward] == ("passed", POINTS[backward])
        assert found[name] == (status, 0)


def test_a_layer_s_right_backward_keeps_its_points_next_to_a_wrong_forward(
    graded: Graded, short_exam: Exam, tmp_path: Path
) -> None:
    text = (SOLUTIONS / "conv_layer.py").read_text(encoding="utf-8")
    text += "\n\nclass Right(Conv2d):\n    pass\n\n\nclass Conv2d(Right):\n"
    text += "    def forward(self, x):\n        return super().forward(x) + 1\n"
    (tmp_path / "conv_layer.py").write_text(text, encoding="utf-8")
    report = graded(tmp_path, short_exam)
    (layer,) = (result for result in report.exercises if result.name == "Conv2d")
    lost = [check.name for check in layer.checks if check.status != "passed"]
    assert lost == ["forward", "independent"]  # which waits for forward
