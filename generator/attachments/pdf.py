"""The texts of a PDF: pages, notes, forms, links, files within, properties in both of their places."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from itertools import islice
from typing import Any

from pypdf import PdfReader

from generator.attachments.kinds import kind, text
from generator.attachments.passage import BODY, PROPERTIES, Passage, Unreadable
from generator.problem import Text

MAX_PAGES = 500
_NOTED = ("/Contents", "/V", "/TU")
"""Where annotations and form fields keep what was typed (ISO 32000-1 §12.5.2, §12.7.3)."""


def pdf(data: bytes) -> Iterator[Passage]:
    """Every text of a PDF. Raises Unreadable where it is locked, and whatever damage leads pypdf to."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("encrypted")
    for name, value in (reader.metadata or {}).items():
        yield Passage(PROPERTIES, str(value), is_author=name == "/Author")
    if (xmp := reader.root_object.get("/Metadata")) is not None:
        packet = xmp.get_object().get_data().decode("utf-8", "replace")
        found = re.findall(r">([^<>]+)<|=\"([^\"]+)\"|='([^']+)'", packet)
        yield Passage(PROPERTIES, unescape("\n".join(filter(str.strip, map("".join, found)))))
    for number, page in enumerate(islice(reader.pages, MAX_PAGES), start=1):
        where = Text(f"第 {number} 页", f"page {number}")
        yield Passage(where, page.extract_text())
        yield Passage(where, "\n".join(_notes(page)))
    for name, files in reader.attachments.items():
        yield Passage(BODY, name)
        yield from (Passage(BODY, text(one) or "") for one in files if kind(one) == "text")


def _notes(page: Any) -> Iterator[str]:
    """What stands on a page without being part of it."""
    for note in page.get("/Annots") or ():
        inside = note.get_object()
        yield from (str(inside[field]) for field in _NOTED if field in inside)
        if "/A" in inside and "/URI" in inside["/A"]:
            yield str(inside["/A"]["/URI"])
