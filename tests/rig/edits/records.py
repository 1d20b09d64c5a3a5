"""Edits of what a record says, and of which records there are."""

from __future__ import annotations

import copy
import random
from datetime import date, timedelta

from tests.rig.edited import DEPARTMENTS, RECORDS, Edit, Edited, Record, changed

WORDS = ("路灯", "街灯", "噪声", "学校", "桥头", "停水", "低保", "公交", "污水", "物业")
_TEXTS = frozenset(
    [
        "title",
        "letter",
        "summary",
        "text",
        "asks",
        "claim",
        "finding",
        "purpose",
        "answer",
        "why",
        "what",
        "note",
        "short",
        "spread",
        "label",
    ]
)
_COLUMN_OF = {"XZ": "cases/mayor", "SJ": "cases/secretary", "WJ": "calls/ideas", "ZJ": "calls/consultation"}


def pick(county: Edited, chance: random.Random, below: str = "") -> tuple[str, Record]:
    """Some record with its file; a copy that was never added where there is none."""
    found = county.records(below)
    return chance.choice(found) if found else ("", {"id": "XX-2026-0000", "events": []})


def reword(county: Edited, chance: random.Random) -> None:
    """One text of a record gets a word more."""
    path, record = pick(county, chance)
    places: list[str] = []
    changed(record, lambda key, text: places.append(text) or text if key in _TEXTS else text)  # type: ignore[func-returns-value]
    if places:
        chosen, word = chance.choice(places), chance.choice(WORDS)
        _put(county, path, record, changed(record, lambda key, text: text + word if text is chosen else text))


def reword_everything(county: Edited, chance: random.Random) -> None:
    """Every text of a record gets a word more."""
    path, record = pick(county, chance)
    word = chance.choice(WORDS)
    _put(county, path, record, changed(record, lambda key, text: text + word if key in _TEXTS else text))


def retitle(county: Edited, chance: random.Random) -> None:
    """Titles stand wherever a record is mentioned."""
    pick(county, chance)[1]["title"] = f"{chance.choice(WORDS)}的事{chance.randrange(9)}"


def add_record(county: Edited, chance: random.Random) -> None:
    """Like another one, into its file or one of its own."""
    path, record = pick(county, chance)
    if not path:
        return
    fresh = copy.deepcopy(record)
    fresh["id"] = county.free_id(record["id"].partition("-")[0])
    fresh["title"] = f"新的{chance.choice(WORDS)}"
    if chance.random() < 0.5:
        path = f"{path.rpartition('/')[0]}/{fresh['id']}.yml"
    county.files.setdefault(path, []).insert(0, fresh)


def delete_record(county: Edited, chance: random.Random) -> None:
    county.forget(pick(county, chance)[1]["id"])


def delete_record_but_no_mention(county: Edited, chance: random.Random) -> None:
    """An error where another record mentions it."""
    path, record = pick(county, chance)
    if path:
        county.files[path].remove(record)
        if not county.files[path]:
            del county.files[path]


def rename_record(county: Edited, chance: random.Random) -> None:
    """Another id, and all who mention it follow."""
    id = pick(county, chance)[1]["id"]
    county.replace(id, county.free_id(id.partition("-")[0]), RECORDS)


def duplicate_record(county: Edited, chance: random.Random) -> None:
    """An error."""
    path, record = pick(county, chance)
    if path:
        county.files[path].append(copy.deepcopy(record))


def move_to_another_column(county: Edited, chance: random.Random) -> None:
    path, record = pick(county, chance, chance.choice(("cases", "calls")))
    if not path:
        return
    kind = path.split("/")[1]
    prefix = chance.choice([one for one, column in _COLUMN_OF.items() if column.startswith(kind)])
    id = county.free_id(prefix)
    county.files[path].remove(record)
    if not county.files[path]:
        del county.files[path]
    county.files.setdefault(f"content/{_COLUMN_OF[prefix]}/moved.yml", []).append(record)
    county.replace(record["id"], id, RECORDS)


def change_topic(county: Edited, chance: random.Random) -> None:
    pick(county, chance)[1]["topic"] = chance.choice(county.setting("topics"))["id"]


def change_place(county: Edited, chance: random.Random) -> None:
    pick(county, chance, "cases")[1]["place"] = chance.choice(county.setting("places"))


def change_kind_of_letter(county: Edited, chance: random.Random) -> None:
    _, record = pick(county, chance, "cases")
    record["type"] = chance.choice(("consult", "complaint", "help", "suggest"))
    record["channel"] = chance.choice(("web", "app", "phone", "visit"))
    record["complex"] = chance.choice(("true", "false"))


def change_department(county: Edited, chance: random.Random) -> None:
    path, record = pick(county, chance)
    slugs = {one["id"] for one in county.setting("departments")}
    new = chance.choice(sorted(slugs))
    _put(
        county,
        path,
        record,
        changed(record, lambda key, text: new if key in DEPARTMENTS and text in slugs else text),
    )


def move_in_time(county: Edited, chance: random.Random) -> None:
    """All dates of a record, to another month."""
    path, record = pick(county, chance)
    days = timedelta(days=chance.choice((-400, -31, -7, -1, 1, 7)))

    def shifted(key: str, text: str) -> str:
        if key not in {"at", "opens", "closes", "since", "starts", "ends", "by", "delivered"}:
            return text
        try:
            return f"{date.fromisoformat(text[:10]) + days}{text[10:]}"
        except ValueError:
            return text

    _put(county, path, record, changed(record, shifted))


def relate(county: Edited, chance: random.Random) -> None:
    """To a record that exists and is another."""
    _, record = pick(county, chance)
    other = pick(county, chance)[1]["id"]
    if other != record["id"]:
        record["related"] = sorted({*record.get("related", []), other})


def relate_to_nothing(county: Edited, chance: random.Random) -> None:
    """An error."""
    _, record = pick(county, chance)
    record["related"] = [*record.get("related", []), "XZ-2026-9999"]


def unrelate(county: Edited, chance: random.Random) -> None:
    found = [record for _, record in county.records() if "related" in record]
    if found:
        del chance.choice(found)["related"]


def reorder_records(county: Edited, chance: random.Random) -> None:
    chance.shuffle(county.files[chance.choice(county.record_files("cases"))])


def _put(county: Edited, path: str, old: Record, new: Record) -> None:
    if path:
        items = county.files[path]
        items[items.index(old)] = new


EDITS: tuple[Edit, ...] = (
    reword,
    reword_everything,
    retitle,
    add_record,
    delete_record,
    delete_record_but_no_mention,
    rename_record,
    duplicate_record,
    move_to_another_column,
    change_topic,
    change_place,
    change_kind_of_letter,
    change_department,
    move_in_time,
    relate,
    relate_to_nothing,
    unrelate,
    reorder_records,
)
