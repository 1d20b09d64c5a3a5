"""One build's session with the published tree: what it holds, what comes, and the step that makes it the site."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from generator.crew import Workers
from generator.problem import Text, quoted
from generator.publish.claims import Claims, clash
from generator.publish.desk import Desk, Laid
from generator.publish.held import Held
from generator.publish.manifest import MANIFEST, edited, written
from generator.publish.note import stamp
from generator.publish.spare import Spare
from generator.publish.tree import modes, remove
from generator.swap import Unpublished, beside, locked, now, recover, swap


class NotOurFolder(Unpublished):
    """The place of the site is taken by something that we did not publish."""


class NotKept(Unpublished):
    """An output was promised to be unchanged, and the published tree has other bytes: a fault of the program."""


@dataclass(frozen=True)
class Kept:
    """In the place of an output's bytes: the published tree has them, and they have this digest."""

    digest: str


@dataclass(frozen=True)
class Published:
    """What became of the outputs; `removed` counts files of the old tree that the new one lacks."""

    written: int
    unchanged: int
    removed: int


@contextmanager
def publication(
    out: Path, *, timeout: float = 60.0, again: bool = True, workers: Workers = 1
) -> Iterator[Site]:
    """A session with the site at `out`; at its end the site is exactly what was put, kept and taken in it.

    An exception leaves the old site. A symbolic link `out` stays, and what it points to is replaced. `timeout` is the
    seconds to wait for another build of the same folder; `again` tells whether the folder will be published to again,
    and so is worth a spare. The tree is looked at by so many `workers`, who must see the disk.
    Raises `Unpublished` in its kinds, and OSError as the disk gives it.
    """
    root = Path(os.path.realpath(out))
    root.parent.mkdir(parents=True, exist_ok=True)
    with locked(root, timeout):
        recover(root)
        _refuse_strangers(root)
        site = Site(root, workers)
        try:
            yield site
            site.complete(again)
        except BaseException:
            site.abandon(again)
            raise


class Site:
    """The session; `published` says at its end what became of the outputs."""

    published: Published

    def __init__(self, root: Path, workers: Workers) -> None:
        self._root = root
        file_mode, self._folder_mode = modes(beside(root, "probe"))
        self._held = Held(root, beside(root, "state"), (file_mode, self._folder_mode), workers)
        self._claims = Claims()
        self._taken: dict[str, str] = {}
        self._written: dict[str, str] = {}
        self._base: set[str] | None = None
        self._spare: Spare | None = None
        self._lent = False

    @property
    def release(self) -> str | None:
        """The digest of the published `SHA256SUMS`; None when the tree is not, to the last file, as it was published."""
        return self._held.digest(MANIFEST) if self._held.intact else None

    def digest(self, address: str) -> str | None:
        """The SHA-256, in hexadecimal, of what the published tree has at an address; None where it has no sound file."""
        return self._held.digest(address)

    def keep_all(self, release: str) -> None:
        """Start from all outputs of the release that is published, to tell only what differs. Raises NotKept."""
        if not release or release != self.release:
            raise _not_kept(MANIFEST)
        self._base = set()

    def drop(self, address: str) -> None:
        """Leave out one of the outputs that `keep_all` has taken; one that is not there is left out already."""
        assert self._base is not None, "only what all was kept of can be dropped from"
        self._base.add(address)

    def put(self, address: str, content: bytes | Path | Kept) -> None:
        """Take one output: its bytes, the file to copy, or the promise that it is unchanged."""
        if isinstance(content, Kept):
            self.keep({address: content.digest})
            return
        self._claim(address)
        size = content.stat().st_size if isinstance(content, Path) else len(content)
        held = self._held.digest(address, size)
        if held is None or not _is_same(content, held):
            (laid,) = Desk(self._ready().path).lay([(address, content)], {})
            held = self._written[address] = laid.digest
        self._taken[address] = held

    def keep(self, digests: Mapping[str, str]) -> None:
        """Take outputs that the published tree has already, by address with their digests. Raises NotKept."""
        for address, digest in digests.items():
            if self._held.digest(address) != digest:
                raise _not_kept(address)
            self._claim(address)
            self._taken[address] = digest

    def desk(self) -> Desk:
        """Where workers may write outputs themselves; `take` what they lay there."""
        self._lent = True
        return Desk(self._ready().path)

    def take(self, laid: Iterable[Laid]) -> None:
        """Take outputs that a desk has written, or found to be as `digest` says."""
        for address, digest, _, is_written in laid:
            if not is_written:
                self.keep({address: digest})
                continue
            self._claim(address)
            self._taken[address] = self._written[address] = digest

    def complete(self, again: bool) -> None:
        """Make the tree hold what was taken, and count."""
        held, written, strays = self._held, self._written, self._held.strays
        if self._claims.are_new:
            self._claims.settle(self._stay())
        gone = [
            address for address in self._candidates() if address not in self._taken and address != MANIFEST
        ]
        lost = sum(
            not stray.endswith("/") and stray not in self._taken and stray != MANIFEST for stray in strays
        )
        kept = (
            len(self._taken)
            if self._base is None
            else len(held) - 1 - len(gone) + sum(not held.has(a) for a in written)
        )
        self.published = Published(len(written), kept - len(written), len(gone) + lost)
        if held.intact and not written and not gone:
            if held.is_copy and again:
                held.note(None, lambda: now(self._root))
            return
        manifest = self._manifest(gone)
        digest = sha256(manifest).hexdigest()
        if held.digest(MANIFEST, len(manifest)) != digest:
            Desk(self._ready().path).lay([(MANIFEST, manifest)], {})
            written[MANIFEST] = digest
        if written or gone or strays:
            self._exchange(gone, again)
        if again:
            held.note(self._spare.path if self._spare else None, lambda: now(self._root))

    def abandon(self, again: bool) -> None:
        """Free the room that a half-written site takes; the spare is as good as before."""
        if self._spare is None:
            return
        try:
            if again and os.path.lexists(self._root / MANIFEST):
                self._spare.mend(trusting=False)
            else:
                remove(self._spare.path)
        except OSError:
            with suppress(OSError):
                remove(self._spare.path)

    def _stay(self) -> Iterator[str]:
        """What this site and the last one have in common, or may have."""
        if self._base is None:
            return filter(self._held.is_claimed, self._taken)
        return (
            address for address in self._held.addresses() if address not in self._base and address != MANIFEST
        )

    def _candidates(self) -> Iterable[str]:
        """What the tree holds and the new one may not."""
        return self._held.addresses() if self._base is None else filter(self._held.has, self._base)

    def _manifest(self, gone: Iterable[str]) -> bytes:
        if not self._held.intact:
            return written(self._taken)
        return edited((self._root / MANIFEST).read_bytes(), {**self._written, **dict.fromkeys(gone)})

    def _exchange(self, gone: list[str], again: bool) -> None:
        spare, held = self._ready(), self._held
        went = {address: held.forget(address) for address in gone}
        spare.drop(went)
        for address, digest in self._written.items():
            held.put(address, stamp(f"{spare.path}/{address}"), digest)
        if self._lent:  # a worker may have laid what nobody took
            spare.mend(trusting=False)
        swap(self._root)
        try:
            if not again or not spare.linked:
                remove(spare.path)
            elif held.strays or not os.path.lexists(spare.path):
                spare.mend(trusting=False)
            else:
                for address in self._written:
                    spare.add(address)
                spare.drop(went)
        except OSError:  # the site is there; the next build makes another spare
            with suppress(OSError):
                remove(spare.path)

    def _ready(self) -> Spare:
        """The spare, as it has to be before anything is written."""
        if self._spare is None:
            self._spare = Spare(beside(self._root, "spare"), self._root, self._held, self._folder_mode)
            self._spare.mend()
        return self._spare

    def _claim(self, address: str) -> None:
        if address in self._taken:
            raise clash(address, address)
        if address == MANIFEST or not self._held.is_claimed(address):
            self._claims.claim(address)


def _is_same(content: bytes | Path, digest: str) -> bool:
    if isinstance(content, bytes):
        return sha256(content).hexdigest() == digest
    with open(content, "rb") as file:
        return file_digest(file, "sha256").hexdigest() == digest


def _not_kept(address: str) -> NotKept:
    return NotKept(
        Text(
            f"网站文件 {quoted(address, 200)} 应与上次发布时相同，但网站文件夹中不是这样。请再生成一次。",
            f"The output {quoted(address, 200)} was to be as last published, but the site's folder has no such file."
            " Build again.",
        )
    )


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
