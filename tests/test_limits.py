"""A column's limits: what they refer to exists, and what they say can be kept."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.examining import checked

COUNTY = Path(__file__).parent / "cases" / "_county"
RULE = """- id: mayor
  title: 县长信箱
  kind: case
  prefix: XZ
  purpose: 写给县长
  rule:
    title: 办法
    answers: 县政府办
    publishes: 来信与答复
    limits:
"""


def problems(folder: Path, *limits: str) -> list[tuple[str, int]]:
    """Codes and lines of what is said of columns.yml with these limits."""
    shutil.copytree(COUNTY, folder, dirs_exist_ok=True)
    text = RULE + "".join(f"      - {{{limit}}}\n" for limit in limits)
    (folder / "site_config/columns.yml").write_text(text, "utf-8")
    found = checked(folder / "content", folder / "site_config", today=date(2026, 4, 1)).problems
    return [(one.code, one.mark.line) for one in found if one.mark.path.endswith("columns.yml")]


def test_a_policy_that_a_limit_rests_on_must_exist(tmp_path: Path) -> None:
    assert problems(tmp_path, "step: reply, days: 7, basis: no-such-law, article: 第一条") == [
        ("unknown-policy", 11)
    ]


@pytest.mark.parametrize(
    "limits",
    [
        (
            "step: accept, days: 24, unit: hours",
            "step: reply, days: 7, complex: 15, extension: 15, pauses: 是",
        ),
        ("step: accept, days: 15, unit: days", "step: reply, days: 60, unit: days, since: accepted"),
        ("step: accept, days: 15, unit: days", "step: reply, days: 12"),
        ("step: reply, days: 7", "step: reply, days: 20, since: accepted"),
        ("step: reply, days: 7", "step: close, days: 10, since: replied"),
        ("step: acknowledge, days: 72, unit: hours", "step: reply, days: 3, unit: days"),
    ],
)
def test_sound_limits_are_left_alone(tmp_path: Path, limits: tuple[str, ...]) -> None:
    assert problems(tmp_path, *limits) == []


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("step: reply, days: 7, complex: 7", "limit-contradicts"),
        ("step: reply, days: 7, complex: 0", "limit-contradicts"),
        ("step: reply, days: 7, extension: 0", "limit-contradicts"),
        ("step: reply, days: 7, since: replied", "limit-never-runs"),
        ("step: acknowledge, days: 7, since: closed", "limit-never-runs"),
        ("step: reply, days: 7, since: ended", "limit-never-runs"),
        ("step: final-review, days: 30, since: reviewed", "limit-contradicts"),
    ],
)
def test_a_limit_that_contradicts_itself_is_found_on_its_line(tmp_path: Path, limit: str, code: str) -> None:
    assert problems(tmp_path, "step: route, days: 1", limit) == [(code, 12)]


def test_a_limit_of_no_days_is_no_number(tmp_path: Path) -> None:
    assert [code for code, _ in problems(tmp_path, "step: reply, days: 0")] == ["bad-number"]
