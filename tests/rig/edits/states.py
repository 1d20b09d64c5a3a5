"""Edits of how far a record has come: events, answers, opinions, questions, promises."""

from __future__ import annotations

import random

from tests.rig.edited import Edit, Edited, Record
from tests.rig.edits.records import WORDS, pick


def answer(county: Edited, chance: random.Random) -> None:
    """One more reply, at the end."""
    _, record = pick(county, chance, "cases")
    said = chance.choice(WORDS)
    _add(
        county,
        record,
        {
            "event": "replied",
            "by": chance.choice(county.setting("departments"))["id"],
            "answer": f"{said}已经办好",
            "text": f"{said}的事，{record['title']}，已经查明，七月起办理。",
            "promises": [{"what": f"修{said}", "by": "2026-07-15"}],
        },
    )


def answer_jointly(county: Edited, chance: random.Random) -> None:
    for event in _events(county, chance, "replied"):
        others = [one["id"] for one in county.setting("departments") if one["id"] != event["by"]]
        event["jointly"] = others[: chance.randrange(len(others) + 1)]


def take_the_last_event_back(county: Edited, chance: random.Random) -> None:
    _, record = pick(county, chance, "cases")
    if len(record["events"]) > 1:
        record["events"].pop()


def rate(county: Edited, chance: random.Random) -> None:
    outcome = chance.choice(("solved", "partly", "unsolved"))
    _, record = pick(county, chance, "cases")
    _add(county, record, {"event": "rated", "attitude": str(chance.randrange(1, 6)), "outcome": outcome})


def correct(county: Edited, chance: random.Random) -> None:
    _, record = pick(county, chance)
    _add(county, record, {"event": "corrected", "what": chance.choice(WORDS), "why": "写错了"})


def withdraw(county: Edited, chance: random.Random) -> None:
    _, record = pick(county, chance)
    _add(county, record, {"event": "withdrawn", "why": chance.choice(WORDS)})


def bring_back(county: Edited, chance: random.Random) -> None:
    """A withdrawn record is published again."""
    for _, record in county.records():
        record["events"] = [e for e in record.get("events", []) if e["event"] != "withdrawn"]
        if not record["events"]:
            del record["events"]


def withhold(county: Edited, chance: random.Random) -> None:
    _, record = pick(county, chance, "cases")
    record.pop("letter", None)
    record["withheld"] = {"reason": chance.choice(("privacy", "writer", "open"))}
    record["summary"] = f"说的是{chance.choice(WORDS)}"


def publish(county: Edited, chance: random.Random) -> None:
    """A withheld letter is shown after all."""
    found = [record for _, record in county.records("cases") if "withheld" in record]
    if found:
        record = chance.choice(found)
        del record["withheld"]
        record.pop("summary", None)
        record["type"] = "consult"
        record["letter"] = f"原信说{chance.choice(WORDS)}"


def keep_a_promise(county: Edited, chance: random.Random) -> None:
    found = [r for _, r in county.records() if "promises" in str(r) and "'kept'" not in str(r)]
    if found:
        _add(county, chance.choice(found), {"event": "kept", "promise": "1", "text": "做到了"})


def move_a_promise(county: Edited, chance: random.Random) -> None:
    for event in _events(county, chance, "replied"):
        for promise in event.get("promises", []):
            promise["by"] = chance.choice(("2026-06-29", "2026-06-30", "2026-12-31"))


def weigh_an_opinion(county: Edited, chance: random.Random) -> None:
    _, record = pick(county, chance, "calls")
    word = chance.choice(WORDS)
    record.setdefault("opinions", []).append({"text": word, "count": "2", "outcome": "partly", "why": word})


def conclude_a_call(county: Edited, chance: random.Random) -> None:
    """Or take its conclusion back."""
    _, record = pick(county, chance, "calls")
    if record.pop("result", None) is None:
        record["result"] = {"at": "2026-06-29", "by": "office", "text": f"先办{chance.choice(WORDS)}"}
    record.pop("events", None)


def ask_in_a_session(county: Edited, chance: random.Random) -> None:
    _, record = pick(county, chance, "sessions")
    asked = record.setdefault("questions", [])
    text, n = f"{chance.choice(WORDS)}怎么办", str(len(asked) + 1)
    cases = [case["id"] for _, case in county.records("cases")]
    asked.append(
        {"n": n, "text": text, "referred": chance.choice(cases)}
        if cases and chance.random() < 0.5
        else {"n": n, "text": text, "answer": {"text": f"{text}？这样办"}}
    )


def count_a_survey(county: Edited, chance: random.Random) -> None:
    _, record = pick(county, chance, "surveys")
    if "respondents" in record:
        record["respondents"] = str(int(record["respondents"]) + 1)
        record["purpose"] += chance.choice(WORDS)


def judge_a_rumour(county: Edited, chance: random.Random) -> None:
    _, record = pick(county, chance, "clarifications")
    record["verdict"] = chance.choice(("false", "misleading", "true", "unproven"))
    record["at"] = f"2026-06-{chance.randrange(10, 30)} 08:00"
    record["since"] = "2026-06-01"
    cases = [case["id"] for _, case in county.records("cases")]
    if cases:
        record["evidence"] = [{"text": "另案", "record": chance.choice(cases)}]


def _events(county: Edited, chance: random.Random, name: str) -> list[Record]:
    """Some event of that name in a case, or none."""
    found = [e for _, record in county.records("cases") for e in record["events"] if e["event"] == name]
    return [chance.choice(found)] if found else []


def _add(county: Edited, record: Record, event: Record) -> None:
    """After all other events, today."""
    event["at"] = str(county.today)
    record.setdefault("events", []).append(event)


EDITS: tuple[Edit, ...] = (
    answer,
    answer_jointly,
    take_the_last_event_back,
    rate,
    correct,
    withdraw,
    bring_back,
    withhold,
    publish,
    keep_a_promise,
    move_a_promise,
    weigh_an_opinion,
    conclude_a_call,
    ask_in_a_session,
    count_a_survey,
    judge_a_rumour,
)
