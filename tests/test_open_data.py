"""Open data holds every public fact once more, exactly, in files that say themselves what they hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model import MODELS, Call, Case, Kind, Survey
from generator.model.entity import Entity
from generator.open_data.sheets import SHEETS
from tests.rig.catalogues import empty, frozen, holding, letter, replied, seed
from tests.rig.hostile import Bundles, bundled, payloads
from tests.rig.tables import LINES, files, lines, raw_rows, rows, seed_files

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
RECEIVED = {"event": "received", "at": "2026-03-02 09:14"}


def test_a_csv_file_opens_in_excel() -> None:
    document = seed_files()["data/case.csv"]
    assert document.startswith(b"\xef\xbb\xbfid,column,")
    assert document.endswith(b"\r\n")


def test_a_case_is_one_row_of_its_facts() -> None:
    case = next(row for row in rows(seed_files()["data/case.csv"]) if row["id"] == "XZ-2026-0001")
    expected = {
        "column_title": "文字信箱",
        "topic": "life/noise",
        "topic_title": "文字噪声",
        "complex": "true",
        "received": "2026-03-02 09:14",
        "accepted": "2026-03-02",
        "replied": "2026-03-10 16:20",
        "closed": "2026-03-21",
        "extended": "5",
        "departments": "office|former",
        "department_names": "文字办公室|文字局",
        "attitude": "5",
        "outcome": "solved",
        "corrected": "2026-03-22",
        "attachments": "https://county.example/attachments/paper.txt",
        "url": "https://county.example/mayor/XZ-2026-0001.html",
    }
    assert {name: case[name] for name in expected} == expected


def test_several_replies_give_the_first_and_the_last_time_and_all_texts() -> None:
    events = (
        RECEIVED,
        replied("2026-03-03", text="先去看看。"),
        replied("2026-03-09", "修好了。", "换了灯。"),
    )
    (case,) = rows(files(holding(letter(1, *events)))["data/case.csv"])
    assert (case["replied"], case["replied_last"], case["replies"]) == ("2026-03-03", "2026-03-09", "2")
    assert (case["answer"], case["reply"]) == ("修好了。", "先去看看。\n\n换了灯。")


def test_the_outcome_is_the_last_that_writer_or_revisit_gave() -> None:
    rated = {"event": "rated", "at": "2026-03-04", "attitude": "2", "outcome": "unsolved"}
    revisited = {"event": "revisited", "at": "2026-03-05", "by": "office", "outcome": "partly"}
    again = {"event": "rated", "at": "2026-03-06", "attitude": "4"}
    (case,) = rows(files(holding(letter(1, RECEIVED, rated, revisited, again)))["data/case.csv"])
    assert (case["attitude"], case["outcome"]) == ("4", "partly")


def test_every_event_is_a_row_in_its_order() -> None:
    record = seed().by_id["XZ-2026-0001"]
    table = [row for row in rows(seed_files()["data/case-events.csv"]) if row["case"] == record.id]
    assert [(row["n"], row["event"], row["at"]) for row in table] == [
        (str(n), event.event, str(event.at)) for n, event in enumerate(record.events, 1)
    ]


def test_shares_are_of_the_people_who_answered_the_question() -> None:
    record = seed().by_id["DC-2026-0001"]
    assert isinstance(record, Survey)
    for row in rows(seed_files()["data/survey-answers.csv"]):
        question = record.questions[int(row["question"]) - 1]
        people = question.answered or record.respondents
        assert row["answered"] == str(people)
        assert float(row["percent"]) == pytest.approx(100 * int(row["count"]) / people, abs=0.05)


def test_a_question_that_nobody_answered_has_no_shares() -> None:
    record = seed().by_id["DC-2026-0001"]
    assert isinstance(record, Survey)
    options = tuple(option.model_copy(update={"count": 0}) for option in record.questions[0].options)
    question = record.questions[0].model_copy(update={"answered": 0, "options": options})
    survey = record.model_copy(update={"questions": (question,)})
    table = rows(files(holding(survey))["data/survey-answers.csv"])
    assert [row["percent"] for row in table] == ["", ""]


def test_opinions_are_counted_by_people() -> None:
    (call,) = rows(seed_files()["data/call.csv"])
    counts = ("arrivals", "opinions", "adopted", "partly", "not_adopted")
    assert [call[name] for name in counts] == ["3", "3", "2", "0", "1"]


def test_what_is_withheld_is_in_no_file_but_its_reason_and_count_are() -> None:
    secret = "不可公开之语"
    call = seed().by_id["WJ-2026-0001"]
    assert isinstance(call, Call)
    opinions = tuple(
        opinion.model_copy(update={"text": secret}) for opinion in call.opinions if opinion.withheld
    )
    case = letter(letter=secret, withheld={"reason": "third-party"}, summary="一封信")
    documents = files(holding(case, call.model_copy(update={"opinions": opinions})))
    assert not [name for name, document in documents.items() if secret.encode() in document]
    (opinion,) = rows(documents["data/call-opinions.csv"])
    assert (opinion["text"], opinion["withheld"], opinion["count"]) == ("", "abuse", "1")
    (row,) = rows(documents["data/case.csv"])
    assert (row["letter"], row["withheld"], row["summary"]) == ("", "third-party", "一封信")


def test_a_withdrawn_record_leaves_only_its_tombstone() -> None:
    withdrawn = {"event": "withdrawn", "at": "2026-03-09", "why": "写信人申请"}
    documents = files(holding(letter(1, RECEIVED, withdrawn, letter="已撤之语")))
    assert rows(documents["data/withdrawn.csv"]) == [
        {
            "id": "XZ-2026-0001",
            "column": "mayor",
            "kind": "case",
            "at": "2026-03-09",
            "why": "写信人申请",
            "url": "https://county.example/mayor/XZ-2026-0001.html",
        }
    ]
    assert rows(documents["data/case.csv"]) == lines(documents["data/case.jsonl"]) == []
    assert not [name for name, document in documents.items() if "已撤之语".encode() in document]


def test_an_empty_county_has_every_file_with_its_header() -> None:
    documents = files(empty())
    assert set(documents) == set(seed_files())
    for kind in Kind:
        assert documents[f"data/{kind}.csv"].splitlines() == seed_files()[f"data/{kind}.csv"].splitlines()[:1]
        assert documents[f"data/{kind}.jsonl"] == b""


@pytest.mark.parametrize("name", LINES)
def test_a_line_of_json_is_the_whole_record_as_it_was_written(name: str) -> None:
    model = LINES[name]
    county = seed().county
    known: dict[str, list[Entity]] = {
        "register": list(seed().registers),
        "department": list(county.departments.values()),
        "topic": list(county.topics.values()),
        "column": list(county.columns.values()),
        "policy": list(county.policies.values()),
    }
    expected = known.get(name) or [record for record in seed().records if record.kind == name]
    nodes = lines(seed_files()[f"data/{name}.jsonl"])
    assert nodes
    assert [model.model_validate({k: v for k, v in node.items() if k != "url"}) for node in nodes] == expected
    for node in nodes:
        order = [key for key in model.model_fields if key in node]
        assert [key for key in node if key != "url"] == order


def test_absent_fields_are_left_out_of_json() -> None:
    (node,) = lines(files(holding(letter()))["data/case.jsonl"])
    assert set(node) == {
        *("id", "column", "title", "kind", "type", "topic", "channel", "complex", "letter", "events", "url")
    }
    assert node["events"] == [RECEIVED]


UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*")
"""What the model refuses as empty."""


@settings(deadline=None)
@given(st.text().filter(lambda text: not UNSEEN.fullmatch(text)))
@example("'=1")
@example("=1")
@example("一\u2028二\x85三")
def test_any_text_comes_back_from_csv_and_json_as_it_was(text: str) -> None:
    case = letter(letter=text, title=text)
    documents = files(holding(case))
    (row,) = rows(documents["data/case.csv"])
    (node,) = lines(documents["data/case.jsonl"])
    assert (row["letter"], row["title"]) == (case.letter, case.title)
    assert (node["letter"], node["title"]) == (case.letter, case.title)


def test_half_a_character_stops_no_file() -> None:
    documents = files(holding(letter(letter="灯\ud83d坏")))
    (row,) = rows(documents["data/case.csv"])
    (node,) = lines(documents["data/case.jsonl"])
    assert row["letter"] == node["letter"] == "灯?坏"


@settings(deadline=None)
@given(st.sampled_from([*FORMULA, "'", "\ufeff"]), st.text())
def test_no_cell_begins_a_formula(first: str, rest: str) -> None:
    case = letter(letter="灯" + rest, title=f"{first}灯{rest}", place=f"{first}{rest}灯")
    for row in raw_rows(files(holding(case))["data/case.csv"]):
        assert not [cell for cell in row.values() if cell.startswith(FORMULA)]


def test_no_hostile_text_changes_a_table_or_a_line(real_data: Path, tmp_path: Path) -> None:
    bundles = Bundles(bundled(payloads(real_data)), in_office_prose=False)
    county = frozen(tmp_path, bundles, copies=len(bundles.bundles))
    documents = files(county)
    cases = {case.id: case for case in county.records if isinstance(case, Case)}
    for row in rows(documents["data/case.csv"]):
        case = cases[row["id"]]
        assert (row["title"], row["letter"]) == (case.title, case.letter or "")
    for kind in Kind:
        nodes = lines(documents[f"data/{kind}.jsonl"])
        again = [MODELS[kind].model_validate({k: v for k, v in node.items() if k != "url"}) for node in nodes]
        assert again == [record for record in county.records if record.kind is kind]
    for sheet in SHEETS:
        table = raw_rows(documents[f"data/{sheet.name}.csv"])
        assert all(list(row) == list(sheet.header) for row in table)
        assert not [cell for row in table for cell in row.values() if cell.startswith(FORMULA)]
