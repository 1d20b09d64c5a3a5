"""The files of open data: CSV that opens in Excel, JSON Lines, Table Schemas and a Data Package over all."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator import addresses
from generator.catalogue import Catalogue
from generator.model.fields import Moment
from generator.open_data.sheet import Cell, Sheet, Source, Type
from generator.open_data.sheets import SHEETS
from generator.open_data.tables import Table, describe

_FORMULA = frozenset("'=+-@\t\r\n＝＋－＠")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_LINES = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_MOMENT = r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?"
_MEDIA = {"csv": "text/csv", "jsonl": "application/jsonl"}
_REFERENCES = {
    **{name: name for name in ("column", "topic", "case", "call", "session", "survey", "clarification")},
    "figure": "measure",
    "by": "department",
    "department": "department",
    "to": "department",
    "basis": "policy",
}
"""Columns that hold the id of a row of another table."""


Made = Mapping[str, Path]
"""Files that are there already, by their name: the lines of `csv_lines` or `json_lines` below `head`."""


def open_data(source: Source, made: Made = MappingProxyType({})) -> Iterator[tuple[str, bytes | Path]]:
    """Every table as CSV with its schema, records and settings as JSON Lines too, then the Data Package."""
    resources = []
    for sheet in SHEETS:
        table = describe(sheet)
        content = made.get(f"{sheet.name}.csv") or head(sheet) + csv_lines(sheet, source)
        resources.append(_resource(sheet, "csv", content) | {"schema": f"{sheet.name}.schema.json"})
        yield addresses.data(sheet.name, "csv"), content
        if sheet.whole or sheet.flat:
            content = made.get(f"{sheet.name}.jsonl") or json_lines(sheet, source)
            resources.append(_resource(sheet, "jsonl", content))
            yield addresses.data(sheet.name, "jsonl"), content
        yield addresses.data(sheet.name, "schema.json"), _pretty(_schema(sheet, table))
    yield addresses.data("datapackage", "json"), _pretty(_package(source.catalogue, resources))


def head(sheet: Sheet) -> bytes:
    """The first line of a CSV file, after a BOM, by which Excel knows the encoding."""
    return "\ufeff".encode() + _comma_separated([list(sheet.header)])


def csv_lines(sheet: Sheet, source: Source) -> bytes:
    """The rows in RFC 4180."""
    return _comma_separated([_written(cell) for cell in cells] for cells in sheet.cells(source))


def _comma_separated(rows: Iterable[Sequence[Cell]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


def _written(cell: Cell) -> Cell:
    """The cell as the file holds it; text that a spreadsheet would run as a formula follows an apostrophe.

    Text that begins with an apostrophe gets one more, so that taking one off always gives the text back.
    """
    if isinstance(cell, str):
        return f"'{cell}" if cell[:1] in _FORMULA else cell
    if isinstance(cell, tuple):
        return _written("|".join(cell))
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell


def json_lines(sheet: Sheet, source: Source) -> bytes:
    """One object a line; separators that some readers take for line ends are escaped."""
    content = BytesIO()
    for node in _nodes(sheet, source):
        line = _JSON.encode(node)
        for separator, escaped in _LINES.items():
            line = line.replace(separator, escaped)
        content.write(line.encode("utf-8", "replace") + b"\n")
    return content.getvalue()


def _nodes(sheet: Sheet, source: Source) -> Iterator[dict[str, Any]]:
    """Things in the words of the model, or rows in those of their table."""
    if sheet.flat:
        for cells in sheet.cells(source):
            named = zip(sheet.header, cells, strict=True)
            yield {name: _plain(cell) for name, cell in named if cell is not None and cell != ()}
    else:
        for thing, said in sheet.rows(source):
            yield _plain(thing) | ({"url": said["url"]} if "url" in said else {})


def _plain(value: object) -> Any:
    """A value as JSON knows it: absent fields left out, dates as written."""
    if isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (Moment, date)):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return {name: _plain(part) for name, part in vars(value).items() if part is not None and part != ()}


def _schema(sheet: Sheet, table: Table) -> dict[str, Any]:
    """The table's schema (Table Schema, https://datapackage.org/standard/table-schema/)."""
    fields = [
        {"name": field.name, "title": field.text.zh, "description": field.text.en} | _typed(sheet, field.name)
        for field in table.fields
    ]
    references = [
        {"fields": [name], "reference": {"resource": resource, "fields": ["id"]}}
        for name, resource in _REFERENCES.items()
        if name in sheet.header and sheet.header[name] is Type.TEXT
    ]
    title = {"title": sheet.title.zh, "description": sheet.title.en}
    schema = title | {"fields": fields, "primaryKey": list(sheet.key)}
    return schema | {"foreignKeys": references} if references else schema


def _typed(sheet: Sheet, name: str) -> dict[str, Any]:
    """What a schema says of the column's values."""
    held = sheet.header[name]
    if not isinstance(held, Type):
        labels = [{"value": str(term), "label": term.zh} for term in held]
        return {"type": "string", "categories": labels, "constraints": {"enum": [str(term) for term in held]}}
    if held in (Type.INTEGER, Type.NUMBER):
        return {"type": str(held), "constraints": {"minimum": 0}}
    if held is Type.MOMENT:
        return {"type": "string", "constraints": {"pattern": _MOMENT}}
    named = {Type.TEXT: "string", Type.LIST: "string", Type.MONTH: "yearmonth", Type.SIGNED: "number"}
    return {"type": named.get(held, str(held))}


def _resource(sheet: Sheet, ending: str, content: bytes | Path) -> dict[str, Any]:
    if isinstance(content, bytes):
        size, digest = len(content), hashlib.sha256(content).hexdigest()
    else:
        with content.open("rb") as file:
            digest, size = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    return {
        "name": sheet.name if ending == "csv" else f"{sheet.name}.{ending}",
        "path": f"{sheet.name}.{ending}",
        "title": sheet.title.zh,
        "description": sheet.title.en,
        "format": ending,
        "mediatype": _MEDIA[ending],
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
    } | ({"type": "table"} if ending == "csv" else {})


def _package(catalogue: Catalogue, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The descriptor of all files (Data Package 2.0, https://datapackage.org)."""
    site = catalogue.county.site
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "wenzheng",
        "title": site.title,
        "description": site.description,
        "homepage": site.url,
        "resources": resources,
    }


def _pretty(node: dict[str, Any]) -> bytes:
    return (json.dumps(node, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
