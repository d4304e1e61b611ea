"""Whether anything stays when a grader is killed: started as `python -m grader.sandbox.orphans`, it is that grader."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from grader.errors import MachineryError
from grader.sandbox.canaries import Canaries
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import Nursery
from grader.sandbox.pids import ends_within
from grader.sandbox.worker_handle import Worker

PATIENCE = 10.0  # seconds; it takes milliseconds
PASTIMES = ("sleeps", "calculates")  # what the worker does meanwhile, see probes/processes.py
_PROJECT = Path(__file__).resolve().parents[2]
_ENDLESS = Limits(call_seconds=1e6)


def left_behind(layers: Collection[str], pastime: str, found: Canaries, victim: str = "grader") -> list[str]:
    """Which processes of a grader are there some seconds after it was killed (or its nursery: the `victim`).

    Its worker does what `pastime` says, and has started a daemon if it could.

    Raises:
        MachineryError: the grader doesn't start.
    """
    command = [sys.executable, "-m", "grader.sandbox.orphans", str(found.base), pastime, *layers]
    with subprocess.Popen(  # noqa: S603  # our own interpreter and our own module
        command, cwd=_PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as grader:
        assert grader.stdout is not None
        try:
            told = [int(number) for number in grader.stdout.readline().split()]
            if len(told) < 2:
                raise MachineryError("the self-test broke: a second grader doesn't start")
            pids = dict(zip(("nursery", "worker", "daemon"), told, strict=False))
            os.kill({"grader": grader.pid, **pids}[victim], signal.SIGKILL)
            return [name for name, pid in pids.items() if pid and not ends_within(PATIENCE, pid)]
        finally:
            grader.kill()


def _be_killed(base: str, pastime: str, layers: Collection[str]) -> None:
    with Nursery(layers) as nursery, contextlib.suppress(MachineryError):
        worker = Worker(nursery, base, _ENDLESS)
        worker.ask(("load", "processes.py", "leaves_a_daemon"))
        daemon = worker.ask(("call", "leaves_a_daemon", (), "number"))[1]
        worker.ask(("load", "processes.py", pastime))
        print(nursery.pid, worker.pid, daemon, flush=True)
        worker.ask(("call", pastime, (), "number"))


if __name__ == "__main__":
    _be_killed(sys.argv[1], sys.argv[2], sys.argv[3:])
