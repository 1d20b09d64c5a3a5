/* Hits: where the words of a query stand in a record's texts, and the piece that a result shows. */
(() => {
  "use strict";
  const site = window.wenzheng;
  const BEFORE = 24;
  const AROUND = 110;

  /** The pieces of a text, as [piece, whether it is marked]; `from`, `to` cut it first. */
  const pieces = (text, spans, from = 0, to = text.length) => {
    const found = [];
    let at = from;
    for (const [start, end] of spans) {
      if (end <= at || start >= to) continue;
      if (start > at) found.push([text.slice(at, start), false]);
      found.push([text.slice(Math.max(at, start), Math.min(end, to)), true]);
      at = Math.min(end, to);
    }
    if (at < to) found.push([text.slice(at, to), false]);
    return found;
  };

  /** Where words occur in a text, in its own units, without overlap. */
  const spansOf = (index, words, text) => {
    const { text: folded, from } = index.fold(text);
    const spans = [];
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
        const last = from[at + word.length - 1];
        spans.push([from[at], last + (text.codePointAt(last) > 0xffff ? 2 : 1)]);
      }
    }
    spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return spans.reduce((kept, [start, end]) => {
      const last = kept[kept.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else kept.push([start, end]);
      return kept;
    }, []);
  };
  site.spansOf = spansOf;

  /** A piece of the text around the first match, on one line. */
  const snippetOf = (index, words, texts) => {
    for (const text of texts) {
      const line = text.replace(/\s+/gu, " ");
      const spans = spansOf(index, words, line);
      if (!spans.length) continue;
      let from = Math.max(0, spans[0][0] - BEFORE);
      let to = Math.min(line.length, Math.max(from + AROUND, spans[0][1]));
      if (/[\udc00-\udfff]/u.test(line[from])) from += 1;
      if (/[\ud800-\udbff]/u.test(line[to - 1])) to -= 1;
      const found = pieces(line, spans, from, to);
      if (from > 0) found.unshift(["…", false]);
      if (to < line.length) found.push(["…", false]);
      return found;
    }
    return [];
  };

  /** A record as a result shows it. */
  site.hit = (index, words, record) => ({
    id: record.id, url: record.url, title: record.title, column: record.column, departments: record.departments,
    at: record.at, status: record.status, answer: record.answer,
    parts: {
      title: pieces(record.title, spansOf(index, words, record.title)),
      answer: pieces(record.answer, spansOf(index, words, record.answer)),
      snippet: snippetOf(index, words, record.texts),
    },
  });
})();
