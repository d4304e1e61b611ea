"""What reads hostile text, in a process of its own: tokens, fingerprints, and where two texts agree.

The fingerprints are copydetect's: names become one letter, comments and space vanish, and of the hashes of all
k-grams of what is left, winnowing keeps one at least in each window (Schleimer, Wilkerson and Aiken, Winnowing: Local
Algorithms for Document Fingerprinting, SIGMOD 2003). It hashes with Python's own `hash`, so that all processes that
are to agree must be started with the same PYTHONHASHSEED.

Each line of the standard input is a request in JSON, each line of the standard output an answer.
"""

import json
import resource
import sys
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from copydetect import compare_files
from copydetect.utils import filter_code, get_document_fingerprints, get_token_coverage
from numpy.typing import NDArray

K = 25  # characters of tokens in a fingerprint; copydetect's own default: shorter agreement is noise
WINDOW = 8  # so that whatever agrees in K + WINDOW - 1 characters is surely seen
_MEMORY = 2 << 30  # bytes


@dataclass
class _Read:
    """A submission as `compare_files` wants it: as if its sources were one file, each tokenized on its own."""

    filtered_code: str
    offsets: NDArray[np.int64]  # pairs of a place in the filtered code, and how far behind it is in the text
    hashes: set[int]
    hash_idx: dict[int, list[int]]
    token_coverage: float
    starts: tuple[tuple[int, str], ...]  # where each source begins in the text, and its name
    lines: NDArray[np.int64]  # where each line ends
    k: int = K

    def kept(self, hashes: set[int]) -> "_Read":
        """The same, in which only these hashes are known; what is covered stays as it is."""
        known = {key: value for key, value in self.hash_idx.items() if key in hashes}
        return _Read(self.filtered_code, self.offsets, set(known), known, self.token_coverage, self.starts, self.lines)


def _read(texts: Mapping[str, str], handout: frozenset[int] = frozenset(), window: int = WINDOW) -> _Read:
    filtered, offsets, starts = "", [np.zeros((1, 2), np.int64)], []
    whole = ""
    for file, text in texts.items():
        starts.append((len(whole), file))
        whole += "\n" * (len(text) - len(text.lstrip("\n")))  # which the tokenizer drops
        code, moved = filter_code(text.strip("\n"), file, "python")
        if len(moved):
            # Behind a class's name copydetect forgets what came before; how far we are behind never becomes less.
            moved = np.maximum.accumulate(moved.astype(np.int64), axis=0)
            offsets.append(moved + np.array([len(filtered), len(whole) - len(filtered)]))
        filtered += code
        whole = whole + text.lstrip("\n").rstrip("\n") + "\n"
    _hashes, places = get_document_fingerprints(filtered, K, window)
    # Not by copydetect's own `boilerplate`, which takes a fingerprint for the handout's if it comes twice.
    places = {int(key): value for key, value in places.items() if int(key) not in handout}
    ends = np.flatnonzero(np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32) == ord("\n"))
    return _Read(
        filtered_code=filtered,
        offsets=np.concatenate(offsets),
        hashes=set(places),
        hash_idx=places,
        token_coverage=float(get_token_coverage(places, K, len(filtered))),
        starts=tuple(starts),
        lines=ends,
    )


def _agreement(left: _Read, right: _Read) -> dict[str, Any]:
    _overlap, shares, slices = compare_files(left, right)
    return {
        "shares": [min(1.0, float(share)) for share in shares],
        "lines": [_lines(*one) for one in zip((left, right), slices, strict=True)],
    }


def _lines(read: _Read, slices: NDArray[np.int64]) -> dict[str, list[int]]:
    """The lines of each source, counted from 1, that the slices (starts and ends in the text) touch."""
    found: dict[str, set[int]] = {}
    begins = [begin for begin, _file in read.starts]
    for start, end in slices.T if slices.size else ():
        first, last = np.searchsorted(read.lines, [start, max(start, end - 1)])
        for line in range(first, last + 1):
            place = int(read.lines[line - 1]) + 1 if line else 0
            begin, file = read.starts[bisect_right(begins, place) - 1]
            found.setdefault(file, set()).add(int(line - np.searchsorted(read.lines, begin)) + 1)
    return {file: sorted(numbers) for file, numbers in found.items()}


def _answers(requests: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    handout: frozenset[int] = frozenset()
    for request in requests:
        match request:
            case {"handout": texts}:
                named = {f"{number}.py": text for number, text in enumerate(texts)}
                handout = frozenset(_read(named, window=1).hashes)
                yield {}
            case {"left": left, "right": right, "agree": agree}:
                agreed = set(agree)
                yield _agreement(_read(left, handout).kept(agreed), _read(right, handout).kept(agreed))
            case {"texts": texts}:
                yield {"fingerprints": sorted(_read(texts, handout).hashes)}


def serve() -> None:
    """Answer until there are no more requests."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for answer in _answers(map(json.loads, sys.stdin)):
        print(json.dumps(answer), flush=True)
