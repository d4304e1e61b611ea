"""Ids: readable, safe as a folder's name everywhere, and of no two students the same."""

import unicodedata
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cohort.hand_in import HandIn, Part, Student
from grader.cohort.identity import MAX_ID, Unnamed, identified

HASH = "-[0-9a-f]{8}"


def ids(*people: tuple[str, str]) -> dict[tuple[str, str], str]:
    """The ids of these names and numbers."""
    unnamed = []
    for name, number in people:
        hand_in = HandIn("", name, (Student(name, login=number),), (Part("", Path("x")),), "")
        unnamed.append(Unnamed(name, number, f"{name}\0{number}", hand_in))
    return {(one.name, one.students[0].login): one.id for one in identified(unnamed)}


def id_of(name: str, number: str = "") -> str:
    """The id of somebody alone in a class."""
    (one,) = ids((name, number)).values()
    return one


@pytest.mark.parametrize(
    ("name", "number", "expected"),
    [
        ("hong", "", "hong"),
        ("홍길동", "", "홍길동"),
        ("Jean-Luc_P.2", "", "Jean-Luc_P.2"),
        (unicodedata.normalize("NFD", "Zoë 한"), "7", unicodedata.normalize("NFC", "Zoë-한-7")),
        (unicodedata.normalize("NFD", "Zoë"), "", unicodedata.normalize("NFC", "Zoë")),
        ("Hong Gil-Dong", "123", "Hong-Gil-Dong-123"),
        ("O'Neil / $(x)", "5", "O-Neil-x-5"),
        ("हिन्दी", "", "हिन्दी"),
    ],
)
def test_an_id_can_be_read(name: str, number: str, expected: str) -> None:
    assert id_of(name, number) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hong Gildong", "Hong-Gildong"),
        ("..", ""),
        ("-rf", "rf"),
        (".git", "git"),
        ("kim.", "kim"),
        ("CON", "CON"),
        ("nul.py", "nul-py"),
        ("com1", "com1"),
        ("venv", "venv"),
        ("a/../../b", "a-..-..-b"),
        ("\u202ename", "u202ename"),
        ("\u3164", "u3164"),
        ("x" * 81, "x" * 71),
        ("\U00020000" * 60, "\U00020000" * 47),
        ("a" + "\u0301" * 5000, None),
    ],
)
def test_what_a_folder_cannot_or_should_not_be_called_is_changed_and_marked(name: str, expected: str | None) -> None:
    chosen = id_of(name)
    text, hyphen, mark = chosen.rpartition("-")
    assert len(mark) == 8
    assert set(mark) <= set("0123456789abcdef")
    assert len(chosen) <= MAX_ID
    assert len(chosen.encode()) < 256
    if expected is not None:
        assert (text, hyphen) == (expected, "-" if expected else "")


def test_names_that_become_the_same_text_stay_apart() -> None:
    people = [("a b", ""), ("a\tb", ""), ("a-b", ""), ("A-B", ""), ("a.b", "")]
    chosen = ids(*people)
    assert len({one.casefold() for one in chosen.values()}) == len(people)
    assert chosen["a.b", ""] == "a.b"
    assert not {"a-b", "A-B"} & set(chosen.values())  # neither, so that the order of the class does not matter
    assert chosen["a b", ""] == id_of("a b")


def test_nobody_gets_another_one_s_id_by_a_name_that_looks_like_it() -> None:
    taken = id_of("a b")
    chosen = ids(("a b", ""), (taken, ""))
    assert len(set(chosen.values())) == 2
    clashing = ids(("kim", ""), ("Kim", ""))
    forged = clashing["Kim", ""].lower()
    chosen = ids(("kim", ""), ("Kim", ""), (forged, ""))
    assert len({one.casefold() for one in chosen.values()}) == 3


TEXTS = (
    st.text(max_size=90)
    | st.text("aA.- é", max_size=5)
    | st.sampled_from(["CON", "con", "K", "\u212a", "ß", "ss", "SS"])
)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["", "1", "11", "a@b"])), unique=True, max_size=12))
def test_no_two_ids_are_one_on_any_system_and_each_is_a_folder_s_name(people: list[tuple[str, str]]) -> None:
    chosen = ids(*people)
    assert set(chosen) == set(people)
    folded = {unicodedata.normalize("NFC", unicodedata.normalize("NFKC", one).casefold()) for one in chosen.values()}
    assert len(folded) == len(people)
    for one in chosen.values():
        assert 0 < len(one) <= MAX_ID
        assert len(one.encode()) <= 255
        assert one == one.strip(". ")
        assert one[0] != "-"
        assert one.isprintable()
        assert not set(one) & set("<>:\"/\\|?*'`$;&!()[]{} ")
        assert one.partition(".")[0].casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


@given(st.lists(st.tuples(TEXTS, st.just("")), unique=True, min_size=1, max_size=8), st.randoms())
def test_the_order_of_the_class_does_not_matter(people: list[tuple[str, str]], random: Random) -> None:
    shuffled = list(people)
    random.shuffle(shuffled)
    assert ids(*people) == ids(*shuffled)
