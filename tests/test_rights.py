"""复查 and 复核: last days computed by hand, what they run from, and what page, calendar file and form make of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.clock.clocks import Clock, State, clocks, rights
from generator.clock.status import Status, status
from generator.clock.words import explain
from generator.model import Case
from generator.model.vocabulary import Step
from tests.rig.markup import parsed
from tests.rig.timed import DAYS, PETITION, case, rule

REVIEW = {"step": "review", "days": "30", "unit": "days", "since": "delivered"}
FINAL = {"step": "final-review", "days": "30", "unit": "days", "since": "reviewed"}
RULE = rule(PETITION, REVIEW, FINAL)
LETTER = (("received", "2025-03-03"), ("accepted", "2025-03-05"))
APPEAL = {"stage": "review"}
FOUND = {"stage": "review", "body": "示范市政府", "answer": "维持。"}
DEMO = "petition/XF-2025-0090"


def petition(*events: Any, **fields: Any) -> Case:
    return case(*LETTER, *events, **{"type": "complaint", **fields})


def held(record: Case, today: str = "2025-12-31") -> tuple[Clock, Clock]:
    first, second = rights(record, RULE, DAYS, date.fromisoformat(today))
    assert (first.limit.step, second.limit.step) == (Step.REVIEW, Step.FINAL_REVIEW)
    return first, second


@pytest.mark.parametrize(
    ("delivered", "last"),
    [
        ("2025-04-30", "2025-05-30"),
        ("2025-05-07", "2025-06-06"),
        ("2025-05-02", "2025-06-03"),
        ("2025-09-01", "2025-10-09"),
        ("2025-12-02", "2026-01-04"),
    ],
)
def test_the_last_day_is_the_thirtieth_after_delivery_or_the_next_working_day(
    delivered: str, last: str
) -> None:
    """1 June 2025 and 1 October are days off with more after them; 4 January 2026 is a Sunday that is worked."""
    review, _ = held(petition(("replied", "2025-04-28", {"delivered": delivered})))
    assert str(review.due) == last
    assert not review.is_assumed


def test_without_a_day_of_delivery_the_day_of_the_paper_stands_in_and_says_so() -> None:
    review, _ = held(petition(("replied", "2025-04-28 16:20")))
    assert (str(review.due), review.is_assumed) == ("2025-05-28", True)
    assert "没有送达日的记录" in explain(review).zh
    assert "no delivery is noted" in explain(review).en


def test_a_later_reply_begins_the_days_anew_unless_the_writer_has_asked_by_then() -> None:
    again = ("replied", "2025-05-20")
    review, _ = held(petition(("replied", "2025-04-28"), again))
    assert str(review.due) == "2025-06-19"
    review, _ = held(petition(("replied", "2025-04-28"), ("appealed", "2025-05-12", APPEAL), again))
    assert (str(review.due), str(review.done), review.state) == ("2025-05-28", "2025-05-12", State.ON_TIME)


def test_the_last_word_can_be_asked_for_from_what_the_review_found() -> None:
    record = petition(
        ("replied", "2025-04-28"),
        ("appealed", "2025-05-12", APPEAL),
        ("reviewed", "2025-06-10", {**FOUND, "delivered": "2025-06-12"}),
        ("appealed", "2025-07-14", {"stage": "final"}),
    )
    _, final = held(record)
    assert (str(final.since), str(final.due), final.state) == ("2025-06-12", "2025-07-14", State.ON_TIME)
    assert explain(final).zh == (
        "6月12日收到复查意见 → 30日，末日7月12日是休息日，顺延 → 7月14日前可以请求复核；7月14日已经提出"
    )


def test_time_that_passes_lapses_and_is_never_overdue() -> None:
    record = petition(("replied", "2025-04-28", {"delivered": "2025-04-30"}))
    states = {day: held(record, day)[0].state for day in ("2025-04-30", "2025-05-30", "2025-05-31")}
    assert states == {
        "2025-04-30": State.RUNNING,
        "2025-05-30": State.RUNNING,
        "2025-05-31": State.LAPSED,
    }
    assert explain(held(record, "2025-05-30")[0]).zh.endswith("今天是最后一天")
    assert explain(held(record, "2025-05-31")[0]).zh.endswith("期限已过")
    assert held(record, "2025-06-30")[0].late_by == 0
    running = clocks(record, RULE, DAYS, date(2025, 6, 30))
    assert [clock.limit.step for clock in running] == [Step.REPLY]
    assert status(record, running, date(2025, 6, 30)) is Status.REPLIED


def test_before_the_reply_nothing_runs_and_the_words_say_from_when_it_will() -> None:
    review, final = held(petition())
    assert (review.state, final.state) == (State.WAITING, State.WAITING)
    assert (review.due, final.due) == (None, None)
    assert explain(review).zh == "30日内请求复查：自收到书面答复起算，尚未收到书面答复"


@pytest.mark.parametrize("kind", ["consult", "suggest", "thanks"])
def test_what_asks_for_no_decision_has_none_reviewed(kind: str) -> None:
    assert rights(petition(("replied", "2025-04-28"), type=kind), RULE, DAYS, date(2025, 5, 1)) == ()


def test_what_was_not_accepted_has_nothing_to_review() -> None:
    assert rights(case(LETTER[0], ("refused", "2025-03-04")), RULE, DAYS, date(2025, 5, 1)) == ()


def test_the_card_names_last_days_calendar_file_and_form(demo_site: Path) -> None:
    page = parsed((demo_site / f"{DEMO}.html").read_bytes())
    (card,) = page.xpath("//section[contains(@class, 'wz-rights')]")
    assert card.xpath(".//time/text()") == ["2025-05-30", "2025-07-28"]
    links = card.xpath(".//a/@href")
    assert links == ["XF-2025-0090.review.html", "XF-2025-0090.final.html", "XF-2025-0090.ics"]
    assert all((demo_site / "petition" / link).is_file() for link in links)


def test_the_form_has_what_is_public_filled_in_and_blanks_for_the_rest(demo_site: Path) -> None:
    page = parsed((demo_site / f"{DEMO}.review.html").read_bytes())
    facts = {
        "".join(row.xpath("./dt//text()")): " ".join("".join(row.xpath("./dd//text()")).split())
        for row in page.xpath("//dl[@class='wz-form__facts']/div")
    }
    assert facts["信访事项编号"] == "XF-2025-0090"
    assert facts["作出处理意见的机关"] == "示范县人力资源和社会保障局"
    assert facts["处理意见日期"] == "2025-04-28"
    assert facts["收到书面意见的日期"] == "2025-04-30"
    assert facts["复查请求的最后一天"] == "2025-05-30"
    blanks = page.xpath("//*[contains(@class, 'wz-form__blank') or contains(@class, 'wz-form__line ')]")
    assert len(blanks) >= 5
    assert page.xpath("//article//input | //article//textarea | //article//form") == []


def test_other_columns_have_no_card(demo_site: Path) -> None:
    for page in (demo_site / "mayor").glob("XZ-*.html"):
        assert b"wz-rights" not in page.read_bytes()
    assert not list((demo_site / "mayor").glob("*.ics"))
