"""One attack: what is handed in, and what should come of it.

What should come of an attack stands at its top, in a comment of a hostile file or the docstring of a function that
builds it, one line after another:

    outcome: NAME STATUS[|STATUS] [POINTS | <POINTS], ...   what becomes of an exercise; NAME may be `others`
    status: 2                the command's exit status, if it isn't 0
    says: TEXT               what the report, or the one sentence of an error, has in it
    never: TEXT              what must be nowhere in what the grader writes
    forged: TEXT             what may be shown, but never so that it looks like a line of the grader's own
    options: --name VALUE    of the command line

An exercise that passes earns all its points, any other none, unless POINTS say so. What is not named is missing.
"""

import importlib
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grader.exercises import EXERCISES
from tests.attacks.built.text import Fill, with_parts

FOLDER = Path(__file__).resolve().parent
KINDS = ("steal", "delegate", "tamper", "process", "source", "inject", "beyond")
BUILT = {"archive": "archives", "source": "sources"}  # kind -> module of tests/attacks/built
POINTS = {exercise.name: exercise.points for exercise in EXERCISES}

_LINE = re.compile(r"^(?:#| {4}) ?(outcome|status|says|never|forged|options): (.+)$", re.MULTILINE)
_OUTCOME = re.compile(r"(\w+) ([\w|]+)(?: (<)?(\d+(?:\.\d+)?))?")


@dataclass(frozen=True)
class Outcome:
    """What may become of one exercise."""

    statuses: tuple[str, ...] = ("missing",)
    score: float = 0.0
    below: bool = False  # whether the score is to be less than `score`

    def fits(self, name: str, status: str, score: float) -> bool:
        """Whether the exercise `name` may have this status and score."""
        if status not in self.statuses:
            return False
        if status == "passed":
            return score == POINTS[name]
        return score < self.score if self.below else score == self.score


@dataclass(frozen=True)
class Attack:
    """One attack; `build(folder, fill)` makes what is handed in, in an empty folder, and returns its path."""

    kind: str
    name: str
    build: Callable[[Path, Fill], Path]
    outcomes: Mapping[str, Outcome]
    status: int
    options: tuple[str, ...]
    says: tuple[str, ...]
    never: tuple[str, ...]
    forged: tuple[str, ...]

    def expected(self, name: str) -> Outcome:
        """What should become of the exercise `name`."""
        return self.outcomes.get(name, self.outcomes.get("others", Outcome()))


def hostile(path: Path, fill: Fill) -> str:
    """The text of a hostile file, with the parts that several share in their places and all aims filled in."""
    return fill(with_parts(path.read_text(encoding="utf-8")))


@cache
def attacks() -> tuple[Attack, ...]:
    """All attacks, by kind and name."""
    return tuple(sorted([*_files(), *_built()], key=lambda attack: (attack.kind, attack.name)))


def _files() -> list[Attack]:
    return [_from_file(path) for kind in KINDS for path in sorted((FOLDER / kind).glob("*.py"))]


def _from_file(path: Path) -> Attack:
    def build(folder: Path, fill: Fill) -> Path:
        (folder / path.name).write_text(hostile(path, fill), encoding="utf-8")
        return folder / path.name

    head = path.read_text(encoding="utf-8").split("# @", 1)[0]
    return _attack(path.parent.name, path.stem, build, head)


def _built() -> list[Attack]:
    found = []
    for kind, stem in BUILT.items():
        module = importlib.import_module(f"tests.attacks.built.{stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found.append(_attack(kind, name, function, function.__doc__ or ""))
    return found


def _attack(kind: str, name: str, build: Callable[[Path, Fill], Path], head: str) -> Attack:
    said: dict[str, list[str]] = {key: [] for key in ("outcome", "status", "says", "never", "forged", "options")}
    for key, text in _LINE.findall(head):
        said[key].append(text.strip())
    return Attack(
        kind,
        name,
        build,
        _outcomes(name, said["outcome"]),
        int(said["status"][0]) if said["status"] else 0,
        tuple(" ".join(said["options"]).split()),
        tuple(said["says"]),
        tuple(said["never"]),
        tuple(said["forged"]),
    )


def _outcomes(attack: str, lines: list[str]) -> dict[str, Outcome]:
    outcomes = {}
    for text in ", ".join(lines).split(", ") if lines else ():
        found = _OUTCOME.fullmatch(text)
        if found is None or (found[1] not in POINTS and found[1] != "others"):
            raise ValueError(f"{attack}: {text!r} is no outcome")
        outcomes[found[1]] = Outcome(tuple(found[2].split("|")), float(found[4] or 0), found[3] is not None)
    return outcomes
