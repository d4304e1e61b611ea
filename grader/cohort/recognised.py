"""Which layout a class has, seen by the names of its items, and where it begins below folders that only wrap it."""

from grader.cohort.canvas import is_canvas
from grader.cohort.github import is_github
from grader.cohort.gradescope import is_gradescope
from grader.cohort.level import Level
from grader.cohort.moodle import is_moodle
from grader.errors import InputError
from grader.exercises import EXERCISES

_WRAPPERS = 2
_STEMS = frozenset({"layers", *(exercise.stem for exercise in EXERCISES)})


def beginning(level: Level) -> Level:
    """The level of the class itself: a folder that is alone in another one may only wrap it."""
    for _wrapper in range(_WRAPPERS):
        folders = [item for item in level.items if item.kind == "folder"]
        if len(level.items) != 1 or not folders or layout(level) != "folder":
            break
        try:
            inner = level.below(folders[0])
        except InputError:  # told by the one who reads the class
            break
        holds_others = any(item.kind == "folder" or item.is_archive for item in inner.items)
        holds_others = holds_others or sum(item.is_source for item in inner.items) > 1
        if is_one_submission(inner) or (layout(inner) == "folder" and not holds_others):
            break
        level = inner
    return level


def layout(level: Level) -> str:
    """The layout of the class in `level`: a name that `Cohort.layout` may have."""
    if is_gradescope(level):
        return "gradescope"
    if _most(sum(map(is_moodle, level.items)), level):
        return "moodle"
    if _most(sum(map(is_canvas, level.items)), level):
        return "canvas"
    return "github" if is_github(level) else "folder"


def is_one_submission(level: Level) -> bool:
    """Whether most of the items are files of the handout: then this is one student's work, and no class."""
    return _most(sum(item.is_source and item.path.stem in _STEMS for item in level.items), level)


def _most(count: int, level: Level) -> bool:
    return count > 0 and 2 * count >= len(level.items)
