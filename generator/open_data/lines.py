"""The lines of one case in the tables that have lines of every case, so that these files need not be made anew whole."""

from __future__ import annotations

from collections.abc import Mapping

from generator.open_data.case import CASES, EVENTS
from generator.open_data.clocks import CLOCKS
from generator.open_data.files import csv_lines, head, json_lines
from generator.open_data.sheet import Source

OF_CASES: Mapping[str, bytes] = {
    f"{CASES.name}.csv": head(CASES),
    f"{CASES.name}.jsonl": b"",
    f"{EVENTS.name}.csv": head(EVENTS),
    f"{CLOCKS.name}.csv": head(CLOCKS),
}
"""The files with lines of every case, and how each begins; the lines stand in the order of the catalogue."""


def lines(source: Source) -> tuple[bytes, ...]:
    """The lines of the records of a source in each of these files."""
    return (
        csv_lines(CASES, source),
        json_lines(CASES, source),
        csv_lines(EVENTS, source),
        csv_lines(CLOCKS, source),
    )
