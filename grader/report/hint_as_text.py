"""One step of a hint for a terminal: where to look, what to ask yourself, a small experiment."""

from grader.escape import terminal_line
from grader.exercise import Exercise
from grader.hints import HINTS
from grader.language import N_, _
from grader.report.wrapped import wrapped
from grader.steps import Steps

LEVELS = {1: N_("where to look"), 2: N_("what to ask yourself"), 3: N_("a small experiment")}
# A process of its own for each run: it ends at the first error, and has read the student's files as they are now.
_FIRST, _LAST = ".venv/bin/python <<'END'", "END"


def head(exercise: Exercise, level: int) -> list[str]:
    """Whose step it is, and which one."""
    sentence = _("{name} ({stem}.py), step {level} of 3: {what}")
    told = sentence.format(name=exercise.name, stem=exercise.stem, level=level, what=_(LEVELS[level]))
    return wrapped(told, "", "  ")


def step(exercise: Exercise, level: int) -> list[str]:
    """The lines of one step."""
    steps = HINTS[exercise.name]
    if level == 1:
        return wrapped(_(steps.where), "", "")
    return _questions(steps) if level == 2 else _experiment(exercise, steps)


def _questions(steps: Steps) -> list[str]:
    return [line for question in steps.ask for line in wrapped(_(question), "- ", "  ")]


def _experiment(exercise: Exercise, steps: Steps) -> list[str]:
    paste = _(
        "Paste these lines into a terminal in the project's folder, from the first one to END. (In assignment/, the "
        "first one must begin with ../.venv.)"
    )
    unwritten = _(
        "NotImplementedError only means that the function it names is still to be written: that's fine, come back with "
        "a first version. If your code is in another file than {stem}.py, import it from there."
    )
    paragraphs = [
        [*wrapped(_(steps.before), "", ""), *wrapped(paste, "", "")],
        [terminal_line(line) for line in (_FIRST, *steps.experiment.splitlines(), _LAST)],
        [*wrapped(_("What to look at:"), "", ""), *wrapped(_(steps.after), "", "")],
        wrapped(unwritten.format(stem=exercise.stem), "", ""),
    ]
    return "\n\n".join("\n".join(lines) for lines in paragraphs).split("\n")
