"""What agrees, with a little around it; long lines and long files are cut."""

from grader.similar.passages import AROUND, MOST_CHARS, MOST_LINES, passages

TEXT = "\n".join(f"line {number}" for number in range(1, 31))


def numbers(found: object) -> list[list[int]]:
    return [[line.number for line in one.lines] for one in found]  # type: ignore[attr-defined]


def test_around_what_agrees_a_little_more_is_shown() -> None:
    (found,) = passages({"a.py": TEXT}, {"a.py": [10]})
    assert [(line.number, line.agrees) for line in found.lines] == [
        (8, False),
        (9, False),
        (10, True),
        (11, False),
        (12, False),
    ]
    assert found.lines[2].text == "line 10"


def test_passages_that_meet_are_one_and_ends_are_ends() -> None:
    assert AROUND == 2
    assert numbers(passages({"a.py": TEXT}, {"a.py": [1, 5, 30]})) == [[1, 2, 3, 4, 5, 6, 7], [28, 29, 30]]


def test_files_come_in_their_order_and_only_where_something_agrees() -> None:
    found = passages({"b.py": TEXT, "c.py": TEXT, "a.py": TEXT}, {"a.py": [1], "b.py": [1]})
    assert [one.file for one in found] == ["b.py", "a.py"]


def test_of_a_long_text_the_first_lines_are_shown() -> None:
    found = passages({"a.py": "x\n" * 1000}, {"a.py": range(1, 1000)})
    assert sum(line.agrees for one in found for line in one.lines) == MOST_LINES


def test_of_a_long_line_the_beginning_is_shown_with_tabs_as_spaces() -> None:
    (found,) = passages({"a.py": "\t" + "x" * 1000}, {"a.py": [1]})
    assert found.lines[0].text == "    " + "x" * (MOST_CHARS - 5) + "…"


def test_a_comment_or_an_empty_line_agrees_with_nothing() -> None:
    (found,) = passages({"a.py": "a = 1\n\n  # mine\nb = 2  # mine"}, {"a.py": [1, 2, 3, 4]})
    assert [line.agrees for line in found.lines] == [True, False, False, True]
