"""The exam as a value and as a file.

The file is an .npz archive of arrays: `numbers`, all float64 values of all cases and answers behind one another;
`index`, the bytes of a JSON text that says what lies where; `wrong`, what wrong answers look like, packed by
`grader.exam.wrong`, and `ready`, right answers to other cases, packed by `grader.exam.ready`, neither opened here;
`public`, whether students have it. It is read without pickle. The seed is not in it: where a file goes, it need not go.
"""

import hashlib
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from grader.answer import Expected
from grader.case import CASE_TYPES, Array, Case
from grader.errors import InputError
from grader.escape import printable
from grader.exam.shelf import as_array, shelved, unshelved
from grader.exam.whole import write_whole
from grader.exercise import Exercise, Question
from grader.language import N_, _
from grader.sandbox.worker.wire import Value

SCHEMA = 5
OF_PUBLIC = N_("public exam: the hidden one has other cases")  # what is told of its marks


@dataclass(frozen=True)
class Item:
    """One case of one question, with the expected answer (None where nothing is compared).

    `replies` is the digest of what the reference replied, see `grader.script`; empty where it is not known.
    """

    case: Case
    expected: Expected | None
    replies: str = ""


@dataclass(frozen=True)
class Exam:
    """All cases, by the name of their type, smallest first; by `question_key`, the expected answers and the replies.

    Two exams with the same `digest` (SHA-256) ask and expect the same. `wrong` has, by exercise, the answers of known
    misconceptions; `ready`, right answers to cases that are not in it: no mark hangs on these, nor does the digest.
    Students have one that `is_public`. Only where it was drawn is the `seed` known.
    """

    seed: int | None
    cases: Mapping[str, Sequence[Case]]
    expected: Mapping[str, Mapping[int, Expected]]
    replies: Mapping[str, Mapping[int, str]]
    digest: str
    wrong: Mapping[str, bytes] = field(default_factory=dict)
    ready: bytes = b""
    is_public: bool = False

    def items(self, exercise: Exercise, question: Question) -> list[Item]:
        """What is asked in `question`, smallest case first.

        Raises:
            InputError: the exam was drawn for other exercises, or for other checks.
        """
        if question not in self._items:
            self._items[question] = self._items_of(exercise, question)
        return self._items[question]

    @cached_property
    def _items(self) -> dict[Question, list[Item]]:
        """What has been looked up: the same for every submission."""
        return {}

    def _items_of(self, exercise: Exercise, question: Question) -> list[Item]:
        key = question_key(exercise, question)
        known, replies = self.expected.get(key, {}), self.replies.get(key, {})
        items = []
        for index, case in enumerate(self.cases.get(question.cases.__name__, ())):
            if question.on(case):
                if question.compared and index not in known:
                    sentence = _("the exam has no answers for {name}: draw it again with this version")
                    raise InputError(sentence.format(name=exercise.name))
                items.append(Item(case, known.get(index), replies.get(index, "")))
        for check in question.checks:  # one that looked at no case would pass
            if not any(check.on(item.case) for item in items):
                sentence = _("the exam has no case for {name}'s {check}: draw it again with this version")
                raise InputError(sentence.format(name=exercise.name, check=check.name))
        return items


def sealed(
    seed: int | None,
    cases: Mapping[str, Sequence[Case]],
    expected: Mapping[str, Mapping[int, Expected]],
    replies: Mapping[str, Mapping[int, str]] | None = None,
) -> Exam:
    """An exam with its digest."""
    replies = replies or {}
    return Exam(seed, cases, expected, replies, _digest(*_packed(cases, expected, replies)))


def question_key(exercise: Exercise, question: Question) -> str:
    """The name under which the exam keeps a question's answers."""
    return f"{exercise.name}/{question.name}"


def save(exam: Exam, path: Path) -> None:
    """Write the exam to `path`, whole or not at all, readable by its owner alone."""
    write_whole(to_bytes(exam), path)


def to_bytes(exam: Exam) -> bytes:
    """The content of the exam's file."""
    index, numbers = _packed(exam.cases, exam.expected, exam.replies)
    file = io.BytesIO()
    np.savez_compressed(
        file,
        index=as_array(index.encode()),
        numbers=numbers,
        wrong=shelved(exam.wrong),
        ready=as_array(exam.ready),
        public=np.array(exam.is_public),
    )
    return file.getvalue()


def load(path: Path) -> Exam:
    """Read an exam.

    Raises:
        InputError: no such file, or not an exam of this version.
    """
    try:
        return from_bytes(path.read_bytes())
    except FileNotFoundError:
        raise InputError(_("the exam {path} does not exist: check the path").format(path=path)) from None
    except Exception as error:  # a damaged file fails in a dozen ways, in zipfile, zlib, NumPy, json, and below
        reason = printable(str(error) or type(error).__name__, 120)
        sentence = _("{path} is not an exam that this version can read: {reason}")
        raise InputError(sentence.format(path=path, reason=reason)) from None


def from_bytes(content: bytes) -> Exam:
    """The exam whose file has this content. If it has another one, fails in any way that an exam can be damaged."""
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        exam = _unpacked(bytes(archive["index"]).decode(), archive["numbers"])
        wrong, ready = unshelved(bytes(archive["wrong"])), bytes(archive["ready"])
        return replace(exam, wrong=wrong, ready=ready, is_public=bool(archive["public"]))


class _Packing:
    """Collects arrays; the same numbers in the same shape are kept once."""

    def __init__(self) -> None:
        self.arrays: list[Array] = []
        self._places: dict[tuple[tuple[int, ...], bytes], list[Any]] = {}
        self._length = 0

    def place(self, array: Array) -> list[Any]:
        key = (array.shape, array.tobytes())
        if key not in self._places:
            self._places[key] = [self._length, list(array.shape)]
            self.arrays.append(array.ravel())
            self._length += array.size
        return self._places[key]

    def fields(self, values: Mapping[str, Value | Case]) -> dict[str, Any]:
        return {key: self._field(value) for key, value in sorted(values.items())}

    def _field(self, value: Value | Case) -> Any:
        if isinstance(value, np.ndarray):
            return {"at": self.place(value)}
        if isinstance(value, Case):
            return {"case": self.fields(value.fields())}
        return value


def _digest(index: str, numbers: Array) -> str:
    return hashlib.sha256(index.encode() + numbers.tobytes()).hexdigest()


def _packed(
    cases: Mapping[str, Sequence[Case]],
    expected: Mapping[str, Mapping[int, Expected]],
    replies: Mapping[str, Mapping[int, str]],
) -> tuple[str, Array]:
    """The index and the numbers: always in the same order, so that an exam from a file has the file's digest."""
    packing = _Packing()
    packed_cases = {
        kind: [packing.fields(case.fields()) for case in of_kind] for kind, of_kind in sorted(cases.items())
    }
    packed_answers = {
        key: {
            str(index): {"values": packing.fields(one.values), "scales": dict(one.scales)}
            for index, one in sorted(answers.items())
        }
        for key, answers in sorted(expected.items())
    }
    content = {
        "schema": SCHEMA,
        "cases": packed_cases,
        "expected": packed_answers,
        "replies": {key: {str(index): of[index] for index in sorted(of)} for key, of in sorted(replies.items())},
    }
    numbers = np.concatenate(packing.arrays) if packing.arrays else np.empty(0)
    return json.dumps(content, sort_keys=True, separators=(",", ":")), numbers


def _unpacked(index: str, numbers: Array) -> Exam:
    content = json.loads(index)
    if content["schema"] != SCHEMA:
        raise ValueError(f"its schema is {content['schema']}, expected {SCHEMA}")
    if numbers.dtype != np.float64 or numbers.ndim != 1:
        raise ValueError(f"its numbers are {numbers.dtype} in {numbers.ndim} dimensions, expected float64 in one")

    def value(packed: Any, kind: type[Case] | None = None) -> Any:
        if isinstance(packed, dict) and "at" in packed:
            start, shape = packed["at"]
            return numbers[start : start + math.prod(shape)].reshape(shape)
        if isinstance(packed, dict) and "case" in packed and kind is not None:
            return case(kind, packed["case"])
        return packed

    def case(kind: type[Case], fields: Mapping[str, Any]) -> Case:
        return kind(**{key: value(packed, kind) for key, packed in fields.items()})

    cases = {name: [case(CASE_TYPES[name], fields) for fields in of_kind] for name, of_kind in content["cases"].items()}
    expected = {
        key: {
            int(number): Expected({name: value(packed) for name, packed in one["values"].items()}, one["scales"])
            for number, one in answers.items()
        }
        for key, answers in content["expected"].items()
    }
    replies = {key: {int(number): str(one) for number, one in of.items()} for key, of in content["replies"].items()}
    return Exam(None, cases, expected, replies, _digest(index, numbers))
