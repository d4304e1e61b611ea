"""What can be seen for certain of a fault that has no name: which cases it needs, and where in the array it is."""

from grader.explain.evidence import Evidence
from grader.marking.mark import Failed


def seen(evidence: Evidence, failed: Failed) -> tuple[str, ...]:
    """Sentences, each true on every case of the exam and on fresh ones; none without a reference to ask."""
    return ()
