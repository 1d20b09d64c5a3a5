"""Where outputs are written, by this process or by many at once: below the hidden tree that is to become the site."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest, sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.claims import check_portable
from generator.publish.tree import FILE, make_folders, remove, set_mode

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

_CHUNK = 1 << 20


class Laid(NamedTuple):
    """One output that is in its place: its address, digest in hexadecimal and bytes; `written` unless it was there."""

    address: str
    digest: str
    size: int
    written: bool


@dataclass(frozen=True)
class Desk:
    """A place to write to. It can be sent to a worker that sees the same disk; what that one lays the parent takes.

    No file is ever opened to be changed: the tree shares its files with the published one.
    """

    folder: str

    def lay(self, outputs: Iterable[tuple[str, bytes | Path]], held: Mapping[str, str]) -> list[Laid]:
        """Write the outputs but for those of which `held` has the digest. Raises BadAddress, and OSError."""
        checked = set[str]()
        return [self._lay(address, content, held.get(address), checked) for address, content in outputs]

    def _lay(self, address: str, content: bytes | Path, held: str | None, checked: set[str]) -> Laid:
        check_portable(address)
        if isinstance(content, bytes):
            digest, size = sha256(content).hexdigest(), len(content)
            if digest != held:
                self._write(address, [content], checked)
            return Laid(address, digest, size, digest != held)
        if held is not None:
            with open(content, "rb") as file:
                if file_digest(file, "sha256").hexdigest() == held:
                    return Laid(address, held, file.tell(), False)
        copied = sha256()
        size = self._write(address, _hashed(content, copied), checked)
        return Laid(address, copied.hexdigest(), size, True)

    def _write(self, address: str, chunks: Iterable[bytes], checked: set[str]) -> int:
        """Make the file; its mode is looked at once a folder and call, since a umask or an ACL may have bent it."""
        chunks = iter(chunks)
        first = next(chunks, b"")  # a source that cannot be read leaves no file
        file, size, folder = self._create(address), 0, address.rpartition("/")[0]
        try:
            if folder not in checked:
                if stat.S_IMODE(os.fstat(file).st_mode) == FILE:
                    checked.add(folder)
                else:
                    set_mode(file, FILE)
            for chunk in chain([first], chunks):
                rest = memoryview(chunk)
                while rest:
                    rest = rest[os.write(file, rest) :]
                size += len(chunk)
        finally:
            os.close(file)
        return size

    def _create(self, address: str) -> int:
        path = f"{self.folder}/{address}"
        while True:
            try:
                return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE)
            except FileExistsError:
                remove(path)
            except (FileNotFoundError, NotADirectoryError):
                make_folders(self.folder, address.rpartition("/")[0])


def _hashed(source: Path, digest: Hash) -> Iterator[bytes]:
    with open(source, "rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            yield chunk
