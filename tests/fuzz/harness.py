"""One input through all that content goes through before anything is published, without a disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from generator.attachments import ALLOWED_ENDINGS, Unreadable, fault, passages
from generator.check import check
from generator.check.waivers import waived
from generator.model.load import load
from generator.problem import Problem, ordered
from generator.read import FOLDERS, Raw, read
from generator.read.encoding import decoded
from generator.read.files import items
from generator.read.folders import SETTINGS
from generator.report import FORMATS
from tests.rig.attachments import SAMPLES

TESTS = Path(__file__).parents[1]
DAY = date(2026, 4, 1)
PLACES = (*FOLDERS, "registers", *SETTINGS, "attachments")
"""What a file can be; the first byte of an input says which."""
TOKENS = (
    *(
        b"'",
        b'"',
        b"|\n",
        b">\n",
        b": ",
        b"- ",
        b"? ",
        b"#",
        b" #",
        b"&a ",
        b"*a",
        b"!!str ",
        b"<<: ",
        b"%",
        b"@",
        b"`",
    ),
    *(
        b"[",
        b"]",
        b"{",
        b"}",
        b",",
        b"\t",
        b"\0",
        b"\r",
        b"\n",
        b"\n\n",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xe2\x80\xa8",
    ),
    *(
        b"---\n",
        b"...\n",
        b"\\u0000",
        b"\\ud800",
        b"null",
        b"~",
        b"no",
        b"0123",
        b"1e3",
        b"2024-02-30",
        b"-1",
        b"\x85",
    ),
    *("：".encode(), "，".encode(), "　".encode(), "\u200b".encode(), "一三八".encode(), "某某".encode()),
    *(
        b"id",
        b"events",
        b"event",
        b"at",
        b"received",
        b"replied",
        b"withdrawn",
        b"text",
        b"PK\x03\x04",
        b"%PDF-1.4\n",
    ),
)


@cache
def _county() -> Raw:
    folder = TESTS / "cases/_county"
    return read(None, folder / "site_config")


@cache
def seeds() -> tuple[bytes, ...]:
    """Files of every kind, good and bad, behind the byte that says what they are."""
    found: list[bytes] = []
    for path in sorted([*TESTS.glob("yaml/**/*.yml"), *TESTS.glob("cases/*/content/*/**/*.yml")]):
        folder = path.parts[path.parts.index("content") + 1] if "content" in path.parts else "cases"
        if folder in PLACES:
            found.append(bytes([PLACES.index(folder)]) + path.read_bytes())
    for path in sorted(TESTS.glob("cases/_county/site_config/*.yml")):
        found.append(bytes([PLACES.index(path.stem)]) + path.read_bytes())
    at = bytes([PLACES.index("attachments")])
    return (*found, *(at + data for data in SAMPLES.values()))


def consume(data: bytes) -> list[Problem]:
    """All problems of one input; anything that this raises is a fault of ours."""
    place, data = PLACES[data[0] % len(PLACES)] if data else "cases", data[1:]
    if place == "attachments":
        _attachment(data)
        return []
    text = decoded(data, "f.yml")
    if isinstance(text, Problem):
        return [text]
    found, problems = items(text, "f.yml")
    raw = _county()
    if place in FOLDERS:
        raw = replace(raw, records=tuple((FOLDERS[place], ("mayor",), item) for item in found))
    elif place == "registers":
        raw = replace(raw, registers=found)
    else:
        raw = replace(raw, settings={**raw.settings, place: found})
    content, more = load(raw)
    if content is not None:
        more += waived(check(content, DAY), content, DAY)
    whole = ordered([*problems, *more])
    for problem in whole:
        assert problem.mark.line >= 1 and problem.mark.column >= 1
        assert problem.what.zh and problem.what.en and problem.fix.zh and problem.fix.en
    for shape in FORMATS.values():
        shape(whole, "zh").encode("utf-8")
    return whole


def _attachment(data: bytes) -> None:
    for ending in sorted(ALLOWED_ENDINGS):
        fault(f"a.{ending}", data)
    try:
        for passage in passages(data):
            assert passage.text
    except Unreadable:
        pass


def mutated(random: Random, data: bytes) -> bytes:
    """An input with a few cuts, insertions, repetitions and flipped bits."""
    body = bytearray(data[1:])
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        here = random.randrange(len(body) + 1)
        match random.randrange(6):
            case 0:
                body[here:here] = random.choice(TOKENS)
            case 1:
                del body[here : here + random.choice((1, 1, 4, 40))]
            case 2:
                body[here : here + 1] = random.randbytes(1)
            case 3:
                body[here:here] = body[here : here + 60]
            case 4:
                body[here : here + 3] = random.choice(TOKENS)
            case _:
                other = random.choice(seeds())
                start = random.randrange(1, len(other) + 1)
                body[here:here] = other[start : start + 40]
    return data[:1] + bytes(body)
