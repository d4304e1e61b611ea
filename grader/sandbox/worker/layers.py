"""The layers around a worker: which there are, and the order in which a worker puts them on itself.

process     a process and session of its own, an emptied environment, no descriptors but its own
user        where the grader is root: a user who owns nothing
privileges  no capabilities, and no way to any
undumpable  no other process looks into its memory; it ends with the process that started it
landlock    the kernel lets it read the standard library, NumPy and the submission, and nothing else
rlimits     memory, processor time, files, processes
seccomp     the kernel refuses the system calls that lead out of the process
"""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from . import grants, landlock, privileges, rlimits
from .other_user import Users
from .seccomp import Filter

PROCESS = "process"
LAYERS = (PROCESS, "user", "privileges", "undumpable", "landlock", "rlimits", "seccomp")

_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Bounds:
    """What a worker may use."""

    memory_bytes: int
    cpu_seconds: int


@dataclass
class Standing:
    """Which layers stand, and why others don't."""

    layers: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)


class Wardrobe:
    """What is made once for all workers, in the process that forks them: open folders, the filter, users.

    What can't be made is a layer that is missing, with the reason; everything else holds without it.
    """

    def __init__(self, library: Sequence[Path], numpy: Path) -> None:
        self._reasons: dict[str, str] = {}
        self._is_alone = False
        self._kept = 0  # capabilities
        folders = [*filter(Path.is_dir, library), numpy]
        self._users = self._made("user", lambda: Users(folders)) if os.geteuid() == 0 else None
        self._grants = self._made("landlock", lambda: grants.to_library(library, numpy))
        self._filter = self._made("seccomp", Filter)
        self._own: list[landlock.Grant] = []  # of the next worker alone
        self._lacking: dict[str, str] = {}  # what it lacks already, and why

    @property
    def wanted(self) -> tuple[str, ...]:
        """The layers that there should be. Who is an ordinary user can be no other one."""
        return tuple(layer for layer in LAYERS if layer != "user" or os.geteuid() == 0)

    def prepare(self, folder: Path, layers: Collection[str]) -> None:
        """Before a worker is forked for the submission in `folder`: open it, and let the worker's user read it."""
        self._lacking = dict(self._reasons)
        for grant in self._own:
            os.close(grant.descriptor)
        self._own = []
        if "user" in layers and self._users is not None:
            try:
                self._users.group_of(folder)
            except OSError as error:
                self._lacking["user"] = _reason(error)
        if "landlock" in layers and self._grants is not None:
            try:
                self._own = grants.to_submission(folder)
            except OSError as error:
                self._lacking["landlock"] = _reason(error)

    def put_on(
        self, folder: Path, bounds: Bounds, layers: Collection[str], parent: int, close: Callable[[], None]
    ) -> Standing:
        """Put the layers on this process, for good. `close` closes all descriptors but the worker's own."""
        steps: Mapping[str, Callable[[], object]] = {
            PROCESS: lambda: None,
            "user": lambda: self._change_user(folder, layers),
            "privileges": lambda: privileges.give_up(self._kept),
            "undumpable": lambda: privileges.belong_to(parent),
            "landlock": self._restrict,
            "rlimits": lambda: rlimits.bound(bounds.memory_bytes, bounds.cpu_seconds, self._is_alone),
            "seccomp": self._filter_calls,
        }
        standing = Standing()
        for layer in self.wanted:
            if layer == "rlimits":  # which bounds new descriptors, not those that are there
                close()
            try:
                if layer not in (PROCESS, *layers) or layer in self._lacking:
                    raise OSError(self._lacking.get(layer, "it was left out"))
                steps[layer]()
                standing.layers.append(layer)
            except OSError as error:
                standing.missing[layer] = _reason(error)
        if self._kept and not {"privileges", "landlock"} <= set(standing.layers):
            os._exit(1)  # nobody may read everything
        return standing

    def _made(self, layer: str, make: Callable[[], _Made]) -> _Made | None:
        try:
            return make()
        except OSError as error:
            self._reasons[layer] = _reason(error)
            return None

    def _change_user(self, folder: Path, layers: Collection[str]) -> None:
        assert self._users is not None
        # To read is harmless where Landlock says what there is to be read.
        may_keep = {"privileges", "landlock"} <= set(layers).difference(self._lacking)
        self._is_alone, reads_by_capability = self._users.become_one(folder, may_keep)
        self._kept = privileges.TO_READ if reads_by_capability else 0

    def _restrict(self) -> None:
        assert self._grants is not None
        privileges.take_no_new()
        landlock.restrict([*self._grants, *self._own])

    def _filter_calls(self) -> None:
        assert self._filter is not None
        privileges.take_no_new()
        self._filter.put_on()


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
