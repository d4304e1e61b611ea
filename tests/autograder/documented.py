"""What Gradescope documents of results.json, to hold a file against: https://gradescope-autograders.readthedocs.io/en/latest/specs/."""

import json
from collections.abc import Callable, Mapping
from typing import Any

Fits = Callable[[Any], bool]

VISIBILITIES = ("hidden", "after_due_date", "after_published", "visible")
FORMATS = ("text", "html", "simple_format", "md", "ansi")


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(value: Any) -> bool:
    return isinstance(value, str) and "\r" not in value


def _words(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _data(value: Any) -> bool:
    return isinstance(value, dict)


_OF_BOTH: Mapping[str, Fits] = {
    "score": _number,
    "output": _text,
    "output_format": FORMATS.__contains__,
    "visibility": VISIBILITIES.__contains__,
    "extra_data": _data,
}
_TOP: Mapping[str, Fits] = {
    **_OF_BOTH,
    "execution_time": _number,
    "test_output_format": FORMATS.__contains__,
    "test_name_format": FORMATS.__contains__,
    "stdout_visibility": VISIBILITIES.__contains__,
    "tests": lambda tests: isinstance(tests, list),
    "leaderboard": lambda rows: isinstance(rows, list),
}
_TEST: Mapping[str, Fits] = {
    **_OF_BOTH,
    "max_score": _number,
    "status": ("passed", "failed").__contains__,
    "name": _text,
    "name_format": FORMATS.__contains__,
    "number": _text,
    "tags": _words,
}


def documented(text: str) -> dict[str, Any]:
    """The content of a results.json in which all is as documented; else the assertion says what is not."""
    content = json.loads(text, parse_constant=_refused, object_pairs_hook=_once)
    assert isinstance(content, dict)
    _expect(content, _TOP, "results.json")
    for test in content.get("tests", []):
        _expect(test, _TEST, f"the test {test.get('name')!r}")
    return content


def is_a_mark(content: Mapping[str, Any]) -> bool:
    """Whether Gradescope finds a score in it, at the top or with the tests."""
    return "score" in content or "tests" in content


def _expect(content: Mapping[str, Any], fields: Mapping[str, Fits], where: str) -> None:
    for name, value in content.items():
        assert name in fields, f"{where} has a field {name!r}, which is not documented"
        assert fields[name](value), f"{name} in {where} is {value!r}, which is not documented"


def _refused(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _value in pairs]
    assert len(set(names)) == len(names), f"a name is there twice: {names}"
    return dict(pairs)
