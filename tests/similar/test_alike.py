"""Who is a pair and who is not: copies are found under other names, honest work and the handout are left in peace."""

import importlib.util
from collections.abc import Mapping
from dataclasses import replace

import pytest

from grader.errors import InputError, MachineryError
from grader.similar import alike as alike_module
from grader.similar import desk as desk_module
from grader.similar.alike import Work, alike, how_to_get, is_available
from grader.similar.pair import Alike, Side
from grader.stubs.handed_out import handout
from tests.similar.works import HONEST, PROJECT, folder, renamed, work

needs_copydetect = pytest.mark.skipif(not is_available(), reason=how_to_get())

FOUR_LOOPS, VECTORISED = folder(HONEST / "four_loops"), folder(HONEST / "vectorised")


def ids(found: Alike) -> list[tuple[str, str]]:
    return [(pair.left.id, pair.right.id) for pair in found.pairs]


def agreeing(side: Side) -> list[str]:
    return [line.text for passage in side.passages for line in passage.lines if line.agrees]


@needs_copydetect
def test_a_copy_under_other_names_is_found_and_honest_work_is_not() -> None:
    works = [
        work("copy", renamed(FOUR_LOOPS)),
        work("loops", FOUR_LOOPS),
        work("reference", folder(PROJECT / "solutions")),
        work("vectors", VECTORISED),
    ]
    found = alike(works, handout())
    assert ids(found) == [("copy", "loops")]
    (pair,) = found.pairs
    assert min(pair.left.share, pair.right.share) > 0.9
    assert (found.compared, found.not_compared) == (4, ())


@needs_copydetect
def test_the_lines_that_agree_are_marked_with_their_numbers_in_their_file() -> None:
    (pair,) = alike([work("a", FOUR_LOOPS), work("b", renamed(FOUR_LOOPS))], handout()).pairs
    for side, texts in ((pair.left, FOUR_LOOPS), (pair.right, renamed(FOUR_LOOPS))):
        for passage in side.passages:
            lines = texts[passage.file].split("\n")
            assert [line.text for line in passage.lines] == [lines[line.number - 1].rstrip() for line in passage.lines]
    assert "# all my own work" not in agreeing(pair.right)
    sums = [line for line in agreeing(pair.left) if "np.sum" in line]
    assert sums
    assert len(agreeing(pair.right)) == pytest.approx(len(agreeing(pair.left)), abs=8)


@needs_copydetect
def test_one_copied_function_among_other_work_is_found_and_only_that_is_marked() -> None:
    taken = {"mine.py": VECTORISED["pooling.py"], "conv.py": FOUR_LOOPS["conv.py"]}
    found = alike([work("a", FOUR_LOOPS), work("b", taken)], handout())
    assert ids(found) == [("a", "b")]
    marked = [passage.file for passage in found.pairs[0].right.passages for line in passage.lines if line.agrees]
    assert marked.count("conv.py") > 0.9 * len(marked)


@needs_copydetect
def test_what_was_handed_out_makes_no_pair() -> None:
    stubs = dict(enumerate(handout()))
    untouched = {f"{number}.py": text for number, text in stubs.items()}
    works = [work("a", untouched), work("b", untouched), work("c", {**untouched, "0.py": "import numpy as np\n"})]
    assert ids(alike(works, handout())) == []
    assert ids(alike(works)) != []  # without it they would be alike


@needs_copydetect
def test_the_same_hand_ins_give_the_same_pairs_in_any_order_and_by_any_number_of_processes() -> None:
    texts = {"a": FOUR_LOOPS, "b": renamed(FOUR_LOOPS), "c": VECTORISED, "d": renamed(VECTORISED)}
    works = [work(id, text) for id, text in texts.items()]
    one, other = alike(works, handout()), alike(works[::-1], handout(), jobs=2)
    assert one == other
    assert set(ids(one)) == {("a", "b"), ("c", "d")}


@needs_copydetect
@pytest.mark.parametrize(
    "text", ["", "\n\n", "def", "'''", "\x00\ud800", "한글 = 1\n", "(" * 5000], ids=lambda text: repr(text[:9])
)
def test_whatever_a_source_holds_the_others_are_compared(text: str) -> None:
    works = [work("a", FOUR_LOOPS), work("b", FOUR_LOOPS), work("odd", {"odd.py": text}), work("none", {})]
    found = alike(works, handout())
    assert ids(found) == [("a", "b")]
    assert found.compared == 4


@needs_copydetect
def test_a_source_that_begins_with_empty_lines_or_never_ends_its_string_is_marked_right() -> None:
    odd = {"0.py": "\n\n\nx = '''", **{name: f"\n\n\n{text}" for name, text in FOUR_LOOPS.items()}}
    (pair,) = alike([work("a", FOUR_LOOPS), work("b", odd)], handout()).pairs
    for passage in pair.right.passages:
        lines = odd[passage.file].split("\n")
        assert [line.text for line in passage.lines] == [lines[line.number - 1].rstrip() for line in passage.lines]
    left = {line.number + 3 for one in pair.left.passages if one.file == "conv.py" for line in one.lines if line.agrees}
    right = {line.number for one in pair.right.passages if one.file == "conv.py" for line in one.lines if line.agrees}
    assert left == right


# What can't be compared.


@needs_copydetect
def test_what_is_too_large_is_listed_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike_module, "_MOST_FILE", 3000)
    found = alike([work("a", {"a.py": "x\n" * 2000}), work("b", {"b.py": "x = 1\n"})])
    assert [(one.id, one.name) for one in found.not_compared] == [("a", "name of a")]
    assert "more text" in found.not_compared[0].reason
    assert found.compared == 1


@needs_copydetect
def test_what_takes_too_long_is_listed_and_the_next_ones_are_compared() -> None:
    slow = {"slow.py": "x = [" + "a, " * 40_000 + "]\n"}
    works = [work("a", FOUR_LOOPS), work("b", slow), work("c", FOUR_LOOPS)]
    found = alike(works, handout(), patience=0.15)
    assert [one.id for one in found.not_compared] == ["b"]
    assert "too long" in found.not_compared[0].reason
    assert ids(found) == [("a", "c")]


@needs_copydetect
def test_what_can_t_be_opened_says_so() -> None:
    def broken() -> Mapping[str, str]:
        raise InputError("b.zip is damaged")

    found = alike([work("a", FOUR_LOOPS), Work("b", "B", broken)])
    assert [(one.name, one.reason) for one in found.not_compared] == [("B", "b.zip is damaged")]


def test_a_process_that_does_not_start_is_our_own_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "_COMMAND", [*desk_module._COMMAND[:-1], "raise SystemExit(1)"])
    with pytest.raises(MachineryError, match="import copydetect"):
        alike([work("a", FOUR_LOOPS)])


def test_without_copydetect_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert not is_available()
    assert "make similar" in how_to_get()


def test_nobody_is_nothing() -> None:
    assert alike([]) == replace(Alike((), 0, 10))
