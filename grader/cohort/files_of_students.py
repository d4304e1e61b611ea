"""Flat downloads: the LMS wrote every student's files into one folder, and whose they are into their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.cohort.forms import the_archive
from grader.cohort.hand_in import HandIn, Part, Student
from grader.cohort.identity import Unnamed
from grader.cohort.level import Item
from grader.cohort.sorting import Sorting
from grader.language import _


@dataclass(frozen=True, slots=True)
class Owned:
    """A file of a student: `name` is what the student called it; of several with one name the highest `version` counts.

    `student` and `number` are the person's name and number in the LMS, as they stand in the file's name.
    """

    item: Item
    student: str
    number: str
    name: str
    version: tuple[int, ...] = ()
    is_late: bool = False


def take_files(files: Sequence[Owned], sorting: Sorting) -> None:
    """Make the hand-in of one student, whose files these all are."""
    newest: dict[str, Owned] = {}
    for file in sorted(files, key=lambda file: (file.version, file.item.path.name)):
        if file.name in newest:
            sorting.replaced(newest[file.name].item.place, file.item.place)
        newest[file.name] = file
    kept = sorted(newest.values(), key=lambda file: file.name)
    parts = tuple(Part(_safe(file), file.item.path) for file in kept)
    archive = the_archive(parts)
    if archive is not None:
        for file in kept:
            if file.item.path != archive.path:
                sorting.pass_over(file.item.place, _("{place} lies beside an archive, which alone is the submission"))
        kept = [file for file in kept if file.item.path == archive.path]
        parts = (archive,)
    one = kept[0]
    hand_in = HandIn(
        id="",
        name=one.student,
        students=(Student(one.student, login=one.number),),
        parts=parts,
        place=one.item.place,
        is_late=any(file.is_late for file in kept),
    )
    sorting.hand_ins.append(Unnamed(one.student, one.number, f"{one.student}\0{one.number}", hand_in))


def _safe(file: Owned) -> str:
    """The file's name; where that would be a folder's way to itself or to the one above, all that the LMS wrote."""
    return file.item.name if file.name in (".", "..") else file.name
