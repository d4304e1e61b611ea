"""The student's files out of the solutions: cut the answers, write the rest, never lose anybody's work.

solution.py   one solution's text, its blocks between the markers, its definitions
cut.py        a solution -> a stub (text to text, nothing is read or written)
write.py      the stubs and the handout -> the assignment's folder
reset.py      one exercise's stub given back (replace.py: text to text), in the student's own file
keeping.py    files written whole, and backups, for both
"""

from grader.stubs.cut import cut
from grader.stubs.write import Happened, Outcome, Stale, stale, write_stubs

__all__ = ["Happened", "Outcome", "Stale", "cut", "stale", "write_stubs"]
