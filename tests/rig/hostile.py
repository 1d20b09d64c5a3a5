"""Hostile and awkward texts, bundled so that a few records carry them all through every field, and a tame twin."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.rig.county import Slot

BUNDLE = 64
LEAD = "文字"
"""Leads each bundle, so that none is empty and no payload can pass for YAML or for a number."""


@dataclass(frozen=True)
class Bundles:
    """Payloads in bundles, a payload a line. Copy c of the records shows bundle c + n in its n-th text."""

    bundles: tuple[str, ...]
    in_office_prose: bool
    """True: only in office prose, where Markdown may make elements of its own; False: everywhere else."""

    def __call__(self, slot: Slot) -> str:
        if slot.is_office_prose != self.in_office_prose:
            return slot.word
        number = 0 if slot.is_place else slot.number
        return self.bundles[(slot.copy + number) % len(self.bundles)]

    @property
    def tame(self) -> Bundles:
        """The same shape of lines and lengths, all of it harmless; the leading word is kept."""
        return Bundles(tuple(LEAD + tamed(text[len(LEAD) :]) for text in self.bundles), self.in_office_prose)


def payloads(folder: Path) -> list[str]:
    """All payloads of `hostile/` in the folder of real inputs."""
    files = sorted((folder / "hostile").glob("*.json"))
    return [text for file in files for text in json.loads(file.read_text("utf-8"))]


def bundled(texts: Sequence[str]) -> tuple[str, ...]:
    """All texts in bundles of at most BUNDLE, a text a line below the leading word."""
    step = -(-len(texts) // BUNDLE)
    return tuple("\n".join([LEAD, *texts[start::step]]) for start in range(step))


def tamed(text: str) -> str:
    """The text with white space kept and every other character made x; line ends of old YAML are spaces, as content has them."""
    return "".join(
        " "
        if c in "\x85\u2028\u2029"
        else c
        if c.isspace() and (c in "\t\n\r" or c > "\x9f" or c.isprintable())
        else "x"
        for c in text
    )
