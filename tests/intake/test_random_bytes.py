"""Whatever the bytes of a submission are: it is taken in, or it is refused in one sentence."""

import gzip
import io
import tarfile
import tempfile
import zipfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.errors import InputError
from grader.escape import printable
from grader.intake import Submission, defines, open_submission, sources_for

SUFFIXES = st.sampled_from([".zip", ".tar.gz", ".tar", ".ipynb", ".py", ".txt"])


def taken_in_or_refused(content: bytes, suffix: str) -> None:
    """Fail unless these bytes give a consistent submission or one sentence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"hw{suffix}"
        path.write_bytes(content)
        sentences: list[str] = []
        try:
            with open_submission(path) as submission:
                assert_consistent(submission)
                sentences += [*submission.notes, *submission.broken.values()]
            assert not submission.root.exists()
        except InputError as error:
            sentences.append(str(error))
        assert all(printable(sentence, 10_000) == sentence for sentence in sentences)
        assert path.read_bytes() == content


def assert_consistent(submission: Submission) -> None:
    """Fail unless the parts of `submission` agree with each other and with the copy."""
    assert submission.files
    assert not set(submission.files) & set(submission.broken)
    assert all((submission.folder / file).is_file() for file in submission.files)
    assert sorted(sources_for(submission, "im2col", "im2col")) == sorted(submission.files)
    assert set(defines(submission, "im2col")) <= {*submission.files, *submission.broken}


@settings(deadline=None, database=None)
@given(st.binary(max_size=2_000), SUFFIXES)
@example(b"PK\x05\x06" + bytes(18), ".zip")
@example(gzip.compress(bytes(1024)), ".tar.gz")
@example(b'{"cells": []}', ".ipynb")
def test_random_bytes(content: bytes, suffix: str) -> None:
    taken_in_or_refused(content, suffix)


def zipped() -> bytes:
    """A zip with a file in a folder, a stored and a packed one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("hw/합성곱.py", "def im2col(x):\n    return x\n" * 9, zipfile.ZIP_DEFLATED)
        archive.writestr("a.py", "x = 1\n")
    return packed.getvalue()


def tarred() -> bytes:
    """A tar with a folder, a file and a name that needs an extended header."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name in ("a.py", "합성곱" * 30 + ".py"):
            info = tarfile.TarInfo(name)
            info.size = 6
            archive.addfile(info, io.BytesIO(b"x = 1\n"))
    return packed.getvalue()


ARCHIVES = st.sampled_from([(zipped(), ".zip"), (tarred(), ".tar"), (gzip.compress(tarred(), mtime=0), ".tar.gz")])
EDITS = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=6)


@settings(deadline=None, database=None)
@given(ARCHIVES, EDITS, st.floats(0, 1))
def test_archives_with_some_bytes_changed_and_the_end_cut(
    archive: tuple[bytes, str], edits: list[tuple[float, int]], keep: float
) -> None:
    content = bytearray(archive[0])
    for place, value in edits:
        content[int(place * len(content))] = value
    end = len(content) if keep > 0.5 else int(2 * keep * len(content))
    taken_in_or_refused(bytes(content[:end]), archive[1])


@settings(deadline=None, database=None)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=12), st.binary(max_size=20)), max_size=5))
def test_archives_with_any_names(members: list[tuple[str, bytes]]) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name.replace("\ud800", "") + ".py")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    taken_in_or_refused(packed.getvalue(), ".tar")
