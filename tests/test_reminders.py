"""The calendar file: read back by the rules of RFC 5545, and the same from day to day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event

from generator.catalogue import Catalogue, catalogue
from generator.clock.status import all_progress
from generator.model.county import Rule
from generator.reminders import escaped, folded, reminders
from tests.rig.catalogues import letter, seed
from tests.rig.timed import DAYS

REPLY = {
    "event": "replied",
    "at": "2026-03-10",
    "by": "office",
    "answer": "补发。",
    "text": "补发。可以请求复查、复核。",
}
TITLE = "征地补偿款少发两亩半，问了一年；没有人算给我们看,到底为什么"


def county(today: date, *events: dict[str, str]) -> Catalogue:
    """The seed's county with a mailbox that grants the right to review, and one letter in it."""
    known = seed().county
    column = known.columns["mayor"]
    limits = [
        {"step": "review", "days": "30", "unit": "days", "since": "delivered"},
        {"step": "final-review", "days": "30", "unit": "days", "since": "reviewed"},
    ]
    rule = Rule.model_validate(
        {"title": "规程", "answers": "县信访局", "publishes": "全部", "review": "true", "limits": limits}
    )
    columns = {**known.columns, "mayor": column.model_copy(update={"rule": rule})}
    received = {"event": "received", "at": "2026-03-02"}
    record = letter(1, received, *events, type="complaint", title=TITLE)
    return catalogue(replace(known, columns=columns), today, [record], ())


def files(today: date, *events: dict[str, str]) -> dict[str, bytes]:
    whole = county(today, *events)
    return dict(reminders(whole, all_progress(whole, DAYS)))


def lines(content: bytes) -> list[tuple[str, str]]:
    """Name and value of each content line, unfolded and unescaped (RFC 5545, 3.1 and 3.3.11)."""
    assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    physical = content.split(b"\r\n")[:-1]
    assert max(map(len, physical)) <= 75
    assert all(line.decode("utf-8") for line in physical), "no character is cut by a fold"
    unfolded = content.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]
    pairs = (line.partition(":")[::2] for line in unfolded)
    return [
        (name, value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")) for name, value in pairs
    ]


def test_the_file_holds_the_last_day_as_a_whole_day_with_warnings_before_it() -> None:
    (content,) = files(date(2026, 3, 20), REPLY).values()
    found = lines(content)
    assert found[0] == ("BEGIN", "VCALENDAR") and found[-1] == ("END", "VCALENDAR")
    values = dict(found)
    assert (values["DTSTART;VALUE=DATE"], values["DTEND;VALUE=DATE"]) == ("20260409", "20260410")
    assert values["DTSTAMP"] == "20260310T000000Z"
    assert [value for name, value in found if name == "TRIGGER"] == ["-P7D", "-P1D"]
    description = next(value for name, value in found if name == "DESCRIPTION")
    assert TITLE in description
    assert "3月10日收到书面答复 → 30日 → 4月9日前可以请求复查" in description


def test_both_rights_have_events_of_their_own_that_keep_their_names() -> None:
    asked = {"event": "appealed", "at": "2026-04-01", "stage": "review"}
    review = {
        "event": "reviewed",
        "at": "2026-04-20",
        "stage": "review",
        "body": "市政府",
        "answer": "维持。",
    }
    (first,) = files(date(2026, 5, 1), REPLY).values()
    (both,) = files(date(2026, 5, 1), REPLY, asked, review).values()
    before = [value for name, value in lines(first) if name == "UID"]
    after = [value for name, value in lines(both) if name == "UID"]
    assert len(before) == 1 and len(after) == len(set(after)) == 2
    assert after[0] == before[0]
    days = [value for name, value in lines(both) if name.startswith("DTSTART")]
    assert days == ["20260409", "20260520"]


@pytest.mark.parametrize("later", [date(2026, 3, 21), date(2026, 6, 1), date(2027, 1, 1)])
def test_the_bytes_do_not_move_with_the_day(later: date) -> None:
    assert files(date(2026, 3, 20), REPLY) == files(later, REPLY)


def test_where_no_last_day_is_known_there_is_no_file() -> None:
    assert files(date(2026, 3, 20)) == {}


WORDS = st.text(
    st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from("\\^N;,\r\n 字")), max_size=400
)


@given(WORDS)
def test_a_text_is_escaped_and_folded_as_the_icalendar_package_does_it(text: str) -> None:
    event = Event()
    event.add("summary", text)
    theirs = event.to_ical().removeprefix(b"BEGIN:VEVENT\r\n").removesuffix(b"END:VEVENT\r\n")
    assert folded(f"SUMMARY:{escaped(text)}") == theirs
