"""The command line: arguments, progress and exit codes; no logic of its own.

Exit codes: 0 published, 1 content has problems, 2 wrong usage, 3 our own fault.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from generator import __version__
from generator.elsewhere import NoWorkers
from generator.options import CONFIG, CONTENT, OUT, SCHEDULER, TODAY, WORKERS, language_of
from generator.publish import BadAddress, Unpublished
from generator.said import built
from generator.unchanged import looked


class _Commands(click.Group):
    """Loads the other commands when one of them is asked for: a build may have nothing to do, and say so at once."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self.commands.get(cmd_name) or self._all().get(cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._all())

    def _all(self) -> Mapping[str, click.Command]:
        from generator.commands import COMMANDS  # noqa: PLC0415

        for command in COMMANDS:
            self.add_command(command)
        return self.commands


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="wenzheng")
def main() -> None:
    """问政公开：把县里公开答复的内容做成一个可检索、可离线、可核对的网站。

    Wenzheng turns what a county answers in public into a site that anyone can search, keep and check.

    \b
    常用 · Most used:
      wenzheng new case          新建一条办件 · start a new case
      wenzheng check             检查内容 · check the content
      wenzheng build             检查并生成网站 · check, then build
      wenzheng serve             边改边看 · preview while you edit
    """


@main.command("build")
@CONTENT
@CONFIG
@OUT
@TODAY
@WORKERS
@SCHEDULER
def build_command(
    *, content: Path, config: Path, out: Path, today: date | None, workers: int, scheduler: str | None
) -> None:
    """检查内容并生成网站。有错误时一个文件也不改。

    Check the content and build the site. With any error, nothing is changed.
    """
    language = language_of(config)
    start = looked(content, config, out, today, workers)
    if start.built is not None:
        sys.exit(built(start.built, out, language))
    # The rest of the program takes longer to load than it takes to see that nothing has changed.
    from generator.build import build  # noqa: PLC0415
    from generator.progress import Shown  # noqa: PLC0415
    from generator.scheduler import hired  # noqa: PLC0415

    progress = Shown(language)
    with hired(scheduler, workers) as crew:
        done = build(content, config, out, today=today, workers=crew, progress=progress, start=start)
    sys.exit(built(done, out, language))


def run(command: Callable[[], Any] = main) -> None:
    """The entry point: what is no fault of content or usage is ours, and is said to be."""
    try:
        command()
    except Unpublished as error:
        click.echo(f"{error.text.zh}\n{error.text.en}", err=True)
        sys.exit(3 if isinstance(error, BadAddress) else 2)
    except NoWorkers as error:
        click.echo(f"{error.text.zh}\n{error.text.en}", err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(
            f"写不了文件，原来的网站没有动 · could not write; the site stays as it was: {error}", err=True
        )
        sys.exit(3)
    except Exception:
        traceback.print_exc()
        click.echo("程序出了错，不是内容的问题。请把上面的文字报告给维护者。", err=True)
        click.echo(
            "This is a fault of the program, not of your content. Please report the text above.", err=True
        )
        sys.exit(3)
