"""Atom feeds (RFC 4287): one for all records and one for each column, newest activity first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, time
from heapq import nlargest
from xml.etree import ElementTree

from generator import addresses
from generator.catalogue import Catalogue
from generator.model import Brief, Call, Case, Clarification, Record, Session, Shown, Survey
from generator.model.fields import Moment
from generator.permalink import absolute, freshness, latest

ENTRIES = 50
"""How many records a feed holds; readers that call once a week miss nothing in a county's mailbox."""

_EXCERPT = 200
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


Whole = Callable[[Sequence[Shown]], Sequence[Record]]
"""The records themselves, with all their texts, of what stands in lists."""


def _at_hand(records: Sequence[Shown]) -> Sequence[Record]:
    return [record for record in records if not isinstance(record, Brief)]


def feeds(catalogue: Catalogue, whole: Whole = _at_hand) -> Iterator[tuple[str, bytes]]:
    """The feed of the whole site, then one a column in the columns' order; an empty column has one too."""
    site = catalogue.county.site
    yield (
        addresses.FEED,
        _feed(
            catalogue,
            addresses.FEED,
            addresses.HOME,
            (site.title, site.description),
            whole(newest(catalogue.records)),
        ),
    )
    for column in catalogue.county.columns.values():
        address = addresses.column_feed(column.id)
        words = (f"{site.title} · {column.title}", column.purpose)
        page = addresses.column(column.id)
        yield address, _feed(catalogue, address, page, words, whole(newest(catalogue.in_column(column.id))))


def newest(records: Iterable[Shown]) -> Sequence[Shown]:
    """Those that a feed of these records holds."""
    return nlargest(ENTRIES, records, key=freshness)


def _feed(
    catalogue: Catalogue, address: str, page: str, words: tuple[str, str], held: Sequence[Record]
) -> bytes:
    """One feed document. Its date is that of its newest entry, so the same content gives the same bytes."""
    county = catalogue.county
    root = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    title, subtitle = words
    _add(root, "id", absolute(county, address))
    _add(root, "title", title)
    _add(root, "subtitle", subtitle)
    _add(root, "updated", _updated(held[0]) if held else _rfc3339(Moment(catalogue.today)))
    author = ElementTree.SubElement(root, "author")
    _add(author, "name", county.site.county)
    _link(root, "self", "application/atom+xml", absolute(county, address))
    _link(root, "alternate", "text/html", absolute(county, page))
    for record in held:
        _entry(root, record, catalogue)
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _entry(root: ElementTree.Element, record: Record, catalogue: Catalogue) -> None:
    county = catalogue.county
    address = absolute(county, addresses.record(record))
    entry = ElementTree.SubElement(root, "entry")
    _add(entry, "id", address)
    _add(entry, "title", record.title)
    _add(entry, "published", _rfc3339(record.at))
    _add(entry, "updated", _updated(record))
    for slug in record.departments:
        author = ElementTree.SubElement(entry, "author")
        _add(author, "name", county.departments[slug].name)
    _link(entry, "alternate", "text/html", address)
    subjects = [(record.column, county.columns[record.column].title)]
    subjects += [(topic, county.topics[topic].title) for topic in record.topics]
    for term, label in subjects:
        ElementTree.SubElement(entry, "category", {"term": term, "label": _legal(label)})
    summary = record.answer or _question(record)
    if summary:
        _add(entry, "summary", summary if len(summary) <= _EXCERPT else summary[: _EXCERPT - 1] + "…")


def _question(record: Record) -> str | None:
    """What a record without an answer is about, on one line."""
    match record:
        case Case():
            text = record.letter or record.summary
        case Call():
            text = record.asks
        case Survey():
            text = record.purpose
        case Session():
            text = record.summary
        case Clarification():
            text = record.claim
    return " ".join(text.split()) if text else None


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _legal(text)


def _link(parent: ElementTree.Element, rel: str, media: str, href: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "type": media, "href": href})


def _legal(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold in any spelling."""
    return _ILLEGAL.sub("\ufffd", text)


def _updated(record: Record) -> str:
    return _rfc3339(latest(record))


def _instant(moment: Moment) -> tuple[date, time]:
    """A feed needs a time: a day without one counts from its midnight in China."""
    return moment.day, moment.time or time.min


def _rfc3339(moment: Moment) -> str:
    return Moment(*_instant(moment)).iso
