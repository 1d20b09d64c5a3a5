"""The law of builds holds whatever happened to the last one, to what it left beside the site, and to the program.

`WENZHENG_SCRIPTS=200` kills and damages so much more.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path

from generator.swap import beside as beside_site
from tests.rig.building import ROOT, tree
from tests.rig.edited import Edited, write
from tests.rig.edits import BREAKING, EDITS
from tests.rig.rich import TODAY, rich
from tests.rig.stopped import KILLED, Order
from tests.rig.twice import Script, Twice, differing

SCRIPTS = int(os.environ.get("WENZHENG_SCRIPTS", "4"))
THOROUGH = SCRIPTS > 20


def edit(county: Edited, chance: random.Random) -> None:
    """Something that leaves no error by itself."""
    EDITS[chance.choice(sorted(set(EDITS) - BREAKING))](county, chance)


def states(twice: Twice, count: int) -> list[Edited]:
    """Counties that can be published, each edited from the one before."""
    chance, found = random.Random(7), [rich()]
    while len(found) < count:
        county = found[-1].copy()
        edit(county, chance)
        if twice.clean(county).site not in (None, twice.clean(found[-1]).site):
            found.append(county)
    return found


def test_a_build_that_was_killed_anywhere_is_made_up_for(twice: Twice) -> None:
    """By the same edit, by one more, or by taking it back; also when the next is killed too."""
    chance, script, few = random.Random(3), twice.begun(), states(twice, 4)
    script.county = few[0]
    script.build()
    (whole,) = twice.builder.build(Order(twice.county, script.out.with_name("whole"), TODAY))
    killed = 0
    for _ in range(SCRIPTS + 2):
        for _ in range(chance.randrange(1, 3)):
            script.county = chance.choice(few)
            killed += script.stop(chance.randrange(whole.steps), chance.randrange(1, 3)).status == KILLED
        script.county = chance.choice(few)
        script.build()
    assert killed > 1


def cut(content: bytes, _: random.Random) -> bytes:
    return content[: len(content) // 2]


def emptied(content: bytes, _: random.Random) -> bytes:
    return b""


def flipped(content: bytes, chance: random.Random) -> bytes:
    """One bit is another."""
    if not content:
        return b"\1"
    place = chance.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]


def of_another_version(content: bytes, _: random.Random) -> bytes:
    """The first number is one more."""
    place = next((n for n, byte in enumerate(content) if byte in b"0123456789"), 0)
    return content[:place] + b"9" + content[place:]


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (cut, emptied, flipped, of_another_version)
DAMAGES = (*(change.__name__ for change in CHANGES), "removed", "a folder", "older", "grown")


class Beside:
    """What builds leave beside a site, as it was after some earlier builds and is now."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.before: list[Mapping[Path, bytes]] = []

    def remember(self) -> None:
        self.before.append({path: path.read_bytes() for path in self.script.beside()})

    def groups(self) -> Mapping[str, list[Path]]:
        """Files by the top name beside the site."""
        found: dict[str, list[Path]] = {}
        for path in self.script.beside():
            top = path.relative_to(self.script.out.parent).parts[0]
            found.setdefault(top, []).append(path)
        return found

    def damage(self, path: Path, how: str, chance: random.Random) -> None:
        """Harm one file, where it lies or by a new one in its place."""
        content, earlier = path.read_bytes(), chance.choice(self.before).get(path)
        if chance.random() < 0.5 or how in {"removed", "a folder"}:
            path.unlink()
        if how == "a folder":
            path.mkdir()
        elif how == "older" and earlier is not None:
            path.write_bytes(earlier)
        elif how == "grown":
            path.write_bytes(content * 2)
        elif how != "removed":
            change = next((one for one in CHANGES if one.__name__ == how), cut)
            path.write_bytes(change(content, chance))


def test_nothing_that_is_wrong_with_a_file_beside_the_site_makes_a_wrong_site(twice: Twice) -> None:
    """Each kind of file in each way, in a chance order, and each way over all of them at once; the spare is one kind."""
    chance, script, few = random.Random(11), twice.begun(), states(twice, 4)
    beside = Beside(script)
    for script.county in few:
        script.build()
        beside.remember()
    spare = beside_site(script.out, "spare").name
    alone = [*product(sorted(beside.groups().keys() - {spare}), DAMAGES)]
    others = [*product([spare, "all"], DAMAGES)]
    chance.shuffle(alone)
    chance.shuffle(others)
    for name, how in [*alone, *others] * (SCRIPTS // 20) if THOROUGH else [*alone[:16], *others[:2]]:
        groups = beside.groups()
        one = groups.get(name) or next(iter(groups.values()))
        for path in script.beside() if name == "all" else chance.sample(one, min(3, len(one))):
            beside.damage(path, how, chance)
        script.county = chance.choice(few)
        script.build(workers=chance.randrange(1, 3))


def test_what_another_site_left_makes_no_wrong_site(twice: Twice) -> None:
    """All that lies beside a site is that of an earlier one, or of none."""
    script, few = twice.begun(), states(twice, 3)
    beside = Beside(script)
    for script.county in few:
        script.build()
        beside.remember()
    for earlier in (*beside.before[:2], {}):
        for path in script.beside():
            path.unlink()
        for path, content in earlier.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        script.county = few[1]
        script.build()


def test_a_site_that_was_copied_elsewhere_with_all_beside_it_is_built_upon(twice: Twice) -> None:
    script, few = twice.begun(), states(twice, 3)
    for number, script.county in enumerate(few):
        script.build()
        elsewhere = script.out.parent.with_name(f"{script.out.parent.name}-{number}")
        shutil.copytree(script.out.parent, elsewhere)
        shutil.rmtree(script.out.parent)
        script.out = elsewhere / script.out.name
        script.touch()
    script.build()


def test_of_two_builds_at_once_each_is_whole_or_says_that_it_waited_in_vain(twice: Twice) -> None:
    script, few = twice.begun(), states(twice, 4)
    other = twice.folder / "other"
    for number in range(SCRIPTS // 2):
        pair = few[number % 4], few[(number + 1 + number // 4) % 4]
        twice.write(pair[0])
        write(other, pair[1].written())
        ended = twice.builder.build(
            Order(twice.county, script.out, pair[0].today, 1 + number % 2),
            Order(other, script.out, pair[1].today),
        )
        assert all(one.status == 0 or "Another build" in one.said for one in ended)
        assert any(one.status == 0 for one in ended)
        assert script.found() in [twice.clean(county).site for county in pair]
        script.county = pair[1]
        script.build()


PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from generator.build import build
day, county, *sites = sys.argv[1:]
for site in sites:
    built = build(Path(county, "content"), Path(county, "site_config"), Path(site), today=date.fromisoformat(day))
    assert built.published
"""
CHANGED = {
    "templates/pages/case.html": ("", "<p>另一个模板</p>\n"),
    "stats/measures.py": ("件", "份"),
    "assets/search.js": ("", "\n// another\n"),
    "templates/prose/accessibility.md": ("", "\n另一段。\n"),
    "templates/shell/main.html": ('class="md-content"', 'class="md-content another"'),
}
"""A file of the program, words in it, and what stands there instead; after all the rest where there are no words."""


def test_a_changed_program_makes_the_site_that_it_makes_from_nothing(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "generator", tmp_path / "program/generator", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "program")
    county = rich()
    del county.files["mkdocs.yml"]
    write(tmp_path / "county", county.written())
    run(tmp_path, "site")
    for name, (old, new) in list(CHANGED.items())[: len(CHANGED) if THOROUGH else 2]:
        before, path = tree(tmp_path / "site"), tmp_path / "program/generator" / name
        text = path.read_text("utf-8")
        path.write_text(text.replace(old, new) if old else text + new, "utf-8")
        assert path.read_text("utf-8") != text
        run(tmp_path, "site", "clean")
        assert tree(tmp_path / "site") != before
        assert differing(tree(tmp_path / "site"), tree(tmp_path / "clean")) == {}
        shutil.rmtree(tmp_path / "clean")


def run(folder: Path, *sites: str) -> None:
    """Build some sites, one after the other, with the program that is in the folder."""
    path = os.pathsep.join([str(folder / "program"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", PROGRAM, str(TODAY), str(folder / "county")]
    done = subprocess.run(
        [*command, *(str(folder / site) for site in sites)],
        cwd=folder / "program",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
