"""Intake: what a student handed in becomes a private copy, a `Submission`, that can be graded.

The data's way: path → folder.py or archive.py (entries) → copying.py (the copy) → opening.py (a Submission)
→ lookup.py (which file to ask for a name). On the way left_out.py notes what is not taken in, and why. Nothing here
runs, imports or parses a student's code.
"""

from grader.intake.lookup import defines, mentions, parameters_of, sources_for
from grader.intake.opening import open_submission
from grader.intake.submission import Submission

__all__ = ["Submission", "defines", "mentions", "open_submission", "parameters_of", "sources_for"]
