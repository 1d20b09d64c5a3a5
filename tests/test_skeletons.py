"""`wenzheng new`: what it writes is a valid record, explains every field and never goes stale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from generator.catalogue import County
from generator.check import check
from generator.model import MODELS, Kind
from generator.model.county import Column, Rule
from generator.model.load import load
from generator.model.vocabulary import Term
from generator.problem import Problem
from generator.read import read
from generator.skeletons import Skeleton, next_id, skeleton
from tests import sheets

TODAY = date(2026, 11, 24)
PREFIXES = {Kind.CASE: "XZ", Kind.CALL: "WJ", Kind.SESSION: "FT", Kind.SURVEY: "DC", Kind.CLARIFICATION: "HY"}


def county(**changed: Any) -> County:
    """A county with one column of each kind."""
    rule = Rule(title="制度", answers="办公室", publishes="全部")
    columns = {
        f"{kind}-column": Column(
            id=f"{kind}-column", title=kind.zh, kind=kind, prefix=prefix, purpose="用途", rule=rule
        )
        for kind, prefix in PREFIXES.items()
    }
    return replace(sheets.county(), **({"columns": columns} | changed))


def written(kind: Kind, of: County | None = None) -> Skeleton:
    found = skeleton(kind, of or county(), [], TODAY)
    assert isinstance(found, Skeleton)
    return found


def uncommented(text: str) -> str:
    """The text with every example in force: explanations begin with Chinese, examples with a field or a dash."""
    return re.sub(r"^( *)# (?!yaml-language-server)(?=[-a-z ])", r"\1", text, flags=re.MULTILINE)


def valid(kind: Kind, text: str) -> BaseModel:
    return MODELS[kind].model_validate(
        {**yaml.load(text, Loader=yaml.BaseLoader), "column": f"{kind}-column"}
    )


def models(model: Any) -> Iterator[type[BaseModel]]:
    """A model and all models inside it."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        yield model
        for field in model.model_fields.values():
            yield from models(field.annotation)
    else:
        for part in get_args(model):
            yield from models(part)


def terms(model: Any) -> Iterator[type[Term]]:
    """The closed lists that the fields of a model choose from."""
    if isinstance(model, type) and issubclass(model, Term):
        yield model
    for part in get_args(model):
        yield from terms(part)


@pytest.mark.parametrize("kind", Kind)
def test_a_skeleton_is_valid_as_it_stands_and_with_all_its_examples(kind: Kind) -> None:
    text = written(kind).text
    assert valid(kind, text) != valid(kind, uncommented(text))


@pytest.mark.parametrize("kind", Kind)
def test_a_county_without_topics_departments_and_places_gets_valid_skeletons(kind: Kind) -> None:
    bare = county(topics={}, departments={}, policies={}, places=())
    valid(kind, uncommented(written(kind, bare).text))


@pytest.mark.parametrize("kind", Kind)
def test_every_field_is_there(kind: Kind) -> None:
    text = uncommented(written(kind).text)
    for model in models(MODELS[kind]):
        for name in set(model.model_fields) - {"kind", "column"}:
            assert re.search(rf"(^|[ {{]){name}:", text, re.MULTILINE), f"{model.__name__}.{name}"


@pytest.mark.parametrize("kind", Kind)
def test_every_word_of_the_closed_lists_is_explained(kind: Kind) -> None:
    text = written(kind).text
    fields = [field.annotation for model in models(MODELS[kind]) for field in model.model_fields.values()]
    for term in {term for annotation in fields for term in terms(annotation)} - {Kind}:
        for word in term:
            assert f"{word.value} {word.zh}" in text


@pytest.mark.parametrize("kind", Kind)
def test_a_skeleton_passes_every_rule_of_the_demonstration_county(kind: Kind, tmp_path: Path) -> None:
    config = Path(__file__).parent.parent / "site_config"
    empty, _ = load(read(tmp_path, config))
    assert empty is not None
    found = written(kind, empty.county)
    path = tmp_path / found.path
    path.parent.mkdir(parents=True)
    path.write_text(found.text, encoding="utf-8")
    content, problems = load(read(tmp_path, config))
    assert content is not None and problems == []
    assert [record.value.id for record in content.records] == [path.stem]
    assert [problem for problem in check(content, TODAY) if problem.mark.path.endswith(path.name)] == []


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([], "XZ-2026-0001"),
        (["XZ-2026-0001", "XZ-2026-0003"], "XZ-2026-0004"),
        (["XZ-2025-0009", "SJ-2026-0009", "XZ-2026-0002-1", "XZ-2026-A1"], "XZ-2026-0001"),
        (["XZ-2026-99999", "xz-2026-100000"], "XZ-2026-100001"),
    ],
)
def test_an_id_is_one_above_all_that_were_given_in_the_year(taken: list[str], expected: str) -> None:
    assert next_id("XZ", 2026, taken) == expected


def test_files_lie_where_their_kind_and_column_say() -> None:
    assert written(Kind.CASE).path == "cases/case-column/2026/XZ-2026-0001.yml"
    assert written(Kind.CALL).path == "calls/call-column/WJ-2026-0001.yml"


@pytest.mark.parametrize(
    ("kind", "column", "said"),
    [
        (Kind.CASE, "case-colum", "您是否想写 “case-column”？"),
        (Kind.CASE, "call-column", "可以用：case-column"),
    ],
)
def test_a_column_that_does_not_take_the_kind_is_a_problem(kind: Kind, column: str, said: str) -> None:
    found = skeleton(kind, county(), [], TODAY, column)
    assert isinstance(found, Problem)
    assert said in found.fix.zh


def test_a_county_without_a_column_for_the_kind_is_told_to_add_one() -> None:
    found = skeleton(Kind.SURVEY, sheets.county(), [], TODAY)
    assert isinstance(found, Problem)
    assert "kind: survey" in found.fix.zh
