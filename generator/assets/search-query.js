/* Answers queries: parses them, combines what the index says of each term, and verifies in the texts where it must. */
(() => {
  "use strict";
  const site = window.wenzheng;
  const BODY = 1;
  const TITLE = 2;
  const SIGN = 4;
  const UNSURE = 8;
  const LONGEST = 2000;
  const TERMS = 12;
  const AT_ONCE = 20;
  const WINDOWS = 4;
  const FACETS = ["column", "department", "topic", "place", "type", "channel", "year", "status", "timing", "outcome", "reached"];
  const CHOICES = [...FACETS, "kind", "from", "to"];
  const LIKE_SIGN = /^([a-z]{1,8}(-[a-z0-9]{1,16}){1,4}|\d{4}-\d{2}(-\d{2})?)$/;

  /** Terms of a query: each the folded words of which one must occur, or, `excluded`, none may. */
  const parse = (query, index) => {
    const terms = [];
    const pattern = /(?<!\S)(-?)"([^"]*)"(?!\S)|(\S+)/gu;
    for (const [, minus, quoted, plain] of String(query).slice(0, LONGEST).matchAll(pattern)) {
      const excluded = quoted === undefined ? /^[-－]./u.test(plain) : minus === "-";
      const raw = quoted === undefined ? plain.slice(excluded ? 1 : 0) : quoted;
      const { text } = index.fold(raw);
      if (text && !terms.some((t) => t.text === text && t.excluded === excluded)) terms.push({ text, raw, excluded });
    }
    return terms.slice(0, TERMS);
  };

  /** Strings of code units to look up for a folded word: itself, or parts of it that any text with the word must hold. */
  const windows = (word) => {
    const units = Array.from({ length: word.length }, (_, i) => word.charCodeAt(i));
    const found = [];
    const step = Math.max(site.DEPTH, Math.ceil(units.length / (WINDOWS - 1)));
    for (let at = 0; at + site.DEPTH < units.length; at += step) found.push(units.slice(at, at + site.DEPTH));
    found.push(units.slice(-site.DEPTH));
    return found;
  };

  /** Numbers of a word, and whether they are exactly those of the texts that hold it. */
  const numbersOf = async (index, word) => {
    const strings = windows(word);
    const found = await Promise.all(strings.map((string) => index.look(string)));
    const numbers = found.map((f) => f.numbers).reduce((a, b) => a.filter(Set.prototype.has, new Set(b)));
    return { numbers, exact: strings.length === 1 && found[0].exact };
  };

  /** What the index knows of each record about a term. */
  const marksOf = async (index, term) => {
    const { span } = index.start;
    const marks = new Uint8Array(index.size);
    for (const found of await Promise.all(term.words.map((word) => numbersOf(index, word)))) {
      for (const number of found.numbers) {
        const space = Math.floor(number / span);
        if (space < 2 || term.isSign) marks[number % span] |= [BODY, TITLE, SIGN][space] | (found.exact ? 0 : UNSURE);
      }
    }
    return marks;
  };

  /** What a record's own text says about a term. */
  const verified = (index, term, record) => {
    const holds = (text) => {
      const folded = index.fold(text).text;
      return term.words.some((word) => folded.includes(word));
    };
    return (holds(record.title) ? TITLE : 0) | ([record.answer, ...record.texts].some(holds) ? BODY : 0)
      | (term.isSign && [record.id, record.at].some(holds) ? SIGN : 0);
  };

  const chosen = (value) => (value === undefined || value === null || value === "" ? [] : [].concat(value).map(String));

  /** Columns of some kinds of record. */
  const columnsOf = (index, kinds) => index.start.names.column.filter(([, , kind]) => kinds.has(kind)).map(([id]) => id);

  /** Whether a record lies in the period from one day to another; null where neither is a day. */
  const within = async (index, options) => {
    const [from, to] = [options.from, options.to].map((day) => site.dayNumber(chosen(day)[0]));
    if (Number.isNaN(from) && Number.isNaN(to)) return null;
    const fits = (day) => !(day < from) && !(day > to);
    const fit = await Promise.all(index.months.map(async (month) => {
      const [year, of] = [Number(month.month.slice(0, 4)), Number(month.month.slice(4))];
      const ends = [site.dayNumber(`${month.month.slice(0, 4)}-${month.month.slice(4)}-01`), Date.UTC(year, of, 0) / 86400000];
      if (ends.every(fits)) return () => true;
      if (ends[1] < from || ends[0] > to) return () => false;
      const days = await index.dated(month);
      return (n) => fits(days.get(n).day);
    }));
    return (n) => fit[index.monthOf(n)](n);
  };

  /** Which records each choice lets through, as a function of the record's number; none for what is not chosen. */
  const filters = async (index, options) => {
    const found = {};
    const wanted = [...FACETS, "kind"].filter((facet) => chosen(options[facet]).length);
    const attributes = wanted.some((facet) => facet !== "year") ? await index.attributes() : null;
    for (const facet of wanted) {
      const values = new Set(chosen(options[facet]));
      if (facet === "year") {
        const fits = index.months.map(({ month }) => values.has(month.slice(0, 4)));
        found.year = (n) => fits[index.monthOf(n)];
      } else if (facet === "kind") {
        const columns = new Set(columnsOf(index, values));
        const fits = attributes.column.values.map(([column]) => columns.has(column));
        found.kind = (n) => fits[attributes.column.of[n]];
      } else {
        const { of, values: known } = attributes[facet];
        const fits = known.map((held) => held.some((value) => values.has(value)
          || (facet === "topic" && [...values].some((above) => value.startsWith(`${above}/`)))));
        found[facet] = (n) => fits[of[n]];
      }
    }
    const period = await within(index, options);
    if (period) found.period = period;
    return found;
  };

  /** Counts for each facet over records that all other facets' choices let through. */
  const facetsOf = async (index, numbers, allowed) => {
    const attributes = await index.attributes();
    const facets = {};
    for (const facet of FACETS) {
      const others = Object.keys(allowed).filter((other) => other !== facet).map((other) => allowed[other]);
      const left = others.length ? numbers.filter((n) => others.every((fits) => fits(n))) : numbers;
      facets[facet] = facet === "year" ? countedYears(index, left) : counted(attributes[facet], left);
    }
    return facets;
  };

  const counted = ({ of, values }, numbers) => {
    const sums = new Uint32Array(values.length);
    for (const n of numbers) sums[of[n]] += 1;
    const counts = new Map();
    sums.forEach((sum, i) => {
      if (sum) for (const value of values[i]) counts.set(value, (counts.get(value) || 0) + sum);
    });
    return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
  };

  const countedYears = (index, numbers) => {
    const counts = {};
    for (const n of numbers) {
      const year = index.months[index.monthOf(n)].month.slice(0, 4);
      counts[year] = (counts[year] || 0) + 1;
    }
    return counts;
  };

  /** Look up terms; the ones whose numbers fill a file only while many records are left, else they are verified. */
  const lookedUp = async (index, terms) => {
    const isLarge = (term) => term.words.some((word) => windows(word).some((string) => index.isList(string)));
    const included = terms.filter((term) => !term.excluded);
    const small = included.filter((term) => !isLarge(term));
    const marks = new Map();
    const look = (some) => Promise.all(some.map(async (term) => marks.set(term, await marksOf(index, term))));
    await look(small.length ? small : included);
    const everything = included.length ? null : await index.all();
    const left = () => {
      if (everything) return everything;
      const found = [];
      const all = [...marks.values()];
      for (let n = 0; n < index.size; n += 1) if (all.every((m) => m[n])) found.push(n);
      return found;
    };
    if (small.length && left().length > AT_ONCE) await look(included.filter((term) => !marks.has(term)));
    const found = left();
    if (found.length > AT_ONCE) await look(terms.filter((term) => term.excluded));
    return { numbers: found, marks };
  };

  /** The records that the index leaves: number, whether still unsure, whether all terms stand in the title. */
  const candidates = async (index, terms) => {
    const { numbers, marks } = await lookedUp(index, terms);
    const found = [];
    for (const n of numbers) {
      const candidate = { n, unsure: false, inTitle: terms.length > 0, out: false };
      for (const term of terms) {
        const mark = marks.has(term) ? marks.get(term)[n] : UNSURE | TITLE;
        if (mark & UNSURE) candidate.unsure = true;
        else if (term.excluded && mark) candidate.out = true;
        if (!term.excluded && !(mark & TITLE)) candidate.inTitle = false;
      }
      if (!candidate.out) found.push(candidate);
    }
    return found;
  };

  /** The later first, titles before the rest if wanted; within a month as far as its order is known. */
  const sortedBy = (index, candidates, titlesFirst) => {
    for (const c of candidates) c.month ??= index.monthOf(c.n);
    return candidates.sort((a, b) => (titlesFirst ? b.inTitle - a.inTitle : 0) || b.month - a.month || (b.rank || 0) - (a.rank || 0));
  };

  /** Load the order of the months that one end of what is shown falls into; whether there were any. */
  const ranked = async (index, sorted, ends, titlesFirst) => {
    const apart = (a, b) => a.month !== b.month || (titlesFirst && a.inTitle !== b.inTitle);
    const cut = ends.filter((end) => end > 0 && end < sorted.length && !apart(sorted[end - 1], sorted[end]))
      .map((end) => sorted[end].month).filter((month) => sorted.some((c) => c.month === month && c.rank === undefined));
    await Promise.all([...new Set(cut)].map(async (month) => {
      const dated = await index.dated(index.months[month]);
      for (const c of sorted) if (c.month === month) c.rank = dated.get(c.n).rank;
    }));
    return cut.length > 0;
  };

  /** The records from one place to another, in their very order. */
  const shownOf = async (index, sorted, from, to, titlesFirst) => {
    const found = await Promise.all(sorted.slice(from, to).map(async (c) => ({ inTitle: c.inTitle, record: await index.record(c.n) })));
    const later = ({ record: a }, { record: b }) => (a.moment === b.moment ? (a.id < b.id ? -1 : 1) : (a.moment < b.moment ? 1 : -1));
    return found.sort((a, b) => (titlesFirst ? b.inTitle - a.inTitle : 0) || later(a, b)).map(({ record }) => record);
  };

  const verify = async (index, terms, candidate) => {
    const record = await index.record(candidate.n);
    const marks = terms.map((term) => verified(index, term, record));
    candidate.unsure = false;
    candidate.out = terms.some((term, i) => Boolean(marks[i]) === term.excluded);
    candidate.inTitle = terms.every((term, i) => term.excluded || marks[i] & TITLE);
  };

  const found = async (index, terms, options) => {
    const allowed = await filters(index, options);
    const fits = Object.values(allowed);
    const all = await candidates(index, terms);
    const passing = all.filter(({ n }) => fits.every((fit) => fit(n)));
    const unsure = () => passing.filter((c) => c.unsure);
    const titlesFirst = options.sort !== "newest";
    const last = options.offset + options.limit;
    let sorted;
    const settle = async (some) => {
      for (let i = 0; i < some.length; i += AT_ONCE) {
        await Promise.all(some.slice(i, i + AT_ONCE).map((c) => verify(index, terms, c)));
        if (options.progress) options.progress(unsure().length);
      }
    };
    if (options.settle || unsure().length <= AT_ONCE) await settle(unsure());
    for (let next = []; ; await settle(next)) {
      sorted = sortedBy(index, passing.filter((c) => !c.out), titlesFirst);
      if (options.limit && await ranked(index, sorted, [options.offset, last], titlesFirst)) sortedBy(index, sorted, titlesFirst);
      next = sorted.slice(0, last).filter((c) => c.unsure).slice(0, AT_ONCE);
      if (!next.length) break;
    }
    const facets = options.facets ? await facetsOf(index, all.filter((c) => !c.out).map((c) => c.n), allowed) : null;
    const words = terms.filter((term) => !term.excluded).flatMap((term) => term.words);
    const records = await shownOf(index, sorted, options.offset, last, titlesFirst);
    return {
      total: sorted.length,
      exact: !unsure().length,
      hits: records.map((record) => site.hit(index, words, record)),
      facets,
    };
  };

  /** Other words for a term, from the site's synonyms. */
  const synonymsOf = (index, term) => {
    const groups = index.start.synonyms.map((group) => group.map((word) => ({ word, text: index.fold(word).text })));
    const same = groups.filter((group) => group.some(({ text }) => text === term.text)).flat();
    return [...new Map(same.filter(({ text }) => text !== term.text).map((s) => [s.text, s.word]))]
      .map(([text, word]) => ({ text, word }));
  };

  /** All ways to read letters as syllables, as strings of the signs that stand for them in the index. */
  const syllables = (index, letters) => {
    const known = new Map(index.start.syllables.split(" ").map((s, i) => [s, String.fromCharCode(0xe100 + i)]));
    const ways = [[""]];
    for (let end = 1; end <= letters.length; end += 1) {
      ways[end] = [];
      for (let size = 1; size <= Math.min(6, end); size += 1) {
        const sign = known.get(letters.slice(end - size, end));
        if (sign) ways[end].push(...ways[end - size].map((way) => way + sign));
      }
      ways[end] = ways[end].slice(0, 8);
    }
    return ways[letters.length];
  };

  /** The records whose title, or whose topic's title, can be typed by these letters. */
  const byPinyin = async (index, letters, options) => {
    const initials = Array.from(letters, (c) => String.fromCharCode(0xe000 + c.charCodeAt(0) - 97)).join("");
    const spoken = (await Promise.all([initials, ...syllables(index, letters)].map((word) => numbersOf(index, word))))
      .flatMap((found) => found.numbers);
    const numbers = new Set(spoken.map((n) => n % index.start.span));
    const topics = index.start.names.topic.filter(([, , short, full]) => short === letters || full === letters).map(([id]) => id);
    if (topics.length) {
      const { topic } = await filters(index, { topic: topics });
      for (const n of await index.all()) if (topic(n)) numbers.add(n);
    }
    const allowed = await filters(index, options);
    const all = [...numbers];
    const left = sortedBy(index, all.filter((n) => Object.values(allowed).every((fit) => fit(n))).map((n) => ({ n })), false);
    const last = options.offset + options.limit;
    if (options.limit && await ranked(index, left, [options.offset, last], false)) sortedBy(index, left, false);
    const records = await shownOf(index, left, options.offset, last, false);
    return {
      total: left.length, exact: true, hits: records.map((record) => site.hit(index, [], record)),
      facets: options.facets ? await facetsOf(index, all, allowed) : null,
    };
  };

  /** Answer one query; see README for options and result. */
  site.answer = async (query, given) => {
    const index = await site.index();
    const options = {
      ...given, offset: Math.max(0, Math.floor(given.offset) || 0), limit: given.limit === undefined ? 10 : Math.max(0, Math.floor(given.limit) || 0),
      facets: given.facets === undefined ? !index.start.heavy : Boolean(given.facets),
    };
    const terms = parse(query, index);
    const browsing = !terms.length && CHOICES.some((choice) => chosen(options[choice]).length);
    const nothing = { total: 0, exact: true, hits: [], facets: options.facets ? {} : null, also: [], by: "none" };
    if (!terms.length && !browsing) return nothing;
    const also = terms.filter((term) => !term.excluded)
      .map((term) => ({ term: term.raw, words: synonymsOf(index, term) })).filter(({ words }) => words.length);
    const run = (wide) => found(index, terms.map((term) => ({
      ...term, isSign: LIKE_SIGN.test(term.text),
      words: [term.text, ...(wide && !term.excluded ? synonymsOf(index, term).map(({ text }) => text) : [])],
    })), options);
    let result = await run(options.wide);
    let by = options.wide && also.length ? "synonyms" : "words";
    if (!result.total && also.length && !options.wide) {
      result = await run(true);
      by = "synonyms";
    }
    const letters = terms.length === 1 && !terms[0].excluded ? terms[0].text.replace(/[' ]/g, "") : "";
    if (!result.total && /^[a-z]{2,40}$/.test(letters)) {
      const spoken = await byPinyin(index, letters, options);
      if (spoken.total) {
        result = spoken;
        by = "pinyin";
      }
    }
    return { ...result, by, also: also.map(({ term, words }) => ({ term, words: words.map(({ word }) => word) })) };
  };

  /** Spans of a query's words in a text. */
  site.spans = async (query, text) => {
    const index = await site.index();
    const words = parse(query, index).filter((term) => !term.excluded).map((term) => term.text);
    return site.spansOf(index, words, text);
  };
})();
