"""The manuals are true: all that can be typed is in them, and all that they show can be typed."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple, get_args
from urllib.parse import unquote

import click
import pytest
from markdown_it import MarkdownIt
from pydantic import TypeAdapter

from generator import __version__
from generator.cli import main
from generator.examining import checked
from generator.importing.mapping import FIELDS, read_map
from generator.model import MODELS, Kind, vocabulary
from generator.model.case import Event
from generator.model.county import Calendar, Column, Department, Policy, Site, Topic
from generator.model.entity import Entity, Published
from generator.model.gate import Gate
from generator.model.load import load
from generator.model.register import Register
from generator.model.vocabulary import Term
from generator.model.walk import parts
from generator.read import FOLDERS, read
from generator.read.yaml_text import parse
from tests.rig.attachments import sample
from tests.rig.building import DEMO, ROOT

ENGLISH, CHINESE = "README.md", "README.zh-CN.md"
TEXTS = {name: (ROOT / name).read_text("utf-8") for name in (ENGLISH, CHINESE, "CHANGELOG.md")}
MANUALS = pytest.mark.parametrize("name", [ENGLISH, CHINESE])
TODAY = date(2026, 11, 24)
PLACED = re.compile(r"# (?:\w+：)?(\S+\.yml)\n")
"""The first line of an example that is a whole file says where it goes."""

SECTIONS: dict[str, tuple[type[Entity], ...]] = {
    "每种记录都有的字段": (Published,),
    "办件": (MODELS[Kind.CASE],),
    "征集": (MODELS[Kind.CALL],),
    "访谈": (MODELS[Kind.SESSION],),
    "调查": (MODELS[Kind.SURVEY],),
    "回应关切": (MODELS[Kind.CLARIFICATION],),
    "台账": (Register,),
    "改栏目、单位、主题和放假安排": (Site, Column, Department, Topic, Policy, Calendar, Gate),
}
"""Where the Chinese manual explains the fields of what."""

SINGLE = {"site.yml", "gate.yml"}
"""Settings that are one mapping and no list."""


class Block(NamedTuple):
    """A fenced block of a manual."""

    language: str
    text: str


def blocks(name: str) -> Iterator[Block]:
    for token in MarkdownIt("commonmark").parse(TEXTS[name]):
        if token.type == "fence":
            yield Block(token.info, token.content)


def section(title: str) -> str:
    """A section of the Chinese manual, from its heading to the next."""
    found = re.search(rf"^## [一二三四五六七八九十]+、{title}\n(.*?)(?=^## |\Z)", TEXTS[CHINESE], re.M | re.S)
    assert found is not None, title
    return found[1]


def examples(name: str) -> Iterator[tuple[str, str]]:
    """The YAML of a manual with the path where it goes; none for a part of a file."""
    for block in blocks(name):
        if block.language == "yaml":
            head = PLACED.match(block.text)
            yield head[1] if head else "", block.text


def commands(command: click.Command = main, path: str = "wenzheng") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words that call it."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner, f"{path} {name}")
    else:
        yield path, command


def options(command: click.Command) -> set[str]:
    return {name for one in command.params if isinstance(one, click.Option) for name in one.opts}


def targets() -> set[str]:
    """What `make help` lists."""
    return set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M))


def rows(name: str, words: str) -> list[str]:
    """The rows of a manual's tables that begin with a command."""
    return re.findall(rf"^\| `{re.escape(words)}[` ].*", TEXTS[name], re.M)


@MANUALS
def test_every_command_has_a_row_with_all_its_options(name: str) -> None:
    for words, command in commands():
        (row,) = rows(name, words)
        assert set(re.findall(r"`(--[a-z-]+)", row)) == options(command), words
    for general in ("--help", "--version"):
        assert general in TEXTS[name]


@MANUALS
def test_every_make_target_has_a_row_and_every_row_a_target(name: str) -> None:
    assert len(targets()) > 5
    assert set(re.findall(r"^\| `make ([a-z]+)", TEXTS[name], re.M)) == targets()


@MANUALS
def test_every_command_line_that_is_shown_can_be_typed(name: str) -> None:
    shown = [
        shlex.split(line, comments=True)
        for block in blocks(name)
        if block.language == "sh"
        for line in block.text.splitlines()
    ]
    known = dict(commands())
    calls = [words for words in shown if words and words[0].endswith("wenzheng")]
    makes = [words for words in shown if words and words[0] == "make"]
    assert calls and makes
    for words in calls:
        plain = " ".join(["wenzheng", *words[1:]])
        command = next(found for path, found in known.items() if f"{plain} ".startswith(f"{path} "))
        assert {word for word in words if word.startswith("--")} <= options(command), plain
    assert {words[1] for words in makes} <= targets()


@MANUALS
def test_every_whole_example_passes_the_check(name: str, tmp_path: Path) -> None:
    """Together, as one county: what they refer to is there too."""
    shutil.copytree(DEMO.config, tmp_path / "site_config")
    files = {path: text for path, text in examples(name) if path.startswith(("content/", "site_config/"))}
    assert files
    for path, text in files.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # A list is added to the demonstration county's own; its one site has only one set of settings.
        added = target.read_text("utf-8") if target.exists() and target.name not in SINGLE else ""
        target.write_text(added + text, "utf-8")
        for file in re.findall(r"\bfile: ([\w./-]+)", text):
            attachment = tmp_path / "content/attachments" / file
            attachment.parent.mkdir(parents=True, exist_ok=True)
            attachment.write_bytes(sample(attachment.suffix))
    assert checked(tmp_path / "content", tmp_path / "site_config", today=TODAY).problems == ()


def test_the_manual_for_staff_shows_every_kind_and_every_setting() -> None:
    paths = [path for path, _ in examples(CHINESE)]
    folders = {path.split("/")[1] for path in paths if path.startswith("content/")}
    assert folders == {*FOLDERS, "registers"}
    settings = {path.name for path in DEMO.config.glob("*.yml")} | {"calendar.yml", "synonyms.yml"}
    assert {path.split("/")[1] for path in paths if path.startswith("site_config/")} == settings


def test_every_part_of_an_example_holds_events_of_a_case() -> None:
    parts_of_files = [text for path, text in examples(CHINESE) if not path]
    assert parts_of_files
    for text in parts_of_files:
        root, problems = parse(text, CHINESE)
        assert root is not None and not problems
        value = root[0]["events"] if isinstance(root[0], dict) else root[0]
        assert TypeAdapter(tuple[Event, ...]).validate_python(value)


@MANUALS
def test_the_example_of_a_mapping_file_is_one(name: str, tmp_path: Path) -> None:
    settings, _ = load(read(None, DEMO.config))
    assert settings is not None
    mappings = [(path, text) for path, text in examples(name) if path and "/" not in path]
    assert mappings
    for path, text in mappings:
        (tmp_path / path).write_text(text, "utf-8")
        letter_map, problems = read_map(tmp_path / path, settings.county)
        assert letter_map is not None and not problems


def test_every_field_of_a_mapping_file_is_explained() -> None:
    assert {field for field in FIELDS if f"`{field}`" not in section("从 Excel 导入")} == set()


def test_every_word_of_every_closed_list_stands_beside_its_name() -> None:
    lists = [one for one in vars(vocabulary).values() if isinstance(one, type) and issubclass(one, Term)]
    words = [word for one in lists for word in one]
    assert len(words) > 50
    assert [word for word in words if f"`{word.value}` {word.zh}" not in section("词表")] == []


def fields(*models: type[Entity]) -> set[str]:
    """The names of all fields of models and of what they are made of."""
    names: set[str] = set()
    for model in models:
        for name, info in model.model_fields.items():
            inner = (
                one for one in parts(info.annotation) if isinstance(one, type) and issubclass(one, Entity)
            )
            names |= {name} | fields(*inner)
    return names


@pytest.mark.parametrize("title", SECTIONS)
def test_every_field_is_explained_where_it_belongs(title: str) -> None:
    explained = section(title) + section("每种记录都有的字段")
    assert {name for name in fields(*SECTIONS[title]) if f"`{name}`" not in explained} == set()


def test_every_event_of_a_case_is_explained() -> None:
    tags = {get_args(one.model_fields["event"].annotation)[0] for one in get_args(get_args(Event)[0])}
    assert len(tags) > 10
    assert {tag for tag in tags if f"`{tag}`" not in section("办件")} == set()


def test_the_message_that_is_shown_is_what_the_check_says() -> None:
    said = (ROOT / "tests/cases/unknown-department/expected.txt").read_text("utf-8")
    shown = [
        block.text
        for name in (ENGLISH, CHINESE)
        for block in blocks(name)
        if "unknown-department" in block.text
    ]
    assert len(shown) == 2
    assert all(text in said for text in shown)


def test_every_code_that_is_explained_exists() -> None:
    codes = set(
        re.findall(
            r"`([a-z]+(?:-[a-z0-9]+)+)`",
            "".join(re.findall(r"^\|[^|]*\|", section("常见的提示和改法"), re.M)),
        )
    )
    house = "".join(path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py"))
    assert len(codes) > 30
    assert {code for code in codes if f'"{code}"' not in house} == set()


@MANUALS
def test_every_link_and_picture_leads_somewhere(name: str) -> None:
    tokens = [inner for one in MarkdownIt("commonmark").parse(TEXTS[name]) for inner in one.children or ()]
    links = [unquote(str(one.attrs[key])) for one in tokens for key in ("href", "src") if key in one.attrs]
    anchors = {slug(heading) for heading in re.findall(r"^#+ (.+)$", TEXTS[name], re.M)}
    assert links
    for link in links:
        path, _, fragment = link.partition("#")
        assert not re.match(r"[a-z]+:", path), f"{link} leads out of the project"
        assert (ROOT / path).exists(), link
        assert not fragment or path or fragment in anchors, link


def slug(heading: str) -> str:
    """The name that GitHub and GitLab give to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_pictures_are_small_enough_for_a_slow_line() -> None:
    pictures = sorted((ROOT / "docs").glob("*.png"))
    assert pictures
    assert {path.name for path in pictures if path.stat().st_size > 200_000} == set()


@MANUALS
def test_every_place_in_the_project_that_is_named_is_there(name: str) -> None:
    named = set(
        re.findall(r"`((?:generator|site_config|tests|content|\.github|docs)/[\w./-]*)`", TEXTS[name])
    )
    optional = {"site_config/calendar.yml", "site_config/synonyms.yml"}
    assert named
    assert {path for path in named - optional if not (ROOT / path).exists()} == set()


def test_the_changelog_has_the_version() -> None:
    assert re.search(rf"^## {re.escape(__version__)} — \d{{4}}-\d{{2}}-\d{{2}}$", TEXTS["CHANGELOG.md"], re.M)
