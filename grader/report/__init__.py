"""One result, and the forms in which it is told."""
