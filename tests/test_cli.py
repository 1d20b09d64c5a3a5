"""The command as a clerk meets it: exit codes, words, and what it leaves on the disk."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main

CASES = Path(__file__).parent / "cases"
KINDS = ["case", "session", "survey", "call", "clarification"]


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small county in the current folder."""
    shutil.copytree(CASES / "_county", tmp_path, dirs_exist_ok=True)
    shutil.copytree(CASES / "whole/content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(arguments))
    return result.exit_code, result.output


def test_a_good_county_is_built_and_said_to_be(county: Path) -> None:
    code, said = run("build", "--today", "2026-04-01")
    assert code == 0
    assert "5 条记录" in said
    assert (county / "site/mayor/XZ-2026-0001.html").is_file()


def test_a_fault_is_told_and_the_old_site_stays_byte_for_byte(county: Path) -> None:
    run("build", "--today", "2026-04-01")
    before = {path: path.read_bytes() for path in (county / "site").rglob("*") if path.is_file()}
    path = county / "content/cases/mayor/2026/03.yml"
    path.write_text(path.read_text("utf-8").replace("by: ecology", "by: ecolgy"), "utf-8")
    code, said = run("build", "--today", "2026-04-01")
    assert code == 1
    assert "content/cases/mayor/2026/03.yml:10:9" in said
    assert {path: path.read_bytes() for path in (county / "site").rglob("*") if path.is_file()} == before


def test_check_says_the_same_and_writes_nothing(county: Path) -> None:
    (county / "content/cases/mayor/2026/04.yml").write_text("id: XZ-2026-0002\n", "utf-8")
    code, said = run("check", "--format", "json", "--today", "2026-04-01")
    assert code == 1
    assert {row["code"] for row in json.loads(said)} == {"missing-field"}
    assert not (county / "site").exists()


def test_messages_are_english_where_site_yml_says_so(county: Path) -> None:
    site = county / "site_config/site.yml"
    site.write_text(site.read_text("utf-8") + "language: en\n", "utf-8")
    (county / "content/cases/mayor/2026/04.yml").write_text("id: XZ-2026-0002\n", "utf-8")
    assert "is missing" in run("check")[1]


def test_an_unknown_option_or_day_is_wrong_usage(county: Path) -> None:
    assert run("build", "--nonsense")[0] == 2
    assert run("build", "--today", "2026-02-30")[0] == 2


def test_a_strangers_folder_is_never_replaced(county: Path) -> None:
    (county / "site").mkdir()
    (county / "site/thesis.txt").write_text("mine", "utf-8")
    result = CliRunner().invoke(main, ["build", "--today", "2026-04-01"])
    assert result.exception is not None
    assert (county / "site/thesis.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize("kind", KINDS)
def test_new_writes_a_skeleton_that_passes_the_check(county: Path, kind: str) -> None:
    code, said = run("new", kind, "--today", "2026-04-01")
    assert code == 0, said
    code, said = run("check", "--today", "2026-04-01")
    assert code == 0, said


def test_new_never_gives_an_id_twice(county: Path) -> None:
    run("new", "case", "--today", "2026-04-01")
    run("new", "case", "--today", "2026-04-01")
    names = sorted(path.name for path in (county / "content/cases/mayor/2026").glob("XZ-*.yml"))
    assert names == ["XZ-2026-0002.yml", "XZ-2026-0003.yml"]


def test_import_takes_rows_tells_the_others_and_can_be_tried_dry(county: Path) -> None:
    (county / "letters.csv").write_text(
        "编号,标题,时间,内容,答复,答复时间\n"
        "7,路灯不亮,2026-01-05,路灯坏了三天。,已经修好。,2026-01-07\n"
        "8,,2026-01-06,没有标题。,,\n",
        "utf-8",
    )
    (county / "map.yml").write_text(
        "column: mayor\n"
        "fields: {number: 编号, title: 标题, received: 时间, letter: 内容, reply: 答复, replied: 答复时间}\n"
        "defaults: {type: report, topic: environment, department: office, channel: web}\n",
        "utf-8",
    )
    arguments = ("import", "letters", "letters.csv", "--map", "map.yml")
    code, said = run(*arguments, "--dry-run")
    assert code == 0 and "第 3 行" in said
    assert not list((county / "content").rglob("2026/01.yml"))
    assert run(*arguments)[0] == 0
    written = (county / "content/cases/mayor/2026/01.yml").read_bytes()
    assert run(*arguments)[0] == 0
    assert (county / "content/cases/mayor/2026/01.yml").read_bytes() == written
    assert run("check", "--today", "2026-04-01")[0] == 0


@pytest.mark.parametrize(
    "command", [[], ["build"], ["check"], ["serve"], ["new"], ["import"], ["import", "letters"]]
)
def test_help_teaches_in_both_languages(command: list[str]) -> None:
    code, said = run(*command, "--help")
    assert code == 0
    assert any("\u4e00" <= character <= "\u9fff" for character in said)
    assert "·" in said or "Check" in said or "Build" in said or "Import" in said
