"""The manual of problems is whole and true: every code has its entry, and every example does what it says."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator import manual
from generator.examining import checked
from generator.manual import Entry
from generator.privacy.words import NAMES

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests/cases"
PAGE = ROOT / "docs/problems.md"
GOOD = {
    "case": "content/cases/mayor/2026/03.yml",
    "call": "content/calls/ideas/01.yml",
    "session": "content/sessions/interview/01.yml",
    "survey": "content/surveys/01.yml",
    "clarification": "content/clarifications/01.yml",
}
ENTRIES = [entry for chapter in manual.chapters() for entry in chapter.entries]
SHOWN = [entry for entry in ENTRIES if entry.place]


def codes() -> set[str]:
    """All codes that the program can say: first arguments of problems, and entries of tables of codes."""
    literal = (
        r'\b(?:[Pp]roblem|problem_at|fault|_fault)\(\s*"([a-z]+(?:-[a-z0-9]+)+)"'
        r'|^    (?:"\w+"|Ref\.\w+|Fault\.\w+): \(\s*"([a-z]+(?:-[a-z0-9]+)+)"'
    )
    house = (path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py"))
    said = {one or other for text in house for one, other in re.findall(literal, text, re.M)}
    return said | set(NAMES) | {path.name for path in CASES.iterdir() if "-" in path.name}


def record(entry: Entry, example: str) -> str:
    """A good record in which the example stands for the fields that either half of its entry names."""
    good = (CASES / "whole" / GOOD[entry.place]).read_text("utf-8")
    named = set(re.findall(r"^[\s\u3000]*([a-z]+)[:：]", f"{entry.wrong}\n{entry.right}", re.M))
    kept = (part for part in re.split(r"^(?=[a-z])", good, flags=re.M) if part.partition(":")[0] not in named)
    return "".join(kept) + example


def found(entry: Entry, example: str, county: Path) -> set[str]:
    """The codes that an example brings about in a county of its own."""
    shutil.copytree(CASES / "_county", county)
    path = county / GOOD.get(entry.place, entry.place)
    text = record(entry, example) if entry.place in GOOD else example
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    problems = checked(county / "content", county / "site_config", today=date(2026, 4, 1)).problems
    return {problem.code for problem in problems}


def test_every_code_has_one_entry_and_every_entry_a_code() -> None:
    listed = [entry.code for entry in ENTRIES]
    assert len(listed) == len(set(listed))
    assert codes() - set(listed) == set()
    house = "".join(path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py"))
    assert {code for code in listed if f'"{code}"' not in house} == set()


@pytest.mark.parametrize("entry", SHOWN, ids=lambda entry: entry.code)
def test_the_wrong_example_brings_the_problem_and_the_right_one_does_not(
    entry: Entry, tmp_path: Path
) -> None:
    assert entry.code in found(entry, entry.wrong, tmp_path / "wrong")
    assert entry.code not in found(entry, entry.right, tmp_path / "right")


def test_most_examples_are_shown_to_be_true() -> None:
    assert len(SHOWN) > 60


def test_every_entry_is_written_in_both_languages() -> None:
    for entry in ENTRIES:
        assert re.search(r"[\u4e00-\u9fff]", entry.meaning.zh), entry.code
        assert not re.search(r"[\u4e00-\u9fff]", entry.meaning.en), entry.code
        assert entry.wrong != entry.right


def test_the_page_is_the_manual() -> None:
    if os.environ.get("WENZHENG_ACCEPT"):
        PAGE.write_text(manual.page(), "utf-8")
    assert PAGE.read_text("utf-8") == manual.page()
