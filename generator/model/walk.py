"""Walks a piece of content and names every leaf: where it stands, what it points to, what it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from generator.model.entity import Entity
from generator.model.fields import Ref

Location = tuple[str | int, ...]


class Leaf(NamedTuple):
    where: Location
    value: Any
    refers: Ref | None


@cache
def _reference(model: type[Entity], field: str) -> Ref | None:
    info = model.model_fields[field]
    return next((part for part in (*info.metadata, *parts(info.annotation)) if isinstance(part, Ref)), None)


def parts(annotation: Any) -> Iterator[Any]:
    """An annotation, and all that it is made of."""
    yield annotation
    for part in (*getattr(annotation, "__metadata__", ()), *get_args(annotation)):
        yield from parts(part)


def leaves(entity: Entity, where: Location = ()) -> Iterator[Leaf]:
    """Every value that the writer gave, in the model's order, with its place in the YAML."""
    for field in type(entity).model_fields:
        if field in entity.model_fields_set:
            yield from _leaves(getattr(entity, field), (*where, field), _reference(type(entity), field))


def _leaves(value: Any, where: Location, refers: Ref | None) -> Iterator[Leaf]:
    if isinstance(value, Entity):
        yield from leaves(value, where)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, (*where, index), refers)
    elif value is not None:
        yield Leaf(where, value, refers)
