"""Which module may import which: no circles, a worker that stands alone, and solutions that nobody else looks at."""

import ast
import functools
import graphlib
import re
import subprocess
import sys

import pytest

from tests.architecture.modules import FILES, PROJECT, imported, tree, words

WORKER = [name for name in FILES if f"{name}.".startswith("grader.sandbox.worker.")]
OURS = [name for name in FILES if name not in WORKER]
DRAW = {"grader.shapes", "grader.cases"}  # need Hypothesis, and are needed to draw an exam only
SHRINK = {"grader.explain.plainest"}  # needs it too, and is needed where something is wrong only
# What students don't install, each in the one module that needs it; whoever imports that can do without.
EXTRAS = {
    "grader.page.environment": {"jinja2", "markupsafe"},
    "grader.page.policy": {"markupsafe"},
    "grader.report.as_html": {"jinja2", "markupsafe"},
    "grader.class_page.as_html": {"jinja2"},
    "grader.similar.reading": {"copydetect"},
    "grader.cohort.metadata": {"yaml"},
    "grader.batch.live": {"rich"},
    "grader.notebook.output": {"IPython"},
    "grader.notebook.pictures.canvas": {"matplotlib"},
    "grader.stubs.as_notebook": {"jupytext"},
    "grader.batch.on_dask": {"dask", "distributed"},
    "grader.training.picture": {"matplotlib"},
    "grader.training.gather": {"sklearn"},  # for who makes the file of digits again
    "grader.watch.doorbell": {"watchfiles"},
    "grader.cli.batch": {"jinja2", "distributed"},  # looks whether they are there
}
# A name, or a path; a sentence may speak of them.
SOLUTIONS = re.compile(r"\w*solutions\w*|.*(solutions/|/solutions).*", re.IGNORECASE)
# Who may know where the solutions are. Everybody else gets an exam, or is given a folder.
KNOW_THE_SOLUTIONS = {
    "grader.exam.hidden",  # where they are
    "grader.exam.draw",  # asks them
    "grader.exam.reference",  # asks them for more
    "grader.exam.wrong",  # edits faults into them, and asks what comes of it
    "grader.exam.cached",  # knows whether they have changed
    "grader.exam.public",  # knows whether they are there
    "grader.handout.packing",  # cuts stubs from them
    "grader.handout.public_exam",  # has them asked
    "grader.handout.rehearsal",  # asks them, with faults in them
    "grader.cli.handout",  # says where they are
    "grader.stubs.write",  # reads them as text
    "grader.stubs.handed_out",  # gives what students were given
    "grader.cli.stubs",  # says where they are
    "grader.cli.doctor",  # tries whether a worker can read them
}


@functools.cache
def arrows() -> dict[str, set[str]]:
    """Each module with those of ours that it imports; its own package's __init__ runs first in any case."""
    graph = {}
    for name in FILES:
        graph[name] = {other for other in imported(name) if other in FILES and other != name}
    return graph


def test_no_module_imports_itself_by_way_of_others() -> None:
    order = list(graphlib.TopologicalSorter(arrows()).static_order())
    assert set(order) >= set(FILES)


def test_a_circle_would_be_seen() -> None:
    graph = {name: set(others) for name, others in arrows().items()}
    graph["grader.errors"] = {"grader.cli.main", *graph["grader.errors"]}
    graph["grader.cli.main"].add("grader.errors")
    with pytest.raises(graphlib.CycleError):
        list(graphlib.TopologicalSorter(graph).static_order())


def test_the_arrows_are_really_read() -> None:
    assert "grader.exam.paper" in arrows()["grader.exam"]
    assert "grader.exam.draw" in arrows()["grader.exam.cached"]  # inside a function
    assert "grader.sandbox.worker.wire" in arrows()["grader.sandbox.worker.desk"]  # relative


@pytest.mark.parametrize("module", WORKER)
def test_the_worker_stands_on_the_standard_library_numpy_and_itself(module: str) -> None:
    allowed = sys.stdlib_module_names | {"numpy"}
    for name in imported(module):
        assert name in WORKER or name.partition(".")[0] in allowed


@pytest.mark.parametrize("module", WORKER)
def test_the_worker_s_imports_of_itself_are_relative(module: str) -> None:
    # It runs as a package of another name, from which nothing else of the grader can be reached.
    absolute = [node.module for node in ast.walk(tree(module)) if isinstance(node, ast.ImportFrom) and not node.level]
    assert not any(name and name.startswith("grader") for name in absolute)


def test_the_grader_stands_on_the_standard_library_numpy_and_itself() -> None:
    for module in OURS:
        allowed = sys.stdlib_module_names | {"numpy", "grader"} | ({"hypothesis"} if module in DRAW | SHRINK else set())
        allowed |= EXTRAS.get(module, set())
        assert {name.partition(".")[0] for name in imported(module)} <= allowed, module


def test_what_draws_cases_is_needed_by_the_drawing_alone() -> None:
    assert {name for name in OURS if imported(name) & DRAW} <= DRAW | {"grader.exam.draw"}


def test_nobody_else_knows_the_solutions() -> None:
    assert {name for name in FILES if any(map(SOLUTIONS.fullmatch, words(name)))} == KNOW_THE_SOLUTIONS


def test_only_the_exam_s_builder_asks_the_solutions() -> None:
    # `Local` runs code in this process; the marking of submissions must never come near it.
    asking = {module for module in FILES if "grader.local" in imported(module)}
    assert asking == {"grader.exam.draw", "grader.exam.reference", "grader.exam.wrong"}


def test_the_marking_knows_nothing_of_how_exams_are_drawn_or_code_is_boxed() -> None:
    for module in ("grader.marking.mark", "grader.compare"):
        reached, waiting = set[str](), [module]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += arrows()[name]
        drawing = {"grader.exam.draw", "grader.cases", "grader.filling"}
        assert not reached & (drawing | {"grader.local", "grader.sandbox.nursery"})


def test_grading_with_an_exam_that_is_there_loads_no_hypothesis() -> None:
    script = "import grader.cli.grade, sys; print(*sorted(name.partition('.')[0] for name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True)  # noqa: S603
    loaded = set(ran.stdout.split())
    assert "grader" in loaded
    assert not loaded & {"hypothesis", "pytest", "jinja2"}
