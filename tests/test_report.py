"""The formats of problems, for people and for the tools of a repository's host."""

from __future__ import annotations

import json

from generator.problem import Mark, Problem, Text, ordered
from generator.report import FORMATS

ONE = Problem(
    "unknown-topic",
    Mark("content/a,b:c.yml", 3, 7),
    Text("没有\n这个 100%", "no such\n100%"),
    Text("改正", "mend"),
)
HINT = Problem(
    "file-unused", Mark("content/x.txt"), Text("没有用到", "not used"), Text("移走", "move it"), "warning"
)


def test_text_begins_with_a_place_that_editors_can_open() -> None:
    said = FORMATS["text"]([ONE, HINT], "zh")
    assert said.startswith("content/a,b:c.yml:3:7  unknown-topic  错误\n")
    assert said.endswith("共 1 处错误、1 处提醒。\n")
    assert FORMATS["text"]([], "en") == "No problems found.\n"


def test_json_holds_everything_in_both_languages() -> None:
    rows = json.loads(FORMATS["json"]([ONE], "zh"))
    assert rows[0]["line"] == 3 and rows[0]["column"] == 7
    assert rows[0]["what"] == {"zh": "没有\n这个 100%", "en": "no such\n100%"}


def test_a_github_annotation_is_one_line_whatever_the_text_holds() -> None:
    lines = FORMATS["github"]([ONE], "en").splitlines()
    assert lines[0] == (
        "::error file=content/a%2Cb%3Ac.yml,line=3,col=7,title=unknown-topic::no such%0A100%25 mend"
    )


def test_gitlab_gets_a_code_quality_report_with_lasting_fingerprints() -> None:
    first, second = (json.loads(FORMATS["gitlab"]([ONE, HINT], "zh")) for _ in range(2))
    assert first == second
    assert first[0]["location"] == {"path": "content/a,b:c.yml", "lines": {"begin": 3}}
    assert [row["severity"] for row in first] == ["major", "minor"]
    assert len({row["fingerprint"] for row in first}) == 2


def test_problems_are_ordered_by_place_and_said_once() -> None:
    assert ordered([HINT, ONE, ONE]) == [ONE, HINT]


def test_sarif_holds_what_code_scanning_needs() -> None:
    log = json.loads(FORMATS["sarif"]([ONE, HINT], "zh"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["file-unused", "unknown-topic"]
    first, second = run["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("unknown-topic", 1, "error")
    assert second["level"] == "warning"
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "content/a%2Cb%3Ac.yml"}
    assert place["region"] == {"startLine": 3, "startColumn": 7}
    assert first["message"]["text"] == "没有\n这个 100%\n改正"
    assert first["partialFingerprints"] != second["partialFingerprints"]


def test_sarif_without_problems_is_a_whole_log() -> None:
    assert json.loads(FORMATS["sarif"]([], "zh"))["runs"][0]["results"] == []
