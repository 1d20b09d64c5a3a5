"""Rules of replies: what is given out as an answer answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from generator.located import Source
from generator.model.case import Accepted, Assigned, Case, Replied
from generator.model.entity import Withdrawn
from generator.model.entry import Entry
from generator.model.load import Content
from generator.problem import Problem, Severity, Text, quoted
from generator.replies.compared import Compared, compared
from generator.replies.wording import only_promises, says_nothing, sentences


class _Given(NamedTuple):
    """One reply of a case that stands."""

    case: Case
    source: Source
    place: int
    """which of the events"""
    reply: Replied


def _given(content: Content) -> Iterator[_Given]:
    for record in content.records:
        case = record.value
        if isinstance(case, Case) and not _is_withdrawn(case):
            for index, event in enumerate(case.events):
                if isinstance(event, Replied):
                    yield _Given(case, record.source, index, event)


def _is_withdrawn(case: Case) -> bool:
    return any(isinstance(event, Withdrawn) for event in case.events)


def replies_say_something(content: Content, today: date) -> Iterator[Problem]:
    """reply-empty: a reply that only says it was received or handed on is none; from `strict_from` on it stops the build."""
    gate = content.county.gate
    for given in _given(content):
        if not says_nothing(given.reply.text, gate.left):
            continue
        is_strict = gate.strict_from is not None and given.reply.at.day >= gate.strict_from
        yield problem(
            "reply-empty",
            given,
            "text",
            Text(
                "这条答复只有收悉、转办、感谢一类的套话，没有说事情怎么样。",
                "This reply is all formula (received, handed on, thanks); it does not say what became of the matter.",
            ),
            Text(
                "写明查到什么、怎么办、何时办好；只是收件或转办的，记作 accepted 或 assigned，不写 replied。",
                "Say what was found and what is done by when; for mere receipt or handing on use accepted or assigned.",
            ),
            severity="error" if is_strict else "warning",
        )


def promises_have_a_date(content: Content, today: date) -> Iterator[Problem]:
    """reply-promise: the last reply of a case does more than promise, or says by when, in its text or `promises`."""
    left = content.county.gate.left
    for given in _given(content):
        text = given.reply.text
        if (
            given.reply is given.case.replies[-1]
            and not given.reply.promises
            and not says_nothing(text, left)
            and only_promises(text, left)
        ):
            yield problem(
                "reply-promise",
                given,
                "text",
                Text("这条答复只有打算，没有日期。", "This reply only promises, and gives no date."),
                Text(
                    "写上到哪一天做到哪一步，并记入 promises；定不了日子的，写明还缺什么、何时再答。",
                    "Say what will be done by which day, and enter it in promises; where no day can be set, what is missing and when you will write again.",
                ),
            )


def answers_are_one_plain_sentence(content: Content, today: date) -> Iterator[Problem]:
    """reply-answer: `answer` is one sentence, short enough to be read aloud, that says what the reply says."""
    gate = content.county.gate
    for given in _given(content):
        answer = given.reply.answer
        if says_nothing(given.reply.text, gate.left):
            continue  # `replies_say_something` has it
        if says_nothing(answer, 0):
            what = Text(
                f"一句话答复 {quoted(answer)} 是套话，没有说结果。",
                f"The answer {quoted(answer)} is a formula; it does not say the outcome.",
            )
        elif sentences(answer) > 1:
            what = Text(
                f"一句话答复写了 {sentences(answer)} 句。", f"The answer has {sentences(answer)} sentences."
            )
        elif len(answer) > gate.answer_length:
            what = Text(
                f"一句话答复有 {len(answer)} 个字，最多 {gate.answer_length} 个。",
                f"The answer has {len(answer)} characters; at most {gate.answer_length}.",
            )
        else:
            continue
        fix = Text(
            "用一句大白话写结果，像当面回答那样；细节放进 text。",
            "Say the outcome in one plain sentence, as you would to the writer's face; details go into text.",
        )
        yield problem("reply-answer", given, "answer", what, fix)


def answering_departments_were_asked(content: Content, today: date) -> Iterator[Problem]:
    """reply-department: the department that answers is one that the case was assigned to, took on, or its successor."""
    departments = content.county.departments
    for given in _given(content):
        asked = [event.to for event in given.case.events if isinstance(event, Assigned)]
        if not asked:
            continue
        asked += [event.by for event in given.case.events if isinstance(event, Accepted) and event.by]
        asked += [departments[id].successor or id for id in asked if id in departments]
        answering = {given.reply.by, *given.reply.jointly}
        others = (reply for reply in given.case.replies if reply is not given.reply)
        asked += [id for reply in others for id in (reply.by, *reply.jointly)]
        if answering.isdisjoint(asked):
            names = dict.fromkeys(asked)
            yield problem(
                "reply-department",
                given,
                "by",
                Text(
                    f"办件交给了 {'、'.join(names)}，答复的却是 {given.reply.by}。",
                    f"The case was assigned to {', '.join(names)}, but {given.reply.by} answers.",
                ),
                Text(
                    "by 写真正答复的单位；中途改交的，补一条 assigned。",
                    "Put the department that answers into by; where the case was passed on, add an `assigned` event.",
                ),
            )


def replies_are_written_for_their_letters(content: Content, today: date) -> Iterator[Problem]:
    """reply-repeated, reply-unrelated, reply-swapped: a reply takes up its letter; it is no copy and no other's."""
    gate = content.county.gate
    found = compared([one.sketch for one in content.entries], gate.alike, gate.same_for)
    yield from misplaced(found, content.entries)


def misplaced(found: Compared, entries: Sequence[Entry]) -> Iterator[Problem]:
    """The problems of the replies that were found; places are those of the entries."""
    for group in found.repeated:
        cases = {place: entries[place] for place, _ in group}
        ids = list(dict.fromkeys(case.id for case in cases.values()))
        for place, reply in group:
            yield _repeated(cases[place], reply, ids)
    for swap in found.swapped:
        yield _swapped(entries[swap.letter], swap.reply, entries[swap.other])
    for place, reply in found.unrelated:
        yield Problem("reply-unrelated", entries[place].reply(reply), *_UNRELATED, "warning")


def _repeated(case: Entry, reply: int, ids: list[str]) -> Problem:
    shown, count = [id for id in ids[: _SHOWN + 1] if id != case.id][:_SHOWN], len(ids) - 1
    more = Text(" 等", " and others") if count > _SHOWN else Text("", "")
    return Problem(
        "reply-repeated",
        case.reply(reply),
        Text(
            f"同样的答复还给了 {count} 件不同的来信：{'、'.join(shown)}{more.zh}。",
            f"The same reply was given to {count} other letters: {', '.join(shown)}{more.en}.",
        ),
        Text(
            "按这封信的具体事情写；真是同一件事的，答一次，其余用 related 指过来。",
            "Answer what this letter asks; where it is one matter, answer once and point to it with related.",
        ),
        "warning",
    )


def _swapped(case: Entry, reply: int, other: Entry) -> Problem:
    return Problem(
        "reply-swapped",
        case.reply(reply),
        Text(
            f"这条答复说的像是 {other.id}（{quoted(other.title, 24)}），不像本件。",
            f"This reply seems to answer {other.id} ({quoted(other.title, 24)}), not this letter.",
        ),
        Text("对照两封来信，把答复放回原处。", "Compare both letters and put each reply where it belongs."),
        "warning",
    )


def problem(
    code: str, given: _Given, field: str, what: Text, fix: Text, *, severity: Severity = "warning"
) -> Problem:
    return Problem(code, given.source.mark("events", given.place, field), what, fix, severity)


_SHOWN = 5
_UNRELATED = (
    Text("这条答复和来信没有一个相同的词。", "This reply has no word in common with its letter."),
    Text(
        "核对是不是贴错了；没有贴错的，写明信里问的是什么、答的是什么。",
        "Check that it is the right one; if it is, name what was asked and answer that.",
    ),
)

RULES: tuple[Callable[[Content, date], Iterator[Problem]], ...] = (
    replies_say_something,
    promises_have_a_date,
    answers_are_one_plain_sentence,
    answering_departments_were_asked,
    replies_are_written_for_their_letters,
)
