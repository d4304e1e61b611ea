"""Whether the handout tells of each misconception what the repository tells on the same exam.

    python -m tests.desk.same_feedback

makes the handout, grades every misconception as a whole submission with both, and prints how many reports are the same;
it ends with 1 if any differs. It takes some minutes.
"""

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from grader.cli.main import main as command
from grader.exam.cached import PROJECT
from grader.handout.packing import TOP
from tests.diagnosis.submissions import Submission, with_one_misconception

PUBLIC = "grader/exam/public.npz"
PROGRAM = Path(__file__).with_name("grading.py")


def unpacked_handout(folder: Path) -> Path:
    """The handout, made and unpacked in `folder`."""
    assert command(["handout", "--to", str(folder / "handout.zip")]) == 0
    with zipfile.ZipFile(folder / "handout.zip") as archive:
        archive.extractall(folder)
    return folder / TOP


def both(submissions: Sequence[Submission], handout: Path, folder: Path) -> list[tuple[Any, Any]]:
    """The reports of each of the submissions: the repository's on the public exam, and the handout's own."""
    paths = []
    for number, submission in enumerate(submissions):
        paths.append(folder / f"{number}-{submission.name}")
        submission.write(paths[-1])
    with ThreadPoolExecutor(2) as threads:
        ours = threads.submit(_reports, paths, PROJECT, folder / "ours", ["--exam", str(handout / PUBLIC)])
        theirs = threads.submit(_reports, paths, handout, folder / "theirs", [])
        return list(zip(ours.result(), theirs.result(), strict=True))


def _reports(paths: Sequence[Path], home: Path, folder: Path, options: Sequence[str]) -> list[Any]:
    """What the grader in `home` says of them."""
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(home), "GRADER_SEED": ""}
    subprocess.run(  # noqa: S603  # our own program
        [sys.executable, str(PROGRAM), str(folder), *options],
        input="".join(f"{path}\n" for path in paths),
        cwd=home,
        env=environment,
        text=True,
        check=True,
    )
    return [_lasting(json.loads((folder / f"{number}.json").read_bytes())) for number in range(len(paths))]


def _lasting(report: Mapping[str, Any]) -> Mapping[str, Any]:
    """The report without what no two runs have in common."""
    return {key: value for key, value in report.items() if key != "duration_s"}


def main() -> int:
    """Print how many are the same, and which aren't."""
    submissions = list(with_one_misconception())
    with tempfile.TemporaryDirectory() as folder:
        pairs = both(submissions, unpacked_handout(Path(folder)), Path(folder))
    different = [one for one, (ours, theirs) in zip(submissions, pairs, strict=True) if ours != theirs]
    for one in different:
        print(f"{one.of}: {one.name} is told in another way")
    print(
        f"{len(submissions)} misconceptions, {len(submissions) - len(different)} of them told the same in the handout"
    )
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
