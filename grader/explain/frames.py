"""The lines of the student's own that led to an exception."""

from grader.escape import printable
from grader.language import N_, _
from grader.marking.mark import Fault
from grader.sandbox.worker.raised import FIRST_FRAMES, LAST_FRAMES


def frames(fault: Fault) -> tuple[str, ...]:
    """The student's own lines, the outermost first; none where the sentence names the only one.

    Of a long way in, the worker tells the beginning and the end.
    """
    facts = fault.failure.facts if fault.failure is not None else {}
    told = facts.get("frames")
    if not isinstance(told, tuple) or len(told) < 2:
        return ()
    lines = []
    for frame in told:
        if not isinstance(frame, tuple) or len(frame) != 3:
            return ()
        path, line, source = (printable(str(part), 90) for part in frame)
        template = _LINE if source else _LINE_WITHOUT_SOURCE
        lines.append(_(template).format(path=path, line=line, source=source))
    left_out = facts.get("left_out")
    if isinstance(left_out, int) and left_out > 0:
        lines.insert(FIRST_FRAMES, _(_MORE).format(count=left_out))
    return tuple(lines[:_MOST])


_LINE = N_("{path}, line {line}: {source}")
_LINE_WITHOUT_SOURCE = N_("{path}, line {line}")
_MORE = N_("… {count} more")
_MOST = FIRST_FRAMES + 1 + LAST_FRAMES  # a worker that lies may send more
