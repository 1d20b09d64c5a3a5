"""What is said of YAML that is valid and yet refused, each with its remedy."""

from __future__ import annotations

from generator.problem import Text, quoted

MAX_DEPTH = 32
MAX_LENGTH = 200_000
"""Characters of one value: a book. Longer text comes from a quote that is not closed, or from no writer at all."""

MERGE = (
    Text("这里用了 YAML 的合并写法（<<）。", "This uses YAML's merge key (<<)."),
    Text("把每个字段直接写出来，不要引用别处。", "Write every field out instead of pointing elsewhere."),
)
LONG = (
    Text(f"这一段文字超过 {MAX_LENGTH} 个字。", f"This text is longer than {MAX_LENGTH} characters."),
    Text(
        "检查引号有没有关好；确实很长的，作为附件发布。",
        "See whether a quote is not closed; publish a very long text as an attachment.",
    ),
)
MANY = (
    Text("文件里的条目太多，读到这里为止。", "The file has too many entries; it was read up to here."),
    Text("分成几个文件，例如每月一个。", "Split it, one file a month for instance."),
)
FOLD = (
    Text(
        "这段文字在这一行之后换行，但字段后没有写 |，换行会变成空格。",
        "This text goes on below without a | after its field, so the line end becomes a space.",
    ),
    Text(
        "在字段后写 |，正文另起行并缩进；本是一行的，写在一行里。",
        "Write | after the field and begin the text below; or write it on one line.",
    ),
)
BLANK = (
    Text(
        "字段名前后有看不见的字符（如全角空格）。",
        "There is an invisible character, such as a wide space, beside this field name.",
    ),
    Text("删去它；缩进只用英文半角空格。", "Remove it; indent with plain spaces only."),
)
CONTROL = (
    Text(
        "文字里有看不见的控制字符，页面上显示为 �。",
        "The text holds an invisible control character, shown as �.",
    ),
    Text("删去它，或重新输入这段文字。", "Remove it, or type the text again."),
)
DOCUMENTS = (
    Text(
        "文件里有第二份文档（由 --- 或 ... 分开）。", "The file holds a second document (behind --- or ...)."
    ),
    Text(
        "一个文件只写一条记录，或一个列表；删去这一行，或另存为一个文件；若是正文，请缩进。",
        "Keep one record or one list in a file: remove the line, or save a second file; indent it if it is text.",
    ),
)
DEEP = (
    Text(f"嵌套超过 {MAX_DEPTH} 层。", f"Nested more than {MAX_DEPTH} levels deep."),
    Text("检查缩进和多余的括号。", "Look for wrong indentation and stray brackets."),
)
KEY = (
    Text("冒号前的字段名应是一个词。", "What stands before the colon must be one plain word."),
    Text("检查这里的缩进、问号或括号。", "Look for wrong indentation, a question mark or brackets here."),
)


def alias(name: str) -> tuple[Text, Text]:
    return (
        Text(f"{quoted('*' + name)} 被当作对别处的引用。", f"{quoted('*' + name)} is taken for a reference."),
        Text(
            "把内容直接写出来；若是正文，用引号括起来。",
            "Write the content out in full; quote it if it is text.",
        ),
    )


def anchor(name: str) -> tuple[Text, Text]:
    return (
        Text(
            f"{quoted('&' + name)} 被当作供引用的名字。",
            f"{quoted('&' + name)} is taken for a name to refer to.",
        ),
        Text(
            "删去它；若是正文，把整段用引号括起来。", "Remove it; put the whole text in quotes if it is text."
        ),
    )


def comment(value: str) -> tuple[Text, Text]:
    kept = quoted(value[-12:])
    stays = (
        Text(f"只留下 {kept}", f"what stays is {kept}") if value else Text("这一项是空的", "nothing stays")
    )
    return (
        Text(
            f"从 # 起被当作说明，不会发布；{stays.zh}。",
            f"From # on this is taken for a comment and not published; {stays.en}.",
        ),
        Text(
            "若是正文，用引号把整段括起来；若是说明，# 前空两格、后空一格。",
            "Put the text in quotes; before a comment's # write two spaces, and one after it.",
        ),
    )


def torn(key: str) -> tuple[Text, Text]:
    return (
        Text(
            f"花括号里的 {quoted(key)} 没有冒号和内容，会丢失。",
            f"{quoted(key)} between braces has no colon and no value, and would be lost.",
        ),
        Text(
            "英文逗号会把一段文字分成两段：用引号把整段括起来，或改用全角逗号“，”。",
            "A comma tears a text in two: put all of the text in quotes, or write each field on its own line.",
        ),
    )


def tag(tag: str) -> tuple[Text, Text]:
    tag = tag.replace("tag:yaml.org,2002:", "!!")
    return (
        Text(f"这里用了 YAML 标签 {quoted(tag)}。", f"This uses the YAML tag {quoted(tag)}."),
        Text("删去以感叹号开头的标签；若是正文，请加引号。", "Remove the tag; quote it if it is text."),
    )


def duplicate(key: str, first: int) -> tuple[Text, Text]:
    return (
        Text(
            f"字段 {quoted(key)} 写了两次，第一次在第 {first} 行。",
            f"The field {quoted(key)} stands twice; first on line {first}.",
        ),
        Text("留下对的一个，删去另一个。", "Keep the right one and remove the other."),
    )
