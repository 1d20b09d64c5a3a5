"""Findings → what people and machines read: text for a terminal, and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator import addresses
from generator.audit.columns import Finding
from generator.catalogue import County
from generator.problem import Language, Text

_SHOWN = 20
"""Records that a line of text names; JSON names all."""


def text(findings: Sequence[Finding], county: County, language: Language) -> str:
    """Column by column, one line a check; below those that fail the threshold and the records to mend."""
    lines: list[str] = []
    last: str | None = ""
    for finding in findings:
        if finding.column != last:
            last = finding.column
            lines += ["", county.columns[last].title if last else Text("全站", "The site")(language)]
        lines += [line(language) for line in _told(finding)]
    failed = sum(not finding.passes for finding in findings)
    count = Text(f"共 {len(findings)} 项，{failed} 项不通过。", f"{len(findings)} checks, {failed} failed.")
    return "\n".join([*lines, "", count(language)]).lstrip("\n") + "\n"


def _told(finding: Finding) -> Iterator[Text]:
    """The lines of one finding."""
    check, said = finding.check, finding.said
    if finding.passes:
        yield Text(f"  [通过] {check.title.zh}：{said.zh}", f"  [pass] {check.title.en}: {said.en}")
        return
    yield Text(f"  [不通过] {check.title.zh}：{said.zh}", f"  [FAIL] {check.title.en}: {said.en}")
    yield Text(
        f"      标准：{check.threshold.zh}（{check.source.zh}）",
        f"      threshold: {check.threshold.en} ({check.source.en})",
    )
    mending = [f"{record.id}  {record.title}  {addresses.record(record)}" for record in finding.records]
    mending += [f"{page}  →  {target}" for page, target in finding.links.dead]
    yield from (Text(f"      - {mend}", f"      - {mend}") for mend in mending[:_SHOWN])
    if left := len(mending[_SHOWN:]):
        yield Text(f"      …… 另有 {left} 条", f"      … and {left} more")


def as_json(findings: Sequence[Finding], county: County, language: Language) -> str:
    """A list of objects: id, column, check, passes, threshold and what was found in both languages, what to mend."""
    rows = [
        {
            "id": finding.id,
            "column": finding.column,
            "check": finding.check.id,
            "title": finding.check.title._asdict(),
            "passes": finding.passes,
            "threshold": finding.check.threshold._asdict(),
            "source": finding.check.source._asdict(),
            "found": finding.said._asdict(),
            "records": [
                {"id": record.id, "title": record.title, "address": addresses.record(record)}
                for record in finding.records
            ],
            "dead_links": [{"page": page, "target": target} for page, target in finding.links.dead],
            "not_tried": [{"page": page, "target": target} for page, target in finding.links.outside],
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Finding], County, Language], str]] = {"text": text, "json": as_json}
