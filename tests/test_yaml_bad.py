"""Files that YAML takes for something else, or cannot take at all: each is a problem in its place, in these words.

A file of `yaml/` lies where its folders say, over the county of `cases/_county`. `yaml/expected.txt` holds what the
check says of each in both languages; `WENZHENG_ACCEPT=1` writes it anew: read it before you keep it.
"""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.examining import checked
from generator.problem import Problem
from generator.read.yaml_refused import MAX_DEPTH, MAX_LENGTH
from generator.read.yaml_text import MAX_ENTRIES, MAX_PROBLEMS, MAX_VALUES
from generator.report import text

HERE = Path(__file__).parent
BAD = HERE / "yaml"
FILES = {path.stem: path for path in sorted(BAD.rglob("*.yml"))}
EXPECTED = BAD / "expected.txt"
OLD = "content/cases/mayor/2026/03.yml"


def problems(county: Path, name: str, data: bytes) -> tuple[Problem, ...]:
    """What the check finds when one file is added to the county."""
    shutil.copytree(HERE / "cases/_county", county, dirs_exist_ok=True)
    path = county / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    before = Path.cwd()
    os.chdir(county)
    try:
        return checked(Path("content"), Path("site_config"), today=date(2026, 4, 1)).problems
    finally:
        os.chdir(before)


def said(folder: Path, path: Path) -> str:
    """The messages of one file, Chinese before English, without their count."""
    found = problems(folder, path.relative_to(BAD).as_posix(), path.read_bytes())
    return "".join(text(found, language).rpartition("\n\n")[0] + "\n" for language in ("zh", "en"))


def sections() -> dict[str, str]:
    return dict(re.findall(r"^== (\S+)\n(.*?)(?=^== |\Z)", EXPECTED.read_text("utf-8"), re.M | re.S))


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_said_in_these_words(name: str, tmp_path: Path) -> None:
    now = said(tmp_path, FILES[name])
    if os.environ.get("WENZHENG_ACCEPT"):
        known = (sections() if EXPECTED.exists() else {}) | {name: now + "\n"}
        kept = [f"== {one}\n{known[one]}" for one in FILES if one in known]
        EXPECTED.write_text("".join(kept), "utf-8")
    assert now + "\n" == sections()[name]


def test_there_are_words_for_every_file_and_no_others() -> None:
    assert list(sections()) == list(FILES)
    assert len(FILES) >= 80


def test_no_fault_of_syntax_is_left_without_an_explanation() -> None:
    assert "这里不合 YAML 的写法" not in EXPECTED.read_text("utf-8")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("[" * 60_000, "yaml-too-deep"),
        ("{" * 60_000, "yaml-key"),
        ("- " * (MAX_DEPTH + 1), "yaml-too-deep"),
        ("- a\n" * (MAX_ENTRIES + 2), "file-too-large"),
        (f"- [{'a,' * 15_000}]\n" * (MAX_VALUES // 15_000 + 1), "file-too-large"),
        (f"- {{letter: {'好' * (MAX_LENGTH + 1)}}}\n", "text-too-long"),
        ("&a " * 60_000, "yaml-syntax"),
        ("a: 1\n" * (MAX_PROBLEMS + 2), "yaml-duplicate-key"),
        ("- &a x\n" * (MAX_PROBLEMS + 2), "yaml-anchor"),
        ("\ufffe\n" * 60_000, "control-character"),
        ("\u2028" * 60_000, "control-character"),
        ("? " * 60_000, "yaml-key"),
        ("'" * 60_001, "yaml-syntax"),
        ("\t" * 60_000, "yaml-syntax"),
        ("!" * 60_000, "yaml-tag"),
        ("a: " * 60_000, "yaml-syntax"),
        ("k" * 60_000 + ": 1\n", "yaml-syntax"),
    ],
)
def test_a_flood_is_told_and_ends(tmp_path: Path, data: str, code: str) -> None:
    found = problems(tmp_path, OLD, data.encode())
    assert code in {problem.code for problem in found}
    assert len(found) <= MAX_PROBLEMS + 5
