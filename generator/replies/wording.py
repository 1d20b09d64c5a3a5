"""What a reply says: what is left of it without the formulas of official letters, and whether that only promises.

The phrases are those of official style in general. One that is missing makes a reply look better, never worse.
"""

from __future__ import annotations

import re
import unicodedata

_LONGEST_FORMULA = 240
"""Characters; nobody writes more than this without saying something."""

_OPENING = 4
"""Characters of 能。, 要备案。, 钱不会停。: the answer to yes or no, before the sentence that explains it."""

_OFFICE = (
    r"(?:人民政府|政府|办公室|办事处|委员会|管委会|部门|学校|街道|社区|公司|中心|支队|大队|单位|科室|领导|党委|集团|分局"
    r"|医院|法院|局|办|委|镇|乡|县|区|市|村|部|院|处|站|所|校)"
)
_DATE = r"(?:\d{2,4}[年./-])?\d{1,2}[月./-]\d{1,2}日?(?:\d{1,2}:\d{2})?|\d{4}年\d{1,2}月"
_STOP = "，,。！!；;：:\\n"
_PATTERNS = (
    rf"祝(?:您|你|大家|各位|全家|阖家)*[^{_STOP}]{{0,16}}(?:[愉快乐康福利安意心好]|吉祥|进步)",
    rf"(?:带来|造成)了?[^{_STOP}]{{0,6}}不便",
    rf"(?:感谢|谢谢|致谢)[^{_STOP}]{{0,40}}",
    r"(?:通过|在)?平台《[^》\n]{1,12}》?",
    rf"(?:转|交|函|报|反馈)(?:办|送|至|给|到|由|请|了|予|交|告|报|达)*[^{_STOP}]{{1,24}}?{_OFFICE}+"
    rf"(?:、[^{_STOP}、]{{1,16}}?{_OFFICE}+)*",
    _DATE,
)
"""Wishes, regrets, thanks, receipt through a platform, handing on to an office with a name, dates."""

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
_FORMULA = re.compile(
    "|".join([*_PATTERNS, *map(re.escape, sorted(set(_WORDS.split()), key=lambda word: (-len(word), word)))])
)
_DECISIVE = re.compile(
    r"可以|可行|不[能可予行符属是在需用]|无法|无需|没有|尚未|暂未|同意|批准|审批|审核|修|清[运理洗除]|整[改治]|拆|安装|更换|退[还款费]"
    r"|补[发贴缴交]|发放|到账|开[通放]|通[车电水气]|恢复|完[工成]|竣工|解决|处罚|罚款|立案|查封|关停|停[产工业]|取缔|免费|收费|属实"
    r"|合[法规]|违[法规]|需要|应当|取消|新增|延长|缩短|纳入|列入|道歉"
)
"""Words that decide something, so that a short reply with one of them is short and no formula."""

_NUMBER = re.compile(r"\d{3,4}-?\d{7,8}|\d{7,8}|\b(?:12345|1\d{4})\b")
_SENTENCE = re.compile(r"[^。！!？?；;\n]+")
_PROMISE = re.compile(
    r"(?:我们|我局|我办|本局|下一步|今后|后期|后续|届时)[^，,]{0,10}(?:将|会)"
    r"|(?<![已现])将(?:会|在|于|继续|进一步|加|积极|尽|按|根据|对|适时|及时|认真|严格|组织|安排|督促|协调|立即|迅速|不断)"
    r"|会(?:尽|及时|继续|认真|积极|进一步)|尽快|尽早|争取|力争|努力|抓紧|适时|加强|加大|进一步|下一步|今后|逐步|认真(?:研究|考虑)"
    r"|予以考虑|列入计划"
)
_DEED = re.compile(
    r"已(?!收|转|将|阅|获|知|悉)|完成|了(?!解)|[因由]于|因为|原因|根据|按照|依据|依照|规定|属于|不[属能予符在归]|无法|没有|未|可以"
    r"|可到|可向|可在|请(?:进一步|您|你|到|向|关注|拨|咨询|提供|联系|直接)|建议[您你]|正在(?!研究|调查|处理|核实)|应当|需|必须|电话|拨打|http"
    r"|经.{0,8}(?:核实|调查|了解|查)|发现|目前|现[有为在已场]|实际|存在|是|为(?!您|你|此|了)|共|达|元|米|公里"
)
"""What is, was done, must or can be: a sentence with one of these is no mere promise."""

_WHEN = re.compile(
    r"\d(?:年|月|日|号|季度|天|周|个(?:工作日|月|小时)|小时|点|前|底)"
    r"|[一二三四五六七八九十两](?:季度|个?工作日|天内|日内|周内|个月|月|年内|月份)"
    r"|[今明后本下年月周当](?:年|月|周内?|底|天|日)|上半年|下半年|[春夏秋冬]季|汛期|开学|暑假|寒假|春节"
)


def plain(text: str) -> str:
    """The text without widths, odd forms and spaces; lines stay lines."""
    folded = unicodedata.normalize("NFKC", text)
    return "\n".join("".join(line.split()) for line in folded.splitlines())


def without_formulas(text: str) -> str:
    """A plain text with a line break in place of every formula."""
    return _FORMULA.sub("\n", text)


def telling(text: str) -> str:
    """The letters that are left when every formula is taken out; of digits only telephone numbers tell something."""
    return letters(_NUMBER.sub(lambda found: "t" * len(found[0]), _FORMULA.sub("", plain(text))))


def letters(text: str) -> str:
    """A text without marks, spaces and digits, which differ between copies of one formula."""
    return "".join(filter(str.isalpha, text))


def says_nothing(text: str, left: int) -> bool:
    """Whether a text is all receipt, handing on, thanks and dates, but for at most `left` letters of names."""
    if len(text) > _LONGEST_FORMULA:
        return False
    rest = telling(text)
    return len(rest) <= left and 2 * len(rest) <= len(letters(plain(text))) and not _DECISIVE.search(rest)


def only_promises(text: str, left: int) -> bool:
    """Whether each sentence of more than `left` telling letters is a promise, and none says by when."""
    flat = plain(text)
    signed = re.sub(rf"(?:{_DATE})\W*\Z", "", flat)
    promises = False
    for sentence in _SENTENCE.findall(signed):
        is_promise = _PROMISE.search(sentence) and not _DEED.search(sentence)
        if is_promise and promises:
            continue
        if len(telling(sentence)) > left:
            if not is_promise:
                return False
            promises = True
    return promises and not _WHEN.search(signed)


def sentences(line: str) -> int:
    """How many sentences stand in a line, but for an opening as short as 能。; what is in brackets is no sentence."""
    outside = re.sub(r"[（(“「《][^）)”」》]*[）)”」》]", "x", line)
    first, *rest = [part for part in re.split(r"[。！!？?]", outside) if re.search(r"\w", part)] or [""]
    return len(rest) + (len(first) > _OPENING or not rest)
