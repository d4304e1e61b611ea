"""Whatever lies in a class: every item is a hand-in's, is older than one, or is listed; and no two students are one."""

import os
import re
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from grader.cohort import Cohort, open_cohort
from grader.errors import InputError
from grader.intake.names import is_ignored, readable_name

WORDS = st.sampled_from(
    ["kim", "Kim", "Zoë", unicodedata.normalize("NFD", "Zoë"), "김 민수", "a-b", "x_1", "LATE", "-rf", "7"]
)
NUMBERS = st.integers(1, 3).map(str)
FILES = st.sampled_from(
    ["conv.py", "conv-1.py", "conv-2.py", "hw.zip", "1_2_conv.py", "a.tar.gz", "b.txt", "..", ".git", "x"]
)
TEXTS = st.text(st.characters(exclude_characters="/\0\\", exclude_categories=["Cs"]), min_size=1, max_size=12)
MARK = "assignsubmission_file_"
NAMES = st.one_of(
    TEXTS,
    st.builds("{}{}".format, WORDS, st.sampled_from(["", ".py", ".ipynb", ".zip", ".tgz", ".PY", ".rar", ".md"])),
    st.builds("{}_{}_{}_{}".format, WORDS, NUMBERS, NUMBERS, FILES),
    st.builds("{}_LATE_{}_{}_{}".format, WORDS, NUMBERS, NUMBERS, FILES),
    st.builds("anon_{}_{}_{}".format, WORDS, NUMBERS, FILES),
    st.builds(f"{{}}_{{}}_{MARK}{{}}".format, WORDS, NUMBERS, st.just("") | FILES),
    st.builds(f"{{}}_{{}}_{MARK}{{}}_{{}}_{MARK}{{}}".format, WORDS, NUMBERS, WORDS, NUMBERS, st.just("") | FILES),
    st.builds("{}_{}_assignsubmission_onlinetext_".format, WORDS, NUMBERS),
    st.builds("hw-{}".format, WORDS),
)
KINDS = st.sampled_from(["file", "folder", "folder of an archive", "empty folder", "clone", "link"])
CLASSES = st.dictionaries(NAMES.filter(lambda name: name not in (".", "..")), KINDS, min_size=2, max_size=10)
REFUSED = re.compile("holds no submissions|looks like one submission")
MANY = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@contextmanager
def written(class_: dict[str, str]) -> Iterator[Path]:
    """A folder of these items."""
    with tempfile.TemporaryDirectory() as place:
        top = Path(place, "hw-submissions")
        top.mkdir()
        for name, kind in class_.items():
            path = top / name
            if kind == "file":
                path.write_bytes(b"x = 1\n")
            elif kind == "link":
                path.symlink_to("nowhere")
            else:
                path.mkdir()
            if kind == "clone":
                (path / ".git").mkdir()
            if kind in ("folder", "clone"):
                (path / "mine.py").write_bytes(b"x = 1\n")
            if kind == "folder of an archive":
                (path / "hw.zip").write_bytes(b"PK")
        yield top


def first_parts(cohort: Cohort, top: Path) -> list[str]:
    """The names of the items that a cohort speaks of, as often as it does."""
    found = [
        readable_name(part.path.relative_to(top).parts[0].encode()) for one in cohort.hand_ins for part in one.parts
    ]
    return found + [PurePosixPath(passed.place).parts[0] for passed in (*cohort.older, *cohort.unrecognised)]


@contextmanager
def opened(path: Path) -> Iterator[Cohort]:
    """The cohort, where the class has one: nobody may be in it, or it looks like one submission."""
    try:
        with open_cohort(path) as cohort:
            yield cohort
    except InputError as error:
        if not REFUSED.search(str(error)):
            raise
        reject()


@MANY
@given(CLASSES)
def test_every_item_is_in_exactly_one_place(class_: dict[str, str]) -> None:
    items = Counter(readable_name(name.encode()) for name in class_ if not is_ignored(name))
    with written(class_) as top, opened(top) as cohort:
        assert Counter(first_parts(cohort, top)) == items


@MANY
@given(CLASSES)
def test_every_item_of_a_zip_is_somewhere(class_: dict[str, str]) -> None:
    items = {readable_name(name.encode()) for name, kind in class_.items() if not is_ignored(name) and kind != "link"}
    assume(len(items) > 1)  # one alone may be a wrapper
    with written(class_) as top, tempfile.TemporaryDirectory() as place:
        path = Path(place, "class.zip")
        with zipfile.ZipFile(path, "w") as archive:
            for child in sorted(top.rglob("*")):
                if not child.is_symlink():
                    archive.write(child, child.relative_to(top))
        with opened(path) as cohort:
            unpacked = cohort.hand_ins[0].parts[0].path
            while unpacked.parent.parent.name != f"conv-grader-{os.geteuid()}":
                unpacked = unpacked.parent
            assert items <= set(first_parts(cohort, unpacked.parent))


@MANY
@given(CLASSES)
def test_no_hand_in_holds_what_two_students_handed_in(class_: dict[str, str]) -> None:
    with written(class_) as top, opened(top) as cohort:
        for hand_in in cohort.hand_ins:
            items = {part.path.relative_to(top).parts[0] for part in hand_in.parts}
            (student,) = hand_in.students
            by_item = cohort.layout in ("folder", "github")
            assert len(items) == 1 or not by_item
            for item in items:
                name = readable_name(item.encode())
                assert student.name in name
                assert by_item or f"_{student.login}_" in f"_{name}"
        assert len({hand_in.id.casefold() for hand_in in cohort.hand_ins}) == len(cohort.hand_ins)
