"""Walks a piece of content and names every leaf: where it stands, what it points to, what it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from generator.model.entity import Entity
from generator.model.fields import Moment, Ref

Location = tuple[str | int, ...]


class Leaf(NamedTuple):
    where: Location
    value: Any
    refers: Ref | None


Kind = type[str] | type[Moment] | type[Ref]
"""What a rule may look for: words of the writer's own (no word of a vocabulary), moments, references."""


def leaves(entity: Entity, where: Location = (), kind: Kind | None = None) -> list[Leaf]:
    """Every value that the writer gave, in the model's order, with its place in the YAML.

    With a kind only of the fields that can hold one; a field that holds several kinds gives whatever it has.
    """
    found: list[Leaf] = []
    _collect(entity, where, kind, found)
    return found


def _collect(entity: Entity, where: Location, kind: Kind | None, found: list[Leaf]) -> None:
    given, values = entity.model_fields_set, entity.__dict__
    for field, refers in _fields(type(entity), kind):
        if field in given:
            _add(values[field], (*where, field), refers, kind, found)


def _add(value: Any, where: Location, refers: Ref | None, kind: Kind | None, found: list[Leaf]) -> None:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            _add(item, (*where, index), refers, kind, found)
    elif isinstance(value, Entity):
        _collect(value, where, kind, found)
    elif value is not None:
        found.append(Leaf(where, value, refers))


@cache
def _fields(model: type[Entity], kind: object) -> tuple[tuple[str, Ref | None], ...]:
    """The fields of a model that can hold a kind, with what they point to."""
    return tuple(
        (field, _reference(model, field))
        for field in model.model_fields
        if kind is None or kind in _kinds(model, field)
    )


def _reference(model: type[Entity], field: str) -> Ref | None:
    info = model.model_fields[field]
    return next((part for part in (*info.metadata, *parts(info.annotation)) if isinstance(part, Ref)), None)


@cache
def _kinds(model: type[Entity], field: str) -> frozenset[Any]:
    """The kinds that a field can hold, in itself or deeper down."""
    info = model.model_fields[field]
    kinds: set[Any] = set()
    for part in (*info.metadata, *parts(info.annotation)):
        if isinstance(part, Ref):
            kinds.add(Ref)
        elif isinstance(part, type) and issubclass(part, Entity):
            kinds.update(*(_kinds(part, inner) for inner in part.model_fields))
        else:
            kinds.update({str, Moment, Ref} if part is Any else {part} & {str, Moment})
    return frozenset(kinds)


def parts(annotation: Any) -> Iterator[Any]:
    """An annotation, and all that it is made of."""
    yield annotation
    for part in (*getattr(annotation, "__metadata__", ()), *get_args(annotation)):
        yield from parts(part)
