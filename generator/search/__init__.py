"""Search (查找): exact phrases in many small files, which a page reads as scripts, from a server or a USB stick.

The format, enough to write a reader from. `generator/assets/search-core.js`, with `search-bits.js`, is one.

**Files.** Every file below `search/` is one call, `wzs(NAME, VALUE)`, NAME being its path without `search/` and `.js`.
`start` is read first; its `stamp` changes with any byte of the index and is put behind every other file's address
(`i/5c/0f.js?STAMP`), so that no cache mixes two builds. A VALUE that is a string of digits ends in a checksum of two.
All files follow from the set of records (and the settings), whatever came first; a record that changes, comes or goes
changes those files only that hold its strings, its month and its texts, and `start`.

**Digits.** The printable ASCII characters from `!` to `~` but for `"` and `\\`: 92 of them, with values 0 to 91.
Numbers in pairs of digits are `92·a + b`. Checksum: Σ place·code mod 8191, where place counts from 1 over the characters
of NAME and all digits before the checksum, and code is their ASCII code; so a file in another's place is found out.

**Bits.** Each pair of digits is 13 bits, highest first; the bits form one stream. `u(n)` is a number of n bits. `e(k)`
(exponential Golomb): z zero bits, then a number of z + 1 + k bits that begins with one; the value is that number less
2^k. Zero bits pad the end.

**Records** have slots. `start.months` is, in order, each month that has records (`202603`) with how many slots it has:
one of 16, 24, 32, 48, 64, 96 … A record's number r is its slot plus the slots of all months before; `start.span` is a
number of the same series that no r reaches. Which slot of its month a record has says nothing of its day: `m/MONTH`
holds, for each of the days 1 to 31, `e(1)` = how many records, then their slots, oldest first, each u(bits of the
month's slots less one). Of two records of one moment the one with the lesser id is newer. `slots` holds `e(0)` = how
many records, then their numbers as ascending gaps (number - the one before - 1, the one before the first being -1),
each `e(0)`. A *number* in the index is r where the record's body holds a string, `span` + r where its title does,
2·`span` + r where its signs do. Bodies are answers and texts. Signs are id, day (`2026-03-10`), and the title's pinyin:
initials as U+E000 + (letter - a), and apart from them syllables as U+E100 + place in `start.syllables`. Every field
stands alone: no string reaches from one to the next.

**Fold.** Texts are indexed folded. Code points U+D800 to U+F8FF and from U+E0000 on go; `start.fold[L]` is `[runs,
targets]` for all code points that become L characters: `runs` alternates how many code points are passed over and how
many follow (from 0), `targets` holds their folds one after the other; any other code point stays. What becomes a space
is white space: it goes at either end of a field and beside U+2E80–2FDF, 3001–30FF, 3400–4DBF, 4E00–9FFF, 20000–3FFFF;
elsewhere a run of it is one space. (The table omits what leads to characters that no text holds.)

**Strings.** A *string* is up to 8 UTF-16 code units, ordered by unit; unit 0 ends a field. A run of strings is written
each after the one before (the first after the empty one): bit 1 and `e(9)` = g when only the last unit differs, by
g + 1; else bit 0, `u(3)` = how many units are kept, `u(3)` + 1 = how many follow, each of these bit 1 and `u(11)`, a
place among the single units of `start.words` (below, from 0), or bit 0 and the unit, `u(16)`.

**Directory.** `start.directory`: `u(24)` = how many files are in `i`, then the string that each begins with. The name of
the file of a string is its units in hex, four figures each, with a `/` after the first two figures: `i/5c/0f` begins
with 小. A file has all *leaves* that are not below its string, up to the next file's. To look up a string of up to 8
units: if the next string of the directory above it begins with it, it is common, and its numbers are in the list
`l/5c/0f`; else scan the file of the last string that is not above it; if there is none, no text holds the string.

**Leaves.** A file in `i` is boxes, each beginning with a new pair of digits: `u(26)` = how many pairs follow, `e(4)` + 1
= how many leaves; for each its string, and its numbers. Answer a look-up with the numbers of all leaves whose string
begins with the one looked for. If a leaf's string is itself a proper beginning of the one looked for, its numbers (few)
are those of texts that *may* hold it: verify them in the texts. Longer strings: look up parts of 8, intersect, and
verify. A number may stand in several leaves.

**Numbers.** `e(0)` + 1 = count c; then ascending gaps as above. With k = ⌊log2 max(1, ⌊4·span / 7c⌋)⌋ a gap is ones, a
zero, and `u(k)`: (count of ones)·2^k + u(k). Twelve ones open a gap as it is, in `u(bits of 3·span)`, without a zero.

**Lists.** A file in `l` is chunks, each beginning with a new pair of digits: `u(26)` = w, `e(4)` + 1 = count, then as many
numbers less 2048·w, coded as above with 2048 for `span` and 11 bits for a gap as it is.

**Where files are cut.** As bits, a string has for each unit a one and its 16 bits, and a zero at the end of a field. All
places of the texts whose strings begin with the same bits are a node. Between two neighbours a new box begins if the
smallest node with both has more than 512 places, a new file if it has more than a limit that grows with the text; its
string is the node's bits, a one, and zeros (a unit of no bits is 1). What ends right after a common string is in no file.

**Texts.** `t/MONTH/B` holds the records in `start.block` slots from slot B·`block` on, B in hex, of two figures at least.
Its first pair of digits is the sum of 2^i for each i-th of these slots that is taken; then follow their texts: UTF-16
code units. A record is fields each closed by U+0001, closed by U+0000: id, address below the site's root (empty:
`COLUMN/ID.html`), column, departments (a space between two), moment (day, and time of day where there is one), status,
title, answer, and the other texts. Spelled in digits: with s = number of short words (30), a digit d < s is word d;
s ≤ d < 84 and a digit f are word s + 92·(d - s) + f; d ≥ 84 and two digits f, g are the code unit 92²·(d - 84) + 92·f + g.

**Words.** `start.words`, the same for all sites: three `u(24)`: how many single units, how many merged words, s. Symbols
are numbered from 1. Single units: `e(2)` of (unit - the one before - 1). Merged words: two `u(12)`, the symbols whose
words they join. Then s times `u(12)`: the symbols that are words 0 to s - 1; the other symbols follow by number.

**Attributes.** `a/P` has, of the records with numbers from P·`start.part` on, up to the next file's, which slots are
taken (as in `slots`, numbers less P·`part`), and for column, departments, topic, type, status, channel, place, timing,
outcome and reached, `[values, digits]`: the value of each record by number in `values`, in 1, 2 or 3 digits for each.
`start.heavy` says that these are large, so that a reader loads them only to narrow. `start.names` has labels by facet
(columns also their kind, topics their pinyin), `start.synonyms` groups of words of one meaning.

**Addresses** of the search page, which lists what passes every facet, newest first where there is no `q`; they stay
valid for ever, and pages may link to them (`addresses.search` writes them):

- `q`, words; `sort=newest`, else titles with the words come first; `wide=1`, synonyms too; `page`, from 1, ten records.
- `column`, `department`, `topic` (with the topics below it), `type` (of a case, else the kind), `status`, `year`.
- `kind`: case, call, session, survey or clarification.
- `channel` and `place`, of cases.
- `timing`, state of the clock for replying: on-time, late, overdue, running, paused, waiting, unknown.
- `outcome`, as last heard from the writer or a revisit: solved, partly, unsolved.
- `reached`, by a case: acknowledged, accepted, published (its letter in full), attitude, speed, result (rated).
- `from`, `to`: first and last day (`2026-01-01`), by the day of receipt, for other kinds the day they are filed under.

A facet given several times lets each of its values through. What is no value of a facet lets nothing through; a
`from` or `to` that is no day is as if it were not there.
"""

from generator.search.builder import build, search
from generator.search.document import (
    STATUSES,
    Document,
    SearchSettings,
    Standing,
    document,
    documents,
    settings,
)
from generator.search.folding import fold
from generator.search.shards import Damage, shard
from generator.search.update import Update, stamp, update

__all__ = [
    "STATUSES",
    "Damage",
    "Document",
    "SearchSettings",
    "Standing",
    "Update",
    "build",
    "document",
    "documents",
    "fold",
    "search",
    "settings",
    "shard",
    "stamp",
    "update",
]
