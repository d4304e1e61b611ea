"""Each fault of one exercise, explained: the smallest case, what is seen of it, the misconception, the next step."""

from dataclasses import replace

from grader.explain.evidence import Evidence
from grader.explain.frames import frames
from grader.explain.naming import Named, named
from grader.explain.own_forward import forward_first
from grader.explain.picture import picture
from grader.explain.seen import seen
from grader.explain.smallest import smallest
from grader.explain.story import story
from grader.marking.mark import Failed, told
from grader.report.result import CheckResult, ExerciseResult


def explain(evidence: Evidence) -> ExerciseResult:
    """The result of the exercise with all that can be said for certain of what is wrong."""
    result = evidence.marking.result
    advice = forward_first(evidence)
    name = named(evidence) if len(advice) < len(evidence.marking.failed) else None
    said = set[str]()
    checks = {check.name: check for check in result.checks}
    for failed in evidence.marking.failed:
        known = checks[failed.check.name]
        if failed.check.name in advice:  # one fault is told once, and that is where it begins
            first = advice[failed.check.name]
            sentences = () if first.sentence in said else (first.sentence,)
            said.add(first.sentence)
            checks[failed.check.name] = replace(known, arrays={}, seen=sentences, hint=first.hint)
        else:
            checks[failed.check.name] = _explained(evidence, failed, known, name)
    return replace(result, checks=tuple(checks.values()))


def _explained(evidence: Evidence, failed: Failed, known: CheckResult, name: Named | None) -> CheckResult:
    fault = smallest(evidence, failed)
    check = told(known, failed.check, failed.answered.question, fault)
    check = replace(
        check,
        story=story(evidence.exercise, failed.answered.question, fault),
        frames=frames(fault),
        picture=picture(evidence.exercise, fault),
    )
    if name is not None and not failed.answered.question.live:  # what is slow may be slow for another reason
        parts = name.behind(failed.faults[0], failed.answered)
        belief, hint = (" ".join(getattr(one, what) for one in parts) for what in ("belief", "hint"))
        return replace(check, misconception=name.name, belief=belief, hint=hint)
    return replace(check, seen=seen(evidence, failed))
