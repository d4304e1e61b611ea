"""Reports to be told: one that holds a bit of everything, and one fault with all that can be said of it."""

import numpy as np

from grader.report.result import CheckResult, ExerciseResult, Isolation, Picture, Report, Window

DIGEST = "0123456789abcdef" * 4
BOX = Isolation(layers=("process", "rlimits"), missing=("landlock",))


def passed(name: str = "plain", points: float = 2.0) -> CheckResult:
    """A check that passed."""
    return CheckResult(name, f"The {name} check.", points, points, "passed")


def failed(name: str = "padding", message: str = "out[0, 0] is 1, expected 2.", **more: object) -> CheckResult:
    """A check that failed on a small case."""
    fields: dict[str, object] = {
        "title": f"The {name} check.",
        "status": "failed",
        "counterexample": {"N": 1, "H": 2, "pad": 1},
        "arrays": {"x": "[[[[1, 2]]]]", "w": "[[[[3]]]]"},
        "hint": "Print your padded image.",
    } | more
    return CheckResult(name, score=0.0, max_score=1.5, message=message, **fields)  # type: ignore[arg-type]


def skipped(name: str = "stride", message: str = 'Waits for "The padding check."') -> CheckResult:
    """A check that waits for another."""
    return CheckResult(name, f"The {name} check.", 0.0, 1.0, "skipped", message)


def exercise(name: str, status: str, *checks: CheckResult, **more: object) -> ExerciseResult:
    """An exercise of the stem conv."""
    score, most = sum(check.score for check in checks), sum(check.max_score for check in checks)
    return ExerciseResult(name, "conv", score, most, status, checks, **more)  # type: ignore[arg-type]


def report(*exercises: ExerciseResult, **more: object) -> Report:
    """A report on these exercises."""
    fields: dict[str, object] = {"submission": "hong-gildong", "duration_s": 0.125, "notes": ()} | more
    return Report(exercises=exercises, exam=DIGEST, isolation=BOX, **fields)  # type: ignore[arg-type]


MIXED = report(
    exercise("conv_output_size", "passed", passed()),
    exercise(
        "conv_forward_naive", "failed", passed(), failed(), skipped(), printed=("shape (1, 1)", "\\x1b[31mred", "")
    ),
    exercise("conv_backward_naive", "error", skipped(message=""), message="conv.py could not be loaded: SyntaxError."),
    exercise("im2col", "not_implemented", skipped(message=""), message="im2col is not written yet."),
    exercise("col2im", "missing", skipped(message=""), message="col2im is not defined in any of the files."),
    exercise("Conv2d", "timeout", CheckResult("a", "A.", 0.0, 1.0, "timeout", "forward did not finish within 5 s.")),
    exercise("pool", "crashed", CheckResult("b", "B.", 0.0, 1.0, "error", "pool ended its process by signal 11.")),
    exercise("avg", "machinery", CheckResult("c", "C.", 0.0, 1.0, "machinery"), message="no more processes"),
    notes=("a.txt was left out.",),
)


def picture(name: str = "out") -> Picture:
    """Six numbers, two of them wrong; the worst is made of two pixels of an image with padding."""
    expected = np.arange(6.0).reshape(1, 1, 2, 3)
    returned = expected.copy()
    returned[0, 0, 0, 1] += 2.0
    returned[0, 0, 1, 2] -= 4.0
    source = np.pad(np.arange(1.0, 7.0).reshape(1, 1, 2, 3), ((0, 0), (0, 0), (1, 1), (1, 1)))
    met = np.zeros(source.shape, bool)
    met[0, 0, 2, 3:] = True
    return Picture(name, expected, returned, (0, 0, 1, 2), Window("x", source, met, pad=1))


EXPLAINED = report(
    exercise("conv_output_size", "passed", passed()),
    exercise(
        "conv_forward_naive",
        "failed",
        passed(),
        failed(
            message="out[0, 0, 0, 1] is 3, expected 1. 2 of 6 values differ.",
            seen=("Wrong exactly when pad is above 0.", "Right in the middle of `out`."),
            story=("0*1 + 2*3 + b = 6 + 1 = 7", "yours: 9"),
            picture=picture(),
            misconception="pads_with_edge_values",
            belief="The image is padded with copies of its edge.",
        ),
        failed(
            "several",
            "conv_forward_naive raised IndexError: index 2 is out of bounds.",
            status="error",
            frames=("conv.py, line 12, in conv_forward_naive: out[n] = window(x, i)", "conv.py, line 4, in window"),
            arrays={},
        ),
        skipped(),
        printed=("shape (1, 1)", "한글도 됩니다"),
    ),
    exercise("im2col", "not_implemented", skipped(message=""), message="im2col is not written yet."),
    notes=("a.txt was left out.",),
)
