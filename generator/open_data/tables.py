"""The data dictionary: every file of open data with its fields, in both languages, for people and for schemas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import EllipsisType, NoneType
from typing import Annotated, Literal, get_args, get_origin

from generator.model.entity import Entity, Withdrawn
from generator.model.fields import Moment
from generator.model.vocabulary import Term
from generator.open_data.sheet import Sheet, Type
from generator.open_data.sheets import SHEETS
from generator.open_data.words import WORDS
from generator.problem import Text

READING = (
    Text(
        "CSV 文件为 UTF-8 编码（带 BOM），可用 Excel 直接打开；第一行是字段名，每行一条。",
        "CSV files are UTF-8 with a BOM and open in Excel; the first line names the fields, each row is one item.",
    ),
    Text(
        "以 = + - @ ' 或制表符、换行（含全角 ＝＋－＠）开头的文本前加一个半角撇号 '，以免被表格软件当作公式；"
        "去掉这一个撇号即为原文。JSON Lines 文件为原文，不加撇号。",
        "Text that begins with = + - @ ' a tab or a line end (full-width ＝＋－＠ too) follows one apostrophe, so "
        "that no spreadsheet runs it as a formula; take that one off to have the text back. JSON Lines has none.",
    ),
    Text("一个单元格内有多个值时，以 | 分隔。", "Several values in one cell are separated by |."),
    Text(
        "时刻均为北京时间，写作 YYYY-MM-DD 或 YYYY-MM-DD HH:MM；没有时间的只知道日期。",
        "Moments are in China Standard Time, YYYY-MM-DD or YYYY-MM-DD HH:MM; without a time only the day is known.",
    ),
    Text(
        "空单元格、JSON 中没有的字段，表示没有此项或不公开；不公开的内容在任何文件中都没有。",
        "An empty cell, or a field that JSON lacks, is not known or not published; what is withheld is in no file.",
    ),
)
"""What a reader has to know of all files."""


@dataclass(frozen=True)
class Field:
    """One field; `terms` are the words it may hold where the list is closed."""

    name: str
    type: Type
    text: Text
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Table:
    """One file with its fields in order; a dot leads into an object of JSON, [] into each item of a list."""

    file: str
    title: Text
    fields: tuple[Field, ...]


def dictionary() -> tuple[Table, ...]:
    """Every file that `open_data` gives, but for schemas and the Data Package."""
    tables: list[Table] = []
    for sheet in SHEETS:
        tables.append(describe(sheet))
        if sheet.whole and issubclass(sheet.of, Entity):
            address = [field for field in describe(sheet).fields if field.name == "url"]
            tables.append(Table(f"{sheet.name}.jsonl", sheet.title, (*_inside(sheet.of), *address)))
        elif sheet.flat:
            tables.append(Table(f"{sheet.name}.jsonl", sheet.title, describe(sheet).fields))
    return tuple(tables)


def describe(sheet: Sheet) -> Table:
    """The sheet's CSV file."""
    fields = []
    for name, type in sheet.header.items():
        text = meaning(name, sheet.name, sheet.of.__name__)
        if isinstance(type, Type):
            fields.append(Field(name, type, text))
        else:
            fields.append(Field(name, Type.TEXT, text, tuple(type)))
    return Table(f"{sheet.name}.csv", sheet.title, tuple(fields))


def meaning(name: str, *owners: str) -> Text:
    """What a field means to the first of its owners, tables or classes of the model, that has its own word."""
    own = (f"{owner}.{name}" for owner in owners)
    return next((WORDS[key] for key in own if key in WORDS), None) or WORDS[name]


_TYPES = {
    str: Type.TEXT,
    int: Type.INTEGER,
    bool: Type.BOOLEAN,
    date: Type.DATE,
    Moment: Type.MOMENT,
}


def _inside(model: type[Entity], path: str = "") -> Iterator[Field]:
    """The fields of a class and of all that it holds, as JSON Lines shows them; nothing there is withdrawn."""
    for name, info in model.model_fields.items():
        leaves = list(_leaves(info.annotation))
        parts = [leaf for leaf in leaves if issubclass(leaf, Entity) and leaf is not Withdrawn]
        terms = [term for leaf in leaves if issubclass(leaf, Term) for term in leaf]
        many = _is_list(info.annotation)
        single = Type.OBJECT if parts else _TYPES.get(leaves[0], Type.TEXT)
        text = meaning(name, model.__name__)
        yield Field(path + name, Type.LIST if many else single, text, tuple(terms))
        yield from _variants(parts, f"{path}{name}{'[]' if many else ''}.")


def _variants(parts: Sequence[type[Entity]], path: str) -> Iterator[Field]:
    """The fields of what may stand at one place; a field that only some of them have names those."""
    owners: dict[Field, list[str]] = {}
    for part in parts:
        for field in _inside(part, path):
            owners.setdefault(field, []).append(part.__name__.lower())
    names = list(dict.fromkeys(field.name for field in owners))
    for field in sorted(owners, key=lambda field: names.index(field.name)):
        if len(owners[field]) == len(parts):
            yield field
        else:
            zh, en = field.text
            some = ", ".join(owners[field])
            yield replace(field, text=Text(f"{zh}（{some}）", f"{en} ({some})"))


def _leaves(annotation: object) -> Iterator[type]:
    """The classes that an annotation is made of."""
    arguments = get_args(annotation)
    if get_origin(annotation) is Annotated:
        yield from _leaves(arguments[0])
    elif get_origin(annotation) is Literal:
        yield from (type(value) for value in arguments)
    elif arguments:
        for argument in arguments:
            yield from _leaves(argument)
    elif isinstance(annotation, type) and annotation not in (NoneType, EllipsisType):
        yield annotation


def _is_list(annotation: object) -> bool:
    return get_origin(annotation) is tuple
