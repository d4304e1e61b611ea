"""Started as `python -P -s -S boot.py CONTROL SITE`: loads NumPy, makes this folder a package, runs the nursery.

The flags leave neither this folder nor any installed package on the path. SITE, the folder that has
NumPy, is on it only while NumPy is imported: NumPy finds its own later imports without it.
"""

import importlib.util
import socket
import sys
from pathlib import Path

PACKAGE = "_grader_worker"  # a submission may have a worker.py of its own


def _import_numpy(site: str) -> None:
    sys.path.append(site)
    for name in ("numpy.linalg", "numpy.random"):  # loaded here once, not in every worker
        importlib.import_module(name)
    sys.path.remove(site)


def _make_package(folder: Path) -> None:
    spec = importlib.util.spec_from_file_location(
        PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    sys.modules[PACKAGE] = importlib.util.module_from_spec(spec)


if __name__ == "__main__":
    _import_numpy(sys.argv[2])
    _make_package(Path(__file__).resolve().parent)
    run = importlib.import_module(f"{PACKAGE}.nursery").run
    run(socket.socket(fileno=int(sys.argv[1])))
