"""How much isolation a run demands: none of it missing, for code that nobody has read; or as much as there is."""

from typing import Literal

from grader.errors import MachineryError
from grader.language import _
from grader.sandbox.nursery import Nursery
from grader.sandbox.selftest import selftest

Isolation = Literal["required", "best-effort"]
REQUIRED: Isolation = "required"
BEST_EFFORT: Isolation = "best-effort"

# What holds without it, where the others stand: it is worth having, and no reason to worry or to stop.
_SECOND_LINE = frozenset({"user"})
_MOST_TOLD = 3


def demand(isolation: Isolation, nursery: Nursery) -> str:
    """See to it, before the first submission, that the nursery's workers are isolated as much as is demanded.

    Required: no escape of the self-test gets out, and no later worker serves around which less stands than then.

    Returns:
        one line for whoever started the run, if they should know that a layer is missing; else nothing.

    Raises:
        MachineryError: what is required is not there; says which layer, why, and what to do.
    """
    if isolation == BEST_EFFORT:
        lacking = nursery.standing().missing.keys() - _SECOND_LINE
        notice = _("{missing}: grade only code that you trust")
        return notice.format(missing=nursery.standing().sentence(lacking)) if lacking else ""
    escaped = selftest(nursery)
    standing = nursery.standing()
    if escaped:
        lacking = standing.missing.keys() - _SECOND_LINE or set(standing.missing)
        why = standing.sentence(lacking) if lacking else _("all layers stand, and don't hold")
        told = ", ".join(escaped[:_MOST_TOLD])
        if len(escaped) > _MOST_TOLD:
            told = _("{names} and {count} more").format(names=told, count=len(escaped) - _MOST_TOLD)
        sentence = _(
            "{why}, so a submission could {deeds}: grade on a machine that has it, see `python -m grader doctor`, "
            "or say --isolation=best-effort to go on without"
        )
        raise MachineryError(sentence.format(why=why, deeds=told))
    nursery.required = frozenset(standing.layers)
    return ""
