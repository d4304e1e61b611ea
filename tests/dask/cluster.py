"""A Dask cluster on this machine, started by Dask's own commands, as an administrator would."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

from tests.architecture.modules import PROJECT

PATIENCE = 60.0  # seconds that a process may take to be there on a busy machine


class DaskCluster:
    """A scheduler and its workers, each a process of one thread; their logs lie in `folder`."""

    def __init__(self, folder: Path, allowed_failures: int = 3) -> None:
        self.folder = folder
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        folder.mkdir(parents=True)
        file = folder / "scheduler.json"
        self._start(
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--scheduler-file",
            str(file),
            environment={"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(allowed_failures)},
        )
        await_(lambda: file.exists() and file.read_text().endswith("}"), "the scheduler")
        self.address = str(json.loads(file.read_text())["address"])

    def add_workers(self, *names: str, preload: str = "") -> None:
        """Start workers, and wait until the scheduler knows them. `preload` is the text of a module they load first."""
        options = []
        if preload:
            path = self.folder / f"{names[0]}_preload.py"
            path.write_text(preload)
            options = ["--preload", str(path)]
        for name in names:
            self._start(
                "worker", self.address, "--name", name, "--nworkers", "1", "--nthreads", "1", "--no-dashboard",
                "--host", "127.0.0.1", "--local-directory", str(self.folder / f"{name}-space"), *options,
                log=name,
            )  # fmt: skip
        with self.client() as client:
            await_(lambda: set(names) <= {one["name"] for one in _workers(client).values()}, f"workers {names}")

    def client(self) -> Any:
        """A client of the test's own."""
        import distributed  # noqa: PLC0415  # conftest.py needs this module where there is no Dask, too

        return distributed.Client(self.address, set_as_default=False, timeout=PATIENCE)

    def pid_of(self, name: str) -> int:
        """The process that computes, not the nanny that watches over it."""
        with self.client() as client:
            (address,) = (address for address, one in _workers(client).items() if one["name"] == name)
            return int(client.run(os.getpid, workers=[address])[address])

    def seats(self) -> list[str]:
        """The runs for which a worker has a marker."""
        from grader.batch.on_worker import seats  # noqa: PLC0415  # the same, with Jinja2

        with self.client() as client:
            return [run for runs in client.run(seats).values() for run in runs]

    def log(self, name: str) -> str:
        """What a process has said."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def end(self, name: str, how: signal.Signals = signal.SIGKILL) -> None:
        """End a process and all that it started."""
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        process.wait(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for name in list(self.processes):
            self.end(name)

    def _start(self, *arguments: str, log: str = "scheduler", environment: dict[str, str] | None = None) -> None:
        with (self.folder / f"{log}.log").open("wb") as file:
            self.processes[log] = subprocess.Popen(  # noqa: S603  # Dask's own command
                [sys.executable, "-m", "dask", *arguments],
                cwd=self.folder,
                env=os.environ | {"PYTHONPATH": str(PROJECT)} | (environment or {}),
                stdout=file,
                stderr=file,
                start_new_session=True,
            )


def await_(condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait until `condition` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what}: not there in {seconds} s"
        time.sleep(0.05)


def _workers(client: Any) -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = client.scheduler_info(n_workers=-1)["workers"]
    return found
