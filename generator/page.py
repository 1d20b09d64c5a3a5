"""One page: an address, a template, and all that the template may know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Page:
    address: str
    template: str
    title: str
    description: str = ""
    nav: str = ""
    """id of the entry of the navigation that the reader is in"""
    context: Mapping[str, Any] = field(default_factory=dict)
    updated: date | None = None
    """day of the newest fact on it, for the sitemap"""
    structured: Mapping[str, Any] | None = None
    """schema.org description"""
    feed: str | None = None
    """address of the feed that follows this page"""
    listed: bool = True
    """whether the sitemap names it"""
