"""What a command says at its end, and the exit code that goes with it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from generator.problem import Language, Problem, Text
from generator.report import text
from generator.unchanged import Built


def built(done: Built, out: Path, language: Language) -> int:
    """Say what a build did; its exit code."""
    if done.problems:
        click.echo(text(done.problems, language), err=True)
    if done.published is None:
        kept = Text(
            "没有生成：请先改正错误。原来的网站没有动。", "Nothing was built; the site stays as it was."
        )
        click.echo(kept(language), err=True)
        return 1
    for remark in done.remarks:
        click.echo(remark(language), err=True)
    site = done.published
    click.echo(
        Text(
            f"{out}：{done.records} 条记录；写入 {site.written} 个文件，{site.unchanged} 个没有变化，删去 {site.removed} 个。",
            f"{out}: {done.records} records; {site.written} files written, {site.unchanged} unchanged, "
            f"{site.removed} removed.",
        )(language)
    )
    return 0


def refuse(problems: Iterable[Problem], language: Language) -> None:
    """Say what keeps a command from its work, and end it."""
    click.echo(text(tuple(problems), language), err=True, nl=False)
    sys.exit(1)
