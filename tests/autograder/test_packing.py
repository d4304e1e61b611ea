"""The zip: what Gradescope looks for, the same bytes each time, and nothing of what students must not have."""

import dataclasses
import io
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from grader.autograder import packing
from grader.autograder.packing import packed
from grader.autograder.settings import Settings
from grader.exam import Exam, from_bytes
from grader.exam.cached import exam_for
from grader.exam.hidden import SOLUTIONS
from grader.exam.wrong import wrong_answers
from grader.exercises import EXERCISES
from tests.autograder.documented import documented, is_a_mark

SEED = 231_994_649_087_029  # that would be seen anywhere
LEAST = 24  # letters of a line of code that is no coincidence
# What the grader works out for itself: the sizes of cases; and an example of a catalogue.
WORKED_OUT = ("grader/case.py", "grader/misconception.py")
WHEELS = {"numpy-2.4.6-cp311-cp311-manylinux.whl": b"a wheel"}


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def every_text(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Each member, and what is packed in the exam once more."""
    for name, member in members(content).items():
        yield name, member
        if name == "exam.npz":
            with np.load(io.BytesIO(member), allow_pickle=False) as arrays:
                yield from ((f"{name}/{key}", arrays[key].tobytes()) for key in arrays.files)


@pytest.fixture(scope="session")
def whole() -> bytes:
    """The zip with an exam that has everything in it, wrong answers too."""
    exam = exam_for(231)
    return packed(dataclasses.replace(exam, seed=SEED), Settings(), "numpy==2.4.6\n", WHEELS)


def test_at_its_root_is_what_gradescope_calls(whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        modes = {member.filename: member.external_attr >> 16 for member in archive.infolist()}
    programs = {name for name, mode in modes.items() if mode & stat.S_IXUSR}
    assert programs == {"setup.sh", "run_autograder"}
    assert all(stat.S_ISREG(mode) and not mode & 0o022 for mode in modes.values())
    assert members(whole)["run_autograder"].startswith(b"#!/usr/bin/env bash\n")
    assert members(whole)["wheels/numpy-2.4.6-cp311-cp311-manylinux.whl"] == b"a wheel"
    assert members(whole)["requirements.txt"] == b"numpy==2.4.6\n"


def test_the_exam_is_in_it_with_the_answers_of_misconceptions(whole: bytes) -> None:
    exam = from_bytes(members(whole)["exam.npz"])
    assert exam.digest == exam_for(231).digest
    assert all(wrong_answers(exam, exercise) for exercise in EXERCISES)


def test_no_line_of_the_solutions_is_in_it(whole: bytes) -> None:
    assert not holding_solutions(whole)


def test_a_solution_would_be_seen(whole: bytes) -> None:
    file = io.BytesIO(whole)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("grader/pooling.py", (SOLUTIONS / "pooling.py").read_bytes())
    assert holding_solutions(file.getvalue()) == ["grader/pooling.py"]


def holding_solutions(content: bytes) -> list[str]:
    secret = {
        line
        for path in SOLUTIONS.glob("*.py")
        for block in re.findall(rb"BEGIN SOLUTION(.*?)END SOLUTION", path.read_bytes(), re.DOTALL)
        for line in telling(block)
    }
    assert len(secret) > 150
    texts = [(name, text) for name, text in every_text(content) if name not in WORKED_OUT]
    return [name for name, text in texts if any(line in text for line in secret)]


def test_no_line_of_a_misconception_is_in_it(whole: bytes) -> None:
    paths = [path for path in (SOLUTIONS / "misconceptions").rglob("*.py") if path.stem != "__init__"]
    secret = {line for path in paths for line in telling(path.read_bytes())}
    assert len(secret) > 1500
    for name, text in members(whole).items():
        shared = {line for line in secret & telling(text) if not line.startswith((b"from ", b"import "))}
        assert not shared or name in WORKED_OUT, (name, shared)


def telling(text: bytes) -> set[bytes]:
    """The lines that are long enough to be no coincidence."""
    return {line.strip() for line in text.split(b"\n") if len(line.strip()) >= LEAST}


def test_no_seed_is_in_it(whole: bytes) -> None:
    hidden = (SOLUTIONS / "seed.txt").read_bytes().strip()
    for name, text in every_text(whole):
        assert str(SEED).encode() not in text, name
        assert hidden not in text, name
        assert not name.endswith("seed.txt")


def test_only_code_catalogues_and_interfaces_of_the_grader_are_in_it(whole: bytes) -> None:
    names = [name for name in members(whole) if name.startswith("grader/")]
    assert {Path(name).suffix for name in names} == {".py", ".po", ".toml"}
    assert not [name for name in names if re.match(r"grader/(cli|batch|hints|stubs|gradebook|cohort)/", name)]
    assert {"grader/autograder/run.py", "grader/sandbox/worker/boot.py"} < set(names)


def test_the_same_content_gives_the_same_bytes(
    short_exam: Exam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = packed(short_exam, Settings(), "", WHEELS)
    other = tmp_path / "grader"
    for name, content in members(first).items():
        if name.startswith("grader/"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            os.utime(path, (0, 0))
            path.chmod(0o600)
    (other / "__pycache__").mkdir()
    (other / "__pycache__" / "case.pyc").write_bytes(b"")
    monkeypatch.setattr(packing, "PACKAGE", other)
    assert packed(short_exam, Settings(), "", WHEELS) == first


@pytest.mark.parametrize(("lang", "word"), [("en", "instructor"), ("ko", "선생님")])
def test_the_failure_that_lies_ready_is_no_mark(short_exam: Exam, lang: str, word: str) -> None:
    content = members(packed(short_exam, Settings(lang=lang), "", {}))
    failure = documented(content["failure.json"].decode())
    assert not is_a_mark(failure)
    assert word in failure["output"]
    assert content["seconds"] == b"520\n"
