"""A small county with all that depends on something else: what the edits of a script begin with."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml

from tests.rig.building import ROOT
from tests.rig.county import SEED
from tests.rig.edited import Edited, Record

TODAY = date(2026, 6, 30)
MOBILE = "13900000000"
_LETTERS = 13

_SETTINGS = """
columns:
- id: secretary
  title: 书记信箱
  kind: case
  prefix: SJ
  purpose: 写给书记
  rule:
    title: 办法
    answers: 县委办
    publishes: 来信与答复
    limits: [{step: reply, days: 5, extension: 5, pauses: true}]
- id: consultation
  title: 意见征集
  kind: call
  prefix: ZJ
  purpose: 文件草案
  rule: {title: 办法, answers: 县政府办, publishes: 意见}
departments:
- {id: ecology, name: 生态环境局, short: 环境局, phones: [0000-5550103]}
- {id: housing, name: 住房和建设局, aliases: [建设局]}
topics:
- {id: life/noise/night, title: 夜间施工}
- {id: roads, title: 道路, aliases: [马路]}
- {id: roads/lights, title: 路灯}
policies:
- {id: noise-law, title: 噪声污染防治法, since: 2022-06-05, link: 'https://law.example/noise'}
places: [龙岗街道, 青溪镇, 北山乡]
synonyms:
- [路灯, 街灯]
- [噪声, 噪音, 扰民]
gate: {answer_length: 40, same_for: 2}
waivers:
- {code: privacy-mobile, where: XZ-2026-0103, reason: 值班手机, who: 县政府办, until: 2027-12-31}
"""
_RECORDS = """
content/calls/consultation/ZJ-2026-0201.yml:
- id: ZJ-2026-0201
  title: 夜间施工管理办法
  topic: life/noise/night
  by: ecology
  asks: 夜间施工几点停
  drafts: [{file: drafts/night.txt, title: 草案}]
  opens: 2026-06-20
  closes: 2026-07-25
  related: [XZ-2026-0101, WJ-2026-0001]
content/clarifications/2026-06.yml:
- id: HY-2026-0202
  title: 停水传闻
  topic: roads
  at: 2026-06-28 10:00
  by: housing
  claim: 要停水三天
  spread: 微信群
  since: 2026-06-27
  verdict: misleading
  answer: 只停两小时
  finding: 检修两小时
  evidence: [{text: 检修单, record: SJ-2026-0102}]
content/sessions/FT-2026-0203.yml:
- id: FT-2026-0203
  title: 局长在线
  format: online-hours
  topic: roads/lights
  starts: 2026-06-10 09:00
  ends: 2026-06-10 11:00
  by: housing
  related: [SJ-2026-0105]
  questions:
  - {n: '1', text: 路灯何时修, answer: {text: 七月修好, promises: [{what: 修好路灯, by: 2026-07-20}]}}
  - {n: '2', text: 桥头也不亮, referred: XZ-2026-0104}
  - {n: '3', text: 哪里投诉噪声, answer: {text: 打值班电话}}
content/registers/secretary.yml:
- {column: secretary, month: 2026-05, received: '4', accepted: '3', published: '2', withheld: [{reason: writer, count: '1'}]}
"""


def rich() -> Edited:
    """The seed county with more columns, places, topics, and letters in every state."""
    county = Edited({}, TODAY)
    for path in sorted(SEED.rglob("*")):
        if path.is_file():
            name = path.relative_to(SEED).as_posix()
            county.files[name] = (
                _loaded(path.read_text("utf-8")) if path.suffix == ".yml" else path.read_bytes()
            )
    files = county.files
    files["content/calls/ideas/2026.yml"] = files.pop("content/calls/2026.yml")
    files["content/attachments/drafts/night.txt"] = "夜间十时后不得施工。\n".encode()
    files["content/pages/about.md"] = "# 关于\n\n见[说明](../attachments/paper.txt)。\n"
    files["mkdocs.yml"] = own_mkdocs()
    for name, entries in _loaded(_SETTINGS).items():
        if isinstance(entries, list):
            county.setting(name).extend(entries)
        else:
            files[f"site_config/{name}.yml"] = entries
    files.update(_loaded(_RECORDS))
    for number in range(_LETTERS):
        name, record = _letter(number)
        files.setdefault(name, []).append(record)
    return county


def own_mkdocs() -> str:
    """The project's own settings of the shell, as they have to be in another folder."""
    return (ROOT / "mkdocs.yml").read_text("utf-8").replace("custom_dir: ", f"custom_dir: {ROOT}/")


def _loaded(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CBaseLoader)


def _letter(number: int) -> tuple[str, Record]:
    """A letter of April to June; every third is not answered yet, every seventh was not published."""
    column, prefix = ("secretary", "SJ") if number % 3 == 2 else ("mayor", "XZ")
    id, day = f"{prefix}-2026-{100 + number:04}", date(2026, 4 + number % 3, 3 + number)
    record: Record = {
        "id": id,
        "type": ("complaint", "consult", "help", "suggest", "thanks")[number % 5],
        "title": f"第{number}封来信",
        "topic": ("life/noise/night", "roads", "roads/lights", "life")[number % 4],
        "place": ("龙岗街道", "青溪镇", "北山乡")[number % 3],
        "channel": ("web", "phone", "outreach")[number % 3],
        "letter": f"第{number}件事，{('路灯不亮', '夜里施工', '怎么办证')[number % 3]}。"
        + "请尽快。" * (number % 4),
        "events": [
            {"event": "received", "at": f"{day} 09:{10 + number}"},
            {"event": "accepted", "at": str(day)},
            {"event": "assigned", "at": str(day), "to": ("ecology", "housing", "office")[number % 3]},
        ],
    }
    if number == 3:
        record["letter"] += f"请打{MOBILE}。"
    if number % 7 == 6:
        del record["letter"]
        record |= {"withheld": {"reason": "writer"}, "summary": "反映一件家事"}
    if number % 3:
        record["events"].append(_reply(number, day))
    if number in (4, 5):
        record["related"] = [f"XZ-2026-{100 + number - 4:04}", "HY-2026-0202"]
    whole = number in (7, 11)
    return f"content/cases/{column}/2026/{id if whole else f'{day:%m}'}.yml", record


def _reply(number: int, day: date) -> Record:
    return {
        "event": "replied",
        "at": f"{day.replace(day=day.day + 4 + number % 4)} 16:{10 + number}",
        "by": ("ecology", "housing", "office")[number % 3],
        **({"jointly": ["office"]} if number == 4 else {}),
        "answer": f"第{number}件事已经办好",
        "text": ("已责令停工整改，夜里不得施工。", "路灯已修好，请放心。", "到窗口办证即可。")[number % 3],
        **({"basis": ["noise-law"]} if number % 4 == 0 else {}),
        **({"promises": [{"what": "装新路灯", "by": "2026-06-15"}]} if number == 5 else {}),
        **({"attachments": [{"file": "paper.txt", "title": "清单"}]} if number == 8 else {}),
    }
