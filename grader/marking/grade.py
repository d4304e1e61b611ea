"""Grade: one submission from its path to its report."""

import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from grader.answer import numbers_in
from grader.errors import GraderError, InputError, MachineryError
from grader.exam import Exam
from grader.exam.knowledge import Knowledge
from grader.exam.paper import OF_PUBLIC
from grader.exercise import Exercise
from grader.exercises import NAMES
from grader.intake import open_submission
from grader.interfaces.found_layout import with_found_layouts
from grader.interfaces.interface import AUTO, Interface, named
from grader.interfaces.recognise import recognised
from grader.interfaces.target import Target
from grader.interfaces.wording import in_own_names, notes_on
from grader.language import _
from grader.marking.mark import Marking, mark, not_marked
from grader.marking.sit import Answered, sit
from grader.report.result import ExerciseResult, Isolation, Report
from grader.sandbox.limits import Limits, Meter
from grader.sandbox.nursery import Nursery
from grader.sandbox.session import Session
from grader.sandbox.sitting import Sitting
from grader.sandbox.worker.layers import LAYERS

# Numbers in all answers to an exercise, of which those of a right submission hold some ten thousands. Answers are kept
# until all exercises are marked; whoever returns millions of numbers has been told that it is far too many.
MOST_KEPT = 2_000_000


@dataclass(frozen=True)
class _Sat:
    """An exercise with its marks, and the answers that they were given for."""

    exercise: Exercise
    marking: Marking
    answers: list[Answered]

    @property
    def result(self) -> ExerciseResult:
        return self.marking.result


def grade(
    path: Path,
    exam: Exam,
    nursery: Nursery,
    limits: Limits | None = None,
    reference: Knowledge | None = None,
    *,
    exercises: Sequence[Exercise] = (),
    explained: bool = True,
    place: str = "",
    interface: str = AUTO,
) -> Report:
    """The report of the submission at `path`, or of some `exercises` of it, whose code runs in workers of `nursery`.

    The exercises are asked one after another: what one of them learns of the submission's functions (that one never
    ends, say) helps the next, and is the same in every run. What is wrong is explained when all marks are given, so
    that no explanation can change one; `reference` is asked for more cases then. Whoever wants the marks alone, not
    `explained`, has them sooner. Sentences call the submission `place`, if it has one, and not `path`.

    The functions are those of an `interface`, by default of the one that the submission follows; what that hasn't got
    is left out.

    Raises:
        InputError: `path` can't be used, or none of the exercises belongs to the interface.
    """
    started = time.monotonic()
    limits = limits or Limits()
    # Whatever numbers a submission returns, calculating with them must not warn.
    with open_submission(path, place) as submission, np.errstate(all="ignore"):
        chosen = recognised(submission) if interface == AUTO else named(interface)
        sitting = Sitting(submission, nursery, limits, Meter(limits.submission_seconds), NAMES)
        layout = ""
        if chosen.targets:
            sitting, layout = _seated(chosen, sitting, exam)
        with Session(sitting) as session:
            sat = [_sit_exercise(exercise, exam, session) for exercise in _asked_of(chosen, exercises)]
            below = _below(sat, chosen) if explained else []
            beside = [_sit_exercise(exercise, exam, session).result for exercise in below]
            called = session.called()
        results, trouble = [one.result for one in sat], list[str]()
        if explained and any(one.marking.failed for one in sat):
            results, trouble = _explained(sat, beside, exam, sitting.once_more(limits.for_explaining()), reference)
        return Report(
            submission.name,
            tuple(in_own_names(result, called) for result in results),
            exam.digest,
            _isolation(nursery, str(submission.folder)),
            time.monotonic() - started,
            (*((_(OF_PUBLIC),) if exam.is_public else ()), *notes_on(chosen, layout), *submission.remarks),
            tuple(trouble),
            chosen.name,
        )


def _below(sat: list[_Sat], interface: Interface) -> list[Exercise]:
    """What those with faults may be built on and has not sat, so that nobody looks for a fault where it isn't."""
    failed = {one.exercise.name for one in sat if one.marking.failed}
    if not failed:
        return []
    from grader.explain.own_forward import built_on  # noqa: PLC0415  # for what is right, nobody needs it

    wanted = {name for one in failed for name in built_on(one)} - {one.exercise.name for one in sat}
    return [exercise for exercise in interface.exercises if exercise.name in wanted]


def _asked_of(interface: Interface, exercises: Sequence[Exercise]) -> Sequence[Exercise]:
    """Those of the `exercises` that the interface has; all that it has, if nobody chose."""
    if not exercises:
        return interface.exercises
    asked = [exercise for exercise in exercises if exercise in interface.exercises]
    if not asked:
        names = ", ".join(exercise.name for exercise in exercises)
        sentence = _("the interface {interface} has no {names}: choose another with --interface")
        raise InputError(sentence.format(interface=interface.name, names=names))
    return asked


def _seated(interface: Interface, sitting: Sitting, exam: Exam) -> tuple[Sitting, str]:
    """The sitting of a submission with names of its own, and the layout that shows in its answers."""
    names = frozenset(name for exercise in interface.exercises for name in interface.names(exercise))
    sitting = replace(sitting, names=NAMES | names, targets=interface.targets)
    with ExitStack() as sessions:

        def asked(targets: Mapping[str, Target]) -> Session:
            trial = replace(sitting.once_more(sitting.limits), targets=targets)
            return sessions.enter_context(Session(trial, "im2col", "im2col"))

        try:
            targets, layout = with_found_layouts(interface.targets, exam, asked)
        except InputError:
            raise
        except GraderError:  # which will be told when the exercise's turn comes
            return sitting, ""
    return replace(sitting, targets=targets), layout


def _explained(
    sat: list[_Sat], beside: list[ExerciseResult], exam: Exam, sitting: Sitting, reference: Knowledge | None
) -> tuple[list[ExerciseResult], list[str]]:
    """All results, those with faults that are told explained; and our own trouble with that, which costs no mark."""
    from grader.explain.evidence import Budget, Evidence  # noqa: PLC0415  # as below
    from grader.explain.explain import explain  # noqa: PLC0415  # for what is right, nobody needs it
    from grader.explain.moderate import ModerateSession, TooMuch  # noqa: PLC0415  # as below

    results = {one.exercise.name: one.result for one in sat}
    others = {result.name: result for result in beside} | results
    wrong = [one for one in sat if one.marking.failed]
    for one in wrong:
        exam.wrong.get(one.exercise.name)  # drawn now, if this is the first time: that costs this submission nothing
    budget, trouble = Budget(), list[str]()
    for one in wrong:
        with ModerateSession(sitting, one.exercise.stem, one.exercise.name) as session:  # nothing has run in it before
            evidence = Evidence(
                *(one.exercise, one.answers, one.marking, others, exam, session, reference, budget),
                afresh=session.begin_afresh,
            )
            try:
                results[one.exercise.name] = explain(evidence)
            except TooMuch:
                continue
            except Exception:  # whatever it is, the marks stand, and what is known of the fault without asking more
                trouble += [f"{one.exercise.name} could not be explained:", *traceback.format_exc().splitlines()]
    return list(results.values()), trouble


def _isolation(nursery: Nursery, folder: str) -> Isolation:
    try:
        standing = nursery.standing_around(folder)
    except MachineryError:  # nothing was run, and nothing is claimed
        return Isolation((), LAYERS)
    return Isolation(standing.layers, tuple(standing.missing))


def _sit_exercise(exercise: Exercise, exam: Exam, session: Session) -> _Sat:
    """The exercise's marks, from a worker in which nothing went wrong before.

    A worker costs as much as an exercise. So the next exercise sits in the same one, as long as all is right; where
    it is not, the exercises before may be to blame: it sits once more in a worker of its own.
    """
    session.begin(exercise.name, exercise.stem)
    sat = _attempt(exercise, exam, session)
    if sat.result.status != "passed" and not session.has_fresh_worker and not _only_takes_too_long(sat.result):
        session.begin_afresh()
        sat = _attempt(exercise, exam, session)
    if sat.result.status != "passed":
        session.leave()
    return sat


def _only_takes_too_long(result: ExerciseResult) -> bool:
    """Whether all that is wrong is a call that doesn't end: it has been tried in a fresh worker already."""
    statuses = {check.status for check in result.checks}
    return "timeout" in statuses and statuses <= {"passed", "skipped", "timeout"}


def _attempt(exercise: Exercise, exam: Exam, session: Session) -> _Sat:
    try:
        answers = sit(exercise, exam, session)
    except InputError:
        raise
    except GraderError as error:
        return _Sat(exercise, Marking(not_marked(exercise, str(error))), [])
    marking = mark(exercise, answers, session.collect_output())
    if sum(numbers_in(answer) for one in answers for _item, answer in one.items) > MOST_KEPT:
        return _Sat(exercise, Marking(marking.result), [])  # nothing of that is kept, nor explained
    return _Sat(exercise, marking, answers)
