"""Explain: what lies behind the checks that failed. Changes no mark.

Reads what marking found, and asks the submission's code more, within a budget. Every sentence made here has been
checked on all cases of the exam, and on fresh ones where the reference is at hand.
"""
