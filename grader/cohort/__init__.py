"""Intake of a class: the export of an LMS, or a folder of submissions, becomes one hand-in for each student."""
