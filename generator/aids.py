"""Commands that help while content is being written: schemas for editors, and the manual of problems."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import manual, schemas
from generator.model.load import load
from generator.options import CONFIG, folder, language_of
from generator.problem import Text, nearest, quoted
from generator.read import read
from generator.report import text


@click.command("schema")
@CONFIG
@folder("--out", schemas.FOLDER, "写入哪个文件夹 · where the schemas go")
def schema_command(config: Path, out: Path) -> None:
    """生成 JSON Schema，编辑器（如 VS Code 的 YAML 插件）据此补全和检查。

    Write JSON Schemas by which editors complete and check as you type.
    """
    language = language_of(config)
    settings, problems = load(read(None, config))
    if settings is None:
        click.echo(text(tuple(problems), language), err=True, nl=False)
        sys.exit(1)
    paths = schemas.write(out, settings.county)
    click.echo(Text(f"{out}：{len(paths)} 个文件", f"{out}: {len(paths)} files")(language))


@click.command("explain")
@click.argument("code", required=False)
@CONFIG
def explain_command(code: str | None, config: Path) -> None:
    """说明一个问题代码的意思，举例说明对错；不写代码就列出全部。

    Say what the code of a problem means, with an example; without a code, the whole manual.
    """
    language = language_of(config)
    if code is None:
        click.echo(manual.page(), nl=False)
        return
    found = manual.entry(code)
    if found is None:
        codes = (one.code for chapter in manual.chapters() for one in chapter.entries)
        guess = nearest(code, codes)
        hint = (
            Text(f"您是否想写 {quoted(guess)}？", f" Did you mean {quoted(guess)}?")
            if guess
            else Text("", "")
        )
        said = Text(f"没有代码 {quoted(code)}。{hint.zh}", f"There is no code {quoted(code)}.{hint.en}")
        raise click.UsageError(said(language))
    click.echo(manual.explained(found, language), nl=False)
