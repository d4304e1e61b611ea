"""All words of the page, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.language import _


@dataclass(frozen=True)
class Words:
    """What the page says itself, some of it with {fields} to fill in."""

    title: str
    hand_ins: str
    state: Mapping[str, str]
    late: str
    nobody: str
    mean: str
    of_points: str
    of: str
    median: str
    middle_half: str
    from_to: str
    range: str
    deviation: str
    all_points: str
    exam: str
    exams: str
    feedback: str
    sections: str
    scores: str
    scores_chart: str
    scores_table: str
    bin: str
    count: str
    understood: str
    understood_about: str
    none_failed: str
    requirements: str
    requirement: str
    passed: str
    failed: str
    waiting: str
    not_written: str
    more_checks: str
    misconceptions: str
    misconceptions_about: str
    no_misconceptions: str
    more_misconceptions: str
    who: str
    items: str
    items_about: str
    exercise: str
    difficulty: str
    discrimination: str
    complete: str
    checks_of: str
    everybody: str
    filter: str
    filter_about: str
    show: str
    everyone: str
    shown: str
    student: str
    number: str
    points: str
    exercises: str
    result: str
    submitted: str
    seconds: str
    seconds_value: str
    runs: str
    not_graded: str
    all_graded: str
    slowest: str
    similar: str
    similar_about: str
    similar_how: str
    similar_not: str
    similar_none: str
    similar_share: str
    similar_marked: str
    similar_fingerprints: str
    similar_cut: str
    not_compared: str
    older: str
    unrecognised: str


def words() -> Words:
    """The words, in the language of the moment."""
    return Words(
        title=_("Class"),
        hand_ins=_("Hand-ins: {count}"),
        state={
            "graded": _("graded"),
            "unusable": _("unusable"),
            "machinery": _("not graded"),
            "waiting": _("to be graded"),
        },
        late=_("late"),
        nobody=_("Nothing is graded yet."),
        mean=_("Mean"),
        of_points=_("of {most} points"),
        of=_("{count} of {all}"),
        median=_("Median"),
        middle_half=_("Middle half"),
        from_to=_("{low} to {high}"),
        range=_("Range"),
        deviation=_("Standard deviation"),
        all_points=_("All points"),
        exam=_("Exam"),
        exams=_("These marks are of more than one exam, and can't be compared."),
        feedback=_("Feedback"),
        sections=_("On this page"),
        scores=_("Scores"),
        scores_chart=_("Hand-ins by their points: mean {mean}, median {median}, half of them from {low} to {high}"),
        scores_table=_("The scores as a table"),
        bin=_("Points"),
        count=_("Hand-ins"),
        understood=_("Requirements that the class did not understand"),
        understood_about=_(
            "Those first that the largest share of the graded hand-ins fails. What waits for another check, or is not"
            " written, is not failed."
        ),
        none_failed=_("No check is failed by anybody."),
        requirements=_("Requirements"),
        requirement=_("Requirement"),
        passed=_("pass"),
        failed=_("fail"),
        waiting=_("waiting"),
        not_written=_("not written"),
        more_checks=_("More requirements: {count}"),
        misconceptions=_("Misconceptions"),
        misconceptions_about=_("Each explains every answer that these hand-ins gave to the exercise."),
        no_misconceptions=_("No misconception was recognised."),
        more_misconceptions=_("More misconceptions: {count}"),
        who=_("Who has it"),
        items=_("Exercises and checks"),
        items_about=_(
            "Difficulty is the mean share of the points: 1 is easy, 0 is hard. Discrimination is the correlation with"
            " the points for everything else: near 0 or below, an item tells nothing of who can do the rest."
        ),
        exercise=_("Exercise"),
        difficulty=_("Difficulty"),
        discrimination=_("Discrimination"),
        complete=_("All points"),
        checks_of=_("Checks of {name}"),
        everybody=_("Everybody"),
        filter=_("Filter"),
        filter_about=_("a name, a number, a word of the result"),
        show=_("Show"),
        everyone=_("everybody"),
        shown=_("{count} of {all} shown"),
        student=_("Student"),
        number=_("Number"),
        points=_("Points"),
        exercises=_("Exercises"),
        result=_("Result"),
        submitted=_("Handed in"),
        seconds=_("Seconds"),
        seconds_value=_("{seconds} s"),
        runs=_("Runs to look at"),
        not_graded=_("Without marks"),
        all_graded=_("Every hand-in has its marks."),
        slowest=_("Slowest"),
        similar=_("Similar submissions"),
        similar_about=_(
            "A pair is a place to look, never a verdict: a short task has few solutions, friends learn together, and"
            " two people may have read the same page. Look at both texts, and talk to both people, before you think"
            " anything of either."
        ),
        similar_how=_(
            "{compared} hand-ins were compared, by fingerprints of their code in which names and comments don't count."
            " The handout's own code is taken out, and so is what more than {common} of them share."
        ),
        similar_not=_("The hand-ins were not compared with each other."),
        similar_none=_("No two of them are alike enough to be shown."),
        similar_share=_("{left} of the one, {right} of the other"),
        similar_marked=_("Marked lines, with a bar at their side, agree with the other text."),
        similar_fingerprints=_("shared fingerprints: {count}"),
        similar_cut=_("lines that are not shown"),
        not_compared=_("Not compared"),
        older=_("Older submissions"),
        unrecognised=_("Not recognised"),
    )
