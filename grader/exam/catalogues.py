"""All misconceptions there are, loaded by path: nothing in solutions/ is a package that could be imported."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from grader.exercise import Exercise
from grader.misconception import Misconception


def modules(folder: Path, stem: str = "") -> list[ModuleType]:
    """The files below `folder`, or those about one stem, as modules: each has a `Catalogue` named `wrong`.

    The misconceptions about a stem are in a file of its name, or in the files of a folder of its name.
    """
    paths = [path for path in sorted(folder.rglob("*.py")) if path.stem != "__init__"]
    about = [path for path in paths if not stem or stem in path.relative_to(folder).with_suffix("").parts]
    return [_loaded(path, folder) for path in about]


def models(folder: Path, exercise: Exercise) -> list[Misconception]:
    """The misconceptions of one exercise; none if `folder` has no file about its stem."""
    found = [model for module in modules(folder, exercise.stem) for model in module.wrong.models]
    return [model for model in found if model.of == exercise.name]


def _loaded(path: Path, folder: Path) -> ModuleType:
    name = "_".join(["misconceptions_about", *path.relative_to(folder).with_suffix("").parts])
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where `inspect` looks for the source of a class
    spec.loader.exec_module(module)
    return module
