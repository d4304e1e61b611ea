"""The command line: one module for each verb, each a small function from arguments to an exit status."""
