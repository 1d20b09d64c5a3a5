"""Personal data is found however it is written, shown where it stands, and kept apart from ordinary numbers."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.examining import checked
from generator.privacy import Finding, findings, identifiers, may_hold, redacted
from generator.problem import Mark
from tests.rig.identifiers import DISGUISES, MAIL_DISGUISES, NUMBERS, clean_letter, mailbox
from tests.rig.secrets import CASE, FIELDS, plant_text

RANDOM = st.integers(0, 2**32).map(Random)


def codes(text: str) -> list[str]:
    return [finding.code for finding in findings(text)]


def only(text: str) -> Finding:
    (found,) = findings(text)
    return found


@given(RANDOM, st.sampled_from(sorted(NUMBERS)), st.sampled_from(sorted(DISGUISES)))
@settings(max_examples=400)
def test_an_identifier_is_found_in_any_disguise(random: Random, kind: str, disguise: str) -> None:
    before, after = (
        random.choice(("请联系", "我2019年3月2日来过，", "", "(")),
        random.choice(("。", "谢谢", ", 2026-03-02", "")),
    )
    written = DISGUISES[disguise](NUMBERS[kind](random))
    (found,) = identifiers(before + written + after)
    assert found.code == kind.strip()
    assert (found.start, found.end) == (len(before), len(before + written))


@given(RANDOM, st.sampled_from(sorted(NUMBERS)), st.integers(1, 10))
def test_an_identifier_is_found_over_a_line_end(random: Random, kind: str, at: int) -> None:
    number = NUMBERS[kind](random)
    (found,) = identifiers(f"请联系\n{number[:at]}\n{number[at:]}，谢谢")
    assert (found.code, found.start, found.end) == (kind.strip(), 4, 5 + len(number))


@given(RANDOM, st.sampled_from(sorted(MAIL_DISGUISES)))
def test_an_address_is_found_in_any_disguise(random: Random, disguise: str) -> None:
    written = MAIL_DISGUISES[disguise](mailbox(random))
    (found,) = identifiers(f"请发到{written}，谢谢")
    assert found.code == "privacy-email"
    assert (found.start, found.end) == (3, 3 + len(written))


@given(RANDOM, st.sampled_from(sorted(NUMBERS)), st.sampled_from(sorted(DISGUISES)))
def test_what_may_be_published_in_its_place_holds_nothing(random: Random, kind: str, disguise: str) -> None:
    text = f"请联系{DISGUISES[disguise](NUMBERS[kind](random))}，{mailbox(random)}谢谢。"
    clean = redacted(text, findings(text))
    assert codes(clean) == []
    assert clean.startswith("请联系")
    assert clean.endswith("谢谢。")


@given(RANDOM, st.sampled_from(sorted(NUMBERS)), st.sampled_from(sorted(DISGUISES)), st.sampled_from(FIELDS))
@settings(max_examples=60, deadline=None)
def test_a_fault_is_shown_at_its_line_and_column(
    tmp_path_factory: pytest.TempPathFactory, random: Random, kind: str, disguise: str, field: str
) -> None:
    written = DISGUISES[disguise](NUMBERS[kind](random))
    folder = tmp_path_factory.mktemp("county")
    text = plant_text(folder, field, f"夜间施工，请打{written}谢谢")
    found = checked(folder / "content", folder / "site_config", today=date(2026, 4, 1))
    offset = text.index(written)
    place = Mark(
        (folder / CASE).as_posix(), text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
    )
    assert [(p.code, p.mark) for p in found.problems if p.is_error] == [(kind.strip(), place)]


def test_no_clean_letter_is_stopped() -> None:
    random = Random(20260401)
    letters = [clean_letter(random) for _ in range(3000)]
    assert [letter for letter in letters if any(identifiers(letter))] == []


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("电话13900000000", "139****0000"),
        ("电话+852 5123 4567", "+852*****567"),
        ("证号11010519491231002X", "11*************02X"),
        ("证号110105491231002", "11**********002"),
        ("发到 noise@example.org", "n***@example.org"),
        ("微信号：beishan_88", "be********"),
        ("QQ:10000001", "10******"),
        ("闽A·00000挂", "闽A*****挂"),
        ("护照号E00000000", "E*******0"),
        ("联系人：欧阳小明，晚上在", "欧***"),
        ("家住北山路12号3栋2单元501室", "某处"),
        ("家住龙岗街道北山路12号3栋2单元501室", ""),
        ("我是青溪镇大坪村三组村民", ""),
        ("请打139；00000000。", "139****0000"),
    ],
)
def test_the_mend_is_ready_to_paste(text: str, instead: str) -> None:
    assert only(text).instead == instead


@pytest.mark.parametrize(
    "text",
    [
        "请打12345、12315、110或0591-87654321，传真0591-8765432",
        "办件XZ-2026-0123，示政办发〔2026〕12号",
        "总投资13900000000元，合13,900,000,000元",
        "坐标26.08123456,119.29876543，比例0.13900000000",
        "宗地1391-2019-0003、合同1501-2019-004",
        "已登记138****1234、35*************123、a***@qq.com",
        "请加QQ群12345678，关注微信公众号：shifanxian",
        "请到北山路12号政务服务中心3楼302室办理",
        "联系人：王主任，联系人：张先生，联系人：李某某，",
        "本人于2019年来信，本人方便时再来",
        "请求硬化青溪镇大坪村三组道路",
        "图标logo@2x.png，见https://www.example.gov.cn/art/2019/3/2/art_1234567.html",
        "sha256:9f1390000000045bc0ffee1390000000045bc0ffee1390000000045bc0ffee00",
        "一、二、三、四、五、六、七、八、九、十、十一",
        "2026-03-02T09:14:00+08:00，GMT+8 2026-03-02 09:14，气温+12 至 +15",
        "表号139、00000000、00000001",
    ],
)
def test_ordinary_numbers_and_offices_pass(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("证号110105194912310021", "privacy-id-mistyped"),
        ("身份证：1101051949123100", "privacy-id-mistyped"),
        ("合同编号13900000000", "privacy-mobile"),
        ("https://example.org/139/13900000000.html", "privacy-mobile"),
    ],
)
def test_what_may_be_something_else_warns(text: str, code: str) -> None:
    found = only(text)
    assert (found.code, found.severity) == (code, "warning")


@pytest.mark.parametrize(
    "digit", ["1", "一", "1 ", "@", "a@", "138-", "路1号", "村一组", "微信", "闽A", "本人王", "1栋"]
)
def test_a_long_text_of_one_thing_is_read_to_its_end(digit: str) -> None:
    text = digit * 2000 + "，电话13900000000"
    assert "privacy-mobile" in codes(text)


@given(
    st.lists(st.text(), max_size=5),
    RANDOM,
    st.sampled_from(sorted(NUMBERS)),
    st.sampled_from(sorted(DISGUISES)),
)
def test_texts_looked_at_in_one_go_hide_nothing_of_each_other(
    texts: list[str], random: Random, kind: str, disguise: str
) -> None:
    hidden = DISGUISES[disguise](NUMBERS[kind](random))
    texts.insert(random.randrange(len(texts) + 1), hidden)
    assert may_hold(texts) or not any(codes(text) for text in texts)


@pytest.mark.parametrize(
    ("one", "other"), [("他住3栋", "201室"), ("微信", "abc12345"), ("1380013", "8000"), ("姓名", "王小明")]
)
def test_nothing_is_read_across_two_texts(one: str, other: str) -> None:
    assert not may_hold([one, other])


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    found = list(findings(text))
    assert all(0 <= finding.start < finding.end <= len(text) for finding in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_numbers_of_the_directory_are_public(tmp_path: Path) -> None:
    plant_text(tmp_path, "letter", "抢修请打139 0000 0000")
    departments = tmp_path / "site_config/departments.yml"
    departments.write_text(
        "- {id: ecology, name: 生态环境局, phones: [13900000000]}\n- {id: office, name: 县政府办公室}\n",
        "utf-8",
    )
    assert checked(tmp_path / "content", tmp_path / "site_config", today=date(2026, 4, 1)).problems == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("calendar.yml", "days_off:\n  - {first: 2026-05-08, name: 抢修13900000000}\n"),
        ("synonyms.yml", "- [电梯, 升降梯, 13900000000]\n"),
        ("waivers.yml", "- {code: a, where: b, reason: c, who: 王13900000000, until: 2027-01-01}\n"),
        ("departments.yml", "- {id: ecology, name: 环境局, phones: [11010519491231002X]}\n"),
    ],
)
def test_no_setting_hides_an_identifier(tmp_path: Path, name: str, text: str) -> None:
    plant_text(tmp_path, "title", "夜间施工")
    path = tmp_path / "site_config" / name
    path.write_text(text, "utf-8")
    found = checked(tmp_path / "content", tmp_path / "site_config", today=date(2026, 4, 1)).problems
    line = text.splitlines()[-1]
    place = Mark(
        path.as_posix(), text.count("\n"), min(map(line.find, ("13900", "11010")), key=lambda at: at < 0) + 1
    )
    assert place in [p.mark for p in found if p.is_error and "privacy" in p.code]


def test_the_name_of_a_page_is_looked_at_for_it_becomes_an_address(tmp_path: Path) -> None:
    plant_text(tmp_path, "title", "夜间施工")
    page = tmp_path / "content/pages/13900000000.md"
    page.parent.mkdir(parents=True)
    page.write_text("# 帮助\n", "utf-8")
    found = checked(tmp_path / "content", tmp_path / "site_config", today=date(2026, 4, 1)).problems
    assert ("privacy-mobile", page.as_posix()) in [(p.code, p.mark.path) for p in found]


def test_the_report_does_not_repeat_what_must_not_be_known(tmp_path: Path) -> None:
    plant_text(tmp_path, "letter", "电话13912345678，护照号E12345678")
    for problem in checked(tmp_path / "content", tmp_path / "site_config", today=date(2026, 4, 1)).problems:
        assert "12345678" not in "".join((*problem.what, *problem.fix))
