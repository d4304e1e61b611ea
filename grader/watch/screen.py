"""Lines on a terminal without flicker: a whole frame in one write, over the former one; nothing is cleared before.

The control sequences are those of ECMA-48, and three of xterm's private modes, which others pass over: 1049, the
alternate screen; 25, the cursor; 2026, synchronized output (https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036).
"""

import re
from collections.abc import Sequence

from grader.report.wrapped import columns

ENTER = b"\x1b[?1049h\x1b[?25l"
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
_TO_END_OF_LINE, _BELOW = "\x1b[K", "\x1b[J"
_PLAIN = "\x1b[0m"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def leave(rows: int) -> bytes:
    """What gives the terminal back; where it has no alternate screen, the prompt comes below what was there."""
    return f"{_END}{_PLAIN}\x1b[{rows};1H\r\n\x1b[?25h\x1b[?1049l\r".encode()


def frame(lines: Sequence[str], width: int, encoding: str = "utf-8") -> bytes:
    """All that shows these lines, and nothing else, on a screen of `width` columns, whatever it showed before.

    `lines`: no more than the screen has, none wider than it, and the last one narrower.
    """
    shown = "".join(_line(number, line, width) for number, line in enumerate(lines, 1))
    return f"{_BEGIN}{shown}{_BELOW}{_END}".encode(encoding, "replace")


def _line(number: int, line: str, width: int) -> str:
    """A line in its place. One that fills the screen leaves nothing to erase: its last letter would be."""
    plain = _PLAIN if "\x1b" in line and not line.endswith(_PLAIN) else ""
    erase = "" if columns(_COLOUR.sub("", line)) >= width else _TO_END_OF_LINE
    return f"\x1b[{number};1H{line}{plain}{erase}"


def plain(lines: Sequence[str], encoding: str = "utf-8") -> bytes:
    """The lines for a terminal that knows no control sequences, below what was there."""
    return "".join(f"{line}\n" for line in (*lines, "")).encode(encoding, "replace")
