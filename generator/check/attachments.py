"""Rules of attachments: what is handed out is what its name says, can be looked into, and names nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from generator.attachments import ALLOWED_ENDINGS, MAX_BYTES, Fault, Passage, Unreadable, fault, passages
from generator.attachments.passage import LOCATION
from generator.check.privacy import office_numbers
from generator.model.load import Content
from generator.privacy import Finding, findings
from generator.privacy.words import NAMES
from generator.problem import Mark, Problem, Text, quoted


def attachments_are_of_a_safe_kind(content: Content, today: date) -> Iterator[Problem]:
    """attachment-kind, attachment-content, attachment-unsafe, attachment-size: judged by content, not by name alone."""
    for file, path in content.attachments.items():
        found = fault(file, _bytes(path))
        if found is not None:
            code, what, fix = _FAULTS[found]
            said = Text(f"附件 {quoted(file)} {what.zh}。", f"{quoted(file)} {what.en}.")
            yield Problem(code, Mark(path.as_posix()), said, fix)


def attachments_name_nobody(content: Content, today: date) -> Iterator[Problem]:
    """privacy-…, attachment-location, attachment-closed: text, properties and pictures hold no personal data."""
    offices = office_numbers(content)
    for file, path in content.attachments.items():
        data = _bytes(path)
        if fault(file, data) is not None:
            continue
        problems: dict[tuple[str, str], Problem] = {}
        try:
            for passage in passages(data):
                for problem in _found(passage, path, offices):
                    problems.setdefault((problem.code, problem.what.zh), problem)
        except Unreadable:
            problems["", ""] = Problem("attachment-closed", Mark(path.as_posix()), *_UNREAD, "warning")
        yield from problems.values()


def _bytes(path: Path) -> bytes:
    """A file's bytes, one more than may be where there are too many; nothing where it is gone."""
    with suppress(OSError), path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
    return b""


def _found(passage: Passage, path: Path, offices: frozenset[str]) -> Iterator[Problem]:
    if passage.where is LOCATION:
        yield Problem("attachment-location", Mark(path.as_posix()), *_PLACE, "warning")
        return
    # The property itself says that it holds a name, as such words do in a text.
    text = f"经办人：{passage.text}" if passage.is_author else passage.text
    for finding in findings(text):
        if finding.plain not in offices:
            yield _problem(finding, passage, path)


def _problem(finding: Finding, passage: Passage, path: Path) -> Problem:
    name = NAMES[finding.code]
    shown = quoted(finding.instead or "…")
    return Problem(
        finding.code,
        Mark(path.as_posix()),
        Text(
            f"附件的{passage.where.zh}里有{name.zh}：{shown}。",
            f"There is {name.en} in {passage.where.en} of the attachment: {shown}.",
        ),
        _REMOVE,
        finding.severity if passage.is_sure else "warning",
    )


_REMOVE = Text(
    "在原文件里改好，再重新导出（Word、Excel：文件→信息→检查文档）；确应公开的，由单位写进 waivers.yml。",
    "Mend the original and export it again (Word, Excel: File → Info → Inspect Document); "
    "where it is right to publish it, the office says so in waivers.yml.",
)
_PLACE = (
    Text("照片或视频里记着拍摄地点（GPS）。", "The picture or film says where it was taken (GPS)."),
    Text(
        "去掉照片的位置信息再放进来：在图片“属性→详细信息”里点“删除属性和个人信息”，或截图另存。",
        "Remove the location before it goes in: Properties → Details → Remove Properties, or save a screenshot.",
    ),
)
_UNREAD = (
    Text(
        "附件的文字读不出来（加密或损坏），没有检查个人信息。",
        "The text of the attachment cannot be read (locked or damaged); it was not searched for personal data.",
    ),
    Text("换成没有密码、能正常打开的文件。", "Use a file without a password that opens as it should."),
)
_KINDS = "、".join(sorted(ALLOWED_ENDINGS))
_FAULTS: Mapping[Fault, tuple[str, Text, Text]] = {
    Fault.KIND: (
        "attachment-kind",
        Text("的类型不能发布", "is of a kind that cannot be published"),
        Text(f"换成这些类型之一：{_KINDS}。", f"Use one of: {', '.join(sorted(ALLOWED_ENDINGS))}."),
    ),
    Fault.CONTENT: (
        "attachment-content",
        Text("的内容与文件名的后缀不符", "is not what the ending of its name says"),
        Text(
            "用原来的软件打开，另存为对的类型；只改后缀不行。网页和图形代码（HTML、SVG）不能作附件。",
            "Open it in its own program and save it as the right kind. Pages and drawings in code (HTML, SVG) cannot be attached.",
        ),
    ),
    Fault.EMPTY: (
        "attachment-content",
        Text("是空文件", "is empty"),
        Text("放进完整的文件，或删去它。", "Put in the whole file, or remove it."),
    ),
    Fault.LARGE: (
        "attachment-size",
        Text("太大（上限 50 MB）", "is too large (at most 50 MB)"),
        Text(
            "压缩图片、分成几个文件，或只放链接。",
            "Make its pictures smaller, split it, or link to it instead.",
        ),
    ),
    Fault.UNSAFE: (
        "attachment-unsafe",
        Text(
            "里有程序（宏、脚本）或不该有的文件",
            "holds a program (a macro, a script), or files that it should not",
        ),
        Text(
            "去掉宏和脚本，另存为 docx、xlsx 或 pdf。",
            "Remove macros and scripts; save it as docx, xlsx or pdf.",
        ),
    ),
    Fault.CLOSED: (
        "attachment-unsafe",
        Text(
            "有密码、套着压缩包或已损坏，看不了里面",
            "has a password, an archive within, or is damaged; it cannot be looked into",
        ),
        Text("去掉密码，把文件直接放进来。", "Remove the password, and put the files in directly."),
    ),
}

RULES: tuple[Callable[[Content, date], Iterator[Problem]], ...] = (
    attachments_are_of_a_safe_kind,
    attachments_name_nobody,
)
