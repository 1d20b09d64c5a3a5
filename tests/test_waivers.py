"""An office answers for what the check objects to, by name, with a reason and until a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.examining import checked
from generator.problem import Problem
from tests.rig.secrets import CASE, plant_text

TODAY = date(2026, 4, 1)


def problems(folder: Path, *waivers: tuple[str, str, str]) -> list[Problem]:
    """The problems under waivers of a code, a place and a last day."""
    (folder / "site_config/waivers.yml").write_text(
        "".join(
            f"- {{code: {code}, where: {where}, reason: 对外公布, who: 县政府办公室, until: {until}}}\n"
            for code, where, until in waivers
        ),
        "utf-8",
    )
    return list(checked(folder / "content", folder / "site_config", today=TODAY).problems)


@pytest.fixture
def county(tmp_path: Path) -> Path:
    plant_text(tmp_path, "letter", "电话13900000000，QQ:10000001")
    return tmp_path


@pytest.mark.parametrize("where", ["XZ-2026-0001", CASE, "cases/mayor/2026/03.yml"])
def test_a_waiver_covers_its_code_in_a_record_or_a_file(county: Path, where: str) -> None:
    assert [p.code for p in problems(county, ("privacy-mobile", where, "2026-04-01"))] == ["privacy-qq"]


def test_a_waiver_for_one_record_leaves_its_neighbours_alone(county: Path) -> None:
    path = county / CASE
    text = path.read_text("utf-8")
    path.write_text(text + text.replace("XZ-2026-0001", "XZ-2026-0002"), "utf-8")
    left = problems(county, ("privacy-mobile", "XZ-2026-0001", "2026-12-31"))
    second = text.count("\n")
    assert [p.mark.line > second for p in left if p.code == "privacy-mobile"] == [True]


def test_what_an_expired_waiver_covered_is_back(county: Path) -> None:
    left = problems(county, ("privacy-mobile", "XZ-2026-0001", "2026-03-31"))
    assert [(p.code, p.severity) for p in left] == [
        ("privacy-mobile", "error"),
        ("privacy-qq", "warning"),
        ("waiver-expired", "warning"),
    ]


@pytest.mark.parametrize(
    ("code", "where"),
    [("privacy-mobile", "XZ-2026-9999"), ("privacy-mobil", "XZ-2026-0001"), ("privacy-plate", CASE)],
)
def test_a_waiver_that_covers_nothing_is_told(county: Path, code: str, where: str) -> None:
    left = problems(county, (code, where, "2026-12-31"))
    assert [p.code for p in left] == ["privacy-mobile", "privacy-qq", "waiver-unused"]


def test_content_without_which_there_is_no_site_cannot_be_waived(county: Path) -> None:
    path = county / CASE
    path.write_text(path.read_text("utf-8").replace("to: ecology", "to: ecolgy"), "utf-8")
    left = problems(county, ("unknown-department", "XZ-2026-0001", "2026-12-31"))
    assert {p.code for p in left} >= {"unknown-department", "waiver-unused"}


def test_two_waivers_for_one_problem_are_both_in_use(county: Path) -> None:
    left = problems(
        county, ("privacy-mobile", CASE, "2026-12-31"), ("privacy-mobile", "XZ-2026-0001", "2026-12-31")
    )
    assert [p.code for p in left] == ["privacy-qq"]
