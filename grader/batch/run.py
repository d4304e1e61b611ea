"""A run: what is waiting is graded and recorded, one submission at a time, so that it can end anywhere and go on."""

import hashlib
from dataclasses import dataclass

from grader.batch.feedback_folder import has_forms, keep_only, take_away, write_forms
from grader.batch.job import Engine, Job, Outcome
from grader.batch.progress import Progress
from grader.cohort.hand_in import Cohort, HandIn
from grader.cohort.parcel import digest
from grader.errors import InputError, MachineryError
from grader.exercises import EXERCISES
from grader.gradebook.ledger import Ledger
from grader.gradebook.terms import Terms

ATTEMPTS = 3
# So many failures of ours in a row are no accident: grading on would fail on all of a class.
MOST_IN_A_ROW = 20
# Else a mark would be recorded of other contents than those that it is for, or the class of a lost drive as unusable.
_CHANGED = "it was changed or taken away while the class was being graded"


@dataclass(frozen=True)
class Ended:
    """What a run has done: how many it graded, found unusable, and failed on; `before` were graded by former runs."""

    graded: int
    unusable: int
    failed: int
    before: int


def begin(cohort: Cohort, ledger: Ledger, terms: Terms, *, regrade: bool) -> list[HandIn]:
    """Note down what lies in the class now; returns what is to be graded: what has no marks yet under these terms.

    Raises:
        GraderError: the gradebook can't be written.
    """
    contents = {one.id: _content(one) for one in cohort.hand_ins}
    ledger.begin(cohort, contents, terms, sum(exercise.points for exercise in EXERCISES))
    states = {} if regrade else ledger.states()
    keep_only(ledger.folder, contents.keys())
    waiting = [
        one for one in cohort.hand_ins if one.id not in states or not has_forms(ledger.folder, one.id, states[one.id])
    ]
    ledger.untell(one.id for one in waiting)
    return waiting


def _content(hand_in: HandIn) -> str:
    try:
        return digest(hand_in)
    except InputError as error:  # it will be told when it is its turn
        return hashlib.sha256(str(error).encode("utf-8", "backslashreplace")).hexdigest()


def grade_waiting(waiting: list[HandIn], before: int, ledger: Ledger, engine: Engine, progress: Progress) -> Ended:
    """Grade what is waiting. What fails by our own fault is tried again when all others are done.

    Raises:
        GraderError: nothing can be graded or recorded any more; what has been graded is kept.
    """
    progress.begin(len(waiting), before)
    counts = {"graded": 0, "unusable": 0, "machinery": 0}
    notices: set[str] = set()
    in_a_row = 0
    for attempt in range(1, ATTEMPTS + 1):
        again: list[HandIn] = []
        hand_ins = {one.id: one for one in waiting}
        for job, came in engine.outcomes(Job(one.id, one.name, one.place, one) for one in waiting):
            outcome = _of_what_lay_there(came, hand_ins[job.id], ledger)
            is_over = outcome.state != "machinery" or attempt == ATTEMPTS
            _record(ledger, job, outcome, attempt)
            progress.came_back(job, outcome, is_over)
            for line in (*({outcome.notice} - notices - {""}), *outcome.trouble):
                progress.say(f"grader: {line}")
            notices.add(outcome.notice)
            if is_over:
                counts[outcome.state] += 1
            else:
                again.append(hand_ins[job.id])
            in_a_row = in_a_row + 1 if outcome.state == "machinery" else 0
            if in_a_row == MOST_IN_A_ROW:
                raise MachineryError(
                    f"{in_a_row} submissions in a row could not be graded, the last because of this: {outcome.reason}. "
                    "Mend that and run again; what is graded is kept"
                )
        waiting = again
        if not waiting:
            break
    return Ended(counts["graded"], counts["unusable"], counts["machinery"], before)


def _of_what_lay_there(outcome: Outcome, hand_in: HandIn, ledger: Ledger) -> Outcome:
    """The outcome, if it is one of the contents that the gradebook has noted down; else it is a failure of ours."""
    if outcome.state == "machinery" or _content(hand_in) == ledger.content(hand_in.id):
        return outcome
    return Outcome("machinery", _CHANGED, notice=outcome.notice)


def _record(ledger: Ledger, job: Job, outcome: Outcome, attempt: int) -> None:
    if outcome.state == "machinery":
        take_away(ledger.folder, job.id)
        ledger.failed(job.id, attempt, outcome.reason)
        return
    write_forms(ledger.folder, job.id, outcome.forms)
    if outcome.state == "graded":
        ledger.graded(job.id, outcome.report, outcome.exercises, outcome.seconds)
    else:
        ledger.unusable(job.id, outcome.reason, outcome.seconds)
