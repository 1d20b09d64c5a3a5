"""The mapping file → what to read, where, and in which words; every fault in it is located."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.catalogue import County
from generator.importing.cleaning import key
from generator.importing.dates import is_format
from generator.located import Marks, Source, Value
from generator.model.county import Column
from generator.model.vocabulary import CaseType, Channel, Kind
from generator.problem import Mark, Problem, Text, nearest, quoted
from generator.read.yaml_text import parse

FIELDS = (
    "number",
    "title",
    "received",
    "letter",
    "reply",
    "replied",
    "answer",
    "type",
    "topic",
    "department",
    "channel",
    "place",
)
CHOSEN = ("type", "topic", "department", "channel", "place")
"""Fields whose words come from a list."""
_SHOWN = 12
"""Allowed words that a message lists."""
_KEYS = ("column", "fields", "values", "defaults", "dates", "sheets", "hide")


@dataclass(frozen=True)
class LetterMap:
    """A checked mapping file."""

    name: str
    column: Column
    headers: Mapping[str, tuple[str, ...]]
    """field → the headers it may have; `hide` is one of them where it is given"""
    choices: Mapping[str, Mapping[str, str]]
    """field → a word of the sheet, by its `key` → our word"""
    defaults: Mapping[str, str]
    dates: tuple[str, ...]
    sheets: tuple[str, ...]
    source: Source

    def header_mark(self, name: str) -> Mark:
        return self.source.mark(*(("hide",) if name == "hide" else ("fields", name)))


@dataclass
class _Reading:
    """The mapping file while its faults are being collected."""

    value: Mapping[str, Value]
    source: Source
    problems: list[Problem] = field(default_factory=list)

    def fault(self, code: str, what: Text, fix: Text, *where: str | int, at_key: bool = False) -> None:
        mark = self.source.key(*where) if at_key else self.source.mark(*where)
        self.problems.append(Problem(code, mark, what, fix))

    def mapping(self, name: str, allowed: Iterable[str]) -> Mapping[str, Value]:
        """The mapping under `name`, without the keys that are not allowed there."""
        value = self.value.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.fault("map-shape", *_shape("字段: 内容", "key: value"), name)
            return {}
        return self.known(value, tuple(allowed), name)

    def known(self, value: Mapping[str, Value], allowed: tuple[str, ...], *where: str) -> Mapping[str, Value]:
        for name in value:
            if name not in allowed:
                self.fault("map-unknown-key", *_unknown(name, allowed), *where, name, at_key=True)
        return {name: value[name] for name in value if name in allowed}

    def words(self, value: Value, *where: str) -> tuple[str, ...]:
        """One text or a list of texts."""
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) and item.strip() for item in items):
            self.fault("map-shape", *_shape("一段文字，或文字的列表", "a text, or a list of texts"), *where)
            return ()
        return tuple(str(item) for item in items)


def read_map(path: Path, county: County) -> tuple[LetterMap | None, list[Problem]]:
    """Read and check a mapping file against a county; None where it has faults."""
    shown = path.as_posix()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None, [Problem("map-unreadable", Mark(shown), *_UNREADABLE)]
    root, problems = parse(text, shown)
    if problems:
        return None, problems
    value, marks = root or (None, Marks((1, 1)))
    if not isinstance(value, dict):
        return None, [Problem("map-shape", Mark(shown), *_shape("字段: 内容", "key: value"))]
    reading = _Reading(value, Source(shown, marks))
    reading.known(value, _KEYS)
    column = _column(reading, county)
    headers = _headers(reading)
    choices = _choices(reading, county)
    defaults = _defaults(reading, choices, headers)
    dates = reading.words(value["dates"], "dates") if value.get("dates") else ()
    for number, spelling in enumerate(dates):
        if not is_format(spelling):
            reading.fault("map-date-format", *_date_format(spelling), "dates", number)
    sheets = reading.words(value["sheets"], "sheets") if value.get("sheets") else ()
    if column is None or reading.problems:
        return None, reading.problems
    return LetterMap(path.name, column, headers, choices, defaults, dates, sheets, reading.source), []


def _column(reading: _Reading, county: County) -> Column | None:
    allowed = [column.id for column in county.columns.values() if column.kind is Kind.CASE]
    name = reading.value.get("column")
    if name is None:
        reading.fault("map-missing-key", *_missing("column", allowed))
    elif not isinstance(name, str) or name not in allowed:
        reading.fault("map-unknown-value", *_unknown(name, allowed), "column")
    else:
        return county.columns[name]
    return None


def _headers(reading: _Reading) -> Mapping[str, tuple[str, ...]]:
    fields = reading.mapping("fields", FIELDS)
    headers = {name: reading.words(value, "fields", name) for name, value in fields.items()}
    needed = ["title", "received", "letter"]
    needed += [
        b for a, b in (("reply", "replied"), ("replied", "reply"), ("answer", "reply")) if a in headers
    ]
    for name in needed:
        if name not in headers:
            reading.fault("map-missing-key", *_missing(f"fields: {name}", ()), "fields")
    if reading.value.get("hide") is not None:
        headers["hide"] = reading.words(reading.value["hide"], "hide")
    return headers


def _choices(reading: _Reading, county: County) -> Mapping[str, Mapping[str, str]]:
    """Every word that a sheet may use, after the county's lists and the mapping's own `values`."""
    own: dict[str, list[tuple[str, ...]]] = {
        "type": [(term.value, term.zh) for term in CaseType],
        "channel": [(term.value, term.zh) for term in Channel],
        "topic": [(t.id, t.title, *t.aliases) for t in county.topics.values()],
        "department": [
            (d.id, d.name, *filter(None, (d.short,)), *d.aliases) for d in county.departments.values()
        ],
        "place": [(place,) for place in county.places],
    }
    tables = reading.mapping("values", CHOSEN)
    choices = {}
    for name, entries in own.items():
        choices[name] = _names(entries)
        table = tables.get(name) or {}
        if not isinstance(table, dict):
            reading.fault("map-shape", *_shape("表中的词: 本站的词", "their word: our word"), "values", name)
            continue
        allowed = [entry[0] for entry in entries]
        for word, target in table.items():
            if target not in allowed:
                reading.fault("map-unknown-value", *_unknown(target, allowed), "values", name, word)
            choices[name][key(word)] = str(target)
    return choices


def _names(entries: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Ids, names and aliases → ids; a name that two share means neither."""
    ids: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    for first, *others in entries:
        ids[key(first)] = first
        for name in others:
            names.setdefault(key(name), set()).add(first)
    clear = {name: next(iter(found)) for name, found in names.items() if len(found) == 1}
    return ids | {name: first for name, first in clear.items() if name not in ids}


def _defaults(
    reading: _Reading, choices: Mapping[str, Mapping[str, str]], headers: Mapping[str, tuple[str, ...]]
) -> Mapping[str, str]:
    given = reading.mapping("defaults", CHOSEN)
    defaults = {}
    for name, word in given.items():
        found = choices[name].get(key(word)) if isinstance(word, str) else None
        if found is None:
            allowed = list(dict.fromkeys(choices[name].values()))
            reading.fault("map-unknown-value", *_unknown(word, allowed), "defaults", name)
        else:
            defaults[name] = found
    needed = ["type", "topic", *(["department"] if "reply" in headers else [])]
    for name in needed:
        if name not in headers and name not in given:
            reading.fault(
                "map-missing-key", *_missing(f"defaults: {name}", list(dict.fromkeys(choices[name].values())))
            )
    return defaults


def _unknown(word: object, allowed: Iterable[str]) -> tuple[Text, Text]:
    allowed = list(allowed)
    guess = nearest(str(word), allowed)
    shown = _listed(allowed)
    fix = Text(
        f"可以写：{shown.zh or '（县里还没有设置）'}。",
        f"Allowed: {shown.en or '(the county has none yet)'}.",
    )
    if guess:
        fix = Text(f"您是否想写 {quoted(guess)}？{fix.zh}", f"Did you mean {quoted(guess)}? {fix.en}")
    shown_word = quoted("" if word is None else word)
    return Text(f"这里不能写 {shown_word}。", f"{shown_word} cannot stand here."), fix


def _missing(name: str, allowed: Iterable[str]) -> tuple[Text, Text]:
    shown = _listed(list(allowed))
    return (
        Text(f"映射文件缺少 {name}。", f"The mapping file lacks {name}."),
        Text(
            f"补上 {name}" + (f"，可以写：{shown.zh}。" if shown.zh else "，写出表里的表头。"),
            f"Add {name}" + (f"; allowed: {shown.en}." if shown.en else ", with the sheet's header."),
        ),
    )


def _listed(allowed: list[str]) -> Text:
    more = " …" if len(allowed) > _SHOWN else ""
    return Text("、".join(allowed[:_SHOWN]) + more, ", ".join(allowed[:_SHOWN]) + more)


def _shape(zh: str, en: str) -> tuple[Text, Text]:
    return Text(f"这里应写“{zh}”。", f"This must be {en}."), Text(
        "对照说明里的例子改。", "Compare the manual's example."
    )


def _date_format(spelling: str) -> tuple[Text, Text]:
    return (
        Text(
            f"日期写法 {quoted(spelling)} 缺年、月或日。",
            f"The date format {quoted(spelling)} holds no whole date.",
        ),
        Text(
            '例如 "%d/%m/%Y %H:%M"：%Y 年，%m 月，%d 日，%H 时，%M 分，%S 秒。',
            'Such as "%d/%m/%Y %H:%M", in the letters of strptime.',
        ),
    )


_UNREADABLE = (
    Text("映射文件读不出来，或不是 UTF-8。", "The mapping file cannot be read, or is not UTF-8."),
    Text("检查文件名；另存为 UTF-8。", "Check its name; save it as UTF-8."),
)
