"""The replies to a letter, each under the letterhead of its department, with its promises, its law and its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from generator import addresses
from generator.catalogue import County
from generator.clock.promises import Pledge
from generator.hypertext import escaped, paragraphs
from generator.model.case import Replied
from generator.model.county import Policy


class Replies:
    """Replies on the page that is being made; `to` leads from there, `promised` makes the list of some promises.

    `names` are those of departments, as HTML.
    """

    def __init__(
        self,
        county: County,
        names: Mapping[str, str],
        to: Callable[[str], str],
        promised: Callable[[list[Pledge], bool], str],
    ) -> None:
        self.county, self.names, self.to, self.promised = county, names, to, promised

    def all(self, replies: Sequence[Replied], pledges: Sequence[Pledge], today: date) -> Markup:
        """In the order in which they came; `pledges` are the promises of the whole record."""
        html: list[str] = []
        for n, reply in enumerate(replies, start=1):
            title = "答复" if len(replies) == 1 else f"第 {n} 次答复"
            line = f'<p class="wz-reply__line">{escaped(reply.answer)}</p>' if n < len(replies) else ""
            policies = [self.county.policies[id] for id in reply.basis]
            html += (
                '<section class="wz-reply">\n<div class="wz-reply__letterhead">',
                "<br>".join([self.names[slug] for slug in (reply.by, *reply.jointly)]),
                f"</div>\n<h2>{title}</h2>\n{line}{_repealed(policies, today)}",
                "".join([f"{one}\n" for one in paragraphs(reply.text)]),
                f'\n<p class="wz-reply__end">{self.names[reply.by]}<br><time>{reply.at}</time></p>\n',
                f"{self._promises(reply, pledges)}\n{_basis(policies, today)}{self._files(reply)}</section>\n",
            )
        return Markup("".join(html))

    def _promises(self, reply: Replied, pledges: Sequence[Pledge]) -> str:
        own = [one for one in pledges if one.given.at == reply.at and one.given.promise in reply.promises]
        return self.promised(own, len(pledges) > 1) if own else ""

    def _files(self, reply: Replied) -> str:
        if not reply.attachments:
            return ""
        files = "".join(
            f'<li><a href="{escaped(self.to(addresses.attachment(one.file)))}" download>{escaped(one.title)}</a></li>'
            for one in reply.attachments
        )
        return f'<ul class="wz-files__list">{files}</ul>'


def _repealed(policies: Sequence[Policy], today: date) -> str:
    """A note for each law that is not in force any more."""
    return "".join(
        f'<aside class="wz-note"><p><strong>这条答复依据的《{escaped(one.title)}》已于 {one.repealed} 废止</strong>，'
        f"现在的规定可能不同。{escaped(one.note or '')}</p></aside>\n"
        for one in policies
        if one.repealed and one.repealed <= today
    )


def _basis(policies: Sequence[Policy], today: date) -> str:
    """The laws that a reply rests on."""
    if not policies:
        return ""
    items = "".join(f"<li>{_policy(one, today)}</li>\n" for one in policies)
    return f'<div class="wz-basis"><h3>依据</h3>\n<ul>\n{items}</ul></div>\n'


def _policy(policy: Policy, today: date) -> str:
    said = escaped(policy.title)
    if policy.link:
        said = f'<a href="{escaped(policy.link)}" rel="noopener noreferrer">{said}</a>'
    if policy.number:
        said += f' <span class="wz-quiet">{escaped(policy.number)}</span>'
    if policy.repealed:
        when = "已" if policy.repealed <= today else "将"
        said += f' <strong class="wz-warn">{when}于 {policy.repealed} 废止</strong>'
    return said
