"""All words of the page, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.language import _
from grader.report.as_text import WORDS


@dataclass(frozen=True)
class Words:
    """What the page says itself, some of it with {fields} to fill in."""

    status: Mapping[str, str]
    of_points: str
    points: str
    skip: str
    progress: str
    next_step: str
    see: str
    go: str
    write: str
    find: str
    all_done: str
    not_ours: str
    rubric: str
    exercise: str
    score: str
    result: str
    work: str
    done: str
    passed_checks: str
    waiting_checks: str
    open_checks: str
    printed: str
    by_hand: str
    your_lines: str
    smallest: str
    likely: str
    same: str
    hint: str
    where: str
    picture: str
    expected: str
    returned: str
    difference: str
    made_of: str
    padded: str
    legend_over: str
    legend_under: str
    cell: str
    keys: str
    left_out: str
    empty: str
    as_table: str
    element: str
    about: str
    exam: str
    isolation: str
    none: str
    missing: str
    notes: str
    compare: str


def words() -> Words:
    """The words, in the language of the moment."""
    return Words(
        status={status: _(word) for status, word in WORDS.items()} | {"skipped": _("waiting")},
        of_points=_("of {most} points"),
        points=_("{score} of {most}"),
        skip=_("Skip to what to work on"),
        progress=_("Points by exercise, in the order of the rubric"),
        next_step=_("Next step"),
        see=_("See what is wrong"),
        go=_("Go to the exercise"),
        write=_("Write {name} in {file}."),
        find=_("Define {name}: it is in none of the files."),
        all_done=_("Every check passes. There is nothing left to mend."),
        not_ours=_("Some exercises could not be graded, and that is not your fault. Please tell your teacher."),
        rubric=_("Rubric"),
        exercise=_("Exercise"),
        score=_("Points"),
        result=_("Result"),
        work=_("What to work on"),
        done=_("What is right"),
        passed_checks=_("Checks that pass: {count}"),
        waiting_checks=_("Checks that wait for something else: {count}"),
        open_checks=_("Checks to come: {count}"),
        printed=_("What your code printed (lines: {count})"),
        by_hand=_("Worked out by hand"),
        your_lines=_("Your lines that led there"),
        smallest=_("Smallest case"),
        likely=_("Likely"),
        same=_('It is the same fault as in "{title}"'),
        hint=_("Next"),
        where=_("What can be seen"),
        picture=_("Where {name} is wrong"),
        expected=_("Expected {name}"),
        returned=_("Your {name}"),
        difference=_("Difference: yours - expected"),
        made_of=_("What {place} is made of"),
        padded=_("{source}, padded"),
        legend_over=_("yours is too large"),
        legend_under=_("yours is too small"),
        cell=_("{place}: expected {expected}, yours {returned}, difference {difference}"),
        keys=_("Point at a number, or walk through the difference with Tab and the arrow keys."),
        left_out=_("Slices not drawn: {count}"),
        empty=_("It is empty: its shape is {shape}."),
        as_table=_("All numbers as a table"),
        element=_("Element"),
        about=_("About this report"),
        exam=_("Exam"),
        isolation=_("Isolation in force"),
        none=_("none"),
        missing=_("Missing"),
        notes=_("Notes"),
        compare=_("Points can be compared only under the same exam."),
    )
