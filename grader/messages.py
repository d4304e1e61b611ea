"""The messages of the grader: each sentence that is said and where, and the catalogues brought up to date with them.

`make messages` adds to every catalogue what is new, without a translation, and takes out what is no longer said.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.interfaces.single_image import conv2d_of_one_image
from grader.language import ENGLISH, LANGUAGES, catalogue_path, messages

GRADER = Path(__file__).parent
_ASKED = (*EXERCISES, conv2d_of_one_image)
_MARKS = ("_", "N_")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def said() -> dict[str, str]:
    """Each message with the file that says it first, in the order of the files."""
    found: dict[str, str] = {}
    for path in sorted(GRADER.rglob("*.py")):
        place = path.relative_to(GRADER.parent).as_posix()
        of_stem = [one for one in _ASKED if path.parent.name in ("exercises", "interfaces") and one.stem == path.stem]
        in_code = marked(path.read_text(encoding="utf-8"))
        for message in [*in_code, *(message for exercise in of_stem for message in _asked(exercise))]:
            found.setdefault(message, place)
    return found


def marked(source: str) -> list[str]:
    """The literals of a module that are marked with `_` or `N_`, in the order of its lines."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS:
            (text,) = node.args
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                found.append((text.lineno, text.col_offset, text.value))
    return [text for _line, _column, text in sorted(found)]


def _asked(exercise: Exercise) -> Iterator[str]:
    """What is written of an exercise's checks: no call marks it, since it is code or a docstring."""
    for check in exercise.checks:
        yield check.title
        if check.hint:
            yield check.hint


def catalogue(header: str, places: Mapping[str, str], translated: Mapping[str, str]) -> str:
    """A catalogue as it is written to its file: an entry for each message, its translation empty if there is none."""
    entries = (
        f"#: {place}\nmsgid {_quoted(message)}\nmsgstr {_quoted(translated.get(message, ''))}\n"
        for message, place in places.items()
    )
    return "\n".join([f"{header}\n", *entries])


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def update() -> None:
    """Bring every catalogue up to date, and say what is left to translate."""
    places = said()
    for language in LANGUAGES:
        if language != ENGLISH:
            path, translated = catalogue_path(language), messages(language)
            header = path.read_text(encoding="utf-8").split("\n\n", 1)[0].rstrip()
            path.write_text(catalogue(header, places, translated), encoding="utf-8")
            missing = sum(not translated.get(message) for message in places)
            print(f"{language}: {len(places)} messages, {missing} of them without a translation")


if __name__ == "__main__":
    update()
