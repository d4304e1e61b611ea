"""How far a run is, live in a terminal: a bar with what is done, the rate, the time left and the faults so far."""

from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from grader.batch.job import Job, Outcome
from grader.batch.progress import Tally, fault_line
from grader.escape import terminal_line


class Bar:
    """See `grader.batch.progress.Progress`. Text is never markup."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._tally = Tally()
        self._bar = Progress(
            TextColumn("grading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(elapsed_when_finished=True),
            TextColumn("{task.fields[faults]}"),
            console=self._console,
            speed_estimate_period=60,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._bar.stop()

    def begin(self, waiting: int, before: int) -> None:
        """See `Progress`."""
        self._tally.begin(waiting)
        if before:
            self.say(f"{before} are graded already")
        self._task = self._bar.add_task("grading", total=waiting, rate="", faults="")

    def came_back(self, job: Job, outcome: Outcome, is_over: bool) -> None:
        """See `Progress`."""
        if fault := fault_line(job, outcome, is_over):
            self.say(fault)
        if is_over and self._task is not None:
            self._tally.count(outcome)
            faults = f"{self._tally.faults} not graded" if self._tally.faults else ""
            self._bar.update(self._task, advance=1, rate=f"{self._tally.rate:.1f}/s", faults=faults)

    def say(self, line: str) -> None:
        """See `Progress`."""
        self._console.print(Text(terminal_line(line)))
