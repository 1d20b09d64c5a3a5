"""`wenzheng redact` mends a file and leaves every other byte as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.examining import checked
from generator.redact import redact
from tests.rig.identifiers import DISGUISES, NUMBERS
from tests.rig.secrets import CASE, FIELDS, plant_text


@given(
    st.integers(0, 2**32).map(Random),
    st.sampled_from(sorted(NUMBERS)),
    st.sampled_from(sorted(DISGUISES)),
    st.sampled_from(FIELDS),
)
@settings(max_examples=60, deadline=None)
def test_only_the_identifier_gives_way(
    tmp_path_factory: pytest.TempPathFactory, random: Random, kind: str, disguise: str, field: str
) -> None:
    folder = tmp_path_factory.mktemp("county")
    written = DISGUISES[disguise](NUMBERS[kind](random))
    text = plant_text(folder, field, f"夜间施工，请打{written}谢谢")
    before, _, after = text.partition(written)
    done = redact(folder / CASE)
    assert done.after.startswith(before)
    assert done.after.endswith(after)
    assert set(done.after[len(before) : -len(after)]) <= set("0123456789X*")
    assert done.counts == {kind.strip(): 1}
    done.write()
    left = checked(folder / "content", folder / "site_config", today=date(2026, 4, 1)).problems
    assert [problem for problem in left if problem.code != "yaml-folded"] == []


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_comments_keys_and_the_byte_order_mark_stay(tmp_path: Path, ends: str, mark: str) -> None:
    path = tmp_path / "a.yml"
    lines = "# 13900000000\nletter: |\n  电话\n\n    13900000000\n13900000001: '139''0000 00002'\nwhy: \"\\u0031390000\\\n  0003\"\n"
    path.write_bytes((mark + lines.replace("\n", ends)).encode())
    done = redact(path)
    done.write()
    expected = "# 13900000000\nletter: |\n  电话\n\n    139****0000\n13900000001: '139''0000 00002'\nwhy: \"139****0003\"\n"
    assert path.read_bytes().decode() == mark + expected.replace("\n", ends)


def test_prose_is_text_throughout(tmp_path: Path) -> None:
    path = tmp_path / "help.md"
    path.write_text("# 帮助\n\n- 电话：13900000000\n- [写信](mailto:noise@example.org)\n", "utf-8")
    assert redact(path).after == "# 帮助\n\n- 电话：139****0000\n- [写信](mailto:n***@example.org)\n"


def test_a_file_without_personal_data_stays_as_it_is(tmp_path: Path) -> None:
    plant_text(tmp_path, "letter", "请打12345")
    done = redact(tmp_path / CASE)
    assert done.counts == {}
    assert done.after == done.before


def run(folder: Path, *arguments: str) -> str:
    result = CliRunner().invoke(
        main,
        [
            "redact",
            str(folder / CASE),
            *("--content", str(folder / "content")),
            *("--config", str(folder / "site_config")),
            *("--today", "2026-04-01"),
            *arguments,
        ],
    )
    assert result.exit_code == 0, result.output
    return result.output


def test_a_dry_run_shows_the_change_and_makes_none(tmp_path: Path) -> None:
    text = plant_text(tmp_path, "answer", "请打13900000000")
    shown = run(tmp_path, "--dry-run")
    assert "-      answer: '它''s 请打13900000000'\n+      answer: '它''s 请打139****0000'\n" in shown
    assert (tmp_path / CASE).read_text("utf-8") == text


def test_public_numbers_and_waived_ones_stay(tmp_path: Path) -> None:
    plant_text(tmp_path, "letter", "抢修139 0000 0000，值班139 0000 0001，我139 0000 0002")
    (tmp_path / "site_config/departments.yml").write_text(
        "- {id: ecology, name: 生态环境局, phones: [139-0000-0000]}\n- {id: office, name: 县政府办公室}\n",
        "utf-8",
    )
    assert "手机号码：2 处" in run(tmp_path)
    assert "抢修139 0000 0000，值班139****0001，我139****0002" in (tmp_path / CASE).read_text("utf-8")
    plant_text(tmp_path, "letter", "值班13900000001")
    (tmp_path / "site_config/waivers.yml").write_text(
        "- {code: privacy-mobile, where: XZ-2026-0001, reason: 值班手机, who: 县住建局, until: 2026-12-31}\n",
        "utf-8",
    )
    assert "没有发现个人信息" in run(tmp_path)
