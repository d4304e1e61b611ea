"""What can go wrong that is not the student's answer.

GraderError
├── InputError       what we were given can't be used: one sentence, exit status 2
└── MachineryError   our own side failed: nothing is recorded as a mark, exit status 3
"""


class GraderError(Exception):
    """A failure with a sentence for the person who ran the command; never shown as a traceback."""

    exit_status = 3


class InputError(GraderError):
    """Unusable input or arguments: the sentence says what, where, and what to do."""

    exit_status = 2


class MachineryError(GraderError):
    """The grader itself failed; the submission is kept for another try."""

    exit_status = 3
