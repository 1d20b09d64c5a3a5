"""The only writer: a stream of addresses and bytes becomes the site in one step, or the old site stays as it was.

Promises, whatever ends the build (an exception in the stream, a full disk, SIGKILL, at any moment):

- The tree is wholly the old one or wholly the new one. It grows in a hidden folder beside the old tree and changes
  places with it in one system call; where that call is missing, by two renames that the next start completes.
- Power loss: the new tree is flushed to disk before it takes its place, and the change of places before the old
  tree goes (Linux; elsewhere as far as `sync` reaches).
- `SHA256SUMS` at the root lists every file, for `sha256sum -c`. It also marks the folder as ours to replace.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator import addresses
from generator.problem import Text, quoted
from generator.swap import Busy, Unpublished, locked, recover, staging, swap

__all__ = ["MANIFEST", "BadAddress", "Busy", "NotOurFolder", "Published", "Unpublished", "publish"]

MANIFEST = "SHA256SUMS"
_CHUNK = 1 << 20
_FILE, _FOLDER = 0o644, 0o755


class NotOurFolder(Unpublished):
    """The place of the site is taken by something that we did not publish."""


class BadAddress(Unpublished):
    """An output with an address that no site can hold, or that is taken: a fault of the program, not of content."""


@dataclass(frozen=True)
class Published:
    """What became of the outputs; `removed` counts files of the old tree that the new one lacks."""

    written: int
    unchanged: int
    removed: int


def publish(outputs: Iterable[tuple[str, bytes | Path]], out: Path, *, timeout: float = 60.0) -> Published:
    """Make `out` hold exactly `outputs` and their `SHA256SUMS`; equal files keep their inode and time.

    An output is an address below the root, with `/`, and its bytes or the file to copy; the stream is read once and
    not kept. A symbolic link `out` stays, and what it points to is replaced. `timeout` is the seconds to wait for
    another build of the same folder. Raises `Unpublished` in its kinds, and OSError as the disk gives it.
    """
    root = Path(os.path.realpath(out))
    root.parent.mkdir(parents=True, exist_ok=True)
    with locked(root, timeout):
        recover(root)
        _refuse_strangers(root)
        try:
            tree = _Tree(staging(root), root)
            for address, content in outputs:
                tree.put(address, content)
            published = tree.published()
            if tree.complete():
                swap(root)
        finally:
            recover(root)
        return published


class _Tree:
    """The new tree while it grows, and what the old one has that can be kept."""

    def __init__(self, folder: Path, old: Path) -> None:
        self._new, self._old = str(folder), str(old)
        self._made = {""}
        self._kept: list[str] = []
        self._written = 0
        self._digests: dict[str, str] = {}
        self._spelled = {addresses.folded(MANIFEST): MANIFEST}
        self._folders = {""}
        os.mkdir(folder)
        _chmod(folder, _FOLDER)
        # Read back, because a file system without modes (a USB stick) has its own idea of 0644.
        probe = folder / MANIFEST
        probe.touch()
        _chmod(probe, _FILE)
        self._modes = (os.lstat(probe).st_mode, os.lstat(folder).st_mode)
        probe.unlink()
        self._found = dict(self._scan("")) if old.is_dir() else {}

    def put(self, address: str, content: bytes | Path) -> None:
        """Take one output: note it as kept when the old tree holds the same bytes, else write it."""
        self._claim(address)
        self._digests[address] = self._put(address, content)

    def published(self) -> Published:
        """The counts, to be asked for when every output is in."""
        gone = [name for name in self._found if name != MANIFEST and name not in self._digests]
        removed = sum(not name.endswith("/") for name in gone)
        return Published(self._written, len(self._kept), removed)

    def complete(self) -> bool:
        """Add the manifest and the kept files; False when the old tree is already all that the new one would be."""
        lines = (f"{digest}  {address}\n" for address, digest in sorted(self._digests.items()))
        self._put(MANIFEST, "".join(lines).encode())
        wanted = {*self._digests, MANIFEST, *(f"{folder}/" for folder in self._folders)}
        if not self._written and self._found.keys() == wanted and min(self._found.values()) >= 0:
            return False
        for address in self._kept:
            self._make_folder(address.rpartition("/")[0])
            source, target = f"{self._old}/{address}", f"{self._new}/{address}"
            try:
                os.link(source, target)
            except OSError:
                shutil.copy2(source, target)
        return True

    def _put(self, address: str, content: bytes | Path) -> str:
        digest = self._digest_if_equal(address, content)
        if digest is None:
            self._written += 1
            return self._write(address, content)
        self._kept.append(address)
        return digest

    def _digest_if_equal(self, address: str, content: bytes | Path) -> str | None:
        """The digest, when the old tree's file is proved equal byte by byte: it may be damaged."""
        size = content.stat().st_size if isinstance(content, Path) else len(content)
        if self._found.get(address) != size:
            return None
        digest = sha256()
        try:
            with open(f"{self._old}/{address}", "rb") as old:
                for chunk in _chunks(content):
                    if old.read(len(chunk)) != chunk:
                        return None
                    digest.update(chunk)
                return None if old.read(1) else digest.hexdigest()
        except OSError:
            return None

    def _write(self, address: str, content: bytes | Path) -> str:
        self._make_folder(address.rpartition("/")[0])
        digest = sha256()
        with open(f"{self._new}/{address}", "xb") as file:
            _chmod(file.fileno(), _FILE)
            for chunk in _chunks(content):
                file.write(chunk)
                digest.update(chunk)
        return digest.hexdigest()

    def _make_folder(self, folder: str) -> None:
        if folder not in self._made:
            self._make_folder(folder.rpartition("/")[0])
            os.mkdir(f"{self._new}/{folder}")
            _chmod(f"{self._new}/{folder}", _FOLDER)
            self._made.add(folder)

    def _claim(self, address: str) -> None:
        """Refuse an address that is malformed or taken, also when case or Unicode form is all that differs."""
        parts = address.split("/")
        if not all(map(addresses.is_portable, parts)):
            raise BadAddress(
                Text(
                    f"网站文件不能用这个地址：{quoted(address)}。",
                    f"No site can hold the address {quoted(address)}.",
                )
            )
        folder = address.rpartition("/")[0]
        while folder not in self._folders:
            self._spell(folder, f"{folder}/")
            self._folders.add(folder)
            folder = folder.rpartition("/")[0]
        self._spell(address, address)

    def _spell(self, name: str, spelled: str) -> None:
        key = addresses.folded(name)
        if taken := self._spelled.get(key):
            raise BadAddress(
                Text(
                    f"两个网站文件的地址相同：{quoted(taken)} 与 {quoted(spelled)}（不分大小写）。",
                    f"Two outputs share one address, letter case aside: {quoted(taken)} and {quoted(spelled)}.",
                )
            )
        self._spelled[key] = spelled

    def _scan(self, folder: str) -> Iterator[tuple[str, int]]:
        """What the old tree holds: files with their size, folders with a `/` and 0; -1 for what must not be kept."""
        path = f"{self._old}/{folder}"
        yield f"{folder}/", 0 if os.lstat(path).st_mode == self._modes[1] else -1
        with os.scandir(path) as entries:
            for entry in entries:
                address = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    yield from self._scan(address)
                else:
                    stat = entry.stat(follow_symlinks=False)
                    yield address, stat.st_size if stat.st_mode == self._modes[0] else -1


def _chunks(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with open(content, "rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _chmod(target: int | str | Path, mode: int) -> None:
    """Set the mode whatever the umask; a file system without modes refuses, and has nothing to set."""
    with suppress(PermissionError):
        os.chmod(target, mode)


def _refuse_strangers(root: Path) -> None:
    """Only a missing or empty folder, or a site that we published, may be replaced."""
    if os.path.ismount(root) or (root.exists() and not root.is_dir()):
        what = Text("不是可以整个替换的文件夹", "is no folder that can be replaced as a whole")
    elif root.is_dir() and any(root.iterdir()) and not (root / MANIFEST).is_file():
        what = Text(
            f"已有别的文件，不是本程序发布的网站（没有 {MANIFEST}）",
            f"holds other files and is no site of ours (it has no {MANIFEST})",
        )
    else:
        return
    raise NotOurFolder(
        Text(
            f"{quoted(root, 200)} {what.zh}，未作任何改动。请另选一个空文件夹，或先移走其中的文件。",
            f"{quoted(root, 200)} {what.en}; nothing was changed. Choose an empty folder, or move its files away first.",
        )
    )
