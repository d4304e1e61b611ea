"""From the path that someone names to a Cohort, for as long as it is needed."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from grader.cohort.canvas import read_canvas
from grader.cohort.class_zip import unpack_class
from grader.cohort.folder_of_students import read_folder
from grader.cohort.github import read_github
from grader.cohort.gradescope import read_gradescope
from grader.cohort.hand_in import Cohort
from grader.cohort.identity import identified
from grader.cohort.level import Level, level_of
from grader.cohort.moodle import read_moodle
from grader.cohort.recognised import beginning, is_one_submission, layout
from grader.cohort.sorting import Sorting
from grader.errors import InputError
from grader.escape import printable
from grader.intake.entries import read_regular, unreadable
from grader.intake.names import readable_name
from grader.intake.scratch import scratch_folder
from grader.intake.zip_archive import MAGICS as ZIP_MAGICS
from grader.language import _

_READERS: Mapping[str, Callable[[Level, Sorting], None]] = MappingProxyType(
    {
        "folder": read_folder,
        "gradescope": read_gradescope,
        "canvas": read_canvas,
        "moodle": read_moodle,
        "github": read_github,
    }
)
_MOST_REASONS = 3


@contextmanager
def open_cohort(path: Path) -> Iterator[Cohort]:
    """The class that `path` names: a folder, or a zip, which is unpacked for as long as this lasts.

    `path` is only read, and no more of it than names; the hand-ins' contents are read when they are graded.

    Raises:
        InputError: there is no class at `path`; the sentence says why and what to do.
        MachineryError: the zip can't be unpacked here.
    """
    given = printable(str(path))
    real, mode = _located(path, given)
    if stat.S_ISDIR(mode):
        yield _cohort(level_of(real, readable_name(os.fsencode(real.name))), Sorting(), given)
    elif stat.S_ISREG(mode) and _is_zip(real, given):
        with scratch_folder() as scratch:
            sorting = Sorting()
            sorting.unrecognised += unpack_class(real, scratch, given)
            yield _cohort(level_of(scratch, readable_name(os.fsencode(real.stem))), sorting, given)
    else:
        sentence = _("{given} is no class: name a folder of submissions, or the zip that the LMS gave you")
        raise InputError(sentence.format(given=given))


def _located(path: Path, given: str) -> tuple[Path, int]:
    try:
        real = Path(os.path.realpath(path, strict=True))
        return real, real.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise InputError(_("{given} does not exist: check the path").format(given=given)) from error
    except OSError as error:
        raise unreadable(given, error) from error


def _is_zip(path: Path, given: str) -> bool:
    try:
        return read_regular(path, 4).startswith(ZIP_MAGICS) or path.suffix.lower() == ".zip"
    except OSError as error:
        raise unreadable(given, error) from error


def _cohort(top: Level, sorting: Sorting, given: str) -> Cohort:
    level = beginning(top)
    kind = layout(level)
    if kind == "folder" and is_one_submission(level):
        sentence = _("{given} looks like one submission, not like a class: grade it with `grade`")
        raise InputError(sentence.format(given=given))
    _READERS[kind](level, sorting)
    if not sorting.hand_ins:
        raise _empty(sorting, given)
    return Cohort(
        layout=kind,
        hand_ins=tuple(identified(sorting.hand_ins)),
        older=tuple(sorted(sorting.older, key=lambda passed: passed.place)),
        unrecognised=tuple(sorted(sorting.unrecognised, key=lambda passed: passed.place)),
    )


def _empty(sorting: Sorting, given: str) -> InputError:
    reasons = [passed.reason for passed in sorting.unrecognised[:_MOST_REASONS]]
    if not reasons:
        return InputError(_("{given} holds no submissions: name the folder that they are in").format(given=given))
    sentence = _("{given} holds no submissions: {reasons}")
    return InputError(sentence.format(given=given, reasons="; ".join(reasons)))
