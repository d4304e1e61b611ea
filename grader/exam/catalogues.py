"""All misconceptions there are, loaded by path: nothing in solutions/ is a package that could be imported."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from grader.exercise import Exercise
from grader.misconception import Catalogue, Misconception


def catalogues(folder: Path) -> list[Catalogue]:
    """What the files below `folder` know of wrong answers: each has a `Catalogue` named `wrong`.

    The misconceptions about a stem are in a file of its name, or in the files of a folder of its name.
    """
    return [module.wrong for module in modules(folder)]


def modules(folder: Path) -> list[ModuleType]:
    """The files below `folder` as modules."""
    return [_loaded(path, folder) for path in sorted(folder.rglob("*.py")) if path.stem != "__init__"]


def models(folder: Path, exercise: Exercise) -> list[Misconception]:
    """The misconceptions of one exercise; none if `folder` has no file about its stem."""
    about = (
        path for path in sorted(folder.rglob("*.py")) if exercise.stem in path.relative_to(folder).with_suffix("").parts
    )
    return [model for path in about for model in _loaded(path, folder).wrong.models if model.of == exercise.name]


def _loaded(path: Path, folder: Path) -> ModuleType:
    name = "_".join(["misconceptions_about", *path.relative_to(folder).with_suffix("").parts])
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where `inspect` looks for the source of a class
    spec.loader.exec_module(module)
    return module
