"""All misconceptions there are, loaded by path: nothing in solutions/ is a package that could be imported."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from grader.exam.hidden import SOLUTIONS
from grader.misconception import Catalogue, Misconception

FOLDER = SOLUTIONS / "misconceptions"


def _loaded(path: Path) -> ModuleType:
    name = "_".join(["misconceptions_about", *path.relative_to(FOLDER).with_suffix("").parts])
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where `inspect` looks for the source of a class
    spec.loader.exec_module(module)
    return module


# The misconceptions about a stem are in a file of its name, or in the files of a folder of its name.
_FILES = [_loaded(path) for path in sorted(FOLDER.rglob("*.py")) if path.stem != "__init__"]

CATALOGUES: list[Catalogue] = [module.wrong for module in _FILES]
MODELS: list[Misconception] = [model for catalogue in CATALOGUES for model in catalogue.models]
IDS = [f"{model.of}-{model.name}" for model in MODELS]

# Faults that no legal input shows, by exercise and name, with the reason.
UNDETECTABLE: dict[tuple[str, str], str] = {
    key: reason for module in _FILES for key, reason in getattr(module, "UNDETECTABLE", {}).items()
}


def is_undetectable(model: Misconception) -> bool:
    """Whether no legal input tells the model from a right answer."""
    return (model.of, model.name) in UNDETECTABLE


def solution_of(model: Misconception) -> str:
    """The text of the solution's file that the model's fault belongs in."""
    return (SOLUTIONS / f"{model.stem}.py").read_text(encoding="utf-8")
