"""Attempts to get out of a worker, which run in one like a submission. Each returns 1 if it got out, else 0."""
