"""What must not be in a handout, and whether it is there: every byte is unpacked before it is searched."""

import ast
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from grader.exam import from_bytes
from grader.exam.hidden import SOLUTIONS
from grader.stubs.write import assignment_from
from tests.handout.normal import pieces, without_spaces
from tests.misconceptions.catalogues import MODELS, solution_of

LEAST = 24  # characters of a line of code, without its spaces, that is no coincidence
EXAM = "grader/exam/public.npz"


def members(content: bytes) -> dict[str, bytes]:
    """The files of a handout, by their paths below its one folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def every_text(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Each file, and whatever is packed in it once more."""
    for name, member in members(content).items():
        yield name, member
        if name.endswith(".npz"):
            with np.load(io.BytesIO(member), allow_pickle=False) as arrays:
                yield from ((f"{name}/{key}", arrays[key].tobytes()) for key in arrays.files)
        if name == EXAM:
            exam = from_bytes(member)
            yield f"{name}/ready unpacked", zlib.decompress(exam.ready)
            yield from ((f"{name}/wrong/{exercise}", zlib.decompress(one)) for exercise, one in exam.wrong.items())


def answers() -> list[str]:
    """The solutions' answers: what stands between the markers."""
    texts = [path.read_text(encoding="utf-8") for path in SOLUTIONS.glob("*.py")]
    return [block for text in texts for block in re.findall(r"BEGIN SOLUTION\n(.*?)# END SOLUTION", text, re.DOTALL)]


def solutions() -> list[str]:
    """The solutions' files."""
    return [path.read_text(encoding="utf-8") for path in SOLUTIONS.glob("*.py")]


def misconceptions() -> list[str]:
    """What each misconception makes of its exercise."""
    return [definition(model.source(solution_of(model)), model.of) for model in MODELS]


def definition(text: str, name: str) -> str:
    """The function or class of this name in a text of Python."""
    found = next(node for node in ast.parse(text).body if getattr(node, "name", "") == name)
    return ast.get_source_segment(text, found) or ""


def lines(texts: list[str]) -> set[bytes]:
    """The lines that are long enough to be no coincidence, without their spaces and comments."""
    found = {without_spaces(line.split("  #")[0].encode()) for text in texts for line in text.splitlines()}
    return {line for line in found if len(line) >= LEAST}


def handed_out() -> bytes:
    """All that students are given to begin with, without its spaces."""
    return b"".join(map(without_spaces, assignment_from(SOLUTIONS).values()))


def holding_lines(content: bytes, secret: set[bytes]) -> dict[str, set[bytes]]:
    """Where lines of code are, whatever the spaces in them."""
    found = {}
    for name, text in every_text(content):
        plain = without_spaces(text)
        if held := {line for line in secret if line in plain}:
            found[name] = held
    return found


def holding_pieces(content: bytes, secret: set[tuple[str, ...]]) -> dict[str, set[tuple[str, ...]]]:
    """Where code is that is the same but for names, spaces and comments."""
    texts = [(name, text) for name, text in members(content).items() if Path(name).suffix in {".py", ".md", ".j2"}]
    found = {name: pieces(text.decode()) & secret for name, text in texts}
    return {name: held for name, held in found.items() if held}


def holding_number(content: bytes, number: int) -> list[str]:
    """Where a number is, as digits or in any form in which NumPy or a C program would keep it."""
    forms = [str(number).encode(), hex(number)[2:].encode(), *(struct.pack(f"{order}d", number) for order in "<>")]
    forms += [number.to_bytes(8, order) for order in ("little", "big")]
    return [name for name, text in every_text(content) if any(form in text for form in forms)]
