"""The marks of a class: kept in one file, added to one submission at a time."""
