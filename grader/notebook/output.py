"""What a cell puts out: boxes with a sentence, pictures, pages; each with a text for where HTML is not shown."""

import base64
import html
import re
from collections.abc import Sequence
from enum import StrEnum

from grader.escape import page_text, terminal_line

_CODE = re.compile(r"`([^`]*)`")
_BOX = (
    "border-left: 4px solid {colour}; padding: 0.4em 1em; margin: 0.5em 0; line-height: 1.5; max-width: 50em; "
    "overflow-wrap: anywhere"
)
# For pages without their own script, which makes the frame as high as the page.
_LINE_HEIGHT, _LEAST_HEIGHT, _MOST_HEIGHT = 26, 260, 900


class Tone(StrEnum):
    """What a box is about, as the colour of its edge: it reads on light and on dark."""

    WAITING = "#4c7fd0"
    NOTE = "#c98a1b"
    FAULT = "#c8483b"


def box(sentences: Sequence[str], tone: Tone) -> None:
    """Show sentences, in which names may stand between backticks."""
    text = "\n".join(terminal_line(sentence) for sentence in sentences)
    paragraphs = "<br>".join(_marked_up(sentence) for sentence in sentences)
    _display({"text/html": f'<div style="{_BOX.format(colour=tone)}">{paragraphs}</div>', "text/plain": text})


def picture(png: bytes, says: str, width: int) -> None:
    """Show a picture, `width` pixels wide on a screen; `says` is its text for who doesn't see it."""
    data = {"image/png": base64.b64encode(png).decode("ascii"), "text/plain": says}
    _display(data, {"image/png": {"width": width, "alt": says}})


def page(document: str, text: str, title: str) -> None:
    """Show a whole page in a frame of its own, so that neither its style nor the notebook's reaches the other."""
    height = min(max(_LINE_HEIGHT * text.count("\n"), _LEAST_HEIGHT), _MOST_HEIGHT)
    frame = (
        f'<iframe title="{html.escape(title)}" srcdoc="{html.escape(document)}" '
        f'style="display: block; width: 100%; height: {height}px; border: 0"></iframe>'
    )
    _display({"text/html": frame, "text/plain": text})


def plain(text: str) -> None:
    """Show a text as it is, in letters of one width."""
    lines = "\n".join(html.escape(page_text(line)) for line in text.splitlines())
    _display({"text/html": f'<pre style="line-height: 1.4">{lines}</pre>', "text/plain": text})


def _marked_up(sentence: str) -> str:
    return _CODE.sub(r"<code>\1</code>", html.escape(page_text(sentence), quote=False))


def _display(data: dict[str, str], metadata: dict[str, dict[str, object]] | None = None) -> None:
    from IPython.display import display  # noqa: PLC0415  # only kernels have it

    display(data, metadata=metadata or {}, raw=True)  # type: ignore[no-untyped-call]
