"""What is said of YAML's syntax errors, each with its remedy."""

from __future__ import annotations

from collections.abc import Sequence

from generator.problem import Text, quoted

Said = tuple[Text, Text]

_QUOTE_IT = Text(
    "若是正文，用引号把整段括起来，例如 title: '…'，或在字段后写 |，正文另起行并缩进。",
    "If it is text, put all of it in quotes, such as title: '…', or write | after the field and begin the text below, indented.",
)

WIDE_COLON: Said = (
    Text("字段名后用了全角冒号“：”。", "A full-width colon “：” follows a field name."),
    Text("改成英文半角冒号“:”，后面空一格。", "Use a half-width colon “:” and a space."),
)
WIDE_COMMA: Said = (
    Text("括号里用了全角逗号“，”。", "There is a full-width comma “，” between brackets."),
    Text(
        "分隔用英文半角逗号“,”，后面空一格；正文里的全角逗号，用引号把正文括起来。",
        "Separate with a half-width comma “,” and a space; put text that holds “，” in quotes.",
    ),
)
WIDE_DASH: Said = (
    Text("列表项前用了全角或长的短横线。", "A list item begins with a wide or long dash."),
    Text("改成英文半角短横线“-”，后面空一格。", "Use a plain hyphen “-” and a space."),
)
WIDE_BRACKET: Said = (
    Text("用了全角的花括号或方括号。", "There is a full-width bracket or brace."),
    Text(
        "改成英文半角的 { } 或 [ ]；若是正文，用引号把整段括起来。",
        "Use plain { } or [ ]; put the whole text in quotes if it is text.",
    ),
)
CONFLICT: Said = (
    Text("这里有没处理完的 Git 合并冲突。", "A Git merge conflict was left unresolved here."),
    Text(
        "两份内容里留下对的一份，删去 <<<<<<<、=======、>>>>>>> 这三行。",
        "Keep the right one of the two versions and remove the lines <<<<<<<, ======= and >>>>>>>.",
    ),
)
TAB: Said = (
    Text("缩进里有制表符（Tab）。", "There is a tab in the indentation."),
    Text(
        "删去它，改用空格；可把编辑器设为“用空格代替 Tab”。",
        "Remove it and indent with spaces; editors can be set to do so.",
    ),
)
TWO_COLONS: Said = (
    Text("这一行有两个“冒号加空格”。", "There are two colons followed by a space on this line."),
    Text(
        "把含冒号的文字用引号括起来，例如 title: '通知: …'，或改用全角冒号“：”。",
        "Put text that holds a colon in quotes, such as title: 'Notice: …'.",
    ),
)
NO_SPACE: Said = (
    Text("冒号后面少了一个空格。", "A space is missing after the colon."),
    Text("写成“字段名: 内容”，冒号后空一格。", "Write “name: value”, with a space after the colon."),
)
NO_COLON: Said = (
    Text("这一行没有“字段名: ”。", "This line has no “name: ”."),
    Text(
        "字段写成“字段名: 内容”；若是上面那段正文的一部分，在那个字段后写 |，正文各行都缩进。",
        "Write “name: value”; if the line belongs to the text above, write | after that field and indent every line of its text.",
    ),
)
OUT_OF_BLOCK: Said = (
    Text(
        "这一行没有缩进，不算上面 | 的正文，又没有“字段名: ”。",
        "This line is not indented, so it is no part of the text after |; and it has no “name: ”.",
    ),
    Text("若是正文，与上面的正文对齐。", "If it is text, line it up with the text above."),
)
LESS_THAN_BLOCK: Said = (
    Text(
        "这一行比 | 后正文的第一行缩进得少。",
        "This line is indented less than the first line of the text after |.",
    ),
    Text(
        "让正文每一行至少与第一行对齐；首行要空格的，用全角空格。",
        "Indent every line of the text at least as far as its first.",
    ),
)
TOO_DEEP: Said = (
    Text(
        "这个字段缩进得比上一行深，而上一行已有内容。",
        "This field is indented below a line that has a value.",
    ),
    Text("让同一级的字段左边对齐。", "Line up fields of one level on the left."),
)
OUT_OF_LINE: Said = (
    Text("这一行的缩进与上面各级都对不齐。", "This line lines up with nothing above it."),
    Text(
        "让同一级的字段左边对齐；缩进只用空格。",
        "Line up fields of one level on the left; indent with spaces only.",
    ),
)
LIST_OUT_OF_LINE: Said = (
    Text("这里的“- ”与上面对不齐。", "This “- ” lines up with nothing above it."),
    Text("让同一个列表的“- ”左边对齐。", "Line up the “- ” of one list on the left."),
)
NO_DASH: Said = (
    Text(
        "这里应是列表的下一项，却没有“- ”。",
        "The next item of the list should begin here, but there is no “- ”.",
    ),
    Text(
        "在这一行前面加“- ”；若是上一项的字段，与上一项的字段名对齐。",
        "Begin the line with “- ”; if it is a field of the item above, line it up with that item's fields.",
    ),
)
DASH_SPACE: Said = (
    Text("短横线后面少了一个空格。", "A space is missing after the dash."),
    Text(
        "写成“- 内容”；正文以短横线开头的，用引号括起来。",
        "Write “- value”; quote text that begins with a dash.",
    ),
)
NO_NAME: Said = (
    Text("冒号前面没有字段名。", "There is no field name before the colon."),
    Text(
        "补上字段名，或删去这个冒号；若是正文，请加引号。",
        "Add the name, or remove the colon; quote it if it is text.",
    ),
)
OPEN_QUOTE: Said = (
    Text("从这里开始的引号没有关好。", "The quote that begins here is never closed."),
    Text(
        "在末尾补上同样的引号；正文里的引号请用中文引号“ ”，或改用 | 写法。",
        "Close it with the same quote, or use the | style for text that holds quotes.",
    ),
)
AFTER_QUOTE: Said = (
    Text(
        "从这里开始的引号关上以后，后面还有文字。",
        "There is more text after the quote that begins here is closed.",
    ),
    Text(
        "用一对引号把整段文字括住；里面的引号请用中文引号“ ”，或改用 | 写法。",
        "Put one pair of quotes around all of the text, or use the | style for text that holds quotes.",
    ),
)
AFTER_VALUE: Said = (
    Text(
        "内容到这里已经完了，后面还有多余的文字。", "The value has ended here, but there is more on the line."
    ),
    Text(f"删去多余的部分；{_QUOTE_IT.zh}", f"Remove what is too much. {_QUOTE_IT.en}"),
)
BEGUN_AGAIN: Said = (
    Text(
        "文件的内容在上面已经结束，这里又开始了。",
        "The file's content has ended above, and begins again here.",
    ),
    Text(
        "检查缩进，删去单独成行的 ... 和多余的括号。",
        "Check the indentation; remove lines of three dots and stray brackets.",
    ),
)
FIRST_INDENTED: Said = (
    Text("第一行比下面的行缩进得深。", "The first line is indented further than those below it."),
    Text("删去它前面多余的空格。", "Remove the spaces before it."),
)
EMPTY_ITEM: Said = (
    Text(
        "两个逗号之间（或括号与逗号之间）没有内容。",
        "There is nothing between two commas, or a bracket and a comma.",
    ),
    Text("补上内容，或删去多余的逗号。", "Fill it in, or remove the comma."),
)
UNFINISHED: Said = (
    Text("括号没有配对，文件就结束了。", "The file ends before a bracket is closed."),
    Text("补上后一个括号；正文以 [ 或 { 开头时请加引号。", "Close it; quote text that begins with [ or {."),
)
OTHER: Said = (
    Text("这里不合 YAML 的写法。", "This is not valid YAML."),
    Text("对照说明检查缩进、冒号和引号。", "Check indentation, colons and quotes against the manual."),
)
_ESCAPE: Said = (
    Text("双引号里的反斜杠 \\ 写法不对。", "A backslash inside double quotes does not begin a valid escape."),
    Text("把双引号改成单引号，或写 | 另起行。", "Use single quotes instead, or the | style."),
)
_DIRECTIVE: Said = (
    Text(
        "以 % 开头的行是 YAML 的指令，这里用不上。",
        "A line that begins with % is an instruction to YAML, not needed here.",
    ),
    Text(
        "删去这一行；若是正文，与上面的正文对齐。",
        "Remove the line; if it is text, line it up with the text above.",
    ),
)

SAID: Sequence[tuple[str, Said]] = (
    ("escape", _ESCAPE),
    ("hexdecimal", _ESCAPE),
    ("directive", _DIRECTIVE),
    ("incompatible YAML document", _DIRECTIVE),
    ("version number", _DIRECTIVE),
    ("digit or '.'", _DIRECTIVE),
    ("non-alphabetical", _DIRECTIVE),
    (
        "block sequence entries are not allowed",
        (
            Text("“- ”开头的列表没有另起一行。", "A list with “- ” begins in the middle of a line."),
            Text(
                "每一项另起一行，以“- ”开头；或写成 [甲, 乙]。",
                "Begin each item on its own line, or write [one, two].",
            ),
        ),
    ),
    (
        "mapping keys are not allowed",
        (
            Text("问号加空格不能放在这里。", "A question mark and a space cannot stand here."),
            _QUOTE_IT,
        ),
    ),
    (
        "did not find expected comment or line break",
        (
            Text("| 或 > 的后面还有文字。", "There is text on the same line after | or >."),
            Text("正文从下一行写起，并缩进。", "Begin the text on the next line, indented."),
        ),
    ),
    (
        "indentation indicator equal to 0",
        (
            Text("| 或 > 后面的数字不能是 0。", "The number after | or > cannot be 0."),
            Text("删去这个数字。", "Remove the number."),
        ),
    ),
    (
        "found unexpected ':'",
        (
            Text("括号里的冒号后面少了空格。", "A space is missing after a colon between brackets."),
            Text("冒号后空一格；若是正文，请加引号。", "Write a space after it; quote it if it is text."),
        ),
    ),
)
"""By a part of what libyaml says."""


def symbol(char: str) -> Said:
    """A character that means something to YAML begins a value, or is no part of one."""
    if not char.strip():
        return OTHER
    return (
        Text(f"内容不能以符号 {quoted(char)} 开头。", f"A value cannot begin with {quoted(char)}."),
        _QUOTE_IT,
    )


def unclosed(closing: str) -> Said:
    opening = "[" if closing == "]" else "{"
    return (
        Text(
            f"从这里开始的 {opening} 没有配对的 {closing}，或中间少了逗号。",
            f"The {opening} that begins here has no {closing}, or a comma is missing within.",
        ),
        Text(
            f"补上 {closing} 或逗号；正文以 {opening} 开头时，用引号把整段括起来。",
            f"Add the {closing} or the comma; put text that begins with {opening} in quotes.",
        ),
    )


def after_bracket(opening: str) -> Said:
    what = Text("列表", "list") if opening == "[" else Text("一组字段", "group of fields")
    return (
        Text(
            f"以 {opening} 开头的内容被当作{what.zh}，括号后面却还有文字。",
            f"What begins with {opening} is taken for a {what.en}, but there is more after its bracket.",
        ),
        _QUOTE_IT,
    )


def one_too_many(char: str) -> Said:
    return (
        Text(f"这里多了一个 {char}。", f"There is one {char} too many here."),
        Text("删去它；若是正文，用引号把整段括起来。", "Remove it, or put the whole text in quotes."),
    )
