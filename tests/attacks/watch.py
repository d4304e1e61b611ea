"""What has changed at a stand between two moments: it should be nothing."""

import contextlib
import os
import time
from pathlib import Path

from tests.attacks.canaries import children, ipc_left, marks_left, state_of
from tests.attacks.stand import Stand

MOMENT = 2.0  # seconds for what was killed to be gone


class Watch:
    """What everything was like before a submission was graded, and what has changed since."""

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._known = children([os.getpid(), stand.driver.pid]).keys()
        for path in self._secrets():
            found = path.stat()
            # To be read moves this time only if it lies before that of the last change.
            os.utime(path, ns=(found.st_mtime_ns - 10**9, found.st_mtime_ns))
        stand.canary.signals()
        stand.listeners.heard.clear()
        self._files = state_of(self._watched())

    def _secrets(self) -> list[Path]:
        project = self._stand.root / "project"
        return [self._stand.root / "private" / "secret.txt", *sorted((project / "solutions").glob("*.*"))]

    def _watched(self) -> list[Path]:
        return [self._stand.root / name for name in ("project", "site", "home", "write", "tmp", "here", "private")]

    def harm(self) -> list[str]:
        """All that has changed, in words; nothing, if all is as it was. What was left running is ended."""
        stand = self._stand
        now = state_of(self._watched())
        harm = [f"changed: {path}" for path in sorted(now.keys() & self._files) if now[path] != self._files[path]]
        harm += [f"new: {path}" for path in sorted(now.keys() - self._files.keys())]
        harm += [f"gone: {path}" for path in sorted(self._files.keys() - now.keys())]
        harm += [f"read: {path}" for path in self._secrets() if _was_read(path)]
        harm += [f"left: {path}" for path in marks_left(stand.token)]
        harm += [f"left: System V {one}" for one in ipc_left(stand.ipc_key)]
        harm += [f"contacted: {name}" for name in stand.listeners.heard]
        harm += [f"signalled: {name}" for name in stand.canary.signals()]
        return harm + [f"running: {pid} {name}" for pid, name in self._running().items()]

    def _running(self) -> dict[int, str]:
        """What runs that did not run before, after a moment in which what was killed may go."""
        deadline = time.monotonic() + MOMENT
        while (left := self._left_running()) and time.monotonic() < deadline:
            for pid in left:
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)
            time.sleep(0.02)
        found = dict(left)
        while left and time.monotonic() < deadline + MOMENT:  # what these have started is found once they are gone
            for pid in left:
                with contextlib.suppress(ProcessLookupError, ChildProcessError):
                    os.kill(pid, 9)
                    os.waitpid(pid, 0)
            left = self._left_running()
            found |= left
        return found

    def _left_running(self) -> dict[int, str]:
        """The processes below this one and below the grader that nobody here has started."""
        stand = self._stand
        own = {stand.driver.pid, *self._known}
        return {pid: name for pid, name in children([os.getpid(), stand.driver.pid]).items() if pid not in own}


def _was_read(path: Path) -> bool:
    with contextlib.suppress(OSError):  # gone, which is told already
        found = path.stat()
        return found.st_atime_ns > found.st_mtime_ns
    return False
