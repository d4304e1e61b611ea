"""The student's loop in a real terminal: edit, save, see, take a hint, mend, see, move, quit, and come back."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.exam.cached import cache_folders
from grader.watch.place import file_name
from tests.watch.student import Student

STUB = re.compile(r"    # YOUR CODE HERE.*?\n    raise NotImplementedError\(\"(\w+) is not written yet.*?\n", re.DOTALL)
SIZE = "return 1 + (size + 2 * pad - kernel) // stride"
HALF = "return 1 + (size + pad - kernel) // stride"

Watch = Callable[..., Student]


@pytest.fixture
def watch(work: Path, exam_file: Path) -> Iterator[Watch]:
    """`watch()` begins to watch the folder `work`."""
    begun: list[Student] = []

    def begin(*words: object, **options: object) -> Student:
        student = Student(work, "--exam", exam_file, "--isolation", "best-effort", *words, **options)  # type: ignore[arg-type]
        begun.append(student)
        return student

    yield begin
    for student in begun:
        student.__exit__()
    for folder in cache_folders():
        (folder / file_name(work)).unlink(missing_ok=True)


def write(work: Path, name: str, body: str, *, stem: str = "conv", renaming: bool = False) -> None:
    """Put a body in the place of a stub's, and save it as an editor does."""
    path = work / f"{stem}.py"
    text = path.read_text(encoding="utf-8")
    begin = text.index(f"def {name}(")
    docstring = text.index('"""', text.index('"""', begin) + 3) + 3
    ends = [at for at in (text.find("\n\n\ndef ", docstring), text.find("\n\n\nclass ", docstring)) if at > 0]
    new = f"{text[:docstring]}\n    {body}\n{text[min(ends, default=len(text)) :]}"
    if renaming:
        (work / "conv.py~new").write_text(new, encoding="utf-8")
        os.replace(work / "conv.py~new", path)
    else:
        path.write_text(new, encoding="utf-8")


def test_edit_save_see_hint_mend_move_quit_and_come_back(watch: Watch, work: Path) -> None:
    student = watch()
    student.sees("conv_output_size in conv.py, 1 of 12", "not written yet: 0 of 4 points", "0 of 100 points")
    write(work, "conv_output_size", HALF)
    student.sees("not yet: 2 of 4 points", "Padding counts on both sides.", "size is 2, expected 3.", "2 of 100 points")
    student.press("h")
    student.sees("step 1 of 3: where to look")
    student.press("h")
    student.sees("step 2 of 3: what to ask yourself")
    write(work, "conv_output_size", SIZE, renaming=True)
    student.sees(
        "passed: 4 of 4 points", "Well done", "Press n to go on with conv_forward_naive", "1 of 12 exercises done"
    )
    student.press("n")
    student.sees("conv_forward_naive in conv.py, 2 of 12", "not written yet: 0 of 16 points")
    student.press("p")
    student.sees("conv_output_size in conv.py", "passed: 4 of 4 points", "step 2 of 3")
    student.press("p")
    student.sees("Conv2d in conv_layer.py, 12 of 12")
    student.press("q")
    assert student.leaves() == 0
    assert student.raw.decode().rstrip().endswith("4 of 100 points, 1 of 12 exercises done")
    again = watch()
    again.sees("Conv2d in conv_layer.py, 12 of 12", "not written yet: 0 of 7 points")


def test_no_frame_is_blank_and_each_is_one_write_in_a_synchronized_update(watch: Watch, work: Path) -> None:
    student = watch()
    student.sees("not written yet: 0 of 4 points")
    write(work, "conv_output_size", HALF)
    student.sees("not yet: 2 of 4 points")
    student.press("hn")
    student.sees("conv_forward_naive in")
    student.press("q")
    student.leaves()
    assert b"\x1b[2J" not in student.raw
    assert len(student.frames) > 3
    for before, frame in zip(student.frames, student.frames[1:], strict=False):
        assert frame != before
        assert b" in conv.py, " in frame
        assert frame.startswith(b"\x1b[1;1H")
    outside = re.sub(rb"\x1b\[\?2026h.*?\x1b\[\?2026l", b"", student.raw, flags=re.DOTALL)
    assert b"conv.py" not in outside  # nothing is drawn beside the frames


def test_a_save_leads_to_the_function_that_was_changed_without_colour_if_nobody_wants_it(
    watch: Watch, work: Path
) -> None:
    student = watch(NO_COLOR="1")
    student.sees("conv_output_size in conv.py, 1 of 12")
    write(work, "avg_pool_backward_naive", "return dout", stem="pooling")
    student.sees("avg_pool_backward_naive in pooling.py, 11 of 12", "not yet: 0 of 3 points")
    assert not re.search(rb"\x1b\[[1-9]\d*m", student.raw)


def test_half_a_line_is_told_as_grade_tells_it_and_a_folder_that_is_gone_too(watch: Watch, work: Path) -> None:
    student = watch()
    student.sees("not written yet: 0 of 4 points")
    (work / "conv.py").write_text("def conv_output_size(size, kernel, stri", encoding="utf-8")
    student.sees("conv.py could not be loaded", "SyntaxError")
    (work / "conv.py").unlink()
    student.sees("conv_output_size is not defined in any of the files.")
    for path in work.iterdir():
        path.unlink()
    work.rmdir()
    student.sees("does not exist: check the path")
    student.press("q")
    assert student.leaves() == 0


def test_an_endless_loop_keeps_neither_keys_nor_the_next_save_waiting(watch: Watch, work: Path) -> None:
    student = watch("--call-seconds", 1000, "--exercise-seconds", 1000, "--submission-seconds", 1000)
    student.sees("not written yet: 0 of 4 points")
    write(work, "conv_output_size", "while True: pass")
    student.sees("grading ...")
    student.press("h")
    student.sees("step 1 of 3")
    write(work, "conv_output_size", SIZE)
    student.sees("passed: 4 of 4 points")
    write(work, "conv_output_size", "while True: pass")
    student.sees("grading ...")
    student.press("q")
    assert student.leaves() == 0


def test_a_narrow_low_window_scrolls_and_follows_its_size(watch: Watch, work: Path) -> None:
    student = watch("--lang", "ko", rows=12, columns=40)
    student.sees("conv_output_size")
    student.press("hhh")
    student.sees("↓")
    top = student.text
    student.press("\x1b[B")
    student.waits(lambda: student.text != top, "another line")
    student.press(" ")
    student.press("\x1b[F")
    student.sees("↑")
    student.resize(100, 100)
    student.sees("import numpy as np", "conv.py")
    student.press("ㅂ")  # q, while the keyboard writes Hangul
    assert student.leaves() == 0


def test_ctrl_c_gives_the_terminal_back(watch: Watch) -> None:
    student = watch()
    student.sees("conv_output_size in")
    assert student.settings != student.before
    student.press("\x03")
    assert student.leaves() == 130
    assert student.settings == student.before
    assert student.raw.rstrip().endswith(b"\x1b[?25h\x1b[?1049l\rgrader: interrupted")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_ends_it_gives_the_terminal_back(watch: Watch, number: signal.Signals) -> None:
    student = watch()
    student.sees("conv_output_size in")
    student.process.send_signal(number)
    assert student.leaves() == -number
    assert student.settings == student.before
    assert student.raw.endswith(b"\x1b[?25h\x1b[?1049l\r")


def test_a_window_that_is_closed_ends_it_and_is_no_fault_of_the_grader(watch: Watch) -> None:
    student = watch()
    student.sees("conv_output_size in")
    assert student.hangs_up() == -signal.SIGHUP


def test_ctrl_z_lends_the_terminal_to_the_shell(watch: Watch) -> None:
    student = watch()
    student.sees("conv_output_size in")
    ours, drawn = student.settings, len(student.frames)
    student.press("\x1a")  # nobody here takes it over, so it is taken back at once
    student.waits(lambda: student.raw.count(b"\x1b[?1049h") > 1 and len(student.frames) > drawn, "a second screen")
    assert student.raw.count(b"\x1b[?1049l") == 1
    assert student.settings == ours
    student.process.send_signal(signal.SIGTSTP)
    student.waits(lambda: student.raw.count(b"\x1b[?1049h") > 2, "one more screen")
    student.process.send_signal(signal.SIGSTOP)
    student.process.send_signal(signal.SIGCONT)
    student.waits(lambda: student.raw.count(b"\x1b[?1049h") > 3, "the last screen")
    student.press("n")
    student.sees("conv_forward_naive in")


def test_a_dumb_terminal_gets_plain_lines(watch: Watch, work: Path) -> None:
    student = watch(TERM="dumb")
    student.sees("not written yet: 0 of 4 points")
    write(work, "conv_output_size", SIZE)
    student.sees("passed: 4 of 4 points")
    student.press("q")
    assert student.leaves() == 0
    assert b"\x1b" not in student.raw
