"""`wenzheng check --changed-since`: what a change brings about, wherever that stands, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.changes import NoRevision, changes
from generator.examining import checked_since

CASES = Path(__file__).parent / "cases"
CASE = "content/cases/mayor/2026/03.yml"


class County:
    """A county in a repository, and what a change to it brings."""

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], check=True, capture_output=True)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("-c", "user.name=Office", "-c", "user.email=office@example.org", "commit", "--message=x")

    def edit(self, path: str, old: str, new: str) -> None:
        text = Path(path).read_text("utf-8")
        assert old in text
        Path(path).write_text(text.replace(old, new, 1), "utf-8")

    def found(self, revision: str = "HEAD") -> list[tuple[str, str]]:
        since = checked_since(Path("content"), Path("site_config"), revision, today=date(2026, 4, 1))
        return [(problem.code, str(problem.mark)) for problem in since.problems]


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[County]:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "county"
    shutil.copytree(CASES / "_county", home)
    shutil.copytree(CASES / "whole", home, dirs_exist_ok=True)
    monkeypatch.chdir(home)
    made = County()
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit()
    yield made


def test_no_change_brings_no_problem_even_where_the_content_has_some(county: County) -> None:
    county.edit(CASE, "ecology", "nobody")
    county.commit()
    assert county.found() == []
    assert [code for code, _ in county.found("HEAD~1")] == ["unknown-department"]


def test_a_problem_on_a_changed_line_is_told_even_if_it_is_old(county: County) -> None:
    county.edit(CASE, "by: ecology", "by: nobody")
    county.commit()
    county.edit(CASE, "by: nobody", "by: nobody  # 待核")
    assert county.found() == [("unknown-department", f"{CASE}:10:9")]


def test_an_old_problem_that_only_moves_is_left_out(county: County) -> None:
    county.edit(CASE, "by: ecology", "by: nobody")
    county.commit()
    county.edit(CASE, "id: XZ", "# 说明\n\nid: XZ")
    assert county.found() == []


def test_a_problem_that_a_change_causes_in_another_file_is_told_there(county: County) -> None:
    county.edit("site_config/departments.yml", "ecology", "environment")
    assert ("unknown-department", f"{CASE}:10:9") in county.found()


def test_a_second_record_with_an_old_id_is_told_wherever_the_check_sees_it(county: County) -> None:
    before = Path(CASE).with_name("02.yml")
    shutil.copy(CASE, before)
    assert county.found() == [("duplicate-id", f"{CASE}:1:5")]


def test_a_deleted_line_that_was_needed_is_told(county: County) -> None:
    county.edit(CASE, "type: complaint\n", "")
    assert county.found() == [("missing-field", f"{CASE}:1:1")]


def test_a_new_file_and_one_with_a_strange_name_are_changed_throughout(county: County) -> None:
    for name in ("新 件.yml", "a'b\\c.yml"):
        path = Path(CASE).with_name(name)
        path.write_text("id: [\n", "utf-8")
    assert [code for code, _ in county.found()] == ["yaml-syntax", "yaml-syntax"]
    county.commit()
    path.write_text("id:  [\n", "utf-8")
    assert county.found() == [("yaml-syntax", f"{path.as_posix()}:1:6")]


def test_what_is_staged_counts_like_what_is_not(county: County) -> None:
    county.edit(CASE, "by: ecology", "by: nobody")
    county.git("add", "--all")
    assert [code for code, _ in county.found()] == ["unknown-department"]


def test_folders_may_lie_deep_in_a_repository_and_the_check_may_run_elsewhere(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.edit(CASE, "by: ecology", "by: nobody")
    county.commit()
    county.edit(CASE, "title: ", "title: 关于")
    home = Path.cwd()
    monkeypatch.chdir(tmp_path)
    since = checked_since(home / "content", home / "site_config", "HEAD", today=date(2026, 4, 1))
    assert since.problems == ()


def test_content_that_a_revision_did_not_have_is_new(county: County, tmp_path: Path) -> None:
    county.git("mv", "content", "inhalt")
    found = checked_since(Path("inhalt"), Path("site_config"), "HEAD", today=date(2026, 4, 1))
    assert found.problems == ()
    assert set(changes([Path("inhalt")], "HEAD").lines) == {
        path.as_posix() for path in Path("inhalt").rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("revision", ["nothing", "--output=x", "HEAD~99", ""])
def test_an_unknown_revision_is_a_wrong_usage(county: County, revision: str) -> None:
    with pytest.raises(NoRevision):
        county.found(revision)
    assert not Path("x").exists()


def test_a_folder_outside_of_any_repository_is_a_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(NoRevision):
        changes([tmp_path], "HEAD")
