"""All misconceptions there are."""

from grader.exam import catalogues
from grader.exam.hidden import SOLUTIONS
from grader.misconception import Catalogue, Misconception

MODULES = catalogues.modules(SOLUTIONS / "misconceptions")
CATALOGUES: list[Catalogue] = [module.wrong for module in MODULES]
MODELS: list[Misconception] = [model for catalogue in CATALOGUES for model in catalogue.models]
IDS = [f"{model.of}-{model.name}" for model in MODELS]

# Faults that no legal input shows, by exercise and name, with the reason.
UNDETECTABLE: dict[tuple[str, str], str] = {
    key: reason for module in MODULES for key, reason in getattr(module, "UNDETECTABLE", {}).items()
}


def is_undetectable(model: Misconception) -> bool:
    """Whether no legal input tells the model from a right answer."""
    return (model.of, model.name) in UNDETECTABLE


def solution_of(model: Misconception) -> str:
    """The text of the solution's file that the model's fault belongs in."""
    return (SOLUTIONS / f"{model.stem}.py").read_text(encoding="utf-8")
