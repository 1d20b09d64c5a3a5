"""Replies worth reading: what a reply says, whether others say the same, and whether it fits its letter.

Judgements of plain text; they know neither records nor problems. `check/replies.py` asks them.
"""
