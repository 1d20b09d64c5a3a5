"""One spelling for all the ways to write a number or a letter, with the way back to what was written.

Full-width, circled, mathematical or Arabic-Indic digits become ASCII; what cannot be seen goes; dashes, dots and
spaces become one of each. Chinese numerals are a second step, since in prose they are words more often than digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

NUMERALS: Mapping[str, str] = {
    char: str(digit)
    for digit, chars in enumerate(
        (
            "〇零○◯洞",
            "一壹弌幺",
            "二贰貳弍两",
            "三叁參参弎",
            "四肆",
            "五伍",
            "六陆陸",
            "七柒拐",
            "八捌",
            "九玖勾",
        )
    )
    for char in chars
}
"""Chinese numerals, those of cheques and those called out over the telephone."""

_ALIKE: Mapping[str, str] = {"O": "0", "o": "0", "О": "0", "о": "0", "l": "1", "I": "1"}
"""Letters that look like digits."""
_OTHERS = {
    "｡": "。",
    "「": "(",
    "」": ")",
    "−": "-",
    "ー": "-",
    "Х": "X",
    "х": "x",
    "Χ": "X",
    "×": "x",
    "✕": "x",
    "\t": " ",
    "\r": " ",
}
_DOTS = "·•・‧∙⋅●᛫⸱ᐧ"
_BLANKS = "\u115f\u1160\u3164\uffa0\u2800"
_CLASSES = {"Mn": "", "Me": "", "Cf": "", "Zs": " ", "Pd": "-", "Ps": "(", "Pe": ")", "Pi": '"', "Pf": '"'}
"""Unicode's classes of which every character is read alike: marks, the unseen, spaces, dashes, brackets, quotes."""
_PICTURES = ((0x2600, 0x2776), (0x2794, 0x27C0), (0x2B00, 0x2C00), (0x1F300, 0x1FB00))
"""Signs and little pictures."""
_RANGES = (
    (0x80, 0x3400),
    (0xA600, 0xABFF),
    (0xF900, 0x10000),
    (0x10A00, 0x12000),
    (0x1D100, 0x1FC00),
    (0xE0000, 0xE0200),
)
"""Where the characters are that are read as something else."""


def _read(char: str) -> str | None:
    """What a character is read as, or None where it stands for itself."""
    category = unicodedata.category(char)
    if category in _CLASSES or char in _BLANKS:
        return _CLASSES.get(category, "")
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if char in _DOTS or any(first <= ord(char) < last for first, last in _PICTURES):
        return "·"
    plain = unicodedata.normalize("NFKC", char)
    if "〡" <= char <= "〩" or (category == "No" and plain == char):
        value = unicodedata.numeric(char)
        return str(int(value)) if value.is_integer() else None
    if len(plain) > 1:
        plain = plain.strip("(). ")
        return plain if plain in NUMERALS or re.fullmatch("[0-9]+", plain) else None
    return plain if plain != char and (plain.isascii() or plain in NUMERALS) else None


def _table() -> Iterator[tuple[str, str]]:
    for first, last in _RANGES:
        for char in map(chr, range(first, last)):
            plain = _read(char)
            if plain is not None:
                yield char, plain
    yield from _OTHERS.items()


_PLAIN = dict(_table())
_USUAL = tuple((char, _PLAIN[char]) for char in "，：（）“”？！；《》")
_RARE = "".join(
    char for char, plain in _PLAIN.items() if char <= "\uffff" and char not in dict(_USUAL) and char != plain
)
_UNUSUAL = re.compile(f"[{re.escape(_RARE)}\U00010000-\U0010ffff]")
"""Most texts hold only the marks of any Chinese text; these are replaced far quicker than a walk through all characters."""
_TO_PLAIN = str.maketrans(_PLAIN)
_TO_DIGITS = str.maketrans({**NUMERALS, **_ALIKE})
_NOT_ONE = re.compile(f"[{re.escape(''.join(char for char, plain in _PLAIN.items() if len(plain) != 1))}]")
_MARKS = frozenset(char for char in _PLAIN if unicodedata.category(char) in {"Mn", "Me"})

_SPELLED = "".join({**NUMERALS, **_ALIKE})
_RUN = re.compile(rf"[0-9{_SPELLED}](?:[^0-9A-Za-z\u3400-\u9fff]{{0,6}}[0-9{_SPELLED}]){{10,}}")
_BY_WORD = re.compile(f"[{_SPELLED}]")


@dataclass(frozen=True)
class Folded:
    """Folded text, and where each of its characters comes from."""

    text: str
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the source that the folded characters from `start` to `end` (one at least) stand for."""
        if self._origins is None:
            return start, end
        last = self._origins[end - 1] + 1
        while last < len(self.source) and self.source[last] in _MARKS:
            last += 1
        return self._origins[start], last

    @cached_property
    def _origins(self) -> list[int] | None:
        """The offset in the source of every folded character; None where it is the same."""
        if _NOT_ONE.search(self.source) is None:
            return None
        return [offset for offset, char in enumerate(self.source) for _ in range(len(_PLAIN.get(char, char)))]

    @cached_property
    def is_spoken(self) -> bool:
        """Whether a run of digits long enough for an identifier has numerals, or letters that look like digits."""
        return any(_BY_WORD.search(run[0]) for run in _RUN.finditer(self.text))

    @cached_property
    def spoken(self) -> str:
        """The text with those as digits too; every character keeps its place."""
        return self.text.translate(_TO_DIGITS)


def fold(text: str) -> Folded:
    """Fold a text."""
    plain = text
    for char, instead in _USUAL:
        plain = plain.replace(char, instead)
    return Folded(text.translate(_TO_PLAIN) if _UNUSUAL.search(plain) else plain, text)
