"""Who of a Dask cluster may grade: each process that is there, or comes, is asked what it has before it gets anything.

A process with other code gets no exam, one without isolation no submission.
"""

import itertools
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from grader.batch.job import Setting
from grader.batch.on_worker import take_seat
from grader.batch.same_code import Code, code_here
from grader.errors import MachineryError
from grader.escape import printable

_FIRST = 1  # Dask's priority: before all submissions
_SECONDS_BETWEEN = 600.0  # of two lines that nobody is there


class Staff:
    """The processes of the cluster, by address. `ready` have a marker for the run.

    `done` gets each future of a question that is answered, which belongs into `answered`.
    """

    def __init__(
        self, client: Any, run: str, setting: Setting, say: Callable[[str], None], done: "SimpleQueue[Any]"
    ) -> None:
        self._client = client
        self._run = run
        self._setting = setting
        self._say = say
        self._done = done
        self._numbers = itertools.count()
        self._asked: dict[str, tuple[str, Any]] = {}  # by the question's key: the address, and the future
        self._refused: dict[str, str] = {}  # by address: why
        self._told: set[str] = set()
        self._told_at: float | None = None  # that nobody is there
        self._was_ready = False
        self.present: set[str] = set()
        self.ready: set[str] = set()

    def call_roll(self) -> None:
        """Forget who is gone, and ask who is new.

        Raises:
            OSError: the scheduler can't be asked.
        """
        self.present = set(self._client.nthreads())
        self.ready &= self.present
        self._refused = {address: why for address, why in self._refused.items() if address in self.present}
        for key, (address, future) in list(self._asked.items()):
            if address not in self.present:
                del self._asked[key]
                future.cancel()
        known = self.ready | self._refused.keys() | {address for address, _future in self._asked.values()}
        for address in sorted(self.present - known):
            self._ask(address, code_here)

    def answered(self, future: Any) -> bool:
        """Take note of the answer to a question; returns whether this is one of ours."""
        if not future.key.startswith(self._prefix):
            return False
        address, _future = self._asked.pop(future.key, ("", None))
        if not address or future.cancelled():
            return True
        try:
            answer = future.result()
        except Exception as error:  # of whatever is not there
            self._refused[address] = _why(error)
            return True
        if isinstance(answer, Code):
            answer = answer.sentence(code_here())
            if not answer:
                self._ask(address, take_seat, self._run, self._setting)
                return True
        if answer:
            self._refused[address] = str(answer)
        else:
            self.ready.add(address)
        return True

    def forget(self, address: str) -> None:
        """It has no marker any more: ask again at the next roll call."""
        self.ready.discard(address)

    def check(self) -> None:
        """Say who is not used, or that nobody is there yet.

        Raises:
            MachineryError: all that are there can't grade.
        """
        if self.ready:
            self._was_ready, self._told_at = True, None
            for address, why in self._refused.items():
                if why not in self._told:
                    self._told.add(why)
                    self._say(f"the worker {address} gets no submissions: {why}")
            return
        if self._asked:
            return
        if self._refused and not self._was_ready:
            address, why = next(iter(self._refused.items()))
            raise MachineryError(f"no worker of the cluster can grade; {address}: {printable(why, 1000)}")
        if self._told_at is None or time.monotonic() - self._told_at > _SECONDS_BETWEEN:
            self._told_at = time.monotonic()
            self._say("no worker is there that can grade: waiting for one (Ctrl-C ends the run)")

    def leave(self) -> None:
        """Take everything of this run from the cluster."""
        for _address, future in self._asked.values():
            future.cancel()
        self._asked.clear()

    @property
    def _prefix(self) -> str:
        return f"conv-grader-staff-{self._run}-"

    def _ask(self, address: str, question: Callable[..., object], *arguments: object) -> None:
        future = self._client.submit(
            question,
            *arguments,
            key=f"{self._prefix}{next(self._numbers)}",
            workers=[address],
            allow_other_workers=False,
            priority=_FIRST,
            pure=False,
        )
        self._asked[future.key] = address, future
        future.add_done_callback(self._done.put)


def _why(error: Exception) -> str:
    if isinstance(error, ImportError):
        return f"it lacks what the grader needs ({error}): install the same grader on every machine"
    return printable(f"{type(error).__name__}: {error}", 500)
