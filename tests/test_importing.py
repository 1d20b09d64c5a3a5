"""The importer as a clerk meets it: every row of a sheet becomes a case, or is refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.importing import ImportReport, import_letters
from generator.model.case import Replied
from tests.sheets import HEADER, MAP, Row, cases, county, csv_text, imported, row, workbook


def one(report: ImportReport) -> str:
    """The Chinese reason of the one row that was refused."""
    assert report.problems == ()
    (refused,) = report.refused
    return refused.reason.zh


def codes(report: ImportReport) -> list[str]:
    assert report.taken == 0 or report.files
    return [problem.code for problem in report.problems]


def test_a_row_becomes_a_case_with_its_reply(tmp_path: Path) -> None:
    report = imported(tmp_path, csv_text([HEADER, row()]))
    case = cases(report)["XZ-2019-12"]
    assert (case.title, case.letter) == ("路灯不亮", "北山路的路灯坏了。")
    assert str(case.received) == "2019-04-05 09:03:11"
    (reply,) = case.replies
    assert isinstance(reply, Replied)
    assert (str(reply.at), reply.by, reply.answer) == ("2019-04-09", "office", "路灯已修好。")
    assert reply.text == "您好！来信收悉。路灯已修好。"
    assert [path.relative_to(tmp_path).as_posix() for path in report.files] == [
        "content/cases/mayor/2019/04.yml"
    ]


def test_every_row_that_is_not_blank_is_taken_or_refused_in_its_place(tmp_path: Path) -> None:
    first: list[Row] = [
        HEADER,
        row("1"),
        [None] * 7,
        row("2", title=""),
        ["", " ", "\u3000"],
        row("3", received="昨天"),
    ]
    data = workbook({"2019年": first, "说明": [["本表由办公室填写"]], "2020年": [HEADER, row("4"), row("1")]})
    report = imported(tmp_path, data, name="letters.xlsx")
    assert set(cases(report)) == {"XZ-2019-1", "XZ-2019-4"}
    assert [(refused.sheet, refused.row) for refused in report.refused] == [
        ("2019年", 4),
        ("2019年", 6),
        ("说明", 1),
        ("2020年", 3),
    ]


def test_importing_twice_gives_the_same_files_and_leaves_them_alone(tmp_path: Path) -> None:
    data = csv_text(
        [HEADER, *(row(str(n), received=f"2019-{n % 12 + 1}-3", replied="2020-1-1") for n in range(40))]
    )
    first = imported(tmp_path, data)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in first.files}
    again = imported(tmp_path, data)
    assert again == first
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in again.files}
    assert {path for path in (tmp_path / "content").rglob("*") if path.is_file()} == set(first.files)


def test_the_order_of_rows_changes_no_byte(tmp_path: Path) -> None:
    rows = [row(str(n)) for n in range(9)]
    there = imported(tmp_path / "a", csv_text([HEADER, *rows]))
    back = imported(tmp_path / "b", csv_text([HEADER, *reversed(rows)]))
    assert [path.read_bytes() for path in there.files] == [path.read_bytes() for path in back.files]


def test_a_dry_run_tells_all_and_writes_nothing(tmp_path: Path) -> None:
    data = csv_text([HEADER, row(), row("13", title="")])
    dry = imported(tmp_path, data, dry_run=True)
    assert not (tmp_path / "content").exists()
    assert imported(tmp_path, data) == dry


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_in_every_usual_dress(tmp_path: Path, encoding: str, separator: str) -> None:
    padded = row(letter="\n\t\t\t\t\t\n\t\t\t\t\t路灯，坏了；“修”吗？\n\t\t\t")
    report = imported(tmp_path, csv_text([HEADER, padded], separator).encode(encoding))
    assert cases(report)["XZ-2019-12"].letter == "路灯，坏了；“修”吗？"


def test_a_utf_8_file_with_a_cut_character_stays_utf_8(tmp_path: Path) -> None:
    data = csv_text([HEADER, *(row(str(n)) for n in range(20))]).encode()
    cut = data.replace("坏了。".encode(), "坏了".encode() + b"\xe3\x80", 1)
    report = imported(tmp_path, cut)
    assert report.taken == 20
    assert [(problem.code, problem.severity, problem.mark.line) for problem in report.problems] == [
        ("sheet-damaged", "warning", 2)
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("2549", "XZ-2019-2549"),
        (2549.0, "XZ-2019-2549"),
        ("2549.0", "XZ-2019-2549"),
        ("０012", "XZ-2019-0012"),
        ("uu008194", "XZ-2019-UU008194"),
        ("XZ-2019-0123", "XZ-2019-0123"),
        ("2018-7", "XZ-2019-2018-7"),
        ("〔2019〕第12号", "XZ-2019-12"),
        ("201904250932090001", "XZ-2019-20190425-09320900-01"),
    ],
)
def test_the_sheets_own_number_stays_recognisable_in_the_id(
    tmp_path: Path, number: str | float, expected: str
) -> None:
    assert list(cases(imported(tmp_path, workbook({"S": [HEADER, row(number)]}), name="a.xlsx"))) == [
        expected
    ]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"number": ""}, "“编号”是空的"),
        ({"number": "无"}, "“编号”里没有数字：“无”"),
        ({"number": "2.0190425E+17"}, "“编号”太长，Excel 已丢了后几位"),
        ({"title": "\u3000 \u200b"}, "“标题”是空的"),
        ({"letter": "NULL"}, "“内容”是空的"),
        ({"received": ""}, "“来信时间”是空的"),
        ({"received": "2019-02-30"}, "“来信时间”不是看得懂的日期：“2019-02-30”"),
        ({"replied": ""}, "“答复时间”是空的"),
        ({"replied": "5/4/2019"}, "“答复时间”不是看得懂的日期：“5/4/2019”"),
        ({"replied": "2019-04-04"}, "“答复时间” 2019-04-04 早于来信 2019-04-05 09:03:11"),
        ({"title": "", "letter": ""}, "“标题”是空的；“内容”是空的"),
    ],
)
def test_a_row_that_cannot_be_a_case_is_refused_with_every_reason(
    tmp_path: Path, changed: dict[str, str], reason: str
) -> None:
    assert one(imported(tmp_path, csv_text([HEADER, row(**changed)]))) == reason


def test_a_reply_on_the_day_of_the_letter_is_no_fault_where_a_time_is_missing(tmp_path: Path) -> None:
    same_day = csv_text([HEADER, row("1", replied="2019-4-5 0:00:00"), row("2", replied="2019-4-5 9:03:10")])
    report = imported(tmp_path, same_day)
    assert list(cases(report)) == ["XZ-2019-1"]
    assert "早于来信" in one(report)


def test_a_letter_without_reply_is_still_open(tmp_path: Path) -> None:
    data = csv_text([HEADER, row("1", reply=" \t", replied=""), row("2", reply="", replied="2019-04-09")])
    assert [case.replies for case in cases(imported(tmp_path, data)).values()] == [(), ()]


def test_a_number_is_given_once_and_a_repeated_letter_under_another_number_is_a_letter(
    tmp_path: Path,
) -> None:
    report = imported(tmp_path, csv_text([HEADER, row("12"), row("13"), row("12.0", title="别的事")]))
    assert set(cases(report)) == {"XZ-2019-12", "XZ-2019-13"}
    assert one(report) == "编号 XZ-2019-12 与 letters.csv 第 2 行相同"


def test_without_numbers_rows_are_numbered_in_their_order_and_keep_it_when_one_is_mended(
    tmp_path: Path,
) -> None:
    mapping = MAP.replace("  number: 编号\n", "")
    faulty = csv_text([HEADER, row(), row(title=""), row()])
    mended = csv_text([HEADER, row(), row(), row()])
    assert list(cases(imported(tmp_path, faulty, mapping))) == ["XZ-2019-0001", "XZ-2019-0003"]
    assert len(cases(imported(tmp_path, mended, mapping))) == 3


def test_words_of_the_sheet_become_ids_by_table_name_and_alias(tmp_path: Path) -> None:
    mapping = MAP + "values: {type: {投诉举报: complaint}}\n"
    mapping = mapping.replace(
        "fields:\n", "fields:\n  type: 类\n  topic: 题\n  department: 部门\n  channel: 道\n  place: 地\n"
    )
    header = [*HEADER, "类", "题", "部门", "道", "地"]
    rows = [
        [*row("1"), "投诉举报", "路灯", "城 管局", "来访", "城东街道"],
        [*row("2"), "", "", "", "", ""],
        [*row("3"), "表扬信", "路灯", "园林局", "", "城西街道"],
    ]
    report = imported(tmp_path, csv_text([header, *rows]), mapping)
    named, empty = cases(report).values()
    assert (named.type, named.topic, named.replies[0].by) == ("complaint", "city/lighting", "city")
    assert (named.channel, named.place) == ("visit", "城东街道")
    assert (empty.type, empty.topic, empty.replies[0].by, empty.place) == ("consult", "other", "office", None)
    for word in ("“表扬信”", "“园林局”", "“城西街道”"):
        assert word in one(report)


def test_the_writers_name_is_nowhere_in_the_files(tmp_path: Path) -> None:
    replies = [
        "网友“王小明”：您好！已修好。",
        "王小明：您好！已修好。",
        "尊敬的王小明先生：已修好。",
        "“王小明”您反映的已修好。",
    ]
    data = csv_text([HEADER, *(row(str(n), reply=reply) for n, reply in enumerate(replies))])
    report = imported(tmp_path, data, MAP + "hide: 姓名\n")
    assert "王小明" not in "".join(path.read_text(encoding="utf-8") for path in report.files)
    assert all("修好" in case.replies[0].answer for case in cases(report).values())


def test_a_file_of_other_origin_is_left_alone_and_nothing_is_written(tmp_path: Path) -> None:
    foreign = tmp_path / "content/cases/mayor/2019/04.yml"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("[]\n", encoding="utf-8")
    report = imported(tmp_path, csv_text([HEADER, row("1", received="2019-3-1"), row("2")]))
    assert codes(report) == ["import-blocked"]
    assert foreign.read_text(encoding="utf-8") == "[]\n"
    assert [path for path in (tmp_path / "content").rglob("*") if path.is_file()] == [foreign]


def test_a_file_that_was_changed_since_is_left_alone(tmp_path: Path) -> None:
    data = csv_text([HEADER, row()])
    (path,) = imported(tmp_path, data).files
    changed = path.read_text(encoding="utf-8").replace("other", "city/lighting")
    path.write_text(changed, encoding="utf-8")
    assert codes(imported(tmp_path, data)) == ["import-changed"]
    assert path.read_text(encoding="utf-8") == changed


def test_a_checkout_with_other_line_ends_is_no_change(tmp_path: Path) -> None:
    data = csv_text([HEADER, row()])
    (path,) = imported(tmp_path, data).files
    written = path.read_bytes()
    path.write_bytes(written.replace(b"\n", b"\r\n"))
    assert codes(imported(tmp_path, data)) == []
    assert path.read_bytes() == written


def test_an_id_that_another_file_has_is_not_given_again(tmp_path: Path) -> None:
    other = tmp_path / "content/cases/mayor/2018.yml"
    other.parent.mkdir(parents=True)
    other.write_text("- title: 旧的\n  id: XZ-2019-12\n", encoding="utf-8")
    report = imported(tmp_path, csv_text([HEADER, row("12"), row("13")]))
    assert list(cases(report)) == ["XZ-2019-13"]
    assert one(report) == "编号 XZ-2019-12 已在 cases/mayor/2018.yml 里"


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    blocked = tmp_path / "content/cases/mayor/2019"
    blocked.parent.mkdir(parents=True)
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    data = csv_text([HEADER, row("1", received="2018-3-1"), row("2"), row("3", received="2019-3-1")])
    assert codes(imported(tmp_path, data)) == ["file-unwritable"]
    assert [path for path in (tmp_path / "content").rglob("*") if path.is_file()] == [blocked]


@pytest.mark.real
def test_the_real_letters_are_all_taken(real_data: Path, tmp_path: Path) -> None:
    data = real_data / "letters/letters-2816.xlsx"
    mapping = tmp_path / "map.yml"
    shipped = (Path(__file__).parent / "import_maps/letters.yml").read_text(encoding="utf-8")
    mapping.write_text(shipped.replace("county-office", "office"), encoding="utf-8")
    report = import_letters(data, mapping, county(), tmp_path / "content")
    assert (report.taken, report.refused, report.problems) == (2816, (), ())
    found = cases(report)
    assert all(
        case.letter and len(case.replies) == 1 and len(case.replies[0].answer) <= 60
        for case in found.values()
    )
    for path in report.files:
        text = path.read_text(encoding="utf-8")
        assert not set("\u3000\u200b\xa0\t\r") & set(text)
        assert len(yaml.load(text, Loader=yaml.BaseLoader)) == text.count("\n- id: ")
