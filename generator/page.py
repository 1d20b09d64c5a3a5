"""One page: an address, a template, and all that the template may know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any


@dataclass(frozen=True)
class Page:
    address: str
    template: str
    title: str
    description: str = ""
    nav: str = ""
    """id of the entry of the navigation that the reader is in"""
    context: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = field(default_factory=dict)
    """or what makes it, where that is work which a page that stays need not do"""
    shows: bytes | None = None
    """a digest of all that its context depends on beside the settings, the prose and the day; None: make it always"""
    updated: date | None = None
    """day of the newest fact on it, for the sitemap"""
    structured: Mapping[str, Any] | None = None
    """schema.org description"""
    feed: str | None = None
    """address of the feed that follows this page"""
    listed: bool = True
    """whether the sitemap names it"""

    @property
    def key(self) -> bytes | None:
        """A digest by which it is known whether a page has to be made anew."""
        if self.shows is None:
            return None
        own = (self.address, self.template, self.title, self.description, self.nav, self.updated, self.feed)
        return blake2b(repr(own).encode("utf-8", "surrogatepass") + self.shows, digest_size=16).digest()
