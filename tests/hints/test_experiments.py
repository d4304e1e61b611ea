"""The experiments of the hints: they run as they are pasted, and a right answer shows what their text promises."""

import contextlib
import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from grader.cli.main import main
from grader.exam.hidden import SOLUTIONS
from grader.exercises import EXERCISES
from grader.hints import HINTS
from grader.stubs import write_stubs
from tests.misconceptions.catalogues import MODELS, solution_of

STEMS = {exercise.name: exercise.stem for exercise in EXERCISES}
SPREAD = re.compile(r"spread: 0\.06[3-9]\d* wanted: 0\.0666\d*")  # ten times what chance does to 18000 weights

# What a right answer prints, apart from spaces. The numbers are those that the text behind the experiment names.
RIGHT = {
    "conv_output_size": """
        windows: [0 1 2] [2 3 4] [4 5 0]
        your count: 3
        windows: [0 1 2] [2 3 4] [4 0]
        your count: 2""",
    "conv_forward_naive": """
        image: [[1. 2. 3. 4. 5.] [6. 7. 8. 9. 10.] [11. 12. 13. 14. 15.] [16. 17. 18. 19. 20.]]
        stride 1, pad 0: [[3. 4. 5.] [8. 9. 10.] [13. 14. 15.]]
        stride 2, pad 1: [[0. 0. 0.] [7. 9. 0.] [17. 19. 0.]]
        images down, filters across: [[12.5 120.25] [24.5 240.25]]""",
    "conv_backward_naive": """
        shapes: True True True
        x: loss grows by 545778.0
        your dx says 545778.0
        w: loss grows by 901610.0
        your dw says 901610.0
        b: loss grows by 3294.0
        your db says 3294.0""",
    "im2col": """
        shape: (8, 12)
        [[0 1 2 10 11 12 100 101 102 110 111 112]
        [2 3 4 12 13 14 102 103 104 112 113 114]
        [20 21 22 30 31 32 120 121 122 130 131 132]
        [22 23 24 32 33 34 122 123 124 132 133 134]
        [1000 1001 1002 1010 1011 1012 1100 1101 1102 1110 1111 1112]
        [1002 1003 1004 1012 1013 1014 1102 1103 1104 1112 1113 1114]
        [1020 1021 1022 1030 1031 1032 1120 1121 1122 1130 1131 1132]
        [1022 1023 1024 1032 1033 1034 1122 1123 1124 1132 1133 1134]]""",
    "col2im": """
        windows of each pixel: [[1. 2. 2. 1.] [2. 4. 4. 2.] [1. 2. 2. 1.]]
        by im2col: 95532.0
        by col2im: 95532.0""",
    "conv_forward_im2col": """
        image 1, filter 2: [[2100. 2101. 2102.] [2110. 2111. 2112.]]
        shapes: (2, 3, 3, 3) (2, 3, 3, 3)
        largest difference: 0.0""",
    "conv_backward_im2col": """
        db: [0. 0. 1.]
        image 1: [[12. 13. 14. 15.] [16. 17. 18. 19.] [20. 21. 22. 23.]]
        dw of filter 2: [[13. 14.] [17. 18.]]
        filter 2: [[109. 110.] [111. 112.]]
        dx of image 1: [[0. 109. 110. 0.] [0. 111. 112. 0.] [0. 0. 0. 0.]]
        sums elsewhere: 0.0 0.0""",
    "max_pool_forward_naive": """
        channel 0: [[-9. -2. -7. -4. -1. -3.] [-5. -6. -8. -10. -11. -25.]
        [-15. -16. -18. -13. -14. -12.] [-17. -19. -20. -22. -23. -24.]]
        your out, channel 0: [[-2. -1.] [-15. -13.]]
        your out, channel 1: [[-1002. -1001.] [-1015. -1013.]]""",
    "max_pool_backward_naive": """
        image: [[1. 2. 3. 12. 4.] [5. 11. 6. 7. 8.] [9. 10. 13. 14. 15.]]
        your dx: [[0. 0. 0. 110. 0.] [0. 1. 0. 0. 0.] [0. 0. 1000. 10000. 100000.]]
        sum of dout: 111111.0 sum of your dx: 111111.0""",
    "avg_pool_forward_naive": """
        your out, all 1: [[1. 1.] [1. 1.]]
        your out, all 10: [[10. 10.] [10. 10.]]
        image: [[0. 1. 2. 3. 4.] [5. 6. 7. 8. 9.] [10. 11. 12. 13. 14.] [15. 16. 17. 18. 19.]]
        your out: [[3.5 5.5] [13.5 15.5]]""",
    "avg_pool_backward_naive": """
        your dx: [[1. 11. 11. 10.] [101. 1111. 1111. 1010.] [100. 1100. 1100. 1000.]]
        sum of dout: 6666.0 sum of your dx: 6666.0""",
    "Conv2d": """
        out: [[14. 21. 16.] [24. 40. 24.] [16. 21. 14.]]
        dx: [[10. 10.] [10. 10.]]
        weight_grad: [[10. 10.] [10. 10.]]
        bias_grad: [9.]
        new weight: [[-4. -3.] [-2. -1.]]
        new bias: [5.5]
        near""",
}

# Two of the faults, by the names of their misconceptions, that each experiment has to show.
SHOWN = {
    "conv_output_size": ("one_window_forgotten", "pad_on_one_side"),
    "conv_forward_naive": ("stride_ignored", "pad_counted_once"),
    "conv_backward_naive": ("dx_crop_double_pad", "dw_last_image_only"),
    "im2col": ("no_transpose", "window_loop_order_rows"),
    "col2im": ("averages_overlaps", "inverse_perm_wrong_hw"),
    "conv_forward_im2col": ("reshape_without_transpose", "size_precedence"),
    "conv_backward_im2col": ("dout_reshape_without_transpose", "db_wrong_axis"),
    "max_pool_forward_naive": ("init_zero", "stride_equals_pool"),
    "max_pool_backward_naive": ("overwrite", "argmax_not_unravelled"),
    "avg_pool_forward_naive": ("mean_over_channels", "nonzero_mean"),
    "avg_pool_backward_naive": ("divide_by_stride_squared", "stride_equals_pool"),
    "Conv2d": ("grad_accumulates", "update_forgets_bias"),
}

Try = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder in which the student's files are the solutions; we are in it."""
    (tmp_path / "assignment").mkdir()
    for path in SOLUTIONS.glob("*.py"):
        shutil.copy(path, tmp_path / "assignment")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Try]:
    """`run(name)` runs the experiment of an exercise here, and gives what it prints."""
    for stem in STEMS.values():  # what other tests have loaded is there again afterwards
        monkeypatch.delitem(sys.modules, stem, raising=False)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "path_importer_cache", {})  # of relative paths, which are elsewhere in each test
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def experiment(name: str) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), np.printoptions():
            exec(HINTS[name].experiment, {})  # noqa: S102
        return printed.getvalue()

    yield experiment
    for stem in STEMS.values():
        sys.modules.pop(stem, None)


def without_spaces(text: str) -> str:
    """What was printed, in whatever form this NumPy prints it."""
    return "".join(SPREAD.sub("near", text).split())


@pytest.mark.parametrize("name", STEMS)
def test_a_right_answer_shows_what_the_text_promises(name: str, folder: Path, run: Try) -> None:
    assert without_spaces(run(name)) == without_spaces(RIGHT[name])


@pytest.mark.parametrize(("name", "fault"), [(name, fault) for name, faults in SHOWN.items() for fault in faults])
def test_a_wrong_answer_shows_something_else(name: str, fault: str, folder: Path, run: Try) -> None:
    model = next(model for model in MODELS if (model.of, model.name) == (name, fault))
    (folder / "assignment" / f"{model.stem}.py").write_text(model.source(solution_of(model)), encoding="utf-8")
    try:
        shown = run(name)
    except Exception as error:  # an exception shows something, too
        shown = repr(error)
    assert without_spaces(shown) != without_spaces(RIGHT[name])


@pytest.mark.parametrize("name", STEMS)
def test_what_is_not_written_yet_says_so(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Try) -> None:
    write_stubs(SOLUTIONS, tmp_path / "assignment")
    monkeypatch.chdir(tmp_path / "assignment")
    with pytest.raises(NotImplementedError, match="is not written yet"):
        run(name)


@pytest.mark.parametrize("place", [".", "assignment"])
def test_it_is_pasted_into_a_terminal_in_either_folder(
    place: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["hint", "conv_forward_im2col", "--level", "3"])
    told = capsys.readouterr().out
    pasted = told[told.index(".venv/bin/python") : told.index("\nEND\n") + 5]
    ours = pasted.replace(".venv/bin/python", shlex.quote(sys.executable), 1)
    ran = subprocess.run(["sh", "-s"], input=ours, cwd=folder / place, capture_output=True, text=True, check=True)  # noqa: S607
    assert without_spaces(ran.stdout) == without_spaces(RIGHT["conv_forward_im2col"])


@pytest.mark.parametrize("name", STEMS)
def test_it_fits_a_terminal_and_means_the_same_to_every_shell(name: str) -> None:
    lines = HINTS[name].experiment.splitlines()
    assert max(map(len, lines)) <= 80
    assert all(line.isascii() and line.isprintable() for line in lines)
    assert not re.search(r"!|^END$", HINTS[name].experiment, re.MULTILINE)  # the shell's history, the text's end
