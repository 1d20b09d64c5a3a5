"""Located YAML items → typed content, with every fault in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from generator.catalogue import County
from generator.located import Located, Source, Value
from generator.model import MODELS, Kind, Record
from generator.model.county import Calendar, Column, Department, Policy, Site, Topic
from generator.model.entity import Entity
from generator.model.entry import Entry, entry
from generator.model.faults import faults
from generator.model.fields import Ref
from generator.model.gate import Gate, Waiver
from generator.model.register import Register
from generator.problem import Mark, Problem, Text, quoted
from generator.read import FOLDERS, Filed, Item, Raw

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True)
class Content:
    """Typed content, before the rules that look at more than one field."""

    county: County
    site: Located[Site]
    columns: tuple[Located[Column], ...]
    departments: tuple[Located[Department], ...]
    topics: tuple[Located[Topic], ...]
    policies: tuple[Located[Policy], ...]
    places: tuple[Located[str], ...]
    calendars: tuple[Located[Calendar], ...]
    """one, or none where there is no calendar.yml"""
    synonyms: tuple[Located[tuple[str, ...]], ...]
    records: tuple[Located[Record], ...]
    """those at hand: all, or those of one block"""
    entries: tuple[Entry, ...]
    """every record as rules that compare records see it; none where one block is looked at"""
    registers: tuple[Located[Register], ...]
    prose: Mapping[str, Located[str]]
    attachments: Mapping[str, Path]
    waivers: tuple[Located[Waiver], ...]
    unsure: frozenset[Ref]
    """what cannot be said to be missing, since some of it could not be read"""


def load(raw: Raw) -> tuple[Content | None, list[Problem]]:
    """Give types to all that was read. Without a usable site.yml there is no content, only problems."""
    problems: list[Problem] = []
    sites = _entities(Site, raw.settings.get("site", ()), problems)
    columns = _entities(Column, raw.settings.get("columns", ()), problems)
    departments = _entities(Department, raw.settings.get("departments", ()), problems)
    topics = _entities(Topic, raw.settings.get("topics", ()), problems)
    policies = _entities(Policy, raw.settings.get("policies", ()), problems)
    places = _places(raw.settings.get("places", ()), problems)
    calendars = _entities(Calendar, raw.settings.get("calendar", ()), problems)
    synonyms = _synonyms(raw.settings.get("synonyms", ()), problems)
    gates = _entities(Gate, raw.settings.get("gate", ()), problems)
    waivers = _entities(Waiver, raw.settings.get("waivers", ()), problems)
    records = tuple(one.record for one in typed(raw.records, [column.value for column in columns], problems))
    registers = _entities(Register, raw.registers, problems)
    if not sites:
        if not raw.settings.get("site"):
            problems.append(Problem("no-site", Mark(f"{raw.config}/site.yml"), *_NO_SITE))
        return None, problems
    county = County(
        site=sites[0].value,
        columns={column.value.id: column.value for column in columns},
        departments={department.value.id: department.value for department in departments},
        topics={topic.value.id: topic.value for topic in topics},
        policies={policy.value.id: policy.value for policy in policies},
        places=tuple(place.value for place in places),
        calendar=calendars[0].value if calendars else Calendar(),
        synonyms=tuple(group.value for group in synonyms),
        gate=gates[0].value if gates else Gate(),
    )
    settings: Mapping[Ref, tuple[str, Sized]] = {
        Ref.COLUMN: ("columns", columns),
        Ref.DEPARTMENT: ("departments", departments),
        Ref.TOPIC: ("topics", topics),
        Ref.POLICY: ("policies", policies),
        Ref.PLACE: ("places", places),
    }
    return Content(
        county=county,
        site=sites[0],
        columns=columns,
        departments=departments,
        topics=topics,
        policies=policies,
        places=places,
        calendars=calendars,
        synonyms=synonyms,
        records=records,
        entries=tuple(map(entry, records)),
        registers=registers,
        prose=raw.prose,
        attachments=raw.attachments,
        waivers=waivers,
        unsure=_unsure(raw, settings, records),
    ), problems


def _unsure(
    raw: Raw, settings: Mapping[Ref, tuple[str, Sized]], records: Sequence[Located[Record]]
) -> frozenset[Ref]:
    """What was not read whole: one fault in a file must not make every mention of its entries another."""
    unsure = {
        refers
        for refers, (name, typed) in settings.items()
        if name in raw.broken or len(raw.settings.get(name, ())) > len(typed)
    }
    if raw.broken.intersection(FOLDERS) or len(raw.records) > len(records):
        unsure.add(Ref.RECORD)
    return frozenset(unsure)


def _entities(
    model: type[E], items: Iterable[Item], problems: list[Problem], extra: Mapping[str, str] | None = None
) -> tuple[Located[E], ...]:
    typed = (_entity(model, item, problems, extra or {}) for item in items)
    return tuple(entity for entity in typed if entity is not None)


def _entity(
    model: type[E], item: Item, problems: list[Problem], extra: Mapping[str, str]
) -> Located[E] | None:
    value = _without_empty(item.value)
    try:
        if isinstance(value, dict):
            value = {**value, **extra}
        return Located(model.model_validate(value), item.source)
    except ValidationError as error:
        problems += faults(error, model, item.source)
        return None


def revived(kind: Kind, column: str, value: Value) -> Record:
    """A record anew of the value that it was made of."""
    bare = _without_empty(value)
    return MODELS[kind].model_validate({**bare, "column": column} if isinstance(bare, dict) else bare)


def _without_empty(value: Value) -> Value:
    """The value without the fields that were left empty: an empty field says as much as no field."""
    if isinstance(value, dict):
        return {
            key: inner if isinstance(inner, str) else _without_empty(inner)
            for key, inner in value.items()
            if inner is not None
        }
    if isinstance(value, list):
        return [inner if isinstance(inner, str) else _without_empty(inner) for inner in value]
    return value


def _places(items: Iterable[Item], problems: list[Problem]) -> tuple[Located[str], ...]:
    places = []
    for item in items:
        if isinstance(item.value, str) and item.value.strip():
            places.append(Located(" ".join(item.value.split()), item.source))
        else:
            problems.append(Problem("wrong-shape", item.source.mark(), *_PLACE))
    return tuple(places)


def _synonyms(items: Iterable[Item], problems: list[Problem]) -> tuple[Located[tuple[str, ...]], ...]:
    groups = []
    for item in items:
        words = item.value
        if isinstance(words, list) and all(isinstance(word, str) and word.strip() for word in words):
            groups.append(Located(tuple(str(word).strip() for word in words), item.source))
        else:
            problems.append(Problem("wrong-shape", item.source.mark(), *_SYNONYMS))
    return tuple(groups)


class Typed(NamedTuple):
    """A record, and the value that it was made of."""

    record: Located[Record]
    value: Value


def typed(filed: Iterable[Filed], columns: Sequence[Column], problems: list[Problem]) -> list[Typed]:
    """Records with types; what has none is left out, and said in `problems`."""
    records: list[Typed] = []
    for kind, folders, item in filed:
        column = _column(kind, folders, columns)
        if column is None:
            problems.append(_no_column(kind, item.source, columns))
            continue
        stated = item.value.get("column", column) if isinstance(item.value, dict) else column
        if stated != column:
            problems.append(_other_column(str(stated), column, item.source))
            continue
        record = _entity(MODELS[kind], item, problems, {"column": column})
        if record is not None:
            records.append(Typed(record, item.value))
    return records


def _column(kind: Kind, folders: tuple[str, ...], columns: Sequence[Column]) -> str | None:
    """The column that a folder stands for; a kind with one column needs no folder."""
    fitting = [column.id for column in columns if column.kind is kind]
    if folders and folders[0] in fitting:
        return folders[0]
    return fitting[0] if len(fitting) == 1 else None


def _no_column(kind: Kind, source: Source, columns: Sequence[Column]) -> Problem:
    fitting = [column.id for column in columns if column.kind is kind]
    what = Text(
        f"看不出这条{kind.zh}属于哪个栏目。", f"Which column this {kind.text.en} belongs to is not clear."
    )
    if fitting:
        fix = Text(
            f"把文件放进以栏目命名的文件夹：{'、'.join(fitting)}。",
            f"Move the file into a folder named after a column: {', '.join(fitting)}.",
        )
    else:
        fix = Text(
            f"在 columns.yml 里加一个 kind: {kind} 的栏目。", f"Add a column of kind: {kind} to columns.yml."
        )
    return Problem("unknown-column", Mark(source.path, *source.marks.at), what, fix)


def _other_column(stated: str, column: str, source: Source) -> Problem:
    return Problem(
        "unknown-column",
        source.mark("column"),
        Text(
            f"这里写的栏目是 {quoted(stated)}，文件却放在 {quoted(column)} 里。",
            f"The column written here is {quoted(stated)}, but the file lies in {quoted(column)}.",
        ),
        Text("删去 column 一行，或把文件移到对的文件夹。", "Remove the line, or move the file."),
    )


_NO_SITE = (
    Text("没有网站设置。", "There are no settings for the site."),
    Text("新建 site.yml，写上 title、county、url、description、contact。", "Create site.yml."),
)
_SYNONYMS = (
    Text("同义词应是一行词语的列表。", "A group of synonyms should be a list of words."),
    Text("每组一行：- [电梯, 升降梯]", "One group a line: - [lift, elevator]"),
)
_PLACE = (
    Text("乡镇名应是一行文字。", "The name of a township should be one line of text."),
    Text("每行一个：- 龙岗街道", "One a line: - 龙岗街道"),
)
