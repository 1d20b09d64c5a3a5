"""The commands beside `build`: arguments, words and exit codes."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator import schemas
from generator.aids import explain_command, schema_command
from generator.audit.report import FORMATS as AUDIT_FORMATS
from generator.build import build
from generator.changes import NoRevision
from generator.check.privacy import public
from generator.crew import cores
from generator.examining import Checked, audited, checked, checked_since, examined
from generator.importing import import_letters
from generator.model import Kind
from generator.model.load import load
from generator.options import CONFIG, CONTENT, INTO, OUT, SCHEDULER, TODAY, language_of
from generator.privacy.words import NAMES
from generator.problem import Text
from generator.progress import Shown
from generator.read import read
from generator.redact import redact
from generator.report import FORMATS, text
from generator.said import built, refuse
from generator.scheduler import hired
from generator.serve import serve
from generator.skeletons import Skeleton, skeleton
from generator.unchanged import PROJECT, mkdocs_settings


@click.command("check")
@CONTENT
@CONFIG
@TODAY
@click.option("--format", "shape", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@SCHEDULER
@click.option(
    "--changed-since",
    metavar="REV",
    help="只列出自某个 Git 版本以来的改动带来的问题 · only what changes since a Git revision bring about",
)
def check_command(
    *,
    content: Path,
    config: Path,
    today: date | None,
    shape: str,
    scheduler: str | None,
    changed_since: str | None,
) -> None:
    """只检查，不生成。列出全部问题：文件、行、列、原因和改法。

    Check only. Lists every problem with file, line, column, reason and fix.
    """
    language = language_of(config)
    try:
        if changed_since is None:
            with hired(scheduler, cores()) as workers:
                found: Checked = examined(content, config, today=today, workers=workers)
        else:
            found = checked_since(content, config, changed_since, today=today)
    except NoRevision as error:
        raise click.UsageError(error.text(language)) from None
    click.echo(FORMATS[shape](found.problems, language), nl=False)
    sys.exit(1 if any(problem.is_error for problem in found.problems) else 0)


@click.command("audit")
@CONTENT
@CONFIG
@TODAY
@click.option("--format", "shape", type=click.Choice(list(AUDIT_FORMATS)), default="text", show_default=True)
def audit_command(content: Path, config: Path, today: date | None, shape: str) -> None:
    """自查：逐个栏目看更新、逾期、台账、反馈、承诺和断链，列出要补的记录。

    Self-audit: what an inspection looks at, column by column, with the records to mend.
    """
    language = language_of(config)
    found = checked(content, config, today=today)
    findings = audited(found)
    if findings is None or found.content is None:
        refuse(found.problems, language)
        return
    click.echo(AUDIT_FORMATS[shape](findings, found.content.county, language), nl=False)
    sys.exit(0 if all(finding.passes for finding in findings) else 1)


@click.command("serve")
@CONTENT
@CONFIG
@OUT
@TODAY
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve_command(content: Path, config: Path, out: Path, today: date | None, port: int) -> None:
    """生成后在本机预览；内容、设置、模板或样式一改，页面自动刷新。

    Build, serve on this machine only, and reload when content, settings, templates or assets change.
    """
    language = language_of(config)

    def again() -> bool:
        return built(build(content, config, out, today=today, progress=Shown(language)), out, language) == 0

    def started(address: str) -> None:
        click.echo(
            Text(f"预览：{address}（按 Ctrl-C 结束）", f"Preview: {address} (Ctrl-C ends it)")(language)
        )

    sources = (PROJECT / "generator" / name for name in ("templates", "assets"))
    serve(again, out, [content, config, mkdocs_settings(config), *sources], port, started=started)


@click.command("new")
@click.argument("kind", type=click.Choice([str(kind) for kind in Kind]))
@click.option("--column", help="栏目代号 · id of the column, where a kind has several")
@CONFIG
@INTO
@TODAY
def new_command(kind: str, column: str | None, config: Path, out: Path, today: date | None) -> None:
    """新建一条记录的样稿：带说明，编号自动取下一个。

    Write a commented skeleton of a record with the next free id.
    """
    found = checked(out, config, today=today)
    language = language_of(config)
    if found.content is None:
        refuse(found.problems, language)
        return
    ids = [record.value.id for record in found.content.records]
    made = skeleton(next(one for one in Kind if one == kind), found.content.county, ids, found.today, column)
    if not isinstance(made, Skeleton):
        refuse((made,), language)
        return
    path = out / made.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(made.text)
    schemas.write(out.resolve().parent / schemas.FOLDER, found.content.county)
    click.echo(Text(f"已新建 {path}", f"Wrote {path}")(language))


@click.command("redact")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="只显示改动，不写文件 · show the changes, write nothing")
@CONTENT
@CONFIG
@TODAY
def redact_command(file: Path, dry_run: bool, content: Path, config: Path, today: date | None) -> None:
    """把文件里的个人信息改成可以公开的写法，其余一个字节也不动。

    Replace the personal data in a file by what may be published; every other byte stays.
    """
    language = language_of(config)
    found = checked(content, config, today=today)
    try:
        done = redact(file, public(found.content, found.today) if found.content else ())
    except UnicodeDecodeError:
        raise click.UsageError("文件不是 UTF-8 编码 · the file is not UTF-8") from None
    if dry_run:
        click.echo(done.diff(), nl=False)
    elif done.counts:
        done.write()
    for code, count in sorted(done.counts.items()):
        click.echo(Text(f"{NAMES[code].zh}：{count} 处", f"{count} × {NAMES[code].en}")(language))
    if not done.counts:
        click.echo(Text("没有发现个人信息。", "No personal data found.")(language))


@click.group("import")
def import_group() -> None:
    """把 Excel 或 CSV 里的内容导入为 YAML。 · Bring in content from Excel or CSV."""


@import_group.command("letters")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--map", "map_file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=True
)
@click.option("--dry-run", is_flag=True, help="只报告，不写文件 · report only, write nothing")
@CONFIG
@INTO
def import_letters_command(file: Path, map_file: Path, dry_run: bool, config: Path, out: Path) -> None:
    """把来信台账（Excel 或 CSV）按映射文件导入为办件。

    Import letters from a sheet by a mapping file. Every row is either taken or reported with its reason.
    """
    language = language_of(config)
    settings, problems = load(read(None, config))
    if settings is None:
        refuse(problems, language)
        return
    done = import_letters(file, map_file, settings.county, out, dry_run)
    if done.problems:
        click.echo(text(done.problems, language), err=True, nl=False)
    for row in done.refused:
        place = Text(f"{row.sheet} 第 {row.row} 行", f"{row.sheet} row {row.row}")(language)
        click.echo(f"{place}：{row.reason(language)}", err=True)
    verb = Text("可导入" if dry_run else "已导入", "can be taken" if dry_run else "taken")(language)
    click.echo(
        Text(
            f"{verb} {done.taken} 行，未取 {len(done.refused)} 行，{len(done.files)} 个文件。",
            f"{done.taken} rows {verb}, {len(done.refused)} refused, {len(done.files)} files.",
        )(language)
    )
    sys.exit(1 if any(problem.is_error for problem in done.problems) else 0)


COMMANDS = (
    check_command,
    audit_command,
    serve_command,
    new_command,
    redact_command,
    schema_command,
    explain_command,
    import_group,
)
