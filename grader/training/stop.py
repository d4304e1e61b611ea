"""When a training is to end sooner than planned: at Ctrl-C or SIGTERM, gently, or when its time is over."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """Asked before each step whether to stop; `interrupted` says whether somebody pressed Ctrl-C."""

    def __init__(self, seconds: float, said: Callable[[], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._end = clock() + seconds
        self._said = said
        self._clock = clock
        self.interrupted = False
        self._has_said = False

    def __call__(self) -> bool:
        """Whether this is the end; that it comes after a Ctrl-C is said now, not in the middle of another line."""
        if self.interrupted and not self._has_said:
            self._has_said = True
            self._said()
        return self.interrupted or self._clock() >= self._end

    @contextmanager
    def at_interrupt(self) -> Iterator[None]:
        """From now on the first Ctrl-C asks for the end, and nothing is lost by it; the second one ends at once.

        So does SIGTERM, which would leave a terminal without its cursor.
        """
        before = {number: signal.signal(number, self._interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self.interrupted:
            raise KeyboardInterrupt
        self.interrupted = True
