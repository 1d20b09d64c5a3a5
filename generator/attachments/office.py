"""The texts in the XML of Word, Excel, PowerPoint and OFD files (ECMA-376, GB/T 33190)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from html import escape, unescape

from generator.attachments.kinds import text
from generator.attachments.passage import BODY, PROPERTIES, Passage

_PARAGRAPH_END = re.compile(r"</(?:w:p|a:p|si|v|c|is|row|(?:ofd:)?TextObject)>|<w:(?:br|tab)\b[^<>]*/>")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_SHARED = re.compile(r"<c\s[^<>]*t=\"s\"[^<>]*>\s*<v>[^<]*</v>")
"""A cell that points into the table of shared strings holds their number, and nothing that anyone wrote."""
_LARGE = re.compile(r"(?<=<v>)[0-9]\.[0-9]+E\+?[0-9]{1,2}(?=</v>)")
"""How Excel keeps some long numbers."""
_AUTHORS = re.compile(r"\b(?:w:author|author|lastEditedBy)=\"([^\"]+)\"|<author>([^<>]+)</author>")
_NAMED = re.compile(r"\b(?:name|title|descr|tooltip|display|w:instr)=\"([^\"]{6,})\"")
_TARGET = re.compile(r"\bTarget=\"([^\"]+)\"")
_AUTHOR_TAGS = frozenset({"creator", "lastModifiedBy", "Author", "Creator", "Manager"})


def part(name: str, data: bytes) -> Iterator[Passage]:
    """The texts of one part: what is shown, and who and what its attributes name."""
    xml = _CDATA.sub(lambda match: escape(match[1]), text(data) or data.decode("utf-8", "replace"))
    if name.startswith("docProps/") or name == "OFD.xml":
        for tag, value in re.findall(r"<([\w:]+)(?:\s[^<>]*)?>([^<>]+)</", xml):
            yield Passage(PROPERTIES, unescape(value), is_author=tag.rpartition(":")[2] in _AUTHOR_TAGS)
        return
    for author in dict.fromkeys(map("".join, _AUTHORS.findall(xml))):
        yield Passage(PROPERTIES, unescape(author), is_author=True)
    yield Passage(BODY, unescape("\n".join(dict.fromkeys(_NAMED.findall(xml)))))
    xml = _LARGE.sub(lambda match: f"{Decimal(match[0]):f}", _SHARED.sub("", xml))
    yield Passage(BODY, unescape(re.sub(r"<[^<>]*>", "", _PARAGRAPH_END.sub("\n", xml))))


def targets(data: bytes) -> Iterator[Passage]:
    """Where links of a document lead."""
    yield Passage(BODY, unescape("\n".join(_TARGET.findall(data.decode("utf-8", "replace")))))
