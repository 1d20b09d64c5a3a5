"""The hidden twin of the site: hard links to the same files, so that a new site costs what changed in it.

A build changes the twin, which then takes the site's place; the site that was becomes the next twin. Its folders are
looked at before it is used, so a twin that is missing, stale or damaged costs time and nothing else.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.publish.held import Held
from generator.publish.note import Stamp, stamp, untrusted
from generator.publish.tree import FOLDER, make_folders, remove, remove_empty, set_mode


class Spare:
    """The twin at `folder` of the tree at `root`, of which `held` knows what it holds."""

    def __init__(self, folder: Path, root: Path, held: Held, folder_mode: int) -> None:
        self.path, self._root, self._held, self._mode = str(folder), str(root), held, folder_mode
        self.linked = True

    def mend(self, *, trusting: bool = True) -> None:
        """Make the twin hold what is held and nothing else; a trusted folder with the noted stamp is right unseen."""
        if os.path.islink(self.path) or not os.path.isdir(self.path):
            remove(self.path)
            os.mkdir(self.path)
        inner: dict[str, set[str]] = {}
        for folder in self._held.folders():
            inner.setdefault(folder, set())
            if folder:
                inner.setdefault(folder.rpartition("/")[0], set()).add(folder)
        self._mend("", inner, trusting)

    def add(self, address: str) -> None:
        """Bring one file of the root over: a link, or where that does not work, a copy with its time."""
        source, target = f"{self._root}/{address}", f"{self.path}/{address}"
        folder, _, name = address.rpartition("/")
        trusted = self._held.stamps(folder).get(name) == stamp(source)
        while True:
            try:
                os.link(source, target, follow_symlinks=False)
            except FileExistsError:
                remove(target)
                continue
            except (FileNotFoundError, NotADirectoryError):
                os.lstat(source)
                make_folders(self.path, folder)
                continue
            except OSError:
                self.linked = False
                shutil.copy2(source, target)
            break
        made = stamp(target)
        self._held.put(address, made if trusted else untrusted(made))

    def drop(self, went: Mapping[str, Stamp]) -> None:
        """Take files away, and the folders that they leave empty."""
        for address, known in went.items():
            path = f"{self.path}/{address}"
            # Where letter case does not count, a new file may stand under the old name.
            with suppress(FileNotFoundError, NotADirectoryError):
                if os.lstat(path).st_ino == known[0]:
                    os.unlink(path)
            remove_empty(self.path, address.rpartition("/")[0])

    def _mend(self, folder: str, inner: Mapping[str, set[str]], trusting: bool) -> None:
        path, prefix = f"{self.path}/{folder}", folder and f"{folder}/"
        now = os.lstat(path)
        if not trusting or self._held.twin(folder) != (now.st_ino, now.st_ctime_ns):
            if now.st_mode != self._mode:
                set_mode(path, FOLDER)
            files, right, wrong = self._held.stamps(folder), set(), []
            with os.scandir(path) as entries:
                for entry in entries:
                    name = entry.name
                    if name in files and files[name][0] == entry.inode():
                        right.add(name)
                    elif prefix + name not in inner[folder] or not entry.is_dir(follow_symlinks=False):
                        wrong.append(entry.path)
            for one in wrong:
                remove(one)
            for name in files.keys() - right if len(right) < len(files) else ():
                self.add(prefix + name)
            for one in inner[folder]:
                make_folders(self.path, one)
        for one in inner[folder]:
            self._mend(one, inner, trusting)
