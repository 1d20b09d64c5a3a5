"""What a record says to search engines: schema.org JSON-LD, one object a record page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from generator import addresses
from generator.catalogue import Catalogue, County
from generator.model import Call, Case, Clarification, Kind, Record, Session, Survey
from generator.model.case import Replied
from generator.model.vocabulary import Format, Verdict
from generator.permalink import absolute, latest

Node = dict[str, Any]

EXCERPT = 60
"""Characters of a long text that are repeated here; the page itself holds the whole."""

LISTED = 4
"""Questions of a survey that are named here."""

_RATING = {Verdict.FALSE: 1, Verdict.MISLEADING: 3, Verdict.TRUE: 5}
"""Truth from 1 to 5; what is still being verified has no number."""

_UNSAFE = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def as_script_json(node: Mapping[str, Any]) -> str:
    """JSON that a `script` element can hold: no text in it can end the element or open a comment."""
    text = _JSON.encode(node)
    for character, code in _UNSAFE.items():
        text = text.replace(character, code)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text


def structured(record: Record, catalogue: Catalogue) -> Node:
    """The record in the words of https://schema.org; absent facts are left out."""
    county = catalogue.county
    url = absolute(county, addresses.record(record))
    common: Node = {"@context": "https://schema.org", "@id": url, "url": url, "name": record.title}
    common["inLanguage"] = "zh-CN"
    page = _page(record, county)
    match record:
        case Case():
            node = common | page | _case(record, county)
        case Call():
            node = common | page | _call(record, county)
        case Session():
            node = (
                common
                | _session(record, county, url)
                | {"subjectOf": {"@type": "WebPage", "url": url} | page}
            )
        case Survey():
            node = common | page | _survey(record, county)
        case Clarification():
            node = common | page | _clarification(record, county)
    return _present(node)


def _page(record: Record, county: County) -> Node:
    """Who publishes it, where and when: facts that schema.org knows of works, not of events."""
    column = county.columns[record.column]
    return {
        "datePublished": record.at.iso,
        "dateModified": latest(record).iso,
        "publisher": _office(county.site.county) | {"url": county.site.url},
        "isPartOf": _column(county.site.url, column.id),
    }


def _case(case: Case, county: County) -> Node:
    replies = case.replies
    question = {
        "@type": "Question",
        "name": case.title,
        "text": _cut(case.letter or case.summary),
        "dateCreated": case.received.iso,
        "author": {"@type": "Person"},
        "answerCount": len(replies),
        "acceptedAnswer": _newest(replies[-1], county) if replies else None,
        "suggestedAnswer": [_answer(reply, county) for reply in replies[:-1]],
    }
    return {"@type": "QAPage", "mainEntity": _present(question)}


def _answer(reply: Replied, county: County) -> Node:
    """A reply in its one sentence, by the department that leads it."""
    return {
        "@type": "Answer",
        "text": reply.answer,
        "dateCreated": reply.at.iso,
        "author": _department(reply.by, county),
    }


def _newest(reply: Replied, county: County) -> Node:
    """The reply that stands, with the beginning of its text."""
    authors = [_department(slug, county) for slug in (reply.by, *reply.jointly)]
    return _answer(reply, county) | {"abstract": reply.answer, "text": _cut(reply.text), "author": authors}


def _call(call: Call, county: County) -> Node:
    """A notice of a local authority with a last day; schema.org has no word for a public consultation."""
    return {
        "@type": "SpecialAnnouncement",
        "text": _cut(call.asks),
        "abstract": _cut(call.answer),
        "datePosted": call.opens.isoformat(),
        "expires": call.closes.isoformat(),
        "author": _department(call.by, county),
        "commentCount": sum(opinion.count for opinion in call.opinions),
    }


def _session(session: Session, county: County, url: str) -> Node:
    here: Node = {"@type": "VirtualLocation", "url": session.link or url}
    mode = "OnlineEventAttendanceMode"
    if session.format is Format.PRESS:
        here = {"@type": "Place"}
        mode = "OfflineEventAttendanceMode"
    guests = [
        _present({"@type": "Person", "name": guest.name, "jobTitle": guest.post}) for guest in session.guests
    ]
    return {
        "@type": "Event",
        "description": _cut(session.summary),
        "startDate": session.starts.iso,
        "endDate": session.ends.iso if session.ends else None,
        "eventAttendanceMode": f"https://schema.org/{mode}",
        "location": here | {"name": session.place or county.site.county},
        "organizer": _department(session.by, county),
        "performer": guests,
        "recordedIn": {"@type": "CreativeWork", "url": session.link} if session.link else None,
    }


def _survey(survey: Survey, county: County) -> Node:
    files = [
        ("text/csv", addresses.data(Kind.SURVEY, "csv")),
        ("text/csv", addresses.data("survey-answers", "csv")),
        ("application/jsonl", addresses.data(Kind.SURVEY, "jsonl")),
    ]
    return {
        "@type": "Dataset",
        "description": _cut(survey.purpose),
        "creator": _department(survey.by, county),
        "temporalCoverage": f"{survey.opens.isoformat()}/{survey.closes.isoformat()}",
        "measurementTechnique": [method.zh for method in survey.methods],
        "variableMeasured": [_cut(question.text) for question in survey.questions[:LISTED]],
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": media, "contentUrl": absolute(county, address)}
            for media, address in files
        ],
    }


def _clarification(clarification: Clarification, county: County) -> Node:
    rating = {
        "@type": "Rating",
        "ratingValue": _RATING.get(clarification.verdict),
        "worstRating": 1,
        "bestRating": 5,
        "alternateName": clarification.verdict.zh,
    }
    return {
        "@type": "ClaimReview",
        "claimReviewed": _cut(clarification.claim),
        "itemReviewed": {
            "@type": "Claim",
            "datePublished": clarification.since.isoformat(),
            "appearance": {"@type": "CreativeWork", "name": clarification.spread},
        },
        "reviewRating": _present(rating),
        "reviewBody": clarification.answer,
        "author": _department(clarification.by, county),
    }


@lru_cache(maxsize=64)
def _column(site: str, column: str) -> Node:
    return {"@type": "CollectionPage", "url": f"{site}/{addresses.column(column)}"}


def _department(slug: str, county: County) -> Node:
    return _office(county.departments[slug].name)


def _office(name: str) -> Node:
    return {"@type": "GovernmentOrganization", "name": name}


def _present(node: Node) -> Node:
    return {name: value for name, value in node.items() if value is not None and value != []}


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
