"""The closed lists of the house: every word a record may use, with its name for readers."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from generator.problem import Text


class Term(StrEnum):
    """A member of a closed list; its value is what a clerk types, `text` what a reader sees."""

    text: Text

    def __new__(cls, value: str, zh: str, en: str) -> Self:
        term = str.__new__(cls, value)
        term._value_ = value
        term.text = Text(zh, en)
        return term

    @property
    def zh(self) -> str:
        return self.text.zh


class Kind(Term):
    CASE = "case", "办件", "case"
    CALL = "call", "征集", "call for opinions"
    SESSION = "session", "访谈", "session"
    SURVEY = "survey", "调查", "survey"
    CLARIFICATION = "clarification", "回应关切", "clarification"


class CaseType(Term):
    CONSULT = "consult", "咨询", "enquiry"
    COMPLAINT = "complaint", "投诉", "complaint"
    REPORT = "report", "举报", "report"
    SUGGEST = "suggest", "建议", "suggestion"
    HELP = "help", "求助", "request for help"
    THANKS = "thanks", "感谢", "thanks"


class Channel(Term):
    """How something reached the county; the last three came from people who need not be online."""

    WEB = "web", "网站", "website"
    APP = "app", "手机应用", "app"
    PHONE = "phone", "电话", "phone"
    VISIT = "visit", "来访", "visit"
    POST = "post", "信函", "post"
    MEETING = "meeting", "座谈会", "meeting"
    OUTREACH = "outreach", "下基层收集", "outreach"


class Withholding(Term):
    """Why a letter or a record is not published in full."""

    PRIVACY = "privacy", "涉及个人隐私", "personal privacy"
    THIRD_PARTY = "third-party", "涉及第三方合法权益", "rights of a third party"
    TRADE_SECRET = "trade-secret", "涉及商业秘密", "trade secret"
    STATE_SECRET = "state-secret", "涉及国家秘密", "state secret"
    ACCUSATION = "accusation", "属检举控告，另行处理", "accusation, handled elsewhere"
    INVESTIGATION = "investigation", "正在调查处理", "under investigation"
    WRITER = "writer", "写信人要求不公开", "at the writer's request"
    DUPLICATE = "duplicate", "重复来信", "duplicate letter"
    ABUSE = "abuse", "含辱骂、广告或违法内容", "abuse, advertising or unlawful content"
    OPEN = "open", "尚在办理", "still being handled"


class Outcome(Term):
    """What the citizen, or a revisit, says of the matter after the reply."""

    SOLVED = "solved", "已解决", "solved"
    PARTLY = "partly", "部分解决", "partly solved"
    UNSOLVED = "unsolved", "未解决", "not solved"


class Adoption(Term):
    """What became of an opinion."""

    ADOPTED = "adopted", "采纳", "adopted"
    PARTLY = "partly", "部分采纳", "partly adopted"
    NOT = "not", "未采纳", "not adopted"


class Format(Term):
    """How a session was held."""

    INTERVIEW = "interview", "在线访谈", "online interview"
    ONLINE_HOURS = "online-hours", "领导在线", "a leader online"
    VIDEO = "video", "视频直播", "video"
    SNS = "sns", "社交网络", "social network"
    WEIBO = "weibo", "微博", "microblog"
    IM = "im", "即时通信", "instant messaging"
    PRESS = "press", "新闻发布会", "press conference"


class Declining(Term):
    """Why a question of a session was not answered."""

    OFF_TOPIC = "off-topic", "与本次主题无关", "not on the topic"
    PRIVACY = "privacy", "涉及个人隐私", "personal privacy"
    ACCUSATION = "accusation", "属检举控告，转专门渠道", "accusation, sent to its own channel"
    COURT = "court", "已进入诉讼、仲裁或复议程序", "before a court, arbitrator or review body"
    OUTSIDE = "outside", "不属本县职权", "outside the county's powers"
    UNCLEAR = "unclear", "内容不清，无法核实", "too unclear to verify"
    ABUSE = "abuse", "含辱骂、广告或违法内容", "abuse, advertising or unlawful content"
    TIME = "time", "时间所限，另行书面答复", "out of time, answered in writing later"


class Verdict(Term):
    """What was found about a rumour."""

    FALSE = "false", "不实", "false"
    MISLEADING = "misleading", "部分属实、易致误解", "misleading"
    TRUE = "true", "属实", "true"
    UNPROVEN = "unproven", "正在核实", "being verified"


class Asking(Term):
    """The kind of a survey's question."""

    SINGLE = "single", "单选", "single choice"
    MULTIPLE = "multiple", "多选", "multiple choice"
    RATING = "rating", "评分", "rating"
    OPEN = "open", "开放", "open"


class Unit(Term):
    """What a limit counts in."""

    WORKING_DAYS = "working-days", "个工作日", "working days"
    DAYS = "days", "日", "days"
    HOURS = "hours", "小时", "hours"


class Step(Term):
    """What a limit is for."""

    ACKNOWLEDGE = "acknowledge", "告知收到", "acknowledge"
    ROUTE = "route", "转办", "route"
    ACCEPT = "accept", "受理", "accept"
    REPLY = "reply", "答复", "reply"
    CLOSE = "close", "办结", "close"
    REVIEW = "review", "请求复查", "ask for a review"
    FINAL_REVIEW = "final-review", "请求复核", "ask for the final review"

    @property
    def is_right(self) -> bool:
        """Whether it is the writer's to take, so that nobody is late who leaves it."""
        return self in (Step.REVIEW, Step.FINAL_REVIEW)


class Stage(Term):
    """How far a petition went up: to the level above, and to the one above that, whose word is the last."""

    REVIEW = "review", "复查", "review"
    FINAL = "final", "复核", "final review"
