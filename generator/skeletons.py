"""`wenzheng new`: a commented record to fill in, valid as it stands, with the next free id.

What a field may hold is written beside it, from the closed lists and the county's own settings, so that no comment
goes stale. Lines that are commented out are examples: without their `# ` they are valid too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.catalogue import County
from generator.model import vocabulary
from generator.model.county import Column
from generator.model.vocabulary import Kind, Term
from generator.problem import Mark, Problem, Text, nearest, quoted
from generator.schemas import modeline

_SHOWN = 12
"""Entries of a county's list that a comment names; the rest is counted."""

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates" / "skeletons"),
    undefined=StrictUndefined,
    autoescape=False,
)


class Skeleton(NamedTuple):
    """A file to be written."""

    path: str
    """below the content folder"""
    text: str


def skeleton(
    kind: Kind, county: County, taken_ids: Iterable[str], today: date, column: str | None = None
) -> Skeleton | Problem:
    """A new record of a kind in a column, the kind's first where none is named; a Problem where there is none.

    `taken_ids` are all ids of the content, withdrawn ones too: an id is never given twice.
    """
    chosen = _column(kind, county, column)
    if isinstance(chosen, Problem):
        return chosen
    record_id = next_id(chosen.prefix, today.year, taken_ids)
    text = _ENVIRONMENT.get_template(f"{kind}.yml").render(
        id=record_id,
        today=today.isoformat(),
        later=(today + timedelta(days=29)).isoformat(),
        topic=next(iter(county.topics), "other"),
        topics=_listed([f"{topic.id} {topic.title}" for topic in county.topics.values()]),
        department=next(iter(county.departments), "office"),
        departments=_listed([f"{one.id} {one.label}" for one in county.departments.values()]),
        policy=next(iter(county.policies), "policy-id"),
        place=next(iter(county.places), "【乡镇名】"),
        places=_listed(county.places),
        terms={name: _terms(getattr(vocabulary, name)) for name in _LISTS},
    )
    year = f"{today.year}/" if kind is Kind.CASE else ""
    path = f"{kind}s/{chosen.id}/{year}{record_id}.yml"
    return Skeleton(path, modeline(path, kind) + text.rstrip("\n") + "\n")


def next_id(prefix: str, year: int, taken_ids: Iterable[str]) -> str:
    """PREFIX-YEAR-NNNN, one above the highest number given in that year."""
    given = re.compile(rf"{prefix}-{year}-(\d+)", re.ASCII)
    highest = max((int(match[1]) for one in taken_ids if (match := given.fullmatch(one.upper()))), default=0)
    return f"{prefix}-{year}-{highest + 1:04}"


_LISTS = (
    "CaseType",
    "Stage",
    "Channel",
    "Withholding",
    "Outcome",
    "Adoption",
    "Format",
    "Declining",
    "Verdict",
    "Asking",
)


def _terms(terms: type[Term]) -> str:
    return "；".join(f"{term.value} {term.zh}" for term in terms)


def _listed(entries: Sequence[str]) -> str:
    more = f"……共 {len(entries)} 个" if len(entries) > _SHOWN else ""
    return "、".join(entries[:_SHOWN]) + more if entries else "县里还没有设置"


def _column(kind: Kind, county: County, name: str | None) -> Column | Problem:
    fitting = [column for column in county.columns.values() if column.kind is kind]
    if name is None and fitting:
        return fitting[0]
    chosen = next((column for column in fitting if column.id == name), None)
    return chosen or _no_column(kind, [column.id for column in fitting], name)


def _no_column(kind: Kind, fitting: Sequence[str], name: str | None) -> Problem:
    if not fitting:
        what = Text(f"没有{kind.zh}类的栏目。", f"There is no column for a {kind.text.en}.")
        fix = Text(
            f"在 columns.yml 里加一个 kind: {kind} 的栏目。", f"Add a column of kind: {kind} to columns.yml."
        )
        return Problem("unknown-column", Mark("columns.yml"), what, fix)
    guess = nearest(str(name), fitting)
    hint = Text(f"您是否想写 {quoted(guess)}？", f"Did you mean {quoted(guess)}? ") if guess else Text("", "")
    return Problem(
        "unknown-column",
        Mark("columns.yml"),
        Text(
            f"没有名为 {quoted(name)} 的{kind.zh}栏目。", f"No column {quoted(name)} takes a {kind.text.en}."
        ),
        Text(f"{hint.zh}可以用：{'、'.join(fitting)}。", f"{hint.en}There are: {', '.join(fitting)}."),
    )
