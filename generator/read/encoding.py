"""Bytes of a file → its text; for what is no UTF-8, what it seems to be instead."""

from __future__ import annotations

from generator.problem import Mark, Problem, Text

_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"PK\x03\x04", "Excel"),
    (b"\xd0\xcf\x11\xe0", "Excel"),
)
"""How files that are no UTF-8 begin: their byte order marks (Unicode §23.8), and signatures of Office files."""


def decoded(data: bytes, path: str) -> str | Problem:
    """A file's bytes as text without its byte order mark, or the problem that they are no UTF-8."""
    if (other := next((name for mark, name in _MARKS if data.startswith(mark)), None)) is not None:
        return Problem("file-not-utf8", Mark(path), *_encoding(other))
    if 0 < len(data) < 3 * data.count(0):
        return Problem("file-not-utf8", Mark(path), *_encoding("UTF-16"))
    try:
        return data.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")) + 1
        return Problem("file-not-utf8", Mark(path, line, column), *_encoding(_guess(data)))


def _guess(data: bytes) -> str | None:
    """What the bytes may be instead."""
    try:
        return "GBK" if data.decode("gb18030").replace("\n", "").replace("\r", "").isprintable() else None
    except UnicodeDecodeError:
        return None


def _encoding(other: str | None) -> tuple[Text, Text]:
    if other == "Excel":
        return (
            Text("这是 Excel 或 Word 文件，不是文本。", "This is an Excel or Word file, not text."),
            Text(
                "用 wenzheng import 导入，或在编辑器里另写一个 .yml 文件。",
                "Bring it in with wenzheng import, or write a .yml file in an editor.",
            ),
        )
    if other is None:
        return (
            Text(
                "从这里起不是 UTF-8 文字：编码不对，或文件已损坏。",
                "From here on this is no UTF-8 text: another encoding, or damage.",
            ),
            Text(
                "在编辑器里另存为 UTF-8；仍不对，就恢复上一个版本。",
                "Save it again as UTF-8; if that does not help, bring back its last version.",
            ),
        )
    return (
        Text(f"文件不是 UTF-8 编码（像是 {other}）。", f"The file is not UTF-8 (it looks like {other})."),
        Text("在编辑器里“另存为”，编码选 UTF-8。", "Save it again with the encoding UTF-8."),
    )
