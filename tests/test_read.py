"""The reader and the YAML builder: the writer's own strings, in their places, whatever the file."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.located import Marks
from generator.read import MAX_BYTES, read
from generator.read.yaml_text import parse

SITE = "title: t\n"


def value(text: str) -> Any:
    root, problems = parse(text, "f.yml")
    assert problems == []
    return root[0] if root else None


@pytest.mark.parametrize(
    "typed",
    [
        "no",
        "yes",
        "on",
        "0123",
        "1e3",
        "0x1f",
        "1_000",
        "2024-02-30",
        "12:30:45",
        "null",
        "~",
        ".inf",
        "=",
        "true",
    ],
)
def test_a_scalar_stays_what_was_typed(typed: str) -> None:
    assert value(f"a: {typed}") == {"a": typed}


def test_an_empty_field_is_none_and_a_quoted_one_is_empty_text() -> None:
    assert value("a:\nb: ''\n") == {"a": None, "b": ""}


def test_a_file_without_content_has_no_value() -> None:
    assert parse("", "f")[0] is None
    assert parse("# nothing yet\n", "f")[0] is None


def test_positions_count_characters_and_not_bytes() -> None:
    root, _ = parse("标题: 好\n列: [甲乙, 丙]\n", "f.yml")
    assert root is not None
    marks = root[1]
    assert isinstance(marks.inner, dict)
    key, items = marks.inner["列"]
    assert key == (2, 1)
    assert items == Marks((2, 4), [Marks((2, 5)), Marks((2, 9))])


TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff\ufffe\uffff"), max_size=30
)


@given(
    st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4))
)
@settings(max_examples=200)
def test_any_text_comes_back_as_it_was(node: Any) -> None:
    dumped = yaml.dump(node, allow_unicode=True, default_style='"')
    expected = node or None if isinstance(node, str) and not node else node
    root, problems = parse(dumped, "f.yml")
    kept = [problem for problem in problems if problem.code != "control-character"]
    assert kept == []
    assert (root[0] if root else None) == ("" if expected is None else expected)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore")))
@settings(max_examples=300)
def test_no_bytes_crash_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "content/cases/mayor").mkdir(parents=True)
    (folder / "content/cases/mayor/1.yml").write_bytes(data)
    raw = read(folder / "content", folder / "site_config")
    assert all(problem.what.zh and problem.fix.en for problem in raw.problems)


def test_sixty_thousand_brackets_are_one_problem() -> None:
    for opening in ("[", "{", "- " * 3 + "["):
        root, problems = parse(opening * 60_000, "f.yml")
        assert root is None
        assert [problem.code for problem in problems] in (["yaml-too-deep"], ["yaml-syntax"], ["yaml-key"])


def test_a_random_cut_of_a_good_file_is_read_or_located() -> None:
    whole = (Path(__file__).parent / "cases/whole/content/sessions/interview/01.yml").read_text("utf-8")
    dice = random.Random(7)
    for _ in range(300):
        cut = whole[: dice.randrange(len(whole))] + dice.choice(
            ["", "'", '"', "\t", ": ", "{", "|\n", "&a ", "\x00"]
        )
        root, problems = parse(cut, "f.yml")
        assert root is not None or problems or not cut.strip()
        assert all(problem.mark.line >= 1 and problem.mark.column >= 1 for problem in problems)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "cases/mayor").mkdir(parents=True)
    (tmp_path / "cases/mayor/1.yml").write_bytes(b"#" * (MAX_BYTES + 1))
    assert [problem.code for problem in read(tmp_path, tmp_path / "none").problems] == ["file-too-large"]


def test_hidden_and_linked_files_are_not_content(tmp_path: Path) -> None:
    outside = tmp_path / "secret.yml"
    outside.write_text("a: b\n", "utf-8")
    (tmp_path / "content/cases/mayor").mkdir(parents=True)
    (tmp_path / "content/cases/mayor/.hidden.yml").write_text("a: b\n", "utf-8")
    (tmp_path / "content/cases/mayor/link.yml").symlink_to(outside)
    raw = read(tmp_path / "content", tmp_path / "none")
    assert raw.records == () and raw.problems == ()


def test_the_case_of_an_ending_loses_no_record(tmp_path: Path) -> None:
    (tmp_path / "cases/mayor").mkdir(parents=True)
    for name in ("a.YML", "b.Yaml", "c.yml"):
        (tmp_path / "cases/mayor" / name).write_text("id: X\n", "utf-8")
    assert len(read(tmp_path, tmp_path / "none").records) == 3
