"""The Nu Html Checker over many files in one Java process."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tests.rig.tools import NU_CHECKER, java

# The checker takes no file for 'self' and data blocks for scripts; what the policy stops, Chromium tells the tests.
_FOREIGN_TO_FILES = ".*violates Content Security Policy.*"


class Finding(NamedTuple):
    file: str
    line: int
    severity: str
    """`error`, `warning` or `info`"""
    message: str
    extract: str


def findings(paths: Iterable[Path]) -> list[Finding]:
    """What the checker says of HTML, CSS and SVG files, or folders of them; notes of `info` are left out."""
    command = [str(java()), "-Xss1m", "-jar", str(NU_CHECKER), "--format", "json", "--stdout"]
    options = ["--exit-zero-always", "--skip-non-html", "--also-check-css", "--also-check-svg"]
    filtered = ["--filterpattern", _FOREIGN_TO_FILES]
    run = subprocess.run([*command, *options, *filtered, *map(str, paths)], capture_output=True, check=True)
    messages = json.loads(run.stdout)["messages"]
    return sorted(_finding(message) for message in messages if _severity(message) != "info")


def _severity(message: dict[str, str]) -> str:
    return message["subType"] if message["type"] == "info" and "subType" in message else message["type"]


def _finding(message: dict[str, str]) -> Finding:
    file = unquote(urlsplit(message.get("url", "")).path)
    line = int(message.get("lastLine", 0))
    return Finding(file, line, _severity(message), message["message"], message.get("extract", ""))
