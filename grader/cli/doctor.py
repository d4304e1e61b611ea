"""Try every escape on this machine, and show which layers stop it."""

import argparse
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.exam.cached import cache_folders
from grader.exam.hidden import SOLUTIONS
from grader.sandbox.canaries import Canaries, canaries
from grader.sandbox.escapes import ESCAPES, Escape, of_project
from grader.sandbox.nursery import Nursery
from grader.sandbox.orphans import PASTIMES, left_behind
from grader.sandbox.selftest import gets_out
from grader.sandbox.standing import Standing
from grader.sandbox.worker.layers import LAYERS, PROCESS

OPEN = 3  # the exit status when something gets out: untrusted code is not to be graded here


@dataclass(frozen=True)
class Finding:
    """What became of one escape: whether the box stopped it, and which of its layers would have done so alone."""

    name: str
    is_stopped: bool
    by: tuple[str, ...]


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments: none."""


def run(_options: argparse.Namespace) -> int:
    """Try, print, and say by the exit status whether all is well."""
    with canaries(_secrets()) as found, Nursery() as nursery:
        standing = nursery.standing()
        findings = [*_escapes(nursery, standing, found), _outliving(standing, found)]
    width = max(len(finding.name) for finding in findings)
    print(f"{'attempt':<{width}}  box      stopped by each of these alone")
    for finding in findings:
        print(f"{finding.name:<{width}}  {'stopped' if finding.is_stopped else 'OPEN   '}  {', '.join(finding.by)}")
    print()
    for line in _summary(findings, standing):
        print(line)
    return 0 if all(finding.is_stopped for finding in findings) else OPEN


def _escapes(nursery: Nursery, standing: Standing, found: Canaries) -> list[Finding]:
    """Each escape tried in the whole box, then with single layers, and with none, which shows that it is one."""
    escapes = [*of_project(found), *ESCAPES]
    in_box = _out_of(nursery, escapes, found)
    out: dict[str, set[str]] = {}
    for layer in standing.layers:
        nursery.layers = (layer,)
        out[layer] = _out_of(nursery, escapes, found)
    return [_finding(escape, in_box, out) for escape in escapes]


def _out_of(nursery: Nursery, escapes: Sequence[Escape], found: Canaries) -> set[str]:
    return {escape.name for escape in escapes if gets_out(escape, nursery, found)}


def _finding(escape: Escape, in_box: set[str], out: Mapping[str, set[str]]) -> Finding:
    if escape.name not in out[PROCESS]:
        by: tuple[str, ...] = (PROCESS,) if escape.stays else ("none is needed",)
    else:
        by = tuple(layer for layer, names in out.items() if escape.name not in names)
    return Finding(escape.name, escape.name not in in_box, by)


def _outliving(standing: Standing, found: Canaries) -> Finding:
    left = [left_behind(standing.layers, pastime, found) for pastime in PASTIMES]
    alone = left_behind((PROCESS,), PASTIMES[0], found)
    return Finding("outlive a grader that is killed", not any(left), () if alone else (PROCESS,))


def _secrets() -> dict[str, Path]:
    """Files of this project that no submission may read, as far as they are here."""
    exams = [path for folder in cache_folders() for path in sorted(folder.glob("exam-*.npz"))]
    named = {
        "the solutions": next(iter(sorted(SOLUTIONS.glob("*.py"))), None),
        "the hidden seed": SOLUTIONS / "seed.txt",
        "the exam": next(iter(exams), None),
        "the grader": Path(__file__),
    }
    return {what: path for what, path in named.items() if path is not None and path.exists()}


def _summary(findings: Sequence[Finding], standing: Standing) -> list[str]:
    who = "root" if os.geteuid() == 0 else "an ordinary user"
    here = f"{platform.system()} {platform.release()}, Python {platform.python_version()}, as {who}"
    lines = [f"missing: {layer}: {reason}" for layer, reason in standing.missing.items()]
    stopped = sum(finding.is_stopped for finding in findings)
    layers = ", ".join(layer for layer in LAYERS if layer in standing.layers)
    if stopped == len(findings):
        return [*lines, f"All {stopped} attempts are stopped by {layers} ({here})."]
    out = len(findings) - stopped
    return [
        *lines,
        f"{out} of {len(findings)} attempts {'gets' if out == 1 else 'get'} out of {layers} ({here}): "
        "grade only code that you trust here.",
    ]
