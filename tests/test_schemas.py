"""JSON Schemas for editors: they take what the check takes, and underline what the models refuse."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from generator import schemas
from generator.model import Kind
from generator.model.load import load
from generator.read import FOLDERS, read
from generator.read.folders import SETTINGS
from generator.skeletons import Skeleton, skeleton
from tests.rig.building import DEMO, ROOT
from tests.test_docs import CHINESE, examples

YAML_BAD = ROOT / "tests/yaml"


class Core(yaml.SafeLoader):
    """Scalars as an editor takes them: the core schema of YAML 1.2 (§10.3.2)."""


Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first)


@cache
def validators() -> dict[str, Draft7Validator]:
    settings, _ = load(read(None, DEMO.config))
    assert settings is not None
    made = schemas.schemas(settings.county)
    for schema in made.values():
        Draft7Validator.check_schema(schema)
    return {name: Draft7Validator(schema) for name, schema in made.items()}


def errors(name: str, text: str) -> list[str]:
    value = yaml.load(text, Core)
    return [f"{error.json_path}: {error.message}" for error in validators()[name].iter_errors(value)]


def name_of(path: str) -> str:
    """The schema of a file, by its path in the project."""
    first, second = path.split("/")[:2]
    if first == "site_config":
        return second.removesuffix(".yml")
    return "register" if second == "registers" else str(FOLDERS[second])


def demo() -> list[Path]:
    return [*sorted(DEMO.content.rglob("*.yml")), *sorted(DEMO.config.glob("*.yml"))]


def test_every_kind_register_and_setting_has_one() -> None:
    assert set(validators()) == {*map(str, Kind), "register", *SETTINGS}


@pytest.mark.parametrize("path", demo(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_demonstration_is_without_a_red_line(path: Path) -> None:
    assert errors(name_of(path.relative_to(ROOT).as_posix()), path.read_text("utf-8")) == []


def test_every_example_of_the_manual_is_without_a_red_line() -> None:
    found = {path: errors(name_of(path), text) for path, text in examples(CHINESE) if "/" in path}
    assert len(found) > 10
    # It shows how a department takes over another's work, which a county of its own has.
    successor = found.pop("site_config/departments.yml")
    assert all(".successor" in said for said in successor)
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("case", "{id: XZ-2026-0001}"),
        ("case", "titel: x"),
        ("case", "type: complain"),
        ("case", "events: [{event: reply, at: 2026-03-02}]"),
        ("case", "events: [{event: replied, at: 2026-03-02, by: nobody}]"),
        ("case", "events: [{event: received, at: 2026/03/02}]"),
        ("case", "events: [{event: rated, at: 2026-03-02, attitude: 6}]"),
        ("case", "- - x"),
        ("register", "{column: mayor, month: 2026-3, received: 1, accepted: 1, published: 1}"),
        ("register", "{column: mayor, month: 2026-03, received: 1.5, accepted: 1, published: 1}"),
        ("site", "language: de"),
        ("columns", "- {id: Mayor}"),
        ("places", "[[a]]"),
        ("survey", "questions: []"),
    ],
)
def test_a_fault_is_underlined(name: str, text: str) -> None:
    assert errors(name, text)


def test_words_that_an_editor_takes_for_no_text_are_known_as_both() -> None:
    words = validators()["clarification"].schema["definitions"]["Clarification"]["properties"]["verdict"][
        "enum"
    ]
    assert {"true", "false", True, False} <= set(words)


def test_an_editor_is_offered_the_countys_own_departments_by_name() -> None:
    replied = validators()["case"].schema["definitions"]["Replied"]["properties"]["by"]
    assert "ecology" in replied["enum"]
    assert replied["enumDescriptions"][replied["enum"].index("ecology")].endswith("局")


def test_every_field_says_what_it_is() -> None:
    for validator in validators().values():
        for part in validator.schema.get("definitions", {}).values():
            assert all(field["description"] for field in part["properties"].values())


@pytest.mark.parametrize("kind", list(Kind))
def test_a_skeleton_names_a_schema_that_is_there_and_fits(kind: Kind, tmp_path: Path) -> None:
    settings, _ = load(read(None, DEMO.config))
    assert settings is not None
    made = skeleton(kind, settings.county, (), date(2026, 4, 1))
    assert isinstance(made, Skeleton)
    schemas.write(tmp_path / schemas.FOLDER, settings.county)
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", made.text)
    assert named is not None
    file = tmp_path / "content" / made.path
    file.parent.mkdir(parents=True)
    assert (file.parent / named[1]).resolve() == tmp_path / schemas.FOLDER / f"{kind}.json"
    assert (file.parent / named[1]).is_file()
    assert errors(str(kind), made.text) == []


def test_writing_again_touches_no_file(tmp_path: Path) -> None:
    settings, _ = load(read(None, DEMO.config))
    assert settings is not None
    before = {path: path.stat().st_mtime_ns for path in schemas.write(tmp_path, settings.county)}
    assert {path: path.stat().st_mtime_ns for path in schemas.write(tmp_path, settings.county)} == before


def test_vs_code_knows_where_every_schema_belongs_and_asks_no_server() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    globs = settings["yaml.schemas"]
    assert set(globs) == {f"{schemas.FOLDER}/{name}.json" for name in validators()}
    assert all(name_of(glob) == Path(path).stem for path, glob in globs.items())
    assert settings["yaml.schemaStore.enable"] is False
