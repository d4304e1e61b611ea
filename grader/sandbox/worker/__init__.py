"""What runs in the student's process: the standard library, NumPy and this package, nothing else."""
