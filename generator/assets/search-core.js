/* Reads the index below search/ and answers queries; the format is the docstring of generator/search/__init__.py. */
(() => {
  "use strict";
  const site = window.wenzheng;
  const DEPTH = 8;
  const ATTRIBUTES = ["column", "department", "topic", "type", "status", "channel", "place", "timing", "outcome", "reached"];
  const SEVERAL = ["department", "reached"];

  /** Compare strings of code units. */
  const order = (a, b) => {
    for (let i = 0; i < a.length && i < b.length; i += 1) if (a[i] !== b[i]) return a[i] - b[i];
    return a.length - b.length;
  };

  const load = (name, read) => site.load(name, (text) => read(site.checked(name, text)));

  /** The name of the file of a string of code units. */
  const named = (family, string) => {
    const hex = string.map((unit) => unit.toString(16).padStart(4, "0")).join("");
    return `${family}/${hex.slice(0, 2)}/${hex.slice(2)}`;
  };

  class Index {
    constructor(start) {
      this.start = start;
      this.months = [];
      this.size = 0;
      for (const [month, capacity] of start.months) {
        this.months.push({ month, bits: 32 - Math.clz32(capacity - 1), first: this.size, last: this.size + capacity });
        this.size += capacity;
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
      this.readWords(new site.Bits(start.words));
      this.readDirectory(new site.Bits(start.directory));
    }

    readString(bits, last) {
      if (bits.read(1) === 1) return [...last.slice(0, -1), last[last.length - 1] + 1 + bits.exponential(9)];
      const string = last.slice(0, bits.read(3));
      for (let more = bits.read(3) + 1; more > 0; more -= 1) string.push(bits.read(1) ? this.units[bits.read(11)] : bits.read(16));
      return string;
    }

    readDirectory(bits) {
      this.entries = [];
      let string = [];
      for (let left = bits.read(24); left > 0; left -= 1) {
        string = this.readString(bits, string);
        this.entries.push(string);
      }
    }

    readWords(bits) {
      const [singles, merges, shorts] = [bits.read(24), bits.read(24), bits.read(24)];
      const words = [""];
      this.units = [];
      for (let i = 0, unit = -1; i < singles; i += 1) {
        unit += 1 + bits.exponential(2);
        words.push(String.fromCharCode(unit));
        this.units.push(unit);
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

    /** How many files begin at or before a string of code units. */
    place(string) {
      let low = 0;
      let high = this.entries.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (order(this.entries[middle], string) <= 0) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    /** Whether a string is so common that files begin within it; then a list has its numbers. */
    isList(string) {
      const next = this.entries[this.place(string)];
      return next !== undefined && string.every((unit, i) => next[i] === unit);
    }

    /** All numbers of a string of up to DEPTH code units; not `exact` where they are only those of its beginning. */
    async look(string) {
      if (this.isList(string)) {
        return { numbers: await load(named("l", string), (text) => Index.readList(new site.Bits(text))), exact: true };
      }
      const numbers = [];
      const place = this.place(string);
      if (!place) return { numbers, exact: true };
      const bits = new site.Bits(await load(named("i", this.entries[place - 1]), (text) => text));
      return { exact: this.scan(bits, string, numbers), numbers };
    }

    static readList(bits) {
      const numbers = [];
      while (bits.isLeft) {
        const window = bits.read(26) * 2048;
        bits.numbers(bits.exponential(4) + 1, 2048, 11, (n) => numbers.push(window + n));
        bits.align();
      }
      return numbers;
    }

    /** Where each box of a file begins, as far as one may hold the string. */
    boxes(bits, string) {
      let found = [];
      while (bits.isLeft) {
        const end = bits.read(26) * 13 + bits.at;
        const begin = bits.at;
        bits.exponential(4);
        const first = this.readString(bits, []);
        const later = order(first, string);
        if (later <= 0) found = [];
        found.push(begin);
        if (later > 0 && !string.every((unit, i) => first[i] === unit)) break;
        bits.at = end;
      }
      return found;
    }

    scan(bits, string, numbers) {
      let exact = true;
      const { span } = this.start;
      const raw = 32 - Math.clz32(3 * span);
      const ignore = () => {};
      const take = (n) => numbers.push(n);
      for (const begin of this.boxes(bits, string)) {
        bits.at = begin;
        let leaf = [];
        for (let left = bits.exponential(4) + 1; left > 0; left -= 1) {
          leaf = this.readString(bits, leaf);
          const common = Math.min(leaf.length, string.length);
          let n = 0;
          while (n < common && leaf[n] === string[n]) n += 1;
          if (n < common && leaf[n] > string[n]) return exact;
          const hit = n === common;
          bits.numbers(bits.exponential(0) + 1, span, raw, hit ? take : ignore);
          if (hit && leaf.length < string.length) exact = false;
        }
      }
      return exact;
    }

    /** The place of a number's month among the months. */
    monthOf(number) {
      let low = 0;
      let high = this.months.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (number < this.months[middle].last) high = middle;
        else low = middle + 1;
      }
      return low;
    }

    /** The record of a number. */
    async record(number) {
      const { month, first } = this.months[this.monthOf(number)];
      const { block } = this.start;
      const slot = number - first;
      const name = `t/${month}/${Math.floor(slot / block).toString(16).padStart(2, "0")}`;
      const records = await load(name, (text) => this.readBlock(text));
      const found = records[slot % block];
      if (!found) throw new site.Damage(name);
      return found;
    }

    readBlock(text) {
      const held = new site.Bits(text).read(13);
      const texts = this.readTexts(text.slice(2));
      let next = 0;
      return Array.from({ length: this.start.block }, (_, slot) => ((held >> slot) & 1 ? texts[next++] : undefined));
    }

    /** Day and rank of each record of a month, by number: the later it came, the higher. */
    dated({ month, bits: size, first }) {
      return load(`m/${month}`, (text) => {
        const bits = new site.Bits(text);
        const found = new Map();
        for (let day = 1; day <= 31; day += 1) {
          const date = `${month.slice(0, 4)}-${month.slice(4)}-${String(day).padStart(2, "0")}`;
          for (let left = bits.exponential(1); left > 0; left -= 1) {
            const number = first + bits.read(size);
            found.set(number, { rank: found.size, day: site.dayNumber(date) });
          }
        }
        return found;
      });
    }

    readTexts(digits) {
      const { VALUE, BASE } = site.digits;
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
        const [id, url, column, departments, moment, status, title, answer, ...texts] = record.split("\x01").slice(0, -1);
        return {
          id, url: url || `${column}/${id}.html`, column, moment, at: moment.slice(0, 10), status, title, answer, texts,
          departments: departments ? departments.split(" ") : [],
        };
      });
    }

    static readSlots(text) {
      const bits = new site.Bits(text);
      let last = -1;
      return Array.from({ length: bits.exponential(0) }, () => {
        last += 1 + bits.exponential(0);
        return last;
      });
    }

    /** The numbers of all records, ascending. */
    all() {
      return load("slots", Index.readSlots);
    }

    /** For each facet but the year: its values, and the place of each record's value among them. */
    attributes() {
      this.facets ||= this.readAttributes().catch((error) => {
        this.facets = undefined;
        throw error;
      });
      return this.facets;
    }

    async readAttributes() {
      const { VALUE, BASE } = site.digits;
      const { part } = this.start;
      const read = await Promise.all(Array.from({ length: Math.ceil(this.size / part) }, (_, i) => (
        site.load(`a/${i}`, ([slots, ...facets]) => ({ slots: Index.readSlots(slots), facets })))));
      return Object.fromEntries(ATTRIBUTES.map((facet, i) => {
        const of = new Uint32Array(this.size);
        const places = new Map([["", 0]]);
        read.forEach(({ slots, facets }, p) => {
          const [known, digits] = facets[i];
          const width = digits.length / slots.length;
          const own = known.map((value) => places.get(value) ?? places.set(value, places.size).size - 1);
          slots.forEach((slot, n) => {
            let value = 0;
            for (let at = n * width; at < (n + 1) * width; at += 1) value = value * BASE + VALUE[digits.charCodeAt(at)];
            of[p * part + slot] = own[value];
          });
        });
        const split = (value) => (SEVERAL.includes(facet) ? value.split(" ") : [value]);
        return [facet, { of, values: [...places.keys()].map((value) => (value ? split(value) : [])) }];
      }));
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
