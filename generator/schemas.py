"""JSON Schemas of all files a clerk writes, for editors: they complete words and underline faults as one types.

Made from the models and the county's own settings, so that an editor knows the county's departments, topics, policies
and townships by name. Editors read YAML 1.2's core schema: `12` is a number there and `true` no text, so text may be
any scalar. What needs more than one field to be found out is left to `wenzheng check`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MinLen
from pydantic.fields import FieldInfo

from generator.catalogue import County
from generator.model import MODELS, fields
from generator.model.county import Calendar, Column, Department, Policy, Site, Topic
from generator.model.entity import Entity, Published
from generator.model.fields import Moment, Ref
from generator.model.gate import Gate, Waiver
from generator.model.register import Register
from generator.model.vocabulary import Term
from generator.open_data.words import WORDS
from generator.problem import Text

Schema = dict[str, Any]

FOLDER = "schemas"
"""Where they lie: beside the content folder."""
LISTS: Mapping[str, type[Entity]] = {
    "columns": Column,
    "departments": Department,
    "topics": Topic,
    "policies": Policy,
    "waivers": Waiver,
    "register": Register,
}
SINGLE: Mapping[str, type[Entity]] = {"site": Site, "calendar": Calendar, "gate": Gate}

_SCALAR = ["string", "number", "boolean"]
_DAY = r"\d{4}-\d{2}-\d{2}"
_SLUG = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"


_SETTINGS: Mapping[str, Text] = {
    "county": Text("县名", "name of the county"),
    "description": Text("网站的一句话说明", "the site in one sentence"),
    "days_off": Text("不上班的日子", "days that are not worked"),
    "first": Text("第一天", "first day"),
    "last": Text("最后一天；只有一天的不写", "last day; left out where it is one day"),
}
"""Fields of settings that open data does not show."""


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


def _reader(alias: Any) -> Any:
    """The validator that makes one of the scalar types of `model.fields` what it is."""
    return alias.__metadata__[0]


_READERS: Mapping[Any, Schema] = {
    _reader(fields.Day): _text(_DAY),
    _reader(fields.Month): _text(r"\d{4}-(0[1-9]|1[0-2])"),
    _reader(fields.Count): {"type": "integer", "minimum": 0, "maximum": 999_999_999},
    _reader(fields.Stars): {"type": "integer", "minimum": 1, "maximum": 5},
    _reader(fields.Flag): {"enum": [True, False, "是", "否", "yes", "no"]},
    _reader(fields.Line): {"type": _SCALAR},
    _reader(fields.Prose): {"type": _SCALAR},
    _reader(fields.RecordId): _text(r"[A-Z]{1,8}(-[A-Za-z0-9]{1,16}){1,4}"),
    _reader(fields.Slug): _text(_SLUG),
    _reader(fields.TopicPath): _text(rf"{_SLUG}(/{_SLUG})*"),
    _reader(fields.Prefix): _text("[A-Z]{1,8}"),
    _reader(fields.Link): _text(r"https?://\S+"),
    _reader(fields.SiteUrl): _text(r"https?://\S+"),
    _reader(fields.FilePath): _text(r"[^./\\][^\\]*"),
}


def schemas(county: County) -> Mapping[str, Schema]:
    """Every schema by its name: the kinds of records, registers, and the settings; a list file or one mapping."""
    made = {str(kind): _Builder(county).one_or_more(model) for kind, model in MODELS.items()}
    made |= {name: _Builder(county).one_or_more(model) for name, model in LISTS.items()}
    made |= {name: _Builder(county).whole(model) for name, model in SINGLE.items()}
    words = {"type": "array", "items": {"type": _SCALAR}}
    made["places"] = _head(words)
    made["synonyms"] = _head({"type": "array", "items": words})
    return made


def write(folder: Path, county: County) -> tuple[Path, ...]:
    """Write the schemas into a folder; files that say the same already are left alone. Gives all paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in sorted(schemas(county).items()):
        path, text = folder / f"{name}.json", json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        if not path.is_file() or path.read_bytes() != text.encode():
            path.write_text(text, "utf-8", newline="\n")
        paths.append(path)
    return tuple(paths)


def modeline(path: str, name: str) -> str:
    """The comment by which an editor finds the schema of a file, given by its path below the content folder."""
    return f"# yaml-language-server: $schema={'../' * (path.count('/') + 1)}{FOLDER}/{name}.json\n"


def _head(schema: Schema) -> Schema:
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema}


class _Builder:
    """One schema with all the parts that it is made of."""

    def __init__(self, county: County) -> None:
        self._parts: dict[str, Schema] = {}
        self._known: Mapping[Ref, Mapping[str, str]] = {
            Ref.COLUMN: {id: column.title for id, column in county.columns.items()},
            Ref.DEPARTMENT: {id: department.name for id, department in county.departments.items()},
            Ref.TOPIC: {id: topic.title for id, topic in county.topics.items()},
            Ref.POLICY: {id: policy.title for id, policy in county.policies.items()},
            Ref.PLACE: {place: place for place in county.places},
        }

    def whole(self, model: type[Entity]) -> Schema:
        return _head({**_or_empty(self._entity(model)), "definitions": self._parts})

    def one_or_more(self, model: type[Entity]) -> Schema:
        """A file holds a list, or the one entry itself."""
        entry = self._entity(model)
        either = {"if": {"type": "array"}, "then": {"items": entry}, "else": _or_empty(entry)}
        return _head({**either, "definitions": self._parts})

    def _entity(self, model: type[Entity]) -> Schema:
        name = model.__name__
        if name not in self._parts:
            self._parts[name] = {}
            given = {"column", "kind"} if issubclass(model, Published) else set()
            inner = {key: info for key, info in model.model_fields.items() if key not in given}
            self._parts[name] = {
                "type": "object",
                "properties": {key: self._field(model, key, info) for key, info in inner.items()},
                "required": [key for key, info in inner.items() if info.is_required()],
                "additionalProperties": False,
            }
        return {"$ref": f"#/definitions/{name}"}

    def _field(self, model: type[Entity], name: str, info: FieldInfo) -> Schema:
        schema = self._type(info.annotation, info.metadata)
        if not info.is_required():
            schema = _or_empty(schema)
        words = WORDS.get(f"{model.__name__}.{name}") or WORDS.get(name) or _SETTINGS.get(name)
        said = "\n".join(filter(None, (words and words.zh, info.description or (words and words.en))))
        return {"description": said, **({"allOf": [schema]} if "$ref" in schema else schema)}

    def _type(self, annotation: Any, metadata: Iterable[Any] = ()) -> Schema:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            return self._type(annotation, [*more, *metadata])
        inner = [one for one in get_args(annotation) if one is not type(None)]
        if get_origin(annotation) in {Union, UnionType}:
            return self._type(inner[0], metadata) if len(inner) == 1 else self._tagged(inner)
        if get_origin(annotation) is tuple:
            least = next((one.min_length for one in metadata if isinstance(one, MinLen)), 0)
            return {"type": "array", "items": self._type(inner[0]), "minItems": least}
        if get_origin(annotation) is Literal:
            return {"enum": list(inner)}
        if isinstance(annotation, type) and issubclass(annotation, Entity):
            return self._entity(annotation)
        return self._scalar(annotation, list(metadata))

    def _tagged(self, models: list[type[Entity]]) -> Schema:
        """Events: which fields there are hangs on `event`."""
        tags = [get_args(model.model_fields["event"].annotation)[0] for model in models]
        chosen = [
            {
                "if": {"properties": {"event": {"const": tag}}, "required": ["event"]},
                "then": self._entity(model),
            }
            for tag, model in zip(tags, models, strict=True)
        ]
        return {
            "type": "object",
            "properties": {"event": {"enum": tags}},
            "required": ["event"],
            "allOf": chosen,
        }

    def _scalar(self, annotation: Any, metadata: list[Any]) -> Schema:
        refers = next((one for one in metadata if isinstance(one, Ref)), None)
        if refers is not None and (known := self._known.get(refers)):
            return {"enum": list(known), "enumDescriptions": list(known.values())}
        if annotation is Moment:
            return _text(rf"{_DAY}([ T]\d{{2}}:\d{{2}}(:\d{{2}})?)?")
        if isinstance(annotation, type) and issubclass(annotation, StrEnum):
            return _words(annotation)
        schema = dict(next(_READERS[one] for one in metadata if one in _READERS))
        for bound in metadata:
            if isinstance(bound, Ge):
                schema["minimum"] = bound.ge
            elif isinstance(bound, Le):
                schema["maximum"] = bound.le
        return schema


def _words(terms: Any) -> Schema:
    """The words of a closed list. An editor takes `true` and `false` for no text, so these are listed as both."""
    words: list[tuple[str | bool, str]] = [(str(term), term.zh) for term in terms if isinstance(term, Term)]
    words += [(word == "true", name) for word, name in words if word in {"true", "false"}]
    return {"enum": [word for word, _ in words], "enumDescriptions": [name for _, name in words]}


def _or_empty(schema: Schema) -> Schema:
    """A field that may be left out may also be left empty."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*kinds, "null"]}
