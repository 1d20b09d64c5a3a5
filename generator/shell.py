"""The shell: MkDocs and Material render the frame of the site once; pages are stamped into it.

The only importer of MkDocs. It renders the prose pages and one empty page for each folder depth, cuts them at
their marks, and hands on strings. Nothing of MkDocs or Material is known outside.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

PROJECT = Path(__file__).parent.parent
DEPTHS = (0, 1, 2)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; form-action 'self'; base-uri 'none'"
)
"""No inline script or style exists, so none needs a hash; the same words hold over http and from `file://`."""

_MARK = re.compile(r"<!--wz:(head|title|main)-->")
_UNUSED = re.compile(
    r'<input class="md-toggle"[^>]*>\s*|<label class="md-overlay"[^>]*></label>\s*'
    r'|<div data-md-component="(?:skip|announce)">\s*</div>\s*'
    r'|<div class="md-dialog"[^>]*>\s*<div[^>]*></div>\s*</div>\s*|\s*data-md-component="[^"]*"'
)
"""What Material's base template brings along for its script, which the site does not load."""
_PROSE = re.compile(r"<!--wz:prose-->(.*?)<!--/wz:prose-->", re.S)


@dataclass(frozen=True)
class Frame:
    """What the shell needs to know of a county."""

    title: str
    settings: Mapping[str, Any]
    """handed to the templates as `wz`"""


@dataclass(frozen=True)
class Shell:
    """The empty page of each folder depth, cut at its marks, the rendered prose, and the theme's files."""

    parts: Mapping[int, tuple[str, str, str, str]]
    prose: Mapping[str, tuple[str, str]]
    """page name → title, HTML"""
    files: tuple[tuple[str, bytes], ...]

    def stamp(self, depth: int, nav: str, head: str, title: str, main: str) -> bytes:
        """One whole page in UTF-8. `head` and `main` are HTML, `title` is text, `nav` the current entry's id."""
        start, to_title, to_main, end = _with_current(self.parts[depth], nav)
        said = escape(title, quote=False)
        return b"".join((start, head.encode(), to_title, said.encode(), to_main, main.encode(), end))


@lru_cache(maxsize=256)
def _with_current(parts: tuple[str, str, str, str], nav: str) -> tuple[bytes, bytes, bytes, bytes]:
    """The parts with one entry of the navigation marked as where the reader is."""
    start, to_title, to_main, end = parts
    marked = to_main.replace(f' data-wz-nav="{nav}"', ' aria-current="true"')
    marked = re.sub(r' data-wz-nav="[^"]*"', "", marked)
    return start.encode(), to_title.encode(), marked.encode(), end.encode()


def shell(frame: Frame, prose: Mapping[str, str], config: Path) -> Shell:
    """Render the shell. `prose` is Markdown by page name; `config` an mkdocs.yml."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="wenzheng-shell-") as folder:
        docs, site = Path(folder, "docs"), Path(folder, "site")
        for name, text in _sources(prose):
            path = docs / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        _render(frame, config, docs, site)
        parts = {depth: _cut((site / _stub(depth, "html")).read_text("utf-8")) for depth in DEPTHS}
        rendered = {name: _prose(site / "prose" / f"{name}.html") for name in prose}
        return Shell(parts, rendered, tuple(_theme_files(site, parts[0][2])))


def _sources(prose: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for depth in DEPTHS:
        yield _stub(depth, "md"), "---\ntitle: shell\n---\n"
    for name, text in prose.items():
        yield f"prose/{name}.md", f"---\nprose: true\n---\n{_without_front_matter(text)}"


def _without_front_matter(text: str) -> str:
    """Prose needs no settings of its own; a block that looks like them is not shown."""
    return re.sub(r"\A---\n.*?\n---\n", "", text, count=1, flags=re.S)


def _stub(depth: int, ending: str) -> str:
    return "stub/" * depth + f"stub.{ending}"


def _render(frame: Frame, config: Path, docs: Path, site: Path) -> None:
    settings = load_config(
        str(config), docs_dir=str(docs), site_dir=str(site), site_name=frame.title, site_url=""
    )
    settings.theme.dirs.insert(0, str(PROJECT / "generator" / "templates" / "shell"))
    settings.extra["wenzheng"] = {**frame.settings, "csp": POLICY}
    mkdocs_build(settings)


def _cut(html: str) -> tuple[str, str, str, str]:
    parts = _MARK.split(_compact(html))
    if parts[1::2] != ["head", "title", "main"]:
        raise ValueError(f"the shell's marks are {parts[1::2]}, not head, title, main")
    return parts[0], parts[2], parts[4], parts[6]


def _compact(html: str) -> str:
    """Without the theme's leftovers, and the blank lines and indentation of templates."""
    return re.sub(r"\s*\n\s*", "\n", _UNUSED.sub("", html)).strip() + "\n"


def _prose(path: Path) -> tuple[str, str]:
    html = path.read_text("utf-8")
    match = _PROSE.search(html)
    if match is None:
        raise ValueError(f"no prose in {path.name}")
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", match[1], re.S)
    title = re.sub(r"<[^>]+>", "", heading[1]).strip() if heading else path.stem
    return title, match[1]


def _theme_files(site: Path, head: str) -> Iterator[tuple[str, bytes]]:
    """The theme's style sheets that the shell links to; their source maps stay behind."""
    for path in sorted((site / "assets" / "stylesheets").glob("*.css")):
        name = path.relative_to(site).as_posix()
        if name in head:
            yield name, re.sub(rb"\n?/\*# sourceMappingURL=[^*]*\*/", b"", path.read_bytes())
