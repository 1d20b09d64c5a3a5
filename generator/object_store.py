"""Brings a published site to an object store with the S3 interface, file by file, uploading only what changed.

There is no step in which a store changes a whole site, so the order has to do: files that pages need, new pages, changed
pages, the manifest, then what goes. A list of the addresses in flux lies beside the manifest while that lasts; where an
earlier deployment was cut short, its list tells what cannot be trusted and what may be deleted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from hashlib import md5, sha256
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any, TypeVar

from generator.portable import is_portable
from generator.problem import Text, quoted
from generator.publish import MANIFEST, Unpublished
from generator.publish.manifest import listed

_Result = TypeVar("_Result")
IN_FLUX = ".wenzheng-deploying"
_TARGET = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[\w+-][\w.+-]*)*)/?")
_AT_ONCE = 16
# The table of Python itself: that of the machine differs from one to the next.
_KINDS = MimeTypes()
for _kind, _ending in (("application/json", ".jsonl"), ("text/javascript", ".js"), ("font/woff2", ".woff2")):
    _KINDS.add_type(_kind, _ending)
_TEXTS = ("text/", "application/json", "application/xml", "application/rss+xml", "image/svg+xml")


class StoreFailed(Unpublished):
    """The store shows a mixture of the old site and the new one, or what it had; deploying again completes it."""


def is_store(target: str) -> bool:
    """Whether a target names an object store."""
    return target.startswith("s3://")


def to_store(site: Path, target: str) -> tuple[int, int]:
    """Make `s3://bucket/prefix` hold the site; the numbers of files that were uploaded and deleted.

    Credentials, region and endpoint come from where the AWS tools look for them (AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL, ~/.aws/config). Raises Unpublished in its kinds; nothing is deleted that no
    deployment of ours has put there.
    """
    match = _TARGET.fullmatch(target)
    if not match:
        raise StoreFailed(
            Text(
                f"看不懂目标 {quoted(target)}。请写成 s3://存储桶/前缀（只用字母、数字、点、横线、下划线）。",
                f"The target {quoted(target)} is not s3://bucket/prefix (of letters, digits, dots, hyphens, underscores).",
            )
        )
    failures = _failures()
    try:
        return _Store(f"{match[1]}{match[2]}").show(site)
    except failures as failure:
        said = quoted(str(failure) or type(failure).__name__, 300)
        raise StoreFailed(
            Text(
                f"上传到 {quoted(target)} 未完成：{said}。已上传的不会丢，请排除原因后再运行一次，会接着完成。",
                f"The upload to {quoted(target)} is not complete: {said}."
                " Nothing is lost; mend the cause and run it again, which completes it.",
            )
        ) from failure


class _Store:
    """A prefix of a bucket."""

    def __init__(self, root: str) -> None:
        import fsspec  # noqa: PLC0415 — an extra

        self._root = root
        # What another deployment has changed since must be seen.
        self._files: Any = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)

    def show(self, site: Path) -> tuple[int, int]:
        """Upload and delete what it takes, in an order that a re-run can rely on."""
        manifest = (site / MANIFEST).read_bytes()
        new, old, flux = listed(manifest), listed(self._read(MANIFEST)), set(self._flux())
        if not old and not flux:
            self._refuse_strangers()
        changed = [address for address in new if address in flux or new[address] != old.get(address)]
        gone = sorted(address for address in {*old, *flux} - new.keys() if _is_ours(address))
        if not changed and not gone and self._read(MANIFEST) == manifest:
            return 0, 0
        self._write(IN_FLUX, "".join(f"{address}\n" for address in sorted({*flux, *changed, *gone})).encode())
        there = self._tags() if flux else {}
        uploaded = 0
        for stage in _stages(changed, old):
            uploaded += sum(_each(lambda address: self._upload(site, address, new[address], there), stage))
        self._write(MANIFEST, manifest)
        _each(lambda address: self._files.rm_file(f"{self._root}/{address}"), gone)
        self._files.rm_file(f"{self._root}/{IN_FLUX}")
        return uploaded, len(gone)

    def _upload(self, site: Path, address: str, digest: str, there: dict[str, str]) -> bool:
        """Upload a file unless a deployment that was cut short has done so."""
        content = (site / address).read_bytes()
        if sha256(content).hexdigest() != digest:
            raise StoreFailed(
                Text(
                    f"上传期间 {quoted(address, 200)} 被改动，未完成。请重新生成网站后再发布。",
                    f"{quoted(address, 200)} changed while it was uploaded. Build the site again, then deploy it.",
                )
            )
        if there.get(address) == md5(content, usedforsecurity=False).hexdigest():
            return False
        self._write(address, content)
        return True

    def _write(self, address: str, content: bytes) -> None:
        self._files.pipe_file(f"{self._root}/{address}", content, ContentType=content_type(address, content))

    def _read(self, address: str) -> bytes:
        try:
            return bytes(self._files.cat_file(f"{self._root}/{address}"))
        except FileNotFoundError:
            return b""

    def _tags(self) -> dict[str, str]:
        """The ETag of each file there, which is the MD5 of what was uploaded in one piece."""
        found = self._files.find(self._root, detail=True)
        return {path.removeprefix(f"{self._root}/"): file["ETag"].strip('"') for path, file in found.items()}

    def _flux(self) -> list[str]:
        return self._read(IN_FLUX).decode("utf-8", "replace").splitlines()

    def _refuse_strangers(self) -> None:
        """Files that are not ours would be overwritten where the names are the same."""
        try:
            found = self._files.ls(self._root, detail=False)
        except FileNotFoundError:
            found = []
        if found:
            raise StoreFailed(
                Text(
                    f"s3://{self._root} 中已有别的文件，不是本程序发布的网站（没有 {MANIFEST}），未作任何改动。请另选一个空的前缀。",
                    f"s3://{self._root} holds other files and is no site of ours (it has no {MANIFEST}); nothing was"
                    " changed. Choose an empty prefix.",
                )
            )


def content_type(address: str, content: bytes) -> str:
    """The media type by the ending; texts say that they are UTF-8 when they are."""
    kind = _KINDS.guess_type(address.rpartition("/")[2])[0] or "application/octet-stream"
    if address in (MANIFEST, IN_FLUX):
        kind = "text/plain"
    if not kind.startswith(_TEXTS):
        return kind
    try:
        content.decode()
    except UnicodeDecodeError:
        return kind
    return f"{kind}; charset=utf-8"


def _stages(changed: Iterable[str], old: dict[str, str]) -> tuple[list[str], ...]:
    """What pages need, then pages that nothing links to yet, then those that may link to the ones before."""
    pages = [address for address in changed if address.endswith(".html")]
    return (
        [address for address in changed if not address.endswith(".html")],
        [address for address in pages if address not in old],
        [address for address in pages if address in old],
    )


def _each(action: Callable[[str], _Result], several: Iterable[str]) -> list[_Result]:
    """Do it for all, some at once; the first failure ends it."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            return list(pool.map(action, several))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _is_ours(address: str) -> bool:
    """A list could have been altered; whatever it says, only what a site can hold is deleted."""
    return all(map(is_portable, address.split("/"))) and address not in (MANIFEST, IN_FLUX)


def _failures() -> tuple[type[Exception], ...]:
    """What the client raises, once it is known that there is one."""
    try:
        import s3fs  # noqa: F401, PLC0415 — an extra
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415
    except ImportError:
        raise StoreFailed(
            Text(
                "没有安装对象存储的客户端。请先运行 .venv/bin/pip install fsspec s3fs",
                "There is no client for object stores. Install it first: .venv/bin/pip install fsspec s3fs",
            )
        ) from None
    return OSError, BotoCoreError, ClientError
