"""Bytes on the shelf of an exam's file, whose archive holds nothing but arrays."""

import json
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray


def as_array(content: bytes) -> NDArray[np.uint8]:
    """Bytes as an array."""
    return np.frombuffer(content, dtype=np.uint8)


def shelved(wrong: Mapping[str, bytes]) -> NDArray[np.uint8]:
    """All of it behind one another, after a line of JSON with the names and lengths."""
    lengths = json.dumps({name: len(content) for name, content in wrong.items()})
    return as_array(b"\n".join([lengths.encode(), b"".join(wrong.values())]))


def unshelved(content: bytes) -> dict[str, bytes]:
    """What was shelved."""
    head, _end, rest = content.partition(b"\n")
    wrong = {}
    for name, length in json.loads(head).items():
        wrong[name], rest = rest[:length], rest[length:]
    return wrong
