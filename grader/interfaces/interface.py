"""Interfaces: what the functions are called, course by course, as the files beside this module say."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from grader.errors import InputError
from grader.escape import printable
from grader.exercise import Exercise
from grader.exercises import EXERCISES
from grader.interfaces.single_image import conv2d_of_one_image
from grader.interfaces.target import TAKES, Kind, Target
from grader.language import _
from grader.sandbox.worker.layouts import LAYOUTS

OWN, AUTO = "assignment", "auto"
_KNOWN = {exercise.name: exercise for exercise in (*EXERCISES, conv2d_of_one_image)}


@dataclass(frozen=True)
class Interface:
    """One course's names for what is asked. What it doesn't have is not asked.

    `targets` has those exercises that are found or called in another way than the assignment's, `signs` the words that
    only files of this course hold.
    """

    name: str
    exercises: tuple[Exercise, ...]
    targets: Mapping[str, Target] = field(default_factory=dict)
    signs: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """What a right submission gets."""
        return sum(exercise.points for exercise in self.exercises)

    def names(self, exercise: Exercise) -> tuple[str, ...]:
        """What the exercise's function may be called."""
        target = self.targets.get(exercise.name)
        return target.names if target else (exercise.name,)


ASSIGNMENT = Interface(OWN, EXERCISES)


@cache
def interfaces() -> Mapping[str, Interface]:
    """All of them by their names, the assignment's own first."""
    found = sorted(file.name for file in files(__package__).iterdir() if file.name.endswith(".toml"))
    others = {name.removesuffix(".toml"): _read(name) for name in found}
    return {OWN: ASSIGNMENT, **others}


def named(name: str) -> Interface:
    """The interface of this name.

    Raises:
        InputError: there is none.
    """
    if name not in interfaces():
        known = ", ".join([AUTO, *interfaces()])
        sentence = _("there is no interface {name}. The names are: {names}")
        raise InputError(sentence.format(name=printable(name, 100), names=known))
    return interfaces()[name]


def _read(name: str) -> Interface:
    return interface_of(name.removesuffix(".toml"), files(__package__).joinpath(name).read_text(encoding="utf-8"))


def interface_of(name: str, text: str) -> Interface:
    """The interface that a file of this text describes.

    Raises:
        ValueError: it is none, and why.
    """
    content = tomllib.loads(text)
    _expect_keys(name, content, {"signs", "parameters", "exercises"})
    parameters = {role: tuple(names) for role, names in content.get("parameters", {}).items()}
    exercises, targets = [], {}
    for known, exercise in _KNOWN.items():
        if known in content["exercises"]:
            exercises.append(exercise)
            entry = content["exercises"][known]
            if entry:
                targets[known] = _target(name, known, entry, parameters)
    unknown = content["exercises"].keys() - _KNOWN.keys()
    if unknown:
        raise ValueError(f"{name}: there is no exercise {sorted(unknown)[0]}")
    return Interface(name, tuple(exercises), targets, tuple(content.get("signs", ())))


def _target(name: str, exercise: str, entry: Mapping[str, Any], parameters: Mapping[str, tuple[str, ...]]) -> Target:
    _expect_keys(f"{name}, {exercise}", entry, {"names", "kind", "size", "layout", "gradients", "tells", "first"})
    if entry.get("kind") not in get_args(Kind) or exercise not in TAKES:
        raise ValueError(f"{name}, {exercise}: its kind is one of {', '.join(get_args(Kind))}")
    if entry.get("layout", "windows") not in LAYOUTS or entry.get("size", "pair") not in ("pair", "number"):
        raise ValueError(f"{name}, {exercise}: layout is one of {', '.join(LAYOUTS)}; size is pair or number")
    # What is said to a function that takes any name comes first.
    parameters = {**parameters, **{role: (one, *parameters[role]) for role, one in entry.get("first", {}).items()}}
    lists = {key: tuple(entry.get(key, ())) for key in ("gradients", "tells")}
    names = tuple(entry.get("names", (exercise,)))
    return Target(exercise, names, entry["kind"], parameters, entry.get("size", ""), entry.get("layout", ""), **lists)


def _expect_keys(where: str, entry: Mapping[str, Any], known: set[str]) -> None:
    if unknown := entry.keys() - known:
        raise ValueError(f"{where}: nobody knows what {sorted(unknown)[0]} is")
