"""Imports the reference and the grader by guessed names and by their very paths, or reads them as text."""
# outcome: conv_output_size passed, conv_forward_naive passed
# @TOOLS@
# @RIGHT@
import importlib
import importlib.util
import pkgutil
import runpy
import zipimport
from importlib.machinery import SourceFileLoader, SourcelessFileLoader

NAMES = ("solutions", "solutions.conv", "solution", "reference", "answers", "expected", "grader", "grader.exam",
         "grader.exam.hidden", "grader.local", "tests", "conv", "im2col", "pooling", "conv_layer", "exam", "hypothesis",
         "pytest", "_grader_worker.exam", "assignment.conv", "misconceptions")
FILES = ("conv.py", "im2col.py", "pooling.py", "conv_layer.py", "seed.txt", "misconceptions/__init__.py")


def imported(name):
    module = importlib.import_module(name)
    own = getattr(module, "__file__", None) or ""
    return own if "submission" not in own and "assignment" not in name and "import_reference" not in own else None


def by_path(path):
    spec = importlib.util.spec_from_file_location("stolen", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.conv_forward_naive


def look():
    attempts("import of", imported, NAMES)
    before = list(sys.path)
    sys.path[:0] = ["@SOLUTIONS@", "@PROJECT@", "@PROJECT@/grader", "@SITE@"]
    sys.path_importer_cache.clear()
    importlib.invalidate_caches()
    attempts("import from the project of", imported, [name for name in NAMES if name not in ("hypothesis", "pytest")])
    attempt("a listing of modules", lambda: [each.name for each in pkgutil.iter_modules(["@SOLUTIONS@"])] or None)
    sys.path[:] = before
    for name in FILES:
        path = "@SOLUTIONS@/" + name
        attempt("text", content, path)
        attempt("module", by_path, path)
        attempt("run", runpy.run_path, path)
        attempt("loader", SourceFileLoader("stolen", path).load_module)
        attempt("bytecode", SourcelessFileLoader("stolen", importlib.util.cache_from_source(path)).get_code, "stolen")
        attempt("lines", lambda path=path: importlib.import_module("linecache").getlines(path) or None)
        attempt("linked", os.link, path, "@WRITE_DIR@/@TOKEN@")
    attempt("exam", content, "@EXAM@")
    attempt("exam arrays", lambda: np.load("@EXAM@").files)
    attempt("exam memory map", lambda: np.memmap("@EXAM@", mode="r")[:10])
    attempt("zip", zipimport.zipimporter, "@EXAM@")


look()


def conv_forward_naive(x, w, b, conv_param):
    if first_time():
        look()
    return _right_forward(x, w, b, conv_param)
