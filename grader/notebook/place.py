"""Where the project is, and in it the student's files."""

from pathlib import Path

# Not resolved: where the package is a link, the project is where the link stands.
PROJECT = Path(__file__).absolute().parents[2]
ASSIGNMENT = PROJECT / "assignment"
STEMS = ("conv", "pooling", "im2col", "conv_layer")  # in the order of the notebook
