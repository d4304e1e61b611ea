"""A class of given submissions, laid out as each LMS writes it, as a folder or as one zip.

    lay_out("canvas.zip", {"Kim Minsu": Path("kim/"), "Ada": Path("conv.py")}, tmp_path) -> tmp_path / "canvas.zip"

What is handed in is the same in every layout: a folder's files, or one file.
"""

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

_ARCHIVES = (".zip", ".tar.gz", ".tgz", ".tar")
SLUG = "conv"


def lay_out(layout: str, class_: Mapping[str, Path], target: Path) -> Path:
    """Write the submissions of `class_`, by their students' names, below `target`; the path to name to `batch`.

    `layout` is one of LAYOUTS.
    """
    name, _dot, is_zip = layout.partition(".")
    top = target / name.replace("-", "_")
    top.mkdir(parents=True)
    folder = _WRITERS[name](class_, top) or top
    if not is_zip:
        return folder
    # As the LMS packs them: Canvas and Moodle without a folder around, the others with one.
    return zipped(folder, target / f"{top.name}.zip", wrapped=name in ("gradescope", "github"))


def zipped(folder: Path, path: Path, wrapped: bool = False) -> Path:
    """`folder` as the zip `path`, with empty folders and the times of files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for child in sorted(folder.rglob("*")):
            archive.write(child, child.relative_to(folder.parent if wrapped else folder))
    return path


def _folder(class_: Mapping[str, Path], top: Path) -> None:
    for name, path in class_.items():
        if path.name.endswith(_ARCHIVES):
            shutil.copy2(path, top / (_as_part(name) + "".join(path.suffixes)))
        else:
            _copy(path, top / _as_part(name))


def _gradescope(class_: Mapping[str, Path], top: Path) -> Path:
    export = top / "assignment_4711_export"
    export.mkdir()
    lines = []
    for number, (name, path) in enumerate(class_.items(), 100):
        _copy(path, export / f"submission_{number}")
        lines += [
            f"submission_{number}:",
            "  :submitters:",
            f"  - :name: {json.dumps(name, ensure_ascii=False)}",
            f"    :sid: '{20210000 + number}'",
            f"    :email: student{number}@example.org",
            "  :created_at: 2026-03-01 12:00:00.000000000 Z",
            "  :score: 0.0",
        ]
    (export / "submission_metadata.yml").write_text("---\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return export


def _canvas(class_: Mapping[str, Path], top: Path) -> None:
    for number, (name, path) in enumerate(class_.items(), 1000):
        owner = re.sub(r"\W", "", name.lower())
        for file, (part, content) in enumerate(_flat(path)):
            (top / f"{owner}_{number}_{number}{file:03}_{part}").write_bytes(content)


def _moodle(class_: Mapping[str, Path], top: Path) -> None:
    for number, (name, path) in enumerate(class_.items(), 500):
        _copy(path, top / f"{_as_part(name)}_{number}_assignsubmission_file_")


def _moodle_flat(class_: Mapping[str, Path], top: Path) -> None:
    for number, (name, path) in enumerate(class_.items(), 500):
        for part, content in _flat(path):
            (top / f"{_as_part(name)}_{number}_assignsubmission_file_{part}").write_bytes(content)


def _github(class_: Mapping[str, Path], top: Path) -> Path:
    clones = top / f"{SLUG}-submissions"
    for name, path in class_.items():
        clone = clones / f"{SLUG}-{_as_part(name)}"
        _copy(path, clone)
        (clone / ".git" / "hooks").mkdir(parents=True)
        (clone / ".git" / "config").write_text("[core]\n\tfsmonitor = touch /tmp/owned\n", encoding="utf-8")
        (clone / ".git" / "decoy.py").write_text("raise SystemExit\n", encoding="utf-8")
    return clones


def _copy(path: Path, target: Path) -> None:
    """What was handed in, in a folder of its own."""
    if path.is_dir():
        shutil.copytree(path, target, symlinks=True)
    else:
        target.mkdir(parents=True)
        shutil.copy2(path, target / path.name)


def _flat(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files that a student uploads: those of the folder, or the folder as one zip if there are others in it."""
    if path.is_file():
        yield path.name, path.read_bytes()
    elif any(child.is_dir() for child in path.iterdir()):
        packed = zipped(path, path.with_name(f"{path.name}.packed.zip"))
        yield f"{path.name}.zip", packed.read_bytes()
        packed.unlink()
    else:
        yield from ((child.name, child.read_bytes()) for child in sorted(path.iterdir()))


def _as_part(name: str) -> str:
    """`name` as one part of a path."""
    return name.replace("/", "_").replace("\0", "_")


_WRITERS: Mapping[str, Callable[[Mapping[str, Path], Path], Path | None]] = {
    "folder": _folder,
    "gradescope": _gradescope,
    "canvas": _canvas,
    "moodle": _moodle,
    "moodle-flat": _moodle_flat,
    "github": _github,
}
LAYOUTS = tuple(f"{name}{ending}" for name in _WRITERS for ending in ("", ".zip"))
