"""Promises, figures with their definitions, and the self-audit, as tables. All of it can be counted anew from the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator import addresses
from generator.audit import Finding
from generator.clock.promises import Pledge, PromiseState, ledger
from generator.model import Kind
from generator.model.vocabulary import Withholding
from generator.open_data.sheet import Cell, Row, Sheet, Source, Type, columns
from generator.permalink import absolute
from generator.problem import Text
from generator.stats.counting import column_figures, figures
from generator.stats.figures import Figure, Measure
from generator.stats.measures import CASES, OTHERS, REGISTERS, WITHHELD
from generator.stats.measures import PROMISES as PROMISE_MEASURES
from generator.stats.others import register_figures
from generator.stats.periods import Period, periods_of
from generator.stats.promises import promise_figures
from generator.stats.sums import By

_EVERY: tuple[By, ...] = ("all", "column")
"""Groups given for every period; of the others only all time and years, to keep the file small."""
_YEARS: tuple[By, ...] = ("department", "topic", "type", "channel", "place")


def _promises(source: Source) -> Iterator[Row]:
    county = source.catalogue.county
    for pledge in ledger(source.catalogue):
        given, kept = pledge.given, pledge.kept
        said: dict[str, Cell] = {
            "record": pledge.record.id,
            "n": given.n,
            "column": pledge.record.column,
            "title": pledge.record.title,
            "question": given.question,
            "at": given.at,
            "what": given.promise.what,
            "by": given.promise.by,
            "department": given.who,
            "department_name": county.departments[given.who].name,
            "kept": kept.at if kept else None,
            "text": kept.text if kept else None,
            "url": absolute(county, addresses.record(pledge.record)) + f"#promise-{given.n}",
        }
        yield pledge, said


def _figures(source: Source) -> Iterator[Row]:
    tally = source.tally
    for by in (*_EVERY, *_YEARS):
        for value in tally.values(by):
            for period in tally.periods(by, value):
                if by in _EVERY or period.grain in ("all", "year"):
                    for name, figure in figures(tally, by, value, period).items():
                        yield _figure(by, value, period, name, figure)
    yield from _register_figures(source)
    yield from _other_figures(source)
    pledges = ledger(source.catalogue)
    for period in tally.periods():
        if period.grain in ("all", "year"):
            for name, figure in promise_figures(pledges, tally.today, period).items():
                yield _figure("all", "", period, f"promise.{name}", figure)


def _register_figures(source: Source) -> Iterator[Row]:
    """Of all mailboxes and of each, where a register was kept."""
    catalogue = source.catalogue
    mailboxes = [column.id for column in catalogue.county.columns.values() if column.kind is Kind.CASE]
    for column in (None, *mailboxes):
        by: By = "all" if column is None else "column"
        for period in source.tally.periods(by, column or ""):
            found = register_figures(catalogue, column, period)
            if found is not None:
                for name, figure in found.figures.items():
                    yield _figure(by, column or "", period, f"register.{name}", figure)
                for reason, figure in found.withheld:
                    yield _figure(by, column or "", period, f"register.withheld.{reason}", figure)


def _other_figures(source: Source) -> Iterator[Row]:
    """Of the columns that hold no letters."""
    catalogue = source.catalogue
    for column in catalogue.county.columns.values():
        if column.kind is not Kind.CASE:
            months = {record.at.day.isoformat()[:7] for record in catalogue.in_column(column.id)}
            for period in periods_of(months):
                if period.grain in ("all", "year"):
                    for name, figure in column_figures(source.tally, column.id, period).items():
                        yield _figure("column", column.id, period, f"other.{name}", figure)


def _figure(by: By, value: str, period: Period, name: str, figure: Figure) -> Row:
    return figure, {
        "group": by,
        "member": value or "all",
        "period": period.key,
        "figure": name,
        "unit": figure.unit.zh,
        "why": figure.why.zh if figure.why else None,
    }


def _measures(source: Source) -> Iterator[Row]:
    named: Mapping[str, Measure] = {
        **CASES,
        **{f"register.{name}": measure for name, measure in REGISTERS.items()},
        **{f"register.withheld.{reason}": WITHHELD for reason in Withholding},
        **{f"other.{name}": measure for name, measure in OTHERS.items()},
        **{f"promise.{name}": measure for name, measure in PROMISE_MEASURES.items()},
    }
    for name, measure in named.items():
        yield (
            measure,
            {
                "id": name,
                "label": measure.label.zh,
                "label_en": measure.label.en,
                "unit": measure.unit.zh,
                "definition": measure.definition.zh,
                "definition_en": measure.definition.en,
            },
        )


def _audit(source: Source) -> Iterator[Row]:
    county = source.catalogue.county
    for finding in source.findings:
        yield (
            finding,
            {
                "check": finding.check.id,
                "title": finding.check.title.zh,
                "threshold": finding.check.threshold.zh,
                "found": finding.said.zh,
                "records": tuple(record.id for record in finding.records),
                "url": absolute(county, addresses.AUDIT) + f"#{finding.id}",
            },
        )


PROMISES = Sheet(
    "promise",
    Text("承诺", "Promises"),
    Pledge,
    columns(Type.TEXT, "id record")
    | columns(Type.INTEGER, "n")
    | columns(Type.TEXT, "column title")
    | columns(Type.INTEGER, "question")
    | columns(Type.MOMENT, "at")
    | columns(Type.TEXT, "what")
    | columns(Type.DATE, "by")
    | columns(Type.TEXT, "department department_name")
    | {"state": PromiseState}
    | columns(Type.MOMENT, "kept")
    | columns(Type.TEXT, "text url"),
    _promises,
    flat=True,
)

FIGURES = Sheet(
    "figure",
    Text("统计数", "Figures"),
    Figure,
    columns(Type.TEXT, "group member period figure")
    | columns(Type.SIGNED, "value")
    | columns(Type.TEXT, "unit")
    | columns(Type.INTEGER, "n")
    | columns(Type.TEXT, "why"),
    _figures,
    key=("group", "member", "period", "figure"),
    flat=True,
)

MEASURES = Sheet(
    "measure",
    Text("统计数的定义", "Definitions of figures"),
    Measure,
    columns(Type.TEXT, "id label label_en unit definition definition_en"),
    _measures,
    flat=True,
)

AUDIT = Sheet(
    "audit",
    Text("自查结果", "Self-audit"),
    Finding,
    columns(Type.TEXT, "id column check title")
    | columns(Type.BOOLEAN, "passes")
    | columns(Type.TEXT, "threshold found")
    | columns(Type.LIST, "records")
    | columns(Type.TEXT, "url"),
    _audit,
    flat=True,
)
