"""Removing a folder whatever a submission left in it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path


def remove_tree(root: Path) -> None:
    """Remove `root` and all below it, also read-only folders and ones nested deeper than a path can name.

    Each folder's subfolders are first moved up to `root`: neither recursion nor a long path is needed.
    What the system doesn't let us remove stays: a mark is not lost for the sake of a scratch file.
    """
    fresh = (f"{number}.removed" for number in count())
    pending = [root] if not root.is_symlink() else []
    while pending:
        folder = pending.pop()
        with suppress(OSError):
            os.chmod(folder, 0o700)
            with os.scandir(folder) as found:
                children = list(found)
            for child in children:
                with suppress(OSError):
                    if child.is_dir(follow_symlinks=False):
                        pending.append(_moved_up(Path(child.path), root, fresh))
                    else:
                        os.unlink(child.path)
            if folder != root:
                os.rmdir(folder)
    with suppress(OSError):
        os.rmdir(root)


def _moved_up(folder: Path, root: Path, fresh: Iterator[str]) -> Path:
    os.chmod(folder, 0o700)  # moving a folder writes to it: its ".." changes
    while True:
        target = root / next(fresh)
        if not os.path.lexists(target):
            return folder.rename(target)
