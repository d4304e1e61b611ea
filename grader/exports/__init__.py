"""The marks of a class, or of one submission, in the formats that others read: a small module for each."""
