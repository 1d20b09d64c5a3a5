"""What must not be published is in no stage after the catalogue."""

from __future__ import annotations

from datetime import date

from generator.catalogue import County, catalogue
from generator.model import Call, Case
from generator.model.county import Site

COUNTY = County(
    site=Site.model_validate(
        {
            "title": "t",
            "county": "c",
            "url": "https://wenzheng.example.org",
            "description": "d",
            "contact": "x",
        }
    ),
    columns={},
    departments={},
    topics={},
    policies={},
    places=(),
)
SECRET = "不能公开的话"


def case(number: int, day: str, **more: object) -> Case:
    events: list[dict[str, object]] = [{"event": "received", "at": day}]
    if "withdrawn" in more:
        events.append({"event": "withdrawn", "at": day, "why": more.pop("withdrawn")})
    return Case.model_validate(
        {
            "id": f"XZ-2026-{number:04}",
            "column": "mayor",
            "type": "help",
            "title": "题",
            "topic": "a",
            "letter": "信",
            "events": events,
            **more,
        }
    )


def test_a_withheld_letter_is_dropped_and_its_summary_kept() -> None:
    hidden = case(1, "2026-01-02", letter=SECRET, summary="摘要", withheld={"reason": "privacy"})
    whole = catalogue(COUNTY, date(2026, 2, 1), [hidden], [])
    assert SECRET not in repr(whole)
    assert whole.records[0].model_dump()["summary"] == "摘要"


def test_a_withheld_opinion_is_counted_without_its_words() -> None:
    call = Call.model_validate(
        {
            "id": "WJ-2026-0001",
            "column": "ideas",
            "title": "题",
            "topic": "a",
            "by": "office",
            "asks": "问",
            "opens": "2026-01-01",
            "closes": "2026-02-01",
            "opinions": [
                {"text": SECRET, "withheld": {"reason": "abuse"}, "count": "3"},
                {"text": "可以公开"},
            ],
        }
    )
    whole = catalogue(COUNTY, date(2026, 1, 1), [call], [])
    assert SECRET not in repr(whole)
    kept = whole.records[0]
    assert isinstance(kept, Call)
    assert [opinion.count for opinion in kept.opinions] == [3, 1]
    assert kept.opinions[1].text == "可以公开"


def test_a_withdrawn_record_leaves_only_when_and_why() -> None:
    whole = catalogue(COUNTY, date(2026, 2, 1), [case(1, "2026-01-02", title=SECRET, withdrawn="登错了")], [])
    assert whole.records == ()
    assert SECRET not in repr(whole)
    assert (whole.withdrawn[0].id, str(whole.withdrawn[0].at), whole.withdrawn[0].why) == (
        "XZ-2026-0001",
        "2026-01-02",
        "登错了",
    )


def test_records_stand_newest_first_and_ties_by_id() -> None:
    records = [
        case(3, "2026-01-02"),
        case(1, "2026-01-02"),
        case(2, "2026-01-03 08:00"),
        case(4, "2026-01-03"),
    ]
    whole = catalogue(COUNTY, date(2026, 2, 1), records, [])
    assert [record.id[-1] for record in whole.records] == ["2", "4", "1", "3"]
