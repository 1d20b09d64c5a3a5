"""Problems → what people and machines read: text for a terminal, JSON, annotations for GitHub and GitLab."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from generator import __version__
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
            "fingerprint": _fingerprint(problem),
            "severity": "major" if problem.is_error else "minor",
            "location": {"path": problem.mark.path, "lines": {"begin": problem.mark.line}},
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def sarif(problems: Sequence[Problem], language: Language) -> str:
    """A SARIF 2.1.0 log (OASIS, 2020) of one run, for code scanning; columns count characters."""
    codes = sorted({problem.code for problem in problems})
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": problem.severity,
            "message": {"text": f"{problem.what(language)}\n{problem.fix(language)}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(problem.mark.path)},
                        "region": {"startLine": problem.mark.line, "startColumn": problem.mark.column},
                    }
                }
            ],
            "partialFingerprints": {"problem/v1": _fingerprint(problem)},
        }
        for problem in problems
    ]
    run = {
        "tool": {
            "driver": {"name": "wenzheng", "version": __version__, "rules": [{"id": code} for code in codes]}
        },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _fingerprint(problem: Problem) -> str:
    """Lasts for as long as the problem stays where it is."""
    mark = problem.mark
    whole = f"{mark.path}:{problem.code}:{mark.line}:{mark.column}:{problem.what.zh}"
    return hashlib.sha256(whole.encode()).hexdigest()


FORMATS: Mapping[str, Callable[[Sequence[Problem], Language], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
}
