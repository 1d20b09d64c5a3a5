"""Options that several commands have, how a day is typed, and in which language to speak."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.crew import cores
from generator.problem import Language

Command = TypeVar("Command", bound=Callable[..., Any])


def folder(option: str, default: str, help: str) -> Callable[[Command], Command]:
    """An option that names a folder."""
    kind = click.Path(path_type=Path, file_okay=False)
    return click.option(option, type=kind, default=Path(default), show_default=True, help=help)


CONTENT = folder("--content", "content", "内容文件夹 · folder of records, prose and attachments")
CONFIG = folder("--config", "site_config", "设置文件夹 · folder of settings: site.yml, columns.yml …")
OUT = folder("--out", "site", "网站文件夹 · where the site goes")
INTO = folder("--out", "content", "写入哪个内容文件夹 · content folder to write into")


class Day(click.ParamType[date]):
    """A day on the command line."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} 不是日期，应写成 2026-03-02 · is not a date such as 2026-03-02", param, ctx)


TODAY = click.option("--today", type=Day(), help="按哪一天计算 · the day to compute for")


WORKERS = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=cores(),
    show_default="处理器数 · the number of cores",
    help="同时用几个进程 · how many processes work at once; the result is the same",
)

SCHEDULER = click.option(
    "--scheduler",
    metavar="tcp://HOST:PORT",
    help="由 Dask 集群的进程来做 · let the workers of a Dask cluster do the work; the result is the same",
)


def language_of(config: Path) -> Language:
    """The language of site.yml, found without trusting the rest of it."""
    try:
        words = (config / "site.yml").read_text("utf-8", errors="replace").split()
    except OSError:
        return "zh"
    return "en" if ("language:", "en") in pairwise(words) else "zh"
