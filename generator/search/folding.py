"""Folding: what search holds for the same character, by one table for the builder and the reader.

The table is made from Unicode (NFKD without combining marks, case-folded) and OpenCC's Traditional → Simplified
characters. The builder folds with it and ships the part that a corpus needs, so the two can never disagree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

import numpy as np
import numpy.typing as npt
from opencc import OpenCC

Codes = npt.NDArray[np.uint32]

END = 0
"""The code that ends a field; no text folds to it."""
_SPACE = 0x20
_CODE_POINTS = 0x110000
_INVISIBLE = ((0xD800, 0xF8FF), (0xE0000, 0x10FFFF))
"""Ranges, ends included, that fold to nothing: surrogates, private use, tags. The builder may use them as signs."""
_UNCHANGED = ((0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0x20000, 0x2F7FF), (0x2FA20, 0xDFFFF))
"""Ranges, ends included, that Unicode folds to themselves (ideographs may still have a simplified form)."""
_CHINESE = ((0x2E80, 0x2FDF), (0x3001, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x3FFFF))
"""Ranges, ends included, beside which white space means nothing: ideographs, kana, CJK punctuation."""


def fold(text: str) -> str:
    """The text as search sees it: what two spellings share when they are the same to a reader.

    >>> fold('ＡＰＰ　公積 金')
    'app公积金'
    """
    codes, _ = fold_codes(np.array([ord(c) for c in text if ord(c) != END], dtype=np.uint32))
    return "".join(map(chr, codes.tolist())).strip(" ")


def fold_codes(codes: Codes) -> tuple[Codes, npt.NDArray[np.int64]]:
    """Folded code points of a text, and for each the index of the code point that it came from.

    `END` passes through, and white space beside it goes. White space beside Chinese goes; other runs become one space.
    """
    table = _table()
    lengths = table.lengths[codes]
    source = np.repeat(np.arange(len(codes)), lengths)
    first = np.cumsum(lengths, dtype=np.int64) - lengths
    folded = table.targets[table.starts[codes][source] + (np.arange(len(source)) - first[source])]
    keep = _kept(folded)
    return folded[keep], source[keep]


def _kept(folded: Codes) -> npt.NDArray[np.bool_]:
    """Which codes stay: all but white space beside Chinese, beside `END`, at the ends, or after white space."""
    keep = np.ones(len(folded), dtype=np.bool_)
    spaces = np.flatnonzero(folded == _SPACE)
    if not len(spaces):
        return keep
    first = np.concatenate(([True], np.diff(spaces) > 1))
    firsts = spaces[first]
    lasts = spaces[np.concatenate((first[1:], [True]))]
    silent = np.concatenate((_is_silent(folded), [True]))
    keep[spaces[~first]] = False
    keep[firsts[silent[firsts - 1] | silent[lasts + 1]]] = False
    return keep


def _is_silent(codes: Codes) -> npt.NDArray[np.bool_]:
    silent: npt.NDArray[np.bool_] = codes == END
    for low, high in _CHINESE:
        silent |= (codes >= low) & (codes <= high)
    return silent


class _Table:
    """The fold of every code point: `targets[starts[c] : starts[c] + lengths[c]]`."""

    def __init__(self, changes: Mapping[int, str]) -> None:
        self.lengths = np.ones(_CODE_POINTS, dtype=np.uint8)
        self.starts = np.arange(_CODE_POINTS, dtype=np.uint32)
        for low, high in _INVISIBLE:
            self.lengths[low : high + 1] = 0
        extra: list[int] = []
        for code, target in changes.items():
            self.lengths[code] = len(target)
            self.starts[code] = _CODE_POINTS + len(extra)
            extra.extend(map(ord, target))
        self.targets = np.concatenate(
            (np.arange(_CODE_POINTS, dtype=np.uint32), np.array(extra, dtype=np.uint32))
        )


@cache
def _table() -> _Table:
    return _Table(changes())


@cache
def changes() -> Mapping[int, str]:
    """Every visible code point that does not fold to itself, with its fold, by ascending code point."""
    skipped = sorted((*_INVISIBLE, *_UNCHANGED))
    starts = [1, *(high + 1 for _, high in skipped)]
    ends = [*(low for low, _ in skipped), _CODE_POINTS]
    simple = {code: _simple(code) for pair in zip(starts, ends, strict=True) for code in range(*pair)}
    wanted = {ord(c) for target in simple.values() for c in target if ord(c) >= _CHINESE[0][0]}
    wanted.update(code for low, high in _CHINESE[2:4] for code in range(low, high + 1))
    chinese = _simplified(sorted(wanted))
    simple.update((code, chr(code)) for code in chinese if code not in simple)
    folded = ((code, simple[code].translate(chinese)) for code in sorted(simple))
    return {code: target for code, target in folded if target != chr(code)}


def _simplified(codes: list[int]) -> dict[int, str]:
    """Traditional → Simplified, one character to one, followed to the end."""
    converter = OpenCC("t2s")
    found: dict[int, str] = {}
    pending = {code: chr(code) for code in codes}
    while pending:
        converted = converter.convert("\n".join(pending.values())).split("\n")
        changed = {
            c: b for (c, a), b in zip(pending.items(), converted, strict=True) if len(b) == 1 and a != b
        }
        pending = {code: target for code, target in changed.items() if found.get(code) != target}
        found.update(pending)
    return found


def _simple(code: int) -> str:
    """NFKD, case-folded, without marks; white space is a space, what cannot be seen or is private is nothing."""
    char = chr(code)
    if char.isspace() and code not in range(0x1C, 0x20):
        return " "
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"}:
        return ""
    if code < 0x80:
        return char.lower()
    target = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    target = "".join(" " if c.isspace() else c for c in target if unicodedata.category(c) not in {"Mn", "Me"})
    return unicodedata.normalize("NFC", target)
