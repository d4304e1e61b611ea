"""What is said on standard error while the screen is ours: its last line is shown there, in its place."""

import io
from collections.abc import Callable

from grader.escape import log_line


class Overheard(io.TextIOBase):
    """A text stream; `line` is the last one that was written, until it is taken back."""

    def __init__(self, ring: Callable[[], None]) -> None:
        super().__init__()
        self._ring = ring
        self.line = ""

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, text: str) -> int:
        """Take in the last line of `text`."""
        lines = [line for line in text.splitlines() if line.strip()]
        if lines:
            self.line = log_line(lines[-1])
            self._ring()
        return len(text)
