"""What everybody was given, also where the assignment has been filled in or the solutions are not at hand."""

from pathlib import Path

from grader.stubs.handed_out import ASSIGNMENT, handout


def test_the_stubs_are_cut_from_the_solutions(tmp_path: Path) -> None:
    *stubs, _notebook = handout()
    assert len(stubs) == 4
    assert sum("class Conv2d" in text for text in stubs) == 1
    assert all("NotImplementedError" in text and "SOLUTION" not in text for text in stubs)


def test_the_notebook_s_code_is_the_same_whether_its_source_is_read_or_what_was_made_of_it(tmp_path: Path) -> None:
    assert handout()[-1] == handout(tmp_path / "none")[-1]
    assert "pictures.filtered(x, filters, out)" in handout()[-1]


def test_of_a_notebook_that_is_damaged_nothing_was_given(tmp_path: Path) -> None:
    for content in ("{", "[]"):
        (tmp_path / "ConvolutionalNetworks.ipynb").write_text(content)
        assert handout(tmp_path / "none", tmp_path) == [""]


def test_so_what_somebody_wrote_into_the_assignment_is_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "conv.py").write_text("mine = 1\n", encoding="utf-8")
    assert handout(assignment=tmp_path) == handout()


def test_where_there_are_no_solutions_the_assignment_is_taken(tmp_path: Path) -> None:
    (tmp_path / "b.py").write_text("\ufeffb = 1\n", encoding="utf-8")
    (tmp_path / "a.py").write_text("a = 1\n", encoding="utf-8")
    assert handout(tmp_path / "none", tmp_path) == ["a = 1\n", "b = 1\n"]
    assert len(handout(tmp_path / "none", ASSIGNMENT)) == 5
