"""Problems → what people and machines read: text for a terminal, JSON, annotations for GitHub and GitLab."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence

from generator.problem import Language, Problem, Text

_SEVERITY = {"error": Text("错误", "error"), "warning": Text("提醒", "warning")}


def text(problems: Sequence[Problem], language: Language) -> str:
    """Three lines a problem: place, code and weight; what and why; how to mend it. Then the count."""
    blocks = [
        f"{problem.mark}  {problem.code}  {_SEVERITY[problem.severity](language)}\n"
        f"  {problem.what(language)}\n"
        f"  {problem.fix(language)}\n"
        for problem in problems
    ]
    return "\n".join([*blocks, _count(problems, language)])


def _count(problems: Sequence[Problem], language: Language) -> str:
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return Text("内容没有问题。\n", "No problems found.\n")(language)
    return Text(f"共 {errors} 处错误、{warnings} 处提醒。\n", f"{errors} errors, {warnings} warnings.\n")(
        language
    )


def as_json(problems: Sequence[Problem], language: Language) -> str:
    """A list of objects: code, severity, path, line, column, what and fix in both languages."""
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "path": problem.mark.path,
            "line": problem.mark.line,
            "column": problem.mark.column,
            "what": problem.what._asdict(),
            "fix": problem.fix._asdict(),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def github(problems: Sequence[Problem], language: Language) -> str:
    """Workflow commands that GitHub shows on the changed lines."""
    lines = []
    for problem in problems:
        place = f"file={_property(problem.mark.path)},line={problem.mark.line},col={problem.mark.column}"
        message = _command(f"{problem.what(language)} {problem.fix(language)}")
        lines.append(f"::{problem.severity} {place},title={_property(problem.code)}::{message}")
    return "\n".join([*lines, _count(problems, language)])


def _command(value: str) -> str:
    """GitHub's own escapes for the data of a workflow command."""
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _command(value).replace(":", "%3A").replace(",", "%2C")


def gitlab(problems: Sequence[Problem], language: Language) -> str:
    """A Code Quality report (Code Climate's subset) that GitLab shows in merge requests."""
    rows = [
        {
            "check_name": problem.code,
            "description": f"{problem.what(language)} {problem.fix(language)}",
            "fingerprint": hashlib.sha256(
                f"{problem.mark.path}:{problem.code}:{problem.mark.line}:{problem.mark.column}:{problem.what.zh}".encode()
            ).hexdigest(),
            "severity": "major" if problem.is_error else "minor",
            "location": {"path": problem.mark.path, "lines": {"begin": problem.mark.line}},
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Problem], Language], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "gitlab": gitlab,
}
