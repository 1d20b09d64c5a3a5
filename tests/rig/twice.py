"""Builds a county over what is there and from nothing, so that a test can say whether that made a difference."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.build import Built, build
from generator.problem import Problem
from generator.swap import beside
from tests.rig.building import tree
from tests.rig.edited import Edited, write
from tests.rig.rich import rich
from tests.rig.stopped import KILLED, SMALL, Builder, Ended, Order, with_parts


@dataclass(frozen=True)
class Clean:
    """What a build from nothing makes of a county."""

    problems: Sequence[Problem]
    records: int
    site: Mapping[str, str] | None
    """digests by address; None where errors keep it from being published"""


class Twice:
    """One county folder for many states, and sites beside it; what was built from nothing is remembered."""

    def __init__(self, folder: Path, builder: Builder) -> None:
        self.folder, self.county, self.builder = folder, folder / "county", builder
        self._clean: dict[str, Clean] = {}
        self.started = 0

    def begun(self) -> Script:
        """A script of edits on the rich county, with a site of its own; that of the last one goes."""
        for old in self.folder.glob(f"site{self.started}*"):
            shutil.rmtree(old)
        self.started += 1
        return Script(self, self.folder / f"site{self.started}" / "site")

    def clean(self, county: Edited) -> Clean:
        """A build from nothing, with one worker, in a process that knows of no other state."""
        key = county.fingerprint()
        if key not in self._clean:
            out = self.folder / "clean/site"
            self.write(county)
            (ended,) = self.builder.build(Order(self.county, out, county.today))
            assert ended.status in {0, 1}
            self._clean[key] = Clean(ended.problems, ended.records, None if ended.status else tree(out))
            shutil.rmtree(out.parent, ignore_errors=True)
        return self._clean[key]

    def build(self, county: Edited, out: Path, workers: int = 1) -> Built:
        """Build for the county's day, which is not handed over where site.yml says the same."""
        self.write(county)
        content, config = self.county / "content", self.county / "site_config"
        today = None if county.setting("site").get("today") == str(county.today) else county.today
        with pytest.MonkeyPatch.context() as patch:
            for module in with_parts():
                patch.setattr(module, "_PART", SMALL)
            return build(content, config, out, today=today, workers=workers)

    def write(self, county: Edited) -> None:
        write(self.county, county.written())


class Script:
    """A county, edited again and again, and the site that every build has to bring up to date."""

    def __init__(self, twice: Twice, out: Path) -> None:
        self.twice, self.out = twice, out
        self.county = rich()
        self.published: list[Edited] = []
        """every state that a build published, the last one last"""

    @property
    def standing(self) -> Mapping[str, str]:
        """What the site has to be while nothing new is published."""
        return (self.twice.clean(self.published[-1]).site or {}) if self.published else {}

    def build(self, workers: int = 1) -> bool:
        """Build over what is there, and compare with a build from nothing; whether there is a site to publish."""
        clean = self.twice.clean(self.county)
        built = self.twice.build(self.county, self.out, workers)
        assert list(built.problems) == list(clean.problems)
        assert built.records == clean.records
        assert (built.published is None) == (clean.site is None)
        assert differing(self.found(), self.standing if clean.site is None else clean.site) == {}
        if clean.site is not None:
            self.published.append(self.county.copy())
        return clean.site is not None

    def stop(self, steps: int, workers: int = 1) -> Ended:
        """Build over what is there, and be killed before so many steps; a whole site is left, the old or the new."""
        self.twice.write(self.county)
        order = Order(self.twice.county, self.out, self.county.today, workers, steps)
        (ended,) = self.twice.builder.build(order)
        assert ended.status in {0, 1, KILLED}
        if self.found() != self.standing:
            self.published.append(self.county.copy())
            assert differing(self.found(), self.standing) == {}
        return ended

    def touch(self) -> None:
        """New stamps on the same bytes, and in another order."""
        for number, path in enumerate(sorted(self.twice.county.rglob("*"))):
            if path.is_file():
                path.write_bytes(path.read_bytes())
                os.utime(path, (number, number))

    def found(self) -> Mapping[str, str]:
        """The site as it is now."""
        return tree(self.out)

    def beside(self) -> list[Path]:
        """Every file that builds left beside the site, in order."""
        tops = sorted(self.out.parent.glob(beside(self.out, "*").name))
        return [
            path
            for top in tops
            for path in (sorted(top.rglob("*")) if top.is_dir() else [top])
            if path.is_file()
        ]


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """What two sites do not agree on."""
    return {
        address: (one.get(address, "missing"), other.get(address, "missing"))
        for address in sorted({*one, *other})
        if one.get(address) != other.get(address)
    }
