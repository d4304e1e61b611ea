"""Started as `python -P -s -S boot.py CONTROL PARENT SITE`: loads what workers need, then runs the nursery.

The flags leave neither this folder nor any installed package on the path. SITE, the folder that has
NumPy, is on it only while NumPy is imported: NumPy finds its own later imports without it.
"""

import contextlib
import importlib.util
import socket
import sys
from pathlib import Path

PACKAGE = "_grader_worker"  # a submission may have a worker.py of its own

# Modules that are linked with libraries of the system. A worker may not open those; loaded here, it needn't.
LINKED = ("_bz2", "_ctypes", "_decimal", "_hashlib", "_lzma", "_sqlite3", "zlib")


def _import_numpy(site: str) -> Path:
    sys.path.append(site)
    for name in ("numpy.linalg", "numpy.random", "numpy.fft"):  # loaded here once, not in every worker
        importlib.import_module(name)
    sys.path.remove(site)
    numpy = sys.modules["numpy"]
    numpy.linalg.inv(numpy.eye(2))  # some BLAS open their libraries when they are first called
    return Path(str(numpy.__file__)).resolve().parent


def _import_linked() -> None:
    for name in LINKED:
        with contextlib.suppress(ImportError):  # a Python that was built without it
            importlib.import_module(name)


def _make_package(folder: Path) -> None:
    spec = importlib.util.spec_from_file_location(
        PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    sys.modules[PACKAGE] = importlib.util.module_from_spec(spec)


if __name__ == "__main__":
    library = [Path(folder) for folder in sys.path]
    numpy_folder = _import_numpy(sys.argv[3])
    _import_linked()
    _make_package(Path(__file__).resolve().parent)
    wardrobe = importlib.import_module(f"{PACKAGE}.layers").Wardrobe(library, numpy_folder)
    run = importlib.import_module(f"{PACKAGE}.nursery").run
    run(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]), wardrobe)
