"""Small steps in a tree of files: folders and modes, and how a name goes whatever stands there."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

FILE, FOLDER = 0o644, 0o755


def set_mode(target: int | str | Path, mode: int) -> None:
    """Set the mode whatever the umask; a file system without modes refuses, and has nothing to set."""
    with suppress(PermissionError):
        os.chmod(target, mode)


def make_folders(root: str, folder: str) -> None:
    """Make a folder below the root and those above it, in the place of anything else; others may do the same now."""
    parent = folder.rpartition("/")[0]
    if parent:
        make_folders(root, parent)
    path = f"{root}/{folder}"
    try:
        os.mkdir(path, FOLDER)
    except FileExistsError:
        if os.path.isdir(path) and not os.path.islink(path):
            return
        os.unlink(path)
        os.mkdir(path, FOLDER)
    set_mode(path, FOLDER)


def remove(path: str) -> None:
    """Take a file, a link or a whole folder away; it may be gone already."""
    try:
        os.unlink(path)
    except (FileNotFoundError, NotADirectoryError):
        return
    except (IsADirectoryError, PermissionError):  # Linux says the first, POSIX the second
        shutil.rmtree(path)


def remove_empty(root: str, folder: str) -> None:
    """Take a folder away and those above it, as far as nothing is in them."""
    with suppress(OSError):
        while folder:
            os.rmdir(f"{root}/{folder}")
            folder = folder.rpartition("/")[0]


def modes(beside: Path) -> tuple[int, int]:
    """What a file and a folder of ours look like here: a file system without modes has its own idea of them."""
    shutil.rmtree(beside, ignore_errors=True)
    os.mkdir(beside)
    try:
        set_mode(beside, FOLDER)
        file = beside / "file"
        file.touch()
        set_mode(file, FILE)
        return os.lstat(file).st_mode, os.lstat(beside).st_mode
    finally:
        shutil.rmtree(beside, ignore_errors=True)
