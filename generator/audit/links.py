"""Links of the site's own texts: which lead nowhere, and which lead out of the site."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote

from generator import addresses
from generator.catalogue import Catalogue
from generator.model import Brief, Session, Shown
from generator.model.fields import Ref
from generator.model.walk import leaves

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|href=[\"']([^\"']+)[\"']")
"""The target of a Markdown link, or of one in HTML."""
_FIXED = frozenset(
    {
        addresses.HOME,
        addresses.SEARCH,
        addresses.STATISTICS,
        addresses.DEPARTMENTS,
        addresses.TOPICS,
        addresses.OPEN_DATA,
        addresses.DICTIONARY,
        addresses.AUDIT,
        addresses.FEED,
        addresses.promises(),
    }
)


class Links(NamedTuple):
    dead: tuple[tuple[str, str], ...] = ()
    """the page or record that has the link, and its target"""
    outside: tuple[tuple[str, str], ...] = ()
    """the same for links to other sites, which no build ever tries"""


NO_LINKS = Links()


def links(catalogue: Catalogue, prose: Mapping[str, str], attachments: Collection[str]) -> Links:
    """All links of prose, rules, policies and sessions, and all files that records name, in a fixed order.

    What records refer to is checked before any build; it is looked at here again, because an audit trusts nobody.
    """
    dead: dict[tuple[str, str], None] = {}
    outside: dict[tuple[str, str], None] = {}
    for owner, target in _all(catalogue, prose):
        if re.match(r"https?://", target):
            outside[owner, target] = None
        elif not re.match(r"[a-z][a-z0-9+.-]*:", target) and not _exists(
            owner, target, catalogue, prose, attachments
        ):
            dead[owner, target] = None
    return Links(tuple(dead), tuple(outside))


def _all(catalogue: Catalogue, prose: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Where a link stands, as an address below the root, and its target."""
    for name, text in prose.items():
        yield from ((addresses.prose(name), target) for target in _targets(text))
    for column in catalogue.county.columns.values():
        yield from ((addresses.column(column.id), target) for target in _targets(column.rule.text or ""))
    for policy in catalogue.county.policies.values():
        if policy.link:
            yield addresses.HOME, policy.link
    for record in catalogue.records:
        here = addresses.record(record)
        if isinstance(record, Session) and record.link:
            yield here, record.link
        for file in _files(record):
            yield here, addresses.relative(here, addresses.attachment(file))


def _files(record: Shown) -> Iterable[str]:
    """The attachments that a record names."""
    if isinstance(record, Brief):
        return record.files
    return (leaf.value for leaf in leaves(record, sort="reference") if leaf.refers is Ref.ATTACHMENT)


def _targets(text: str) -> Iterator[str]:
    return (first or second for first, second in _LINK.findall(text))


def _exists(
    owner: str, target: str, catalogue: Catalogue, prose: Mapping[str, str], attachments: Collection[str]
) -> bool:
    """Links between pages in prose name the Markdown file, as MkDocs wants it."""
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    if not path:
        return True
    folder = owner.rpartition("/")[0]
    address = normpath(f"{folder}/{path}" if folder else path)
    first, _, rest = address.partition("/")
    if first == "attachments":
        return rest in attachments
    if address in _FIXED or re.sub(r"\.(?:html|md)\Z", "", address) in prose:
        return True
    county, name = catalogue.county, rest.removesuffix(".html")
    if first in ("departments", "topics"):
        known = county.departments if first == "departments" else county.topics
        return name.replace(".", "/") in known
    if first in county.columns:
        return rest in ("", "index.html", "feed.xml") or _is_record(first, name, catalogue)
    return first == "data"


def _is_record(column: str, id: str, catalogue: Catalogue) -> bool:
    record = catalogue.by_id.get(id)
    stones = (stone.column for stone in catalogue.withdrawn if stone.id == id)
    return (record.column if record else next(stones, None)) == column
