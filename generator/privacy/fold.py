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

_LETTERS_AS_DIGITS = {"O": "0", "o": "0", "О": "0", "о": "0", "l": "1", "I": "1"}
_DOTS = "·•・‧∙⋅●᛫⸱"
_BLANKS = "\u115f\u1160\u3164\uffa0\u2800"
_OTHERS = {
    "−": "-",
    "﹣": "-",
    "ー": "-",
    "Х": "X",
    "х": "x",
    "×": "x",
    "✕": "x",
    "Χ": "X",
    "\t": " ",
    "\r": " ",
}
_RANGES = (
    (0x80, 0x3400),
    (0xA600, 0xABFF),
    (0xF900, 0x10000),
    (0x10A00, 0x12000),
    (0x1D100, 0x1FC00),
    (0xE0000, 0xE0200),
)


def _ascii(char: str) -> str | None:
    """What a character is read as, or None where it stands for itself."""
    if char in _DOTS:
        return "·"
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"} or char in _BLANKS:
        return ""
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if "〡" <= char <= "〩":
        return str(int(unicodedata.numeric(char)))
    plain = unicodedata.normalize("NFKC", char)
    if len(plain) > 1:
        plain = plain.strip("(). ")
        return plain if plain.isascii() and plain.isdigit() or plain in NUMERALS else None
    return plain if plain != char and (plain.isascii() or plain in NUMERALS) else None


def _table() -> Iterator[tuple[str, str]]:
    for first, last in _RANGES:
        for char in map(chr, range(first, last)):
            plain = _ascii(char)
            if plain is not None:
                yield char, plain
    yield from _OTHERS.items()


_PLAIN = dict(_table())
_TRANSLATE = str.maketrans(_PLAIN)
_SPOKEN = str.maketrans({**NUMERALS, **_LETTERS_AS_DIGITS})
_UNSEEN = "".join(char for char, plain in _PLAIN.items() if plain == "")
_LONGER = re.compile(
    "[" + re.escape("".join(char for char, plain in _PLAIN.items() if len(plain) != 1)) + "]"
)

_DIGITS = "".join(
    dict.fromkeys(
        "0123456789"
        + "".join(char for char, plain in _PLAIN.items() if plain.isdigit() or plain in NUMERALS)
        + "".join({**NUMERALS, **_LETTERS_AS_DIGITS})
    )
)
_NO_WORD = "".join(char for char in _DIGITS if not char.isalnum())
DIGITS_APART = f"[{_DIGITS}](?:(?:[^\\w{_NO_WORD}]|_){{{{0,12}}}}[{_DIGITS}]){{{{{{}}}}}}"
"""A pattern for text that was not folded, to be formatted with n: n + 1 digits of any script with little between."""


@dataclass(frozen=True)
class Folded:
    """Folded text, and where each of its characters comes from."""

    text: str
    source: str

    @cached_property
    def _origins(self) -> list[int] | None:
        """Offsets in the source, one more than characters; None where they are the same."""
        if _LONGER.search(self.source) is None:
            return None
        origins = [
            offset for offset, char in enumerate(self.source) for _ in range(len(_PLAIN.get(char, char)))
        ]
        return [*origins, len(self.source)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the source, not empty, that the folded characters from `start` to `end` stand for."""
        if self._origins is None:
            return start, end
        last = self._origins[end - 1] + 1
        while last < len(self.source) and self.source[last] in _ENCLOSING:
            last += 1
        return self._origins[start], last

    def spoken(self) -> Folded:
        """With Chinese numerals, and letters that look like digits, as digits too."""
        return Folded(self.text.translate(_SPOKEN), self.source)


_ENCLOSING = frozenset(char for char in _UNSEEN if unicodedata.category(char) in {"Mn", "Me"})


def fold(text: str) -> Folded:
    """Fold a text."""
    return Folded(text.translate(_TRANSLATE), text)
