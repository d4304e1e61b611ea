"""Faults that lie in another function of the student's: the forward of a backward, or what a function stands on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from grader.answer import Answer
from grader.asking import ask_forward
from grader.case import Array
from grader.compare import is_close
from grader.exercises.conv_layer import ask_layer_forward
from grader.explain.advice import Advice, to_excuse
from grader.explain.built_on import excused_by, grounds_of
from grader.explain.evidence import Evidence
from grader.explain.true_gradient import Passes, true_gradients
from grader.language import N_, _
from grader.marking.mark import Failed
from grader.marking.sit import Answered

_FORWARDS = {
    "conv_backward_naive": "conv_forward_naive",
    "conv_backward_im2col": "conv_forward_im2col",
    "max_pool_backward_naive": "max_pool_forward_naive",
    "avg_pool_backward_naive": "avg_pool_forward_naive",
}
_ARGUMENTS = {"dx": "x", "dw": "w", "db": "b", "weight_grad": "w", "bias_grad": "b"}

_ALL_TRUE = N_(
    "Your {backward} is right for your {forward}: it returns the true gradient of what that computes. The fault begins "
    "in {forward}."
)
_SOME_TRUE = N_(
    "What your {backward} returns as {names} is right for your {forward}: the true gradient of what that computes. The "
    "fault begins in {forward}."
)
_FOLLOWS = N_(
    "What your {name} returns as {names} follows from what your {ground} returns. The fault begins in {ground}."
)
_AND = N_("{one} and {other}")
_HINT = N_("Mend {first} first, then grade again: {name} may be right then, or need the very same change.")

ByCheck = Iterator[tuple[str, Advice]]


def forward_first(evidence: Evidence) -> Mapping[str, Advice]:
    """What to do first, by the name of each failed check that only shows a fault of another function."""
    advice: dict[str, Advice] = {}
    for answered in evidence.sitting:
        if not answered.question.compared or answered.question.live:
            continue
        for find in (_grounds_first, _forward_first):
            failed = [one for one in evidence.marking.failed if one.check.name not in advice]
            if any(one.answered is answered for one in failed) and not evidence.budget.is_spent:
                advice.update(find(evidence, answered, failed))
    return advice


def built_on(name: str) -> Iterator[str]:
    """The exercises whose faults may be all that is wrong with the exercise `name`."""
    if name in _FORWARDS:
        yield _FORWARDS[name]
    yield from (ground.name for ground in grounds_of(name))


def _grounds_first(evidence: Evidence, answered: Answered, failed: Sequence[Failed]) -> ByCheck:
    """What follows from a wrong function that this one may have been built on."""
    name = evidence.exercise.name
    behind: dict[str, str] = {}
    excused: dict[str, frozenset[int]] = {}
    for ground in grounds_of(name):
        if _is_wrong(evidence, ground.name):
            for value, numbers in excused_by(ground, evidence.code, answered).items():
                behind.setdefault(value, ground.name)
                excused.setdefault(value, numbers)
    for one in failed:
        if one.answered is answered and (names := to_excuse(one, excused)):
            first = _listed(behind[value] for value in names)
            sentence = _(_FOLLOWS).format(names=", ".join(names), name=name, ground=first)
            yield one.check.name, Advice(sentence, _(_HINT).format(first=first, name=name))


def _forward_first(evidence: Evidence, answered: Answered, failed: Sequence[Failed]) -> ByCheck:
    """Gradients that are the true ones of the student's own wrong forward."""
    if evidence.exercise.name == "Conv2d":
        forward, backward, ask = "Conv2d.forward", "Conv2d.backward", ask_layer_forward
        is_wrong = any(one.name == "forward" and one.status == "failed" for one in evidence.marking.result.checks)
    else:
        backward = evidence.exercise.name
        forward = _FORWARDS.get(backward, "")
        ask = partial(ask_forward, forward=forward)
        is_wrong = _is_wrong(evidence, forward)
    if not is_wrong:
        return
    expected = next(item.expected.values for item, _given in answered.items if item.expected is not None)
    passes = Passes(ask, answered.question.ask, {name: _ARGUMENTS[name] for name in expected if name in _ARGUMENTS})
    cases = [item.case for item, _given in answered.items]
    true = true_gradients(evidence.code, passes, cases, _faulty(answered, failed))
    excused = {name: _wrong_ones(answered, name, gradients) for name, gradients in true.items()}
    whole = _(_ALL_TRUE).format(backward=backward, forward=forward) if len(true) == len(passes.wrt) else ""
    hint = _(_HINT).format(first=forward, name=backward)
    is_told = False
    for one in failed:
        if one.answered is answered and (names := to_excuse(one, excused)):
            is_told = True
            some = _(_SOME_TRUE).format(backward=backward, names=", ".join(names), forward=forward)
            yield one.check.name, Advice(whole or some, hint)
        elif is_told and whole and one.answered is not answered and all(fault.failure for fault in one.faults):
            yield one.check.name, Advice(whole, hint)  # it was given gradients of outputs that its forward doesn't give


def _wrong_ones(answered: Answered, name: str, gradients: Mapping[int, Array | None]) -> frozenset[int]:
    """Where what is true for the student's forward is not the expected gradient, or no gradient of such a shape."""
    items = [item for item, _given in answered.items]

    def is_wrong(number: int, gradient: Array | None) -> bool:
        expected = items[number].expected
        return gradient is None or expected is None or not is_close(name, Answer({name: gradient}), expected)

    return frozenset(number for number, gradient in gradients.items() if is_wrong(number, gradient))


def _faulty(answered: Answered, failed: Sequence[Failed]) -> frozenset[int]:
    """The numbers of the items that a check has found a fault in."""
    faulty = {id(fault.item) for one in failed for fault in one.faults}
    return frozenset(number for number, (item, _answer) in enumerate(answered.items) if id(item) in faulty)


def _is_wrong(evidence: Evidence, name: str) -> bool:
    """Whether the exercise has answers, and not all of them right."""
    return name in evidence.others and evidence.others[name].status in ("failed", "error")


def _listed(names: Iterable[str]) -> str:
    """One name, or two."""
    one, *others = dict.fromkeys(names)
    return _(_AND).format(one=one, other=others[0]) if others else one
