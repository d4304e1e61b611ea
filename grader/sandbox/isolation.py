"""How much isolation a run demands: none of it missing, for code that nobody has read; or as much as there is."""

from typing import Literal

from grader.errors import MachineryError
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
        return f"{nursery.standing().sentence(lacking)}: grade only code that you trust" if lacking else ""
    escaped = selftest(nursery)
    standing = nursery.standing()
    if escaped:
        lacking = standing.missing.keys() - _SECOND_LINE or set(standing.missing)
        why = standing.sentence(lacking) if lacking else "all layers stand, and don't hold"
        told = ", ".join(escaped[:_MOST_TOLD]) + (
            f" and {len(escaped) - _MOST_TOLD} more" * (len(escaped) > _MOST_TOLD)
        )
        raise MachineryError(
            f"{why}, so a submission could {told}: grade on a machine that has it, see `python -m grader doctor`, "
            "or say --isolation=best-effort to go on without"
        )
    nursery.required = frozenset(standing.layers)
    return ""
