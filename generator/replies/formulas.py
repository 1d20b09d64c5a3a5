"""The formulas of official letters: receipt, handing on, thanks, wishes, dates. What is left without them says something.

The phrases are those of official style in general. One that is missing makes a reply look better, never worse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_OFFICE = (
    r"(?:人民政府|政府|办公室|办事处|委员会|管委会|部门|学校|街道|社区|公司|中心|支队|大队|单位|科室|领导|党委|集团|分局"
    r"|医院|法院|局|办|委|镇|乡|县|区|市|村|部|院|处|站|所|校)"
)
_STOP = "，,。！!；;：:\\n"
_TIME = r"\d{1,2}日?(?:\d{1,2}:\d{2})?"
DATE = rf"(?:\d{{2,4}}[年./-])?\d{{1,2}}[月./-]{_TIME}|\d{{4}}年\d{{1,2}}月"
_DATE = rf"(?:\d{{1,3}}[年./-]\d{{1,2}}[月./-]{_TIME}|\d?[月./-]{_TIME}|\d{{3}}年\d{{1,2}}月)"  # after a first digit
_THANKS = rf"[^{_STOP}]{{0,40}}"
_PLATFORM = r"台《[^》\n]{1,12}》?"
_HANDED_ON = (
    rf"(?:办|送|至|给|到|由|请|了|予|交|告|报|达)*[^{_STOP}]{{1,24}}?{_OFFICE}+"
    rf"(?:、[^{_STOP}、]{{1,16}}?{_OFFICE}+)*"
)
_SHAPES = (
    ("祝", rf"(?:您|你|大家|各位|全家|阖家)*[^{_STOP}]{{0,16}}(?:[愉快乐康福利安意心好]|吉祥|进步)"),
    ("带", rf"来了?[^{_STOP}]{{0,6}}不便"),
    ("造", rf"成了?[^{_STOP}]{{0,6}}不便"),
    ("感致", "谢" + _THANKS),
    ("谢", "谢" + _THANKS),
    ("通", "过平" + _PLATFORM),
    ("在", "平" + _PLATFORM),
    ("平", _PLATFORM),
    ("转交函报", _HANDED_ON),
    ("反", "馈" + _HANDED_ON),
    ("0123456789", _DATE),
)
"""What each of some first characters may begin: wishes, regrets, thanks, a platform, handing on to an office, dates."""

_WORDS = """
尊敬的 亲爱的 敬爱的 网友 网民 市民朋友 市民 群众 同志 朋友 先生 女士 来信人 写信人 信访人 投诉人 家长 业主 用户 各位 大家
您好 你好 您们好 你们好 您 你 您们 你们 我们 我办 我局 我委 我县 我市 我区 我镇 我乡 我单位 我部 我中心 我校 我院 我街道
本单位 本局 本部门 本办 来信 来函 来电 来帖 来访 来件 信件 函件 邮件 信函 信访件 留言 发帖 帖文 帖子 贵函 回信 信息 问政
平台 栏目 信箱 论坛 网站 网上 网络 反映 所反映 提出 所提 咨询的 咨询问题 投诉 诉求 举报 建议 宝贵 意见 提问 所述 所说 所问
问题 情况 事项 事情 事宜 内容 一事 此事 该事 事 关于 对于 针对 就 有关 相关 具体 上述 以上 的 了 所 已经 已 均 都 业 现 将
把 对 向 给 与 和 及 并 也 会 在 后 之后 于 由 中 过 其 该 此 这 那 上 下 本 从 再 再次 一并 同时 即 请 烦请 特 为 是 经 我 们
以便 或 通过 很 收悉 获悉 阅悉 知悉 敬悉 悉知 知晓 收阅 已阅 阅知 收到 接到 看到 尽悉 悉 登记 备案 录入 受理 现答复如下
现回复如下 答复如下 回复如下 如下 答复 回复 回答 反馈 回应 说明 解释 办复 告知 通报 联系 公布 发布 做出 作出 进行 予以 给予
作 做 第一时间 立即 及时 尽快 迅速 尽早 随后 稍后 近期 马上 认真 积极 依法 依规 按程序 按工作程序 高度 非常 十分 特别 重视
安排 组织 派人 工作人员 专人 负责人 分管领导 主要领导 领导 转 转交 移交 转办 交办 交由 交 转送 转至 转给 转达 转告 批转 转发
发函 函告 汇报 上报 反映至 转入 送达 相关部门 有关部门 职能部门 责任部门 责任单位 主管部门 承办单位 相关单位 有关单位 相关科室
有关科室 部门 单位 科室 属地 对应 调查 核实 核查 核处 查处 核办 处理 处置 办理 办结 查办 了解 研究 研判 参考 关注 跟踪 跟进
督办 督促 协调 落实 阅处 调处 正在 正 当中 之中 过程中 目前 进展 结果 进度 后续 待 等待 等候 耐心 敬请 望 希望 留意 继续
一如既往 密切 如有 有 清楚 详见 链接 附件 详情 查收 谅解 理解 见谅 包涵 支持 关心 关爱 厚爱 信任 监督 配合 参与 感谢 谢谢 多谢
衷心 真诚 诚挚 欢迎 工作 发展 特此 专此 此复 函复 祝 重复 勿 不要 请勿 多次 相互 很好 非常好
"""


def _longest(words: Iterable[str]) -> str:
    """A pattern of the longest of some words, their common beginnings written once."""
    tails: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        tails.setdefault(word[0], []).append(word[1:])
    return "|".join(first + _ending(rest) for first, rest in tails.items())


def _ending(words: list[str]) -> str:
    some = [word for word in words if word]
    if not some:
        return ""
    return f"(?:{_longest(some)})" + ("?" if len(some) < len(words) else "")


def _branches() -> Iterator[str]:
    """A pattern for each character that begins a formula, so that all others are passed over at once."""
    shapes: dict[str, list[str]] = {}
    for firsts, rest in _SHAPES:
        for first in firsts:
            shapes.setdefault(first, []).append(rest)
    words: dict[str, list[str]] = {}
    for word in _WORDS.split():
        words.setdefault(word[0], []).append(word[1:])
    for first in sorted(shapes | words):
        tails = shapes.get(first, [])
        if first in words:
            tails = [*tails, _ending(words[first])]
        yield f"{first}(?:{'|'.join(tails)})"


FORMULA = re.compile("|".join(_branches()))
"""Every formula; in a plain text, see `wording.plain`."""
