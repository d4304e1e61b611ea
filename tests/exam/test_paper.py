"""An exam survives its file, and nothing else passes for one."""

import dataclasses
import io
import json
import os
import pickle
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.answer import Expected
from grader.case import Case, ConvCase, SizeCase
from grader.errors import InputError
from grader.exam import Exam, load, save, sealed
from grader.exercises.conv import conv_forward, conv_output_size

SEED_OF_DAMAGE = 3


def small_exam(numbers: float = 1.0, seed: int = 5) -> Exam:
    """One convolution with a twin, one output size."""
    x = np.arange(6.0).reshape(1, 1, 2, 3) + numbers
    w, b, dout = np.full((1, 1, 1, 2), -0.5), np.zeros(1), np.ones((1, 1, 2, 2))
    twin = ConvCase(x + 1, w, b, dout, stride=1, pad=0)
    cases: Mapping[str, list[Case]] = {
        "ConvCase": [ConvCase(x, w, b, dout, stride=1, pad=0, twin=twin)],
        "SizeCase": [SizeCase(5, 3, 1, 0)],
    }
    expected = {
        "conv_output_size/size": {0: Expected({"size": 3})},
        "conv_forward_naive/forward": {0: Expected({"out": x[..., 1:] * 0.25}, {"out": 2.5})},
    }
    return sealed(seed, cases, expected)


def same(one: Any, other: Any) -> bool:
    """Equal in type and value, arrays and cases within it too."""
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and one.dtype == other.dtype and np.array_equal(one, other)
    if isinstance(one, Case | Expected):
        fields = [field.name for field in dataclasses.fields(one)]
        return type(one) is type(other) and all(same(getattr(one, name), getattr(other, name)) for name in fields)
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def written(path: Path, **arrays: Any) -> Path:
    np.savez(path, **arrays)
    return path


def index_of(content: object) -> Any:
    return np.frombuffer(json.dumps(content).encode(), dtype=np.uint8)


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as raised:
        load(path)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_an_exam_is_the_same_after_its_file(exam: Exam, tmp_path: Path) -> None:
    save(exam, tmp_path / "exam.npz")
    loaded = load(tmp_path / "exam.npz")
    assert loaded.digest == exam.digest
    assert same(loaded.cases, exam.cases)
    assert same(loaded.expected, exam.expected)


def test_the_seed_stays_where_the_exam_was_drawn(tmp_path: Path) -> None:
    for seed in (5, 994_649_087_029):
        save(small_exam(seed=seed), tmp_path / f"{seed}.npz")
    contents = [(tmp_path / f"{seed}.npz").read_bytes() for seed in (5, 994_649_087_029)]
    assert contents[0] == contents[1]
    assert load(tmp_path / "5.npz").seed is None


def test_an_exam_from_a_file_has_the_same_digest_in_its_next_file(tmp_path: Path) -> None:
    exam = small_exam()
    gradients = {key: Expected({"out": value, "dx": 2 * value, "db": value[0, 0]}) for key, value in _TEN.items()}
    exam = sealed(5, exam.cases, {**exam.expected, "conv_backward_naive/gradients": gradients})
    for generation in range(3):
        save(exam, tmp_path / f"{generation}.npz")
        assert load(tmp_path / f"{generation}.npz").digest == exam.digest
        exam = load(tmp_path / f"{generation}.npz")


# Asked for in this order, and more than ten: as text, "10" comes before "2".
_TEN = {index: np.full((1, 1, 2, 3), float(index)) for index in range(12)}


def test_the_comparison_of_this_module_sees_a_single_number() -> None:
    assert same(small_exam().cases, small_exam().cases)
    assert not same(small_exam().cases, small_exam(np.nextafter(1.0, 2.0)).cases)


def test_another_exam_has_another_digest() -> None:
    assert small_exam(numbers=2.0).digest != small_exam().digest


def test_another_expected_answer_has_another_digest() -> None:
    exam = small_exam()
    size = {0: Expected({"size": 4})}
    assert sealed(5, exam.cases, {**exam.expected, "conv_output_size/size": size}).digest != exam.digest


def test_the_digest_is_of_the_content_and_not_of_the_file(tmp_path: Path) -> None:
    save(small_exam(), tmp_path / "exam.npz")
    with np.load(tmp_path / "exam.npz") as archive:
        written(tmp_path / "again.npz", **archive)
    assert (tmp_path / "again.npz").read_bytes() != (tmp_path / "exam.npz").read_bytes()
    assert load(tmp_path / "again.npz").digest == small_exam().digest


def test_an_exam_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    save(small_exam(), tmp_path / "deep" / "folder" / "exam.npz")
    assert stat.S_IMODE((tmp_path / "deep" / "folder" / "exam.npz").stat().st_mode) == 0o600


def test_an_exam_that_could_not_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "exam.npz").write_bytes(b"the old one")
    monkeypatch.setattr(os, "replace", lambda *_paths: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        save(small_exam(), tmp_path / "exam.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["exam.npz"]
    assert (tmp_path / "exam.npz").read_bytes() == b"the old one"


def test_a_missing_exam_is_refused_with_its_path(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.npz") == f"the exam {tmp_path / 'none.npz'} does not exist: check the path"


def test_a_folder_is_no_exam(tmp_path: Path) -> None:
    assert "is not an exam" in refusal(tmp_path)


class Trap:
    """Sets a mark when it is unpickled."""

    sprung = False

    def __reduce__(self) -> tuple[Any, tuple[()]]:
        return (_spring, ())


def _spring() -> None:
    Trap.sprung = True


def test_an_exam_is_never_unpickled(tmp_path: Path) -> None:
    trap = np.empty(1, dtype=object)
    trap[0] = Trap()
    for content in (
        pickle.dumps(Trap()),
        _bytes_of(lambda file: np.save(file, trap, allow_pickle=True)),
        _bytes_of(lambda file: np.savez(file, index=trap, numbers=trap)),
        _bytes_of(lambda file: np.savez(file, index=index_of({"schema": 1}), numbers=trap)),
    ):
        (tmp_path / "exam.npz").write_bytes(content)
        assert "is not an exam" in refusal(tmp_path / "exam.npz")
    assert not Trap.sprung
    pickle.loads(pickle.dumps(Trap()))  # noqa: S301  # the trap works
    assert Trap.sprung


def _bytes_of(write: Any) -> bytes:
    file = io.BytesIO()
    write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"\0" * 100, "시험".encode(), b"{}", _bytes_of(lambda file: np.save(file, np.zeros(3)))],
    ids=["nothing", "two letters of a zip", "zeros", "text", "JSON", "one array"],
)
def test_other_files_are_no_exams(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "exam.npz").write_bytes(content)
    assert "is not an exam" in refusal(tmp_path / "exam.npz")


def test_a_zip_of_other_things_is_no_exam(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "exam.npz", "w") as archive:
        archive.writestr("conv.py", "x = 1")
    assert "is not an exam" in refusal(tmp_path / "exam.npz")


def test_a_truncated_exam_is_refused_wherever_it_ends(tmp_path: Path) -> None:
    save(small_exam(), tmp_path / "whole.npz")
    whole = (tmp_path / "whole.npz").read_bytes()
    for length in range(0, len(whole), 7):
        (tmp_path / "exam.npz").write_bytes(whole[:length])
        assert "is not an exam" in refusal(tmp_path / "exam.npz")


def test_a_damaged_exam_is_refused_or_is_unharmed(tmp_path: Path) -> None:
    save(small_exam(), tmp_path / "whole.npz")
    whole = (tmp_path / "whole.npz").read_bytes()
    rng = np.random.default_rng(SEED_OF_DAMAGE)
    refused = 0
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(rng.integers(1, 4)):
            damaged[rng.integers(len(whole))] = rng.integers(256)
        (tmp_path / "exam.npz").write_bytes(damaged)
        try:
            assert load(tmp_path / "exam.npz").digest == small_exam().digest  # a byte that says nothing
        except InputError:
            refused += 1
    assert refused > 200


@pytest.mark.parametrize(
    "content",
    [
        {"schema": 2, "seed": 1, "cases": {}, "expected": {}},
        {"schema": 1, "seed": 1, "cases": {}},
        {"schema": 1, "seed": 1, "cases": [], "expected": {}},
        {"schema": 1, "seed": 1, "cases": {"OtherCase": [{}]}, "expected": {}},
        {"schema": 1, "seed": 1, "cases": {"SizeCase": [{"size": 1}]}, "expected": {}},
        {"schema": 1, "seed": 1, "cases": {"ConvCase": [{"x": {"at": [0, [9]]}}]}, "expected": {}},
        {"schema": 1, "seed": 1, "cases": {}, "expected": {"conv_output_size/size": {"first": {}}}},
        {"schema": 1, "seed": 1, "cases": {}, "expected": {"conv_output_size/size": [1]}},
        [],
        None,
    ],
)
def test_an_exam_of_another_make_is_refused(content: object, tmp_path: Path) -> None:
    path = written(tmp_path / "exam.npz", index=index_of(content), numbers=np.zeros(3))
    assert "is not an exam that this version can read" in refusal(path)


def test_an_exam_of_other_numbers_is_refused(tmp_path: Path) -> None:
    save(small_exam(), tmp_path / "whole.npz")
    with np.load(tmp_path / "whole.npz") as archive:
        index, numbers = archive["index"], archive["numbers"]
    for other in (numbers.astype(np.float32), numbers.astype(complex), numbers.astype(str), numbers[None]):
        assert "is not an exam" in refusal(written(tmp_path / "exam.npz", index=index, numbers=other))


def test_an_index_as_deep_as_the_stack_is_refused(tmp_path: Path) -> None:
    deep = np.frombuffer(b"[" * 100_000, dtype=np.uint8)
    assert "is not an exam" in refusal(written(tmp_path / "exam.npz", index=deep, numbers=np.zeros(0)))


def test_an_exam_without_an_answer_to_a_question_is_not_used() -> None:
    exam = sealed(5, small_exam().cases, {})
    with pytest.raises(InputError, match="no answers for conv_output_size: draw it again"):
        exam.items(conv_output_size, conv_output_size.questions[0])


@pytest.mark.parametrize("exercise", [conv_output_size, conv_forward], ids=["one check has none", "none has one"])
def test_an_exam_without_a_case_for_a_check_is_not_used(exercise: Any) -> None:
    # A check that looks at nothing passes: a file with too few cases would give everybody full marks.
    exam = small_exam() if exercise is conv_output_size else sealed(5, {}, {})
    with pytest.raises(InputError, match=f"no case for {exercise.name}'s .*: draw it again"):
        exam.items(exercise, exercise.questions[0])
