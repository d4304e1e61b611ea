"""Sources that are too strange or too large to be kept as files: beside an honest conv.py, or alone.

What should come of each is said in its docstring: see tests/attacks/attack.py.
"""

import json
from pathlib import Path

from tests.attacks.built.text import SIZE, Fill

FORWARD = b"def conv_forward_naive(x, w, b, conv_param):\n    return x, (x, w, b, conv_param)\n"


def attribute_chain(folder: Path, fill: Fill) -> Path:
    """An attribute of an attribute of an attribute, 50,000 times.

    outcome: conv_output_size passed, conv_forward_naive error
    """
    return _beside(folder, FORWARD + b"a = None\nb = a" + b".a" * 50_000 + b"\n")


def binop_chain_ast_crash(folder: Path, fill: Fill) -> Path:
    """1+1+1 and so on, 210,000 times, which can overflow the C stack of a parser; brackets and calls as deep as that.

    outcome: conv_output_size passed, conv_forward_naive error, im2col error, col2im error
    """
    (folder / "brackets.py").write_bytes(b"def im2col():\n    pass\nx = " + b"(" * 100_000 + b")" * 100_000 + b"\n")
    (folder / "minus.py").write_bytes(b"def col2im():\n    pass\nx = " + b"-" * 500_000 + b"1\n")
    return _beside(folder, FORWARD + b"x = 1" + b"+1" * 210_000 + b"\n")


def endless_compile(folder: Path, fill: Fill) -> Path:
    """Constants that take for ever to fold, or all the memory there is, whoever compiles or runs them.

    outcome: conv_output_size passed, conv_forward_naive error
    """
    constants = b"\n".join([b"y = (7,) * 10**9 + (0,) * 10**10", b"z = 'x' * 10**11"])
    endless = b"def f():\n    v = " + b"**".join([b"9"] * 7) + b"\n    "
    return _beside(folder, FORWARD + endless + constants.replace(b"\n", b"\n    ") + b"\n" + constants)


def carriage_return_hiding(folder: Path, fill: Fill) -> Path:
    """Lone carriage returns and form feeds hide a line from an editor: the compiler's lines are told.

    outcome: conv_output_size passed, conv_forward_naive error
    says: line 4
    """
    hidden = b"# harmless\rimport os\r# \x0b\x0c nothing here \x1b[1A\x1b[2K\r"
    return _beside(folder, hidden + b"def conv_forward_naive(*_args): raise ValueError('hidden')\r")


def codec_cookie_rot13(folder: Path, fill: Fill) -> Path:
    """A first line that names a codec from text to text, or one that runs for hours, or none at all.

    outcome: conv_output_size passed
    says: encoding
    """
    for cookie in ("punycode", "idna", "unicode_escape", "zlib", "hex", "no_such_codec", "undefined", "../../x"):
        (folder / f"cookie_{abs(hash(cookie))}.py").write_text(f"# coding: {cookie}\nVALUE = 1\n")
    return _beside(folder, b"# coding: rot13\nqrs pbai_sbejneq_anvir(k, j, o, pbai_cnenz):\n    cnff\n")


def empty_file(folder: Path, fill: Fill) -> Path:
    """A file without a byte.

    status: 2
    says: is empty
    """
    path = folder / "conv.py"
    path.touch()
    return path


def future_braces(folder: Path, fill: Fill) -> Path:
    """A joke of the compiler's.

    outcome: conv_output_size passed, conv_forward_naive error
    says: not a chance
    """
    return _beside(folder, b"from __future__ import braces\n" + FORWARD)


def nested_blocks_120(folder: Path, fill: Fill) -> Path:
    """A hundred and twenty blocks within each other; loops, too, of which the compiler takes twenty.

    outcome: conv_output_size passed, conv_forward_naive error
    says: could not be loaded
    """
    lines = [" " * depth + "if True:" for depth in range(120)] + [" " * 120 + "pass"]
    loops = [" " * depth + "for _ in ():" for depth in range(25)] + [" " * 25 + "pass"]
    return _beside(folder, FORWARD + "\n".join([*lines, *loops, ""]).encode())


def notebook_json_as_py(folder: Path, fill: Fill) -> Path:
    """A notebook whose name ends in .py: it is read as what it is.

    outcome: conv_output_size passed
    """
    cell = {"cell_type": "code", "source": SIZE.decode(), "outputs": [], "metadata": {}, "execution_count": 1}
    path = folder / "conv.py"
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


def syntax_error(folder: Path, fill: Fill) -> Path:
    """Does not parse, in line 2.

    outcome: conv_output_size passed, conv_forward_naive error
    says: line 2
    """
    return _beside(folder, b"def conv_forward_naive(x, w, b, conv_param):\n    return x ,, w\n")


def nul_and_utf16(folder: Path, fill: Fill) -> Path:
    """NUL bytes, UTF-16 and UTF-32, half a character, each in a file of its own.

    outcome: conv_output_size passed, conv_forward_naive error
    says: UTF-16
    """
    (folder / "wide.py").write_text("def im2col():\n    pass\n", encoding="utf-16")
    (folder / "wider.py").write_text("VALUE = 1\n", encoding="utf-32")
    (folder / "half.py").write_bytes(b"VALUE = '\xed\xa0\x80'\n")
    return _beside(folder, FORWARD + b"x = '\0'\n")


def _beside(folder: Path, content: bytes) -> Path:
    """`content` in a file beside an honest one."""
    (folder / "conv.py").write_bytes(SIZE)
    (folder / "hostile.py").write_bytes(content)
    return folder
