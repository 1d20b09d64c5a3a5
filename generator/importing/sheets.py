"""A file of a clerk's → sheets of cells: Excel (xlsx, xls, xlsb, ods) by calamine, CSV in any usual encoding.

What a file is, is told from its first bytes: a `.xls` that a system wrote is often CSV or a web page.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from generator.importing.cleaning import Cell
from generator.problem import Mark, Problem, Text

MAX_FIELD = 1_000_000
"""Characters of one CSV field; more means a quote that was never closed."""

_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Sheet:
    """One sheet whole: row 1 of the sheet is `rows[0]`."""

    name: str
    rows: list[list[Cell]]
    escaped: bool = False
    """whether `_xHHHH_` still stands for a character"""


def read_sheets(path: Path) -> tuple[tuple[Sheet, ...], list[Problem]]:
    """All sheets of a file in their order; unreadable files are problems."""
    mark = Mark(path.as_posix())
    try:
        data = path.read_bytes()
    except OSError as error:
        return (), [Problem("sheet-unreadable", mark, *_missing(error))]
    if data.startswith(_EXCEL):
        return _workbook(data, mark)
    if data.lstrip()[:1] == b"<":
        return (), [Problem("sheet-unreadable", mark, *_WEB_PAGE)]
    return _csv(data, mark, path.name)


def _workbook(data: bytes, mark: Mark) -> tuple[tuple[Sheet, ...], list[Problem]]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            return tuple(Sheet(name, _rows(book.get_sheet_by_name(name))) for name in names), []
    except PasswordError:
        return (), [Problem("sheet-unreadable", mark, *_PASSWORD)]
    except CalamineError:
        return (), [Problem("sheet-unreadable", mark, *_BROKEN)]


def _rows(sheet: CalamineSheet) -> list[list[Cell]]:
    """All rows from the first; a value merged over several rows stands in each of them."""
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return rows


def _csv(data: bytes, mark: Mark, name: str) -> tuple[tuple[Sheet, ...], list[Problem]]:
    text, problems = _decoded(data, mark)
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        rows: list[list[Cell]] = [[*row] for row in reader]
    except csv.Error:
        return (), [*problems, Problem("sheet-unreadable", mark._replace(line=reader.line_num), *_QUOTES)]
    return (Sheet(name, rows, escaped=True),), problems


def _decoded(data: bytes, mark: Mark) -> tuple[str, list[Problem]]:
    """UTF-8 or UTF-16 by its mark, else UTF-8, else GB 18030 (which holds GBK and GB 2312).

    A text that is UTF-8 but for a few bytes is still UTF-8: what a program cut is marked, not turned into rubbish.
    """
    if data.startswith(_UTF16):
        text = data.decode("utf-16", "replace")
    else:
        text = data.decode("utf-8-sig", "replace")
        if text.count("\ufffd") * 100 > len(text):
            text = data.decode("gb18030", "replace")
    damage = text.find("\ufffd")
    if damage < 0 or "\ufffd".encode() in data:
        return text, []
    line = text.count("\n", 0, damage) + 1
    return text, [
        Problem("sheet-damaged", mark._replace(line=line), *_damaged(text.count("\ufffd")), "warning")
    ]


def _delimiter(text: str) -> str:
    """The separator of the first line that has two or more of one, as a header must."""
    for line in text[:10_000].splitlines():
        sign = max(",\t;", key=line.count)
        if line.count(sign) >= 2:
            return sign
    return ","


def _missing(error: OSError) -> tuple[Text, Text]:
    return (
        Text("文件不存在或读不出来。", f"The file is not there or cannot be read: {error.strerror}."),
        Text("检查文件名和权限。", "Check its name and permissions."),
    )


def _damaged(count: int) -> tuple[Text, Text]:
    return (
        Text(
            f"有 {count} 处字节不成文字，已显示为 �；这是第一处。",
            f"{count} places hold bytes that are no text and became �; this is the first.",
        ),
        Text("请从原系统重新导出，编码选 UTF-8。", "Export it again, with the encoding UTF-8."),
    )


_WEB_PAGE = (
    Text(
        "这是网页，不是 Excel 或 CSV，尽管文件名可能是 .xls。", "This is a web page, whatever its name says."
    ),
    Text("用 Excel 打开，另存为 .xlsx。", "Open it in Excel and save it as .xlsx."),
)
_PASSWORD = (
    Text("文件有密码。", "The file is locked with a password."),
    Text("用 Excel 打开，去掉密码后另存。", "Open it in Excel, remove the password and save it."),
)
_BROKEN = (
    Text("文件已损坏，或不是 Excel 文件。", "The file is damaged, or no Excel file."),
    Text("用 Excel 打开，另存为 .xlsx。", "Open it in Excel and save it as .xlsx."),
)
_QUOTES = (
    Text(
        "这一行的双引号没有配对，之后的行可能被并在一起，所以没有导入。",
        "The double quotes up to this line do not pair up, so rows may run into each other; nothing was taken.",
    ),
    Text("用 Excel 打开原表另存为 .xlsx 再导入。", "Save the original sheet as .xlsx and import that."),
)
