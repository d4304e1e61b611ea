"""An implementation in this process: the reference, or a student's own code under pytest and a debugger."""

import os
import re
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from grader.answer import Answer
from grader.sandbox.client import Client
from grader.sandbox.worker import asked, wire
from grader.sandbox.worker.desk import Desk, Reply
from grader.sandbox.worker.loader import Loader
from grader.sandbox.worker.wire import Value
from grader.script import Script, digest


class Local(Client):
    """Asks the .py files of `folder` in this process, at the same desk that stands in a worker.

    The file `preferred`.py is looked at first; for `names` see `grader.sandbox.finding`. Only for code that may be
    trusted.
    """

    def __init__(
        self, folder: Path, preferred: str, names: frozenset[str] = frozenset(), desk: Desk | None = None
    ) -> None:
        super().__init__({}, {}, names)
        self._folder = folder
        paths = sorted(folder.glob("*.py"), key=lambda path: (path.stem != preferred, path.name))
        self._sources = [path.name for path in paths]
        self._desk = desk or Desk(Loader(folder))

    def exchange(self, name: str, message: tuple[Value, ...]) -> Reply:
        """See `Client.exchange`."""
        verb, *arguments = asked.decode(asked.encode(message))  # a copy: nobody writes through a request
        assert isinstance(verb, str)
        outcome, value = self._desk.answer(verb, *arguments)
        if outcome == "raised" and isinstance(value, Mapping) and value.get("type") == "KeyboardInterrupt":
            raise KeyboardInterrupt  # Ctrl-C at the student's own terminal, in the middle of a long call
        return outcome, value

    def answered(self, script: Script) -> tuple[Answer, str]:
        """The answer to a script, and the digest of the reply in the form in which a worker sends it."""
        outcomes, replies = self.one_by_one(script)
        return script.answer(outcomes), digest(wire.encode(tuple(replies)))

    def begin_afresh(self) -> None:
        """Go on with code of which nothing has run."""
        forget_modules(self._folder)
        self._desk = Desk(Loader(self._folder))
        self._found.clear()
        self._loaded.clear()

    def sources(self, name: str) -> list[str]:
        """See `Client.sources`."""
        return self._sources

    def defining(self, name: str) -> list[str]:
        """See `Client.defining`."""
        definition = re.compile(rb"^(def|class)[ \t]+" + name.encode() + rb"\b", re.MULTILINE)
        return [path for path in self._sources if definition.search((self._folder / path).read_bytes())]

    def unreadable(self) -> Mapping[str, str]:
        """None: a file that can't be read fails when it is loaded."""
        return {}

    def seconds(self) -> float:
        """See `Implementation.seconds`."""
        return time.thread_time()


def forget_modules(folder: Path) -> None:
    """Let go of all modules whose files lie in `folder`: whoever imports one of them runs its file again."""
    inside = os.path.realpath(folder) + os.sep
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(inside):
            del sys.modules[name]
