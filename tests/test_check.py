"""Each folder of `cases/` is a fault that a clerk can make, with the exact words that it must bring about.

A case lays its files over `cases/_county`; `expected.txt` holds what `wenzheng check` says in both languages.
`WENZHENG_ACCEPT=1` writes the texts anew: read them before you keep them.
"""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.examining import checked
from generator.report import text
from tests.rig.attachments import sample

CASES = Path(__file__).parent / "cases"
ELSEWHERE = {
    "file-too-large",
    "file-unreadable",
    "file-name",
    "text-too-long",
    "attachment-name",
    "attachment-closed",
    "attachment-location",
}
"""Codes that need a file no repository should hold; `test_read` and `test_attachments` have them."""
NAMES = sorted(path.name for path in CASES.iterdir() if not path.name.startswith("_"))


@pytest.mark.parametrize("name", NAMES)
def test_a_fault_is_said_in_these_words(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(CASES / "_county", tmp_path, dirs_exist_ok=True)
    shutil.copytree(CASES / name, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    found = checked(Path("content"), Path("site_config"), today=date(2026, 4, 1))
    said = text(found.problems, "zh") + "\n" + text(found.problems, "en")
    expected = CASES / name / "expected.txt"
    if os.environ.get("WENZHENG_ACCEPT"):
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")
    codes = {problem.code for problem in found.problems}
    assert name in codes or (name == "whole" and not codes)


def test_every_code_has_a_case() -> None:
    """A code is the first argument of a Problem, or stands in one of the tables of codes."""
    house = CASES.parents[1] / "generator"
    rooms = [
        *house.glob("*.py"),
        *house.glob("model/*.py"),
        *house.glob("check/*.py"),
        *house.glob("read/*.py"),
    ]
    sources = [path.read_text("utf-8") for path in rooms if path.name != "skeletons.py"]
    literal = r'\b(?:Problem|problem|problem_at)\(\s*"([a-z0-9-]+)"|^    (?:"wz_\w+"|Ref\.\w+|"\w+_equal"): \(\s*"([a-z0-9-]+)"'
    codes = {one or other for source in sources for one, other in re.findall(literal, source, re.M)}
    assert codes - ELSEWHERE <= set(NAMES)
    assert len(codes) > 50


def test_one_broken_file_does_not_make_every_mention_of_it_a_fault(tmp_path: Path) -> None:
    shutil.copytree(CASES / "_county", tmp_path, dirs_exist_ok=True)
    shutil.copytree(CASES / "whole", tmp_path, dirs_exist_ok=True)
    (tmp_path / "site_config/departments.yml").write_text("- {id: ecology, name: [}\n", "utf-8")
    found = checked(tmp_path / "content", tmp_path / "site_config", today=date(2026, 4, 1))
    assert [problem.code for problem in found.problems] == ["yaml-syntax"]


@pytest.mark.parametrize(
    "names", [("公告?.txt",), ("CON.pdf",), ("点。./a.txt",), ("a.txt", "A.TXT"), ("x/a.txt", "X/b.txt")]
)
def test_a_name_that_no_usb_stick_can_hold_is_told(tmp_path: Path, names: tuple[str, ...]) -> None:
    shutil.copytree(CASES / "_county", tmp_path, dirs_exist_ok=True)
    for name in names:
        path = tmp_path / "content/attachments" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sample(path.suffix))
    found = checked(tmp_path / "content", tmp_path / "site_config", today=date(2026, 4, 1))
    assert [problem.code for problem in found.problems if problem.is_error] == ["attachment-name"]
