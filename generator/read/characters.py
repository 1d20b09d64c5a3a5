"""Characters that no text of the house may hold, found before YAML sees them.

libyaml refuses some of them and takes others for line ends, after which no line number is right any more. Each gives
way to one character, so every place in the file stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from generator.problem import Mark, Problem, Text

_SHOWN = 20
"""Problems of this kind that one file brings; a file with more is no text at all."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What YAML 1.1 (§5.1) has no place for."""
_BREAK = re.compile("[\x85\u2028\u2029]")
"""Line ends of YAML 1.1 that no editor counts as such; they come with text from web pages."""
_UNSEEN = re.compile("[\ufeff\u202a-\u202e\u2066-\u2069]")
"""A byte order mark inside, which libyaml skips without counting it, and what turns the direction of writing around."""
_ANY = re.compile(f"{_CONTROL.pattern[:-1]}{_BREAK.pattern[1:-1]}{_UNSEEN.pattern[1:]}")
_LINE = re.compile(r"\r\n|\r|\n")


def cleaned(text: str) -> str:
    """The text with a � for every control character and a space for every line end that is none; its length stays.

    What cannot be seen and is no control character becomes a zero-width space.
    """
    if not _ANY.search(text):
        return text
    return _UNSEEN.sub("\u200b", _BREAK.sub(" ", _CONTROL.sub("\ufffd", text)))


def on_one_line(value: str) -> str:
    """A value that was written with escapes, as `cleaned` would have left the characters themselves."""
    return _BREAK.sub(" ", value)


def strays(text: str, path: str) -> Iterator[Problem]:
    """The first such character of every line, up to twenty lines."""
    yield from islice(_strays(text, path), _SHOWN)


def _strays(text: str, path: str) -> Iterator[Problem]:
    if not _ANY.search(text):
        return
    for number, line in enumerate(lines(text), start=1):
        if found := _CONTROL.search(line):
            mark = Mark(path, number, found.start() + 1)
            what, fix = _control(found[0])
            yield Problem("control-character", mark, what, fix)
        elif found := _BREAK.search(line):
            yield Problem("control-character", Mark(path, number, found.start() + 1), *_SEPARATOR, "warning")
        elif found := _UNSEEN.search(line):
            mark = Mark(path, number, found.start() + 1)
            yield Problem("control-character", mark, *_control(found[0]), "warning")


def lines(text: str) -> list[str]:
    """The lines as YAML and editors count them, without their ends."""
    return _LINE.split(text)


def _control(char: str) -> tuple[Text, Text]:
    name = f"U+{ord(char):04X}"
    return (
        Text(
            f"这里有看不见的控制字符（{name}）。", f"There is an invisible control character here ({name})."
        ),
        Text("删去它，或把这一行重新输入一遍。", "Remove it, or type the line again."),
    )


_SEPARATOR = (
    Text(
        "这里有看不见的换行符（常从网页带来），发布时当作空格。",
        "There is an invisible line separator here, as web pages have them; it is taken for a space.",
    ),
    Text("删去它；要换行，就在 | 下面另起一行。", "Remove it; for a new line, begin one below a |."),
)
