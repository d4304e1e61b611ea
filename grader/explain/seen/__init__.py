"""What can be seen for certain of a fault that has no name: which cases it needs, and how the array differs."""

from grader.explain.seen.look import seen

__all__ = ["seen"]
