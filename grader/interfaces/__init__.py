"""Other courses' names and layouts for the same functions: one declarative file for each."""
