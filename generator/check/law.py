"""Rules that a law or regulation sets for what is published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from generator.located import Located, Source
from generator.model import Call, Case, Clarification, Session
from generator.model.case import Replied, Supplemented
from generator.model.entity import Withdrawn
from generator.model.load import Content
from generator.model.vocabulary import CaseType, Declining, Verdict, Withholding
from generator.problem import Mark, Problem, Text, quoted

_REVIEW = re.compile("复查|复核")
_CRIME = r"(?:贪污|受贿|索贿|行贿|挪用公款|侵吞|中饱私囊|以权谋私|收受(?=.{0,6}(?:礼|红包|好处|贿|钱)))"
_OFFICIAL = r"(?:书记|主任|支书|[镇乡县区市局处科所校院队村组]长|干部|法官|民警|公务员)"
_ACCUSES = re.compile(
    rf"{_OFFICIAL}[^。！？!?\n]{{0,25}}{_CRIME}|{_CRIME}[^。！？!?\n]{{0,25}}{_OFFICIAL}|检举信|控告[书信]|检举控告"
)
_PARAPHRASE = re.compile(r"\s*[（(][^（）()]*[）)]\s*")


def _standing(content: Content) -> Iterator[Located[Case]]:
    """Cases that were not withdrawn."""
    for record in content.records:
        if isinstance(record.value, Case) and not any(isinstance(e, Withdrawn) for e in record.value.events):
            yield record  # type: ignore[misc]


def petitions_name_the_right_to_review(content: Content, today: date) -> Iterator[Problem]:
    """rule-review: under a rule with `review: true`, the rule and what decides a petition name 复查 and 复核.

    信访工作条例 (2022), articles 35 and 36. Enquiries, suggestions and thanks are not decided and need none.
    """
    for column in content.columns:
        rule = column.value.rule
        if not rule.review:
            continue
        if not all(word in (rule.text or "") for word in ("复查", "复核")):
            yield _review(column.source.mark("rule", "text"), Text("制度", "rule"))
    reviewing = _reviewing(content)
    for record in _standing(content):
        case = record.value
        decided = case.is_decided and case.replies
        is_petition = case.column in reviewing
        if is_petition and decided and not any(_REVIEW.search(reply.text) for reply in case.replies):
            last = max(index for index, event in enumerate(case.events) if isinstance(event, Replied))
            yield _review(record.source.mark("events", last, "text"), Text("答复", "reply"))


def _reviewing(content: Content) -> set[str]:
    """The columns whose rule grants a review."""
    return {column.id for column in content.county.columns.values() if column.rule.review}


def _review(mark: Mark, what: Text) -> Problem:
    return Problem(
        "rule-review",
        mark,
        Text(
            f"这条信访{what.zh}没有告知复查、复核的权利。",
            f"This {what.en} on petitions does not name the right to have it reviewed (复查, 复核).",
        ),
        Text(
            "写上：不服的，自收到之日起30日内可以请求上一级机关、单位复查；对复查意见不服的，30日内可以请求复核。",
            "Say that within 30 days the level above can be asked for 复查, and then for 复核.",
        ),
        "warning",
    )


def accusations_are_not_published(content: Content, today: date) -> Iterator[Problem]:
    """rule-accusation: what accuses officials (检举控告) is handed over and counted, and nothing of it is published.

    信访工作条例 (2022), article 30. A letter withheld as an accusation keeps no words, place, file or reply; under a
    rule with `review: true` no record is of type report; what reads like an accusation is a warning.
    """
    reviewing = _reviewing(content)
    for record in _standing(content):
        case, source = record.value, record.source
        if case.withheld is not None and case.withheld.reason is Withholding.ACCUSATION:
            yield from (_accusation(source.mark(*where)) for where in _kept(case))
        elif case.withheld is None and case.type is CaseType.REPORT and case.column in reviewing:
            yield Problem("rule-accusation", source.mark("type"), *_REPORT)
        elif case.withheld is None:
            yield from _reads_like_one(case, source)
    for other in content.records:
        if isinstance(other.value, Session):
            for index, question in enumerate(other.value.questions):
                is_one = question.declined is not None and question.declined.reason is Declining.ACCUSATION
                if is_one and question.text and not _PARAPHRASE.fullmatch(question.text):
                    yield Problem(
                        "rule-accusation", other.source.mark("questions", index, "text"), *_QUESTION
                    )
        if isinstance(other.value, Call):
            for index, opinion in enumerate(other.value.opinions):
                is_one = opinion.withheld is not None and opinion.withheld.reason is Withholding.ACCUSATION
                if is_one and opinion.text:
                    yield _accusation(other.source.mark("opinions", index, "text"))


def _kept(case: Case) -> Iterator[tuple[str | int, ...]]:
    """Where a case still shows of an accusation more than that it came."""
    for field in ("letter", "place", "attachments"):
        if getattr(case, field):
            yield (field,)
    for index, event in enumerate(case.events):
        if isinstance(event, (Replied, Supplemented)):
            yield ("events", index, "text")


def _reads_like_one(case: Case, source: Source) -> Iterator[Problem]:
    for field in ("title", "letter"):
        found = _ACCUSES.search(getattr(case, field) or "")
        if found:
            # The words around it may name somebody; a message never does.
            named = re.search(rf"{_CRIME}|检举|控告", found[0])
            word = quoted(named[0]) if named else ""
            yield Problem(
                "rule-accusation",
                source.mark(field),
                Text(
                    f"这里写到 {word}，像是检举控告。",
                    f"This speaks of {word} and reads like an accusation of officials.",
                ),
                Text(
                    "属检举控告的，移送有权处理的机关，不公开、不在这里答复；不属的，由单位写进 waivers.yml。",
                    "If it is one, hand it over and publish nothing; if not, the office says so in waivers.yml.",
                ),
                "warning",
            )
            return


def _accusation(mark: Mark) -> Problem:
    return Problem(
        "rule-accusation",
        mark,
        Text(
            "属检举控告，这一项却还留着。",
            "The matter is withheld as an accusation, but this is still here.",
        ),
        Text(
            "删去原文、地点、附件和答复，只留不指向任何人的标题和摘要；内容库是公开的，删之前写过的也要清出历史。",
            "Remove letter, place, files and reply; keep a title and summary that point to nobody. Clear the history too.",
        ),
    )


def short_calls_say_why(content: Content, today: date) -> Iterator[Problem]:
    """rule-short-call: a call open for fewer days than `call_days` (30) says why in `short`.

    重大行政决策程序暂行条例 (2019), article 15; first and last day count.
    """
    least = content.county.gate.call_days
    for record in content.records:
        call = record.value
        if isinstance(call, Call) and call.opens <= call.closes and call.short is None:
            days = (call.closes - call.opens).days + 1
            if days < least:
                yield Problem(
                    "rule-short-call",
                    record.source.mark("closes"),
                    Text(
                        f"征集只有 {days} 天，少于 {least} 天，没有说明原因。",
                        f"The call is open for {days} days, fewer than {least}, without a reason.",
                    ),
                    Text("延长，或在 short 里写明为什么缩短。", "Extend it, or say why in short."),
                )


def clarifications_cite_evidence(content: Content, today: date) -> Iterator[Problem]:
    """rule-evidence: a clarification that has come to a finding points to a file, an address or a record."""
    for record in content.records:
        one = record.value
        if not isinstance(one, Clarification) or one.verdict is Verdict.UNPROVEN:
            continue
        if not any(piece.file or piece.link or piece.record for piece in one.evidence):
            yield Problem(
                "rule-evidence",
                record.source.mark("evidence"),
                Text(
                    "证据都只有一句话，读者没有东西可以自己核对。",
                    "The evidence is words only; there is nothing that a reader could check.",
                ),
                Text(
                    "至少一条写上 file（附件）、link（网址）或 record（本站记录编号）。",
                    "Give at least one of them a file, a link or a record.",
                ),
                "warning",
            )


def policies_cited_are_in_force(content: Content, today: date) -> Iterator[Problem]:
    """rule-repealed-policy: a reply, a column's rule and a limit rest on policies that were in force on that day."""
    for column in content.columns:
        rule = column.value.rule
        for index, id in enumerate(rule.basis):
            yield from _repealed(content, id, today, column.source.mark("rule", "basis", index))
        for index, limit in enumerate(rule.limits):
            mark = column.source.mark("rule", "limits", index, "basis")
            yield from _repealed(content, limit.basis, today, mark)
    for record in _standing(content):
        for index, event in enumerate(record.value.events):
            if isinstance(event, Replied):
                for place, id in enumerate(event.basis):
                    mark = record.source.mark("events", index, "basis", place)
                    yield from _repealed(content, id, event.at.day, mark)


def _repealed(content: Content, id: str | None, day: date, mark: Mark) -> Iterator[Problem]:
    policy = content.county.policies.get(id) if id else None
    if policy is not None and policy.repealed is not None and policy.repealed <= day:
        note = policy.note or ""
        yield Problem(
            "rule-repealed-policy",
            mark,
            Text(
                f"《{policy.title}》{policy.repealed} 已经废止，这里 {day} 还在引用。",
                f"{quoted(policy.title)} was repealed on {policy.repealed}, but is cited here on {day}.",
            ),
            Text(f"换成现行的依据。{note}", f"Cite what is in force. {note}".rstrip()),
            "warning",
        )


_REPORT = (
    Text(
        "信访栏目里的举报（report）属检举控告，不能公开。",
        "A report in a column of petitions is an accusation and cannot be published.",
    ),
    Text(
        "移送有权处理的机关并撤下；不是检举控告的，type 写 complaint 或 help。",
        "Hand it over and withdraw it; if it accuses no official, its type is complaint or help.",
    ),
)
_QUESTION = (
    Text(
        "这一问因属检举控告没有回答，原话却还在。",
        "The question was declined as an accusation, but its words are still here.",
    ),
    Text(
        "删去 text，或只留一句放在括号里、不指向任何人的概括。",
        "Remove text, or leave one sentence in brackets that points to nobody.",
    ),
)

RULES: tuple[Callable[[Content, date], Iterator[Problem]], ...] = (
    petitions_name_the_right_to_review,
    accusations_are_not_published,
    short_calls_say_why,
    clarifications_cite_evidence,
    policies_cited_are_in_force,
)
