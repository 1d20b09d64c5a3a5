"""Open data says itself what it holds: schemas, the Data Package and the dictionary agree with the files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import pytest

from generator.model.entity import Entity
from generator.open_data import READING, dictionary
from generator.open_data.sheet import Sheet
from generator.open_data.sheets import SHEETS
from generator.open_data.words import WORDS
from tests.rig.catalogues import seed
from tests.rig.tables import LINES, lines, rows, seed_files, source

NAMES = [sheet.name for sheet in SHEETS]


def cell_faults(field: Mapping[str, Any], cell: str) -> list[str]:
    """What in a cell does not fit its field, by Table Schema's types and constraints; empty cells are missing."""
    rules = field.get("constraints", {})
    found = []
    match field["type"]:
        case "integer":
            found += [] if re.fullmatch(r"\d+", cell) else ["no integer"]
        case "number":
            found += [] if re.fullmatch(r"-?\d+(\.\d)?", cell) else ["no number"]
        case "boolean":
            found += [] if cell in {"true", "false"} else ["no boolean"]
        case "date":
            found += [] if str(date.fromisoformat(cell)) == cell else ["no date"]
        case "yearmonth":
            found += [] if datetime.strptime(cell, "%Y-%m") else ["no month"]
        case kind:
            found += [] if kind == "string" else [f"type {kind}"]
    if "enum" in rules and cell not in rules["enum"]:
        found.append("not of the list")
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        found.append("not of the pattern")
    return found


def test_every_table_has_csv_and_schema_and_every_kind_json_lines() -> None:
    expected = {f"data/{sheet.name}.{ending}" for sheet in SHEETS for ending in ("csv", "schema.json")}
    expected |= {f"data/{name}.jsonl" for name in LINES} | {"data/datapackage.json"}
    expected |= {f"data/{sheet.name}.jsonl" for sheet in SHEETS if sheet.flat}
    assert set(seed_files()) == expected


def test_the_data_package_lists_every_file_with_its_size_and_digest() -> None:
    package = json.loads(seed_files()["data/datapackage.json"])
    for resource in package["resources"]:
        content = seed_files()[f"data/{resource['path']}"]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
    listed = {f"data/{resource['path']}" for resource in package["resources"]}
    listed |= {f"data/{resource['schema']}" for resource in package["resources"] if "schema" in resource}
    assert listed == set(seed_files()) - {"data/datapackage.json"}
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)


@pytest.mark.parametrize("sheet", SHEETS, ids=NAMES)
def test_a_table_fits_its_schema(sheet: Sheet) -> None:
    schema = json.loads(seed_files()[f"data/{sheet.name}.schema.json"])
    table = rows(seed_files()[f"data/{sheet.name}.csv"])
    fields = {field["name"]: field for field in schema["fields"]}
    assert table, "the seed should have a row of everything"
    for row in table:
        assert list(row) == list(fields)
        faults = {key: cell_faults(fields[key], cell) for key, cell in row.items() if cell}
        assert {key: found for key, found in faults.items() if found} == {}
    keys = [tuple(row[key] for key in schema["primaryKey"]) for row in table]
    assert len(keys) == len(set(keys))
    assert all(all(key) for key in keys)


@pytest.mark.parametrize("sheet", SHEETS, ids=NAMES)
def test_what_a_table_refers_to_stands_in_the_other_table(sheet: Sheet) -> None:
    schema = json.loads(seed_files()[f"data/{sheet.name}.schema.json"])
    for reference in schema.get("foreignKeys", []):
        (here,), (there,) = reference["fields"], reference["reference"]["fields"]
        target = rows(seed_files()[f"data/{reference['reference']['resource']}.csv"])
        used = {row[here] for row in rows(seed_files()[f"data/{sheet.name}.csv"]) if row[here]}
        assert used <= {row[there] for row in target}, here


@pytest.mark.parametrize("sheet", SHEETS, ids=NAMES)
def test_no_column_is_always_empty(sheet: Sheet) -> None:
    """The seed has every field, so a column without a value would read a name that nothing has."""
    table = rows(seed_files()[f"data/{sheet.name}.csv"])
    bare = {name for name in sheet.header if not any(row[name] for row in table)}
    unused = (
        {"related", "attachments", "corrected"}
        if sheet.name in {"session", "survey", "clarification"}
        else set()
    )
    unused |= {"related", "attachments"} if sheet.name == "call" else set()
    assert bare <= unused


def test_rows_say_only_what_a_column_holds() -> None:
    """What a row says for no column would be a misspelt name; events say all that they hold."""
    for sheet in SHEETS:
        if sheet.name != "case-events":
            for _, said in sheet.rows(source(seed())):
                assert set(said) <= set(sheet.header), sheet.name


def test_the_dictionary_has_every_column_of_every_table() -> None:
    tables = {table.file: [field.name for field in table.fields] for table in dictionary()}
    for sheet in SHEETS:
        header = next(
            csv.reader([seed_files()[f"data/{sheet.name}.csv"].decode("utf-8-sig").splitlines()[0]])
        )
        assert tables[f"{sheet.name}.csv"] == header
        schema = json.loads(seed_files()[f"data/{sheet.name}.schema.json"])
        assert [field["name"] for field in schema["fields"]] == header


def paths(value: Any, path: str = "") -> Iterator[str]:
    """Every path in a value of JSON, as the dictionary writes them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield path + key
            yield from paths(inner, f"{path}{key}.")
    if isinstance(value, list):
        for inner in value:
            yield from paths(inner, f"{path.removesuffix('.')}[].")


@pytest.mark.parametrize("name", LINES)
def test_the_dictionary_has_every_field_of_json_and_no_other(name: str) -> None:
    (table,) = (table for table in dictionary() if table.file == f"{name}.jsonl")
    described = {field.name for field in table.fields}
    shown = {path for node in lines(seed_files()[f"data/{name}.jsonl"]) for path in paths(node)}
    assert shown <= described
    unused = {"attachments", "related", "events"}
    assert {path for path in described - shown if path.split("[")[0] not in unused} == set()


def test_the_dictionary_tells_of_no_event_that_data_never_has() -> None:
    told = [field.text.en for table in dictionary() for field in table.fields if "[]." in field.name]
    assert [text for text in told if "replied" in text]
    assert not [text for text in told if "withdrawn" in text]


def test_the_dictionary_speaks_both_languages() -> None:
    sentences = [*READING, *WORDS.values(), *(table.title for table in dictionary())]
    assert all(text.zh.strip() and text.en.strip() for text in sentences)
    assert all(re.search("[一-鿿]", text.zh) and text.en.isascii() for text in WORDS.values())


def descendants(model: type[Entity]) -> Iterator[type[Entity]]:
    for child in model.__subclasses__():
        yield child
        yield from descendants(child)


def test_every_word_of_the_dictionary_is_used() -> None:
    """A word that no table and no class of the model looks up first is a leftover."""
    used = set()
    for model in descendants(Entity):
        for name in model.model_fields:
            used |= {f"{model.__name__}.{name}"} & set(WORDS) or {name}
    for sheet in SHEETS:
        for name in sheet.header:
            owners = (f"{sheet.name}.{name}", f"{sheet.of.__name__}.{name}")
            used.add(next((key for key in owners if key in WORDS), name))
    assert set(WORDS) - used == set()
