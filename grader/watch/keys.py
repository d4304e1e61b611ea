"""What comes from a terminal's keyboard: bytes, in whatever pieces, to the names of keys."""

import codecs
import re

# What a key sends that is no letter: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, PC-Style Function Keys.
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|[^\[O])", re.DOTALL)
_BEGINNING = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)?", re.DOTALL)
_NAMED = {
    **dict.fromkeys(("\x1b[A", "\x1bOA", "k"), "up"),
    **dict.fromkeys(("\x1b[B", "\x1bOB", "j", "\r", "\n"), "down"),
    **dict.fromkeys(("\x1b[5~", "b"), "page up"),
    **dict.fromkeys(("\x1b[6~", " "), "page down"),
    **dict.fromkeys(("\x1b[H", "\x1bOH", "\x1b[1~"), "home"),
    **dict.fromkeys(("\x1b[F", "\x1bOF", "\x1b[4~"), "end"),
    "\x04": "q",  # Ctrl-D
    # The same keys while the keyboard writes Hangul.
    **dict(zip("ㅗㅜㅔㅂㄱ", "hnpqr", strict=True)),
}


class Keys:
    """Takes bytes as they come; a letter or a sequence may be split over several reads."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._text = ""

    @property
    def is_waiting(self) -> bool:
        """Whether what came last may be the beginning of a sequence, or the Escape key alone."""
        return bool(self._text)

    def forget(self) -> None:
        """It was the Escape key, which means nothing here."""
        self._text = ""

    def take(self, data: bytes) -> list[str]:
        """The keys that are whole now, by name: "up", "page down", or the letter; sequences without a name are not."""
        self._text += self._decoder.decode(data)
        keys: list[str] = []
        while self._text:
            sequence = _SEQUENCE.match(self._text)
            if sequence is None and _BEGINNING.fullmatch(self._text):
                break
            piece = sequence[0] if sequence else self._text[0]
            self._text = self._text[len(piece) :]
            name = _NAMED.get(piece, piece.lower())
            if not name.startswith("\x1b"):
                keys.append(name)
        return keys
