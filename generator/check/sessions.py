"""Rules of sessions: every question is accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.located import Located, Source
from generator.model import Session, Survey
from generator.model.load import Content
from generator.model.session import Question
from generator.problem import Problem, Text


def _sessions(content: Content) -> Iterator[tuple[Session, Source]]:
    for record in content.records:
        if isinstance(record.value, Session):
            yield record.value, record.source


def questions_are_numbered_without_a_gap(content: Content, today: date) -> Iterator[Problem]:
    """question-gap: questions stand as 1, 2, 3 … so that none can vanish unseen."""
    for record in content.records:
        if isinstance(record.value, (Session, Survey)):
            yield from _gaps(record)


def _gaps(record: Located[Any]) -> Iterator[Problem]:
    for index, question in enumerate(record.value.questions):
        if question.n != index + 1:
            yield Problem(
                "question-gap",
                record.source.mark("questions", index, "n"),
                Text(
                    f"这里应是第 {index + 1} 问，写的却是 {question.n}。",
                    f"This should be question {index + 1}, but it says {question.n}.",
                ),
                Text(
                    "按提出的先后从 1 连续编号；没有回答的问题也要列出并说明原因。",
                    "Number from 1 without a gap; list unanswered questions too, with the reason.",
                ),
            )
            return


def questions_have_one_outcome(content: Content, today: date) -> Iterator[Problem]:
    """question-outcome: a question is answered, merged, referred or declined: one of these."""
    for session, source in _sessions(content):
        for index, question in enumerate(session.questions):
            outcomes = question.outcomes
            if len(outcomes) == 1 or (not outcomes and session.starts.day >= today):
                continue
            stated = "、".join(outcomes) or "没有"
            yield Problem(
                "question-outcome",
                source.mark("questions", index),
                Text(
                    f"第 {question.n} 问应有且只有一个结果，现在：{stated}。",
                    f"Question {question.n} needs one outcome; it has {', '.join(outcomes) or 'none'}.",
                ),
                Text(
                    "写 answer（答复）、merged（并入第几问）、referred（转办编号）、declined（不答原因）之一。",
                    "Give one of answer, merged, referred, declined.",
                ),
            )


def questions_are_shown_or_declined(content: Content, today: date) -> Iterator[Problem]:
    """no-question: only a declined question may keep its words to itself."""
    for session, source in _sessions(content):
        for index, question in enumerate(session.questions):
            if question.text is None and question.declined is None:
                yield Problem(
                    "no-question",
                    source.mark("questions", index),
                    Text(f"第 {question.n} 问没有内容。", f"Question {question.n} has no text."),
                    Text(
                        "写上 text；内容不能公开的，写 declined（不答原因）。",
                        "Add text; where it cannot be shown, give declined with the reason.",
                    ),
                )


def merged_questions_meet_an_answer(content: Content, today: date) -> Iterator[Problem]:
    """question-merged: a merged question points to another question that is answered or dealt with itself."""
    for session, source in _sessions(content):
        by_number = {question.n: question for question in session.questions}
        for index, question in enumerate(session.questions):
            if question.merged is not None and not _is_final(by_number.get(question.merged), question):
                yield Problem(
                    "question-merged",
                    source.mark("questions", index, "merged"),
                    Text(
                        f"第 {question.n} 问并入第 {question.merged} 问，但那一问不存在，或自己也没有答复。",
                        f"Question {question.n} is merged into {question.merged}, which is not there or not answered.",
                    ),
                    Text(
                        "写最终给出答复的那一问的编号。", "Give the number of the question that was answered."
                    ),
                )


def _is_final(target: Question | None, question: Question) -> bool:
    return target is not None and target.n != question.n and target.merged is None and bool(target.outcomes)


def answers_follow_questions(content: Content, today: date) -> Iterator[Problem]:
    """answer-before-question: no answer is earlier than its question."""
    for session, source in _sessions(content):
        for index, question in enumerate(session.questions):
            answered = question.answer.at if question.answer else None
            if question.at is not None and answered is not None and answered.is_before(question.at):
                yield Problem(
                    "answer-before-question",
                    source.mark("questions", index, "answer", "at"),
                    Text(
                        f"答复时间 {answered} 早于提问时间 {question.at}。",
                        f"The answer ({answered}) is earlier than the question ({question.at}).",
                    ),
                    Text("核对这两个时间。", "Check both times."),
                )


def past_sessions_have_a_record(content: Content, today: date) -> Iterator[Problem]:
    """session-empty: a session that is over shows what was said."""
    for session, source in _sessions(content):
        if session.starts.day < today and not session.questions and not session.turns:
            yield Problem(
                "session-empty",
                source.mark(),
                Text(
                    "访谈已经结束，却没有提问，也没有实录。",
                    "The session is over, but nothing of it is recorded.",
                ),
                Text("补上 questions（问答）或 turns（实录）。", "Add questions or turns."),
            )


RULES = (
    questions_are_numbered_without_a_gap,
    questions_have_one_outcome,
    questions_are_shown_or_declined,
    merged_questions_meet_an_answer,
    answers_follow_questions,
    past_sessions_have_a_record,
)
