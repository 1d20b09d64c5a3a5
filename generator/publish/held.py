"""What the published tree holds: what the last publish noted, as far as the tree still looks like it, and what differs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import file_digest
from itertools import chain
from pathlib import Path

from generator.crew import Workers, mapped
from generator.publish.claims import folders
from generator.publish.copied import copied, newest
from generator.publish.note import (
    Seen,
    Shelf,
    Stamp,
    joined,
    load,
    look,
    look_at_all,
    packed,
    save,
    split,
    stamp,
    unpacked,
    untrusted,
)

_JOBS = 4
_SHARE = 10_000
"""Files that are worth a job of their own."""


class Held:
    """The files of the tree at `root`; a folder is taken apart only when something of it is asked for or changes.

    `strays` are what must go or be made anew: files of a wrong mode or kind, and folders, with a `/`, of a wrong mode or
    without anything in them. `intact` tells that all is as noted, `is_copy` that it was brought here whole and has other stamps. `modes` are those of a file and of a folder as the
    file system gives them back; `workers` look at the tree.
    """

    def __init__(self, root: Path, state: Path, modes: tuple[int, int], workers: Workers = 1) -> None:
        self._root, self._state, self._modes = str(root), state, modes
        self._noted = load(state)
        self._seen: dict[str, Seen] = {}
        self._stamps: dict[str, dict[str, Stamp]] = {}
        self._digests: dict[str, dict[str, str]] = {}
        self._claimed: dict[str, frozenset[str]] = {}
        self.strays: list[str] = []
        if root.is_dir():
            self._look("", dict(self._ahead(workers)))
        copy = None if self.strays else copied(self._root, self._seen, self._noted)
        self.is_copy = copy is not None
        self._noted = copy or self._noted
        self._changed = {folder for folder in self._seen if not self._is_as_noted(folder)}
        self._same_folders = self.folders() == self._noted.keys()
        self.intact = bool(self._seen) and self._same_folders and not self._changed and not self.strays

    def __len__(self) -> int:
        return sum(len(seen.stamps) for seen in self._seen.values()) // 32

    def addresses(self) -> Iterator[str]:
        """Every file that can be kept."""
        for folder, seen in self._seen.items():
            prefix = folder and f"{folder}/"
            yield from [prefix + name for name in split(seen.names)]

    def is_claimed(self, address: str) -> bool:
        """Whether the last publish had an output at this address."""
        folder, _, name = address.rpartition("/")
        return folder in self._noted and name in self._names_noted(folder)

    def has(self, address: str) -> bool:
        """Whether there is a file that can be kept."""
        folder, _, name = address.rpartition("/")
        return name in self.stamps(folder)

    def digest(self, address: str, size: int | None = None) -> str | None:
        """The digest of the bytes that the tree holds there, None without any; a `size` spares reading what differs."""
        folder, _, name = address.rpartition("/")
        if folder not in self._seen:
            return None
        digests = self._digests_of(folder)
        if (digest := digests.get(name)) is not None or folder not in self._changed:
            return digest
        now = self.stamps(folder).get(name)
        if now is None or size not in (None, now[2]):
            return None
        with suppress(OSError), open(f"{self._root}/{address}", "rb") as file:
            digests[name] = file_digest(file, "sha256").hexdigest()
            return digests[name]
        return None

    def stamps(self, folder: str) -> dict[str, Stamp]:
        """The files of a folder with their stamps; whoever changes that calls `put` or `forget`."""
        if folder not in self._stamps:
            seen = self._seen.get(folder)
            self._stamps[folder] = (
                dict(zip(split(seen.names), unpacked(seen.stamps), strict=True)) if seen else {}
            )
        return self._stamps[folder]

    def put(self, address: str, stamp: Stamp, digest: str | None = None) -> None:
        """Take note of another stamp, and with new bytes of another digest."""
        folder, _, name = address.rpartition("/")
        digests = self._digests_of(folder)
        self.stamps(folder)[name] = stamp
        if digest is not None:
            digests[name] = digest
        self._changed.add(folder)

    def forget(self, address: str) -> Stamp:
        """Take a file off the list; its last stamp."""
        folder, _, name = address.rpartition("/")
        self._digests_of(folder).pop(name, None)
        self._changed.add(folder)
        return self.stamps(folder).pop(name)

    def folders(self) -> set[str]:
        """The folders that hold files, and those above them; the root is an empty name."""
        known = self._seen.keys() | self._stamps.keys()
        full = {
            folder
            for folder in known
            if (self.stamps(folder) if folder in self._stamps else self._seen[folder].names)
        }
        return folders(f"{folder}/" for folder in full)

    def twin(self, folder: str) -> tuple[int, int] | None:
        """The noted stamp of a folder's twin in the spare, if twin and folder were the same and the folder still is."""
        shelf = self._noted.get(folder) if self._same_folders and folder not in self._changed else None
        return shelf.spare if shelf else None

    def note(self, spare: str | None, now: Callable[[], int]) -> None:
        """Write down what the tree holds, when whoever edits it from now on leaves another time on it.

        `spare` is the twin that was made equal to it; without one, what was known of the twin stands.
        """
        nothing = (0, 0)
        twins = {
            folder: _twin(f"{spare}/{folder}") if spare else self.twin(folder) or nothing
            for folder in self.folders()
        }
        changed = {
            folder: self.stamps(folder)
            for folder in twins
            if folder in self._changed or folder not in self._noted
        }
        files = chain.from_iterable(stamps.values() for stamps in changed.values())
        copied_at = newest(self._noted.values()) if self.is_copy else 0
        latest = max(chain((copied_at,), (file[1] for file in files), (twin[1] for twin in twins.values())))
        for _ in range(20):
            if (clock := now()) > latest:
                break
            time.sleep(0.001)
        if copied_at >= clock:
            return
        shelves = {}
        for folder, twin in sorted(twins.items()):
            trusted = twin if twin[1] < clock else nothing
            if folder in changed:
                shelves[folder] = self._shelf(folder, changed[folder], trusted, clock)
            else:
                shelves[folder] = self._noted[folder]._replace(spare=trusted)
        save(self._state, shelves)

    def _shelf(self, folder: str, files: dict[str, Stamp], twin: tuple[int, int], clock: int) -> Shelf:
        """The note of a folder, in the order in which the system will list it again."""
        names = [name for name in os.listdir(f"{self._root}/{folder}") if name in files]
        stamps = [files[name] if files[name][1] < clock else untrusted(files[name]) for name in names]
        digests = self._digests_of(folder)
        return Shelf(
            joined(names), packed(stamps), bytes.fromhex("".join([digests[name] for name in names])), twin
        )

    def _digests_of(self, folder: str) -> dict[str, str]:
        """What is known of the files of a folder: all where it is as noted, else those that are."""
        if folder not in self._digests:
            shelf = self._noted.get(folder)
            if shelf is None:
                self._digests[folder] = {}
            else:
                text = shelf.digests.hex()
                digests = [text[start : start + 64] for start in range(0, len(text), 64)]
                names = split(shelf.names)
                if folder in self._changed:
                    now = self.stamps(folder)
                    noted = zip(names, unpacked(shelf.stamps), digests, strict=True)
                    self._digests[folder] = {
                        name: digest for name, stamp, digest in noted if now.get(name) == stamp
                    }
                else:
                    self._digests[folder] = dict(zip(names, digests, strict=True))
        return self._digests[folder]

    def _names_noted(self, folder: str) -> frozenset[str]:
        if folder not in self._claimed:
            shelf = self._noted.get(folder)
            self._claimed[folder] = frozenset(split(shelf.names) if shelf else ())
        return self._claimed[folder]

    def _look(self, folder: str, ahead: dict[str, Seen]) -> None:
        path, prefix = f"{self._root}/{folder}", folder and f"{folder}/"
        seen = self._seen[folder] = ahead.get(folder) or look(path, self._modes[0])
        self.strays += [prefix + name for name in seen.strays]
        if seen.mode != self._modes[1] or (folder and not (seen.names or seen.folders or seen.strays)):
            self.strays.append(prefix or "/")
        for name in seen.folders:
            self._look(prefix + name, ahead)

    def _ahead(self, workers: Workers) -> Iterator[tuple[str, Seen]]:
        """What workers see of the folders that are noted, where these hold enough for several."""
        jobs = min(_JOBS, sum(len(shelf.stamps) for shelf in self._noted.values()) // 32 // _SHARE)
        if jobs < 2 or workers == 1:
            return
        folders = sorted(self._noted, key=lambda folder: len(self._noted[folder].stamps), reverse=True)
        parts = [folders[start::jobs] for start in range(jobs)]
        paths = [[f"{self._root}/{folder}" for folder in part] for part in parts]
        with mapped(look_at_all, self._modes[0], paths, workers) as looks:
            for part, found in zip(parts, looks, strict=True):
                yield from ((folder, seen) for folder, seen in zip(part, found, strict=True) if seen)

    def _is_as_noted(self, folder: str) -> bool:
        seen, noted = self._seen[folder], self._noted.get(folder)
        return noted is not None and seen.names == noted.names and seen.stamps == noted.stamps


def _twin(path: str) -> tuple[int, int]:
    """The stamp of a folder; without one, what no folder has."""
    with suppress(OSError):
        return stamp(path)[:2]
    return 0, 0
