"""Fixtures that many tests share; each says why it skips what this machine cannot do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.rig.browse import Reader, launched
from tests.rig.building import DEMO, ROOT, build_site
from tests.rig.county import plant, plant_empty
from tests.rig.server import served
from tests.rig.stopped import builder
from tests.rig.tools import NU_CHECKER, chromium
from tests.rig.twice import Twice

# No test is timed: a machine that is busy with something else breaks no law.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration county, built once."""
    return build_site(DEMO, tmp_path_factory.mktemp("demo") / "site")


@pytest.fixture(scope="session")
def seed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county that has every kind with every field, built once, with lists long enough to be cut."""
    folder = tmp_path_factory.mktemp("seed")
    return build_site(plant(folder, copies=6), folder / "site")


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county with settings and not a single record, built once."""
    folder = tmp_path_factory.mktemp("empty")
    return build_site(plant_empty(folder), folder / "site")


@pytest.fixture(scope="session")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twice]:
    """Builds many states of one county, each over the last and from nothing."""
    folder = tmp_path_factory.mktemp("twice")
    with builder(folder / "killed") as started:
        yield Twice(folder, started)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    executable = chromium()
    if executable is None:
        pytest.skip("no Chromium here: install chromium, or name one in the variable CHROMIUM")
    with launched(executable) as running:
        yield running


@pytest.fixture
def reader(browser: Browser) -> Iterator[Callable[..., Reader]]:
    """Opens a `Reader` on a root; all are closed at the end of the test."""
    with ExitStack() as stack:

        def open_reader(root: str, *, scripts: bool = True, lenient: bool = False) -> Reader:
            opened = Reader(browser, root, scripts=scripts, lenient=lenient)
            stack.callback(opened.close)
            return opened

        yield open_reader


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Serves folders on loopback until the end of the test; returns their addresses."""
    with ExitStack() as stack:
        yield lambda site, below="/": stack.enter_context(served(site, below))


@pytest.fixture(scope="session")
def nu_checker() -> Path:
    if not NU_CHECKER.is_file():
        pytest.skip("the Nu checker is not installed: `make test` gets it through npm")
    return NU_CHECKER


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real inputs that the variable WENZHENG_REAL_DATA names."""
    folder = Path(os.environ.get("WENZHENG_REAL_DATA") or ROOT.parent / "shared/data").resolve()
    if not folder.is_dir():
        pytest.skip("no real inputs here: name their folder in the variable WENZHENG_REAL_DATA")
    return folder
