"""What is there for a submission: the standard library, NumPy, its own files. And what is not."""

import json
import os
import random
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grader.failure import Failure
from grader.sandbox.limits import Limits
from grader.sandbox.nursery import ARITHMETIC, ENVIRONMENT, Nursery, environment
from grader.sandbox.session import Session
from grader.sandbox.worker.rlimits import OPEN_FILES
from grader.sandbox.worker.serve import RANDOM_SEED
from tests.sandbox.conftest import SessionOf, SittingOf

Told = Callable[..., str]

HERE = Path(__file__).resolve()
PROJECT = HERE.parents[2]

IMPORTABLE = """
import importlib
def importable(names):
    found = []
    for name in names.split():
        try:
            importlib.import_module(name)
        except ImportError:
            continue
        found.append(name)
    return " ".join(found)
"""


def test_the_standard_library_and_numpy_can_be_imported(told: Told) -> None:
    names = (
        "json random math itertools functools collections dataclasses typing ctypes multiprocessing unittest sqlite3 "
        "decimal fractions statistics timeit cProfile numpy numpy.linalg numpy.fft numpy.random numpy.ma "
        "numpy.lib.stride_tricks numpy.lib.recfunctions numpy.testing numpy.polynomial numpy.typing numpy.ctypeslib "
        "asyncio bz2 concurrent.futures csv doctest enum hashlib heapq inspect logging lzma multiprocessing.pool "
        "pathlib pdb pickle queue secrets socket string subprocess tempfile threading traceback urllib.request uuid "
        "zipfile zlib"
    )
    assert told(IMPORTABLE, f"importable({names!r})") == names


def test_nothing_else_can_be_imported(told: Told) -> None:
    names = (
        "grader grader.sandbox grader.sandbox.worker.wire worker worker.wire wire serve desk loader boot nursery "
        "solutions conv im2col pooling conv_layer misconceptions assignment.conv tests tests.sandbox conftest "
        "hypothesis pytest _pytest coverage pluggy pip setuptools pkg_resources _distutils_hack mypy ruff torch scipy"
    )
    assert told(IMPORTABLE, f"importable({names!r})") == ""


def test_every_package_that_the_tests_have_is_kept_away(told: Told) -> None:
    library = Path(sysconfig.get_path("stdlib"))  # where some systems put a sitecustomize of their own
    modules = {name for name, one in sys.modules.items() if Path(getattr(one, "__file__", "") or "").parent != library}
    here = {name.partition(".")[0] for name in modules} - sys.stdlib_module_names
    part_of_numpy = ("numpy", "_cython", "cython_runtime")  # the latter two come with its compiled modules
    names = " ".join(
        sorted(name for name in here if name.isidentifier() and not name.startswith(("__", *part_of_numpy)))
    )
    assert "pytest" in names
    assert told(IMPORTABLE, f"importable({names!r})") == ""


def test_the_folder_in_which_the_grader_was_called_is_not_on_the_path(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "called_here").mkdir()
    (tmp_path / "called_here" / "only_here.py").write_text("")
    monkeypatch.chdir(tmp_path / "called_here")
    assert told(IMPORTABLE, "importable('only_here')") == ""


def test_the_path_holds_the_standard_library_and_then_the_submission(told: Told, tmp_path: Path) -> None:
    path = json.loads(told("import json, sys", "json.dumps(sys.path)"))
    base = tmp_path / "handed_in"
    assert path[-2:] == [str(base), str(tmp_path)]
    assert "" not in path
    assert "." not in path
    assert not [folder for folder in path if "site-packages" in folder or "dist-packages" in folder]
    assert not [folder for folder in path if Path(folder).is_relative_to(PROJECT)]


def test_the_workers_own_modules_do_not_lie_in_the_way_of_a_submissions(sitting_of: SittingOf) -> None:
    own = ("worker", "wire", "desk", "loader", "nursery", "serve", "boot", "raised", "returned", "notebook")
    imports = "".join(f"from {name} import one as {name}\n" for name in own)
    files = {f"{name}.py": "def one():\n    return 1\n" for name in own}
    source = f"{imports}def f():\n    return {' + '.join(f'{name}()' for name in own)}\n"
    with Session(sitting_of({"sub.py": source, **files}), "sub", "f") as session:
        assert session.call("f", returns="number") == len(own)


def test_it_stands_in_the_folder_of_the_submission(told: Told, tmp_path: Path) -> None:
    assert told("import os", "os.getcwd()") == str(tmp_path / "handed_in")


def test_the_program_has_no_arguments(told: Told) -> None:
    assert told("import sys", "repr((sys.argv, sys.flags.interactive))") == "([''], 0)"


def test_the_command_line_of_the_process_names_no_secret(bare_told: Told) -> None:
    line = bare_told("", "open('/proc/self/cmdline').read()")
    assert "boot.py" in line
    assert "solutions" not in line
    assert "seed" not in line


def test_the_environment_is_ours_alone(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADER_SEED", "31415")
    assert json.loads(told("import json, os", "json.dumps(dict(os.environ))")) == environment()


def test_nothing_of_the_graders_environment_is_inherited_but_how_to_calculate(
    monkeypatch: pytest.MonkeyPatch, sitting_of: SittingOf, failure_of: Callable[..., object]
) -> None:
    monkeypatch.setenv("GRADER_SEED", "31415")
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    for name in ARITHMETIC:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MKL_CBWR", "COMPATIBLE")
    source = f"import os\n{IMPORTABLE}def f():\n    raise ValueError(importable('grader') + repr(dict(os.environ)))\n"
    sitting = sitting_of({"sub.py": source})
    with Nursery() as nursery:
        sitting.nursery = nursery
        with Session(sitting, "sub", "f") as session:
            failure = failure_of(session)
    assert isinstance(failure, Failure)
    assert failure.facts["message"] == repr(ENVIRONMENT | {"MKL_CBWR": "COMPATIBLE"})


def test_one_thread_calculates(told: Told, bare_told: Told) -> None:
    setting = "import numpy, threading, os\nlarge = numpy.ones((300, 300))\nlarge @ large\n"
    assert told(setting, "str(threading.active_count())") == "1"
    assert bare_told(setting, "str(len(os.listdir('/proc/self/task')))") == "1"


def test_hashes_are_the_same_in_every_run(told: Told) -> None:
    assert told("import sys", "str(sys.flags.hash_randomization)") == "0"


def test_unseeded_random_numbers_are_the_same_in_every_worker(told: Told) -> None:
    mine = random.Random(RANDOM_SEED)  # noqa: S311  # it is about this very generator
    drawn = (mine.random(), float(np.random.RandomState(RANDOM_SEED).rand()))
    for _ in range(2):
        told_drawn = told("import random, numpy", "repr((random.random(), float(numpy.random.rand())))")
        assert told_drawn == repr(drawn)


def test_there_is_nothing_to_read(told: Told) -> None:
    assert told("import sys, os", "repr((sys.stdin.read(), os.read(0, 10)))") == "('', b'')"


def test_an_empty_input_the_output_and_two_pipes_are_open_and_nothing_else(told: Told) -> None:
    setting = """
import os, stat
def kind(number):
    try:
        mode = os.fstat(number).st_mode
    except OSError:
        return ""
    return "pipe" if stat.S_ISFIFO(mode) else "device" if stat.S_ISCHR(mode) else "other"
"""
    kinds = told(setting, "' '.join(filter(None, map(kind, range(256))))").split()
    assert kinds[:3] == ["device", "pipe", "pipe"]
    assert sorted(kinds[3:]) == ["device", "pipe", "pipe"]  # sys.stdin was opened once more


def test_no_stack_frame_and_no_module_of_the_worker_holds_a_secret(told: Told) -> None:
    setting = """
import sys
def names():
    found, frame = [], sys._getframe()
    while frame:
        found.append(frame.f_code.co_filename)
        frame = frame.f_back
    found += [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
    return " ".join(name for name in found if "grader" in name and "/grader/sandbox/worker/" not in name)
"""
    assert told(setting, "names()") == ""


def test_the_workers_limits_are_those_that_were_asked_for(told: Told) -> None:
    kinds = ", ".join(f"resource.RLIMIT_{name}" for name in ("AS", "CPU", "FSIZE", "CORE", "NOFILE", "MSGQUEUE"))
    limits = Limits(memory_mib=512, submission_seconds=12.5)
    memory = 512 * 2**20
    expected = [(memory, memory), (17, 17), *[(0, 0)] * 2, (OPEN_FILES, OPEN_FILES), (0, 0)]
    assert told("import resource", f"repr([resource.getrlimit(kind) for kind in ({kinds})])", limits) == repr(expected)


def test_the_process_is_no_child_of_the_grader(told: Told) -> None:
    assert told("import os", "str(os.getppid())") != str(os.getpid())


def test_every_session_gets_a_fresh_worker(sitting_of: SittingOf) -> None:
    sitting = sitting_of({"sub.py": "CALLS = []\ndef f():\n    CALLS.append(1)\n    return len(CALLS)\n"})
    for exercise in ("one", "two"):
        with Session(sitting, "sub", exercise) as session:
            assert [session.call("f", returns="number") for _ in range(2)] == [1, 2]


def test_what_one_call_leaves_in_a_module_is_there_in_the_next(session_of: SessionOf) -> None:
    session = session_of("KEPT = {}\ndef f(x):\n    KEPT['x'] = x\n    return x\ndef g():\n    return KEPT['x']\n")
    session.call("f", 3, returns="number")
    session.forget()
    assert session.call("g", returns="number") == 3
