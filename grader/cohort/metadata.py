"""Gradescope's submission_metadata.yml: whose each submission is, and when it came. Read as data of strangers.

PyYAML's smallest loader is used, which makes texts, lists and dicts and nothing else: a number with zeros before it
stays what it is, and no tag makes an object.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.cohort.hand_in import Student
from grader.errors import InputError
from grader.intake.entries import read_regular, unreadable
from grader.intake.limits import MIB, mebibytes
from grader.intake.names import shown
from grader.language import _

METADATA = "submission_metadata.yml"

_MAX_BYTES = 64 * MIB  # with all results and their texts, a submission takes some ten KiB
_MAX_DEPTH = 64  # of lists in lists: PyYAML follows them by recursion
_MAX_PEOPLE = 100
_MAX_TEXT = 1_000
_NOTHING = ("", "~", "null")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]+(\d\d:\d\d:\d\d)(\.\d{1,6})?\d*\s*(Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the metadata say of one submission; `submitted_at` is None where nobody knows."""

    students: tuple[Student, ...]
    submitted_at: datetime | None


def read_metadata(path: Path, place: str) -> Mapping[str, Entry | None]:
    """The entry of each submission, by its name; None where it can't be understood.

    Raises:
        InputError: the file can't be read, or PyYAML is not there to do it.
    """
    try:
        content = read_regular(path, _MAX_BYTES)
    except OSError as error:
        raise unreadable(shown(place), error) from error
    if len(content) > _MAX_BYTES:
        sentence = _("{place} is larger than {limit}: export the class again")
        raise InputError(sentence.format(place=shown(place), limit=mebibytes(_MAX_BYTES)))
    whole = _loaded(content, place)
    if not isinstance(whole, dict):
        raise _unusable(place)
    return {name: _entry(value) for name, value in whole.items() if isinstance(name, str)}


def _loaded(content: bytes, place: str) -> Any:
    try:
        import yaml  # noqa: PLC0415  # few installations have it, and one layout alone needs it
    except ModuleNotFoundError as error:
        if error.name != "yaml":
            raise
        sentence = _("{place} can't be read without PyYAML: run `pip install pyyaml`")
        raise InputError(sentence.format(place=shown(place))) from None
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        depth = 0
        for event in yaml.parse(content, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                raise _unusable(place)
        return yaml.load(content, Loader=loader)  # noqa: S506  # the base loader makes texts, lists and dicts alone
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise _unusable(place) from error


def _unusable(place: str) -> InputError:
    sentence = _("{place} is not what Gradescope writes: export the class again")
    return InputError(sentence.format(place=shown(place)))


def _entry(value: object) -> Entry | None:
    if not isinstance(value, dict):
        return None
    people = value.get(":submitters")
    if not isinstance(people, list) or not 0 < len(people) <= _MAX_PEOPLE:
        return None
    students = [_student(person) for person in people]
    known = [student for student in students if student is not None]
    if len(known) < len(students):
        return None
    return Entry(tuple(dict.fromkeys(known)), _time(value.get(":created_at")))


def _student(person: object) -> Student | None:
    if not isinstance(person, dict):
        return None
    name, sid, email = (_text(person.get(key)) for key in (":name", ":sid", ":email"))
    if name is None or sid is None or email is None or not (name or sid or email):
        return None
    return Student(name or email or sid, sid, email)


def _text(value: object) -> str | None:
    """The text of a field, "" where it is empty, None where it is no text."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _MAX_TEXT:
        return None
    return "" if value in _NOTHING else value.strip()


def _time(value: object) -> datetime | None:
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    day, clock, fraction, zone = found.groups()
    try:
        time = datetime.fromisoformat(f"{day}T{clock}{(fraction or '.0')[:7].ljust(7, '0')}{zone or 'Z'}")
        return time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
