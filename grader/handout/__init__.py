"""The students' handout: what is packed, and the public exam in it.

The data's way: rehearsal.py (which answers will be needed) → the public exam → packing.py → a zip.
"""
