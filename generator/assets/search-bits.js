/* Reads the digits that files of the index are written in; the format is the docstring of generator/search/__init__.py. */
(() => {
  "use strict";
  const site = window.wenzheng;
  const DIGITS = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).filter((c) => c !== '"' && c !== "\\");
  const BASE = DIGITS.length;
  const VALUE = new Uint8Array(128);
  DIGITS.forEach((digit, value) => { VALUE[digit.charCodeAt(0)] = value; });

  site.Bits = class {
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

    /** Pass over the rest of a pair of digits. */
    align() {
      this.at = Math.ceil(this.at / 13) * 13;
    }

    get isLeft() {
      return this.at < this.size;
    }

    /** Ascending numbers of a range of `span`; calls `take` for each. */
    numbers(count, span, raw, take) {
      const low = 31 - Math.clz32(Math.max(1, Math.floor((4 * span) / (7 * count))));
      let last = -1;
      for (let i = 0; i < count; i += 1) {
        let high = 0;
        while (high < 12 && this.read(1) === 1) high += 1;
        last += 1 + (high === 12 ? this.read(raw) : high * 2 ** low + this.read(low));
        take(last);
      }
    }
  };

  /** Take the checksum off the digits of a file, or refuse them. */
  site.checked = (name, text) => {
    if (typeof text !== "string" || text.length < 2) throw new site.Damage();
    let sum = 0;
    const end = text.length - 2;
    for (let i = 0; i < name.length; i += 1) sum += (i + 1) * name.charCodeAt(i);
    for (let i = 0, place = name.length + 1; i < end; i += 1, place += 1) sum = (sum + place * text.charCodeAt(i)) % 8191;
    if (sum % 8191 !== VALUE[text.charCodeAt(end)] * BASE + VALUE[text.charCodeAt(end + 1)]) throw new site.Damage();
    return text.slice(0, end);
  };

  /** The value of each digit, by its code. */
  site.digits = { VALUE, BASE };
})();
