"""Structured data says what a record is in schema.org's words, stays small and cannot leave its script."""

from __future__ import annotations

import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalogue import Catalogue
from generator.model import Clarification, Kind, Record, Session
from generator.model.vocabulary import Verdict
from generator.structured import EXCERPT, as_script_json, structured
from tests.rig.catalogues import frozen, holding, letter, replied, seed
from tests.rig.hostile import Bundles, bundled, payloads

RECEIVED = {"event": "received", "at": "2026-03-02 09:14"}


def of(record_id: str) -> dict[str, Any]:
    return structured(seed().by_id[record_id], seed())


def alone(record: Record) -> dict[str, Any]:
    """The data of one record, frozen as a build freezes it."""
    county = holding(record)
    return structured(county.records[0], county)


class Scripts(HTMLParser):
    """The elements of a page, and the text of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def embedded(node: dict[str, Any]) -> Any:
    """The data as a browser gets it out of a page that holds it."""
    page = Scripts(f'<script type="application/ld+json">{as_script_json(node)}</script>')
    assert page.tags == ["script"]
    return json.loads(page.text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(), JSON))
def test_what_a_script_holds_comes_back_as_it_was(node: dict[str, Any]) -> None:
    assert embedded(node) == node


@settings(deadline=None)
@given(st.text() | st.sampled_from(["</script>", "<!--<script>", "]]>", "\u2028", "\ud800", "&lt;"]))
def test_no_character_of_a_script_means_anything_to_html_or_javascript(text: str) -> None:
    written = as_script_json({text: text})
    assert not set("<>&\u2028\u2029") & set(written)
    assert written.encode("utf-8")


@pytest.mark.parametrize(
    ("record_id", "type_"),
    [
        ("XZ-2026-0001", "QAPage"),
        ("WJ-2026-0001", "SpecialAnnouncement"),
        ("FT-2026-0001", "Event"),
        ("DC-2026-0001", "Dataset"),
        ("HY-2026-0001", "ClaimReview"),
    ],
)
def test_every_kind_has_its_type_its_address_and_who_publishes_it(record_id: str, type_: str) -> None:
    node = of(record_id)
    page = node if type_ != "Event" else node["subjectOf"]
    column = seed().by_id[record_id].column
    assert node["@context"] == "https://schema.org"
    assert node["@type"] == type_
    assert node["@id"] == node["url"] == f"https://county.example/{column}/{record_id}.html"
    assert node["inLanguage"] == "zh-CN"
    assert page["publisher"] == {
        "@type": "GovernmentOrganization",
        "name": "文字县",
        "url": "https://county.example",
    }
    assert page["isPartOf"]["url"] == f"https://county.example/{column}/index.html"


def test_a_case_is_a_question_whose_newest_reply_is_the_answer() -> None:
    case = letter(
        1,
        RECEIVED,
        replied("2026-03-03", "正在查。", "先去看看。"),
        replied("2026-03-09 10:00"),
        letter="路灯坏了。",
    )
    question = alone(case)["mainEntity"]
    assert question["text"] == "路灯坏了。"
    assert question["dateCreated"] == "2026-03-02T09:14:00+08:00"
    assert question["author"] == {"@type": "Person"}
    assert question["answerCount"] == 2
    assert question["acceptedAnswer"] == {
        "@type": "Answer",
        "abstract": "已修好。",
        "text": "路灯已于当日修好。",
        "dateCreated": "2026-03-09T10:00:00+08:00",
        "author": [{"@type": "GovernmentOrganization", "name": "文字办公室"}],
    }
    assert [answer["text"] for answer in question["suggestedAnswer"]] == ["正在查。"]


def test_an_unanswered_case_has_no_answer_to_show() -> None:
    question = alone(letter())["mainEntity"]
    assert question["answerCount"] == 0
    assert not {"acceptedAnswer", "suggestedAnswer"} & question.keys()


def test_a_withheld_letter_gives_only_its_summary() -> None:
    case = letter(letter="不可公开之语", withheld={"reason": "privacy"}, summary="一封信")
    node = alone(case)
    assert node["mainEntity"]["text"] == "一封信"
    assert "不可公开之语" not in as_script_json(node)


def test_a_session_is_an_event_online_with_its_hours_in_chinas_time() -> None:
    event = of("FT-2026-0001")
    assert event["startDate"] == "2026-04-01T09:00:00+08:00"
    assert event["endDate"] == "2026-04-01T11:00:00+08:00"
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert event["location"]["@type"] == "VirtualLocation"
    assert event["performer"] == [{"@type": "Person", "name": "文字嘉宾", "jobTitle": "文字职务"}]


def test_a_press_conference_is_an_event_at_a_place() -> None:
    event = of("FT-2026-0002")
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert event["location"] == {"@type": "Place", "name": "文字县"}
    assert event["startDate"] == "2026-04-02"
    assert "endDate" not in event


def test_a_survey_is_a_dataset_that_can_be_downloaded() -> None:
    dataset = of("DC-2026-0001")
    assert dataset["temporalCoverage"] == "2026-03-01/2026-03-31"
    assert [(file["encodingFormat"], file["contentUrl"]) for file in dataset["distribution"]] == [
        ("text/csv", "https://county.example/data/survey.csv"),
        ("text/csv", "https://county.example/data/survey-answers.csv"),
        ("application/jsonl", "https://county.example/data/survey.jsonl"),
    ]


def test_a_call_says_until_when_and_how_many_answered() -> None:
    call = of("WJ-2026-0001")
    assert (call["datePosted"], call["expires"], call["commentCount"]) == ("2026-03-01", "2026-03-20", 3)


@pytest.mark.parametrize(
    ("verdict", "value"),
    [(Verdict.FALSE, 1), (Verdict.MISLEADING, 3), (Verdict.TRUE, 5), (Verdict.UNPROVEN, None)],
)
def test_a_verdict_is_a_rating_unless_it_is_still_open(verdict: Verdict, value: int | None) -> None:
    record = seed().by_id["HY-2026-0001"]
    assert isinstance(record, Clarification)
    rating = alone(record.model_copy(update={"verdict": verdict}))["reviewRating"]
    assert rating.get("ratingValue") == value
    assert rating["alternateName"] == verdict.zh
    assert (rating["worstRating"], rating["bestRating"]) == (1, 5)


def test_structured_data_stays_small_however_long_the_record() -> None:
    long = "很长。" * 50_000
    events = [RECEIVED, *(replied(f"2026-03-{day:02}", text=long) for day in range(3, 8))]
    written = as_script_json(alone(letter(1, *events, letter=long)))
    assert len(written.encode()) < 6_000
    question = json.loads(written)["mainEntity"]
    assert len(question["text"]) == len(question["acceptedAnswer"]["text"]) == EXCERPT
    assert question["text"].endswith("…")


def test_dates_come_from_the_record_and_not_from_the_day_of_the_build() -> None:
    record = seed().by_id["FT-2026-0001"]
    assert isinstance(record, Session)
    later = Catalogue(**{**vars(holding(record)), "today": date(2027, 1, 1)})
    assert structured(record, later) == alone(record)
    assert alone(record)["subjectOf"]["dateModified"] == "2026-04-01T09:05:00+08:00"


def test_every_kind_is_tested_here() -> None:
    assert {record.kind for record in seed().records} == set(Kind)


def test_no_hostile_text_leaves_the_script(real_data: Path, tmp_path: Path) -> None:
    bundles = Bundles(bundled(payloads(real_data)), in_office_prose=False)
    county = frozen(tmp_path, bundles, copies=len(bundles.bundles))
    for record in county.records:
        node = structured(record, county)
        assert embedded(node) == node
        assert node["name"] == record.title
