"""Search (查找): exact phrases in many small files, which a page reads as scripts, from a server or a USB stick.

The format, enough to write a reader from. `generator/assets/search-core.js` is one.

**Files.** Every file below `search/` is one call, `wzs(NAME, VALUE)`, NAME being its path without `search/` and `.js`.
`start` is read first; its `stamp` changes with any byte of the index and is put behind every other file's address
(`i/0a/3f.js?STAMP`), so that no cache mixes two builds. `i/HH/LL` and `t/HH/LL` are numbered: HHLL is the number in
hex, HH having more digits where needed. A VALUE that is a string of digits ends in a checksum of two digits.

**Digits.** The printable ASCII characters from `!` to `~` but for `"` and `\\`: 92 of them, with values 0 to 91.
Numbers in pairs of digits are `92·a + b`. Checksum: (seed + Σ place·code) mod 8191, where place counts from 1 over all
characters before it, code is their ASCII code, and seed is `start.seeds[0]` in `t`, `start.seeds[1]` in `i`; it changes
with the build, so a file of another build is as good as damaged.

**Bits.** In `i` and in the strings of `start` each pair of digits is 13 bits, highest first; the bits form one stream.
`u(n)` is a number of n bits. `e(k)` (exponential Golomb): z zero bits, then a number of z + 1 + k bits that begins with
one; the value is that number less 2^k. Zero bits pad the end.

**Records** are numbered from the oldest, 0, to the newest, `start.records` - 1. A *number* in the index is a record r
whose body holds a string, `records` + r where its title does, 2·`records` + r where its signs do. Bodies are answers
and texts. Signs are id, day (`2026-03-10`), and the title's pinyin: initials as U+E000 + (letter - a), and apart from
them syllables as U+E100 + place in `start.syllables`. Every field stands alone: no string reaches from one to the next.

**Fold.** Texts are indexed folded. Code points U+D800 to U+F8FF and from U+E0000 on go; `start.fold[L]` is `[runs,
targets]` for all code points that become L characters: `runs` alternates how many code points are passed over and how
many follow (from 0), `targets` holds their folds one after the other; any other code point stays. What becomes a space
is white space: it goes at either end of a field and beside U+2E80–2FDF, 3001–30FF, 3400–4DBF, 4E00–9FFF, 20000–3FFFF;
elsewhere a run of it is one space. (The table omits what leads to characters that no text holds.)

**Characters** have ids from 1; `start.alphabet` gives their code points, ascending, as `e(2)` of (code point - the one
before - 1), the one before the first being -1. `w` is the bits of `start.characters`, their number. Id 0 ends a field.
Unless `start.cut`, a character without an id is in no text; if it is true, such a character may occur, as id 0.

**Strings.** A *string* is up to 8 ids, ordered by id. A run of strings is written each after the one before (the first
after the empty one): bit 1 and `e(7)` = g when only the last id differs, by g + 1; else bit 0, `u(3)` = how many ids
are kept, `u(3)` + 1 = how many follow, each `u(w)`.

**Directory.** `start.directory`: `u(24)` = number of files in `i`; for each file, in order, its string and one bit, 1
for a *list*. A list has all numbers of its string. Any other file has the *leaves* from its string on, up to the next
entry. To look up a string of up to 8 ids, take the last entry that is not above it. If it is a list of that very
string, its numbers are the answer; if it is any other list, no text holds the string; else scan the leaves.

**Leaves.** `u(24)` = how many; for each its string, and its numbers. Answer a look-up with the numbers of all leaves
whose string begins with the one looked for. If a leaf's string is itself a proper beginning of the one looked for, its
numbers (few) are those of texts that *may* hold it: verify them in the texts. Longer strings: look up parts of 8,
intersect, and verify. A number may stand in several leaves.

**Numbers.** `e(0)` + 1 = count c; then ascending gaps (number - the one before - 1, the one before the first being
-1). With k = ⌊log2 max(1, ⌊7·records / 10c⌋)⌋ a gap is ones, a zero, and `u(k)`: (count of ones)·2^k + u(k). Twelve
ones open a gap as it is, in `u(bits of 4·records)`, without a zero.

**Texts.** `t/n` holds the records from n·`start.block` on, `block` of them: UTF-16 code units. A record is fields each
closed by U+0001, closed by U+0000: id, address below the site's root (empty: `COLUMN/ID.html`), column, departments (a
space between two), day, status, title, answer, and the other texts. Spelled in digits: with s = number of short words
(30), a digit d < s is word d; s ≤ d < 84 and a digit f are word s + 92·(d - s) + f; d ≥ 84 and two digits f, g are
the code unit 92²·(d - 84) + 92·f + g.

**Words.** `start.words`: three `u(24)`: how many single units, how many merged words, s. Symbols are numbered from 1.
Single units: `e(2)` of (unit - the one before - 1). Merged words: two `u(12)`, the symbols whose words they join. Then
s times `u(12)`: the symbols that are words 0 to s - 1; the other symbols follow in order of number.

**Attributes.** `attributes` is, for column, departments, topic, type, status, channel, place, timing, outcome and
reached, `[values, digits]`: the value of each record by number in `values`, in 1, 2 or 3 digits for each. `start.heavy` says
that the file is large, so that a reader loads it only to narrow. `start.years` is each year with its first record:
records stand by day. `days` is `[day, bits]`: the day of record 0, and for each other record `e(0)` of the days since
the one before. `start.names` has labels by facet (columns also their kind, topics their pinyin), `start.synonyms`
groups of words of one meaning.

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
from generator.search.document import STATUSES, Document, SearchSettings, Standing, documents, settings
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
    "documents",
    "fold",
    "search",
    "settings",
    "shard",
    "stamp",
    "update",
]
