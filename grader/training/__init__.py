"""It learns: a small network of the student's own layers, trained on handwritten digits. No mark hangs on it."""
