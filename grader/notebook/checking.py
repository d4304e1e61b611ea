"""`check(NAME)` in a cell: the student's folder is graded in a process of its own, and the report shown below."""

import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from grader.escape import log_line, printable
from grader.language import _
from grader.notebook.kernel import OneLine
from grader.notebook.output import Tone, box, page, plain
from grader.notebook.place import ASSIGNMENT, PROJECT
from grader.report.feedback import FEEDBACKS

_SAYS = "grader: "  # before each sentence of the command's that is about something wrong
_PATIENCE_SECONDS = 10  # for a command that was interrupted to tidy up


class Stopped(OneLine, KeyboardInterrupt):
    """The kernel was interrupted while it waited."""


def check(*names: str, feedback: str = "full") -> None:
    """Grade the exercises of these names, or all of them, and show the report below the cell.

    feedback: "full", or less: "hint" or "score". What can't be graded is explained, nothing is raised but an
    interruption of the kernel. As with `make grade`, what counts is what is saved.
    """
    if feedback not in FEEDBACKS:
        sentence = _("feedback is {given}; it is one of these: {known}.")
        box([sentence.format(given=printable(repr(feedback)), known=", ".join(FEEDBACKS))], Tone.FAULT)
        return
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        text, html = Path(folder) / "report.txt", Path(folder) / "report.html"
        # Whatever was passed, a function or a letter that no command line takes: there is a sentence on it.
        named = [printable(str(name)) for name in names]
        chosen = [f"--exercise={name}" for name in named]
        # Without Jinja2 there is no page, and the text says the same.
        form = ["--html", str(html)] if importlib.util.find_spec("jinja2") else []
        troubles = _graded([f"--feedback={feedback}", *chosen, *form], text)
        said = text.read_text(encoding="utf-8")
        if html.exists():
            page(html.read_text(encoding="utf-8"), said, ", ".join(named) or ASSIGNMENT.name)
        elif said:
            plain(said)
    if troubles:
        box(troubles, Tone.FAULT)


def _graded(arguments: list[str], text: Path) -> list[str]:
    """Run the grader, with its report going to `text`; the sentences about what went wrong.

    What takes a while is said at once: an exam that has still to be drawn.
    """
    command = [sys.executable, "-m", "grader", "grade", str(ASSIGNMENT), *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    said, troubles = "", []
    with (
        text.open("wb") as file,
        subprocess.Popen(  # noqa: S603  # the grader itself
            command,
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        try:
            assert process.stderr is not None
            for line in process.stderr:
                said = line.rstrip("\n")
                if said.startswith(_SAYS):
                    troubles.append(log_line(said.removeprefix(_SAYS)))
                else:
                    print(log_line(said), flush=True)
            status = process.wait()
        except KeyboardInterrupt:
            _stop(process)
            raise Stopped(_("Stopped: nothing was graded.")) from None
    if status != 0 and not troubles:
        sentence = _("The grader ended with status {status}: {said}. Try `make grade` in a terminal.")
        troubles.append(sentence.format(status=status, said=log_line(said).rstrip(".") or "-"))
    return troubles


def _stop(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGINT)  # as Ctrl-C would: it ends its workers and takes its copies away
    try:
        process.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
