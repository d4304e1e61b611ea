"""A curve made of letters: as large as it is told, high where the loss is high, without gaps."""

import unicodedata

from grader.training.chart import chart, spark


def test_a_chart_has_the_size_that_it_is_told() -> None:
    for columns, rows in ((20, 3), (79, 8), (100, 12)):
        lines = chart([2.3, 1.0, 0.1], 3, columns, rows)
        assert len(lines) == rows + 1
        assert max(map(len, lines)) <= columns
        assert len(lines[-1]) == columns


def test_a_loss_that_falls_begins_at_the_top_left_and_ends_at_the_bottom_right() -> None:
    *rows, _axis = chart([2.0, 1.5, 1.0, 0.5, 0.0], 5, 26, 4)
    assert rows[0].startswith(" 2.00┤")
    assert rows[0][6:].strip()
    assert rows[-1].startswith("    0┤")
    assert not rows[-1][6:10].strip()
    assert len(rows[-1]) == max(map(len, rows))


def test_a_jump_leaves_no_gap() -> None:
    *rows, _axis = chart([1.0] * 10 + [0.0] * 10, 20, 26, 4)
    assert all(row[6:].strip() for row in rows)


def test_what_lies_ahead_is_empty() -> None:
    *rows, _axis = chart([1.0] * 10, 20, 26, 4)
    assert max(map(len, rows)) == 6 + 10


def test_many_losses_in_one_place_are_averaged() -> None:
    *rows, _axis = chart([0.0, 2.0] * 600, 1200, 36, 4)
    assert rows[0].startswith(" 1.00┤")
    assert not any(row[6:] for row in rows[1:])


def test_before_the_first_loss_there_is_an_empty_chart() -> None:
    assert chart([], 100, 12, 2) == [" 1.00┤", "    0┤", "     └──────"]


def test_shares_become_blocks_from_the_lowest_to_the_highest() -> None:
    assert spark([0.0, 0.5, 1.0]) == "▁▅█"


def test_every_letter_fills_one_column() -> None:
    text = "".join([*chart([3.0, 1.0, 2.0, 0.0], 4, 40, 5), spark([0.1, 0.9])])
    assert not [char for char in text if unicodedata.east_asian_width(char) in "WF"]
