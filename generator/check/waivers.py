"""Waivers (豁免): problems that an office looked at and answers for, and what is wrong with waivers themselves."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from generator.located import Located
from generator.model.gate import Waiver
from generator.model.load import Content
from generator.problem import Mark, Problem, Text, nearest, quoted

_JUDGEMENTS = ("privacy-", "reply-", "rule-")
"""Errors that are somebody's judgement; any other error leaves no site to publish."""


def waived(problems: Iterable[Problem], content: Content, today: date) -> Iterator[Problem]:
    """The problems that no waiver covers on this day, then those of the waivers.

    A waiver covers every problem of its code in the record with its id, or in the file at its path.
    """
    places = Places(content)
    used: set[int] = set()
    codes: set[str] = set()
    by_code: dict[str, list[tuple[int, Waiver]]] = defaultdict(list)
    for n, one in enumerate(content.waivers):
        if one.value.until >= today:
            by_code[one.value.code].append((n, one.value))
    for problem in problems:
        codes.add(problem.code)
        covering = [
            n
            for n, waiver in by_code.get(problem.code, ())
            if may_be_waived(problem) and places.covers(waiver, problem.mark)
        ]
        used.update(covering)
        if not covering:
            yield problem
    for n, one in enumerate(content.waivers):
        if one.value.until < today:
            yield _expired(one)
        elif n not in used:
            yield _unused(one, codes)


def may_be_waived(problem: Problem) -> bool:
    """Warnings, and errors that are a judgement."""
    return not problem.is_error or problem.code.startswith(_JUDGEMENTS)


def is_file(waiver: Waiver, path: str) -> bool:
    """Whether a waiver is for the file at this path, as messages show it or from any folder above it on."""
    return f"/{path}".endswith(f"/{waiver.where}")


class Places:
    """Which record a place in a file belongs to."""

    def __init__(self, content: Content) -> None:
        starts: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for one in content.entries:
            starts[one.path].append((one.line, one.id))
        self._starts: Mapping[str, Sequence[tuple[int, str]]] = {
            path: sorted(found) for path, found in starts.items()
        }

    def covers(self, waiver: Waiver, mark: Mark) -> bool:
        """Whether a waiver is for this file, or for the record that stands here."""
        if is_file(waiver, mark.path):
            return True
        starts = self._starts.get(mark.path, ())
        before = bisect(starts, mark.line, key=lambda start: start[0])
        return before > 0 and starts[before - 1][1] == waiver.where


def _expired(waiver: Located[Waiver]) -> Problem:
    return Problem(
        "waiver-expired",
        waiver.source.mark("until"),
        Text(
            f"这条豁免到 {waiver.value.until} 为止，已经不算数。",
            f"This waiver counted until {waiver.value.until} and is over.",
        ),
        Text(
            "改好原来的问题，删去这一条；确需继续的，由单位重新认定后改 until。",
            "Mend what it was for and remove it; where it must go on, the office decides anew and sets until.",
        ),
        "warning",
    )


def _unused(waiver: Located[Waiver], codes: set[str]) -> Problem:
    code, where = waiver.value.code, waiver.value.where
    guess = None if code in codes else nearest(code, codes)
    hint = Text(f"是否想写 {quoted(guess)}？", f"Did you mean {quoted(guess)}? ") if guess else Text("", "")
    return Problem(
        "waiver-unused",
        waiver.source.mark("code"),
        Text(
            f"{quoted(where)} 没有可以豁免的 {quoted(code)}。",
            f"There is no {quoted(code)} at {quoted(where)} that could be waived.",
        ),
        Text(
            f"{hint.zh}核对代码和编号（或文件路径），或删去这一条；内容读不懂的错误不能豁免。",
            f"{hint.en}Check the code and the id (or path), or remove it; content that cannot be read cannot be waived.",
        ),
        "warning",
    )
