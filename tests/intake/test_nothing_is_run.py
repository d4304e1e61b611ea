"""Taking a submission in runs, parses and compiles none of it: that happens in a worker."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.modules import FILES, imported, tree

PROJECT = Path(__file__).parents[2]
INTAKE = [name for name in FILES if f"{name}.".startswith("grader.intake.")]

# What turns text or bytes into code or objects; `tokenize` only for the encoding that a source declares.
MODULES = {"ast", "code", "codeop", "compileall", "importlib", "marshal", "pickle", "py_compile", "runpy", "symtable"}
BUILTINS = {"compile", "eval", "exec", "__import__", "input"}

# The reports of what is compiled or imported come from the interpreter itself (PEP 578).
WATCH = """
import json, sys
from grader.intake import defines, open_submission, sources_for
seen = []
def watch(event, arguments):
    if event in ("compile", "exec", "import"):
        seen.append(ascii(arguments)[:2000])
sys.addaudithook(watch)
with open_submission(sys.argv[1]) as submission:
    order = sources_for(submission, "im2col", "im2col")
    defines(submission, "im2col")
print(json.dumps([order, dict(submission.broken), seen]))
"""


@pytest.mark.parametrize("module", INTAKE)
def test_the_intake_has_no_means_to_run_or_parse_code(module: str) -> None:
    assert not MODULES & {name.partition(".")[0] for name in imported(module)}
    names = {node.id for node in ast.walk(tree(module)) if isinstance(node, ast.Name)}
    assert not BUILTINS & names
    attributes = [node for node in ast.walk(tree(module)) if isinstance(node, ast.Attribute)]
    used = {node.attr for node in attributes if isinstance(node.value, ast.Name) and node.value.id == "tokenize"}
    assert used <= {"detect_encoding"}


HOSTILE = {
    "endless_folding.py": b"im2col = 9 ** 9 ** 9 ** 9\n",
    "deep_tuples.py": b"im2col = " + b"(" * 50_000 + b")" * 50_000,
    "long_sum.py": b"im2col = " + b"1+" * 210_000 + b"1",
    "long_chain.py": b"im2col = a" + b".a" * 50_000,
    "blocks.py": b"".join(b" " * depth + b"if 1:\n" for depth in range(120)),
    "nul.py": b"im2col = 1\0",
    "wide.py": "im2col = 1".encode("utf-16"),
    "large.py": b"#" * 2_000_000,
    "rot13.py": b"# coding: rot13\nvz2pby = 1\n",
    "numpy.py": b"print('shadowed')\n",
    "random.py": b"print('shadowed')\n",
    "json.py": b"print('shadowed')\n",
    "sitecustomize.py": b"print('shadowed')\n",
    "conftest.py": b"print('shadowed')\n",
    "encodings/__init__.py": b"print('shadowed')\n",
}


def test_whatever_the_sources_hold_nothing_of_them_is_compiled_or_imported(folder_of: Callable[..., Path]) -> None:
    folder = folder_of(HOSTILE)
    ran = subprocess.run(  # noqa: S603  # the program is this test's own
        [sys.executable, "-c", WATCH, str(folder)], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    order, broken, seen = json.loads(ran.stdout)
    assert {*order, *broken} == set(HOSTILE)
    assert {name: sentence.partition(": ")[0] for name, sentence in broken.items()} == {
        "nul.py": "nul.py holds a NUL byte in line 1 (byte 11 of the file)",
        "wide.py": "wide.py is saved as UTF-16, which Python can't read",
        "large.py": "large.py is larger than 1 MiB",
        "rot13.py": "rot13.py declares the encoding rot13, which is none of text",
    }
    assert not [event for event in seen if "hw" in event or "im2col" in event or "shadowed" in event]


def test_the_watch_would_see_it() -> None:
    program = WATCH.replace("with open_submission", "exec('shadowed = 1')\nwith open_submission")
    path = str(PROJECT / "assignment" / "conv.py")
    ran = subprocess.run(  # noqa: S603  # the program is this test's own
        [sys.executable, "-c", program, path], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert any("shadowed" in event for event in json.loads(ran.stdout)[2])
