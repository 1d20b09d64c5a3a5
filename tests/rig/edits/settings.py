"""Edits of what a county sets up once: site, columns, departments, topics, places, policies, thresholds, shell, day."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from tests.rig.edited import DEPARTMENTS, Edit, Edited
from tests.rig.edits.records import WORDS
from tests.rig.rich import own_mkdocs

_TOPICS = frozenset({"topic", "id"})
_RULE = {"title": "办法", "answers": "县政府办", "publishes": "来信与答复"}


def set_page_size(county: Edited, chance: random.Random) -> None:
    county.setting("site")["page_size"] = chance.choice(("5", "6", "9", "30"))


def set_title(county: Edited, chance: random.Random) -> None:
    county.setting("site")[chance.choice(("title", "county", "description", "contact"))] = chance.choice(
        WORDS
    )


def set_fresh_days(county: Edited, chance: random.Random) -> None:
    county.setting("site")["fresh_days"] = chance.choice(("0", "1", "30"))


def set_url(county: Edited, chance: random.Random) -> None:
    county.setting("site")["url"] = f"https://other.example/{chance.randrange(9)}"


def set_demonstration(county: Edited, chance: random.Random) -> None:
    site = county.setting("site")
    site["demonstration"] = "false" if site.get("demonstration") == "true" else "true"


def set_language(county: Edited, chance: random.Random) -> None:
    county.setting("site")["language"] = chance.choice(("zh", "en"))


def add_column(county: Edited, chance: random.Random) -> None:
    """With a record, or still empty."""
    columns = county.setting("columns")
    if any(column["id"] == "service" for column in columns):
        return
    column = {"id": "service", "title": "办事咨询", "kind": "case", "prefix": "BS", "purpose": "怎么办证"}
    columns.insert(chance.randrange(len(columns) + 1), {**column, "rule": dict(_RULE)})
    if chance.random() < 0.7:
        county.files["content/cases/service/a.yml"] = [
            {
                "id": county.free_id("BS"),
                "type": "consult",
                "title": f"{chance.choice(WORDS)}怎么办",
                "topic": county.setting("topics")[0]["id"],
                "letter": "怎么办？",
                "events": [{"event": "received", "at": "2026-06-01"}],
            }
        ]


def remove_column(county: Edited, chance: random.Random) -> None:
    """With its records, registers and all mentions of them."""
    columns = county.setting("columns")
    column = chance.choice(columns)
    columns.remove(column)
    for path, record in county.records():
        if record["id"].startswith(f"{column['prefix']}-"):
            assert path
            county.forget(record["id"])
    for path in [path for path in county.files if path.startswith("content/registers/")]:
        county.files[path] = [one for one in county.files[path] if one["column"] != column["id"]]
        if not county.files[path]:
            del county.files[path]


def rename_column(county: Edited, chance: random.Random) -> None:
    """Its title."""
    chance.choice(county.setting("columns"))["title"] = f"{chance.choice(WORDS)}栏"


def move_column(county: Edited, chance: random.Random) -> None:
    """Its id, which is in every address; the folder moves along."""
    column = chance.choice(county.setting("columns"))
    old, new = column["id"], f"{column['id']}-{chance.randrange(9)}"
    column["id"] = new
    county.replace(old, new, frozenset({"column"}))
    for path in list(county.files):
        if f"/{old}/" in path:
            county.files[path.replace(f"/{old}/", f"/{new}/")] = county.files.pop(path)


def reorder_columns(county: Edited, chance: random.Random) -> None:
    chance.shuffle(county.setting("columns"))


def set_limits(county: Edited, chance: random.Random) -> None:
    rule = chance.choice([one for one in county.setting("columns") if one["kind"] == "case"])["rule"]
    rule["limits"] = [{"step": "reply", "days": str(chance.randrange(1, 20)), "unit": "days"}]
    rule["text"] = f"**{chance.choice(WORDS)}**。"


def rename_department(county: Edited, chance: random.Random) -> None:
    department = chance.choice(county.setting("departments"))
    department["name"] = f"{chance.choice(WORDS)}局"
    department.pop("short", None)


def add_department(county: Edited, chance: random.Random) -> None:
    slug = f"new{chance.randrange(9)}"
    if not any(one["id"] == slug for one in county.setting("departments")):
        county.setting("departments").insert(0, {"id": slug, "name": chance.choice(WORDS)})


def set_successor(county: Edited, chance: random.Random) -> None:
    departments = county.setting("departments")
    departments[0].pop("successor", None)
    departments[-1]["successor"] = departments[0]["id"]


def move_department(county: Edited, chance: random.Random) -> None:
    """Another id, which is in its page's address."""
    old = chance.choice(county.setting("departments"))["id"]
    new = f"moved{chance.randrange(99)}"
    county.replace(old, new, DEPARTMENTS | {"id"})


def merge_departments(county: Edited, chance: random.Random) -> None:
    """One goes, another has its records."""
    departments = county.setting("departments")
    if len(departments) > 2:
        gone = departments.pop(chance.randrange(len(departments)))["id"]
        county.replace(gone, departments[0]["id"], DEPARTMENTS)


def rename_topic(county: Edited, chance: random.Random) -> None:
    topic = chance.choice(county.setting("topics"))
    topic["title"] = chance.choice(WORDS)
    topic["aliases"] = [chance.choice(WORDS)]


def add_topic(county: Edited, chance: random.Random) -> None:
    """Below another."""
    topics = county.setting("topics")
    path = f"{chance.choice(topics)['id']}/new{chance.randrange(9)}"
    if path.count("/") < 4 and not any(topic["id"] == path for topic in topics):
        topics.append({"id": path, "title": chance.choice(WORDS)})


def move_topic(county: Edited, chance: random.Random) -> None:
    """A topic and all below it."""
    old, new = chance.choice(county.setting("topics"))["id"], f"moved{chance.randrange(99)}"
    for topic in list(county.setting("topics")):
        path = topic["id"]
        if path == old or path.startswith(f"{old}/"):
            county.replace(path, new + path[len(old) :], _TOPICS)


def rename_place(county: Edited, chance: random.Random) -> None:
    old = chance.choice(county.setting("places"))
    new = f"{chance.choice(WORDS)}镇"
    if new not in county.setting("places"):
        county.files["site_config/places.yml"] = [
            new if one == old else one for one in county.setting("places")
        ]
        county.replace(old, new, frozenset({"place"}))


def reorder_places(county: Edited, chance: random.Random) -> None:
    chance.shuffle(county.setting("places"))


def change_policy(county: Edited, chance: random.Random) -> None:
    policy = chance.choice(county.setting("policies"))
    policy["title"] = f"{chance.choice(WORDS)}法"
    if policy.pop("repealed", None) is None:
        policy["repealed"] = "2026-03-01"


def change_synonyms(county: Edited, chance: random.Random) -> None:
    groups = county.setting("synonyms")
    groups.pop() if groups and chance.random() < 0.5 else groups.append(chance.sample(WORDS, 2))


def change_gate(county: Edited, chance: random.Random) -> None:
    county.files["site_config/gate.yml"] = {
        "answer_length": chance.choice(("10", "60")),
        "same_for": chance.choice(("2", "5")),
        "strict_from": chance.choice(("2026-01-01", "2027-01-01")),
    }


def change_calendar(county: Edited, chance: random.Random) -> None:
    day = f"2026-06-{chance.randrange(2, 6):02}"
    county.files["site_config/calendar.yml"] = {"days_off": [{"first": day, "name": chance.choice(WORDS)}]}


def remove_calendar(county: Edited, chance: random.Random) -> None:
    county.files.pop("site_config/calendar.yml", None)


def change_waivers(county: Edited, chance: random.Random) -> None:
    """One more, which may be of no use; or none, which may be an error."""
    waivers = county.setting("waivers")
    if chance.random() < 0.2:
        waivers.clear()
        return
    waivers.append(
        {
            "code": chance.choice(("reply-repeated", "rule-review", "reply-empty")),
            "where": chance.choice(county.ids()),
            "reason": chance.choice(WORDS),
            "who": "县政府办",
            "until": "2026-12-31",
        }
    )


def change_register(county: Edited, chance: random.Random) -> None:
    found: list[dict[str, Any]] = [
        item
        for path, items in county.files.items()
        if path.startswith("content/registers/")
        for item in items
    ]
    for item in found[:1] if chance.random() < 0.5 else found:
        item["received"] = str(int(item["received"]) + chance.randrange(1, 5))


def change_shell(county: Edited, chance: random.Random) -> None:
    """mkdocs.yml decides how prose is rendered."""
    text = county.files.get("mkdocs.yml") or own_mkdocs()
    county.files["mkdocs.yml"] = (
        text.replace("permalink: false", "permalink: true") + f"# {chance.randrange(9)}\n"
    )


def use_the_projects_shell(county: Edited, chance: random.Random) -> None:
    county.files.pop("mkdocs.yml", None)


def another_day(county: Edited, chance: random.Random) -> None:
    county.today += timedelta(days=chance.choice((1, 1, 7, 40, 200)))


def fix_the_day(county: Edited, chance: random.Random) -> None:
    """In site.yml, as a demonstration does."""
    county.setting("site")["today"] = str(county.today)


EDITS: tuple[Edit, ...] = (
    set_page_size,
    set_title,
    set_fresh_days,
    set_url,
    set_demonstration,
    set_language,
    add_column,
    remove_column,
    rename_column,
    move_column,
    reorder_columns,
    set_limits,
    rename_department,
    add_department,
    set_successor,
    move_department,
    merge_departments,
    rename_topic,
    add_topic,
    move_topic,
    rename_place,
    reorder_places,
    change_policy,
    change_synonyms,
    change_gate,
    change_calendar,
    remove_calendar,
    change_waivers,
    change_register,
    change_shell,
    use_the_projects_shell,
    another_day,
    fix_the_day,
)
