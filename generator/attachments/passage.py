"""One text that a file carries, and how its place in the file is called."""

from __future__ import annotations

from typing import NamedTuple

from generator.problem import Text

MAX_CHARACTERS = 2_000_000
"""Of one passage: beyond it stands no letter, but a table of measurements."""

LOCATION = Text("拍摄地点", "the place where it was taken")
BODY = Text("正文", "its text")
PROPERTIES = Text("文件属性", "its properties")


class Passage(NamedTuple):
    """A text, and where in the file it stands."""

    where: Text
    text: str
    is_author: bool = False
    """a property that holds who wrote the file"""
    is_sure: bool = True
    """false for what was picked out of bytes whose meaning is not known"""


class Unreadable(Exception):
    """The text of a file cannot be got at: it is locked, or damaged."""
