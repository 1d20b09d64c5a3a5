"""A county of one case, with a text planted in a field of it in one of YAML's styles."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.rig.building import ROOT

CASE = "content/cases/mayor/2026/03.yml"
_STYLES = {
    "title": ("title", "plain"),
    "letter": ("letter", "literal"),
    "letter, folded": ("letter", "folded"),
    "letter, in single quotes": ("letter", "single"),
    "summary, in double quotes": ("summary", "double"),
    "answer": ("answer", "single"),
    "reply": ("text", "literal"),
    "reply, folded": ("text", "folded"),
    "reply, over lines": ("text", "lines"),
    "note": ("note", "double"),
}
FIELDS = tuple(_STYLES)


def _scalar(text: str, style: str, indent: int) -> str:
    inner = "\n" + " " * (indent + 2)
    return {
        "plain": text,
        "single": f"'它''s {text}'",
        "double": f'"\\u5317山\\t路 \\"{text}\\""',
        "literal": f"|{inner}第一行，见附件。\n{inner}  {text}{inner}末行",
        "folded": f">-{inner}第一行，{inner}第二行。\n{inner}{text}{inner}末行",
        "lines": f"第一行，{inner}第二行。\n{inner}{text}",
    }[style]


def plant_text(folder: Path, field: str, text: str) -> str:
    """Lay the county into an empty folder, with `text` in a field of its case; the case's YAML."""
    shutil.copytree(ROOT / "tests/cases/_county", folder, dirs_exist_ok=True)
    place, style = _STYLES[field]

    def said(name: str, other: str, indent: int) -> str:
        return _scalar(text, style, indent) if name == place else other

    yaml = f"""# 一条办件
- id: XZ-2026-0001
  type: complaint
  title: {said("title", "夜间施工扰民", 2)}
  topic: environment/noise
  summary: {said("summary", "北山路夜间施工", 2)}
  letter: {said("letter", "夜间施工，睡不着。", 2)}
  events:
    - {{event: received, at: 2026-03-02 09:14}}
    - event: assigned
      at: 2026-03-03
      to: ecology
      note: {said("note", "请核实", 6)}
    - event: replied
      at: 2026-03-10
      by: ecology
      answer: {said("answer", "已责令停工整改。", 6)}
      text: {said("text", "经查属实，已责令停工。", 6)}
"""
    path = folder / CASE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml, "utf-8")
    return yaml
