"""One exercise's stub given back in the student's file; what the file held is kept under `.backup/` before."""

from dataclasses import dataclass
from pathlib import Path

from grader.errors import InputError
from grader.escape import printable
from grader.exercise import Exercise
from grader.language import _
from grader.stubs.keeping import back_up, write_whole
from grader.stubs.replace import NotPythonError, with_stub

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Reset:
    """What became of the file, in a sentence, and where the former one is kept, if there was another."""

    sentence: str
    backup: Path | None = None


def reset(exercise: Exercise, stub: str, folder: Path, *, whole: bool = False) -> Reset:
    """Give back the exercise in its file in `folder`, or the `whole` file; `stub` is the file as it was handed out.

    Nothing is written where it is the stub already. A file that is not there is written whole.

    Raises:
        InputError: the file is none that can be changed, or not to be taken apart; nothing was changed then.
    """
    path = folder / f"{exercise.stem}.py"
    name, shown = exercise.name, printable(str(path))
    try:
        if path.is_symlink():
            raise InputError(_("{path} is a link: put a file in its place, then try again").format(path=shown))
        if not folder.is_dir():
            raise InputError(_("{path} is no folder: check the path").format(path=printable(str(folder))))
        if not path.exists():
            write_whole(path, stub.encode())
            return Reset(_("{path} was not there. It is as it was handed out.").format(path=shown))
        if not path.is_file():  # a pipe: to read it would be to wait for ever
            raise OSError(_("it is no file"))
        before = path.read_bytes()
        after = stub.encode() if whole else _replaced(before, stub, name, shown)
        if after == before:
            return Reset(
                _("{name} in {path} is as it was handed out. Nothing was changed.").format(name=name, path=shown)
            )
        backup = back_up(path, before)
        write_whole(path, after)
    except OSError as error:
        raise InputError(
            _("{path} can't be reset: {reason}. Nothing was changed").format(path=shown, reason=error.strerror or error)
        ) from None
    sentence = _("{name} in {path} is as it was handed out. What the file held is kept in {backup}.")
    if whole:
        sentence = _(
            "{path} is as it was handed out, with all that is to be written in it. What it held is kept in {backup}."
        )
    return Reset(sentence.format(name=name, path=shown, backup=printable(str(backup))), backup)


def _replaced(content: bytes, stub: str, name: str, shown: str) -> bytes:
    mark = _BOM if content.startswith(_BOM) else b""
    try:
        return mark + with_stub(content[len(mark) :].decode("utf-8"), stub, name).encode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, len(mark) + error.start) + 1
        sentence = _("{path}, line {line}: this is not UTF-8 text, so {name} can't be found in it. {advice}")
    except NotPythonError as error:
        line = error.line
        sentence = _("{path}, line {line}: this is not Python yet, so {name} can't be told from the rest. {advice}")
    advice = _(
        "Mend that line, or take the whole file back (a copy is kept): .venv/bin/python -m grader reset {name} --file"
    )
    raise InputError(sentence.format(path=shown, line=line, name=name, advice=advice.format(name=name)))
