"""A screen that shows nothing, and keeps what it was told."""

from typing import Self

from grader.training.curve import Curve, Look, Step


class Quiet:
    """See `grader.training.screen.Screen`."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None: ...

    def say(self, sentence: str) -> None:
        """Keep it."""
        self.said.append(sentence)

    def show(self, seen: Step | Look, curve: Curve, seconds_left: float) -> None:
        """Show nothing."""
