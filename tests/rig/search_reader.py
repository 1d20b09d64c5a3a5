"""A second reader of the search index, written from its format alone: what the builder must satisfy, without a browser."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
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


def path(string: String) -> str:
    """A string in the name of a file."""
    text = "".join(f"{unit:04x}" for unit in string)
    return f"{text[:2]}/{text[2:]}"


class Shelves:
    """The files of one index."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.start: dict[str, Any] = self.value("start")
        self.records: int = self.start["records"]
        self.span: int = self.start["span"]

    def value(self, name: str) -> Any:
        call = re.fullmatch(r"wzs\((.*)\);\n", self.files[f"search/{name}.js"].decode(), re.S)
        assert call
        told, value = json.loads(f"[{call[1]}]")
        assert told == name
        return value

    def digits(self, name: str) -> str:
        text: str = self.value(name)
        body = text[:-2]
        total = sum(place * ord(char) for place, char in enumerate(name + body, 1))
        assert total % 8191 == DIGITS.index(text[-2]) * 92 + DIGITS.index(text[-1])
        return body

    def string(self, stream: Stream, before: String) -> String:
        if stream.u(1):
            return (*before[:-1], before[-1] + 1 + stream.e(9))
        kept, more = stream.u(3), stream.u(3) + 1
        return (*before[:kept], *(self.unit(stream) for _ in range(more)))

    def unit(self, stream: Stream) -> int:
        return self.units[stream.u(11)] if stream.u(1) else stream.u(16)

    @cached_property
    def units(self) -> list[int]:
        stream, unit, found = Stream(self.start["words"]), -1, []
        count = stream.u(24)
        stream.u(48)
        for _ in range(count):
            unit += 1 + stream.e(2)
            found.append(unit)
        return found

    @cached_property
    def directory(self) -> list[String]:
        stream = Stream(self.start["directory"])
        string: String = ()
        found = []
        for _ in range(stream.u(24)):
            string = self.string(stream, string)
            found.append(string)
        return found

    def numbers(self, stream: Stream, count: int, span: int, raw: int) -> list[int]:
        last, found = -1, []
        low = max(1, 4 * span // (7 * count)).bit_length() - 1
        for _ in range(count):
            ones = 0
            while ones < 12 and stream.u(1):
                ones += 1
            gap = stream.u(raw) if ones == 12 else (ones << low) + stream.u(low)
            last += 1 + gap
            found.append(last)
        return found

    def leaves(self, start: String) -> Iterator[tuple[String, list[int]]]:
        stream = Stream(self.digits(f"i/{path(start)}"))
        while stream.at < len(stream.bits):
            end = 13 * stream.u(26) + stream.at
            string: String = ()
            for _ in range(stream.e(4) + 1):
                string = self.string(stream, string)
                yield string, self.numbers(stream, stream.e(0) + 1, self.span, (3 * self.span).bit_length())
            assert 0 <= end - stream.at < 13
            stream.at = end

    def listed(self, string: String) -> set[int]:
        stream = Stream(self.digits(f"l/{path(string)}"))
        found: set[int] = set()
        while stream.at < len(stream.bits):
            window = stream.u(26) << 11
            held = self.numbers(stream, stream.e(4) + 1, 1 << 11, 11)
            found.update(window + number for number in held)
            stream.at += -stream.at % 13
        return found

    def is_list(self, string: String) -> bool:
        after = bisect_right(self.directory, string)
        return after < len(self.directory) and self.directory[after][: len(string)] == string

    def look(self, text: str) -> tuple[set[int], set[int]]:
        """Numbers that surely hold a folded text, and those that may."""
        whole = tuple(memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H"))
        wanted = whole[:DEPTH]
        place = bisect_right(self.directory, wanted) - 1
        if place < 0:
            return set(), set()
        if len(whole) <= DEPTH and self.is_list(wanted):
            return self.listed(wanted), set()
        sure: set[int] = set()
        unsure: set[int] = set()
        for leaf, numbers in self.leaves(self.directory[place]):
            if leaf[: len(wanted)] == wanted:
                (sure if len(whole) <= DEPTH else unsure).update(numbers)
            elif wanted[: len(leaf)] == leaf:
                unsure.update(numbers)
        return sure, unsure

    def find(self, text: str) -> set[tuple[int, int]]:
        """Kind (0 body, 1 title, 2 signs) and place, from the oldest, of all that holds a folded text."""
        sure, unsure = self.look(text)
        found = sure | {number for number in unsure if self._holds(number, text)}
        return {(number // self.span, self.order.index(number % self.span)) for number in found}

    def _holds(self, number: int, text: str) -> bool:
        space, record = divmod(number, self.span)
        name, _, _, _, day, _, title, *words = self.text(record)
        fields = (words, [title], [name, day[:10]])[space]
        return any(text in self.folded(field) for field in fields)

    @cached_property
    def words(self) -> list[str]:
        stream = Stream(self.start["words"])
        singles, merges, shorts = stream.u(24), stream.u(24), stream.u(24)
        for _ in range(singles):
            stream.e(2)
        words = ["", *map(chr, self.units)]
        for _ in range(merges):
            words.append(words[stream.u(12)] + words[stream.u(12)])
        short = [stream.u(12) for _ in range(shorts)]
        held = set(short)
        return [words[i] for i in (*short, *(i for i in range(1, len(words)) if i not in held))]

    @cached_property
    def months(self) -> list[tuple[str, int, int]]:
        """Name, number of the first slot, and bits of a slot of each month."""
        found, base = [], 0
        for name, capacity in self.start["months"]:
            found.append((name, base, (capacity - 1).bit_length()))
            base += capacity
        return found

    @cached_property
    def dated(self) -> list[tuple[int, date]]:
        """Number and day of every record, oldest first."""
        found = []
        for name, base, size in self.months:
            stream = Stream(self.digits(f"m/{name}"))
            for day in range(1, 32):
                for _ in range(stream.e(1)):
                    found.append((base + stream.u(size), date(int(name[:4]), int(name[4:]), day)))
        return found

    @property
    def order(self) -> list[int]:
        return [number for number, _ in self.dated]

    @property
    def days(self) -> list[date]:
        return [day for _, day in self.dated]

    def text(self, number: int) -> list[str]:
        """The fields of a record."""
        name, base, _ = next(month for month in reversed(self.months) if month[1] <= number)
        block: int = self.start["block"]
        slot = number - base
        return self.block(f"t/{name}/{slot // block:02x}")[slot % block]

    def block(self, name: str) -> dict[int, list[str]]:
        digits = self.digits(name)
        held = Stream(digits[:2]).u(13)
        places = [place for place in range(13) if held >> place & 1]
        return dict(zip(places, self._fields(digits[2:]), strict=True))

    @property
    def texts(self) -> list[list[str]]:
        """The fields of each record, oldest first."""
        return [self.text(number) for number in self.order]

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

    def slots(self, digits: str) -> list[int]:
        stream, last, found = Stream(digits), -1, []
        for _ in range(stream.e(0)):
            last += 1 + stream.e(0)
            found.append(last)
        return found

    def attributes(self, place: int) -> list[str]:
        """Value of each record, oldest first, for column, departments, topic, type, status, channel, place, timing, outcome
        or stages reached."""
        held: dict[int, str] = {}
        parts = sorted({number // self.start["part"] for number in self.order})
        for part in parts:
            taken, *facets = self.value(f"a/{part}")
            numbers = self.slots(taken)
            known, digits = facets[place]
            width = len(digits) // max(1, len(numbers))
            for i, number in enumerate(numbers):
                value = 0
                for digit in digits[i * width : (i + 1) * width]:
                    value = value * 92 + DIGITS.index(digit)
                held[part * self.start["part"] + number] = known[value]
        assert sorted(held) == sorted(self.order) == self.slots(self.digits("slots"))
        return [held[number] for number in self.order]

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
