"""How much a submission may use: --call-seconds and the like."""

import argparse
import math
from collections.abc import Callable

from grader.sandbox.limits import Limits

_MOST = 1e9  # of whatever is limited: as good as no limit
_LEAST_MEMORY = 256  # MiB: with less, a worker itself gets into trouble, and a submission would be blamed for it
_OPTIONS = (
    ("call-seconds", "processor seconds for one call"),
    ("exercise-seconds", "processor seconds for one exercise"),
    ("submission-seconds", "processor seconds for the whole submission"),
    ("memory-mib", "memory of a worker"),
    ("printed-mib", "what a worker may print"),
)


def add_arguments(parser: argparse.ArgumentParser, defaults: Limits | None = None) -> None:
    """Add an option for each limit."""
    usual = defaults or Limits()
    limits = parser.add_argument_group("limits")
    for name, text in _OPTIONS:
        default = getattr(usual, name.replace("-", "_"))
        least = _LEAST_MEMORY if name == "memory-mib" else 0
        limits.add_argument(
            f"--{name}",
            metavar="N",
            type=_number(type(default), least),
            default=default,
            help=f"{text} (default {default:g})",
        )


def chosen(options: argparse.Namespace) -> Limits:
    """The limits that the options ask for."""
    return Limits(
        call_seconds=options.call_seconds,
        exercise_seconds=options.exercise_seconds,
        submission_seconds=options.submission_seconds,
        memory_mib=options.memory_mib,
        printed_mib=options.printed_mib,
    )


def _number(kind: type, least: int) -> Callable[[str], float]:
    def convert(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = math.nan
        if not max(least, 1e-9) <= value <= _MOST:
            wanted = f"a number from {least} up" if least else "a positive number"
            raise argparse.ArgumentTypeError(f"{text!r} is not {wanted}")
        return float(value) if kind is float else int(value)

    return convert
