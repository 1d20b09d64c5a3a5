"""`wenzheng import letters`: sheets and a mapping → cases in a content folder, and a report of every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.catalogue import County
from generator.importing.cleaning import Cell, key, line, prose
from generator.importing.files import Origin, ids_in, write_all
from generator.importing.headers import Header, find_header
from generator.importing.mapping import LetterMap, read_map
from generator.importing.rows import Taken, read_row
from generator.importing.sheets import Sheet, read_sheets
from generator.importing.writing import yaml_text
from generator.problem import Mark, Problem, Text, nearest, ordered, quoted


class Refused(NamedTuple):
    """A row that became no case; rows count from 1 as Excel counts them."""

    sheet: str
    row: int
    reason: Text


@dataclass(frozen=True)
class ImportReport:
    """What became of every row. Where a problem is an error nothing was written, and the rest says what would be."""

    taken: int = 0
    refused: tuple[Refused, ...] = ()
    files: tuple[Path, ...] = ()
    """files of the import, sorted: written, found equal, or with `dry_run` those that would be written"""
    problems: tuple[Problem, ...] = ()


class _Found(NamedTuple):
    sheet: str
    row: int
    case: Taken


def import_letters(
    source: Path, map_file: Path, county: County, out: Path, dry_run: bool = False
) -> ImportReport:
    """Import the letters of an Excel or CSV file into the content folder `out`.

    Every row under a header that is not blank is counted in `taken` or listed in `refused`. The same file and
    mapping give the same bytes. Faults of the files themselves are `problems`; nothing is raised for them.
    """
    letter_map, problems = read_map(map_file, county)
    sheets, more = read_sheets(source)
    problems += more
    if letter_map is None or not sheets:
        return ImportReport(problems=tuple(ordered(problems)))
    tables, more = _tables(sheets, letter_map, source)
    problems += more
    if not tables:
        return ImportReport(problems=tuple(ordered(problems)))
    found, refused = _read(tables, letter_map)
    folder = out / "cases" / letter_map.column.id
    found, again = _without_known(found, out / "cases", folder)
    refused += again
    origin = Origin(source.name, letter_map.name)
    texts = {path: origin.sealed(_yaml(cases)) for path, cases in _by_file(found, folder).items()}
    problems += [problem for path in texts if (problem := origin.may_replace(path))]
    if not dry_run and not any(problem.is_error for problem in problems):
        unwritable = write_all(texts)
        problems += [unwritable] if unwritable else []
    return ImportReport(len(found), tuple(refused), tuple(texts), tuple(ordered(problems)))


def _tables(
    sheets: Sequence[Sheet], letter_map: LetterMap, source: Path
) -> tuple[list[tuple[Sheet, Header]], list[Problem]]:
    """The sheets to take with their headers; none where no sheet has all of them."""
    names = [sheet.name for sheet in sheets]
    chosen = letter_map.sheets if letter_map.sheets and not sheets[0].escaped else names
    problems = [
        Problem("sheet-missing", letter_map.source.mark("sheets", number), *_no_sheet(name, names))
        for number, name in enumerate(chosen)
        if name not in names
    ]
    tables = [
        (sheet, find_header(sheet.rows, letter_map.headers)) for sheet in sheets if sheet.name in chosen
    ]
    if problems:
        return [], problems
    if any(header.is_whole for _, header in tables):
        return tables, []
    sheet, header = min(tables, key=lambda table: len(table[1].missing))
    return [], [*_header_problems(sheet, header, letter_map)] or [
        Problem("sheet-missing", Mark(source.as_posix()), *_EMPTY)
    ]


def _header_problems(sheet: Sheet, header: Header, letter_map: LetterMap) -> Iterator[Problem]:
    rows = [[line(cell) for cell in row] for row in sheet.rows[:30]]
    shown = (
        rows[header.last] if header.last >= 0 else max(rows, key=lambda row: sum(map(bool, row)), default=[])
    )
    there = list(dict.fromkeys(filter(None, shown)))
    for name, headers in header.missing.items():
        yield Problem(
            "sheet-header-missing", letter_map.header_mark(name), *_no_header(headers, sheet, there)
        )
    for name, text in header.ambiguous.items():
        yield Problem("sheet-header-ambiguous", letter_map.header_mark(name), *_two_headers(text, sheet))


def _read(
    tables: Sequence[tuple[Sheet, Header]], letter_map: LetterMap
) -> tuple[list[_Found], list[Refused]]:
    """Every row that is not blank, as a case or as refused; an id belongs to the first that claims it."""
    found: dict[str, _Found] = {}
    refused: list[Refused] = []
    order = 0
    for sheet, header in tables:
        for number, cells in enumerate(sheet.rows[header.last + 1 :], header.last + 2):
            if not any(prose(cell, sheet.escaped) for cell in cells):
                continue
            order += 1
            case = _case(cells, sheet, header, letter_map, order)
            if isinstance(case, Taken) and case.id in found:
                case = (_same(case.id, found[case.id]),)
            if isinstance(case, Taken):
                found[case.id] = _Found(sheet.name, number, case)
            else:
                refused.append(Refused(sheet.name, number, _joined(case)))
    return list(found.values()), refused


def _case(
    cells: Sequence[Cell], sheet: Sheet, header: Header, letter_map: LetterMap, order: int
) -> Taken | tuple[Text, ...]:
    if not header.is_whole:
        return (_no_table(header, letter_map),)
    if header.is_repeated(cells):
        return (_REPEATED,)
    width = max(len(header.names), 1)
    if any(prose(cell) for cell in cells[width:]):
        return (_too_wide(len(cells), width),)
    return read_row(cells, header.columns, letter_map, sheet.escaped, order)


def _without_known(found: list[_Found], cases: Path, folder: Path) -> tuple[list[_Found], list[Refused]]:
    """Without the cases whose ids other files of the content folder already give."""
    known = ids_in(cases, set(_by_file(found, folder)))
    again = [
        Refused(one.sheet, one.row, _known(one.case.id, known[one.case.id].relative_to(cases.parent)))
        for one in found
        if one.case.id in known
    ]
    return [one for one in found if one.case.id not in known], again


def _by_file(found: Sequence[_Found], folder: Path) -> Mapping[Path, list[Taken]]:
    """Files in order, each with its cases by date and id."""
    files: dict[Path, list[Taken]] = {}
    for case in sorted((one.case for one in found), key=lambda case: (case.received, case.id)):
        day = case.received.day
        files.setdefault(folder / f"{day.year}" / f"{day.month:02}.yml", []).append(case)
    return files


def _yaml(cases: Sequence[Taken]) -> str:
    return yaml_text([case.fields for case in cases]) + "\n"


def _joined(reasons: Sequence[Text]) -> Text:
    return Text("；".join(reason.zh for reason in reasons), "; ".join(reason.en for reason in reasons))


def _same(case_id: str, first: _Found) -> Text:
    return Text(
        f"编号 {case_id} 与 {first.sheet} 第 {first.row} 行相同",
        f"the id {case_id} is that of {first.sheet}, row {first.row}",
    )


def _known(case_id: str, path: Path) -> Text:
    return Text(f"编号 {case_id} 已在 {path.as_posix()} 里", f"the id {case_id} stands in {path.as_posix()}")


def _too_wide(cells: int, width: int) -> Text:
    return Text(
        f"这一行有 {cells} 格，表头只有 {width} 格，可能多了分隔符",
        f"the row has {cells} cells and the header {width}; a separator may be too many",
    )


def _no_table(header: Header, letter_map: LetterMap) -> Text:
    names = [headers[0] for headers in header.missing.values()] or list(header.ambiguous.values())
    shown = [quoted(name) for name in names]
    if header.missing:
        return Text(f"这张表没有表头 {'、'.join(shown)}", f"the sheet lacks the headers {', '.join(shown)}")
    return Text(f"这张表有几列都叫 {'、'.join(shown)}", f"several columns are called {', '.join(shown)}")


def _no_sheet(name: str, names: Sequence[str]) -> tuple[Text, Text]:
    guess = nearest(name, names)
    listed = "、".join(map(quoted, names[:20]))
    hint = Text(f"您是否想写 {quoted(guess)}？", f"Did you mean {quoted(guess)}? ") if guess else Text("", "")
    return (
        Text(f"文件里没有名为 {quoted(name)} 的表。", f"The file has no sheet called {quoted(name)}."),
        Text(f"{hint.zh}文件里有：{listed}。", f"{hint.en}There are: {listed}."),
    )


def _no_header(headers: Sequence[str], sheet: Sheet, there: Sequence[str]) -> tuple[Text, Text]:
    wanted = " / ".join(map(quoted, headers))
    guess = nearest(key(headers[0]), map(key, there))
    original = next((text for text in there if key(text) == guess), None)
    listed = "、".join(map(quoted, there[:20]))
    hint = (
        Text(f"您是否想写 {quoted(original)}？", f"Did you mean {quoted(original)}? ")
        if original
        else Text("", "")
    )
    return (
        Text(
            f"表 {quoted(sheet.name)} 没有表头 {wanted}。",
            f"The sheet {quoted(sheet.name)} has no header {wanted}.",
        ),
        Text(f"{hint.zh}表里有：{listed or '（空）'}。", f"{hint.en}There are: {listed or '(none)'}."),
    )


def _two_headers(text: str, sheet: Sheet) -> tuple[Text, Text]:
    return (
        Text(
            f"表 {quoted(sheet.name)} 有几列都叫 {quoted(text)}。",
            f"Several columns of {quoted(sheet.name)} are called {quoted(text)}.",
        ),
        Text(
            f"写明是第几个，例如 {quoted(text + '#2')}；合并表头下的写成“上一行/下一行”。",
            f"Say which, such as {quoted(text + '#2')}; under a merged header write “upper/lower”.",
        ),
    )


_REPEATED = Text("这一行又是表头", "this row is the header again")
_EMPTY = (
    Text("文件里没有可读的表。", "The file has no sheet that can be read."),
    Text("检查是否选对了文件。", "Check that it is the right file."),
)
