"""Finds a submission's functions: runs its files, one at a time, and says what each defines."""

import ast
import importlib.util
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from . import notebook
from .raised import description
from .returned import BadReturn, type_name
from .wire import Value

MAX_NAMES = 200

_LINE_END = re.compile("\r\n|\r|\n")  # Python's own; str.splitlines also ends a line at a form feed
_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")  # PEP 263

Places = set[tuple[str, int]]  # where functions start: (file name in a code object, line)


class Loader:
    """Loads files of the folder `base` (itself in the folder `base.parent`) by their paths below it.

    A file is loaded once. One that can't be loaded defines nothing, and says why; it costs no other file anything.
    """

    def __init__(self, base: Path) -> None:
        self._base = Path(os.path.realpath(base))
        self._modules: dict[str, ModuleType] = {}
        self._failures: dict[str, Value] = {}
        self._stubs: dict[str, Places] = {}
        self._sources: dict[str, list[str]] = {}

    def load(self, path: str, name: str) -> Value:
        """Load `path` if it isn't yet and say what it calls `name`.

        Returns:
            `has`: "nothing", "stub" (as handed out), "callable", or "other" for a value that can't be called;
            `names`: the functions and classes that the file defines itself;
            `failure`: the description of what the file raised when it was loaded, or None;
            `type`: what kind of thing an "other" is.
        """
        if path not in self._modules and path not in self._failures:
            self._load(path)
        module = self._modules.get(path)
        has = "nothing"
        if module is not None and hasattr(module, name):
            value = getattr(module, name)
            has = "callable" if callable(value) else "other"
            if _is_stub(value, self._stubs[path]):
                has = "stub"
        names = [] if module is None else [key for key, value in list(vars(module).items()) if _is_own(value, module)]
        kind = type_name(getattr(module, name)) if has == "other" else None
        return {"has": has, "type": kind, "names": tuple(names[:MAX_NAMES]), "failure": self._failures.get(path)}

    def _load(self, path: str) -> None:
        trees: dict[str, ast.Module] = {}
        try:
            source = (self._base / path).read_bytes()
            if notebook.is_notebook(source):
                self._modules[path], failure, trees = notebook.run(source, path, self._sources, self.line_of)
                if failure:
                    self._failures[path] = failure
            else:
                self._sources[path] = _lines(source)
                code: CodeType | ast.Module | None = _quickly_compiled(source, path)
                if code is None:
                    code = trees[path] = notebook.parsed(source, path)
                self._modules[path] = self._imported(path) or self._run(path, code)
        except BaseException as error:  # a file may raise anything, SystemExit too
            self._failures[path] = description(error, self.line_of)
        places = [(place, line) for place, tree in trees.items() for line in _stub_lines(tree)]
        # A file that another one imported knows itself by its whole path.
        self._stubs[path] = {*places, *((str(self._base / place), line) for place, line in places)}

    def found(self, path: str, name: str) -> Any:
        """The function or class that `path` calls `name`."""
        value = getattr(self._modules[path], name)
        if not callable(value):
            raise BadReturn("not_callable", type=type_name(value))
        return value

    def line_of(self, filename: str, line: int) -> tuple[str, str] | None:
        """Where a line of the student's stands: the path below the folder, and the line's text."""
        path = filename
        if os.path.isabs(filename):  # files that the submission imported itself
            real = os.path.realpath(filename)
            if not real.startswith(str(self._base) + os.sep):
                return None
            path = os.path.relpath(real, self._base)
            if path not in self._sources:
                try:
                    self._sources[path] = _lines(Path(real).read_bytes()[: 2**20])
                except OSError:
                    return None
        lines = self._sources.get(path)
        if lines is None:
            return None
        return path, lines[line - 1] if 0 < line <= len(lines) else ""

    def _imported(self, path: str) -> ModuleType | None:
        """The module of the file, if another file of the submission has imported it: a file is one module, not two."""
        name, whole = "/" + Path(path).name, str(self._base / path)
        for module in list(sys.modules.values()):
            file = vars(module).get("__file__") if isinstance(module, ModuleType) else None
            if isinstance(file, str) and file.endswith(name) and os.path.realpath(file) == whole:
                return module
        return None

    def _run(self, path: str, code: ast.Module | CodeType) -> ModuleType:
        if isinstance(code, ast.Module):
            code = compile(code, path, "exec", dont_inherit=True)
        try:
            return self._execute(code, path, _natural_name(path))
        except ImportError as error:
            if "attempted relative import" not in str(error):
                raise
        # `from .im2col import im2col` at the top of the submission: it was written inside a package
        return self._execute(code, path, f"{self._base.name}.{_natural_name(path)}")

    def _execute(self, code: Any, path: str, name: str) -> ModuleType:
        if "." in name and name.partition(".")[0] in sys.stdlib_module_names:
            name = f"{self._base.name}.{name}"  # a folder named like a module of the standard library
        if name.partition(".")[0] in sys.stdlib_module_names or name in sys.modules:
            name = f"submitted_{len(self._modules)}_{Path(path).stem}"
        if Path(path).suffix.lower() != ".py":
            raise ImportError(f"{path} is not a Python file")
        whole = str(self._base / path)
        # A loader of our own choice: one that goes by the suffix knows no .PY.
        spec = importlib.util.spec_from_loader(name, SourceFileLoader(name, whole), origin=whole)
        assert spec is not None
        spec.has_location = True
        module = importlib.util.module_from_spec(spec)
        self._make_importable(path)
        names = {name} | {other for other in self._names(path) if other not in sys.modules}
        sys.modules.update(dict.fromkeys(names, module))
        try:
            exec(code, vars(module))  # noqa: S102  # this process exists to run the submission
        except BaseException:
            for each in names:
                sys.modules.pop(each, None)
            raise
        return module

    def _names(self, path: str) -> list[str]:
        """The names under which other files of the submission may import the file."""
        natural = _natural_name(path)
        names = [natural, f"{self._base.name}.{natural}", Path(path).stem]
        return [name for name in names if name.partition(".")[0] not in sys.stdlib_module_names]

    def _make_importable(self, path: str) -> None:
        """Put the file's folder and the one that holds it on the path, last."""
        for folder in ((self._base / path).parent, (self._base / path).parent.parent):
            if str(folder) not in sys.path and folder.is_relative_to(self._base):
                sys.path.append(str(folder))


def _natural_name(path: str) -> str:
    """The name under which the submission itself would import the file."""
    return str(Path(path).with_suffix("")).replace("/", ".")


def _lines(source: bytes) -> list[str]:
    """The lines of `source`, for people: whatever can't be decoded is replaced."""
    try:
        text = source.decode(_encoding(source), "replace")
    except (LookupError, ValueError):  # it declares an encoding that there isn't, or that is none of text
        text = source.decode("utf-8-sig", "replace")
    return _LINE_END.split(text)


def _encoding(source: bytes) -> str:
    for line in source.splitlines()[:2]:
        cookie = _COOKIE.match(line)
        if cookie:
            return cookie[1].decode("ascii")
    return "utf-8-sig"


def _quickly_compiled(source: bytes, path: str) -> CodeType | None:
    """The code of a file without stubs, if it is plain Python: half the work of making a tree of it first."""
    if b"NotImplementedError" not in source:
        with suppress(SyntaxError):
            return compile(source, path, "exec", dont_inherit=True)
    return None


def _is_own(value: object, module: ModuleType) -> bool:
    return callable(value) and getattr(value, "__module__", None) == module.__name__


def _is_stub(value: object, stubs: Places) -> bool:
    """Whether a function, or every method of a class, is one of `stubs`: a later definition may have replaced it."""
    if isinstance(value, type):
        methods = [item for item in vars(value).values() if isinstance(item, FunctionType)]
        return bool(methods) and all(_is_stub(method, stubs) for method in methods)
    return isinstance(value, FunctionType) and (value.__code__.co_filename, value.__code__.co_firstlineno) in stubs


def _stub_lines(tree: ast.Module) -> list[int]:
    """Where the functions of `tree` start that are as they were handed out: they only raise NotImplementedError."""
    return [
        min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        for node in _statements(tree.body)
        if isinstance(node, ast.FunctionDef) and _only_raises(node.body)
    ]


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """All statements of a file or class, but for those in functions, which define no name here."""
    for node in body:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for field in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(node, field, []))
            for handler in getattr(node, "handlers", []):
                yield from _statements(handler.body)


def _only_raises(body: list[ast.stmt]) -> bool:
    rest = body[1:] if body and _is_docstring(body[0]) else body
    if len(rest) != 1 or not isinstance(rest[0], ast.Raise):
        return False
    raised = rest[0].exc
    name = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(name, ast.Name) and name.id == "NotImplementedError"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
