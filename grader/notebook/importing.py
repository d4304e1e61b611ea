"""The student's files as modules, also those that can't be imported yet: these are tried again at each use."""

import importlib
import sys
from types import ModuleType
from typing import Any

from grader.notebook.place import ASSIGNMENT, STEMS


class NotImported(Exception):  # noqa: N818  # it is the student's file that failed, not ours
    """A file of the student's could not be imported; the cause says why."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


class Later(ModuleType):
    """In place of a module that could not be imported: whoever asks it for a name has it tried again."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked by IPython and the like, not by the student
            raise AttributeError(name)
        return getattr(_imported(self.__name__), name)


def own_code() -> tuple[ModuleType, ...]:
    """The modules conv, pooling, im2col and conv_layer of the student's folder, in this order.

    One that can't be imported is tried again whenever it is used: see Later.
    """
    if str(ASSIGNMENT) not in sys.path:
        sys.path.insert(0, str(ASSIGNMENT))
    return tuple(_imported_or_later(stem) for stem in STEMS)


def no_python() -> list[NotImported]:
    """The files that were imported, and whose text is no Python now: autoreload keeps what it had of them."""
    found = []
    for stem in STEMS:
        path = ASSIGNMENT / f"{stem}.py"
        if getattr(sys.modules.get(stem), "__file__", None) != str(path):
            continue
        try:
            compile(path.read_bytes(), str(path), "exec", dont_inherit=True)
        except OSError:  # gone: that is seen where it is used
            continue
        except (SyntaxError, ValueError) as error:  # ValueError: a NUL character, before Python 3.11.4
            failure = NotImported(path.name)
            failure.__cause__ = error
            found.append(failure)
    return found


def _imported_or_later(stem: str) -> ModuleType:
    try:
        return _imported(stem)
    except NotImported:
        return Later(stem)


def _imported(stem: str) -> ModuleType:
    """The module, imported once.

    Raises:
        NotImported: it can't be.
    """
    try:
        importlib.invalidate_caches()  # the file may have been made a moment ago
        return importlib.import_module(stem)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a file may raise anything, SystemExit too
        raise NotImported(f"{stem}.py") from error
