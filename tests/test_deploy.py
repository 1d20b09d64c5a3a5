import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from generator.deploy import KEPT, Undeployed, deploy, differences, switching, upload
from generator.publish import MANIFEST, publish

ROOT = Path(__file__).parents[1]
HOST = "clerk@county.example"
# In the place of ssh: the "host" is this machine, so nothing leaves it.
SSH = """#!/bin/sh
while [ "${1##*@}" != county.example ]; do shift; done
shift
exec sh -c "$*"
"""
needs_gnu = pytest.mark.skipif(sys.platform != "linux", reason="needs the tools of a Linux host")
needs_rsync = pytest.mark.skipif(not shutil.which("rsync"), reason="needs rsync")


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], Path]:
    """Publishes one version of a small site; most of it is the same in all."""

    def version(title: str) -> Path:
        files = {"index.html": title.encode(), "数据/same.csv": b"1,2", "a/b/same.html": b"<p>"}
        publish(files.items(), tmp_path / "site")
        return tmp_path / "site"

    return version


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "www"


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A host that ssh reaches."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/ssh").write_text(SSH)
    (tmp_path / "bin/ssh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    return HOST


def release(site: Path) -> str:
    return sha256((site / MANIFEST).read_bytes()).hexdigest()


def releases(target: Path) -> set[str]:
    return set(os.listdir(target / "releases"))


def shown(target: Path) -> str:
    return (target / "current/index.html").read_text()


def test_a_folder_shows_a_verified_copy_of_the_site(site: Callable[[str], Path], target: Path) -> None:
    built = site("first")
    deployed = deploy(built, str(target))
    assert deployed.release == release(built)
    assert os.readlink(target / "current") == f"releases/{release(built)}"
    assert not list(differences(target / "current/"))
    assert sorted(os.listdir(target)) == ["current", "releases"]
    shutil.rmtree(built)
    assert shown(target) == "first"


def test_the_last_releases_stay_and_an_old_site_can_come_back(
    site: Callable[[str], Path], target: Path
) -> None:
    titles = ["1", "2", "3", "4", "3", "5", "6"]
    names = {}
    for title in titles:
        names[title] = release(site(title))
        deploy(site(title), str(target))
        assert shown(target) == title
    assert releases(target) == {names["5"], names["6"], names["3"]}
    assert len(releases(target)) == KEPT


def test_the_release_that_is_shown_stays_even_when_the_clock_went_back(
    site: Callable[[str], Path], target: Path
) -> None:
    for title in "1234":
        deploy(site(title), str(target))
        for path in (target / "releases").iterdir():
            os.utime(path, (1 << 33, 1 << 33))
    deploy(site("5"), str(target))
    assert shown(target) == "5"


def test_a_damaged_release_is_made_whole(site: Callable[[str], Path], target: Path) -> None:
    deploy(site("first"), str(target))
    (target / "current/index.html").write_bytes(b"damaged")
    (target / "current/a/b/same.html").unlink()
    deploy(site("first"), str(target))
    assert not list(differences(target / "current/"))


def test_a_reader_never_meets_a_moment_without_the_site(site: Callable[[str], Path], target: Path) -> None:
    deploy(site("0"), str(target))
    ended, seen = threading.Event(), list[str]()

    def read() -> None:
        while not ended.is_set():
            seen.append(shown(target))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        # No more than are kept: a reader on a release that goes would be half-way through a path.
        for title in "12":
            deploy(site(title), str(target))
    finally:
        ended.set()
        reader.join()
    assert set(seen) <= {"0", "1", "2"}
    assert seen == sorted(seen)


def damage_altered(site: Path) -> str:
    (site / "index.html").write_bytes(b"FIRST")
    return "index.html"


def damage_missing(site: Path) -> str:
    (site / "a/b/same.html").unlink()
    return "same.html"


def damage_unlisted(site: Path) -> str:
    (site / "letters.xlsx").write_bytes(b"names")
    return "letters.xlsx"


def damage_link(site: Path) -> str:
    (site / "secret").symlink_to(site.parent)
    return "secret"


def damage_file_link(site: Path) -> str:
    (site / "index.html").rename(site.parent / "elsewhere")
    (site / "index.html").symlink_to(site.parent / "elsewhere")
    return "index.html"


def damage_climbing(site: Path) -> str:
    with (site / MANIFEST).open("a") as manifest:
        manifest.write(f"{sha256(b'x').hexdigest()}  ../x\n")
    (site.parent / "x").write_bytes(b"x")
    return "../x"


def damage_manifest(site: Path) -> str:
    (site / MANIFEST).unlink()
    return MANIFEST


@pytest.mark.parametrize(
    "damage",
    [
        damage_altered,
        damage_missing,
        damage_unlisted,
        damage_link,
        damage_file_link,
        damage_climbing,
        damage_manifest,
    ],
)
@pytest.mark.parametrize("where", ["folder", "host"])
def test_a_site_that_is_not_as_published_is_refused(
    damage: Callable[[Path], str], where: str, site: Callable[[str], Path], target: Path
) -> None:
    deploy(site("first"), str(target))
    named = damage(site("second"))
    with pytest.raises(Undeployed) as refused:
        deploy(
            site_folder := target.parent / "site", str(target) if where == "folder" else f"{HOST}:{target}"
        )
    assert site_folder.is_dir()
    assert named in refused.value.text.zh
    assert named in refused.value.text.en
    assert shown(target) == "first"


def test_a_current_that_is_no_link_is_refused(site: Callable[[str], Path], target: Path) -> None:
    (target / "current").mkdir(parents=True)
    with pytest.raises(Undeployed):
        deploy(site("first"), str(target))
    assert os.listdir(target) == ["current"]


@pytest.mark.parametrize(
    "target",
    [
        "host:", "host:relative", "host:/", "host:/a b", "host:/a;b", "host:/$(a)", "host:/a/../../", "-oProxyCommand=x:/a",
        "a@-b:/c", "a b:/c", "host:/-a", "host:/a\n", "host::module/a", "rsync://host/a", "host:/a'b",
    ],
)  # fmt: skip
def test_a_target_that_could_mean_more_than_a_place_is_refused(
    target: str, site: Callable[[str], Path]
) -> None:
    with pytest.raises(Undeployed, match="neither a folder nor"):
        deploy(site("first"), target)


def test_without_rsync_the_reader_is_told_how_to_get_it(
    site: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Undeployed) as refused:
        deploy(site("first"), f"{HOST}:/srv/www/site")
    assert "apt install rsync" in refused.value.text.zh
    assert "apt install rsync" in refused.value.text.en


def test_an_upload_compares_contents_and_links_to_the_release_before() -> None:
    command = upload(Path("/a/site"), "b" * 64, f"{HOST}:/srv/site", "c" * 64)
    assert command == [
        "rsync", "--recursive", "--checksum", "--perms", "--chmod=D755,F644", "--delete", f"--link-dest=../{'c' * 64}",
        "--", "/a/site/", f"{HOST}:/srv/site/releases/{'b' * 64}/",
    ]  # fmt: skip


@pytest.mark.parametrize("previous", [None, "b" * 64])
def test_an_upload_links_to_no_release_that_is_missing_or_itself(previous: str | None) -> None:
    command = upload(Path("a:b"), "b" * 64, "host:/srv", previous)
    assert not [option for option in command if option.startswith("--link-dest")]
    assert command[-2].startswith("/"), "a relative name with a colon would be a host"


@pytest.fixture
def uploaded(site: Callable[[str], Path], target: Path) -> Iterator[Callable[[str], str]]:
    """A host's folder in which releases lie, but are not shown yet."""

    def upload_version(title: str) -> str:
        built = site(title)
        shutil.copytree(built, target / "releases" / release(built), dirs_exist_ok=True)
        return release(built)

    yield upload_version


@needs_gnu
def test_the_host_shows_a_release_and_drops_the_oldest(uploaded: Callable[[str], str], target: Path) -> None:
    (target / "releases/notes").mkdir(parents=True)
    names = {}
    for title in "12314":
        if title not in names:
            names[title] = uploaded(title)
        subprocess.run(["sh", "-c", switching(str(target), names[title])], check=True)
        assert os.readlink(target / "current") == f"releases/{names[title]}"
    assert releases(target) == {names["4"], names["1"], names["3"], "notes"}


@needs_gnu
def test_the_host_shows_no_damaged_release(uploaded: Callable[[str], str], target: Path) -> None:
    subprocess.run(["sh", "-c", switching(str(target), uploaded("1"))], check=True)
    damaged = uploaded("2")
    (target / "releases" / damaged / "index.html").write_bytes(b"damaged")
    script = ["sh", "-c", switching(str(target), damaged)]
    assert subprocess.run(script, check=False, capture_output=True).returncode
    assert shown(target) == "1"


@needs_gnu
@needs_rsync
def test_rsync_brings_the_site_to_a_host_and_shares_what_did_not_change(
    site: Callable[[str], Path], target: Path, host: str
) -> None:
    for title in "12345":
        built = site(title)
        os.utime(built / "a/b/same.html")
        assert deploy(built, f"{host}:{target}").release == release(built)
        assert shown(target) == title
        assert not list(differences(target / "current/"))
    assert len(releases(target)) == KEPT
    assert (target / "current/a/b/same.html").stat().st_nlink == KEPT
    assert (target / "current/index.html").stat().st_nlink == 1
    assert {path.stat().st_mode & 0o7777 for path in target.rglob("*/*")} == {0o755, 0o644}


@needs_gnu
@needs_rsync
def test_rsync_mends_a_release_that_was_left_half_done(
    site: Callable[[str], Path], target: Path, host: str
) -> None:
    deploy(site("1"), f"{host}:{target}")
    half = target / "releases" / release(site("2"))
    half.mkdir()
    (half / "stray.html").write_bytes(b"")
    (half / "index.html").write_bytes(b"x")
    deploy(site("2"), f"{host}:{target}")
    assert not list(differences(target / "current/"))
    assert shown(target) == "2"


@needs_gnu
@needs_rsync
def test_a_host_that_fails_keeps_what_it_shows(site: Callable[[str], Path], target: Path, host: str) -> None:
    deploy(site("1"), f"{host}:{target}")
    with pytest.raises(Undeployed, match="ssh failed"):
        deploy(site("2"), f"{host}:{target}/current/index.html")
    assert shown(target) == "1"


@pytest.mark.parametrize("good", [True, False])
def test_the_command_says_in_both_languages_what_it_did(
    good: bool, site: Callable[[str], Path], target: Path, tmp_path: Path
) -> None:
    built = site("first") if good else tmp_path / "none"
    result = subprocess.run(
        [sys.executable, "-m", "generator.deploy", str(built), str(target)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    if good:
        assert result.returncode == 0
        assert "已上线" in result.stdout
        assert "Deployed" in result.stdout
    else:
        assert result.returncode == 1
        assert "不是已发布的网站" in result.stderr
        assert "no published site" in result.stderr
        assert not target.exists()


def test_a_target_that_cannot_be_written_is_no_traceback(site: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = subprocess.run(
        [sys.executable, "-m", "generator.deploy", str(site("first")), str(tmp_path / "file/www")],
        cwd=ROOT,
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert result.returncode == 1
    assert "未能完成" in result.stderr
    assert "Traceback" not in result.stderr
