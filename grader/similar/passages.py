"""Where two texts agree, as lines to be shown: what agrees, and a little of what is around it."""

from collections.abc import Iterable, Mapping

from grader.similar.pair import Line, Passage

AROUND = 2  # lines
MOST_LINES = 160  # that agree, of one submission
MOST_CHARS = 160  # of one line


def passages(texts: Mapping[str, str], agreeing: Mapping[str, Iterable[int]]) -> tuple[Passage, ...]:
    """The passages of a submission, in the order of its files; `agreeing` are numbers of lines, counted from 1."""
    left = MOST_LINES
    found: list[Passage] = []
    for file, text in texts.items():
        lines = text.split("\n")
        marked = [number for number in sorted(agreeing.get(file, ())) if _is_code(lines[number - 1])][:left]
        left -= len(marked)
        found += _of_file(file, lines, set(marked))
    return tuple(found)


def _is_code(line: str) -> bool:
    """Whether there is anything in it that was compared."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _of_file(file: str, lines: list[str], marked: set[int]) -> list[Passage]:
    near = {number + by for number in marked for by in range(-AROUND, AROUND + 1)}
    found: list[list[Line]] = []
    for number in sorted(number for number in near if 1 <= number <= len(lines)):
        if not found or found[-1][-1].number != number - 1:
            found.append([])
        found[-1].append(Line(number, _cut(lines[number - 1]), number in marked))
    return [Passage(file, tuple(one)) for one in found]


def _cut(line: str) -> str:
    plain = line.expandtabs(4).rstrip()
    return plain if len(plain) <= MOST_CHARS else plain[: MOST_CHARS - 1] + "…"
