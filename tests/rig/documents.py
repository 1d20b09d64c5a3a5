"""Documents of one mailbox, as search sees them."""

from __future__ import annotations

from generator.search import Document


def document(name: str, title: str, *texts: str, day: str = "2026-03-02", topic: str = "life") -> Document:
    return Document(
        id=name,
        url=f"mayor/{name}.html",
        title=title,
        column="mayor",
        departments=("office",),
        topic=topic,
        type="consult",
        at=day,
        status="open",
        answer="",
        texts=texts,
    )
