"""The gate before a commit exists: `make hooks` and pre-commit keep what is wrong out of the history."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from generator.cli import main
from generator.read.yaml_text import parse

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests/cases"
CASE = "content/cases/mayor/2026/03.yml"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "PYTHONPATH": str(ROOT),
}

Git = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Git in a county whose hooks are on and whose content is good."""
    shutil.copytree(CASES / "_county", tmp_path, dirs_exist_ok=True)
    shutil.copytree(CASES / "whole", tmp_path, dirs_exist_ok=True)
    with (tmp_path / "site_config/site.yml").open("a", encoding="utf-8") as site:
        site.write("today: 2026-04-01\n")
    shutil.copytree(ROOT / ".githooks", tmp_path / ".githooks")
    command = tmp_path / ".venv/bin/wenzheng"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m generator "$@"\n', "utf-8")
    command.chmod(0o755)
    (tmp_path / ".gitignore").write_text("/.venv/\n", "utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        who = ("-c", "user.name=Office", "-c", "user.email=office@example.org")
        whole = ["git", *who, *arguments]
        return subprocess.run(
            whole, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False
        )

    run("init", "--quiet")
    run("config", "core.hooksPath", ".githooks")
    run("add", "--all")
    first = run("commit", "--message=x")
    assert first.returncode == 0, first.stderr
    return run


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_is_wrong_does_not_become_a_commit(git: Git, tmp_path: Path) -> None:
    edit(tmp_path / CASE, "by: ecology", "by: nobody")
    refused = git("commit", "--all", "--message=x")
    assert refused.returncode != 0
    assert f"{CASE}:10:9  unknown-department" in refused.stdout + refused.stderr
    assert git("rev-list", "--count", "HEAD").stdout.strip() == "1"


def test_what_is_staged_counts_and_not_what_lies_in_the_folder(git: Git, tmp_path: Path) -> None:
    edit(tmp_path / CASE, "by: ecology", "by: nobody")
    git("add", "--all")
    edit(tmp_path / CASE, "by: nobody", "by: ecology")
    assert git("commit", "--message=x").returncode != 0
    git("add", "--all")
    edit(tmp_path / CASE, "by: ecology", "by: nobody")
    edit(tmp_path / "site_config/site.yml", "county: 小县", "county: 大县")
    git("add", "site_config")
    done = git("commit", "--message=x")
    assert done.returncode == 0, done.stderr
    assert "nobody" in (tmp_path / CASE).read_text("utf-8")


def test_an_old_fault_elsewhere_does_not_hold_up_a_commit(git: Git, tmp_path: Path) -> None:
    edit(tmp_path / CASE, "by: ecology", "by: nobody")
    git("commit", "--all", "--no-verify", "--message=x")
    edit(tmp_path / "site_config/site.yml", "county: 小县", "county: 大县")
    assert git("commit", "--all", "--message=x").returncode == 0


def test_a_commit_of_something_else_does_not_wait(git: Git, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    shutil.rmtree(tmp_path / ".venv")
    git("add", "--all")
    assert git("commit", "--message=x").returncode == 0


def test_make_turns_on_the_folder_of_hooks() -> None:
    assert "git config core.hooksPath .githooks\n" in (ROOT / "Makefile").read_text("utf-8")
    assert os.access(ROOT / ".githooks/pre-commit", os.X_OK)


def test_pre_commit_calls_a_command_that_exists() -> None:
    root, problems = parse((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"), ".pre-commit-hooks.yaml")
    assert root is not None and problems == []
    (hook,) = root[0]
    name, command, *arguments = shlex.split(hook["entry"])
    assert name == "wenzheng"
    found = main.get_command(click.Context(main), command)
    assert found is not None
    context = found.make_context(command, arguments)
    assert context.params["changed_since"] == "HEAD"
    assert hook["pass_filenames"] == "false"
