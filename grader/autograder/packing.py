"""Packs the zip that is uploaded to Gradescope: always the same bytes for the same content."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.autograder.places import EXAM, FAILURE, REQUIREMENTS, SECONDS, SETTINGS, WHEELS
from grader.autograder.settings import Settings
from grader.exam import Exam, to_bytes
from grader.exports.gradescope import failure_json
from grader.language import _, speaking
from grader.zips import zipped

PACKAGE = Path(__file__).resolve().parents[1]
IMAGE = Path(__file__).with_name("image")
PROGRAMS = ("run_autograder", "setup.sh")
# Parts of the grader that nobody needs there: a class's, a student's, and those that make exams and this zip.
LEFT_OUT = (
    *("batch", "cli", "cohort", "gradebook", "handout", "hints", "stubs", "training", "watch"),
    *("autograder/packing.py", "autograder/wheels.py", "duration.py", "report/hint_as_text.py", "zips.py"),
)
_SUFFIXES = {".py", ".po", ".toml"}


def packed(exam: Exam, settings: Settings, requirements: str, wheels: Mapping[str, bytes]) -> bytes:
    """The zip's content: `wheels`, by their file names, are installed where there are any, else `requirements`."""
    members = {
        **{name: (IMAGE / name).read_bytes() for name in PROGRAMS},
        **{f"grader/{name}": content for name, content in _grader()},
        EXAM: to_bytes(exam),
        SETTINGS: settings.to_json().encode(),
        SECONDS: f"{settings.seconds}\n".encode(),
        FAILURE: _failure(settings.lang).encode(),
        REQUIREMENTS: requirements.encode(),
        **{f"{WHEELS}/{name}": content for name, content in wheels.items()},
    }
    return zipped(members, PROGRAMS)


def _grader() -> Iterator[tuple[str, bytes]]:
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE).as_posix()
        if path.suffix in _SUFFIXES and not any(f"{name}/".startswith(f"{part}/") for part in LEFT_OUT):
            yield name, path.read_bytes()


def _failure(lang: str) -> str:
    with speaking(lang):
        return failure_json(
            _(
                "The autograder failed, which is no fault of yours, and no mark was recorded. Please tell your "
                "instructor: the autograder's output, which instructors can see, says what went wrong."
            )
        )
