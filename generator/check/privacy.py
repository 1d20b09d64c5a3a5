"""Rules of personal data: what leads to a person is not published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from generator.check.waivers import is_file
from generator.located import Located, Position, Source
from generator.model.load import Content
from generator.model.walk import leaves
from generator.privacy import Finding, findings, may_hold, numbers_in
from generator.privacy.words import NAMES
from generator.problem import Mark, Problem, Text, quoted
from generator.read.scalars import Scalar, position, scalars


def records_hold_no_personal_data(content: Content, today: date) -> Iterator[Problem]:
    """privacy-…: no record holds an ID number, mobile, bank card or e-mail; chats, plates, homes and names warn."""
    some = (words for item in content.records if _is_doubtful(words := list(_words_of(item))))
    return _found(chain.from_iterable(some), content)


def nothing_else_holds_personal_data(content: Content, today: date) -> Iterator[Problem]:
    """privacy-…: nor do settings, registers and pages."""
    return _found(_around(content), content)


def _is_doubtful(words: list[_Words]) -> bool:
    return may_hold(text.value for text in words)


def _found(texts: Iterable[_Words], content: Content) -> Iterator[Problem]:
    offices = office_numbers(content)
    files = _Files()
    for text in texts:
        found = [finding for finding in findings(text.value) if finding.plain not in offices]
        if found:
            yield from _located(text, found, offices, files)


def files_are_named_without_personal_data(content: Content, today: date) -> Iterator[Problem]:
    """privacy-…: nor does the name of a page, or of a file that is handed out, which becomes an address."""
    named = chain(
        ((name, page.source.path) for name, page in content.prose.items()),
        ((file, path.as_posix()) for file, path in content.attachments.items()),
    )
    for name, path in named:
        for finding in findings(name):
            shown = _problem(finding, Mark(path), name)
            yield replace(shown, fix=_RENAME)


class _Words(NamedTuple):
    """One text of the content."""

    value: str
    source: Source
    where: tuple[str | int, ...] | None
    """its place in the YAML; None for a file that is all text"""
    record: str = ""
    """id of the record that it belongs to"""


class _Files:
    """The file in which values are being looked up; findings come file by file, so one is enough."""

    def __init__(self) -> None:
        self._path = ""
        self._scalars: dict[Position, Scalar] = {}

    def scalar(self, mark: Mark) -> Scalar | None:
        """The value that begins at a place, if its file is still there."""
        if mark.path != self._path:
            self._path, self._scalars = mark.path, {}
            with suppress(OSError, UnicodeDecodeError):
                text = Path(mark.path).read_text("utf-8-sig")
                self._scalars = {scalar.at: scalar for scalar in scalars(text)}
        return self._scalars.get((mark.line, mark.column))


def _texts(content: Content) -> Iterator[_Words]:
    """Every text that a clerk wrote."""
    yield from _words(content.records)
    yield from _around(content)


def _around(content: Content) -> Iterator[_Words]:
    """The texts of all that is no record."""
    yield from _words(
        chain(
            (content.site,),
            content.columns,
            content.departments,
            content.topics,
            content.policies,
            content.calendars,
            content.waivers,
            content.registers,
        )
    )
    for place in content.places:
        yield _Words(place.value, place.source, ())
    for group in content.synonyms:
        yield from (_Words(word, group.source, (number,)) for number, word in enumerate(group.value))
    for page in content.prose.values():
        yield _Words(page.value, page.source, None)


def _words(items: Iterable[Located[Any]]) -> Iterator[_Words]:
    for item in items:
        yield from _words_of(item)


def _words_of(item: Located[Any]) -> Iterator[_Words]:
    record = getattr(item.value, "id", "")
    for leaf in leaves(item.value, sort="text"):
        if isinstance(leaf.value, str):
            yield _Words(leaf.value, item.source, leaf.where, record)


def office_numbers(content: Content) -> frozenset[str]:
    """Telephones that the directory makes public; whatever else stands among them is not."""
    departments = content.county.departments.values()
    phones = (phone for department in departments for phone in department.phones)
    found = (finding for phone in phones for finding in findings(phone))
    return frozenset(finding.plain for finding in found if finding.code == "privacy-mobile")


def public(content: Content, today: date) -> frozenset[str]:
    """What may stay where it is: numbers of the directory, and what waivers of this day cover."""
    waived = {
        finding.plain
        for waiver in content.waivers
        if waiver.value.until >= today
        for text in _texts(content)
        if waiver.value.where == text.record or is_file(waiver.value, text.source.path)
        for finding in findings(text.value)
        if finding.code == waiver.value.code
    }
    return office_numbers(content) | waived


def lines(content: Content) -> Iterator[str]:
    """Every line of the content, as these rules have looked at it."""
    return chain(lines_of(content.records), lines_around(content))


def lines_of(records: Iterable[Located[Any]]) -> Iterator[str]:
    """Every line of some records."""
    return _lines(_words(records))


def lines_around(content: Content) -> Iterator[str]:
    """Every line of all that is no record."""
    return _lines(_around(content))


def _lines(texts: Iterable[_Words]) -> Iterator[str]:
    return (line.strip() for text in texts for line in text.value.splitlines())


def judged(content: Content) -> str:
    """What checked content holds and may publish, a line each: numbers of the directory, of waivers, of anything else.

    What stands here was seen by these rules, and was no error or was waived.
    """
    known = [*office_numbers(content), *judged_of(content.records), *_judged(_around(content))]
    return "\n".join(dict.fromkeys(known))


def judged_of(records: Iterable[Located[Any]]) -> Iterator[str]:
    """What some records hold of such numbers; few have any, so these can be kept with what else is known of a record."""
    return _judged(_words(records))


def _judged(texts: Iterable[_Words]) -> Iterator[str]:
    for text in texts:
        yield from (finding.plain for finding in findings(text.value))
        yield from numbers_in(text.value)


def _located(text: _Words, found: list[Finding], offices: frozenset[str], files: _Files) -> Iterator[Problem]:
    """The findings at their lines and columns in the file, if it is still there as it was read."""
    path, where = text.source.path, text.where
    if where is None:
        for finding in found:
            yield _problem(finding, Mark(path, *position(text.value, finding.start)), text.value)
        return
    mark = text.source.mark(*where)
    scalar = files.scalar(mark)
    inside = [one for one in findings(scalar.value) if one.plain not in offices] if scalar else []
    known = {finding.plain for finding in inside}
    yield from (_problem(finding, mark, text.value) for finding in found if finding.plain not in known)
    if scalar is None or not inside:
        return
    spans = scalar.spans()
    for finding in inside:
        place = position(scalar.text, spans[finding.start][0])
        yield _problem(finding, Mark(path, *place), scalar.value)


def _problem(finding: Finding, mark: Mark, text: str) -> Problem:
    """The problem, which never repeats what must not be known."""
    name = NAMES[finding.code]
    township = re.search(r"[\u4e00-\u9fff]{1,6}$", text[: finding.start][-6:])
    shown = quoted(finding.instead or (township[0] if township else "…"))
    return Problem(
        finding.code,
        mark,
        Text(f"这里有{name.zh}。", f"There is {name.en} here."),
        Text(
            f"改成 {shown}，或运行 wenzheng redact {mark.path}。{_PUBLIC.get(finding.code, _WAIVER).zh}",
            f"Write {shown}, or run wenzheng redact {mark.path}. {_PUBLIC.get(finding.code, _WAIVER).en}",
        ),
        finding.severity,
    )


_RENAME = Text(
    "它在文件名里，会成为网址：给文件改名，并改好用到它的地方。",
    "It is in the file's name, which becomes an address: rename the file, and mend what points to it.",
)
_WAIVER = Text(
    "确应公开的，由单位写进 waivers.yml。",
    "Where it is right to publish it, the office says so in waivers.yml.",
)
_PUBLIC = {
    "privacy-mobile": Text(
        "单位对外公开的号码，写进 departments.yml 的 phones。",
        "A number that an office makes public belongs into phones in departments.yml.",
    ),
}
"""What else may be done about a finding."""

RULES: tuple[Callable[[Content, date], Iterator[Problem]], ...] = (
    records_hold_no_personal_data,
    nothing_else_holds_personal_data,
    files_are_named_without_personal_data,
)
