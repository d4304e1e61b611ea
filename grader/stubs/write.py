"""The stubs, the handout and the notebook -> the assignment's folder, without ever losing what somebody wrote there.

A manifest beside the generated files holds the digest of each as it was generated. A file that is neither
what would be generated now nor what was generated then has been worked on, and is left alone; `force` writes
over it after a backup. Digests don't see the kind of line end: with CRLF from a checkout it is untouched.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from grader.errors import InputError
from grader.escape import printable
from grader.stubs.as_notebook import as_notebook, can_make_notebooks
from grader.stubs.cut import cut
from grader.stubs.keeping import back_up, write_whole
from grader.stubs.solution import fault

MANIFEST = ".stubs.json"

# What is handed out as it is: its name among the solutions -> its name in the assignment. The hidden exam's
# seed lies beside the public one under another name, and is not in this list.
PUBLIC_SEED = "public_seed.txt"
COPIED: Mapping[str, str] = {"handout.md": "README.md", PUBLIC_SEED: "seed.txt"}

# A notebook's source -> the notebook. A course may have none.
NOTEBOOKS: Mapping[str, str] = {"ConvolutionalNetworks.md": "ConvolutionalNetworks.ipynb"}

_UNMADE = "is left as it is: making it needs jupytext, which is not installed (`make stubs` brings it)."
_UNJUDGED = "can't be checked: making it needs jupytext, which is not installed."
_LEFT_OVER = "comes from no solution any more: delete it if nobody needs it."


class Happened(StrEnum):
    """What became of one file of the assignment."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    LEFT_ALONE = "left_alone"
    BACKED_UP = "backed_up"


@dataclass(frozen=True)
class Outcome:
    """One file of the assignment after `write_stubs`: what happened, in a word and in a sentence."""

    file: str
    happened: Happened
    sentence: str
    backup: Path | None = None


@dataclass(frozen=True)
class Stale:
    """One file of the assignment that is not what the solutions give, and what to do; or that can't be judged."""

    file: str
    sentence: str
    is_known: bool = True


def write_stubs(solutions: Path, assignment: Path, *, force: bool = False) -> list[Outcome]:
    """Bring `assignment` up to date with `solutions`; one outcome for each file, sorted by name.

    Everything is generated before anything is written, so a faulty solution changes nothing. A file that
    somebody has worked on is left alone; with `force` it is first copied to a free name under
    `assignment/.backup/`. A notebook is left alone where jupytext is not installed. InputError where a
    solution is unusable or a file can't be read or written.
    """
    generated = assignment_from(solutions)
    recorded = _read_manifest(assignment)
    manifest = dict(recorded)
    outcomes: list[Outcome] = []
    try:
        assignment.mkdir(parents=True, exist_ok=True)
        try:
            for file, content in generated.items():
                outcome = _bring_up_to_date(assignment / file, content, recorded.get(file), force=force)
                outcomes.append(outcome)
                if outcome.happened is not Happened.LEFT_ALONE:
                    manifest[file] = _digest(content)
        finally:  # a run that is cut short must not take its own files for somebody's work
            if manifest != recorded:
                write_whole(assignment / MANIFEST, _manifest_text(manifest))
    except OSError as error:
        raise _unusable(Path(str(error.filename or assignment)), error) from error
    unmade = _unmade(solutions)
    outcomes += [
        Outcome(file, Happened.LEFT_ALONE, f"{_shown(assignment / file)} {_UNMADE if file in unmade else _LEFT_OVER}")
        for file in {*_left_over(recorded, generated), *unmade}
    ]
    return sorted(outcomes, key=lambda outcome: outcome.file)


def stale(solutions: Path, assignment: Path) -> list[Stale]:
    """The files of `assignment` that `write_stubs` would have to touch, sorted by name. Reads only.

    A file that somebody has worked on is among them: in the project's own copy no stub is filled in.
    InputError as for `write_stubs`.
    """
    generated = assignment_from(solutions)
    manifest = _read_manifest(assignment)
    found: dict[str, str] = {}
    for file, content in generated.items():
        try:
            current = _read(assignment / file)
        except OSError as error:
            raise _unusable(assignment / file, error) from error
        if current is None:
            found[file] = "is missing: run 'make stubs'."
        elif _digest(current) != _digest(content):
            found[file] = "is not what the solutions give: run 'make stubs'."
    unmade = _unmade(solutions)
    for file in _left_over(manifest, generated):
        if file not in unmade:
            found[file] = _LEFT_OVER
    digests = {file: digest for file, digest in manifest.items() if file not in unmade}
    if not found and digests != _digests(generated):
        found[MANIFEST] = "does not have the digests of the generated files: run 'make stubs'."
    stale_ones = [Stale(file, f"{_shown(assignment / file)} {found[file]}") for file in sorted(found)]
    return stale_ones + [Stale(file, f"{_shown(assignment / file)} {_UNJUDGED}", is_known=False) for file in unmade]


def assignment_from(solutions: Path) -> dict[str, bytes]:
    """Each file of the assignment as it should be; UTF-8 with LF, a function of the solutions' text alone.

    Without the notebooks where they can't be made.
    """
    stubs = sorted(solutions.glob("*.py"))
    if not stubs:
        raise InputError(f"{_shown(solutions)} holds no solutions (*.py): check the path.")
    generated = {path.name: cut(_text(path), str(path)) for path in stubs}
    generated |= {to: _text(solutions / name).replace("\r\n", "\n") for name, to in COPIED.items()}
    if can_make_notebooks():
        sources = _notebooks(solutions)
        generated |= {to: as_notebook(_text(path).replace("\r\n", "\n")) for to, path in sources.items()}
    return {file: generated[file].encode() for file in sorted(generated)}


def _notebooks(solutions: Path) -> dict[str, Path]:
    """The notebooks of the assignment, each with its source."""
    return {to: solutions / name for name, to in NOTEBOOKS.items() if (solutions / name).is_file()}


def _unmade(solutions: Path) -> list[str]:
    """The notebooks that can't be made here."""
    return [] if can_make_notebooks() else sorted(_notebooks(solutions))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unusable(path, error) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise fault(str(path), line, "this is not UTF-8 text: save the file as UTF-8.") from error


def _bring_up_to_date(path: Path, content: bytes, generated_before: str | None, *, force: bool) -> Outcome:
    current = _read(path)
    if current is not None and _digest(current) == _digest(content):
        return Outcome(path.name, Happened.UNCHANGED, f"{_shown(path)} is up to date.")
    if current is None or _digest(current) == generated_before:
        write_whole(path, content)
        return Outcome(path.name, Happened.WRITTEN, f"{_shown(path)} is written.")
    if not force:
        sentence = f"{_shown(path)} was changed by someone and is left alone; --force keeps a copy and writes."
        return Outcome(path.name, Happened.LEFT_ALONE, sentence)
    backup = back_up(path, current)
    write_whole(path, content)
    sentence = f"{_shown(path)} is written anew; what it held is kept in {_shown(backup)}."
    return Outcome(path.name, Happened.BACKED_UP, sentence, backup)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _read_manifest(assignment: Path) -> dict[str, str]:
    """File -> digest as generated, for the files that are still there.

    A manifest that is missing or damaged counts as empty: then more files are left alone, never fewer.
    """
    try:
        entries = json.loads((assignment / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(entries, dict):
        return {}
    # It may have been edited: an entry names a file in this folder, never a path out of it.
    inside = (file for file in entries if file == Path(file).name and (assignment / file).is_file())
    return {file: str(entries[file]) for file in inside}


def manifest_of(generated: Mapping[str, bytes]) -> bytes:
    """The manifest of an assignment in which these files are as they were generated."""
    return _manifest_text(_digests(generated))


def _digests(generated: Mapping[str, bytes]) -> dict[str, str]:
    return {file: _digest(content) for file, content in generated.items()}


def _manifest_text(manifest: Mapping[str, str]) -> bytes:
    return (json.dumps(manifest, indent=2, sort_keys=True) + "\n").encode()


def _left_over(manifest: Mapping[str, str], generated: Mapping[str, bytes]) -> list[str]:
    """Files that were generated once, are still there, and have lost their solution."""
    return sorted(manifest.keys() - generated.keys())


def _unusable(path: Path, error: OSError) -> InputError:
    return InputError(f"{_shown(path)} can't be used: {error.strerror or error}.")


def _shown(path: Path) -> str:
    return printable(str(path))
