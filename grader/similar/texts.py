"""The text of a submission's sources, to be read as text alone: nothing in it is run, or even parsed."""

from grader.intake.entries import read_regular
from grader.intake.limits import MAX_NOTEBOOK_BYTES
from grader.intake.names import is_notebook, is_source
from grader.intake.submission import Submission
from grader.sandbox.worker.notebook import code_cells

# As Korean students save their files. What is neither is looked at byte by byte: it is never run in this form.
_ENCODINGS = ("utf-8-sig", "cp949", "latin-1")


def texts(submission: Submission) -> dict[str, str]:
    """Each source with its text, by the path in the submission: line ends are LF; of a notebook the code alone."""
    return {
        file: _text(file, read_regular(submission.folder / file, MAX_NOTEBOOK_BYTES))
        for file in submission.files
        if is_source(file)
    }


def _text(file: str, content: bytes) -> str:
    if is_notebook(file):
        return with_plain_ends("\n\n".join(code_cells(content)))
    for encoding in _ENCODINGS:
        try:
            return with_plain_ends(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise AssertionError("the last encoding knows every byte")


def with_plain_ends(text: str) -> str:
    """`text` with LF for every kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
