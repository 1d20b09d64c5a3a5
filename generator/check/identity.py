"""Rules of ids: one address, one record, for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.entry import Entry
from generator.model.load import Content
from generator.portable import folded, is_portable
from generator.problem import Mark, Problem, Text, quoted


def ids_are_unique(content: Content, today: date) -> Iterator[Problem]:
    """duplicate-id: no two records share an id, nor ids that differ in case only (a USB stick cannot tell)."""
    seen: dict[str, Entry] = {}
    for one in content.entries:
        first = seen.setdefault(one.id.upper(), one)
        if first is not one:
            yield Problem(
                "duplicate-id",
                one.mark,
                Text(
                    f"编号 {quoted(one.id)} 已经用过：{first.mark}。",
                    f"The id {quoted(one.id)} is already used: {first.mark}.",
                ),
                Text("换一个没有用过的编号。", "Give it an id that has not been used."),
            )


def ids_carry_their_columns_prefix(content: Content, today: date) -> Iterator[Problem]:
    """wrong-prefix: an id begins with the prefix of its column."""
    for record in content.records:
        column = content.county.columns.get(record.value.column)
        prefix, _, rest = record.value.id.partition("-")
        if column is not None and prefix != column.prefix:
            yield Problem(
                "wrong-prefix",
                record.source.mark("id"),
                Text(
                    f"“{column.title}”的编号应以 {column.prefix}- 开头。",
                    f"Ids in “{column.id}” begin with {column.prefix}-.",
                ),
                Text(f"改为 {column.prefix}-{rest}。", f"Write {column.prefix}-{rest}."),
            )


def attachments_fit_a_usb_stick(content: Content, today: date) -> Iterator[Problem]:
    """attachment-name: a file's name suits every file system, and no two are one where letter case is ignored."""
    spelled: dict[str, str] = {}
    for file, path in content.attachments.items():
        parts = file.split("/")
        whole = ["/".join(parts[:n]) for n in range(1, len(parts) + 1)]
        twin = next((spelled[key] for name in whole if spelled.get(key := folded(name), name) != name), None)
        spelled |= {folded(name): name for name in whole}
        if twin is not None:
            what = Text(
                f"附件 {quoted(file)} 与 {quoted(twin)} 只差大小写，在 U 盘上是同一个文件。",
                f"{quoted(file)} and {quoted(twin)} differ in letter case only: one file on a USB stick.",
            )
        elif not all(map(is_portable, parts)):
            what = Text(
                f"附件 {quoted(file)} 的文件名拷不进 U 盘。",
                f"A USB stick cannot hold the name {quoted(file)}.",
            )
        else:
            continue
        yield Problem("attachment-name", Mark(path.as_posix()), what, _RENAME)


_RENAME = Text(
    '改名：不用 \\ : * ? " < > |，开头和结尾不用空格和句点。',
    'Rename it: without \\ : * ? " < > |, without spaces or dots at its ends.',
)

RULES = (ids_are_unique, ids_carry_their_columns_prefix, attachments_fit_a_usb_stick)
