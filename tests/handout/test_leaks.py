"""The worst that a student can extract from the handout is expected numbers: no code, no seed."""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from grader.exam.hidden import SOLUTIONS
from grader.handout.packing import LEFT_OUT, TOP
from tests.handout.leaks import (
    EXAM,
    answers,
    every_text,
    handed_out,
    holding_lines,
    holding_number,
    holding_pieces,
    lines,
    members,
    misconceptions,
    solutions,
)
from tests.handout.normal import pieces

# Lines that solutions share with the grader, of a length to be found. Each is no answer.
SHARED = {
    "grader/case.py": {b"return1+(size+2*pad-kernel)//stride"},  # the formula of assignment/README.md
}


def hidden_seed() -> int:
    return int((SOLUTIONS / "seed.txt").read_text(encoding="ascii"))


def with_member(content: bytes, name: str, text: bytes) -> bytes:
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(f"{TOP}/{name}", text)
    return file.getvalue()


@pytest.mark.parametrize(("texts", "least"), [(answers, 120), (misconceptions, 400)])
def test_no_line_of_secret_code_is_in_it(content: bytes, texts: Any, least: int) -> None:
    given = handed_out()
    secret = {line for line in lines(texts()) if line not in given}
    assert len(secret) > least
    found = holding_lines(content, secret)
    assert {name: held for name, held in found.items() if not held <= SHARED.get(name, set())} == {}


@pytest.mark.parametrize(("texts", "least"), [(solutions, 2000), (misconceptions, 5000)])
def test_no_secret_code_is_in_it_under_other_names(content: bytes, texts: Any, least: int) -> None:
    secret = {piece for text in texts() for piece in pieces(text)}
    assert len(secret) > least
    assert holding_pieces(content, secret) == {}


def test_code_would_be_seen_whatever_it_looks_like(content: bytes) -> None:
    text = (SOLUTIONS / "pooling.py").read_text(encoding="utf-8")
    disguised = (
        re.sub(r"\b(x|dout|out|dx|stride|pool_param)\b", r"my_\1", text).replace("    ", "  ").replace(", ", ",")
    )
    leaking = with_member(content, "grader/pooling.py", disguised.encode())
    assert "grader/pooling.py" in holding_pieces(leaking, pieces(text))
    reflowed = with_member(content, "grader/notes.txt", text.replace("\n", " ").replace(" = ", "=").encode())
    assert "grader/notes.txt" in holding_lines(reflowed, lines(answers()))


def test_what_works_an_exercise_out_in_another_form_is_left_out(content: bytes) -> None:
    names = members(content)
    assert not [name for name in names for part in LEFT_OUT if name.startswith(f"grader/{part}")]
    assert not [name for name in names if name.startswith("solutions") or "misconceptions" in name]


def test_the_hidden_seed_is_not_in_it(content: bytes) -> None:
    assert holding_number(content, hidden_seed()) == []


@pytest.mark.parametrize("form", ["{:d}", "{:x}", "bytes", "float"])
def test_the_hidden_seed_would_be_seen(content: bytes, form: str) -> None:
    seed = hidden_seed()
    forms = {"bytes": seed.to_bytes(8, "little"), "float": np.float64(seed).tobytes()}
    leaking = with_member(content, "notes", b"..." + forms.get(form, form.format(seed).encode()))
    assert holding_number(leaking, seed) == ["notes"]


def test_a_number_in_the_exam_would_be_seen(content: bytes) -> None:
    with np.load(io.BytesIO(members(content)[EXAM])) as arrays:
        seed = int(json.loads(bytes(arrays["index"]))["cases"]["SpeedCase"][0]["seed"])
    assert holding_number(content, seed) == [f"{EXAM}/index"]


def test_whatever_is_in_the_exam_is_a_number_a_shape_or_a_sentence(content: bytes) -> None:
    texts = dict(every_text(content))
    index = json.loads(texts[f"{EXAM}/index"])
    assert set(index) == {"schema", "cases", "expected", "replies"}
    for case in (case for of_kind in index["cases"].values() for case in of_kind):
        expect_fields(case)
    for answer in (answer for of_question in index["expected"].values() for answer in of_question.values()):
        assert set(answer) == {"values", "scales"}
        expect_fields(answer["values"])
        assert all(isinstance(scale, float) for scale in answer["scales"].values())
    digests = [digest for of_question in index["replies"].values() for digest in of_question.values()]
    assert all(re.fullmatch(r"[0-9a-f]{32}", digest) for digest in digests)


def expect_fields(fields: Mapping[str, Any]) -> None:
    """Numbers, arrays by their place and shape, the kind of numbers by its name, other cases like this one."""
    for name, value in fields.items():
        if isinstance(value, dict) and set(value) == {"at"}:
            start, shape = value["at"]
            assert isinstance(start, int)
            assert all(isinstance(size, int) for size in shape)
        elif isinstance(value, dict):
            assert set(value) == {"case"}
            expect_fields(value["case"])
        else:
            assert isinstance(value, int | float) or value is None or (name == "values" and re.fullmatch(r"\w+", value))


def test_of_misconceptions_there_are_names_sentences_and_prints(content: bytes) -> None:
    for name, text in every_text(content):
        for one in json.loads(text) if name.startswith(f"{EXAM}/wrong/") else []:
            assert set(one) == {"name", "belief", "hint", "hint_ko", "column"}
            prints = [each for of_question in one["column"].values() for each in of_question if each is not None]
            allowed = {"values", "failure", "near", "verdicts", "samples", "random"}
            assert all(set(each) <= allowed for each in prints)
            for value in (value for each in prints for value in each.get("values", {}).values()):
                assert all(isinstance(part, int | float | list) or name_of_type(part) for part in value)


def name_of_type(part: object) -> bool:
    return part is None or (isinstance(part, str) and part.isidentifier())


def test_what_is_ready_is_numbers_and_the_names_of_arrays(content: bytes) -> None:
    ready = next(text for name, text in every_text(content) if name == f"{EXAM}/ready unpacked")
    head = json.loads(ready.partition(b"\n")[0])
    assert set(head) == {"expected", "verdicts", "answers", "numbers", "made", "windows"}
    assert {letter for verdicts in head["verdicts"].values() for letter in verdicts} <= {"0", "1"}
    words: set[str] = set()
    collect_words([head["answers"], list(head["expected"].values()), head["made"], head["windows"]], words)
    arrays = {"x", "w", "b", "dout", "cols", "out", "dx", "dw", "db", "size", "weight_grad", "bias_grad"}
    assert words - {"sum", "mean", "largest"} <= arrays


def collect_words(value: object, words: set[str]) -> None:
    """All texts in a JSON value, but for rows of 0 and 1."""
    if isinstance(value, dict):
        words |= set(value)
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            collect_words(one, words)
    elif isinstance(value, str) and not re.fullmatch("[01]+", value):
        words.add(value)


def test_nothing_else_is_packed_anywhere(content: bytes) -> None:
    """What could hide something from these searches: another archive, or anything that decompresses.

    NumPy's archives are unpacked for them.
    """
    for name, text in members(content).items():
        if not name.endswith(".npz"):
            text.decode()  # a text
            with pytest.raises(zlib.error):
                zlib.decompress(text)
