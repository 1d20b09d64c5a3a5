"""Walks a piece of content and names every leaf: where it stands, what it points to, what it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

from generator.model.entity import Entity
from generator.model.fields import Moment, Ref

Location = tuple[str | int, ...]


class Leaf(NamedTuple):
    where: Location
    value: Any
    refers: Ref | None


Sort = Literal["text", "moment", "reference"]
"""What a rule may look for: words of the writer's own (no word of a vocabulary), moments, references."""


def leaves(entity: Entity, where: Location = (), sort: Sort | None = None) -> list[Leaf]:
    """Every value that the writer gave, in the model's order, with its place in the YAML.

    With a sort only of the fields that can hold it; a field that holds several sorts gives whatever it has.
    """
    found: list[Leaf] = []
    _collect(entity, where, sort, found)
    return found


def _collect(entity: Entity, where: Location, sort: Sort | None, found: list[Leaf]) -> None:
    given, values = entity.model_fields_set, entity.__dict__
    for field, refers in _fields(type(entity), sort):
        if field in given:
            _add(values[field], (*where, field), refers, sort, found)


def _add(value: Any, where: Location, refers: Ref | None, sort: Sort | None, found: list[Leaf]) -> None:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            _add(item, (*where, index), refers, sort, found)
    elif isinstance(value, Entity):
        _collect(value, where, sort, found)
    elif value is not None:
        found.append(Leaf(where, value, refers))


@cache
def _fields(model: type[Entity], sort: Sort | None) -> tuple[tuple[str, Ref | None], ...]:
    """The fields of a model that can hold a sort of value, with what they point to."""
    return tuple(
        (field, _reference(model, field))
        for field in model.model_fields
        if sort is None or sort in _sorts(model, field)
    )


def _reference(model: type[Entity], field: str) -> Ref | None:
    info = model.model_fields[field]
    return next((part for part in (*info.metadata, *parts(info.annotation)) if isinstance(part, Ref)), None)


@cache
def _sorts(model: type[Entity], field: str) -> frozenset[Sort]:
    """The sorts of values that a field can hold, in itself or deeper down."""
    info = model.model_fields[field]
    found: set[Sort] = set()
    for part in (*info.metadata, *parts(info.annotation)):
        if isinstance(part, Ref):
            found.add("reference")
        elif part is Moment:
            found.add("moment")
        elif part is str:
            found.add("text")
        elif part is Any:
            found.update(("text", "moment", "reference"))
        elif isinstance(part, type) and issubclass(part, Entity):
            found.update(*(_sorts(part, inner) for inner in part.model_fields))
    return frozenset(found)


def parts(annotation: Any) -> Iterator[Any]:
    """An annotation, and all that it is made of."""
    yield annotation
    for part in (*getattr(annotation, "__metadata__", ()), *get_args(annotation)):
        yield from parts(part)
