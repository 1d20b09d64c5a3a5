"""A crawler of built files: links, pictures, styles, feeds and sitemaps lead to something that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

_LOADING = {"src", "poster", "data", "srcset", "imagesrcset", "background"}
_LEADING = {"href", "action", "formaction", "cite", "longdesc", "{http://www.w3.org/1999/xlink}href"}
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)""")
_BARRED = ("javascript:", "vbscript:", "file:", "data:text/html")
_INERT = ("data:", "mailto:", "tel:", "blob:")


class Fault(NamedTuple):
    """A link that does not hold: the file it stands in, the link as written, what is wrong."""

    file: str
    link: str
    why: str


class Link(NamedTuple):
    to: str
    loads: bool
    """the reader's browser fetches it without being asked"""


@dataclass
class Page:
    """What a crawl keeps of one file."""

    links: list[Link] = field(default_factory=list)
    anchors: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Crawl:
    """A site as its links tell it; `files` maps each path below the root to what stands in it."""

    files: dict[str, Page]
    address: str | None
    """where the site says it is published; its own absolute links are followed too"""

    def faults(self) -> list[Fault]:
        """Every link that leads nowhere, and every file of another host that a page would load by itself."""
        return sorted(
            {
                Fault(file, link.to, why)
                for file, page in self.files.items()
                for link in page.links
                if (why := _unfit(file, link.to) or self._astray(file, link))
            }
        )

    def unreachable(self) -> list[str]:
        """HTML pages to which no chain of links leads from the home page."""
        seen, ahead = {"index.html"}, ["index.html"]
        while ahead:
            file = ahead.pop()
            for link in self.files[file].links:
                target = self._target(file, link.to)
                if target is not None and target[0] in self.files and target[0] not in seen:
                    seen.add(target[0])
                    ahead.append(target[0])
        return sorted(file for file in self.files if file.endswith(".html") and file not in seen)

    def _target(self, file: str, link: str) -> tuple[str, str] | None:
        """Path below the root and fragment; None where the link leaves the site."""
        if self.address and link.startswith(self.address + "/"):
            link = "/" + link.removeprefix(self.address + "/")
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None
        path = urlsplit(urljoin("/" + file, parts.path)).path if parts.path else "/" + file
        return unquote(path).lstrip("/"), unquote(parts.fragment)

    def _astray(self, file: str, link: Link) -> str | None:
        if link.to.lower().startswith(_INERT):
            return None
        target = self._target(file, link.to)
        if target is None:
            return "loads from another host" if link.loads else None
        path, fragment = target
        if path not in self.files:
            return "no such file"
        if fragment and path.endswith(".html") and fragment not in self.files[path].anchors | {"top"}:
            return "no such fragment"
        return None


def crawl(site: Path, address: str | None = None) -> Crawl:
    """Read every file below `site`; `address` is the site's own URL without a slash at the end."""
    files = {
        path.relative_to(site).as_posix(): _read(path) for path in sorted(site.rglob("*")) if path.is_file()
    }
    return Crawl(files, address)


def _read(path: Path) -> Page:
    match path.suffix:
        case ".html":
            tree = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
            anchors = frozenset(tree.xpath("//@id | //a/@name"))
            return Page(list(_of_html(tree)), anchors)
        case ".css":
            return Page([Link(url, True) for url in _of_css(path.read_text("utf-8"))])
        case ".xml" | ".svg":
            return Page(list(_of_xml(path)))
        case ".txt" if path.name == "robots.txt":
            return Page([Link(url, False) for url in re.findall(r"(?m)^Sitemap:\s*(\S+)", path.read_text())])
    return Page()


def _of_html(tree: html.HtmlElement) -> Iterator[Link]:
    for element in tree.iter(etree.Element):
        if element.tag == "style" and element.text:
            yield from (Link(url, True) for url in _of_css(element.text))
        if element.tag == "meta" and element.get("property") in {"og:image", "og:url"}:
            yield Link(element.get("content", ""), False)
        for name, value in element.items():
            if name in _LOADING or (name == "href" and element.tag in {"link", "use", "image"}):
                loads = element.get("rel") not in {
                    "canonical",
                    "alternate",
                    "license",
                    "author",
                    "prev",
                    "next",
                }
                for url in _several(value) if name.endswith("srcset") else [value]:
                    yield Link(url.strip(), loads)
            elif name in _LEADING:
                yield Link(value.strip(), False)
            elif name == "style":
                yield from (Link(url, True) for url in _of_css(value))


def _of_xml(path: Path) -> Iterator[Link]:
    """Atom links and ids that are addresses, sitemap locations, and what SVG pictures point to."""
    for element in etree.parse(path).getroot().iter(etree.Element):
        name = etree.QName(element).localname
        if name == "loc" and element.text:
            yield Link(element.text.strip(), False)
        elif name in {"link", "content"}:
            yield from (Link(element.get(key), False) for key in ("href", "src") if element.get(key))
        elif path.suffix == ".svg":
            hrefs = (element.get(key) for key in ("href", "{http://www.w3.org/1999/xlink}href"))
            yield from (Link(href, True) for href in hrefs if href and not href.startswith("#"))


def _of_css(text: str) -> list[str]:
    return [
        first or second for first, second in _CSS_URL.findall(text) if not (first or second).startswith("#")
    ]


def _several(srcset: str) -> list[str]:
    return [part.split()[0] for part in srcset.split(",") if part.strip()]


def _unfit(file: str, link: str) -> str | None:
    # A browser reads past control characters and white space in front of a scheme and in it.
    if re.sub(r"[\x00-\x20]", "", link).lower().startswith(_BARRED):
        return "runs code or leaves the web"
    return "leads above the root" if _climbs_out(file, link) else None


def _climbs_out(file: str, link: str) -> bool:
    """True when a relative link has more steps up than the file has folders."""
    path, level = urlsplit(link).path, len(PurePosixPath(file).parts) - 1
    if urlsplit(link).scheme or urlsplit(link).netloc:
        return False
    if path.startswith("/"):
        return True
    for part in path.split("/"):
        level += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if level < 0:
            return True
    return False
