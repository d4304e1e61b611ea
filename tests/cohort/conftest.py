"""Classes, made for one test; and what is said of them."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from grader.cohort import Cohort, HandIn, Passed, open_cohort
from grader.errors import InputError
from grader.escape import printable

Files = Mapping[str, bytes | None]


@pytest.fixture(autouse=True)
def scratch_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of the system during this test."""
    place = tmp_path / "scratch"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return place


@pytest.fixture
def class_of(tmp_path: Path) -> Callable[..., Path]:
    """`class_of({"kim/conv.py": b"..."}, "class")` writes a folder with these files; None makes a folder."""

    def make(files: Files, name: str = "class") -> Path:
        top = tmp_path / name
        top.mkdir(parents=True, exist_ok=True)
        for number, (file, content) in enumerate(files.items()):
            path = top / file
            if content is None:
                path.mkdir(parents=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))  # later ones are newer
        return top

    return make


@pytest.fixture
def taken(class_of: Callable[..., Path]) -> Callable[..., Cohort]:
    """`taken({"kim/conv.py": b"..."})` is the cohort of a folder with these files."""

    def make(files: Files, name: str = "class") -> Cohort:
        with open_cohort(class_of(files, name)) as cohort:
            return cohort

    return make


@pytest.fixture
def refusal() -> Callable[[Path], str]:
    """`refusal(path)` is the one sentence with which `path` is refused."""

    def told(path: Path) -> str:
        with pytest.raises(InputError) as raised, open_cohort(path):
            pass
        sentence = str(raised.value)
        assert printable(sentence, len(sentence)) == sentence
        return sentence

    return told


def named(cohort: Cohort) -> dict[str, HandIn]:
    """The hand-ins by the names that are displayed."""
    by_name = {hand_in.name: hand_in for hand_in in cohort.hand_ins}
    assert len(by_name) == len(cohort.hand_ins)
    return by_name


def reasons(passed: Sequence[Passed]) -> dict[str, str]:
    """The reasons by the places; each is one line that is safe to print."""
    for one in passed:
        assert printable(one.reason, len(one.reason)) == one.reason
    return {one.place: one.reason for one in passed}


def part_names(hand_in: HandIn) -> list[str]:
    """What the parts are called."""
    return [part.name for part in hand_in.parts]
