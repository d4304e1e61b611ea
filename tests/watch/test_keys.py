"""Keys as a terminal sends them: in any pieces, with or without Hangul."""

import pytest

from grader.watch.keys import Keys


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"hN", ["h", "n"]),
        (b"\x1b[A\x1bOB\x1b[5~ ", ["up", "down", "page up", "page down"]),
        ("ㅗㅜㅔㅂㄱ".encode(), ["h", "n", "p", "q", "r"]),
        (b"\x04", ["q"]),
        (b"\x1b[200~\x1b[1;5Cx", ["x"]),  # what has no name here is nothing, and none of its letters is a key
        (b"\xff\xfe", ["\ufffd", "\ufffd"]),
    ],
)
def test_keys_have_names_however_they_are_split(data: bytes, keys: list[str]) -> None:
    assert Keys().take(data) == keys
    one_by_one = Keys()
    assert [key for byte in data for key in one_by_one.take(bytes([byte]))] == keys


def test_escape_alone_is_forgotten_after_a_moment() -> None:
    keys = Keys()
    assert keys.take(b"\x1b") == []
    assert keys.is_waiting
    keys.forget()
    assert keys.take(b"n") == ["n"]
    assert not keys.is_waiting
