"""`with explained():` in a cell: what goes wrong in it is told in a box, in a sentence, and the notebook goes on."""

from types import TracebackType

from grader.language import _
from grader.notebook.explaining import explanation
from grader.notebook.importing import no_python
from grader.notebook.output import Tone, box


class explained:  # noqa: N801  # it is read as a word of the cell, like contextlib.suppress
    """A context in which an exception becomes a box below the cell. An interruption of the kernel goes through."""

    def __enter__(self) -> None:
        """Say of which files an older state is used, because what is saved now is no Python."""
        for file in no_python():
            box([*explanation(file)[0], _("Until then, what you saved before is used.")], Tone.NOTE)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Explain, if there is something to explain."""
        if error is None or isinstance(error, KeyboardInterrupt | GeneratorExit):
            return False
        box(*explanation(error))
        return True
