"""What is installed beside the grader: its versions, and the wheels for Gradescope's machines."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from grader.errors import InputError

# Hypothesis looks for smaller cases that fail, for which it needs the reference's answers; those don't go there.
PACKAGES = ("numpy",)
PYTHONS = ("3.11", "3.12")  # Ubuntu 22.04 has the first to install, 24.04 comes with the second
PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")
_PIN = re.compile(r"([A-Za-z0-9_.-]+)==[A-Za-z0-9_.!+-]+")


def requirements(constraints: Path) -> str:
    """The lines of `constraints`, which pins a version on each, that are about what we need.

    Raises:
        InputError: there is no such file, or one of them is not in it.
    """
    try:
        lines = constraints.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        raise InputError(f"{constraints} can't be read: run this in a checkout of the project") from None
    pins = {found[1].lower(): line for line in lines if (found := _PIN.fullmatch(line.strip()))}
    missing = [name for name in PACKAGES if name not in pins]
    if missing:
        raise InputError(f"{constraints} has no version of {', '.join(missing)}: restore it from the project")
    return "".join(f"{pins[name]}\n" for name in PACKAGES)


def wheels(wanted: str) -> dict[str, bytes]:
    """The wheels for the lines of `wanted`, by file name, downloaded for every Python of `PYTHONS`.

    Raises:
        InputError: they can't be had.
    """
    with tempfile.TemporaryDirectory() as folder:
        for python in PYTHONS:
            _download(wanted.split(), python, folder)
        return {path.name: path.read_bytes() for path in sorted(Path(folder).glob("*.whl"))}


def _download(wanted: list[str], python: str, folder: str) -> None:
    platforms = [word for platform in PLATFORMS for word in ("--platform", platform)]
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--dest", folder]
    command = [sys.executable, "-m", "pip", "download", *options, "--python-version", python, *platforms, *wanted]
    ran = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603  # pip
    if ran.returncode:
        last = (ran.stderr.strip() or "pip says nothing").splitlines()[-1]
        raise InputError(f"the wheels can't be downloaded ({last}): is there a network? Or leave --wheels away")
