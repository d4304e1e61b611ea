"""Intake of a whole class: what an LMS gives, or a folder of submissions, becomes a `Cohort` of hand-ins.

The data's way: path → class_zip.py (a zip is unpacked) → level.py (the folder that holds the class, and its items)
→ recognised.py (which layout) → one reader for each layout (folder_of_students.py, gradescope.py, canvas.py,
moodle.py, github.py) → identity.py (ids) → opening.py (a Cohort). From there parcel.py leads a hand-in to
`grader.intake`, on this machine or on another. Nothing here runs, imports or parses a student's code.
"""

from grader.cohort.hand_in import Cohort, HandIn, Part, Passed, Student
from grader.cohort.opening import open_cohort
from grader.cohort.parcel import Parcel, digest, on_disk, packed, unpacked

__all__ = [
    "Cohort",
    "HandIn",
    "Parcel",
    "Part",
    "Passed",
    "Student",
    "digest",
    "on_disk",
    "open_cohort",
    "packed",
    "unpacked",
]
