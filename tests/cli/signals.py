"""Commands that hear a signal, also where these tests run in the background, and what they start would not."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def listening(number: signal.Signals) -> Iterator[None]:
    """What is started meanwhile does not ignore the signal, whatever this process does."""
    before = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(number, before)
