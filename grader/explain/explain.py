"""Each fault of one exercise, explained: the smallest case, what is seen of it, the misconception, the next step."""

from dataclasses import replace

from grader.explain.evidence import Evidence
from grader.explain.frames import frames
from grader.explain.naming import Named, named
from grader.explain.other_layout import other_layout
from grader.explain.own_forward import forward_first
from grader.explain.picture import picture
from grader.explain.smallest import smallest
from grader.explain.story import story
from grader.language import current
from grader.marking.mark import Failed, told
from grader.report.result import CheckResult, ExerciseResult


def explain(evidence: Evidence) -> ExerciseResult:
    """The result of the exercise with all that can be said for certain of what is wrong, each fault told once."""
    result = evidence.marking.result
    advice = forward_first(evidence)
    name = named(evidence) if len(advice) < len(evidence.marking.failed) else None
    told_before: dict[str, str] = {}  # a misconception or a sentence -> the title of the check that tells it
    checks = {check.name: check for check in result.checks}
    for failed in evidence.marking.failed:
        known = checks[failed.check.name]
        if failed.check.name in advice:  # one fault is told once, and that is where it begins
            check = replace(known, arrays={}, seen=(advice[known.name].sentence,), hint=advice[known.name].hint)
        elif name is not None and not failed.answered.question.live:  # what is slow may be slow for another reason
            check = _with_name(evidence, failed, known, name, told_before)
        else:
            check = replace(_shown(evidence, failed, known), seen=_seen(evidence, failed))
        check = replace(check, seen=(*other_layout(failed), *check.seen))
        news = tuple(sentence for sentence in check.seen if sentence not in told_before)
        told_before |= dict.fromkeys(news, check.title)
        checks[known.name] = replace(check, seen=news)
    return replace(result, checks=tuple(checks.values()))


def _with_name(
    evidence: Evidence, failed: Failed, known: CheckResult, name: Named, told_before: dict[str, str]
) -> CheckResult:
    parts = name.behind(failed.faults[0], failed.answered)
    belief, hint = (" ".join(getattr(one, what) for one in parts) for what in ("belief", "hint"))
    before = told_before.get(belief, "")
    told_before[belief] = before or known.title
    if current() == "ko":  # in which a misconception has a hint and its name
        belief, hint = "", " ".join(one.hint_ko for one in parts)
    result = replace(known, same_as=before) if before else _shown(evidence, failed, known)
    return replace(result, misconception=name.name, belief=belief, hint=hint)


def _seen(evidence: Evidence, failed: Failed) -> tuple[str, ...]:
    """What can be seen of a fault, where any case may be asked about."""
    if evidence.reference is None or not evidence.reference.has_all:
        return ()
    from grader.explain.seen import seen  # noqa: PLC0415  # which students don't have: it knows what a window is

    return seen(evidence, failed)


def _shown(evidence: Evidence, failed: Failed, known: CheckResult) -> CheckResult:
    """The fault on its smallest case."""
    fault = smallest(evidence, failed)
    return replace(
        told(known, failed.check, failed.answered.question, fault),
        story=story(evidence.exercise, failed.answered.question, fault, evidence.reference),
        frames=frames(fault),
        picture=picture(evidence.exercise, fault, evidence.reference),
    )
