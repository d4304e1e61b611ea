"""A backward that is right for the student's own wrong forward."""

from grader.explain.evidence import Evidence


def forward_first(evidence: Evidence) -> str | None:
    """The sentence that says so, if the backward is the true gradient of the submission's own forward."""
    return None
