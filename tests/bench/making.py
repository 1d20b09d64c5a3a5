"""Counties of any size, made from word statistics: the same number gives the same files, and nothing is read but the demo."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from generator.crew import cores, mapped, slices
from generator.model import Case
from generator.model.load import load
from generator.read import read
from tests.rig.building import DEMO
from tests.rig.county import Folders

LAST = date(2026, 11, 20)
YEARS = 8
COLUMNS = {"mayor": "XZ", "secretary": "SJ", "petition": "XF", "service": "BS"}
TYPES = ("consult", "complaint", "suggest", "help", "thanks")
_PART = 1_000
"""Letters that a worker makes at a time."""
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_LETTER, _REPLY = 190, 150
"""Words of a letter and of a reply, on average; a word is two characters."""
_TAKEN_UP = 3
"""One word in so many of a reply is its letter's."""


class Words:
    """Words of the demo county's letters and replies, drawn as often as they occur there."""

    def __init__(self) -> None:
        content, _ = load(read(DEMO.content, DEMO.config))
        assert content is not None
        cases = [record.value for record in content.records if isinstance(record.value, Case)]
        texts = [text for case in cases for text in (case.letter or "", *(r.text for r in case.replies))]
        counts = Counter(word for text in texts for start in (0, 1) for word in _WORD.findall(text[start:]))
        self.words = [word for word in sorted(counts) for _ in range(counts[word])]
        county = content.county
        self.departments = sorted(county.departments)
        self.topics = sorted(county.topics)
        self.places = sorted(county.places)

    def drawn(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.words, k=count)

    def text(self, chance: random.Random, drawn: list[str]) -> str:
        """The words in sentences of 4 to 16, and these in paragraphs of up to five."""
        count = len(drawn)
        parts, start = [], 0
        while start < count:
            length = chance.randrange(4, 17)
            parts.append("".join(drawn[start : start + length]) + chance.choice("，。。？"))
            start += length
        lines = ["".join(parts[n : n + 5]) for n in range(0, len(parts), 5)]
        return "\n".join(lines)


@cache
def words() -> Words:
    return Words()


def make(folder: Path, count: int) -> Folders:
    """A county of `count` letters, one file each, a folder a column and month; all cores make it."""
    made = Folders(folder / "content", folder / "site_config")
    shutil.copytree(DEMO.config, made.config)
    shutil.copytree(DEMO.content / "pages", made.content / "pages")
    words()  # known before the workers begin
    with mapped(_written, (made.content, count), slices(count, _PART), cores()) as written:
        assert sum(written) == count
    return made


def _written(county: tuple[Path, int], part: slice) -> int:
    """Write some of the letters, and say how many."""
    content, count = county
    numbers, folders = range(part.start, part.stop), set[str]()
    for number in numbers:
        path, text = record(number, count)
        folder = path.rpartition("/")[0]
        if folder not in folders:
            (content / folder).mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        with open(f"{content}/{path}", "wb", buffering=0) as file:
            file.write(text.encode())
    return len(numbers)


def record(number: int, count: int, seed: int = 1) -> tuple[str, str]:
    """One letter with what happened to it; any one can be made without the others."""
    chance, known = random.Random(f"{seed}/{number}"), words()
    day = LAST - timedelta(days=(count - 1 - number) * 365 * YEARS // count)
    column = chance.choices(tuple(COLUMNS), weights=(5, 3, 2, 4))[0]
    id = f"{COLUMNS[column]}-{day.year}-{number:07}"
    department = known.departments[min(int(chance.expovariate(0.15)), len(known.departments) - 1)]
    title = "".join(known.drawn(chance, chance.randrange(5, 12)))
    asked = known.drawn(chance, int(chance.triangular(40, 2 * _LETTER, _LETTER)))
    lines = [
        f"id: {id}",
        f"type: {chance.choices(TYPES, weights=(4, 4, 2, 3, 1))[0]}",
        f"title: {title}",
        f"topic: {known.topics[min(int(chance.expovariate(0.06)), len(known.topics) - 1)]}",
        f"place: {chance.choice(known.places)}",
        "letter: |",
        *_indented(known.text(chance, asked), 2),
        "events:",
        f"  - {{event: received, at: {day} {chance.randrange(8, 22):02}:{chance.randrange(60):02}}}",
        f"  - {{event: accepted, at: {min(day + timedelta(days=1), LAST)}}}",
        f"  - {{event: assigned, at: {min(day + timedelta(days=1), LAST)}, to: {department}}}",
    ]
    rights = "不服的，可以自收到之日起30日内申请复查，再申请复核。" if column == "petition" else ""
    took = int(chance.expovariate(0.13)) + 1
    if day + timedelta(days=took) <= LAST and chance.random() < 0.98:
        count = int(chance.triangular(30, 2 * _REPLY, _REPLY))
        told = known.drawn(chance, count)
        told[::_TAKEN_UP] = chance.choices(asked, k=len(told[::_TAKEN_UP]))
        lines += [
            "  - event: replied",
            f"    at: {day + timedelta(days=took)} {chance.randrange(9, 18):02}:{chance.randrange(60):02}",
            f"    by: {department}",
            f"    answer: {''.join(known.drawn(chance, 12))}。",
            "    text: |",
            *_indented(known.text(chance, told) + rights, 6),
        ]
        if chance.random() < 0.4:
            stars, outcome = chance.randrange(1, 6), chance.choice(("solved", "solved", "partly", "unsolved"))
            rated = min(day + timedelta(days=took + chance.randrange(1, 20)), LAST)
            lines.append(f"  - {{event: rated, at: {rated}, attitude: {stars}, outcome: {outcome}}}")
    return f"cases/{column}/{day:%Y/%m}/{id}.yml", "\n".join(lines) + "\n"


def _indented(text: str, depth: int) -> list[str]:
    return [" " * depth + line for line in text.split("\n")]
