"""A class whose students have all handed in the same correct, vectorised code, each with a comment of their own."""

import shutil
from pathlib import Path

CORRECT = Path(__file__).resolve().parent / "submissions" / "vectorised"


def made_class(folder: Path, students: int) -> list[Path]:
    """A folder of folders, one for each student; their contents differ, so that nobody can know one from another's."""
    folders = [folder / f"student_{number:03}" for number in range(1, students + 1)]
    for each in folders:
        shutil.copytree(CORRECT, each)
        for file in each.iterdir():
            file.write_text(f"{file.read_text()}\n# {each.name}\n")
    return folders


def without_bias(folder: Path) -> Path:
    """A submission in `folder` that is wrong: its convolutions leave out the bias."""
    wrong = folder / "without_bias"
    shutil.copytree(CORRECT, wrong)
    right = (wrong / "conv.py").read_text()
    faulty = right.replace(" + b[:, None, None]", "")
    assert faulty != right
    (wrong / "conv.py").write_text(faulty)
    return wrong
