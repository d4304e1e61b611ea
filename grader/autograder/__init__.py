"""The autograder for Gradescope: what is packed here, and what runs there.

The data's way: packing.py → a zip → on Gradescope image/setup.sh, once, and image/run_autograder for each submission →
run.py → results/results.json. What holds there was settled when the zip was made: settings.py.
"""
