"""Files of open data, read as their dictionary tells a stranger to read them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from generator.audit import audit
from generator.catalogue import Catalogue
from generator.examining import tallied
from generator.model import MODELS
from generator.model.county import Column, Department, Policy, Topic
from generator.model.entity import Entity
from generator.model.register import Register
from generator.open_data import Source, open_data
from tests.rig.catalogues import seed

LINES: dict[str, type[Entity]] = {
    **{str(kind): model for kind, model in MODELS.items()},
    "register": Register,
    "department": Department,
    "topic": Topic,
    "column": Column,
    "policy": Policy,
}
"""The tables that are given as JSON Lines, and what a line holds."""


def source(catalogue: Catalogue) -> Source:
    counted = tallied(catalogue)
    return Source(counted, audit(counted, {}, ()))


def files(catalogue: Catalogue) -> dict[str, bytes]:
    pairs = list(open_data(source(catalogue)))
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def raw_rows(document: bytes) -> list[dict[str, str]]:
    """A CSV file's rows as its cells are written."""
    header, *rows = csv.reader(io.StringIO(document.decode("utf-8-sig"), newline=""))
    return [dict(zip(header, row, strict=True)) for row in rows]


def rows(document: bytes) -> list[dict[str, str]]:
    """A CSV file's rows as a reader of the dictionary gets the texts back."""
    return [{name: cell.removeprefix("'") for name, cell in row.items()} for row in raw_rows(document)]


def lines(document: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in document.decode().splitlines()]


@cache
def seed_files() -> Mapping[str, bytes]:
    return files(seed())
