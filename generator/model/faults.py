"""What Pydantic finds wrong with one item, as located problems in the clerk's words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.located import Source
from generator.model.entity import Entity, Published
from generator.model.vocabulary import Term
from generator.model.walk import parts
from generator.problem import Problem, Text, nearest, quoted

_SCALARS: Mapping[str, tuple[str, Text, Text]] = {
    "wz_day": (
        "bad-date",
        Text("不是有效的日期", "is not a date"),
        Text("写成 2026-03-02 的样子。", "Write it like 2026-03-02."),
    ),
    "wz_moment": (
        "bad-date",
        Text("不是有效的日期或时间", "is not a date or time"),
        Text("写成 2026-03-02 或 2026-03-02 09:14 的样子。", "Write it like 2026-03-02 or 2026-03-02 09:14."),
    ),
    "wz_month": (
        "bad-date",
        Text("不是有效的月份", "is not a month"),
        Text("写成 2026-03 的样子。", "Write it like 2026-03."),
    ),
    "wz_count": (
        "bad-number",
        Text("不是整数", "is not a whole number"),
        Text(
            "只写阿拉伯数字，例如 12；前面不补 0，不要逗号、小数和单位。",
            "Use digits only, such as 12, without zeros before them.",
        ),
    ),
    "wz_stars": (
        "bad-number",
        Text("不是 1 到 5 的评分", "is not a rating from 1 to 5"),
        Text("写 1、2、3、4 或 5。", "Write 1, 2, 3, 4 or 5."),
    ),
    "wz_flag": (
        "bad-value",
        Text("不是“是”或“否”", "is neither yes nor no"),
        Text("写 是 或 否（true、false 也可）。", "Write true or false."),
    ),
    "wz_id": (
        "bad-id",
        Text("不是有效的编号", "is not a valid id"),
        Text("写成 前缀-年份-序号，例如 XZ-2026-0123。", "Write PREFIX-YEAR-NUMBER, such as XZ-2026-0123."),
    ),
    "wz_slug": (
        "bad-id",
        Text("不是有效的代号", "is not a valid short name"),
        Text("只用小写字母、数字和连字符，例如 county-office。", "Use small letters, digits and hyphens."),
    ),
    "wz_prefix": (
        "bad-id",
        Text("不是有效的编号前缀", "is not a valid prefix"),
        Text("用 1 到 8 个大写字母，例如 XZ。", "Use 1 to 8 capital letters, such as XZ."),
    ),
    "wz_link": (
        "bad-link",
        Text("不是网页地址", "is not a web address"),
        Text(
            "以 https:// 或 http:// 开头，中间不要空格。", "Begin with https:// or http://, without spaces."
        ),
    ),
    "wz_file": (
        "bad-path",
        Text("不是附件的路径", "is not the path of an attachment"),
        Text(
            "写 attachments/ 下的相对路径，用正斜杠。",
            "Give the path below attachments/, with forward slashes.",
        ),
    ),
    "greater_than_equal": (
        "bad-number",
        Text("太小", "is too small"),
        Text("写一个更大的数。", "Write a larger number."),
    ),
    "less_than_equal": (
        "bad-number",
        Text("太大", "is too large"),
        Text("写一个更小的数。", "Write a smaller number."),
    ),
}
_SHAPES: Mapping[str, tuple[Text, Text]] = {
    "tuple_type": (
        Text("应是列表。", "should be a list."),
        Text("每项另起一行，以“- ”开头；或写成 [甲, 乙]。", "Begin each item with “- ” on its own line."),
    ),
    "model_type": (
        Text("应是“字段: 内容”的形式。", "should be made of “name: value” lines."),
        Text("另起行并缩进，每行一个字段。", "Indent it below, one field a line."),
    ),
    "wz_text": (
        Text("应是一段文字。", "should be text."),
        Text("去掉列表或下级字段，只写文字。", "Write text only, without a list or fields."),
    ),
}


def faults(error: ValidationError, model: type[Entity], source: Source) -> Iterator[Problem]:
    """One problem for each thing that Pydantic refused in an item."""
    for detail in error.errors(include_url=False, include_context=True):
        yield _fault(detail, model, source)


def _fault(detail: ErrorDetails, model: type[Entity], source: Source) -> Problem:
    kind, where = detail["type"], detail["loc"]
    name = next((str(part) for part in reversed(where) if isinstance(part, str)), "")
    label = Text(f"字段 {quoted(name)}", f"the field {quoted(name)}")
    if where and isinstance(where[-1], int):
        label = Text(f"{quoted(name)} 的第 {where[-1] + 1} 项", f"entry {where[-1] + 1} of {quoted(name)}")
    match kind:
        case "missing":
            return _missing(name, where, source)
        case "extra_forbidden":
            return _unknown_field(name, _fields_at(model, where[:-1]), where, source)
        case "enum" | "literal_error" | "union_tag_invalid":
            return _unknown_word(detail, where, source)
        case "union_tag_not_found":
            return _missing("event", (*where, "event"), source)
        case _:
            return _bad_value(detail, label, source)


def _bad_value(detail: ErrorDetails, label: Text, source: Source) -> Problem:
    kind, where = detail["type"], detail["loc"]
    if kind in {"wz_empty", "too_short"}:
        return Problem(
            "empty-field",
            source.mark(*where),
            Text(f"{label.zh} 是空的。", f"{_capital(label.en)} is empty."),
            Text("填上内容，或删去这个字段。", "Fill it in, or remove the field."),
        )
    if kind in _SCALARS:
        code, what, fix = _SCALARS[kind]
        value = quoted(detail["input"])
        shown = Text(f"{label.zh} 的内容 {value} {what.zh}。", f"{value} in {label.en} {what.en}.")
        return Problem(code, source.mark(*where), shown, fix)
    what, fix = _SHAPES.get("model_type" if kind == "model_attributes_type" else kind, _SHAPES["wz_text"])
    said = Text(f"{label.zh} {what.zh}", f"{_capital(label.en)} {what.en}")
    if not where:
        said = Text(f"这一条{what.zh}", f"This entry {what.en}")
    return Problem("wrong-shape", source.mark(*where), said, fix)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _missing(name: str, where: tuple[str | int, ...], source: Source) -> Problem:
    fix = Text(f"补上一行：{name}: …", f"Add a line: {name}: …")
    key, parent = source.key(*where), source.mark(*where[:-1])
    if key != parent:
        what = Text(f"字段 {quoted(name)} 是空的。", f"The field {quoted(name)} is empty.")
        fill = Text(f"在 {name}: 后面填上内容。", f"Fill in what comes after {name}:.")
        return Problem("empty-field", key, what, fill)
    what = Text(f"缺少必填字段 {quoted(name)}。", f"The required field {quoted(name)} is missing.")
    return Problem("missing-field", parent, what, fix)


def _unknown_field(
    name: str, allowed: tuple[str, ...], where: tuple[str | int, ...], source: Source
) -> Problem:
    guess = nearest(name, allowed)
    hint = Text(f"您是否想写 {quoted(guess)}？", f"Did you mean {quoted(guess)}?") if guess else Text("", "")
    return Problem(
        "unknown-field",
        source.key(*where),
        Text(f"没有叫 {quoted(name)} 的字段。", f"There is no field called {quoted(name)}."),
        Text(
            f"{hint.zh}这里可用的字段：{'、'.join(allowed)}。",
            f"{hint.en} Fields allowed here: {', '.join(allowed)}.".strip(),
        ),
    )


def _unknown_word(detail: ErrorDetails, where: tuple[str | int, ...], source: Source) -> Problem:
    context = detail.get("ctx", {})
    allowed = re.findall(r"'([^']*)'", str(context.get("expected_tags") or context.get("expected") or ""))
    tagged = detail["type"] == "union_tag_invalid"
    place = (*where, "event") if tagged else where
    value = str(context.get("tag")) if tagged else str(detail["input"])
    guess = nearest(value, allowed) or _by_name(value, allowed)
    hint = Text(f"您是否想写 {quoted(guess)}？", f"Did you mean {quoted(guess)}?") if guess else Text("", "")
    return Problem(
        "unknown-word",
        source.mark(*place),
        Text(
            f"字段 {quoted(place[-1])} 不能写 {quoted(value)}。",
            f"{quoted(value)} is not allowed in the field {quoted(place[-1])}.",
        ),
        Text(f"{hint.zh}可选：{'、'.join(allowed)}。", f"{hint.en} Allowed: {', '.join(allowed)}.".strip()),
    )


def _by_name(value: str, allowed: Collection[str]) -> str | None:
    """The word that readers see as `value`."""
    terms = (term for terms in Term.__subclasses__() for term in terms)
    return next((str(term) for term in terms if term.zh == value and term in allowed), None)


def _fields_at(model: type[Entity], where: tuple[str | int, ...]) -> tuple[str, ...]:
    """The field names allowed at a place, found by walking the model's annotations."""
    models: tuple[type[Entity], ...] = (model,)
    for step in where:
        if isinstance(step, int):
            continue
        tagged = tuple(one for one in models if step in _tags(one))
        models = tagged or tuple(
            part
            for one in models
            if step in one.model_fields
            for part in parts(one.model_fields[step].annotation)
            if isinstance(part, type) and issubclass(part, Entity)
        )
    given = {"column", "kind"} if not where and issubclass(model, Published) else set()
    names = dict.fromkeys(name for one in models for name in one.model_fields)
    return tuple(name for name in names if name not in given)


def _tags(model: type[Entity]) -> tuple[Any, ...]:
    tag = model.model_fields.get("event")
    return get_args(tag.annotation) if tag else ()
