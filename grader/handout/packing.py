"""Packs the students' zip: always the same bytes for the same content.

What is in it is said in one place, `members`. The stubs are cut from the solutions, not taken from assignment/, which
somebody may have filled in.
"""

from collections.abc import Iterator
from pathlib import Path

from grader.errors import InputError
from grader.exam import Exam, to_bytes
from grader.exam.cached import PACKAGE
from grader.exam.public import PUBLIC
from grader.stubs.write import MANIFEST, assignment_from, manifest_of
from grader.zips import zipped

TOP = "convolution"  # the folder that all of it is unpacked into
README = Path(__file__).with_name("README.md")
AS_THEY_ARE = ("pyproject.toml", ".constraints.txt", ".gitignore", "LICENSE")
PRISTINE = "grader/stubs/pristine"  # where stubs/handed_out.py looks for them when there are no solutions
SELF_CHECK = "tests/selfcheck"
MAKEFILE = "Makefile"
MARKER = "# ---- The students' handout has what stands above this line"
# Parts of the grader that work out what is asked for, in another form; without them, less is told of odd faults.
LEFT_OUT = (
    "explain/definition.py",  # what an element is made of: by terms.py, number by number, and window.py
    "explain/terms.py",
    "explain/window.py",
    "explain/on_columns.py",  # what the products of matrices give
    "explain/seen",  # what pools hold, where windows lie
)
_COMPILED = {".pyc", ".pyo"}


def packed(exam: Exam, project: Path, solutions: Path) -> bytes:
    """The zip's content.

    Raises:
        InputError: a file of the project is not there, can't be used, or has no place to be cut at.
    """
    return zipped({f"{TOP}/{name}": content for name, content in members(exam, project, solutions)})


def members(exam: Exam, project: Path, solutions: Path) -> Iterator[tuple[str, bytes]]:
    """Each file of the handout, by its path in it."""
    assignment = assignment_from(solutions)
    for name, content in {**assignment, MANIFEST: manifest_of(assignment)}.items():
        yield f"assignment/{name}", content
        if name.endswith(".py"):  # once more, where `make reset` takes it from when the student has filled the other in
            yield f"{PRISTINE}/{name}", content
    for path in (*_sources(PACKAGE), *_sources(project / SELF_CHECK)):
        root = PACKAGE.parent if path.is_relative_to(PACKAGE) else project
        if path == PUBLIC or any(path.is_relative_to(PACKAGE / part) for part in LEFT_OUT):
            continue
        yield path.relative_to(root).as_posix(), _content(path)
    yield PUBLIC.relative_to(PACKAGE.parent).as_posix(), to_bytes(exam)
    yield "README.md", _content(README)
    yield MAKEFILE, _upper_half(project / MAKEFILE)
    for name in AS_THEY_ARE:
        yield name, _content(project / name)


def _sources(folder: Path) -> list[Path]:
    """The files below a folder, without what running them leaves there."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in _COMPILED]
    if not paths:
        raise InputError(f"there is nothing in {folder}: make the handout in a checkout of the project")
    return [path for path in paths if not any(part.startswith(".") for part in path.relative_to(folder).parts)]


def _upper_half(makefile: Path) -> bytes:
    """What stands above the marker, which is the students'."""
    above, marker, _below = _content(makefile).decode().partition(MARKER)
    if not marker:
        raise InputError(f'{makefile} has no line "{MARKER} ...": put it above what is for staff')
    return (above.rstrip("\n") + "\n").encode()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} can't be read ({error.strerror}): make the handout in a checkout") from None
