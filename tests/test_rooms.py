"""The plan of the house holds: imports run one way, outputs do not know each other, one room knows MkDocs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).parents[1] / "generator"

FLOORS = (
    {"problem"},
    {"elsewhere", "portable", "today"},
    {"crew"},
    {"hypertext", "located", "privacy", "replies", "attachments", "swap"},
    {"model"},
    {"read", "catalogue"},
    {"model.load", "addresses"},
    {"check", "report", "permalink", "clock", "changes"},
    {"stats", "phrases"},
    {"markdown", "page", "progress", "audit"},
    {"open_data", "structured", "feeds", "reminders", "sitemap", "search", "shell"},
    {"blocks", "pages", "frame", "assets", "schemas"},
    {
        "render",
        "publish",
        "importing",
        "redact",
        "skeletons",
        "manual",
        "examining",
        "outputs",
        "searching",
        "portions",
    },
    {"object_store", "stamping", "inputs"},
    {"renewing", "unchanged"},
    {"build", "serve", "deploy", "options", "scheduler"},
    {"aids", "said"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
"""From the ground up: a room imports from its own package and from floors below. `model.load` is a room of its own."""

OUTPUTS = {"feeds", "reminders", "sitemap", "search", "open_data"}
BESIDE = {("phrases", "stats")}
"""Pairs on one floor of which the first uses the second."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(HOUSE.rglob("*.py")):
        name = ".".join(path.relative_to(HOUSE).with_suffix("").parts)
        yield name.removesuffix(".__init__"), ast.parse(path.read_text("utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "generator":
                yield from (f"generator.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def room(name: str) -> str:
    return name if name == "model.load" else name.split(".", maxsplit=1)[0]


def floor(name: str) -> int:
    return next(level for level, rooms in enumerate(FLOORS) if name in rooms)


def test_every_room_has_its_floor_and_every_floor_its_rooms() -> None:
    rooms = {room(name) for name, _ in modules() if name != "__init__"}
    assert rooms == set().union(*FLOORS)


def test_imports_run_one_way() -> None:
    for name, tree in modules():
        here = room(name)
        for module in imported(tree):
            if not module.startswith("generator.") or here == "__init__":
                continue
            there = room(module.removeprefix("generator."))
            if there.startswith("__"):
                continue
            assert here == there or floor(there) < floor(here) or (here, there) in BESIDE, (
                f"{name} imports {module}"
            )


def test_output_stages_do_not_know_each_other() -> None:
    for name, tree in modules():
        if room(name) in OUTPUTS:
            known = {room(m.removeprefix("generator.")) for m in imported(tree) if m.startswith("generator.")}
            assert not known & (OUTPUTS - {room(name)}), name


def test_only_the_shell_knows_mkdocs() -> None:
    for name, tree in modules():
        if any(module.split(".")[0] in {"mkdocs", "material"} for module in imported(tree)):
            assert name == "shell"
