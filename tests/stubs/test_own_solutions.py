"""The project's own solutions: what their stubs ask, and that no answer is handed out."""

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from grader.stubs import Happened, cut, stale, write_stubs
from grader.stubs.as_notebook import can_make_notebooks, code_of
from grader.stubs.write import NOTEBOOKS

SOLUTIONS = Path(__file__).parents[2] / "solutions"

EXERCISES = {
    "conv": ["conv_backward_naive", "conv_forward_naive", "conv_output_size"],
    "conv_layer": ["Conv2d.__init__", "Conv2d.backward", "Conv2d.forward", "Conv2d.update"],
    "im2col": ["col2im", "conv_backward_im2col", "conv_forward_im2col", "im2col"],
    "pooling": [
        "avg_pool_backward_naive",
        "avg_pool_forward_naive",
        "max_pool_backward_naive",
        "max_pool_forward_naive",
    ],
}

each_stem = pytest.mark.parametrize("stem", EXERCISES)


def source_of(stem: str) -> str:
    return (SOLUTIONS / f"{stem}.py").read_text(encoding="utf-8")


def stub_of(stem: str) -> str:
    return cut(source_of(stem), f"solutions/{stem}.py")


def asked_by(stem: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every function and method of a stub, by its qualified name."""
    module = ModuleType(stem)
    exec(stub_of(stem), module.__dict__)  # noqa: S102 - our own text
    for name, value in vars(module).items():
        if getattr(value, "__module__", None) != stem:
            continue
        if inspect.isfunction(value):
            yield name, value
        elif inspect.isclass(value):
            methods = inspect.getmembers(value, inspect.isfunction)
            yield from ((f"{name}.{method}", function) for method, function in methods)


def test_the_solutions_have_the_stems_of_the_exercises() -> None:
    assert sorted(path.stem for path in SOLUTIONS.glob("*.py")) == list(EXERCISES)


@each_stem
def test_a_stub_asks_for_its_exercises_and_for_nothing_else(stem: str) -> None:
    assert sorted(name for name, _ in asked_by(stem)) == EXERCISES[stem]


@each_stem
def test_every_function_of_a_stub_raises_and_names_itself_and_its_file(stem: str) -> None:
    for name, function in asked_by(stem):
        arguments = dict.fromkeys(inspect.signature(function).parameters)
        with pytest.raises(NotImplementedError, match=rf"^{re.escape(name)} is not written yet: .* {stem}\.py "):
            function(**arguments)


@each_stem
def test_no_line_of_an_answer_survives_in_a_stub(stem: str) -> None:
    blocks = re.findall(r"# BEGIN SOLUTION\n(.*?)# END SOLUTION", source_of(stem), flags=re.DOTALL)
    says_something = re.compile(r"\w.*\w")
    answers = {line.strip() for block in blocks for line in block.split("\n") if says_something.search(line)}
    assert answers
    assert answers & {line.strip() for line in stub_of(stem).split("\n")} == set()


@each_stem
def test_every_line_outside_the_answers_but_for_imports_stands_in_the_stub(stem: str) -> None:
    outside = re.sub(r" *# BEGIN SOLUTION\n.*?# END SOLUTION", "", source_of(stem), flags=re.DOTALL)
    taught = [line for line in outside.split("\n") if line and not line.startswith(("import ", "from "))]
    kept = stub_of(stem).split("\n")
    assert taught
    assert [line for line in taught if line not in kept] == []


def test_all_of_it_can_be_written_and_is_then_up_to_date(tmp_path: Path) -> None:
    outcomes = write_stubs(SOLUTIONS, tmp_path)
    unmade = set() if can_make_notebooks() else set(NOTEBOOKS.values())
    assert {item.happened for item in outcomes if item.file not in unmade} == {Happened.WRITTEN}
    assert {item.file for item in stale(SOLUTIONS, tmp_path)} == unmade


def test_the_hidden_seed_is_another_one_and_is_not_handed_out(tmp_path: Path) -> None:
    write_stubs(SOLUTIONS, tmp_path)
    hidden = (SOLUTIONS / "seed.txt").read_text().strip()
    assert hidden.isdecimal()
    assert (tmp_path / "seed.txt").read_text().strip().isdecimal()
    assert not [path for path in tmp_path.iterdir() if hidden in path.read_text(encoding="utf-8")]


@each_stem
def test_the_handout_names_every_exercise_and_its_file(stem: str) -> None:
    handout = (SOLUTIONS / "handout.md").read_text(encoding="utf-8")
    for name in EXERCISES[stem]:
        assert re.search(rf"`{stem}\.py`.*`{name.split('.')[0]}\b", handout)


def test_the_notebook_checks_every_exercise_and_holds_no_line_of_an_answer() -> None:
    source = (SOLUTIONS / "ConvolutionalNetworks.md").read_text(encoding="utf-8")
    code = "\n".join(code_of(source))
    checked = [name for call in re.findall(r"check\((.*)\)", code) for name in re.findall(r'"(\w+)"', call)]
    assert sorted(checked) == sorted({name.partition(".")[0] for names in EXERCISES.values() for name in names})
    for stem in EXERCISES:
        blocks = re.findall(r"# BEGIN SOLUTION\n(.*?)# END SOLUTION", source_of(stem), flags=re.DOTALL)
        says_something = re.compile(r"\w.*\w.*\w.*\w.*\w.*\w")
        answers = {line.strip() for block in blocks for line in block.split("\n") if says_something.search(line)}
        assert not answers & {line.strip() for line in code.split("\n")}
