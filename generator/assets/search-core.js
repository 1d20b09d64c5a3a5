/* Reads the index below search/ and answers queries; the format is the docstring of generator/search/__init__.py. */
(() => {
  "use strict";
  const site = window.wenzheng;
  const DEPTH = 8;
  const ATTRIBUTES = ["column", "department", "topic", "type", "status", "channel", "place", "timing", "outcome", "reached"];
  const SEVERAL = ["department", "reached"];
  const DIGITS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter((c) => c !== '"' && c !== "\\");
  const BASE = DIGITS.length;
  const VALUE = new Uint8Array(128);
  DIGITS.forEach((digit, value) => { VALUE[digit.charCodeAt(0)] = value; });

  class Bits {
    constructor(text) {
      this.text = text;
      this.at = 0;
      this.size = (text.length >> 1) * 13;
    }

    read(size) {
      let value = 0;
      while (size > 0) {
        const pair = Math.floor(this.at / 13) * 2;
        const group = VALUE[this.text.charCodeAt(pair)] * BASE + VALUE[this.text.charCodeAt(pair + 1)];
        const left = 13 - (this.at % 13);
        const taken = Math.min(left, size);
        value = value * 2 ** taken + ((group >> (left - taken)) & ((1 << taken) - 1));
        this.at += taken;
        size -= taken;
      }
      if (this.at > this.size) throw new site.Damage();
      return value;
    }

    exponential(low) {
      let zeros = 0;
      while (this.read(1) === 0) zeros += 1;
      return 2 ** (zeros + low) + this.read(zeros + low) - 2 ** low;
    }

    /** Ascending numbers; calls `take` for each. */
    numbers(count, records, take) {
      const low = 31 - Math.clz32(Math.max(1, Math.floor((7 * records) / (10 * count))));
      const raw = 32 - Math.clz32(4 * records);
      let last = -1;
      for (let i = 0; i < count; i += 1) {
        let high = 0;
        while (high < 12 && this.read(1) === 1) high += 1;
        last += 1 + (high === 12 ? this.read(raw) : high * 2 ** low + this.read(low));
        take(last);
      }
    }
  }

  /** Compare strings of ids. */
  const order = (a, b) => {
    for (let i = 0; i < a.length && i < b.length; i += 1) if (a[i] !== b[i]) return a[i] - b[i];
    return a.length - b.length;
  };

  /** Take the checksum off a payload, or refuse it. */
  const checked = (text, seed) => {
    if (typeof text !== "string" || text.length < 2) throw new site.Damage();
    let sum = seed;
    const end = text.length - 2;
    for (let i = 0; i < end; i += 1) sum = (sum + (i + 1) * text.charCodeAt(i)) % 8191;
    if (sum !== VALUE[text.charCodeAt(end)] * BASE + VALUE[text.charCodeAt(end + 1)]) throw new site.Damage();
    return text.slice(0, end);
  };

  const name = (family, number) => {
    const hex = (n) => n.toString(16).padStart(2, "0");
    return `${family}/${hex(number >> 8)}/${hex(number & 255)}`;
  };

  class Index {
    constructor(start) {
      Object.assign(this, { records: start.records, start, texts: new Map(), shelves: new Map() });
      this.width = 32 - Math.clz32(start.characters);
      this.ids = new Map();
      const bits = new Bits(start.alphabet);
      for (let id = 1, code = -1; id <= start.characters; id += 1) {
        code += 1 + bits.exponential(2);
        this.ids.set(code, id);
      }
      this.changes = new Map();
      start.fold.forEach(([runs, targets], length) => {
        const chars = Array.from(targets);
        let at = 0;
        let code = 0;
        for (let i = 0; i < runs.length; i += 2) {
          code += runs[i];
          for (let n = 0; n < runs[i + 1]; n += 1, code += 1, at += length) {
            this.changes.set(code, chars.slice(at, at + length).join(""));
          }
        }
      });
      this.readDirectory(new Bits(start.directory));
      this.readWords(new Bits(start.words));
    }

    readString(bits, last) {
      if (bits.read(1) === 1) return [...last.slice(0, -1), last[last.length - 1] + 1 + bits.exponential(7)];
      const string = last.slice(0, bits.read(3));
      for (let more = bits.read(3) + 1; more > 0; more -= 1) string.push(bits.read(this.width));
      return string;
    }

    readDirectory(bits) {
      this.entries = [];
      this.lists = [];
      let string = [];
      for (let left = bits.read(24); left > 0; left -= 1) {
        string = this.readString(bits, string);
        this.entries.push(string);
        this.lists.push(bits.read(1) === 1);
      }
    }

    readWords(bits) {
      const [singles, merges, shorts] = [bits.read(24), bits.read(24), bits.read(24)];
      const words = [""];
      for (let i = 0, unit = -1; i < singles; i += 1) {
        unit += 1 + bits.exponential(2);
        words.push(String.fromCharCode(unit));
      }
      for (let i = 0; i < merges; i += 1) {
        const left = words[bits.read(12)];
        words.push(left + words[bits.read(12)]);
      }
      const short = Array.from({ length: shorts }, () => bits.read(12));
      const first = new Set(short);
      this.words = short.map((i) => words[i]);
      for (let i = 1; i < words.length; i += 1) if (!first.has(i)) this.words.push(words[i]);
      this.shorts = 30;
    }

    static silent(code) {
      return (code >= 0x2e80 && code <= 0x2fdf) || (code >= 0x3001 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x4dbf)
        || (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x20000 && code <= 0x3ffff);
    }

    /** The folded text, and for each of its units where in the text it comes from (one place more at the end). */
    fold(text) {
      let folded = "";
      const from = [];
      let space = -1;
      let silent = true;
      for (let i = 0; i < text.length;) {
        const code = text.codePointAt(i);
        const step = code > 0xffff ? 2 : 1;
        if (!((code >= 0xd800 && code <= 0xf8ff) || code >= 0xe0000)) {
          const changed = this.changes.get(code);
          for (const char of changed === undefined ? String.fromCodePoint(code) : changed) {
            if (char === " ") {
              if (space < 0) space = i;
              continue;
            }
            const quiet = Index.silent(char.codePointAt(0));
            if (space >= 0 && !silent && !quiet) {
              folded += " ";
              from.push(space);
            }
            space = -1;
            silent = quiet;
            folded += char;
            for (let n = 0; n < char.length; n += 1) from.push(i);
          }
        }
        i += step;
      }
      from.push(text.length);
      return { text: folded, from };
    }

    /** Ids of a folded string; 0 for a character that no text holds. */
    spelled(folded) {
      return Array.from(folded, (char) => this.ids.get(char.codePointAt(0)) || 0);
    }

    /** The file that answers for a string of up to DEPTH ids, or -1 when no text can hold it. */
    place(string) {
      let low = 0;
      let high = this.entries.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (order(this.entries[middle], string) <= 0) low = middle + 1;
        else high = middle;
      }
      const found = low - 1;
      return found >= 0 && this.lists[found] && order(this.entries[found], string) !== 0 ? -1 : found;
    }

    /** All numbers of a string; not `exact` where they are only those of the string's beginning. */
    async look(string) {
      const file = this.place(string);
      if (file < 0) return { numbers: [], exact: true };
      const path = name("i", file);
      const bits = new Bits(await site.load(path, (text) => checked(text, this.start.seeds[1])));
      const numbers = [];
      if (this.lists[file]) {
        bits.numbers(bits.exponential(0) + 1, this.records, (n) => numbers.push(n));
        return { numbers, exact: true };
      }
      return { ...this.scan(bits, string, numbers), numbers };
    }

    scan(bits, string, numbers) {
      let leaf = [];
      let exact = true;
      const ignore = () => {};
      const take = (n) => numbers.push(n);
      const count = bits.read(24);
      for (let i = 0; i < count; i += 1) {
        leaf = this.readString(bits, leaf);
        const common = Math.min(leaf.length, string.length);
        let n = 0;
        while (n < common && leaf[n] === string[n]) n += 1;
        if (n < common && leaf[n] > string[n]) break;
        const hit = n === common;
        bits.numbers(bits.exponential(0) + 1, this.records, hit ? take : ignore);
        if (hit && leaf.length < string.length) exact = false;
      }
      return { exact };
    }

    isList(string) {
      const file = this.place(string);
      return file >= 0 && this.lists[file];
    }

    /** The record of a number, as its text file has it. */
    async record(number) {
      const block = Math.floor(number / this.start.block);
      const records = await site.load(name("t", block), (text) => this.readTexts(checked(text, this.start.seeds[0])));
      return records[number - block * this.start.block];
    }

    readTexts(digits) {
      let text = "";
      for (let i = 0; i < digits.length;) {
        const lead = VALUE[digits.charCodeAt(i)];
        if (lead < this.shorts) {
          text += this.words[lead];
          i += 1;
        } else if (lead < BASE - 8) {
          text += this.words[this.shorts + (lead - this.shorts) * BASE + VALUE[digits.charCodeAt(i + 1)]];
          i += 2;
        } else {
          text += String.fromCharCode((lead - BASE + 8) * BASE * BASE
            + VALUE[digits.charCodeAt(i + 1)] * BASE + VALUE[digits.charCodeAt(i + 2)]);
          i += 3;
        }
      }
      return text.split("\0").slice(0, -1).map((record) => {
        const [id, url, column, departments, at, status, title, answer, ...texts] = record.split("\x01").slice(0, -1);
        return {
          id, url: url || `${column}/${id}.html`, column, at, status, title, answer, texts,
          departments: departments ? departments.split(" ") : [],
        };
      });
    }

    /** For each facet but the year: its values, and the place of each record's value among them. */
    attributes() {
      return site.load("attributes", (found) => Object.fromEntries(
        ATTRIBUTES.map((facet, i) => {
          const [known, digits] = found[i];
          const width = this.records ? digits.length / this.records : 1;
          const of = Uint32Array.from({ length: this.records }, (_, n) => {
            let value = 0;
            for (let at = n * width; at < (n + 1) * width; at += 1) value = value * BASE + VALUE[digits.charCodeAt(at)];
            return value;
          });
          const split = (value) => (SEVERAL.includes(facet) ? value.split(" ") : [value]);
          return [facet, { of, values: known.map((value) => (value ? split(value) : [])) }];
        }),
      ));
    }

    /** The day of each record, as days since 1970. */
    days() {
      return site.load("days", ([first, digits]) => {
        const bits = new Bits(digits);
        let day = this.records ? site.dayNumber(first) : 0;
        return Int32Array.from({ length: this.records }, (_, n) => {
          if (n) day += bits.exponential(0);
          return day;
        });
      });
    }
  }

  /** A day such as 2026-03-10 as days since 1970; NaN for what is no day. */
  site.dayNumber = (text) => {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
    return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? NaN : time / 86400000;
  };

  let opened;
  site.index = () => {
    opened ||= site.load("start", (start) => {
      site.stamp = start.stamp;
      return new Index(start);
    }).catch((error) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  site.DEPTH = DEPTH;
})();
