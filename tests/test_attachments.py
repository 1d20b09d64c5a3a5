"""Attachments: judged by their bytes, and searched for personal data wherever a file can hide it."""

from __future__ import annotations

import shutil
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from generator.attachments import ALLOWED_ENDINGS, MAX_BYTES, Fault, Unreadable, fault, passages
from generator.examining import checked
from generator.problem import Problem
from tests.rig.attachments import OLE, SAMPLES, TYPES, archive, excel, exif, jpeg, pdf, png, webp, word
from tests.rig.identifiers import mobile


def noted(words: str) -> bytes:
    """A PDF with a note on its page and nothing else."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_annotation(0, FreeText(text=words, rect=(0, 0, 90, 90)))
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


COUNTY = Path(__file__).parent / "cases/_county"
MOBILE = mobile(Random(7))


def problems(county: Path, name: str, data: bytes) -> list[Problem]:
    shutil.copytree(COUNTY, county, dirs_exist_ok=True)
    path = county / "content/attachments" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    found = checked(county / "content", county / "site_config", today=date(2026, 4, 1)).problems
    return [problem for problem in found if problem.code != "attachment-unused"]


def test_every_kind_that_is_allowed_passes() -> None:
    assert set(SAMPLES) == ALLOWED_ENDINGS
    assert {ending for ending, data in SAMPLES.items() if fault(f"a.{ending}", data)} == set()


def test_a_file_that_is_something_else_than_its_name_says_is_refused() -> None:
    alike = {frozenset({"jpg", "jpeg"}), frozenset({"txt", "csv"})}
    office = {"doc", "xls", "ppt", "wps", "et"}
    for ending in ALLOWED_ENDINGS:
        for other, data in SAMPLES.items():
            same = {ending, other} in alike or {ending, other} <= office or ending == other
            same = same or (ending in {"wps", "et"} and other in {"docx", "xlsx", "pptx"})
            assert (fault(f"a.{ending}", data) is None) is same, (ending, other)


@pytest.mark.parametrize(
    "page",
    [
        "<html><script>alert(1)</script>",
        "\ufeff  <!DOCTYPE html>",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "<?xml version='1.0'?><svg/>",
        "\n<script>alert(1)</script>",
        "<!-- x --><b>",
        "<x-y onclick=1>",
    ],
)
@pytest.mark.parametrize("ending", sorted(ALLOWED_ENDINGS))
def test_a_page_or_a_drawing_in_code_is_handed_out_under_no_name(page: str, ending: str) -> None:
    for encoding in ("utf-8", "utf-16", "gb18030"):
        assert fault(f"a.{ending}", page.encode(encoding)) is Fault.CONTENT
    assert fault("a.html", page.encode()) is Fault.KIND


def test_text_in_other_encodings_of_the_county_passes() -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        assert fault("a.csv", "项目,数量 < 3\n".encode(encoding)) is None
    assert fault("a.txt", b"a\x00b") is Fault.CONTENT


def test_programs_and_closed_boxes_are_refused() -> None:
    macro = archive({TYPES: "", "word/document.xml": "", "word/vbaProject.bin": b"x"})
    assert fault("a.docx", macro) is Fault.UNSAFE
    assert fault("a.zip", archive({"../a.txt": "x"})) is Fault.UNSAFE
    assert fault("a.zip", archive({"b.zip": archive({})})) is Fault.CLOSED
    assert fault("a.zip", archive({"b.html": "x"})) is Fault.KIND
    assert fault("a.zip", archive({"b.txt": "<html>"})) is Fault.CONTENT
    locked = bytearray(archive({"b.txt": "x"}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert fault("a.zip", bytes(locked)) is Fault.CLOSED
    assert fault("a.pdf", pdf(more="/OpenAction<</S/JavaScript/JS(app.alert(1))>>")) is Fault.UNSAFE
    nameless = archive({"a": "x"}).replace(b"a", b"\0")
    assert fault("a.zip", nameless) is Fault.KIND
    hidden = zlib.compress(b"1 0 <</S/Launch/F(cmd)>>")
    assert (
        fault("a.pdf", b"%PDF-1.5\n1 0 obj<</Type/ObjStm>>stream\n" + hidden + b"\nendstream") is Fault.UNSAFE
    )
    assert fault("a.pdf", b"%PDF-1.5\n1 0 obj<<>>stream\n/JS (by chance)\nendstream") is None


def test_a_file_over_the_limit_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    shutil.copytree(COUNTY, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "content/attachments/film.mp4"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.write(SAMPLES["mp4"])
        file.truncate(MAX_BYTES + 10)
    found = checked(tmp_path / "content", tmp_path / "site_config", today=date(2026, 4, 1)).problems
    assert [problem.code for problem in found if problem.is_error] == ["attachment-size"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", f"电话 {MOBILE}".encode()),
        ("a.csv", f"电话,{MOBILE}".encode("gb18030")),
        ("a.docx", word(f"电话{MOBILE}")),
        ("a.docx", word(creator=MOBILE)),
        ("a.xlsx", excel(cells=("电话", MOBILE))),
        ("a.xlsx", excel(numbers=(MOBILE,))),
        ("a.pdf", pdf(text=MOBILE)),
        ("a.pdf", pdf(author=MOBILE)),
        ("a.zip", archive({f"{MOBILE}.txt": "x"})),
        ("a.zip", archive({"a.docx": word(f"电话{MOBILE}")})),
        ("a.ofd", archive({"OFD.xml": f"<ofd:Author>{MOBILE}</ofd:Author>"})),
        ("a.pptx", archive({TYPES: "", "ppt/slides/slide1.xml": f"<a:p><a:t>{MOBILE}</a:t></a:p>"})),
        ("a.jpg", jpeg(exif(artist=MOBILE))),
        ("a.jpg", jpeg(comment=MOBILE.encode())),
        ("a.png", png((b"tEXt", b"Author\0" + MOBILE.encode()))),
        ("a.png", png((b"zTXt", b"Author\0\0" + zlib.compress(MOBILE.encode())))),
        ("a.png", png((b"iTXt", b"Author\0\0\0\0\0" + MOBILE.encode()))),
        ("a.png", png((b"eXIf", exif(artist=MOBILE, big=True)))),
        ("a.webp", webp(exif(artist=MOBILE))),
        ("a.docx", word(**{"word/document2.xml": f"<w:t><![CDATA[{MOBILE}]]></w:t>".encode()})),
        ("a.docx", word(**{"word/footer1.xml": f"<w:t>{MOBILE}</w:t>".encode("utf-16")})),
        ("a.docx", word(**{"word/comments.xml": f'<w:comment w:author="{MOBILE}"/>'.encode()})),
        ("a.docx", word(**{"word/_rels/a.xml.rels": f'<Relationship Target="tel:{MOBILE}"/>'.encode()})),
        ("a.docx", word(**{"word/embeddings/a.xlsx": excel(cells=(MOBILE,))})),
        ("a.xlsx", excel(numbers=(f"{MOBILE[0]}.{MOBILE[1:]}E10",))),
        ("a.pdf", noted(MOBILE)),
    ],
)
def test_a_number_stops_the_build_wherever_a_file_holds_it(tmp_path: Path, name: str, data: bytes) -> None:
    found = problems(tmp_path, name, data)
    assert [problem.code for problem in found] == ["privacy-mobile"]
    assert found[0].is_error
    assert MOBILE not in found[0].what.zh + found[0].fix.zh


def test_what_is_picked_out_of_an_old_format_only_warns(tmp_path: Path) -> None:
    wide = f"电话 {MOBILE} 请回电".encode("utf-16-le")
    found = problems(tmp_path, "a.doc", OLE + bytes(504) + wide)
    assert [(problem.code, problem.severity) for problem in found] == [("privacy-mobile", "warning")]


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif", "a.mp3", "a.mp4"])
def test_what_only_stands_in_the_bytes_of_a_medium_warns(tmp_path: Path, name: str) -> None:
    found = problems(tmp_path, name, SAMPLES[name[2:]] + b"\0\0" + MOBILE.encode() + b"\0")
    assert [(problem.code, problem.severity) for problem in found] == [("privacy-mobile", "warning")]


def test_a_film_that_says_where_it_was_taken_warns(tmp_path: Path) -> None:
    placed = SAMPLES["mp4"] + b"udta\xa9xyz\0\x12\x15\xc7+00.0000+000.0000/"
    assert [problem.code for problem in problems(tmp_path, "a.mp4", placed)] == ["attachment-location"]


def test_a_picture_that_says_where_it_was_taken_warns(tmp_path: Path) -> None:
    for name, data in {
        "a.jpg": jpeg(exif(located=True)),
        "b.png": png((b"eXIf", exif(located=True))),
    }.items():
        codes = [problem.code for problem in problems(tmp_path / name[0], name, data)]
        assert codes == ["attachment-location"]
    inside = word(**{"word/media/image1.jpg": jpeg(exif(located=True))})
    assert [problem.code for problem in problems(tmp_path / "c", "c.docx", inside)] == ["attachment-location"]


def test_the_name_of_who_wrote_a_document_warns_and_an_office_does_not(tmp_path: Path) -> None:
    assert [one.code for one in problems(tmp_path / "a", "a.docx", word(creator="张三"))] == ["privacy-name"]
    assert problems(tmp_path / "b", "b.docx", word(creator="县政府办公室")) == []


def test_a_document_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    found = problems(tmp_path, "a.pdf", b"%PDF-1.4\nnothing more")
    assert [(problem.code, problem.severity) for problem in found] == [("attachment-closed", "warning")]


@given(
    st.sampled_from(sorted(SAMPLES.values())),
    st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=6)), max_size=8),
)
@settings(max_examples=300, deadline=None)
def test_no_damage_to_a_file_crashes_the_look_into_it(data: bytes, damages: list[tuple[int, bytes]]) -> None:
    broken = bytearray(data)
    for place, instead in damages:
        broken[place % len(broken) : place % len(broken) + len(instead)] = instead
    for ending in ALLOWED_ENDINGS:
        fault(f"a.{ending}", bytes(broken))
    try:
        found = list(passages(bytes(broken)))
    except Unreadable:
        return
    assert all(passage.text for passage in found)
