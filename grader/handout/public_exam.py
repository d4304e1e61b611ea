"""The public exam: the one for the public seed, with all that explanations need where there are no solutions."""

from dataclasses import replace
from pathlib import Path

from grader.exam import Exam
from grader.exam.cached import Say, exam_for, made_once
from grader.exam.ready import packed
from grader.exercises import EXERCISES
from grader.handout.rehearsal import rehearsed

# What the answers that are ready depend on, beside what the exam does.
_SOURCES = (
    *("exam/ready.py", "handout/rehearsal.py", "marking/mark.py"),
    *("explain/smallest.py", "explain/plainest.py", "explain/small_cases.py"),
    *("explain/story.py", "explain/picture.py", "explain/terms.py", "explain/window.py", "explain/workings.py"),
)


def public_exam_for(seed: int, solutions: Path, say: Say) -> Exam:
    """The exam that students may have. What takes its time is done once, after `say` has told so."""
    exam = exam_for(seed, solutions, say)

    def make() -> bytes:
        say("Explaining every misconception, once: this takes half a minute ...")
        return packed(rehearsed(exam, solutions))

    wrong = {exercise.name: exam.wrong[exercise.name] for exercise in EXERCISES}
    ready = made_once("ready-{mark}", exam, solutions, make, _SOURCES)
    return replace(exam, wrong=wrong, ready=ready, is_public=True)
