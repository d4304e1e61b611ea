"""What is asked of every report on an attack: the marks, the words, and that nothing hostile is in it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.attacks.attack import POINTS, Attack
from tests.attacks.stand import Graded

_ESCAPED = re.compile('ESCAPED:[^\n"]*')  # what a hostile part prints when it gets something
COMMANDS = ("::", "##")  # what begins a line that a CI machine obeys
LONGEST = 700  # of one sentence in a report


def faults(attack: Attack, graded: Graded) -> Iterator[str]:
    """What is wrong with the grader's answer to an attack."""
    everything = graded.out + graded.err + graded.json
    if graded.status != attack.status:
        yield f"exit status {graded.status}, expected {attack.status}: {graded.err}"
    yield from dict.fromkeys(_ESCAPED.findall(everything))
    yield from (f"{text!r} is missing" for text in attack.says if not _is_said(text, graded))
    yield from (f"{text!r} is there" for text in attack.never if text in everything)
    yield from _unsafe(attack, graded)
    if attack.status == 0 and graded.status == 0:
        yield from _wrong_marks(attack, json.loads(graded.json, parse_constant=_refused, object_pairs_hook=_once))
    elif graded.json:
        yield "a report, although nothing was graded"
    if graded.status and len(graded.err.strip().splitlines()) != 1:
        yield f"not one sentence: {graded.err!r}"


def _is_said(text: str, graded: Graded) -> bool:
    words = "".join(json.loads(graded.json)["notes"]) if graded.json else ""
    for exercise in json.loads(graded.json)["exercises"] if graded.json else ():
        words += exercise["message"] + "".join(check["message"] for check in exercise["checks"])
        words += "".join(exercise["printed"])
    return text in words or text in graded.err


def _unsafe(attack: Attack, graded: Graded) -> Iterator[str]:
    for text in (graded.out, graded.err, graded.json):
        odd = sorted({char for char in text if not char.isprintable() and char != "\n"})
        if odd:
            yield f"unsafe characters: {odd}"
    for line in (graded.out + "\n" + graded.err).split("\n"):
        if line.startswith((*COMMANDS, *attack.forged, "Traceback")):
            yield f"a line that is not the grader's: {line!r}"
        if any(text in line for text in attack.forged) and not line.startswith(" "):
            yield f"a line that looks like the grader's: {line!r}"


def _wrong_marks(attack: Attack, report: dict[str, Any]) -> Iterator[str]:
    if [exercise["name"] for exercise in report["exercises"]] != list(POINTS):
        yield "not all exercises, or others"
    for exercise in report["exercises"]:
        name, status, score = exercise["name"], exercise["status"], exercise["score"]
        expected = attack.expected(name)
        if not expected.fits(name, status, score):
            yield f"{name}: {status} with {score:g}, expected {expected}: {_sentences(exercise)}"
        sentences = _sentences(exercise)
        is_withheld = "--feedback" in attack.options
        if status not in ("passed", "missing") and not any(sentences) and not is_withheld:
            yield f"{name}: {status}, and nobody is told why"
        yield from (f"{name}: too long: {text[:100]}" for text in sentences if len(text) > LONGEST)
    if report["score"] != sum(exercise["score"] for exercise in report["exercises"]):
        yield f"{report['score']} points in all"


def _sentences(exercise: dict[str, Any]) -> list[str]:
    told = [check["message"] for check in exercise["checks"] if check["status"] not in ("passed", "skipped")]
    return [exercise["message"], *told]


def _refused(text: str) -> float:
    raise AssertionError(f"{text} is not JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    assert len(found) == len(pairs), "a key comes twice"
    return found
