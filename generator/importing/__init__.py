"""Excel or CSV → YAML cases, by a mapping file that a clerk can write; every row is taken or refused with a reason.

A mapping file (映射文件) says which column of the sheet holds what:

    column: mayor                  # 栏目
    fields:                        # 字段: 表头
      number: 留言编号             # the sheet's own number; without it rows are numbered in their order
      title: 留言主题
      received: 留言时间
      letter: 留言详情
      reply: 答复意见              # with `replied`; leave both out for letters without replies
      replied: 答复时间
      department: [承办单位, 答复单位]   # several names where sheets differ; the first that is there counts
    values:                        # the sheet's words → ours; ids, names and aliases of the county need no entry
      type: {投诉举报: complaint}
    defaults: {type: consult, topic: other, department: county-office, channel: web}   # where a cell is empty
    dates: ["%d/%m/%Y %H:%M"]      # more spellings than the usual ones (see `dates`)
    sheets: [2019年, 2020年]       # only these; all without it
    hide: 留言用户                 # the writers' names: never imported, and struck out where a reply uses them

Fields are number, title, received, letter, reply, replied, answer, type, topic, department, channel, place.
A header that stands twice is written `时间#2`; under a merged cell, `答复/时间`. Nothing that is not named is read.

What becomes of a row:
- its id is PREFIX-YEAR-NUMBER: the column's prefix, the year it was received, the sheet's number;
- it is refused, with the reason, when number, title, letter or date is missing or unreadable, when a reply has no date
  or is older than its letter, when a word is in no list, when its id is already given to another;
- a letter that stands twice under two numbers is two letters; a row without reply is a letter still open;
- a reply's one-sentence `answer` is its first sentence that says something (see `answer`), unless a column holds it.

Files are `cases/<column>/<year>/<month>.yml`. The first line of each says what it was imported from and seals the
rest: a file that has another origin, or was changed since, is never overwritten, and then nothing at all is written.
"""

from generator.importing.letters import ImportReport, Refused, import_letters

__all__ = ["ImportReport", "Refused", "import_letters"]
