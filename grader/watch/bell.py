"""A bell that wakes whoever waits with `select`: rung by a thread or a signal's handler."""

import contextlib
import os


class Bell:
    """Use it as a context manager."""

    def __init__(self) -> None:
        self._heard, self._rung = os.pipe()
        os.set_blocking(self._heard, False)
        os.set_blocking(self._rung, False)

    def ring(self) -> None:
        """Wake whoever waits, or whoever waits next."""
        with contextlib.suppress(OSError):  # full: it rings already; closed: nobody waits any more
            os.write(self._rung, b"\0")

    def hush(self) -> None:
        """Stop ringing."""
        with contextlib.suppress(BlockingIOError):
            while os.read(self._heard, 4096):
                pass

    def fileno(self) -> int:
        """What `select` waits for."""
        return self._heard

    def __enter__(self) -> "Bell":
        return self

    def __exit__(self, *_error: object) -> None:
        heard, rung = self._heard, self._rung
        self._heard = self._rung = -1  # whoever rings late rings nothing
        os.close(heard)
        os.close(rung)
