"""The self-audit: every check passes and fails where its threshold says, and names what to mend."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import addresses
from generator.audit import CHECKS, Finding, audit
from generator.audit.checks import NEWEST_RECORD, NEWEST_REPLY, QUESTIONS, RESULT
from generator.audit.report import text
from generator.cli import main
from generator.model import Record
from generator.model.register import Register
from tests.rig.building import ROOT
from tests.rig.markup import parsed
from tests.rig.tallied import letter, register, tallied
from tests.rig.timed import RESULT as DECISION
from tests.rig.timed import TODAY, call, case, session, survey

DAY = timedelta(1)


def found(
    name: str,
    *records: Record,
    registers: tuple[Register, ...] = (),
    today: date = TODAY,
    prose: dict[str, str] | None = None,
    attachments: tuple[str, ...] = (),
) -> Finding:
    """The finding of one column and check, as `mayor.overdue`."""
    findings = audit(tallied(records, registers, today), prose or {}, attachments)
    (finding,) = (finding for finding in findings if finding.id == name)
    return finding


def test_an_empty_column_fails_and_one_record_fills_it() -> None:
    assert not found("ideas.empty-column").passes
    assert found("ideas.empty-column", call()).passes


@pytest.mark.parametrize(("age", "passes"), [(NEWEST_REPLY, True), (NEWEST_REPLY + 1, False)])
def test_a_mailbox_is_as_fresh_as_its_newest_reply(age: int, passes: bool) -> None:
    answered = letter(1, TODAY - (age + 5) * DAY, 5)
    finding = found("mayor.newest", answered, letter(2, TODAY, None))
    assert finding.passes is passes
    assert str(age) in finding.said.zh


def test_a_mailbox_that_never_answered_is_not_fresh() -> None:
    assert not found("mayor.newest", letter(1, TODAY, None)).passes


@pytest.mark.parametrize(("age", "passes"), [(NEWEST_RECORD, True), (NEWEST_RECORD + 1, False)])
def test_another_column_is_as_fresh_as_its_newest_record(age: int, passes: bool) -> None:
    day = date(2026, 10, 1) + age * DAY
    assert found("ideas.newest", call(result=DECISION), today=day).passes is passes


def test_overdue_letters_are_named() -> None:
    late, fresh = letter(1, date(2026, 3, 2), None), letter(2, TODAY - DAY, None)
    finding = found("mayor.overdue", late, fresh)
    assert (finding.passes, [record.id for record in finding.records]) == (False, [late.id])
    assert found("mayor.overdue", fresh).passes


def test_the_last_whole_quarter_needs_a_register_each_month() -> None:
    kept = tuple(register(month, 3, 0) for month in ("2026-07", "2026-08", "2026-09"))
    assert found("mayor.registers", registers=kept).passes
    finding = found("mayor.registers", registers=kept[:2])
    assert not finding.passes
    assert "2026-09" in finding.said.zh
    assert found("mayor.registers", registers=kept, today=date(2026, 12, 31)).passes
    assert not found("mayor.registers", registers=kept, today=date(2027, 1, 1)).passes


def test_calls_and_surveys_owe_a_result_after_their_days() -> None:
    closed = date(2026, 10, 31)
    for name, open_one, decided in (
        ("ideas.results", call(), call(result=DECISION)),
        ("survey.results", survey(), survey(result=DECISION)),
    ):
        assert found(name, open_one, today=closed + RESULT * DAY).passes
        failing = found(name, open_one, today=closed + (RESULT + 1) * DAY)
        assert (failing.passes, failing.records) == (False, (open_one,))
        assert found(name, decided, today=closed + (RESULT + 1) * DAY).passes


def test_a_result_does_not_excuse_an_opinion_that_nobody_weighed() -> None:
    unheard = call(result=DECISION, opinions=[{"text": "先修桥。"}])
    assert not found("ideas.results", unheard, today=date(2026, 12, 24)).passes


def test_questions_left_fail_after_their_days() -> None:
    left = session()
    ended = date(2026, 3, 2)
    assert found("interview.questions", left, today=ended + QUESTIONS * DAY).passes
    assert not found("interview.questions", left, today=ended + (QUESTIONS + 1) * DAY).passes
    answered = session(answer={"text": "四月。"})
    assert found("interview.questions", answered).passes


def test_an_overdue_promise_fails_and_a_kept_one_does_not() -> None:
    promise = {"what": "修好", "by": "2026-03-10"}
    broken = case(("received", "2026-03-02"), ("replied", "2026-03-03", {"promises": [promise]}))
    kept = case(
        ("received", "2026-03-02"),
        ("replied", "2026-03-03", {"promises": [promise]}),
        ("kept", "2026-03-20", {"text": "修好了。"}),
    )
    assert found("mayor.promises", broken).records == (broken,)
    assert found("mayor.promises", kept).passes


def test_links_of_prose_lead_somewhere_or_are_told() -> None:
    record = letter(1, TODAY, 0)
    good = (
        f"[a](index.html) [b](mayor/index.html) [c](mayor/{record.id}.html#top) [d](help.md) [e](promises.html) "
        "[f](attachments/form.pdf) [g](topics/roads.lamps.html) [h](mailto:office@example.org) [i](#here)"
    )
    finding = found("site.links", record, prose={"about": good, "help": ""}, attachments=("form.pdf",))
    assert finding.passes, finding.links
    bad = "[a](mayor/XZ-2026-9999.html) [b](attachments/lost.pdf) <a href='nowhere.html'>c</a> [d](https://example.org/x)"
    finding = found("site.links", record, prose={"about": bad})
    assert not finding.passes
    assert [target for _, target in finding.links.dead] == [
        "mayor/XZ-2026-9999.html",
        "attachments/lost.pdf",
        "nowhere.html",
    ]
    assert finding.links.outside == (("about.html", "https://example.org/x"),)


def test_a_file_that_a_record_names_is_looked_for() -> None:
    record = letter(1, TODAY, 0, attachments=[{"file": "cases/a.pdf", "title": "照片"}])
    assert found("site.links", record, attachments=("cases/a.pdf",)).passes
    assert not found("site.links", record).passes


def test_every_column_is_looked_at_and_every_check_is_used_once_a_column() -> None:
    findings = audit(tallied([letter(1, TODAY, 0), call(), session(), survey()]), {}, ())
    ids = [finding.id for finding in findings]
    assert len(ids) == len(set(ids))
    assert {finding.check for finding in findings} == set(CHECKS)


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "tests/cases/_county", tmp_path, dirs_exist_ok=True)
    shutil.copytree(ROOT / "tests/cases/whole/content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["audit", *arguments])
    return result.exit_code, result.output


def test_the_command_names_what_to_mend_and_fails(county: Path) -> None:
    code, said = run("--today", "2026-09-01")
    assert code == 1
    assert "[不通过]" in said
    assert "标准：" in said
    code, listed = run("--today", "2026-09-01", "--format", "json")
    rows = json.loads(listed)
    assert code == 1
    assert sum(not row["passes"] for row in rows) == said.count("[不通过]")
    assert not (county / "site").exists()


def test_a_long_list_says_how_much_of_it_is_left_out() -> None:
    late = [letter(n, date(2026, 3, 2), None) for n in range(1, 31)]
    tally = tallied(late)
    for language, words in (("zh", "另有 10 条"), ("en", "and 10 more")):
        said = text(audit(tally, {}, ()), tally.catalogue.county, language)  # type: ignore[arg-type]
        assert words in said
        assert said.count("XZ-2026-00") == 40


def test_the_command_passes_where_all_passes(county: Path) -> None:
    shutil.rmtree(county / "content")
    columns = county / "site_config/columns.yml"
    columns.write_text("[]\n", "utf-8")
    code, said = run("--today", "2026-09-01")
    assert code == 0, said


def test_content_with_errors_is_not_audited(county: Path) -> None:
    (county / "content/cases/mayor/2026/04.yml").write_text("id: XZ-2026-0002\n", "utf-8")
    code, said = run("--today", "2026-04-01")
    assert code == 1
    assert "missing-field" in said


def test_the_page_shows_as_many_failures_as_it_counts(demo_site: Path) -> None:
    page = parsed((demo_site / addresses.AUDIT).read_bytes())
    failed = page.xpath("//span[contains(@class, 'wz-state--fail')]")
    (said,) = page.xpath("//p[@class='wz-lead']/strong/text()")
    assert said.startswith(f"{len(failed)} ")
    for link in page.xpath("//ul[@class='wz-audit__mend']//a/@href"):
        path, _, anchor = link.partition("#")
        assert not path or (demo_site / path).is_file()
        assert not anchor or page.xpath("//li[@id=$id]", id=anchor)
