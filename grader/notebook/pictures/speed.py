"""How long calls take, measured in the cell."""

import time
from collections.abc import Callable, Mapping

from grader.notebook.pictures.canvas import COLOURS, canvas, show

_REPEATS = 3


def seconds(call: Callable[[], object]) -> float:
    """The shortest of three runs of `call`, in seconds of this process's work: others on the machine don't count."""
    taken = []
    for _turn in range(_REPEATS):
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return max(min(taken), 1e-9)


def speeds(taken: Mapping[str, float]) -> None:
    """Draw a bar for each of the times, in milliseconds."""
    figure, ((axes,),) = canvas([7.5], 0.5 + 0.4 * len(taken))
    axes.axis("on")
    slowest = max(taken.values())
    for number, time_taken in enumerate(taken.values()):
        axes.barh(number, time_taken * 1000, color=COLOURS[number % len(COLOURS)])
        compared = f", {slowest / time_taken:.3g} times as fast" if time_taken < slowest else ""
        axes.text(time_taken * 1000, number, f"  {time_taken * 1000:.3g} ms{compared}", va="center", fontsize=8)
    axes.set_yticks(range(len(taken)), list(taken), fontsize=8)
    axes.invert_yaxis()
    axes.set_xlim(0, slowest * 1250)
    axes.set_xlabel("ms", fontsize=8)
    axes.tick_params(labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    show(figure, "; ".join(f"{name}: {time_taken * 1000:.3g} ms" for name, time_taken in taken.items()))
