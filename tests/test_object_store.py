"""Against a server with the S3 interface on this machine: what readers would get, and what a deployment cut short leaves."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import boto3
import pytest

from generator.deploy import Undeployed, deploy
from generator.object_store import IN_FLUX, StoreFailed, content_type
from generator.publish import MANIFEST, publish
from tests.rig.store import Store, serving

ROOT = Path(__file__).parents[1]
TARGET = "s3://county/open/site"
PREFIX = "open/site/"
FILES = {
    "index.html": b"<p>1",
    "mayor/a.html": b"a",
    "数据/d.csv": "甲,乙".encode(),
    "attachments/gbk.txt": "甲".encode("gbk"),
}
CHANGED = {**FILES, "index.html": b"<p>2", "mayor/b.html": b"b"}
del CHANGED["mayor/a.html"]
OTHER = {"index.html": b"<p>3", "mayor/c.html": b"c"}


@pytest.fixture(scope="module")
def server() -> Iterator[Store]:
    with serving() as store:
        yield store


@pytest.fixture
def store(server: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    """A store in an environment in which the AWS tools find it and nothing else."""
    for name, value in {
        "AWS_ENDPOINT_URL": server.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    server.room = None
    return server


@pytest.fixture
def bucket(store: Store) -> Iterator[Any]:
    bucket = boto3.resource("s3").create_bucket(Bucket="county")
    yield bucket
    store.room = None
    bucket.objects.delete()
    bucket.delete()


@pytest.fixture
def site(tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    def published(files: dict[str, bytes]) -> Path:
        publish(files.items(), tmp_path / "site")
        return tmp_path / "site"

    return published


def stored(bucket: Any) -> dict[str, bytes]:
    return {item.key: item.get()["Body"].read() for item in bucket.objects.all()}


def whole(files: dict[str, bytes], prefix: str = PREFIX) -> dict[str, bytes]:
    """What a store holds that shows the files; the manifest is made here anew."""
    lines = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return {f"{prefix}{name}": content for name, content in {**files, MANIFEST: lines.encode()}.items()}


def test_the_store_holds_the_site_under_its_prefix_and_nothing_else(
    bucket: Any, site: Callable[[dict[str, bytes]], Path]
) -> None:
    deployed = deploy(site(FILES), TARGET)
    assert stored(bucket) == whole(FILES)
    assert deployed.release == sha256(whole(FILES)[PREFIX + MANIFEST]).hexdigest()
    assert TARGET in deployed.place


def test_a_bucket_may_be_all_site(bucket: Any, site: Callable[[dict[str, bytes]], Path]) -> None:
    deploy(site(FILES), "s3://county/")
    assert stored(bucket) == whole(FILES, "")


def writes(store: Store) -> list[tuple[str, str]]:
    """What was written since the last question."""
    told = [(method, path.removeprefix(f"/county/{PREFIX}")) for method, path in store.writes]
    store.writes.clear()
    return told


def test_only_what_changed_is_uploaded_and_what_goes_goes_last(
    store: Store, bucket: Any, site: Callable[[dict[str, bytes]], Path]
) -> None:
    deploy(site(FILES), TARGET)
    writes(store)
    deploy(site(CHANGED), TARGET)
    assert stored(bucket) == whole(CHANGED)
    assert writes(store) == [
        ("PUT", IN_FLUX),
        ("PUT", "mayor/b.html"),
        ("PUT", "index.html"),
        ("PUT", MANIFEST),
        ("DELETE", "mayor/a.html"),
        ("DELETE", IN_FLUX),
    ]
    deploy(site(CHANGED), TARGET)
    assert not writes(store)


@pytest.mark.parametrize(
    ("room", "then"),
    [*((room, CHANGED) for room in range(6)), (2, FILES), (4, FILES), (2, OTHER), (4, OTHER)],
)
def test_wherever_a_deployment_is_cut_short_the_next_one_completes_it(
    room: int, then: dict[str, bytes], store: Store, bucket: Any, site: Callable[[dict[str, bytes]], Path]
) -> None:
    deploy(site(FILES), TARGET)
    store.room = room
    with pytest.raises(StoreFailed) as failed:
        deploy(site(CHANGED), TARGET)
    assert "再运行一次" in failed.value.text.zh
    assert "run it again" in failed.value.text.en
    store.room = None
    deploy(site(then), TARGET)
    assert stored(bucket) == whole(then)


def test_a_first_deployment_that_was_cut_short_goes_on_where_it_was(
    store: Store, bucket: Any, site: Callable[[dict[str, bytes]], Path]
) -> None:
    store.room = 3
    with pytest.raises(StoreFailed):
        deploy(site(FILES), TARGET)
    assert PREFIX + MANIFEST not in stored(bucket)
    uploaded = {path.removeprefix(PREFIX) for path in stored(bucket)} - {IN_FLUX}
    assert uploaded
    store.room = None
    writes(store)
    deploy(site(FILES), TARGET)
    assert stored(bucket) == whole(FILES)
    assert not uploaded & {address for _, address in writes(store)}


def test_files_of_others_are_neither_overwritten_nor_deleted(
    bucket: Any, site: Callable[[dict[str, bytes]], Path]
) -> None:
    bucket.put_object(Key="open/site/index.html", Body=b"theirs")
    with pytest.raises(StoreFailed) as refused:
        deploy(site(FILES), TARGET)
    assert "未作任何改动" in refused.value.text.zh
    assert "nothing was changed" in refused.value.text.en
    assert stored(bucket) == {"open/site/index.html": b"theirs"}
    bucket.objects.delete()
    for key in ("open/site-2/a.html", "open/b.html"):
        bucket.put_object(Key=key, Body=b"theirs")
    deploy(site(FILES), TARGET)
    bucket.put_object(Key="open/site/mayor/notes.txt", Body=b"theirs")
    deploy(site(OTHER), TARGET)
    theirs = dict.fromkeys(("open/site-2/a.html", "open/b.html", "open/site/mayor/notes.txt"), b"theirs")
    assert stored(bucket) == {**whole(OTHER), **theirs}


def test_a_list_that_was_altered_deletes_nothing_outside_the_site(
    bucket: Any, site: Callable[[dict[str, bytes]], Path]
) -> None:
    deploy(site(FILES), TARGET)
    bucket.put_object(Key="open/b.html", Body=b"theirs")
    altered = (
        whole(FILES)[PREFIX + MANIFEST] + f"{'0' * 64}  ../b.html\n{'0' * 64}  /b.html\nnonsense\n".encode()
    )
    bucket.put_object(Key=PREFIX + MANIFEST, Body=altered)
    bucket.put_object(Key=PREFIX + IN_FLUX, Body=b"../b.html\n\xff\n")
    deploy(site(FILES), TARGET)
    assert stored(bucket) == {**whole(FILES), "open/b.html": b"theirs"}


@pytest.mark.parametrize(
    ("address", "content", "kind"),
    [
        ("index.html", "问".encode(), "text/html; charset=utf-8"),
        ("data/case.csv", "问".encode(), "text/csv; charset=utf-8"),
        ("data/case.jsonl", b"{}", "application/json; charset=utf-8"),
        ("feed.xml", b"<feed/>", "text/xml; charset=utf-8"),
        ("assets/search.js", b"1", "text/javascript; charset=utf-8"),
        ("assets/site.css", b"a{}", "text/css; charset=utf-8"),
        ("assets/mark.svg", b"<svg/>", "image/svg+xml; charset=utf-8"),
        ("attachments/gbk.txt", "问".encode("gbk"), "text/plain"),
        ("attachments/a.pdf", b"%PDF", "application/pdf"),
        ("attachments/a.png", b"", "image/png"),
        ("attachments/unknown", b"", "application/octet-stream"),
        (MANIFEST, b"", "text/plain; charset=utf-8"),
    ],
)
def test_a_browser_is_told_the_kind_of_a_file(address: str, content: bytes, kind: str) -> None:
    assert content_type(address, content) == kind


def test_the_store_answers_with_the_kind_and_grants_nothing(
    bucket: Any, site: Callable[[dict[str, bytes]], Path]
) -> None:
    deploy(site(FILES), TARGET)
    assert bucket.Object(f"{PREFIX}index.html").content_type == "text/html; charset=utf-8"
    assert bucket.Object(f"{PREFIX}数据/d.csv").content_type == "text/csv; charset=utf-8"
    grants = bucket.Object(f"{PREFIX}index.html").Acl().grants
    assert [grant["Permission"] for grant in grants] == ["FULL_CONTROL"]


def test_a_site_that_is_not_as_published_is_refused(
    store: Store, bucket: Any, site: Callable[[dict[str, bytes]], Path]
) -> None:
    built = site(FILES)
    (built / "mayor/a.html").write_bytes(b"altered")
    with pytest.raises(Undeployed) as refused:
        deploy(built, TARGET)
    assert "mayor/a.html" in refused.value.text.zh
    assert not stored(bucket)


@pytest.mark.parametrize(
    "target",
    [
        "s3://",
        "s3://a",
        "s3://Upper/x",
        "s3://county//a",
        "s3://county/../x",
        "s3://county/a b",
        "s3://county/.a",
    ],
)
def test_a_target_that_names_no_prefix_is_refused(
    target: str, store: Store, site: Callable[[dict[str, bytes]], Path]
) -> None:
    with pytest.raises(StoreFailed, match="is not s3://bucket/prefix"):
        deploy(site(FILES), target)


def test_a_bucket_that_is_missing_is_no_traceback(
    store: Store, site: Callable[[dict[str, bytes]], Path]
) -> None:
    command = [sys.executable, "-m", "generator.deploy", str(site(FILES)), "s3://elsewhere/site"]
    result = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert result.returncode == 1
    assert "未完成" in result.stderr
    assert "not complete" in result.stderr
    assert "Traceback" not in result.stderr
