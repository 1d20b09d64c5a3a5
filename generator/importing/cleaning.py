"""The dirt of sheets and what becomes of it: cells → clean text, without losing a visible character."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

Cell = int | float | str | bool | date | datetime | time | timedelta
"""What a sheet holds in one place; an empty cell is the empty string."""

EXACT = 10**15
"""From here on a number of Excel's has lost digits: it keeps 15."""

_EMPTY = {"null", "nan", "nat", "none", "n/a", "#n/a", "\\n", "-", "--", "—", "/"}
"""What programs and people write into a cell to say that there is nothing in it."""

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MARKUP_ESCAPE = re.compile(r"_x(00[01][0-9A-Fa-f]|007[Ff]|[Dd][89A-Fa-f][0-9A-Fa-f]{2})_")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INDENT = re.compile(r"[^\S\n]*\u3000[^\S\n]*\u3000[^\S\n]*")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
    "|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
_NONCHARACTER = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_GAP = re.compile(r"\n{3,}")


def cell_text(cell: Cell) -> str:
    """A cell as its reader sees it: whole numbers without `.0`, dates as ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def prose(cell: Cell, escaped: bool = False) -> str:
    """Clean text with its own paragraphs, stripped; empty where the cell says nothing.

    `escaped` is for sources that still hold the `_xHHHH_` of ECMA-376 part 1, 22.9.2.19 (CSV); Excel's reader has
    decoded them, and there only those are decoded that no one can have meant as text: control characters and halves
    of surrogate pairs. Two ideographic spaces begin a paragraph, as Chinese letters are set.
    """
    text = (_ESCAPE if escaped else _MARKUP_ESCAPE).sub(lambda match: chr(int(match[1], 16)), cell_text(cell))
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _INDENT.sub("\n", _BREAK.sub("\n", text))
    text = _NONCHARACTER.sub("\ufffd", _INVISIBLE.sub("", text))
    text = "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    text = _GAP.sub("\n\n", text).strip()
    return "" if text.lower() in _EMPTY else text


def line(cell: Cell, escaped: bool = False) -> str:
    """Clean text on one line."""
    return " ".join(prose(cell, escaped).split())


def key(text: str) -> str:
    """How headers and words are compared: without white space, width or case."""
    return "".join(unicodedata.normalize("NFKC", prose(text)).split()).casefold()
