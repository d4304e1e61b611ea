"""An exception is told by its type, its message and the student's own lines, whatever it does to prevent that."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from grader.sandbox.worker.raised import FIRST_FRAMES, LAST_FRAMES, MAX_LINE, MAX_MESSAGE, MAX_STEPS, description
from grader.sandbox.worker.wire import encode

OWN = "student.py"


def line_of(filename: str, line: int) -> tuple[str, str] | None:
    """Where a line stands, if it is the student's."""
    return (filename, f"   line {line}  ") if filename == OWN else None


def raised_by(source: str, **names: Any) -> BaseException:
    """What `source`, a file of the student's, raises."""
    try:
        exec(compile(source, OWN, "exec", dont_inherit=True), names)  # noqa: S102  # it is the student's code
    except BaseException as error:
        return error
    raise AssertionError("it raised nothing")


def told(source: str, **names: Any) -> dict[str, Any]:
    """The description of what `source` raises; it must fit on the wire."""
    facts = description(raised_by(source, **names), line_of)
    encode(facts)
    assert isinstance(facts, dict)
    return facts


def test_type_message_and_line_are_told() -> None:
    assert told("x = 1\nx / 0\n") == {
        "type": "ZeroDivisionError",
        "message": "division by zero",
        "frames": ((OWN, 2, "line 2"),),
    }


def test_only_the_students_frames_are_told() -> None:
    def ours(theirs: Callable[[], None]) -> None:
        theirs()

    facts = told("def theirs():\n    1 / 0\n\nours(theirs)\n", ours=ours)
    assert facts["frames"] == ((OWN, 4, "line 4"), (OWN, 2, "line 2"))


def test_an_exception_raised_in_our_own_code_has_no_frames_of_it() -> None:
    with pytest.raises(ValueError, match="math domain") as raised:
        math.sqrt(-1)
    assert description(raised.value, line_of) == {"type": "ValueError", "message": "math domain error", "frames": ()}


def test_a_line_that_calls_itself_is_told_once() -> None:
    facts = told("def down(n):\n    if n:\n        down(n - 1)\n    else:\n        1 / 0\ndown(100)\n")
    assert facts["frames"] == ((OWN, 6, "line 6"), (OWN, 3, "line 3"), (OWN, 5, "line 5"))
    assert "left_out" not in facts


def test_of_many_frames_the_first_and_the_last_are_told() -> None:
    facts = told("def even(n):\n    odd(n - 1) if n else 1 / 0\ndef odd(n):\n    even(n - 1)\neven(50)\n")
    lines = [frame[1] for frame in facts["frames"]]
    assert lines == [5, 2, 4, 2, 4, 2]
    assert facts["left_out"] == 52 - FIRST_FRAMES - LAST_FRAMES


def test_endless_recursion_is_told() -> None:
    facts = told("def down():\n    down()\ndown()\n")
    assert facts["type"] == "RecursionError"
    assert facts["frames"] == ((OWN, 3, "line 3"), (OWN, 2, "line 2"))


def test_a_traceback_without_end_is_followed_for_a_while_only() -> None:
    class Endless:
        """A traceback that leads to itself."""

        tb_lineno = 1

        class tb_frame:  # noqa: N801  # as it is called
            """A frame of the student's."""

            class f_code:  # noqa: N801  # as it is called
                """Its code."""

                co_filename = OWN

        steps = 0

        @property
        def tb_next(self) -> "Endless":
            """Itself."""
            Endless.steps += 1
            return self

    class ForgedError(Exception):
        """An exception with such a traceback."""

        __traceback__ = Endless()  # type: ignore[assignment]

    facts = description(ForgedError(), line_of)
    assert isinstance(facts, dict)
    assert facts["frames"] == ((OWN, 1, "line 1"),)
    assert Endless.steps == MAX_STEPS


def test_causes_that_lead_in_a_circle_do_no_harm() -> None:
    facts = told("a, b = ValueError('first'), KeyError('second')\na.__cause__ = b\nb.__cause__ = a\nraise a\n")
    assert facts["type"] == "ValueError"


def test_a_long_chain_of_causes_does_no_harm() -> None:
    source = (
        "error = None\nfor _ in range(100_000):\n    new = ValueError()\n    new.__cause__ = error\n    error = new\n"
    )
    assert told(source + "raise error\n")["type"] == "ValueError"


@pytest.mark.parametrize("raising", ["ValueError('x')", "SystemExit(3)", "KeyboardInterrupt()"])
def test_an_exception_that_raises_when_it_is_shown_has_no_message(raising: str) -> None:
    facts = told(f"class Odd(Exception):\n    def __str__(self):\n        raise {raising}\nraise Odd('secret')\n")
    assert facts == {"type": "Odd", "message": "", "frames": ((OWN, 4, "line 4"),)}


def test_an_exception_that_is_no_text_has_no_message() -> None:
    facts = told("class Odd(Exception):\n    def __str__(self):\n        return 7\nraise Odd\n")
    assert facts["message"] == ""


@pytest.mark.parametrize(
    ("base", "name"), [("Exception", "__traceback__"), ("SyntaxError", "filename"), ("SyntaxError", "lineno")]
)
def test_an_exception_that_hides_where_it_was_raised_has_no_frames(base: str, name: str) -> None:
    hides = f"class Odd({base}):\n    @property\n    def {name}(self):\n        raise SystemExit\n"
    facts = told(hides + f"raise Odd('x', ({OWN!r}, 1, 1, 'x'))\n")
    assert facts["type"] == "Odd"
    assert facts["frames"] == ()


def test_long_messages_and_long_lines_are_cut() -> None:
    facts = description(
        raised_by("raise ValueError('x' * 10**6)"),
        lambda name, _line: (name, "y" * 10**6) if name == OWN else None,
    )
    assert isinstance(facts, dict)
    assert facts["message"] == "x" * MAX_MESSAGE
    assert facts["frames"] == ((OWN, 1, "y" * MAX_LINE),)


def test_a_syntax_error_is_told_with_the_line_that_does_not_parse() -> None:
    error = SyntaxError("invalid syntax", (OWN, 7, 3, "text"))
    facts = description(error, line_of)
    assert isinstance(facts, dict)
    assert facts["frames"] == ((OWN, 7, "line 7"),)


def test_a_syntax_error_in_text_that_the_student_made_is_told_with_the_students_line() -> None:
    facts = told("x = 1\neval('1 +')\n")
    assert facts["type"] == "SyntaxError"
    assert facts["frames"] == ((OWN, 2, "line 2"),)


def test_a_syntax_error_without_a_place_is_told_with_the_line_that_raised_it() -> None:
    assert told("\n\nraise SyntaxError('so')\n")["frames"] == ((OWN, 3, "line 3"),)
