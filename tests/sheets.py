"""Sheets for tests of the importer: CSV in any encoding, and workbooks as Excel writes them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from generator.catalogue import County
from generator.importing import ImportReport, import_letters
from generator.model import MODELS, Kind
from generator.model.case import Case
from generator.model.county import Column, Department, Rule, Site, Topic
from generator.read.yaml_text import parse

HEADER = ["编号", "姓名", "标题", "来信时间", "内容", "答复", "答复时间"]
MAP = """\
column: mayor
fields:
  number: 编号
  title: 标题
  received: 来信时间
  letter: 内容
  reply: 答复
  replied: 答复时间
defaults: {type: consult, topic: other, department: office}
"""
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Row = Sequence[str | float | None]


def row(number: str | float = "12", **changed: str | float) -> list[str | float]:
    """A row that can be taken, with cells changed by the name of their field."""
    cells = {
        "number": number,
        "writer": "王小明",
        "title": "路灯不亮",
        "received": "2019/4/5 9:03:11",
        "letter": "北山路的路灯坏了。",
        "reply": "您好！来信收悉。路灯已修好。",
        "replied": "2019-04-09",
    }
    return list((cells | changed).values())


def county() -> County:
    """A county with one mailbox, two departments and two topics."""
    rule = Rule(title="制度", answers="办公室", publishes="全部")
    mayor = Column(id="mayor", title="县长信箱", kind=Kind.CASE, prefix="XZ", purpose="写信", rule=rule)
    ideas = Column(id="ideas", title="问计", kind=Kind.CALL, prefix="WJ", purpose="征集", rule=rule)
    office = Department(id="office", name="示范县人民政府办公室", short="县府办")
    city = Department(id="city", name="示范县城市管理局", aliases=("城管局",))
    topics = (Topic(id="other", title="其他"), Topic(id="city/lighting", title="路灯照明", aliases=("路灯",)))
    site = Site(
        title="问政", county="示范县", url="https://example.org", description="演示", contact="县府办"
    )
    return County(
        site=site,
        columns={"mayor": mayor, "ideas": ideas},
        departments={"office": office, "city": city},
        topics={topic.id: topic for topic in topics},
        policies={},
        places=("城东街道",),
    )


def csv_text(rows: Sequence[Row], separator: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue()


def workbook(
    sheets: Mapping[str, Sequence[Row]], merged: Sequence[str] = (), dated: Sequence[str] = ()
) -> bytes:
    """An xlsx with texts as they are given (`_x000D_` included), numbers as numbers, `dated` cells as dates."""
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, n in enumerate(sheets, 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
            + [("styles", "styles.xml")]
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    }
    for number, rows in enumerate(sheets.values(), 1):
        files[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, merged, dated)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{k}" Target="{t}"/>' for i, (k, t) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _sheet(rows: Sequence[Row], merged: Sequence[str], dated: Sequence[str]) -> str:
    lines = []
    for number, cells in enumerate(rows, 1):
        shown = []
        for column, cell in enumerate(cells):
            place = f"{chr(ord('A') + column)}{number}"
            if isinstance(cell, str) and cell:
                shown.append(
                    f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
                )
            elif cell is not None and not isinstance(cell, str):
                shown.append(f'<c r="{place}" s="{int(place in dated)}"><v>{cell}</v></c>')
        lines.append(f'<row r="{number}">{"".join(shown)}</row>')
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    merges = f"<mergeCells>{ranges}</mergeCells>" if ranges else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData>{merges}</worksheet>'


def imported(
    folder: Path, data: bytes | str, mapping: str = MAP, name: str = "letters.csv", dry_run: bool = False
) -> ImportReport:
    """Import `data` into `folder / "content"`."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    (folder / "map.yml").write_text(mapping, encoding="utf-8")
    return import_letters(folder / name, folder / "map.yml", county(), folder / "content", dry_run)


def cases(report: ImportReport) -> dict[str, Case]:
    """The cases of an import as the site will read them, by id; each file must be without a fault."""
    found = {}
    for path in report.files:
        root, problems = parse(path.read_text(encoding="utf-8"), path.name)
        assert problems == []
        assert root is not None and isinstance(root[0], list)
        for item in root[0]:
            assert isinstance(item, dict)
            case = MODELS[Kind.CASE].model_validate({**item, "column": path.parts[-3]})
            assert isinstance(case, Case)
            found[case.id] = case
    assert len(found) == report.taken
    return found
