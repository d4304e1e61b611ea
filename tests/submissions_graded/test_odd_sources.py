"""Sources that are hard to compile, or named like modules that everybody imports, cost only themselves."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.report.result import ExerciseResult
from grader.sandbox.limits import Limits
from tests.conftest import Graded

RIGHT = (
    "import json, random\nimport numpy as np\n\n\ndef conv_output_size(size, kernel, stride, pad):\n"
    "    assert json.loads('1') == np.int64(1) and 0 <= random.random() < 1\n"
    "    return 1 + (size + 2 * pad - kernel) // stride\n"
)
SHADOWS = ("numpy.py", "random.py", "json.py", "sitecustomize.py", "conftest.py", "encodings/__init__.py", "re/a.py")
LIMITS = Limits(load_seconds=0.5)


@pytest.fixture
def size_of(
    graded: Graded, short_exam: Exam, tmp_path: Path, ask_only: Callable[[Iterable[str]], None]
) -> Callable[[dict[str, str]], ExerciseResult]:
    """`size_of({"conv.py": "..."})` is the result of conv_output_size in a submission of these files."""
    ask_only(["conv_output_size"])

    def grade(files: dict[str, str]) -> ExerciseResult:
        for name, text in files.items():
            path = tmp_path / "hw" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (result,) = graded(tmp_path / "hw", short_exam, LIMITS).exercises
        return result

    return grade


def test_files_named_like_modules_that_everybody_imports_stand_in_nobody_s_way(
    size_of: Callable[[dict[str, str]], ExerciseResult],
) -> None:
    shadow = "print('shadowed')\nraise SystemExit\n"
    result = size_of({"conv.py": RIGHT} | dict.fromkeys(SHADOWS, shadow))
    assert (result.status, result.printed) == ("passed", ())


@pytest.mark.parametrize(
    ("line", "status", "sentence"),
    [
        ("x = 9 ** 9 ** 9 ** 9", "error", "conv.py could not be loaded: it did not finish within"),
        ("x = " + "(" * 5_000 + ")" * 5_000, "error", "conv.py could not be loaded: SyntaxError"),
        ("x = " + "-" * 300_000 + "1", "error", "conv.py could not be loaded: "),
        ("x = 1" + "+1" * 210_000, "error", "conv.py could not be loaded: "),
    ],
    ids=["endless", "nested", "minus", "sum"],
)
def test_a_source_that_is_hard_to_compile_is_told_in_one_sentence(
    size_of: Callable[[dict[str, str]], ExerciseResult], line: str, status: str, sentence: str
) -> None:
    result = size_of({"conv.py": RIGHT + line + "\n"})
    assert (result.status, result.score) == (status, 0.0)
    assert result.message.startswith(sentence)
    assert len(result.message) < 400
