"""Watch: the exercise that is being edited, graded again on each save.

The data's way: a save (doorbell.py, sources.py) or a key (terminal.py, keys.py) → desk.py, which knows where the
student is → examiner.py, which grades in a thread of its own → desk.py → view.py (lines) → screen.py (one write).
loop.py turns the wheel; place.py keeps where it was.
"""
