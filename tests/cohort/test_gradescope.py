"""Gradescope: whose a submission is comes from the metadata, which are read as data of strangers."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cohort import Cohort, Student
from grader.cohort import metadata as reading
from tests.cohort.conftest import named, part_names, reasons

pytest.importorskip("yaml", reason="PyYAML is not installed: `pip install pyyaml` brings it")

Taken = Callable[..., Cohort]
CODE = b"x = 1\n"


def metadata(*entries: tuple[int, str, str]) -> bytes:
    """The metadata of submissions: number, names of the submitters with commas, time."""
    lines = ["---"]
    for number, names, time in entries:
        lines += [f"submission_{number}:", "  :submitters:"]
        for name in names.split(","):
            lines += [f"  - :name: {name}", f"    :sid: '0{len(name)}'", f"    :email: {name.lower()}@a.org"]
        lines += [f"  :created_at: {time}", "  :results:", "    tests: []"]
    return "\n".join(lines).encode()


def export(*entries: tuple[int, str, str]) -> dict[str, bytes]:
    """An export of these submissions."""
    files = {f"submission_{number}/conv.py": CODE for number, _names, _time in entries}
    return {**files, "submission_metadata.yml": metadata(*entries)}


def test_the_metadata_say_whose_a_submission_is_and_when_it_came(taken: Taken) -> None:
    cohort = taken(export((1, "Kim", "2026-03-01 09:30:00.123456789 Z"), (2, "Ada L", "2026-03-01T23:30:00+09:00")))
    assert cohort.layout == "gradescope"
    kim, ada = named(cohort)["Kim"], named(cohort)["Ada L"]
    assert kim.students == (Student("Kim", "03", "kim@a.org"),)
    assert (kim.id, kim.place) == ("Kim-03", "submission_1")
    assert kim.submitted_at == "2026-03-01T09:30:00.123456+00:00"
    assert (ada.id, ada.submitted_at) == ("Ada-L-05", "2026-03-01T14:30:00+00:00")


def test_an_id_stays_when_the_student_submits_again(taken: Taken) -> None:
    before = taken(export((1, "Kim", "2026-03-01 09:00:00 Z")))
    after = taken(export((9, "Kim", "2026-03-02 09:00:00 Z")), "later")
    assert before.hand_ins[0].id == after.hand_ins[0].id


def test_of_several_submissions_of_one_student_the_newest_counts(taken: Taken) -> None:
    cohort = taken(export((3, "Kim", "2026-03-01 09:00:00 Z"), (2, "Kim", "2026-03-01 09:00:00.5 Z")))
    assert named(cohort)["Kim"].place == "submission_2"
    assert reasons(cohort.older) == {"submission_3": "submission_3 is not graded: submission_2 is newer"}


def test_without_times_the_higher_number_is_newer(taken: Taken) -> None:
    assert named(taken(export((9, "Kim", "never"), (10, "Kim", ""))))["Kim"].place == "submission_10"


def test_a_group_is_one_hand_in_of_all_its_students(taken: Taken) -> None:
    (group,) = taken(export((1, "Kim,Lovelace", "2026-03-01 09:00:00 Z"))).hand_ins
    assert [student.name for student in group.students] == ["Kim", "Lovelace"]
    assert group.name == "Kim, Lovelace"
    assert re.fullmatch("Kim-Lovelace-[0-9a-f]{8}", group.id)


def test_what_a_student_handed_in_alone_before_the_group_is_older(taken: Taken) -> None:
    cohort = taken(export((1, "Kim", "2026-03-01 09:00:00 Z"), (2, "Kim,Lovelace", "2026-03-02 09:00:00 Z")))
    assert sorted(named(cohort)) == ["Kim, Lovelace"]
    assert sorted(reasons(cohort.older)) == ["submission_1"]


def test_who_goes_on_alone_leaves_the_group_to_the_others(taken: Taken) -> None:
    group = taken(export((1, "Kim,Lovelace", "2026-03-01 09:00:00 Z"))).hand_ins[0]
    cohort = taken(export((1, "Kim,Lovelace", "2026-03-01 09:00:00 Z"), (2, "Kim", "2026-03-02 09:00:00 Z")), "later")
    assert {name: hand_in.place for name, hand_in in named(cohort).items()} == {
        "Kim": "submission_2",
        "Lovelace": "submission_1",
    }
    assert named(cohort)["Lovelace"].id == group.id
    assert not cohort.older


def test_a_number_with_zeros_before_it_stays_what_it_is(taken: Taken) -> None:
    files = export((1, "Kim", "2026-03-01 09:00:00 Z"))
    files["submission_metadata.yml"] = files["submission_metadata.yml"].replace(b"'03'", b"0017")
    assert taken(files).hand_ins[0].students[0].sid == "0017"


def test_an_archive_that_was_uploaded_alone_is_the_submission(taken: Taken) -> None:
    files = export((1, "Kim", "2026-03-01 09:00:00 Z"))
    files["submission_1/hw.zip"] = files.pop("submission_1/conv.py")
    assert part_names(taken(files).hand_ins[0]) == ["hw.zip"]


def test_what_the_metadata_and_the_folders_do_not_agree_on_is_told(taken: Taken) -> None:
    files = export((1, "Kim", "2026-03-01 09:00:00 Z"))
    files["submission_metadata.yml"] += metadata((5, "Lee", "2026-03-01 09:00:00 Z"))[3:]
    cohort = taken({**files, "submission_7/conv.py": CODE, "other/conv.py": CODE, "notes.txt": b""})
    assert sorted(named(cohort)) == ["Kim", "submission_7"]
    assert reasons(cohort.unrecognised) == {
        "notes.txt": "notes.txt is no submission that Gradescope exports",
        "other": "other is no submission that Gradescope exports",
        "submission_5": "submission_5 is in the metadata, but is not there: export the class again",
    }


@pytest.mark.parametrize(
    "entry",
    [
        "x",
        "[]",
        "{}",
        "{':submitters': x}",
        "{':submitters': []}",
        "{':submitters': [x]}",
        "{':submitters': [{}]}",
        "{':submitters': [{':name': [x]}]}",
        "{':submitters': [{':name': x}, {':name': {}}]}",
        "{':submitters': [{':name': " + "x" * 1001 + "}]}",
        "{':submitters': [" + "{':name': x}, " * 101 + "]}",
    ],
)
def test_an_entry_that_cannot_be_understood_costs_its_submission_alone(entry: str, taken: Taken) -> None:
    files = export((1, "Kim", "2026-03-01 09:00:00 Z"))
    files["submission_metadata.yml"] += f"\nsubmission_2: {entry}\n".encode()
    cohort = taken({**files, "submission_2/conv.py": CODE})
    assert sorted(named(cohort)) == ["Kim"]
    told = "submission_2 is not graded: what the metadata say of it can't be understood"
    assert reasons(cohort.unrecognised) == {"submission_2": told}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"- a\n",
        b"a: [\n",
        b"\xff\xfe\x00",
        b"submission_1: {':results': " + b"[" * 100 + b"]" * 100 + b"}",
        b"a: &a [*a]\nb: *c\n",
        b"a: " + b"[" * 100_000,
        b"&a ? *a : x",
        b"\x00",
        b"? [a]\n: b\n",
        b"%YAML 9\n--- !!python/object/apply:os.system [x]",
    ],
)
def test_metadata_that_gradescope_did_not_write_are_refused_in_one_sentence(
    content: bytes, class_of: Callable[..., Path], refusal: Callable[[Path], str]
) -> None:
    top = class_of({"submission_1/conv.py": CODE, "submission_metadata.yml": content})
    assert refusal(top) == "submission_metadata.yml is not what Gradescope writes: export the class again"


def test_tags_make_no_objects(taken: Taken) -> None:
    files = export((1, "Kim", "!ruby/object:Time 2026-03-01 09:00:00 Z"))
    files["submission_metadata.yml"] += b"\nsubmission_2: !!python/object/apply:os.abort []\n"
    cohort = taken({**files, "submission_2/conv.py": CODE})
    assert named(cohort)["Kim"].submitted_at == "2026-03-01T09:00:00+00:00"
    assert sorted(reasons(cohort.unrecognised)) == ["submission_2"]


def test_metadata_that_are_too_large_are_refused(
    class_of: Callable[..., Path], refusal: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_MAX_BYTES", 100)
    top = class_of(export((1, "Kim", "2026-03-01 09:00:00 Z")))
    assert "is larger than" in refusal(top)


def test_metadata_that_cannot_be_read_are_told(
    class_of: Callable[..., Path], refusal: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_args: object) -> int:
        raise PermissionError(13, "Permission denied")

    top = class_of(export((1, "Kim", "2026-03-01 09:00:00 Z")))
    monkeypatch.setattr(os, "open", closed)
    assert refusal(top).startswith("submission_metadata.yml can't be read (permission denied)")


@pytest.mark.parametrize("time", ["2026-02-30 09:00:00 Z", "0001-01-01 00:00:00 +14:00"])
def test_a_time_that_there_is_not_is_unknown(time: str, taken: Taken) -> None:
    assert taken(export((1, "Kim", time))).hand_ins[0].submitted_at == ""


def test_without_pyyaml_the_sentence_says_how_to_get_it(
    class_of: Callable[..., Path], refusal: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    top = class_of(export((1, "Kim", "2026-03-01 09:00:00 Z")))
    assert refusal(top).endswith("can't be read without PyYAML: run `pip install pyyaml`")


def test_the_slow_loader_does_it_as_well(taken: Taken, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml  # noqa: PLC0415  # not there everywhere, see above

    monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    assert sorted(named(taken(export((1, "Kim", "2026-03-01 09:00:00 Z"))))) == ["Kim"]
