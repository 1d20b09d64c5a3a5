"""Cases → YAML that a clerk can read and that reads back as exactly what was meant.

Our own emitter, because PyYAML's folds long lines and puts the text of most letters into escaped quotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Node: TypeAlias = "str | Sequence[Node] | Mapping[str, Node]"
"""Texts in lists and mappings; the keys of mappings are field names and need no quotes."""


class Block(str):
    """A text that stands under its field, line by line."""

    __slots__ = ()


_SAFE = "\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
"""What YAML 1.1 lets stand as it is and no reader takes for a line break or a byte order mark."""
_PLAIN = re.compile(
    "[0-9A-Za-z\u00c0-\u024f\u3400-\u9fff“《【（「『〈〔]"
    "(?:(?!: |:$| #| $)[\x20-\x7e\xa1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff\uf900-\ufefe"
    "\uff00-\ufffd\U00010000-\U0001fffd])*"
)
_BLOCK = re.compile(f"[{_SAFE}\n]+(?<!\\s)\n?")
_ESCAPED = re.compile(f'["\\\\\t]|[^{_SAFE}]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def yaml_text(node: Mapping[str, Node] | Sequence[Node], indent: int = 0) -> str:
    """A list or mapping as YAML without a line break at its end; every text comes back as it was."""
    if not node:
        return "{}" if isinstance(node, Mapping) else "[]"
    pad = " " * indent
    if isinstance(node, Mapping):
        return f"\n{pad}".join(f"{name}:{_field(value, indent + 2)}" for name, value in node.items())
    return f"\n{pad}".join(f"- {_item(item, indent + 2)}" for item in node)


def _field(node: Node, indent: int) -> str:
    if isinstance(node, str) or not node:
        return " " + _item(node, indent)
    return "\n" + " " * indent + yaml_text(node, indent)


def _item(node: Node, indent: int) -> str:
    if not isinstance(node, str):
        return yaml_text(node, indent)
    if isinstance(node, Block) and _BLOCK.fullmatch(node):
        return _block(node, " " * indent)
    if _PLAIN.fullmatch(node):
        return node
    return '"' + _ESCAPED.sub(lambda match: _escape(match[0]), node) + '"'


def _block(text: str, pad: str) -> str:
    """A literal block scalar (YAML 1.1, 9.3.2); its indentation is stated where a reader could not see it."""
    hint = "2" if text[0] in " \t\n" else ""
    chomp = "" if text.endswith("\n") else "-"
    lines = text.removesuffix("\n").split("\n")
    return "\n".join([f"|{hint}{chomp}", *(pad + line if line else "" for line in lines)])


def _escape(character: str) -> str:
    code = ord(character)
    wide = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return _SHORT.get(character, wide)
