"""Running code that nobody has read: a worker process, the wire to it, and its limits."""
