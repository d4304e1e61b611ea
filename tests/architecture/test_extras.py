"""A student installs three packages: without any other, each verb says what it does, and what it needs."""

import subprocess
import sys

import pytest

from grader.cli.main import VERBS
from tests.architecture.modules import PROJECT
from tests.architecture.test_imports import EXTRAS

ABSENT = sorted({name for names in EXTRAS.values() for name in names})
WITHOUT = "\n".join(
    [
        "import sys",
        "class Nothing:",
        "    def find_spec(self, name, path=None, target=None):",
        f"        if name.partition('.')[0] in {ABSENT}:",
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)",
        "sys.meta_path.insert(0, Nothing())",
        "from grader.cli.main import main",
    ]
)


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    script = f"{WITHOUT}\nsys.exit(main({list(arguments)}))"
    return subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_tells_what_it_does_without_any_extra(verb: str) -> None:
    ran = run(verb, "--help")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_class_needs_an_extra_and_says_which() -> None:
    ran = run("batch", ".", "--out", "nowhere")
    assert ran.returncode == 2
    assert ran.stderr.strip().startswith(
        "grader: a class's reports need Jinja2, which is not installed: run `make batch`"
    )
