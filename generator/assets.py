"""The site's own style, scripts and seal, and the version that follows from their bytes."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "assets"
STYLES = (
    "wenzheng.css",
    "frame.css",
    "pages.css",
    "numbers.css",
    "home.css",
    "record.css",
    "clocks.css",
    "charts.css",
    "search.css",
    "ledger.css",
    "print.css",
)
"""Parts of the one style sheet, in their order."""


def assets(folder: Path = FOLDER) -> Mapping[str, bytes]:
    """All assets by address; the parts of the style sheet are one file."""
    styles = b"\n".join((folder / name).read_bytes() for name in STYLES if (folder / name).is_file())
    others = {
        f"assets/{path.name}": path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.suffix in {".js", ".svg"}
    }
    return {"assets/wenzheng.css": styles, **others}


def version(files: Mapping[str, bytes]) -> str:
    """Eight hex digits that change with any asset, so that no browser keeps an old one."""
    digest = sha256()
    for address, content in sorted(files.items()):
        digest.update(address.encode() + b"\0" + content)
    return digest.hexdigest()[:8]
