"""The seed county stands for every county: it is valid, and no text field of any model is missing from it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import generator.model.county as county_models
from generator.check import check
from generator.model import MODELS
from generator.model.entity import Entity
from generator.model.fields import Line, PlaceRef, Prose
from generator.model.load import Content, load
from generator.model.register import Register
from generator.read import read
from tests.rig.county import SEED, Folders, Slot, plant, plant_empty
from tests.rig.hostile import Bundles, bundled, tamed

TODAY = date(2026, 6, 30)
TEXTS = [*get_args(Line)[1:], *get_args(Prose)[1:], *get_args(PlaceRef)[1:]]


def loaded(folders: Folders) -> Content:
    raw = read(folders.content, folders.config)
    content, problems = load(raw)
    assert content is not None
    found = [*raw.problems, *problems, *check(content, TODAY)]
    # Filler answers nothing, rests on a law that is repealed so that the notice of it is seen too, and copies of one
    # letter outnumber what the register has published.
    usual = ("reply-", "rule-", "register-records")
    assert [problem for problem in found if not problem.code.startswith(usual)] == []
    assert not any(problem.is_error for problem in found)
    return content


def reachable(model: type[Entity]) -> Iterator[type[Entity]]:
    yield model
    for part in parts(get_type_hints(model, include_extras=True)):
        if inspect.isclass(part) and issubclass(part, Entity):
            yield from reachable(part)


def parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in annotation.values() if isinstance(annotation, dict) else get_args(annotation):
        yield from parts(inner)


def text_fields(model: type[Entity]) -> set[tuple[str, str]]:
    hints = get_type_hints(model, include_extras=True)
    return {
        (model.__name__, name)
        for name, hint in hints.items()
        if any(any(part is text for text in TEXTS) for part in parts(hint))
    }


def used_fields(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Entity):
        for name in value.model_fields_set:
            yield type(value).__name__, name
            yield from used_fields(getattr(value, name))
    elif isinstance(value, (tuple, Mapping)):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from used_fields(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from used_fields(getattr(value, field.name))


def test_the_seed_county_has_no_problem_and_leaves_no_text_field_out() -> None:
    content = loaded(Folders(SEED / "content", SEED / "site_config"))
    settings = [model for _, model in inspect.getmembers(county_models, inspect.isclass)]
    models = {m for m in settings if issubclass(m, Entity)} | {Register, *MODELS.values()}
    wanted = {field for top in models for model in reachable(top) for field in text_fields(model)}
    assert len(wanted) > 60
    assert wanted - set(used_fields(content)) == set()


def test_every_payload_meets_every_text_of_a_record(tmp_path: Path) -> None:
    bundles = bundled([f"载荷{number}。" for number in range(100)])
    folders = plant(tmp_path, Bundles(bundles, in_office_prose=False), copies=len(bundles))
    content = loaded(folders)
    letters = [getattr(record.value, "letter", None) or "" for record in content.records]
    assert all(any(f"载荷{number}。" in letter for letter in letters) for number in range(100))
    assert len({record.value.title for record in content.records}) == len(bundles)


def test_a_tame_text_has_the_shape_of_the_wild_one() -> None:
    assert tamed("<b>\n\n x\x01=\u3000y\u200b") == "xxx\n\n xxx\u3000xx"


def test_an_empty_county_has_no_problem(tmp_path: Path) -> None:
    assert loaded(plant_empty(tmp_path)).records == ()


def test_dressing_counts_the_texts_of_each_file(tmp_path: Path) -> None:
    slots: list[Slot] = []
    plant(tmp_path, lambda slot: slots.append(slot) or slot.word, copies=2)  # type: ignore[func-returns-value]
    assert {slot.copy for slot in slots} == {0, 1}
    assert any(slot.is_office_prose for slot in slots)
    assert any(slot.is_place for slot in slots)
