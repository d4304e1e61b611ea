"""Colour for a terminal, where it has any."""

_COLOURS = {"green": "32", "red": "31", "yellow": "33", "dim": "2", "bold": "1"}


class Paint:
    """Colours text, where the terminal has colours."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, name: str, text: str) -> str:
        """`text`, which is safe to print, in the colour `name`."""
        return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if self._colour else text
