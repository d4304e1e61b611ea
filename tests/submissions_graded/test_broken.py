"""Code that misbehaves costs what it touches and nothing else, and every run ends."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from grader.exam import Exam
from grader.report.result import Report
from grader.sandbox.limits import Limits
from tests.conftest import Graded
from tests.submissions_graded.places import BROKEN, NAMES, POINTS, SUBMISSIONS, full_marks_in, results

LIMITS = Limits(memory_mib=512, crashes=2, printed_mib=4)
# Where a call never ends, it costs 0.3 s of processor time, or four times that asleep; once is enough to see it.
# Whatever is right in these files needs milliseconds.
IMPATIENT = Limits(call_seconds=0.3, load_seconds=0.5, timeouts=1)
ENDLESS = {"infinite_loop", "infinite_sleep", "stops_itself", "loops_at_import"}

# What becomes of conv_forward_naive, with words of the message.
FORWARD = {
    "allocates_10_gib": ("error", "It asked for more memory than it may have."),
    "billion_element_reply": ("failed", "far too large"),
    "closes_all_fds": ("crashed", "conv_forward_naive "),
    "deep_recursion": ("crashed", "ended its process by signal"),
    "exception_in_str": ("error", "Unspeakable"),
    "exception_with_huge_message": ("error", "ValueError: \\x1b[31mwrong shape\\x1b[0m\\n"),
    "forks_children": ("error", "PermissionError"),
    "infinite_loop": ("timeout", "did not finish within 0.3 s"),
    "infinite_sleep": ("timeout", "did not finish within 0.3 s"),
    "kills_own_process_group": ("crashed", "ended its process by signal 9"),
    "lying_subclass": ("failed", ""),
    "os_exit_in_call": ("crashed", "ended its process with exit status 0"),
    "prints_forever": ("crashed", "printed without end"),
    "raises_base_exception": ("error", "GiveUp: not an Exception"),
    "returns_complex": ("failed", "dtype complex128"),
    "returns_none": ("failed", "returned None"),
    "returns_object_array": ("failed", "dtype object"),
    "returns_strings": ("failed", "dtype <U"),
    "segfault": ("crashed", "ended its process by signal 11"),
    "stops_itself": ("timeout", "did not finish within 0.3 s"),
    "sys_exit_in_call": ("error", "SystemExit"),
}
HARMLESS = {
    "thread_left_running": {"conv_output_size", "conv_forward_naive", "max_pool_forward_naive"},
    "unpicklable_cache": {"conv_output_size", "conv_forward_naive", "conv_backward_naive", "max_pool_forward_naive"},
    "prints_at_import": set(NAMES),
}
AT_IMPORT = {
    "exits_at_import": "SystemExit",
    "loops_at_import": "did not finish",
    "raises_at_import": "raises_at_import.py could not be loaded",
}


def graded_within_limits(name: str, graded: Graded, exam: Exam) -> Report:
    return graded(SUBMISSIONS / "broken" / f"{name}.py", exam, IMPATIENT if name in ENDLESS else LIMITS)


@pytest.mark.parametrize("name", FORWARD)
def test_a_forward_that_misbehaves_costs_its_own_points_alone(
    name: str, graded: Graded, short_exam: Exam, ask_only: Callable[[Iterable[str]], None]
) -> None:
    ask_only({"conv_output_size", "conv_forward_naive", "conv_backward_naive", "max_pool_forward_naive"})
    report = graded_within_limits(name, graded, short_exam)
    status, words = FORWARD[name]
    assert results(report) == {
        "conv_output_size": ("passed", 4),
        "conv_forward_naive": (status, 0),
        "conv_backward_naive": ("missing", 0),
        "max_pool_forward_naive": ("passed", 7),
    }
    (result,) = (result for result in report.exercises if result.name == "conv_forward_naive")
    assert words in " ".join(check.message for check in result.checks)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_does_no_harm_costs_nothing(name: str, graded: Graded, short_exam: Exam) -> None:
    assert results(graded_within_limits(name, graded, short_exam)) == full_marks_in(*HARMLESS[name])


@pytest.mark.parametrize("name", AT_IMPORT)
def test_a_file_that_fails_at_import_costs_what_it_defines(name: str, graded: Graded, short_exam: Exam) -> None:
    report = graded_within_limits(name, graded, short_exam)
    assert results(report) == full_marks_in(others="error")
    assert {AT_IMPORT[name] in result.message for result in report.exercises} == {True}


def test_the_other_files_of_a_submission_lose_nothing_by_one_that_fails_at_import(
    graded: Graded, short_exam: Exam, tmp_path: Path
) -> None:
    for name in ("exits_at_import", "raises_at_import"):
        (tmp_path / f"{name}.py").write_bytes((SUBMISSIONS / "broken" / f"{name}.py").read_bytes())
    right = "def conv_output_size(size, kernel, stride, pad):\n    return 1 + (size + 2 * pad - kernel) // stride\n"
    (tmp_path / "zz.py").write_text(right)
    report = graded(tmp_path, short_exam, LIMITS)
    assert results(report) == {**full_marks_in(others="error"), "conv_output_size": ("passed", 4)}


def test_what_a_submission_uses_up_in_all_is_bounded(graded: Graded, short_exam: Exam) -> None:
    limits = Limits(call_seconds=0.2, submission_seconds=0.2)
    report = graded(SUBMISSIONS / "broken" / "infinite_loop.py", short_exam, limits)
    forward = next(result for result in report.exercises if result.name == "conv_forward_naive")
    assert forward.status == "timeout"
    assert report.score <= POINTS["conv_output_size"] + POINTS["max_pool_forward_naive"]


def test_every_broken_file_is_looked_at() -> None:
    assert {path.stem for path in BROKEN} == FORWARD.keys() | HARMLESS.keys() | AT_IMPORT.keys()
