"""Sheets as people and programs leave them: headers anywhere, broken files, mapping files with faults."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing import ImportReport
from generator.importing.cleaning import prose
from generator.problem import Problem
from tests.sheets import HEADER, MAP, cases, csv_text, imported, row, workbook

XLSX = "letters.xlsx"
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
DAYS = st.dates().map(str) | st.datetimes().map(lambda day: f"{day:%Y/%m/%d %H:%M}")
ROWS = st.lists(
    st.tuples(WORDS | st.integers(0, 99).map(str), WORDS, WORDS, DAYS | WORDS, WORDS, WORDS, DAYS | WORDS)
)


def only(report: ImportReport) -> Problem:
    """The one problem of an import that took nothing and wrote nothing."""
    assert (report.taken, report.files) == (0, ())
    (problem,) = report.problems
    return problem


def test_a_header_may_follow_titles_and_blank_rows(tmp_path: Path) -> None:
    data = workbook({"S": [["县长信箱来信登记表"], [], HEADER, row()]}, merged=["A1:G1"])
    assert list(cases(imported(tmp_path, data, name=XLSX))) == ["XZ-2019-12"]


def test_a_header_of_two_rows_is_read_through_its_groups(tmp_path: Path) -> None:
    upper = ["编号", "来信", "", "", "", "答复", ""]
    lower = ["", "姓名", "标题", "时间", "内容", "全文", "时间"]
    mapping = (
        MAP.replace("来信时间", "来信/时间")
        .replace("答复时间", "答复/时间")
        .replace("reply: 答复", "reply: 全文")
    )
    merged = workbook({"S": [upper, lower, row()]}, merged=["A1:A2", "B1:E1", "F1:G1"])
    case = cases(imported(tmp_path / "a", merged, mapping, XLSX))["XZ-2019-12"]
    assert (str(case.received), str(case.replies[0].at)) == ("2019-04-05 09:03:11", "2019-04-09")
    assert cases(imported(tmp_path / "b", csv_text([upper, lower, row()]), mapping)) == {case.id: case}


def test_a_header_that_stands_twice_has_to_be_told_apart(tmp_path: Path) -> None:
    header = ["编号", "姓名", "标题", "时间", "内容", "答复", "时间"]
    mapping = MAP.replace("来信时间", "时间").replace("答复时间", "时间#2")
    problem = only(imported(tmp_path / "a", csv_text([header, row()]), mapping))
    assert (problem.code, problem.mark.line) == ("sheet-header-ambiguous", 5)
    assert "“时间#2”" in problem.fix.zh
    case = cases(
        imported(tmp_path / "b", csv_text([header, row()]), mapping.replace(": 时间\n", ": 时间#1\n"))
    )
    assert str(case["XZ-2019-12"].replies[0].at) == "2019-04-09"


def test_a_header_is_known_in_spite_of_spaces_and_width(tmp_path: Path) -> None:
    header = ["编 号", "姓名", " 标题\n", "来信\u3000时间", "内容", "答复", "答复时间\u200b"]
    assert imported(tmp_path, csv_text([header, row()])).taken == 1


def test_a_field_may_have_one_header_in_one_sheet_and_another_in_the_next(tmp_path: Path) -> None:
    renamed = ["信号" if name == "编号" else name for name in HEADER]
    data = workbook({"一": [HEADER, row("1")], "二": [renamed, row("2")]})
    mapping = MAP.replace("number: 编号", "number: [编号, 信号]")
    assert imported(tmp_path, data, mapping, XLSX).taken == 2


def test_a_header_repeated_for_printing_is_told_as_what_it_is(tmp_path: Path) -> None:
    report = imported(tmp_path, csv_text([HEADER, row("1"), HEADER, row("2")]))
    assert report.taken == 2
    assert [(refused.row, refused.reason.zh) for refused in report.refused] == [(3, "这一行又是表头")]


def test_a_missing_header_is_found_in_the_mapping_and_the_nearest_suggested(tmp_path: Path) -> None:
    problem = only(imported(tmp_path, csv_text([HEADER, row()]), MAP.replace("来信时间", "来信的时间")))
    assert (problem.code, problem.mark.line, problem.mark.column) == ("sheet-header-missing", 5, 13)
    assert problem.fix.zh.startswith("您是否想写 “来信时间”？")


def test_only_the_sheets_named_are_taken(tmp_path: Path) -> None:
    data = workbook({"2019年": [HEADER, row("1")], "2020年": [HEADER, row("2")]})
    assert list(cases(imported(tmp_path / "a", data, MAP + "sheets: [2020年]\n", XLSX))) == ["XZ-2019-2"]
    problem = only(imported(tmp_path / "b", data, MAP + "sheets: [2020年, 2018年]\n", XLSX))
    assert (problem.code, problem.mark.line, problem.mark.column) == ("sheet-missing", 10, 17)


def test_a_row_with_more_cells_than_the_header_is_not_guessed_at(tmp_path: Path) -> None:
    report = imported(tmp_path, csv_text([HEADER, [*row("1"), "", ""], [*row("2"), "多出来的"]]))
    assert list(cases(report)) == ["XZ-2019-1"]
    assert "表头只有 7 格" in report.refused[0].reason.zh


def test_excels_own_dates_numbers_escapes_and_merged_cells_are_read(tmp_path: Path) -> None:
    first = row(7.0, received=43560.37721064815, letter="第一行_x000D_\n_x005F_x4E2D_第二行", replied=43564)
    second: list[str | float | None] = [8.0, "李", "同一天", None, "内容", None, None]
    data = workbook({"S": [HEADER, first, second]}, merged=["D2:D3"], dated=["D2"])
    found = cases(imported(tmp_path, data, name=XLSX))
    assert [str(case.received) for case in found.values()] == ["2019-04-05 09:03:11"] * 2
    assert found["XZ-2019-7"].letter == "第一行\n_x4E2D_第二行"
    assert str(found["XZ-2019-7"].replies[0].at) == "2019-04-09"


def test_dates_of_the_mapping_come_before_the_usual_ones(tmp_path: Path) -> None:
    data = csv_text([HEADER, row(received="04/05/2019 17:30", replied="2019年5月6日")])
    case = cases(imported(tmp_path, data, MAP + 'dates: ["%d/%m/%Y %H:%M"]\n'))["XZ-2019-12"]
    assert (str(case.received), str(case.replies[0].at)) == ("2019-05-04 17:30", "2019-05-06")


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (csv_text([HEADER, row(letter="x")]).replace("x", '"没有关上的引号'), "a.csv", "双引号没有配对"),
        ("<html><table><tr><td>编号</td></tr></table></html>", "a.xls", "这是网页"),
        (b"PK\x03\x04 and nothing more", "a.xlsx", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "已损坏"),
        (workbook({"S": []}), "a.xlsx", "没有表头"),
        ("", "a.csv", "没有表头"),
        (bytes(range(256)) * 9, "a.csv", "没有表头"),
    ],
)
def test_a_file_that_is_no_sheet_is_a_problem_and_no_traceback(
    tmp_path: Path, data: str | bytes, name: str, said: str
) -> None:
    report = imported(tmp_path, data, name=name)
    assert (report.taken, report.files) == (0, ())
    assert said in " ".join(problem.what.zh for problem in report.problems)


@pytest.mark.parametrize(
    ("change", "code", "place", "said"),
    [
        (("  title:", "  titel:"), "map-unknown-key", (4, 3), "您是否想写 “title”？"),
        (("column: mayor", "column: major"), "map-unknown-value", (1, 9), "您是否想写 “mayor”？"),
        (("column: mayor", "column: ideas"), "map-unknown-value", (1, 9), "可以写：mayor"),
        (("topic: other", "topic: ohter"), "map-unknown-value", (9, 34), "您是否想写 “other”？"),
        ((", department: office", ""), "map-missing-key", (1, 1), "补上 defaults: department"),
        (("  replied: 答复时间\n", ""), "map-missing-key", (3, 3), "补上 fields: replied"),
        (
            ("defaults:", "values: {type: {投诉: complain}}\ndefaults:"),
            "map-unknown-value",
            (9, 21),
            "“complaint”",
        ),
        (("defaults:", "dates: ['%d/%m']\ndefaults:"), "map-date-format", (9, 9), "%Y 年"),
        (("defaults:", "sheet: [一]\ndefaults:"), "map-unknown-key", (9, 1), "您是否想写 “sheets”？"),
        (("fields:\n", "fields:\n  reply: 答复\n"), "yaml-duplicate-key", (8, 3), ""),
        (("column: mayor", "column: [mayor"), "yaml-syntax", (1, 9), ""),
        ((MAP, "- 编号\n"), "map-shape", (1, 1), ""),
        ((MAP, ""), "map-shape", (1, 1), ""),
    ],
)
def test_a_fault_of_the_mapping_is_shown_in_its_place_with_a_way_out(
    tmp_path: Path, change: tuple[str, str], code: str, place: tuple[int, int], said: str
) -> None:
    report = imported(tmp_path, csv_text([HEADER, row()]), MAP.replace(*change))
    problem = next(problem for problem in report.problems if problem.code == code)
    assert (problem.mark.path.endswith("map.yml"), problem.mark.line, problem.mark.column) == (True, *place)
    assert said in problem.fix.zh
    assert (report.taken, report.files) == (0, ())


def test_faults_of_the_mapping_and_of_the_file_are_told_at_once(tmp_path: Path) -> None:
    report = imported(tmp_path, b"PK\x03\x04", MAP.replace("mayor", "major").replace("title", "titel"), XLSX)
    assert {problem.code for problem in report.problems} == {
        "map-unknown-value",
        "map-unknown-key",
        "map-missing-key",
        "sheet-unreadable",
    }


@given(ROWS)
def test_whatever_cells_hold_each_row_is_a_valid_case_or_refused(rows: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = imported(Path(folder), csv_text([HEADER, *rows]))
        assert report.problems == ()
        found = cases(report)
    filled = [
        number for number, cells in enumerate(rows, 2) if any(prose(cell, escaped=True) for cell in cells)
    ]
    refused = [refused.row for refused in report.refused]
    assert len(found) + len(refused) == len(filled)
    assert set(refused) <= set(filled)


@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_the_importer_fail(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = imported(Path(folder), csv_text([HEADER, row()]).encode() + data)
        assert len(cases(report)) == report.taken
