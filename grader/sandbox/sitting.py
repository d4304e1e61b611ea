"""What is known of one submission while it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.failure import Failure
from grader.intake import Submission
from grader.interfaces.target import Target
from grader.sandbox.limits import Limits, Meter
from grader.sandbox.nursery import Nursery

Learned = tuple[dict[str, str | Failure], dict[str, str], dict[str, list[Failure]]]


@dataclass
class Sitting:
    """What is known of one submission while its exercises are asked one after another.

    The `meter` is the whole submission's. `targets` has those functions that it may have under other names.
    """

    submission: Submission
    nursery: Nursery
    limits: Limits
    meter: Meter
    names: frozenset[str] = frozenset()  # everything that is asked for in the assignment
    targets: Mapping[str, Target] = field(default_factory=dict)
    found: dict[str, str | Failure] = field(default_factory=dict)
    dead: dict[str, str] = field(default_factory=dict)
    ended: dict[str, list[Failure]] = field(default_factory=dict)  # by function: the workers that it ended
    output: dict[str, bytes] = field(default_factory=dict)  # what was printed, by exercise

    def once_more(self, limits: Limits) -> "Sitting":
        """The same submission with time of its own. What is learned from now on is not known to this sitting."""
        found, dead, ended = self.learned()
        return Sitting(
            self.submission,
            self.nursery,
            limits,
            Meter(limits.submission_seconds),
            self.names,
            self.targets,
            found,
            dead,
            ended,
        )

    def learned(self) -> Learned:
        """What has been learned of the submission up to now."""
        return dict(self.found), dict(self.dead), {name: list(failures) for name, failures in self.ended.items()}

    def forget_since(self, learned: Learned) -> None:
        """Know again what was `learned` then, and no more."""
        for mine, then in zip((self.found, self.dead, self.ended), learned, strict=True):
            known: Any = mine
            known.clear()
            known.update(then)
