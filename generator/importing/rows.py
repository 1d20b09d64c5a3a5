"""One row of a sheet → one case, or every reason why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.importing.answer import plain_answer
from generator.importing.cleaning import EXACT, Cell, key, line, prose
from generator.importing.dates import moment
from generator.importing.mapping import CHOSEN, LetterMap
from generator.importing.writing import Block, Node
from generator.model.fields import Moment
from generator.problem import Text, quoted

_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+", re.ASCII)
_PART = re.compile(r"[0-9A-Z]+")
_SEGMENT, _SEGMENTS = 16, 3
"""What an id has room for after its year: so many parts of so many characters."""


@dataclass(frozen=True)
class Taken:
    """A case as it will be written."""

    id: str
    received: Moment
    fields: Mapping[str, Node]


@dataclass
class _Row:
    """A row while it is read; `reasons` collects what is wrong with it."""

    cells: Sequence[Cell]
    columns: Mapping[str, int]
    letter_map: LetterMap
    escaped: bool
    reasons: list[Text] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        column = self.columns.get(name)
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    def line(self, name: str) -> str:
        return line(self.cell(name), self.escaped)

    def prose(self, name: str) -> str:
        return prose(self.cell(name), self.escaped)

    def refuse(self, name: str, zh: str, en: str) -> None:
        header = quoted(self.letter_map.headers[name][0])
        self.reasons.append(Text(f"{header}{zh}", f"{header} {en}"))

    def needed(self, name: str, text: str) -> str:
        if not text:
            self.refuse(name, "是空的", "is empty")
        return text

    def moment(self, name: str) -> Moment | None:
        found = moment(self.cell(name), self.letter_map.dates)
        if found is None and self.needed(name, self.line(name)):
            shown = quoted(self.line(name))
            self.refuse(name, f"不是看得懂的日期：{shown}", f"is no date that can be read: {shown}")
        return found


def read_row(
    cells: Sequence[Cell], columns: Mapping[str, int], letter_map: LetterMap, escaped: bool, order: int
) -> Taken | tuple[Text, ...]:
    """The case in a row, or the reasons to refuse it; `order` numbers it where no column does."""
    row = _Row(cells, columns, letter_map, escaped)
    received = row.moment("received")
    number = _number(row, received, order)
    title = row.needed("title", row.line("title"))
    letter = row.needed("letter", row.prose("letter"))
    chosen = {name: word for name in CHOSEN if (word := _chosen(row, name)) is not None}
    events: list[Node] = [{"event": "received", "at": str(received)}]
    reply = _without_name(row.prose("reply"), row.line("hide"))
    if reply:
        events.append(_replied(row, received, reply, chosen.get("department", "")))
    if row.reasons or received is None:
        return tuple(row.reasons)
    case_id = f"{letter_map.column.prefix}-{received.day.year}-{number}"
    order_of_fields: dict[str, Node] = {"id": case_id, "type": chosen["type"], "title": title}
    order_of_fields |= {name: chosen[name] for name in ("topic", "place", "channel") if name in chosen}
    return Taken(case_id, received, order_of_fields | {"letter": Block(letter), "events": events})


def _replied(row: _Row, received: Moment | None, reply: str, department: str) -> Node:
    at = row.moment("replied")
    if at and received and at.is_before(received):
        row.refuse("replied", f" {at} 早于来信 {received}", f"{at} is before the letter of {received}")
    answer = _without_name(row.line("answer"), row.line("hide")) or plain_answer(reply)
    return {"event": "replied", "at": str(at), "by": department, "answer": answer, "text": Block(reply)}


def _chosen(row: _Row, name: str) -> str | None:
    """Our word for a field from a closed list; None where there is none, or none is needed."""
    word = row.line(name)
    choices = row.letter_map.choices[name]
    if not word:
        found = row.letter_map.defaults.get(name)
        if found is None and name in row.columns and _is_needed(row, name):
            row.refuse(name, "是空的，映射文件也没有默认值", "is empty, and the mapping has no default")
        return found
    if key(word) in choices:
        return choices[key(word)]
    if name == "place" and not choices:
        return word
    row.refuse(name, f"里的 {quoted(word)} 不在名单上", f"holds {quoted(word)}, which is in no list")
    return None


def _is_needed(row: _Row, name: str) -> bool:
    return name in {"type", "topic"} or (name == "department" and bool(row.prose("reply")))


def _number(row: _Row, received: Moment | None, order: int) -> str:
    """The last part of the id: the sheet's number in letters, digits and hyphens, without prefix and year."""
    if "number" not in row.columns:
        return f"{order:04}"
    cell = row.cell("number")
    text = row.needed("number", row.line("number"))
    lost = _SCIENTIFIC.fullmatch(text) or (isinstance(cell, (int, float)) and abs(cell) >= EXACT)
    if lost:
        row.refuse("number", "太长，Excel 已丢了后几位", "is so long that Excel has lost its last digits")
    text = re.sub(r"^(\d+)\.0+$", r"\1", unicodedata.normalize("NFKC", text).upper(), flags=re.ASCII)
    parts = _PART.findall(text)
    for known in (row.letter_map.column.prefix, str(received.day.year) if received else ""):
        if len(parts) > 1 and parts[0] == known:
            parts = parts[1:]
    if text and not lost and not any(character in "0123456789" for character in "".join(parts)):
        row.refuse("number", f"里没有数字：{quoted(text)}", f"has no digits: {quoted(text)}")
    return "-".join(_fitted(row, parts))


def _fitted(row: _Row, parts: list[str]) -> list[str]:
    """Parts that an id has room for; a long run of digits is broken where a reader would break it."""
    if len(parts) > _SEGMENTS or any(len(part) > _SEGMENT for part in parts):
        whole = "".join(parts)
        parts = [whole[i : i + 8] for i in range(0, len(whole), 8)]
        if len(parts) > _SEGMENTS:
            row.refuse("number", f"太长：{quoted(whole)}", f"is too long: {quoted(whole)}")
    return parts


def _without_name(text: str, name: str) -> str:
    """A reply in which the writer is addressed as 网友 and not by the name that the sheet hides."""
    if len(name) < 2 or name not in text:
        return text
    own = re.escape(name)
    text = re.sub(rf"(?:网友|网民)?\s*([“\"‘「『【])\s*{own}\s*[”\"’」』】](?:网友|网民)?", "网友", text)
    return re.sub(
        rf"^((?:尊敬的|亲爱的)?)(?:来信)?(?:网友|网民)?\s*{own}(?=[\s，,：:！!您你网先女同朋])",
        r"\1网友",
        text,
        flags=re.MULTILINE,
    )
