"""What every case's page shows: its events as a timeline, and how far it has come with the clocks' arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from generator import addresses, phrases
from generator.catalogue import County
from generator.clock.clocks import Clock
from generator.hypertext import escaped, paragraphs
from generator.model import Case
from generator.model.case import Event
from generator.model.county import Column
from generator.model.entity import Corrected
from generator.model.fields import Moment
from generator.pages.stations import Station
from generator.render.links import Links

Names = Mapping[str, str]
"""The name of each department as HTML, by its slug."""


def timeline(events: Iterable[Event], unit: str, names: Names) -> Markup:
    """The events as they happened; `unit` is what an extension counts in."""
    html = ['<ol class="wz-timeline">\n']
    for event in events:
        kind = event.event
        said = _EVENTS[kind](event, names, unit) if kind in _EVENTS else ""
        html.append(
            f'<li class="wz-event wz-event--{kind}">\n<time>{event.at}</time>\n<div>\n{said}</div>\n</li>\n'
        )
    html.append("</ol>\n")
    return Markup("".join(html))


def _titled(title: str, beside: str = "") -> str:
    return f"<p><strong>{title}</strong>{f' · {beside}' if beside else ''}</p>"


def _text(text: str | None) -> str:
    return "".join(paragraphs(text)) if text else ""


def _words(text: str | None) -> str:
    """What the writer says, set apart from the office's words."""
    return f'<div class="wz-words">{_text(text)}</div>' if text else ""


def _line(text: str | None) -> str:
    return f"<p>{escaped(text)}</p>" if text else ""


def _by(event: Any, names: Names) -> str:
    return names[event.by] if event.by else ""


def _replied(event: Any, names: Names, unit: str) -> str:
    return _titled("答复", "、".join([names[slug] for slug in (event.by, *event.jointly)])) + "\n"


def _reviewed(event: Any, names: Names, unit: str) -> str:
    return _titled(f"{event.stage.zh}意见", escaped(event.body)) + _line(event.answer) + _text(event.text)


def _rated(event: Any, names: Names, unit: str) -> str:
    rated = (("态度", event.attitude), ("速度", event.speed), ("结果", event.result))
    stars = "".join(
        f'<span class="wz-stars">{label} {points} 分</span> ' for label, points in rated if points
    )
    outcome = event.outcome.zh if event.outcome else ""
    return f"{_titled('写信人评价', outcome)}<p>{stars}</p>{_words(event.text)}"


def _revisited(event: Any, names: Names, unit: str) -> str:
    return _titled("回访", f"{names[event.by]} · {event.outcome.zh}") + _text(event.text)


_EVENTS: Mapping[str, Callable[[Any, Names, str], str]] = {
    "received": lambda event, names, unit: _titled("收件") + "\n",
    "accepted": lambda event, names, unit: _titled("受理", _by(event, names)) + "\n",
    "refused": lambda event, names, unit: _titled("不予受理", _by(event, names)) + _line(event.why) + "\n",
    "assigned": lambda event, names, unit: _titled("转办", names[event.to]) + _line(event.note),
    "instructed": lambda event, names, unit: _titled("阅批", escaped(event.who)) + _text(event.text),
    "asked": lambda event, names, unit: _titled("请写信人补充", names[event.by]) + _text(event.text),
    "supplemented": lambda event, names, unit: _titled("写信人补充") + _words(event.text) + "\n",
    "suspended": lambda event, names, unit: _titled("中止办理") + _line(event.why) + "\n",
    "resumed": lambda event, names, unit: _titled("恢复办理") + _line(event.note),
    "supervised": lambda event, names, unit: _titled("督办", names[event.by]) + _text(event.text),
    "extended": lambda event, names, unit: _titled(f"延期 {event.days} {unit}") + _line(event.why) + "\n",
    "replied": _replied,
    "appealed": lambda event, names, unit: _titled(f"写信人请求{event.stage.zh}") + "\n",
    "reviewed": _reviewed,
    "rated": _rated,
    "revisited": _revisited,
    "kept": lambda event, names, unit: (
        _titled(f"兑现承诺 {event.promise}" if event.promise else "兑现承诺") + _text(event.text)
    ),
    "closed": lambda event, names, unit: _titled("办结") + _line(event.note),
    "corrected": lambda event, names, unit: (
        f"{_titled('更正')}<p>{escaped(event.what)}（{escaped(event.why)}）</p>\n"
    ),
}


def corrections(events: Iterable[Event]) -> Markup:
    """A note for each correction; almost no record has one."""
    found = [event for event in events if isinstance(event, Corrected)]
    return Markup(
        "".join(
            f'<aside class="wz-note"><p><strong>更正</strong> <time>{event.at}</time>：'
            f"{escaped(event.what)}（{escaped(event.why)}）</p></aside>\n"
            for event in found
        )
        if found
        else ""
    )


def facts(case: Case, column: Column, received: Moment, links: Links) -> Markup:
    """What the letter is about and who handles it, as pairs of a description list."""
    departments = case.departments
    place = _pair("地点", escaped(case.place)) if case.place else ""
    handled = _pair("承办单位", links.departments(departments)) if departments else ""
    return Markup(
        f"{_pair('栏目', links.link(addresses.column(column.id), column.title))}\n"
        f"{_pair('类型', case.type.zh)}\n{_pair('主题', links.topics(case.topics))}\n"
        f"{place}{_pair('来信渠道', case.channel.zh)}\n{_pair('收件', f'<time>{received}</time>')}\n{handled}"
    )


def _pair(name: str, said: str) -> str:
    return f"<div><dt>{name}</dt><dd>{said}</dd></div>"


def stations(shown: Iterable[Station], county: County) -> Markup:
    """How far a case has come, each answer with the promises behind it."""
    html = []
    for one in shown:
        clocks = "".join(f"{_clock(clock, words, county)}\n" for clock, words in one.clocks)
        note = f'<p class="wz-quiet">{escaped(one.note)}</p>' if one.note else ""
        html.append(
            f'<li class="wz-station wz-station--{one.tone}">\n<h3>{one.title}</h3>\n'
            f'<p class="wz-station__word">{escaped(one.word)}</p>\n{clocks}{note}</li>\n'
        )
    return Markup("".join(html))


def _clock(clock: Clock, words: str, county: County) -> str:
    state, limit = clock.state, clock.limit
    law = ""
    if limit.article:
        policy = f"《{escaped(county.policies[limit.basis].title)}》" if limit.basis else ""
        law = f' <span class="wz-quiet">（{policy}{escaped(limit.article)}）</span>'
    return (
        f'<p class="wz-station__clock wz-clock--{state}">'
        f'<span class="wz-station__step">{phrases.step(clock)}</span> '
        f'<span class="wz-clock__state">{state.zh}</span><br>{escaped(words)}{law}</p>'
    )
