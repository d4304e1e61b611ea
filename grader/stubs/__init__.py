"""The student's files out of the solutions: cut the answers, write the rest, never lose anybody's work.

solution.py   one solution's text, its blocks between the markers, its definitions
cut.py        a solution -> a stub (text to text, nothing is read or written)
reset.py      one exercise's stub given back (replace.py: text to text), in the student's own file
keeping.py    files written whole, and backups, for both
as_notebook.py  the notebook's source -> the notebook (text to text, too)
write.py      all of it and the handout -> the assignment's folder
"""

from grader.stubs.cut import cut
from grader.stubs.write import Happened, Outcome, Stale, stale, write_stubs

__all__ = ["Happened", "Outcome", "Stale", "cut", "stale", "write_stubs"]
