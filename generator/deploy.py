"""Brings a published site to where a web server finds it: a folder here, one behind ssh and rsync, or an object store.

Below a folder every site is a folder `releases/<digest of its SHA256SUMS>`, whole before it is shown, and `current`
is a symbolic link to one of them, switched in one step: point the web server at `TARGET/current`. The last three
releases stay; deploying an old site again is the way back.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

import click

from generator.object_store import is_store, to_store
from generator.problem import Text, quoted
from generator.publish import MANIFEST, Unpublished, publish
from generator.publish.manifest import listed

KEPT = 3
_RELEASE = re.compile(r"[0-9a-f]{64}")
# Nothing that a shell, ssh or rsync could take for more than a name.
_REMOTE = re.compile(r"((?:[\w.][\w.-]*@)?[\w.][\w.-]*):((?:/(?!\.\.?(?:/|\Z))[\w.+][\w.+-]*)+)/?")


class Undeployed(Unpublished):
    """What the target shows stays as it was; `text` says why."""


@dataclass(frozen=True)
class Deployed:
    """Where the site is now, and the digest of its manifest."""

    place: str
    release: str


def deploy(site: Path, target: str) -> Deployed:
    """Show `site` at `target`: a folder, `user@host:/path` or `s3://bucket/prefix`.

    A host needs rsync, ssh and GNU or BusyBox tools; a store is shown as `to_store` says.

    Raises `Undeployed` when the site is not as published, the target is no such place, or a tool is missing or fails;
    for a folder also what `publish` raises.
    """
    release = _intact(site)
    if is_store(target):
        uploaded, deleted = to_store(site, target)
        return Deployed(f"{target} (+{uploaded} −{deleted})", release)
    if not re.match(r"[^/]+:", target):
        _to_folder(site, release, Path(target))
    elif match := _REMOTE.fullmatch(target):
        _to_host(site, release, *match.groups())
    else:
        raise Undeployed(
            Text(
                f"看不懂目标 {quoted(target)}。请写成本机文件夹、用户@主机:/绝对路径（路径中不含空格和特殊符号）或 s3://存储桶/前缀。",
                f"The target {quoted(target)} is neither a folder nor user@host:/absolute/path (without special characters)"
                " nor s3://bucket/prefix.",
            )
        )
    return Deployed(f"{target}/current → releases/{release}", release)


def differences(site: Path) -> Iterator[str]:
    """Addresses that are not as `SHA256SUMS` says: altered, missing, or not listed in it."""
    listed = _listed(site)
    for folder, folders, files in os.walk(site):
        for name in (*files, *(name for name in folders if os.path.islink(os.path.join(folder, name)))):
            path = Path(folder, name)
            address = path.relative_to(site).as_posix()
            digest = listed.pop(address, "")
            if address != MANIFEST and (path.is_symlink() or not path.is_file() or _digest(path) != digest):
                yield address
    yield from listed


def _listed(site: Path) -> dict[str, str]:
    """Address → digest, from the manifest."""
    return listed((site / MANIFEST).read_bytes())


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _intact(site: Path) -> str:
    """The name of the site's release; refuses a folder that is not exactly what was published."""
    if not (site / MANIFEST).is_file():
        raise Undeployed(
            Text(
                f"{quoted(site, 200)} 中没有 {MANIFEST}，不是已发布的网站。请先生成网站。",
                f"{quoted(site, 200)} has no {MANIFEST}, so it is no published site. Build it first.",
            )
        )
    wrong = sorted(differences(site))
    if wrong:
        raise Undeployed(
            Text(
                f"网站与发布时不同：{quoted(wrong[0], 200)} 等 {len(wrong)} 个文件与 {MANIFEST} 不符。请重新生成网站。",
                f"The site is not as published: {len(wrong)} files differ from {MANIFEST}, first {quoted(wrong[0], 200)}."
                " Build it again.",
            )
        )
    return _digest(site / MANIFEST)


def _to_folder(site: Path, release: str, target: Path) -> None:
    current, place = target / "current", target / "releases" / release
    if os.path.lexists(current) and not current.is_symlink():
        raise Undeployed(
            Text(
                f"{quoted(current, 200)} 已存在，且不是符号链接，未作任何改动。请先移走它。",
                f"{quoted(current, 200)} exists and is no symbolic link; nothing was changed. Move it away first.",
            )
        )
    publish(((address, site / address) for address in _listed(site)), place, again=False)
    if _intact(place) != release:
        raise Undeployed(
            Text(
                "复制期间网站又被改动，未切换。请再试一次。",
                "The site changed while it was copied, and is not shown. Try again.",
            )
        )
    # The order of the releases is that of their deployment, not of their making.
    now = time.time()
    os.utime(place, (now, now))
    link = target / f".current.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases", release))
    os.replace(link, current)
    others = [path for path in place.parent.iterdir() if _RELEASE.fullmatch(path.name) and path != place]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for old in others[KEPT - 1 :]:
        shutil.rmtree(old)


def _to_host(site: Path, release: str, host: str, path: str) -> None:
    for program in ("rsync", "ssh"):
        if not shutil.which(program):
            raise Undeployed(
                Text(
                    f"本机没有 {program}，无法发布到另一台主机。请先安装（Debian：apt install rsync openssh-client）。",
                    f"There is no {program} here, so no other host can be reached."
                    " Install it first (Debian: apt install rsync openssh-client).",
                )
            )
    folder = shlex.quote(path)
    shown = _run(remote(host, f"mkdir -p {folder}/releases && (readlink {folder}/current || true)"))
    previous = _RELEASE.search(shown)
    _run(upload(site, release, f"{host}:{path}", previous[0] if previous else None))
    _run(remote(host, switching(path, release)))


def upload(site: Path, release: str, target: str, previous: str | None) -> list[str]:
    """The rsync command that makes a release whole; files equal to the previous release's are hard links to them."""
    linked = [f"--link-dest=../{previous}"] if previous and previous != release else []
    # Contents decide, not times: each build has new times, and an unchanged file should keep its Last-Modified.
    options = ["--recursive", "--checksum", "--perms", "--chmod=D755,F644", "--delete", *linked]
    return ["rsync", *options, "--", f"{site.resolve()}/", f"{target}/releases/{release}/"]


def switching(path: str, release: str) -> str:
    """The commands that check a release on its host, show it and drop the oldest ones."""
    return " && ".join(
        [
            f"cd {shlex.quote(path)}",
            f"(cd releases/{release} && sha256sum -c {MANIFEST} >/dev/null)",
            f"touch releases/{release}",
            f"ln -sfn releases/{release} .current.new",
            "mv -T .current.new current",
            "cd releases",
            f"ls -1t | grep -E '^[0-9a-f]{{64}}$' | grep -v {release} | tail -n +{KEPT}"
            ' | while read -r old; do rm -rf "$old"; done',
        ]
    )


def remote(host: str, script: str) -> list[str]:
    """The ssh command that runs a shell script on the host."""
    return ["ssh", "--", host, script]


def _run(command: list[str]) -> str:
    """Its standard output; what it has to say of errors goes to the terminal."""
    result = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", errors="replace", check=False)
    if result.returncode:
        raise Undeployed(
            Text(
                f"{command[0]} 失败（状态 {result.returncode}），网站未切换；原因见上。",
                f"{command[0]} failed with status {result.returncode}, and the site shown stays; the reason is above.",
            )
        )
    return result.stdout


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.argument("target")
def main(site: Path, target: str) -> None:
    """把已发布的网站 SITE 放到 TARGET（本机文件夹，或 用户@主机:/路径）；网页服务器指向 TARGET/current。对象存储写 s3://存储桶/前缀。

    Bring the published SITE to TARGET, a folder or user@host:/path; point the web server at TARGET/current. An object
    store is s3://bucket/prefix.
    """
    try:
        deployed = deploy(site, target)
    except Unpublished as unpublished:
        raise click.ClickException("\n".join(unpublished.text)) from None
    except OSError as error:
        raise click.ClickException(
            f"未能完成，网站未切换。\nNot done, and the site shown stays: {error}"
        ) from None
    click.echo(f"已上线：{deployed.place}")
    click.echo(f"Deployed: {deployed.place}")


if __name__ == "__main__":
    main()
