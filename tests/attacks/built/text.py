"""What attacks are written with: parts that several share, an honest function, the type of what fills in the aims."""

import re
from collections.abc import Callable
from pathlib import Path

Fill = Callable[[str], str]  # puts paths, ports and process ids where a text says @SECRET_FILE@, @PORT@ and so on

SIZE = b"def conv_output_size(size, kernel, stride, pad):\n    return 1 + (size + 2 * pad - kernel) // stride\n"

_PARTS = Path(__file__).resolve().parents[1] / "parts"
_PART = re.compile(r"^# @([A-Z]+)@$", re.MULTILINE)


def with_parts(text: str) -> str:
    """`text` with the file tests/attacks/parts/NAME.py in the place of each line `# @NAME@`."""
    return _PART.sub(lambda found: (_PARTS / f"{found[1].lower()}.py").read_text(encoding="utf-8"), text)
