"""The law of builds: after any edits, a site is byte for byte what a build from nothing makes of the same content.

Every build is made over what the ones before left there, with one worker or two, some killed at work, and compared with a
clean build: the files, the problems, and that errors leave the old site. `WENZHENG_SCRIPTS=200` tries so many scripts and
every edit by itself.
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rig.edits import BREAKING, EDITS
from tests.rig.twice import Script, Twice

SCRIPTS = int(os.environ.get("WENZHENG_SCRIPTS", "4"))
THOROUGH = SCRIPTS > 20
AT_ONCE = 1 if THOROUGH else 10
"""Edits between two builds where every edit has its turn."""
STEPS_OF_A_BUILD = 3000
"""More than a build takes in the file system, and less than twice as many."""

Named = tuple[str, int]
"""An edit, and where its chance begins."""
EDIT = st.tuples(st.sampled_from([*sorted(EDITS), "go_back", "touch"]), st.integers(0, 99))
WAY = st.one_of(st.sampled_from(["one worker", "two workers"]), st.integers(1, STEPS_OF_A_BUILD))
"""How a build is made; a number is the step at which it is killed."""
STEP = st.tuples(st.lists(EDIT, min_size=1, max_size=3), WAY)


@given(st.lists(STEP, min_size=3, max_size=6))
@settings(
    max_examples=SCRIPTS,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_any_script_of_edits_ends_in_the_site_of_a_clean_build(
    twice: Twice, steps: list[tuple[list[Named], str | int]]
) -> None:
    script = twice.begun()
    script.build()
    for edits, way in steps:
        for edit in edits:
            do(script, *edit)
        if isinstance(way, int):
            script.stop(way, workers=1 + way % 2)
        elif not script.build(workers=1 + (way == "two workers")):
            script.county = script.published[-1].copy()
    script.build()


def test_every_edit_ends_in_the_site_of_a_clean_build(twice: Twice) -> None:
    script = twice.begun()
    script.build()
    names = [name for name in EDITS if THOROUGH or name not in BREAKING]
    for start in range(0, len(names), AT_ONCE):
        together(script, names[start : start + AT_ONCE])


def together(script: Script, names: Sequence[str]) -> None:
    """Some edits and a build; where they leave an error, these are halved and then mended."""
    for name in names:
        do(script, name, 1)
    if script.build(workers=1 + len(names) % 2):
        return
    script.county = script.published[-1].copy()
    if len(names) > 1:
        half = len(names) // 2
        together(script, names[:half])
        together(script, names[half:])


def do(script: Script, name: str, number: int) -> None:
    """An edit of the county; or back to a state that was published, or the same bytes written anew."""
    if name == "touch":
        script.touch()
    elif name == "go_back":
        script.county = script.published[-1 - number % len(script.published)].copy()
    else:
        EDITS[name](script.county, random.Random(number))
