"""Grades one submission after another in one process: a line of JSON for each, answered by one.

Run in a process of its own, by the user who grades. An order has the command's `arguments`, the files that take its
`out` and `err`, and a copy of the solutions as `reference`: those of the project are bait, and whoever reads them is
caught; the answer has its `status`, and how many `descriptors` are open afterwards. What is right is
graded over and over in workers of one nursery, which lives as long as this process: in such an order are its path as
`right` and the `exam`; the answer has the `score`.
"""

import fcntl
import json
import os
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from grader.cli.main import main
from grader.exam import load
from grader.exam.reference import Reference
from grader.marking.grade import grade
from grader.sandbox.nursery import Nursery


def run() -> None:
    """Obey the orders on standard input until it ends."""
    orders, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    with Nursery() as nursery:
        answers.write("ready\n")
        answers.flush()
        for line in orders:
            order = json.loads(line)
            if "right" in order:
                report = grade(Path(order["right"]), load(Path(order["exam"])), nursery)
                answer = {"score": report.score}
            else:
                answer = {"status": _command(order)}
            answer["descriptors"] = sum(map(_is_open, range(1024)))
            answers.write(json.dumps(answer) + "\n")
            answers.flush()


def _command(order: dict[str, Any]) -> int:
    """Run a command, whose exit status is returned."""
    for descriptor, path in ((1, order["out"]), (2, order["err"])):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, descriptor)
        os.close(file)
    try:
        with patch("grader.cli.grade.knowledge_beside", lambda _exam: Reference(Path(order["reference"]))):
            status = main(order["arguments"])
    except SystemExit as stopped:  # argparse leaves this way
        status = int(str(stopped.code))
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def _is_open(descriptor: int) -> bool:
    try:
        fcntl.fcntl(descriptor, fcntl.F_GETFD)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    run()
