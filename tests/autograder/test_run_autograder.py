"""run_autograder leaves a results.json in any case: with all 100 points of the rubric if the submission was graded,
without a score if we failed.
"""

import stat
from pathlib import Path

import pytest

from grader.exam import Exam, save, sealed
from grader.exam.hidden import SOLUTIONS
from tests.autograder.rehearsal import Rehearsal

NEVER_ENDS = "while True:\n    pass\n"


def test_a_right_submission_gets_all_points(rehearsal: Rehearsal) -> None:
    rehearsal.submit(*SOLUTIONS.glob("*.py"))
    ran = rehearsal.run()
    assert (ran.status, ran.has_mark) == (0, True)
    assert all(test["status"] == "passed" for test in ran.results["tests"] if "faster" not in test["name"])
    assert ran.results["score"] >= 90  # the check of speed needs an idle machine
    assert "grader: layers: process, " in ran.out
    assert "landlock" not in str(ran.results)


def test_an_empty_submission_gets_none_of_100_points_and_reads_why(rehearsal: Rehearsal) -> None:
    ran = rehearsal.run()
    assert (ran.status, ran.has_mark, ran.results["score"]) == (0, True, 0)
    assert ran.results["output"].startswith("submission is empty: hand in a folder, ")
    assert stat.S_IMODE(rehearsal.source.stat().st_mode) == 0o700  # workers are other users


def test_a_submission_without_code_is_told_so(rehearsal: Rehearsal) -> None:
    (rehearsal.root / "submission" / "essay.docx").write_bytes(b"PK")
    ran = rehearsal.run()
    assert (ran.has_mark, ran.results["score"]) == (True, 0)
    assert "submission holds no .py or .ipynb file" in ran.results["output"]


def test_a_submission_that_can_t_be_read_is_told_so(rehearsal: Rehearsal) -> None:
    (rehearsal.root / "submission" / "conv.ipynb").write_text("{")
    ran = rehearsal.run()
    assert (ran.has_mark, ran.results["score"]) == (True, 0)
    assert "conv.ipynb" in ran.results["output"]


@pytest.mark.parametrize("text", ["import os\nos.abort()\n", "import sys\nsys.exit(0)\n", NEVER_ENDS])
def test_a_file_that_can_t_be_loaded_costs_what_it_defines(rehearsal: Rehearsal, text: str) -> None:
    rehearsal.submit(SOLUTIONS / "pooling.py", conv=f"def conv_output_size(*_):\n    return 1\n\n\n{text}")
    ran = rehearsal.run()
    assert (ran.status, ran.has_mark, ran.results["score"]) == (0, True, 21)
    assert ran.of("conv_output_size") == 0


@pytest.mark.parametrize("body", ["while True:\n        pass", "import os\n    os._exit(0)"])
def test_a_function_that_hangs_or_crashes_costs_its_own_points(rehearsal: Rehearsal, body: str) -> None:
    rehearsal.submit(SOLUTIONS / "pooling.py", conv=f"def conv_output_size(size, kernel, stride, pad):\n    {body}\n")
    ran = rehearsal.run()
    assert (ran.status, ran.has_mark, ran.results["score"]) == (0, True, 21)


def test_a_submission_can_neither_write_its_results_nor_read_the_exam(rehearsal: Rehearsal) -> None:
    root = rehearsal.root
    rehearsal.submit(
        conv=f"""
import os, shutil

def attack():
    forged = '{{"score": 100}}'
    for path in ("{root}/results/results.json", "/autograder/results/results.json", "results.json"):
        for write in (lambda: open(path, "w").write(forged), lambda: os.remove(path), lambda: os.rename(path, "x")):
            try:
                write()
            except OSError:
                pass
    shutil.rmtree("{root}/source", ignore_errors=True)
    for path in ("{root}/source/exam.npz", "{root}/source/settings.json", "{root}/source/grader/compare.py"):
        try:
            print("READ", len(open(path, "rb").read()))
        except OSError:
            pass
    try:
        if os.fork() == 0:
            while True:
                open("{root}/results/results.json", "w").write(forged)
    except OSError:
        pass

attack()

def conv_output_size(size, kernel, stride, pad):
    attack()
    return 0
"""
    )
    ran = rehearsal.run()
    assert (ran.status, ran.has_mark, ran.results["score"]) == (0, True, 0)
    assert (rehearsal.source / "exam.npz").exists()
    assert "READ" not in str(ran.results) + ran.out


def test_results_of_a_former_run_don_t_stay(rehearsal: Rehearsal) -> None:
    (rehearsal.root / "results" / "results.json").write_text('{"score": 100}')
    (rehearsal.source / "exam.npz").write_bytes(b"")
    assert not rehearsal.run().has_mark


def expect_no_mark(rehearsal: Rehearsal, told: str) -> None:
    rehearsal.submit(conv="def conv_output_size(*_):\n    pass\n")
    ran = rehearsal.run()
    assert (ran.status, ran.has_mark) == (3, False)
    assert told in ran.out
    assert ran.results["output"].startswith("The autograder failed, which is no fault of yours, and no mark")
    assert ran.results["stdout_visibility"] == "hidden"


def test_a_damaged_exam_is_no_zero(rehearsal: Rehearsal) -> None:
    content = (rehearsal.source / "exam.npz").read_bytes()
    (rehearsal.source / "exam.npz").write_bytes(content[: len(content) // 2])
    expect_no_mark(rehearsal, "grader: source/exam.npz is not an exam that this version can read")


def test_an_exam_of_other_questions_is_no_zero(rehearsal: Rehearsal, short_exam: Exam) -> None:
    save(sealed(None, short_exam.cases, {}), rehearsal.source / "exam.npz")
    expect_no_mark(rehearsal, "grader: the exam has no answers for ")


def test_settings_that_can_t_be_read_are_no_zero(rehearsal: Rehearsal) -> None:
    (rehearsal.source / "settings.json").write_text('{"limits": {}, "wish": 1}')
    expect_no_mark(rehearsal, "grader: the settings source/settings.json can't be read")


def test_a_python_that_is_missing_is_no_zero(bare: Rehearsal) -> None:
    expect_no_mark(bare, "did setup.sh fail when the image was built?")


def test_a_fault_of_the_grader_s_own_is_no_zero(rehearsal: Rehearsal) -> None:
    (rehearsal.source / "grader" / "compare.py").write_text("1 / 0\n")
    expect_no_mark(rehearsal, "ZeroDivisionError")


def test_a_grader_that_takes_too_long_gives_no_zero(rehearsal: Rehearsal) -> None:
    (rehearsal.source / "seconds").write_text("0.5\n")
    (rehearsal.source / "grader" / "compare.py").write_text("import time\ntime.sleep(100)\n")
    expect_no_mark(rehearsal, "grader: no result after 0.5 seconds")


def test_a_folder_that_gradescope_did_not_lay_out_is_no_zero(rehearsal: Rehearsal) -> None:
    (rehearsal.root / "submission").rmdir()
    ran = rehearsal.run()
    assert (ran.status, ran.has_mark) == (3, False)
    assert "there is no folder submission" in ran.out


def test_the_programs_are_executable(bare: Rehearsal) -> None:
    for name in ("run_autograder", "setup.sh"):
        path: Path = bare.source / name
        assert stat.S_IMODE(path.stat().st_mode) == 0o755
