"""What law and regulation ask of a publication is checked, and no more than that."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.build import build
from generator.examining import checked
from generator.problem import Problem
from tests.rig.secrets import CASE, plant_text

TODAY = date(2026, 4, 1)
REPLY = "{event: replied, at: 2026-03-10, by: ecology, answer: 差额已经到账, text: 差额已经到账%s}"


def problems(folder: Path) -> list[Problem]:
    return [
        p
        for p in checked(folder / "content", folder / "site_config", today=TODAY).problems
        if p.code[:5] == "rule-"
    ]


def petitions(folder: Path, *fields: str, events: str = "", review: str = "true") -> list[str]:
    """Codes for a county with one petition, with these fields and events in it."""
    plant_text(folder, "letter", "补偿少算")
    columns = folder / "site_config/columns.yml"
    text = "可以申请复查，再申请复核"
    columns.write_text(
        columns.read_text("utf-8").replace("来信与答复}", f"来信与答复, review: {review}, text: {text}}}"),
        "utf-8",
    )
    given = {"type": "type: complaint", "letter": "letter: 补偿少算了，请补上差额"}
    given |= {field.split(":", maxsplit=1)[0]: field for field in fields}
    record = [
        "id: XZ-2026-0001",
        "title: 补偿款",
        "topic: environment",
        *(f for f in given.values() if f[-1] != ":"),
    ]
    (folder / CASE).write_text(
        "\n".join(
            [
                *record,
                "events:",
                "  - {event: received, at: 2026-03-02}",
                *(f"  - {e}" for e in events.splitlines()),
            ]
        ),
        "utf-8",
    )
    return [problem.code for problem in problems(folder)]


@pytest.mark.parametrize(
    ("type", "said", "codes"),
    [
        ("complaint", "", ["rule-review"]),
        ("help", "", ["rule-review"]),
        ("help", "，不服的可以请求复查", []),
        ("complaint", "，对复查意见不服的可以请求复核", []),
        ("suggest", "", []),
        ("consult", "", []),
        ("thanks", "", []),
    ],
)
def test_what_decides_a_petition_names_the_right_to_review(
    tmp_path: Path, type: str, said: str, codes: list[str]
) -> None:
    assert petitions(tmp_path, f"type: {type}", events=REPLY % said) == codes


def test_a_petition_still_open_or_refused_needs_no_such_words(tmp_path: Path) -> None:
    assert petitions(tmp_path) == []
    assert petitions(tmp_path, events="{event: refused, at: 2026-03-05, why: 请走诉讼}") == []


def test_other_columns_need_no_such_words(tmp_path: Path) -> None:
    assert petitions(tmp_path, "type: report", events=REPLY % "", review="false") == []


def test_a_report_is_not_published_among_petitions(tmp_path: Path) -> None:
    assert petitions(tmp_path, "type: report") == ["rule-accusation"]


ACCUSED = ("type: report", "letter:", "withheld: {reason: accusation}", "summary: 来信检举，已移送")


def test_of_an_accusation_only_that_it_came_and_where_it_went_may_stand(tmp_path: Path) -> None:
    assert petitions(tmp_path, *ACCUSED, events="{event: refused, at: 2026-03-05, why: 已移送}") == []


@pytest.mark.parametrize(
    ("field", "event"),
    [
        ("letter: 原信", ""),
        ("place: 青溪镇", ""),
        ("", REPLY % ""),
        ("", "{event: supplemented, at: 2026-03-05, text: 补充材料}"),
    ],
)
def test_of_an_accusation_nothing_else_may_stand(tmp_path: Path, field: str, event: str) -> None:
    fields = (*ACCUSED, field) if field else ACCUSED
    assert petitions(tmp_path, *fields, events=event) == ["rule-accusation"]


def test_a_withdrawn_accusation_is_at_rest(tmp_path: Path) -> None:
    assert (
        petitions(tmp_path, "type: report", events="{event: withdrawn, at: 2026-03-05, why: 属检举控告}")
        == []
    )


@pytest.mark.parametrize(
    ("letter", "is_told"),
    [
        ("村主任王某某贪污了征地款", True),
        ("有人行贿，收钱的是镇里的干部", True),
        ("局长收受老板礼金", True),
        ("请问贪污罪怎么量刑", False),
        ("保护伞坏了，书记请修一修公园的伞", False),
        ("书记好。请问收受快递的柜子装在哪里", False),
    ],
)
def test_a_letter_that_reads_like_an_accusation_is_told_without_its_names(
    tmp_path: Path, letter: str, is_told: bool
) -> None:
    petitions(tmp_path, f"letter: {letter}", review="false")
    found = problems(tmp_path)
    assert [(p.code, p.severity) for p in found] == [("rule-accusation", "warning")] * is_told
    assert not any("王某某" in p.what.zh or "老板" in p.what.zh for p in found)


CALL = """id: WJ-2026-0001
title: 菜场怎么改
topic: environment
by: office
asks: 请提意见
opens: 2026-03-01
closes: {}
"""


@pytest.mark.parametrize(
    ("closes", "more", "gate", "codes"),
    [
        ("2026-03-30", "", "{}", []),
        ("2026-03-29", "", "{}", ["rule-short-call"]),
        ("2026-03-29", "short: 汛期前必须开工", "{}", []),
        ("2026-03-29", "", "call_days: 29", []),
        ("2026-03-31", "", "call_days: 32", ["rule-short-call"]),
    ],
)
def test_a_call_that_is_short_says_why(
    tmp_path: Path, closes: str, more: str, gate: str, codes: list[str]
) -> None:
    plant_text(tmp_path, "letter", "补偿少算")
    path = tmp_path / "content/calls/ideas/01.yml"
    path.parent.mkdir(parents=True)
    path.write_text(CALL.format(closes) + more, "utf-8")
    (tmp_path / "site_config/gate.yml").write_text(gate, "utf-8")
    assert [problem.code for problem in problems(tmp_path)] == codes


CLARIFICATION = """id: HY-2026-0001
title: 停水
at: 2026-03-01
by: office
claim: 听说停水
spread: 微信群
since: 2026-02-28
verdict: "{}"
answer: 没有停水安排。
finding: 没有
evidence: [{{text: 说明}}, {{text: 说明{}}}]
"""


@pytest.mark.parametrize(
    ("verdict", "more", "codes"),
    [
        ("false", "", ["rule-evidence"]),
        ("true", "", ["rule-evidence"]),
        ("unproven", "", []),
        ("false", ", link: https://water.example.org", []),
        ("false", ", record: XZ-2026-0001", []),
    ],
)
def test_a_finding_can_be_checked_by_its_reader(
    tmp_path: Path, verdict: str, more: str, codes: list[str]
) -> None:
    plant_text(tmp_path, "letter", "补偿少算")
    path = tmp_path / "content/clarifications/01.yml"
    path.parent.mkdir(parents=True)
    path.write_text(CLARIFICATION.format(verdict, more), "utf-8")
    assert [problem.code for problem in problems(tmp_path)] == codes


def cite(folder: Path, repealed: str) -> list[str]:
    """Codes for a reply of 10 March that cites a law repealed on a day."""
    codes = petitions(folder, events=(REPLY % "").replace("}", ", basis: [noise-law]}"), review="false")
    assert codes == []
    path = folder / "site_config/policies.yml"
    path.write_text(f"- {{id: noise-law, title: 旧法, repealed: {repealed}, note: 由新法取代。}}", "utf-8")
    return [problem.code for problem in problems(folder)]


@pytest.mark.parametrize(
    ("repealed", "codes", "notice", "mark"),
    [
        ("2026-03-10", ["rule-repealed-policy"], True, "已于 2026-03-10 废止"),
        ("2026-03-11", [], True, "已于 2026-03-11 废止"),
        ("2026-04-02", [], False, "将于 2026-04-02 废止"),
    ],
)
def test_a_reply_on_a_law_since_repealed_carries_a_notice(
    tmp_path: Path, repealed: str, codes: list[str], notice: bool, mark: str
) -> None:
    assert cite(tmp_path, repealed) == codes
    built = build(tmp_path / "content", tmp_path / "site_config", tmp_path / "site", today=TODAY)
    assert built.published is not None
    page = (tmp_path / "site/mayor/XZ-2026-0001.html").read_text("utf-8")
    assert ("这条答复依据的《旧法》" in page) is notice
    assert mark in page


def test_a_column_does_not_rest_on_a_repealed_law(tmp_path: Path) -> None:
    petitions(tmp_path, review="false, basis: [noise-law]")
    (tmp_path / "site_config/policies.yml").write_text(
        "- {id: noise-law, title: 旧法, repealed: 2026-03-31}", "utf-8"
    )
    found = problems(tmp_path)
    assert [(p.code, p.mark.path.rpartition("/")[2]) for p in found] == [
        ("rule-repealed-policy", "columns.yml")
    ]


def test_every_question_of_a_session_is_accounted_for(tmp_path: Path) -> None:
    """`question-outcome` and `question-gap` are the law's rule here: nothing that was asked is left out."""
    plant_text(tmp_path, "letter", "补偿少算")
    path = tmp_path / "content/sessions/interview/01.yml"
    path.parent.mkdir(parents=True)
    path.write_text(
        """id: FT-2026-0001
title: 访谈
format: interview
by: office
starts: 2026-03-01
questions:
  - {n: 1, text: 一问}
  - {n: 3, text: 三问, declined: {reason: time}}
""",
        "utf-8",
    )
    found = checked(tmp_path / "content", tmp_path / "site_config", today=TODAY).problems
    assert {"question-gap", "question-outcome"} <= {problem.code for problem in found}
