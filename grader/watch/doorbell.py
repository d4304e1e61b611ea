"""Rings when something changes in a folder: watchfiles where it is installed, else nothing does, and one has to look.

It is never relied on: some file systems (network drives, Windows' drives in WSL) tell nobody. So files are looked at in
any case, only more often where nothing rings.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.watch.bell import Bell

LOOK_EVERY = 0.2  # seconds, where nothing rings
LOOK_SELDOM = 1.0
_TOGETHER_MS, _STEP_MS = 50, 20  # changes that come together ring once; how often the watcher looks for them


@contextmanager
def doorbell(path: Path, bell: Bell) -> Iterator[float]:
    """Rings `bell` for a while. Gives how often one has to look all the same, in seconds."""
    try:
        import watchfiles  # noqa: F401, PLC0415  # an extra
    except ImportError:  # also where it is there, and its binary doesn't fit this machine
        yield LOOK_EVERY
        return
    ended = threading.Event()
    thread = threading.Thread(target=_ring_at_changes, args=(path, bell, ended), daemon=True)
    thread.start()
    try:
        yield LOOK_SELDOM
    finally:
        ended.set()
        thread.join(timeout=5)


def _ring_at_changes(path: Path, bell: Bell, ended: threading.Event) -> None:
    from watchfiles import watch  # noqa: PLC0415  # as above

    # A file's folder: who saves by renaming puts another file in its place.
    folder = path if path.is_dir() else path.parent
    changes = watch(
        folder,
        watch_filter=None,
        debounce=_TOGETHER_MS,
        step=_STEP_MS,
        stop_event=ended,
        raise_interrupt=False,
        recursive=path.is_dir(),
    )
    try:
        for _change in changes:
            bell.ring()
    except (OSError, RuntimeError):  # the folder is gone, or there are no more watches: looking is enough
        return
