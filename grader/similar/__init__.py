"""Which hand-ins of a class are alike: places to look, found by the fingerprints of their code.

pair.py          what comes of it
texts.py         a submission -> the text of its sources
alike.py         all hand-ins -> the pairs that are most alike
candidates.py    fingerprints -> pairs worth a closer look (numbers in, numbers out)
desk.py          the process that reads hostile text, with a limit on its time and memory, and its handle
reading.py       what runs in it: the only place that needs copydetect
passages.py      where two texts agree -> lines to be shown side by side
"""
