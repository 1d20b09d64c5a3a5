"""Numbers of calls, sessions, surveys and registers, and what registers and records disagree on."""

from __future__ import annotations

from datetime import date

from generator.model.vocabulary import Withholding
from generator.stats.counting import column_figures
from generator.stats.others import Disagreement, disagreements, register_figures
from generator.stats.periods import Period
from tests.rig.tallied import letter, of, register, tallied
from tests.rig.timed import RESULT, call, clarification, session, survey


def test_opinions_are_counted_as_they_arrived_or_else_by_the_people_behind_them() -> None:
    opinions = [
        {"text": "先修桥。", "count": "6", "outcome": "adopted"},
        {"text": "先修路。", "count": "3", "outcome": "partly"},
        {"text": "都不修。", "count": "3", "outcome": "not"},
        {"text": "再想想。", "count": "2"},
    ]
    counted = call(opinions=opinions)
    arrived = call(id="WJ-2026-002", arrivals=[{"channel": "web", "count": "40"}], result=RESULT)
    found = column_figures(tallied([counted, arrived]), "ideas")
    assert {name: figure.value for name, figure in found.items()} == {
        "records": 2,
        "decided": 1,
        "opinions": 54,
        "adopted_share": 75.0,
    }
    assert found["adopted_share"].n == 12


def test_a_call_that_is_open_today_is_under_way() -> None:
    found = column_figures(tallied([call()], today=date(2026, 10, 8)), "ideas")
    assert found["ongoing"].value == 1


def test_questions_count_as_answered_when_answered_merged_or_referred() -> None:
    merged, declined = {"merged": "1"}, {"declined": {"reason": "abuse"}}
    held = session(*[merged] * 6, {"referred": "XZ-2026-0001"}, declined, {}, answer={"text": "五月。"})
    found = column_figures(tallied([held]), "interview")
    assert (found["questions"].value, found["answered_share"].value) == (10, 80.0)


def test_respondents_of_surveys_add_up_and_clarifications_are_only_counted() -> None:
    surveys = column_figures(tallied([survey(), survey(id="DC-2026-002", result=RESULT)]), "survey")
    assert (surveys["respondents"].value, surveys["decided"].value) == (60, 1)
    assert set(column_figures(tallied([clarification()]), "clarifications")) == {"records"}


def test_registers_add_up_with_the_withheld_by_reason_most_first() -> None:
    registers = [
        register("2026-02", 20, 12, privacy=5, duplicate=3),
        register("2026-03", 20, 18, duplicate=2, abuse=0),
        register("2025-03", 100, 1),
    ]
    found = register_figures(of([], registers), "mayor", Period.year(2026))
    assert found is not None
    assert (found.figures["received"].value, found.figures["published"].value) == (40, 30)
    assert found.figures["published_share"].value == 75.0
    assert [(reason, figure.value) for reason, figure in found.withheld] == [
        (Withholding.DUPLICATE, 5),
        (Withholding.PRIVACY, 5),
    ]


def test_a_column_without_registers_has_no_register_figures() -> None:
    assert register_figures(of([], [register("2026-02", 20, 12)]), "secretary") is None


def test_registers_and_records_that_disagree_are_named() -> None:
    letters = [letter(1, date(2026, 2, 5), 1), letter(2, date(2026, 3, 5), 1)]
    registers = [register("2026-02", 5, 1), register("2026-03", 5, 4)]
    assert disagreements(of(letters, registers)) == (Disagreement("mayor", "2026-03", 4, 1),)
