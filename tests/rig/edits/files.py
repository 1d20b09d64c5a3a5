"""Edits of files: their names, what is in which, prose, attachments, and files that nothing can be read from."""

from __future__ import annotations

import random

from tests.rig.edited import Edit, Edited
from tests.rig.edits.records import WORDS, pick

_PROSE = ("about", "help", "accessibility", "rules")


def rename_file(county: Edited, chance: random.Random) -> None:
    path = chance.choice(county.record_files())
    county.files[_free(county, path)] = county.files.pop(path)


def move_record_to_another_file(county: Edited, chance: random.Random) -> None:
    path, record = pick(county, chance)
    if not path:
        return
    folder = path.rpartition("/")[0]
    others = [one for one in county.record_files() if one.startswith(folder) and one != path]
    target = chance.choice(others) if others else _free(county, path)
    county.files[path].remove(record)
    if not county.files[path]:
        del county.files[path]
    county.files.setdefault(target, []).append(record)


def split_file(county: Edited, chance: random.Random) -> None:
    """Each record into a file of its own, in a folder deeper."""
    path = chance.choice(county.record_files())
    for record in county.files.pop(path):
        county.files[f"{path.removesuffix('.yml')}/{record['id']}.yml"] = [record]


def join_files(county: Edited, chance: random.Random) -> None:
    """All of a folder into one."""
    folder = chance.choice(county.record_files()).rpartition("/")[0]
    paths = [path for path in county.record_files() if path.rpartition("/")[0] == folder]
    county.files[f"{folder}/all.yml"] = [record for path in paths for record in county.files.pop(path)]


def change_attachment(county: Edited, chance: random.Random) -> None:
    path = chance.choice(_attachments(county))
    county.files[path] += chance.choice(WORDS).encode()


def add_attachment(county: Edited, chance: random.Random) -> None:
    """And mention it."""
    name = f"more/{chance.randrange(9)}.txt"
    county.files[f"content/attachments/{name}"] = chance.choice(WORDS).encode()
    _, record = pick(county, chance)
    record["attachments"] = [{"file": name, "title": chance.choice(WORDS)}]


def mention_no_attachment(county: Edited, chance: random.Random) -> None:
    """What nobody mentions is not published."""
    for _, record in county.records("cases"):
        for part in (record, *record["events"]):
            part.pop("attachments", None)


def remove_attachment(county: Edited, chance: random.Random) -> None:
    """Another is mentioned in its place."""
    gone, *others = sorted(_attachments(county), key=lambda _: chance.random())
    if others:
        del county.files[gone]
        old, new = (path.removeprefix("content/attachments/") for path in (gone, others[0]))
        county.replace(old, new, frozenset({"file"}))


def remove_attachment_but_no_mention(county: Edited, chance: random.Random) -> None:
    """An error where it is mentioned."""
    paths = _attachments(county)
    if len(paths) > 1:
        del county.files[chance.choice(paths)]


def write_prose(county: Edited, chance: random.Random) -> None:
    """A page in prose is new, or another."""
    word, name = chance.choice(WORDS), chance.choice(_PROSE)
    county.files[f"content/pages/{name}.md"] = f"# {word}\n\n{word}**{chance.choice(WORDS)}**。\n"


def link_in_prose(county: Edited, chance: random.Random) -> None:
    """An attachment that only prose mentions."""
    name = chance.choice(_attachments(county)).removeprefix("content/attachments/")
    county.files["content/pages/help.md"] = f"# 下载\n\n[文件](../attachments/{name})\n"


def remove_prose(county: Edited, chance: random.Random) -> None:
    for name in chance.sample(_PROSE, 2):
        county.files.pop(f"content/pages/{name}.md", None)


def break_yaml(county: Edited, chance: random.Random) -> None:
    """An error, and all records of the file are missing."""
    county.files[chance.choice(county.record_files())] = b"- id: [\n"


def break_encoding(county: Edited, chance: random.Random) -> None:
    """An error."""
    county.files[chance.choice(county.record_files())] = b"- id: \xff\n"


def add_a_stranger(county: Edited, chance: random.Random) -> None:
    """A file that is no content."""
    county.files[f"content/cases/notes{chance.randrange(3)}.txt"] = chance.choice(WORDS).encode()


def _attachments(county: Edited) -> list[str]:
    return sorted(path for path in county.files if path.startswith("content/attachments/"))


def _free(county: Edited, path: str) -> str:
    """A name in the same folder that no file has."""
    folder = path.rpartition("/")[0]
    names = (f"{folder}/{letter}{number}.yml" for number in range(99) for letter in "a文")
    return next(name for name in names if name not in county.files)


EDITS: tuple[Edit, ...] = (
    rename_file,
    move_record_to_another_file,
    split_file,
    join_files,
    change_attachment,
    add_attachment,
    mention_no_attachment,
    remove_attachment,
    remove_attachment_but_no_mention,
    write_prose,
    link_in_prose,
    remove_prose,
    break_yaml,
    break_encoding,
    add_a_stranger,
)
