"""How long a student waits who saves: from the moment of writing the file to the frame that shows the verdict.

    python -m tests.bench.bench_watch

prints a table. `watch` runs in a pseudo-terminal; a function is made wrong and right again by turns, at moments that
have nothing to do with when files are looked at. With watchfiles, and without it, by polling.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from grader.exam.cached import cache_folders
from grader.exam.hidden import SOLUTIONS
from grader.watch.place import file_name
from tests.watch.watching import Watching

TURNS = 10  # edits to wrong and as many to right
PATIENCE = 60.0
TARGET_MS = 1000
# Of the solution, the right text and a wrong one: a misconception that is named, where there is one.
EDITS = {
    "conv_forward_naive": ("out[n, f, i, j] = np.sum(window * w[f]) + b[f]", "out[n, f, i, j] = np.sum(window * w[f])"),
    "conv_backward_naive": ("dw[f] += dout[n, f, i, j] * window", "dw[f] = dout[n, f, i, j] * window"),
}


@contextmanager
def watching(folder: Path, exercise: str, *, polls: bool) -> Iterator[Watching]:
    """A watch of `folder`, which `polls` although watchfiles may be there."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "watchfiles.py").write_text("raise ImportError\n")
        words = (folder, "--exercise", exercise, "--isolation", "best-effort")
        with Watching(*words, PYTHONPATH=place if polls else "") as watch:
            try:
                yield watch
            finally:
                watch.press("q")
                watch.leaves()
                for cache in cache_folders():
                    (cache / file_name(folder)).unlink(missing_ok=True)


def seconds_until(watch: Watching, verdict: bytes, begun: float) -> float:
    """How long after `begun` the verdict is shown."""
    seen = b""
    while verdict not in seen:
        assert time.perf_counter() - begun < PATIENCE, watch.raw[-2000:]
        seen += watch.reads(1.0)
    return time.perf_counter() - begun


def measure(exercise: str, *, polls: bool) -> dict[str, list[float]]:
    """Seconds of each edit that made the exercise wrong, and right."""
    right, wrong = EDITS[exercise]
    source = (SOLUTIONS / "conv.py").read_text(encoding="utf-8")
    assert source.count(right) == 1
    texts = {"wrong": (source.replace(right, wrong), b"not yet: "), "right": (source, b"passed: ")}
    found: dict[str, list[float]] = {"wrong": [], "right": []}
    chance = random.Random(231)  # noqa: S311  # moments, no secrets
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "conv.py"
        path.write_text(source, encoding="utf-8")
        with watching(Path(name), exercise, polls=polls) as watch:
            seconds_until(watch, b"passed: ", time.perf_counter())
            for turn in range(TURNS + 1):
                for kind, (text, verdict) in texts.items():
                    while watch.reads(0.5):  # until the other exercises are graded again, too
                        pass
                    time.sleep(chance.random() / 2)
                    begun = time.perf_counter()
                    path.write_text(text, encoding="utf-8")
                    seconds = seconds_until(watch, verdict, begun)
                    if turn:  # in the first, what misconceptions answer may still have to be drawn
                        found[kind].append(seconds)
    return found


def main() -> int:
    """Print the table. Returns the exit status: 0 whatever the figures."""
    print(f"from a save to its verdict on the screen, ms, {TURNS} edits each; the aim: below {TARGET_MS}")
    print(f"{'exercise':<22} {'edited to':<10} {'by':<11} {'median':>7} {'worst':>7}")
    ways = {"watchfiles": False, "polling": True} if find_spec("watchfiles") else {"polling": True}
    for exercise in EDITS:
        for way, polls in ways.items():
            for kind, seconds in measure(exercise, polls=polls).items():
                median, worst = statistics.median(seconds) * 1e3, max(seconds) * 1e3
                print(f"{exercise:<22} {kind:<10} {way:<11} {median:>7.0f} {worst:>7.0f}", flush=True)
    if "watchfiles" not in ways:
        print("watchfiles is not installed here: run `make watch` once")
    return 0


if __name__ == "__main__":
    os.environ.pop("GRADER_SEED", None)
    sys.exit(main())
