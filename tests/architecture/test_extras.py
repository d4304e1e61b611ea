"""A student installs three packages: without any other, each verb says what it does, and what it needs."""

import subprocess
import sys

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


HELP_OF_ALL = f"""
for verb in {list(VERBS)}:
    try:
        main([verb, "--help"])
    except SystemExit as ended:
        assert ended.code == 0, verb
"""


def run(script: str) -> "subprocess.CompletedProcess[str]":
    script = f"{WITHOUT}\n{script}"
    return subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False)  # noqa: S603


def test_each_verb_tells_what_it_does_without_any_extra() -> None:
    ran = run(HELP_OF_ALL)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.count("usage: ") == len(VERBS)


def test_a_class_needs_an_extra_and_says_which() -> None:
    ran = run('sys.exit(main(["batch", ".", "--out", "nowhere"]))')
    assert ran.returncode == 2
    assert ran.stderr.strip().startswith(
        "grader: a class's reports need Jinja2, which is not installed: run `make batch`"
    )
