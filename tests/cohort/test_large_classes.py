"""Thousands of hand-ins: a cohort is names and places, and its contents stay on disk."""

import gc
import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from grader.cohort import open_cohort
from grader.intake.limits import MIB

STUDENTS = 3_000
MOST_HELD = 1_000  # bytes for each hand-in
MOST_MEANWHILE = 3_000


@pytest.fixture
def class_of_thousands(tmp_path: Path) -> Path:
    """A Canvas download; each file has a hole of a mebibyte."""
    top = tmp_path / "class"
    top.mkdir()
    for number in range(STUDENTS):
        path = top / f"kimminsu_{number}_{number + 100_000}_conv.py"
        path.touch()
        os.truncate(path, 1 << 20)
    return top


def test_thousands_of_hand_ins_are_light(class_of_thousands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*args: object, **_options: object) -> int:
        raise AssertionError(args)

    monkeypatch.setattr(os, "open", opened)
    tracemalloc.start()
    try:
        with open_cohort(class_of_thousands) as cohort:
            gc.collect()  # what nobody needs any more may be collected late
            held, most = tracemalloc.get_traced_memory()
            assert len(cohort.hand_ins) == STUDENTS
    finally:
        tracemalloc.stop()
    assert held < STUDENTS * MOST_HELD
    assert most < STUDENTS * MOST_MEANWHILE


def test_a_zip_is_unpacked_from_disk_to_disk(tmp_path: Path) -> None:
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in ("kim", "lee"):
            archive.writestr(f"{name}/data.bin", bytes(40 * MIB))
    tracemalloc.start()
    try:
        with open_cohort(path) as cohort:
            _held, most = tracemalloc.get_traced_memory()
            assert len(cohort.hand_ins) == 2
    finally:
        tracemalloc.stop()
    assert most < 4 * MIB
