"""Grade a class: what is waiting goes to an engine, and what comes back into the gradebook.

The data's way: cohort → run.py (what is waiting) → an engine (local.py, on_dask.py) → marker.py, in a process that
holds the exam → an outcome → the gradebook and the feedback folder.
"""
