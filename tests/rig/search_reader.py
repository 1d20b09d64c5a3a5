"""A second reader of the search index, written from its format alone: what the builder must satisfy, without a browser."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

DIGITS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\')
DEPTH = 8
String = tuple[int, ...]


class Stream:
    """Bits of a run of digits."""

    def __init__(self, digits: str) -> None:
        pairs = zip(digits[::2], digits[1::2], strict=True)
        self.bits = "".join(format(DIGITS.index(a) * 92 + DIGITS.index(b), "013b") for a, b in pairs)
        self.at = 0

    def u(self, size: int) -> int:
        self.at += size
        return int(self.bits[self.at - size : self.at] or "0", 2)

    def e(self, order: int) -> int:
        zeros = self.bits.index("1", self.at) - self.at
        self.at += zeros
        return self.u(zeros + 1 + order) - (1 << order)


class Shelves:
    """The files of one index."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.start: dict[str, Any] = self.value("start")
        self.records: int = self.start["records"]

    def value(self, name: str) -> Any:
        call = re.fullmatch(r"wzs\((.*)\);\n", self.files[f"search/{name}.js"].decode(), re.S)
        assert call
        told, value = json.loads(f"[{call[1]}]")
        assert told == name
        return value

    def digits(self, family: str, number: int) -> str:
        text: str = self.value(f"{family}/{number >> 8:02x}/{number & 255:02x}")
        body = text[:-2]
        total = sum(place * ord(digit) for place, digit in enumerate(body, 1))
        seed = self.start["seeds"][family == "i"]
        assert (seed + total) % 8191 == DIGITS.index(text[-2]) * 92 + DIGITS.index(text[-1])
        return body

    @cached_property
    def ids(self) -> dict[str, int]:
        stream, code, found = Stream(self.start["alphabet"]), -1, {}
        for number in range(1, self.start["characters"] + 1):
            code += 1 + stream.e(2)
            found[chr(code)] = number
        return found

    def string(self, stream: Stream, before: String) -> String:
        if stream.u(1):
            return (*before[:-1], before[-1] + 1 + stream.e(7))
        kept, more = stream.u(3), stream.u(3) + 1
        width = int(self.start["characters"]).bit_length()
        return (*before[:kept], *(stream.u(width) for _ in range(more)))

    @cached_property
    def directory(self) -> list[tuple[String, bool]]:
        stream = Stream(self.start["directory"])
        string: String = ()
        found = []
        for _ in range(stream.u(24)):
            string = self.string(stream, string)
            found.append((string, bool(stream.u(1))))
        return found

    def numbers(self, stream: Stream) -> list[int]:
        count, last, found = stream.e(0) + 1, -1, []
        low = max(1, 7 * self.records // (10 * count)).bit_length() - 1
        for _ in range(count):
            ones = 0
            while ones < 12 and stream.u(1):
                ones += 1
            gap = stream.u((4 * self.records).bit_length()) if ones == 12 else (ones << low) + stream.u(low)
            last += 1 + gap
            found.append(last)
        return found

    def leaves(self, number: int) -> Iterator[tuple[String, list[int]]]:
        stream = Stream(self.digits("i", number))
        string: String = ()
        for _ in range(stream.u(24)):
            string = self.string(stream, string)
            yield string, self.numbers(stream)

    def look(self, text: str) -> tuple[set[int], set[int]]:
        """Numbers that surely hold a folded text, and those that may."""
        wanted = tuple(self.ids.get(char, 0) for char in text)[:DEPTH]
        place = bisect_right([string for string, _ in self.directory], wanted) - 1
        if 0 in wanted or place < 0:
            return set(), set()
        string, is_list = self.directory[place]
        if is_list:
            held = set(self.numbers(Stream(self.digits("i", place)))) if string == wanted else set()
            return (held, set()) if len(text) <= DEPTH else (set(), held)
        sure: set[int] = set()
        unsure: set[int] = set()
        for leaf, numbers in self.leaves(place):
            if leaf[: len(wanted)] == wanted:
                (sure if len(text) <= DEPTH else unsure).update(numbers)
            elif wanted[: len(leaf)] == leaf:
                unsure.update(numbers)
        return sure, unsure

    def find(self, text: str) -> set[int]:
        """Numbers of bodies, titles and signs that hold a folded text, verified where they must be."""
        sure, unsure = self.look(text)
        return sure | {number for number in unsure if self._holds(number, text)}

    def _holds(self, number: int, text: str) -> bool:
        space, record = divmod(number, self.records)
        name, _, _, _, day, _, title, *words = self.texts[record]
        fields = (words, [title], [name, day])[space]
        return any(text in self.folded(field) for field in fields)

    @cached_property
    def words(self) -> list[str]:
        stream = Stream(self.start["words"])
        singles, merges, shorts = stream.u(24), stream.u(24), stream.u(24)
        words, unit = [""], -1
        for _ in range(singles):
            unit += 1 + stream.e(2)
            words.append(chr(unit))
        for _ in range(merges):
            words.append(words[stream.u(12)] + words[stream.u(12)])
        short = [stream.u(12) for _ in range(shorts)]
        return [words[i] for i in (*short, *(i for i in range(1, len(words)) if i not in set(short)))]

    @cached_property
    def texts(self) -> list[list[str]]:
        """The fields of each record."""
        block: int = self.start["block"]
        return [
            fields
            for number in range(-(-self.records // block))
            for fields in self._fields(self.digits("t", number))
        ]

    def _fields(self, digits: str) -> Iterator[list[str]]:
        values, units = iter(map(DIGITS.index, digits)), ""
        for digit in values:
            if digit < 30:
                units += self.words[digit]
            elif digit < 84:
                units += self.words[30 + 92 * (digit - 30) + next(values)]
            else:
                units += chr(92 * 92 * (digit - 84) + 92 * next(values) + next(values))
        text = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        for record in text.split("\0")[:-1]:
            yield record.split("\x01")[:-1]

    def attributes(self, place: int) -> list[str]:
        """Value of each record for column, departments, topic, type, status, channel, place, timing, outcome or stages reached."""
        known, digits = self.value("attributes")[place]
        width = len(digits) // self.records
        groups = (digits[i : i + width] for i in range(0, len(digits), width))
        found = []
        for group in groups:
            value = 0
            for digit in group:
                value = value * 92 + DIGITS.index(digit)
            found.append(known[value])
        return found

    @cached_property
    def days(self) -> list[date]:
        first, digits = self.value("days")
        stream = Stream(digits)
        found = [date.fromisoformat(first)] if first else []
        while len(found) < self.records:
            found.append(found[-1] + timedelta(stream.e(0)))
        return found

    def folded(self, text: str) -> str:
        """Folded by the shipped table."""
        table: dict[int, str] = {}
        for length, (runs, targets) in enumerate(self.start["fold"]):
            code, at = 0, 0
            for skipped, count in zip(runs[::2], runs[1::2], strict=True):
                code += skipped
                for _ in range(count):
                    table[code] = targets[at : at + length]
                    code, at = code + 1, at + length
        for low, high in ((0xD800, 0xF8FF), (0xE0000, 0x10FFFF)):
            text = re.sub(f"[{chr(low)}-{chr(high)}]", "", text)
        silent = "\u2e80-\u2fdf\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
        spaced = text.translate(table)
        return re.sub(" +", " ", re.sub(f"(^|(?<=[{silent}])) +| +($|(?=[{silent}]))", "", spaced))
