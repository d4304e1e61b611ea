"""The autograder: draws an exam, has a submission sit it, marks the answers and reports."""
