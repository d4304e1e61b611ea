"""Ready answers: right answers to small cases that are not in the exam, for places where there are no solutions.

They are found by a digest of the case: which cases there are, nobody can read from them. The packed form is zlib's of a
line of JSON, the digests, and all numbers behind one another, sorted by the significance of their bytes, for most are
small whole numbers.
"""

import hashlib
import json
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from grader.answer import Expected
from grader.case import Array, Case
from grader.exam.paper import Exam, Item, question_key
from grader.exam.wrong import Column
from grader.exercise import Check, Exercise, Question
from grader.explain.workings import Index, Made, Number
from grader.prints import Print
from grader.report.result import Window
from grader.sandbox.worker.wire import Value

KEY = 6  # bytes of a case's digest: of 20,000 cases, any other one is taken for one of them with probability 1e-10
_Key = bytes


@dataclass
class Notes:
    """Right answers by the keys of their cases: expected ones by question, and whether what is right passes a check.

    And, by the keys of elements, what those are made of.
    """

    expected: dict[str, dict[_Key, Expected]] = field(default_factory=dict)
    verdicts: dict[str, dict[_Key, bool]] = field(default_factory=dict)
    made: dict[_Key, Made] = field(default_factory=dict)
    windows: dict[_Key, Window] = field(default_factory=dict)

    def add(self, other: "Notes") -> None:
        """Take in what somebody else has noted."""
        for key, answers in other.expected.items():
            self.expected.setdefault(key, {}).update(answers)
        for key, verdicts in other.verdicts.items():
            self.verdicts.setdefault(key, {}).update(verdicts)
        self.made |= other.made
        self.windows |= other.windows


class Ready:
    """A `grader.exam.knowledge.Knowledge` of those cases that are in packed notes, unpacked when somebody asks."""

    has_all = False

    def __init__(self, content: bytes) -> None:
        self._content = content

    @cached_property
    def _notes(self) -> Notes:
        return unpacked(self._content)

    def knows(self, exercise: Exercise, question: Question, check: Check, case: Case) -> bool:
        """See `Knowledge.knows`."""
        if question.compared:
            return case_key(case) in self._notes.expected.get(question_key(exercise, question), {})
        return case_key(case) in self._notes.verdicts.get(check_key(exercise, check), {})

    def item(self, exercise: Exercise, question: Question, case: Case) -> Item:
        """See `Knowledge.item`."""
        expected = self._notes.expected[question_key(exercise, question)][case_key(case)] if question.compared else None
        return Item(case, expected)

    def is_right(self, exercise: Exercise, _question: Question, check: Check, case: Case) -> bool:
        """See `Knowledge.is_right`."""
        return self._notes.verdicts[check_key(exercise, check)][case_key(case)]

    def made(self, exercise: str, name: str, case: Case, index: Index) -> Made | None:
        """See `Workings.made`."""
        return self._notes.made.get(element_key(exercise, name, case, index))

    def window(self, exercise: str, name: str, case: Case, index: Index) -> Window | None:
        """See `Workings.window`."""
        return self._notes.windows.get(element_key(exercise, name, case, index))

    def has_both(self, _exercise: Exercise, _exam: Exam, _names: tuple[str, str], _column: Column) -> bool:
        """See `Knowledge.has_both`: nobody knows."""
        return False

    def wrong_prints(
        self, _exercise: Exercise, _question: Question, _names: tuple[str, ...], _items: Sequence[Item]
    ) -> list[Print]:
        """See `Knowledge.wrong_prints`: nobody knows."""
        return []


def check_key(exercise: Exercise, check: Check) -> str:
    """The name under which verdicts are kept."""
    return f"{exercise.name}/{check.name}"


def case_key(case: Case) -> bytes:
    """What stands for a case: a digest of all its fields."""
    digest = hashlib.blake2b(digest_size=KEY)
    _feed(digest, case)
    return digest.digest()


def element_key(exercise: str, name: str, case: Case, index: Index) -> bytes:
    """What stands for an element of an answer to a case."""
    digest = hashlib.blake2b(f"{exercise} {name} {list(index)} ".encode(), digest_size=KEY)
    _feed(digest, case)
    return digest.digest()


def _feed(digest: "hashlib._Hash | hashlib.blake2b", case: Case) -> None:
    digest.update(type(case).__name__.encode())
    for name, value in case.fields().items():
        digest.update(f" {name} ".encode())
        if isinstance(value, np.ndarray):
            digest.update(f"{value.shape}".encode() + value.astype("<f8").tobytes())
        elif isinstance(value, Case):
            _feed(digest, value)
        else:
            digest.update(f"{value}".encode())


def packed(notes: Notes) -> bytes:
    """The notes as bytes, always the same for the same notes."""
    pool, index = _Pool(), {}
    keys = bytearray()
    for question, answers in sorted(notes.expected.items()):
        ordered = sorted(answers.items())
        keys += b"".join(key for key, _expected in ordered)
        index[question] = [pool.place(expected) for _key, expected in ordered]
    verdicts = {}
    for check, of_check in sorted(notes.verdicts.items()):
        ordered_verdicts = sorted(of_check.items())
        keys += b"".join(key for key, _is_right in ordered_verdicts)
        verdicts[check] = "".join(str(int(is_right)) for _key, is_right in ordered_verdicts)
    made, windows = sorted(notes.made.items()), sorted(notes.windows.items())
    keys += b"".join(key for key, _one in (*made, *windows))
    numbers_of_windows = [pool.of_window(window) for _key, window in windows]
    numbers = np.array(pool.numbers, dtype="<f8").view(np.uint8).reshape(-1, 8).T.tobytes()
    content = {
        **{"expected": index, "verdicts": verdicts, "answers": pool.answers, "numbers": len(pool.numbers)},
        "made": [_of_made(one) for _key, one in made],
        "windows": numbers_of_windows,
    }
    head = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    return zlib.compress(b"\n".join([head, bytes(keys) + numbers]), level=9)


def unpacked(content: bytes) -> Notes:
    """The notes in such bytes. If they are others, fails in any way that they can be damaged."""
    head, _end, rest = zlib.decompress(content).partition(b"\n")
    index = json.loads(head)
    size = 8 * index["numbers"]
    keys, planes = _keys(rest[: len(rest) - size]), rest[len(rest) - size :]
    numbers = np.frombuffer(planes, np.uint8).reshape(8, -1).T.copy().view("<f8").ravel().astype(np.float64)
    answers = [_expected(one, numbers) for one in index["answers"]]
    expected = {
        question: {next(keys): answers[number] for number in of} for question, of in sorted(index["expected"].items())
    }
    verdicts = {check: {next(keys): one == "1" for one in of} for check, of in sorted(index["verdicts"].items())}
    made = {next(keys): _made(one) for one in index["made"]}
    windows = {next(keys): _window(one, numbers) for one in index["windows"]}
    return Notes(expected, verdicts, made, windows)


def _keys(content: bytes) -> Iterator[bytes]:
    return (content[start : start + KEY] for start in range(0, len(content), KEY))


class _Pool:
    """Answers and their numbers; what is the same is kept once."""

    def __init__(self) -> None:
        self.numbers: list[float] = []
        self.answers: list[Any] = []
        self._places: dict[str, int] = {}
        self._starts: dict[tuple[tuple[int, ...], bytes], int] = {}

    def place(self, expected: Expected) -> int:
        """The number of the answer."""
        values = {name: self._value(value) for name, value in sorted(expected.values.items())}
        one = [values, dict(sorted(expected.scales.items()))]
        name = json.dumps(one)
        if name not in self._places:
            self._places[name] = len(self.answers)
            self.answers.append(one)
        return self._places[name]

    def of_window(self, window: Window) -> Any:
        """The window, its numbers among those of the answers."""
        met = "".join(str(int(one)) for one in window.met.ravel())
        return [window.name, self._value(window.source), met, window.pad]

    def _value(self, value: Value) -> Any:
        if not isinstance(value, np.ndarray):
            return value
        key = (value.shape, value.tobytes())
        if key not in self._starts:
            self._starts[key] = len(self.numbers)
            self.numbers += value.ravel().tolist()
        return [self._starts[key], *value.shape]


def _expected(one: Any, numbers: Array) -> Expected:
    values, scales = one
    return Expected({name: _array(value, numbers) for name, value in values.items()}, scales)


def _of_made(made: Made) -> Any:
    terms = [[[one.array, one.value, one.index] for one in term] for term in made.terms]
    return [made.how, terms, made.count, made.window]


def _made(packed_one: Any) -> Made:
    how, terms, count, window = packed_one
    products = tuple(tuple(Number(array, value, _index(index)) for array, value, index in term) for term in terms)
    return Made(how, products, count, _index(window))


def _index(numbers: Any) -> Any:
    return None if numbers is None else tuple(numbers)


def _window(packed_one: Any, numbers: Array) -> Window:
    name, value, met, pad = packed_one
    source = _array(value, numbers)
    assert isinstance(source, np.ndarray)
    return Window(name, source, np.array([one == "1" for one in met]).reshape(source.shape), pad)


def _array(value: Any, numbers: Array) -> Value:
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]  # a number
    start, *shape = value
    return numbers[start : start + math.prod(shape)].reshape(shape)
