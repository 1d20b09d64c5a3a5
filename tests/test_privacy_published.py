"""The finished bytes are looked through once more, and what is found there keeps the old site in place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.build import Built, build
from generator.privacy.published import Guard
from generator.problem import Problem
from generator.publish import MANIFEST
from tests.rig.secrets import plant_text

TODAY = date(2026, 4, 1)


def found(address: str, text: str, judged: str = "") -> list[Problem]:
    """What a guard finds in one output, which it hands on as it came."""
    guard, output = Guard(lambda: judged), (address, text.encode())
    assert list(guard.outputs([output])) == [output]
    return guard.problems


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("a.html", "<p>请打13<b>9000</b>00000</p>"),
        ("a.html", "<p>请打139<!-- -->00000000</p>"),
        ("a.html", "<p>请打&#49;3900000000</p>"),
        ("a.html", '<a href="mailto:noise@example.org">写信</a>'),
        ("a.html", '<meta name="description" content="请打１３９００００００００">'),
        ("feed.xml", "<summary>证号11010519491231002X</summary>"),
        ("data/case.csv", "编号,来信\r\nXZ-2026-0001,请打139-0000-0000\r\n"),
        ("a.html", '<p data-value="x" title="请打13900000000">'),
        ("a.html", "<p>\n<b>139</b>00000000\n</p>"),
        ("data/case.jsonl", '{"letter": "请打一三九〇〇〇〇〇〇〇〇"}\n'),
    ],
)
def test_what_a_finished_file_holds_is_found(address: str, text: str) -> None:
    (problem,) = found(address, text)
    assert problem.mark.path == address
    assert problem.is_error


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("a.html", "<td>139</td><td>0000</td><td>0000</td>"),
        ("a.html", '<path d="M139 0000 0000"/>'),
        (
            "a.html",
            '<script src="a.js" integrity="sha256-9f13900000000045bc0ffee13900000000045bc0"></script>',
        ),
        ("assets/a.css", "a::after{content:'13900000000'}"),
        ("a.html", "<p>合同编号13900000000</p>"),
        ("a.html", '<p data-number="13900000000">'),
    ],
)
def test_what_only_looks_so_in_a_finished_file_passes(address: str, text: str) -> None:
    assert found(address, text) == []


def test_what_the_content_was_allowed_passes() -> None:
    assert found("a.html", "<p>13900000000</p>", "12345\n13900000000") == []


def test_every_output_passes_and_all_that_they_hold_is_told() -> None:
    guard = Guard(lambda: "")
    outputs = [("a.html", b"<p>13900000000</p>"), ("b.html", b"<p>noise@example.org</p>"), ("c.html", b"")]
    assert list(guard.outputs(outputs)) == outputs
    assert [problem.mark.path for problem in guard.problems] == ["a.html", "b.html"]


def test_a_guard_of_some_pages_knows_their_own_lines_and_those_of_all() -> None:
    guard = Guard(lambda: "", lambda: ["本站"]).another(["工地夜间施工"])
    pages = [("a.html", "<p>本站</p>\n<p>工地夜间施工</p>\n<p>请打13900000000</p>".encode())]
    looked_at: list[str] = []
    guard.look = lambda text, address: looked_at.append(text)  # type: ignore[method-assign]
    list(guard.outputs(pages))
    assert looked_at == ["请打13900000000"]


def test_linked_data_is_looked_at_value_by_value() -> None:
    data = (
        '<script type="application/ld+json">{"@context":"https://schema.org","name":"%s","sku":"%s"}</script>'
    )
    assert found("a.html", data % ("139", "00000000")) == []
    (problem,) = found("a.html", data % ("路灯", "请打139 0000 0000"))
    assert problem.code == "privacy-mobile"


def built(folder: Path) -> Built:
    return build(folder / "content", folder / "site_config", folder / "site", today=TODAY)


def test_markup_that_puts_a_number_together_leaves_the_old_site_in_place(tmp_path: Path) -> None:
    plant_text(tmp_path, "letter", "夜间施工")
    page = tmp_path / "content/pages/help.md"
    page.parent.mkdir(parents=True)
    page.write_text("# 帮助\n\n请打电话。\n", "utf-8")
    assert built(tmp_path).published is not None
    before = (tmp_path / "site" / MANIFEST).read_bytes()
    page.write_text("# 帮助\n\n请打 139[0000](help.html)0000。\n", "utf-8")
    done = built(tmp_path)
    assert done.published is None
    assert {(problem.code, problem.mark.path) for problem in done.problems} == {
        ("privacy-mobile", "help.html")
    }
    assert (tmp_path / "site" / MANIFEST).read_bytes() == before


def test_a_number_that_its_context_explains_is_published_out_of_it_too(tmp_path: Path) -> None:
    plant_text(tmp_path, "title", "合同编号13900000000")
    done = built(tmp_path)
    assert done.published is not None
    assert [problem.code for problem in done.problems] == ["privacy-mobile"]
    assert not any(problem.is_error for problem in done.problems)


def test_what_was_judged_is_asked_for_only_when_needed() -> None:
    def judged() -> str:
        raise AssertionError

    assert len(list(Guard(judged).outputs([("a.html", b"<p>2026-03-02</p>")]))) == 1


def test_a_waived_number_is_published(tmp_path: Path) -> None:
    plant_text(tmp_path, "letter", "抢修请打139 0000 0000")
    (tmp_path / "site_config/waivers.yml").write_text(
        "- {code: privacy-mobile, where: XZ-2026-0001, reason: 抢修值班手机, who: 县住建局, until: 2026-12-31}\n",
        "utf-8",
    )
    done = built(tmp_path)
    assert done.problems == ()
    assert "139 0000 0000" in (tmp_path / "site/mayor/XZ-2026-0001.html").read_text("utf-8")
