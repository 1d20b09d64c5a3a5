/* Entry of the search on every page: loads the rest when it is needed, so that a page costs nothing before. */
(() => {
  "use strict";
  const { dataset, src: source } = document.currentScript;
  const site = (window.wenzheng = { root: dataset.root || "", stamp: "" });

  /** A file of the index is missing, damaged or of another build. */
  site.Damage = class extends Error {};

  const waiting = new Map();
  const kept = new Map();
  const PATIENCE = 30000;

  /** What the index files call. */
  window.wzs = (name, value) => {
    const wait = waiting.get(name);
    if (wait) wait(value);
  };

  const script = (src) => new Promise((resolve, reject) => {
    const element = document.createElement("script");
    const clock = setTimeout(() => done(new site.Damage(src)), PATIENCE);
    const done = (error) => {
      clearTimeout(clock);
      element.remove();
      if (error) reject(error);
      else resolve();
    };
    element.onload = () => done();
    element.onerror = () => done(new site.Damage(src));
    element.charset = "utf-8";
    element.src = src;
    document.head.append(element);
  });

  /** The value of one index file, read by `read`; loaded once. Rejects with Damage. */
  site.load = (name, read) => {
    if (!kept.has(name)) {
      const value = (async () => {
        let given;
        waiting.set(name, (found) => { given = found; });
        try {
          await script(`${site.root}search/${name}.js${site.stamp ? `?${site.stamp}` : ""}`);
        } finally {
          waiting.delete(name);
        }
        if (given === undefined) throw new site.Damage(name);
        try {
          return read(given);
        } catch (error) {
          throw error instanceof site.Damage ? error : new site.Damage(name, { cause: error });
        }
      })();
      kept.set(name, value);
      value.catch(() => kept.delete(name));
    }
    return kept.get(name);
  };

  const parts = new Map();
  /** Load a part of the search program once. */
  const part = (name) => {
    if (!parts.has(name)) {
      const loading = script(source.replace(/search\.js(?=\?|$)/, `search-${name}.js`));
      parts.set(name, loading);
      loading.catch(() => parts.delete(name));
    }
    return parts.get(name);
  };

  /** Everything that answers queries. */
  site.ready = async () => {
    await Promise.all([part("bits"), part("core"), part("hits"), part("query")]);
    return site.index();
  };

  /** A new element with a class and children; strings become text. */
  site.make = (tag, name, ...children) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children.filter((child) => child !== null));
    return element;
  };

  /** A text in the page's language. */
  site.say = (zh, en) => (document.documentElement.lang.startsWith("en") ? en : zh);

  /** Pieces of a text as nodes, the marked ones in <mark>. */
  site.marked = (pieces) => pieces.map(([text, isMarked]) => (isMarked ? site.make("mark", "wz-s-mark", text) : text));

  /** The address of a hit, which opens with the query's words marked. */
  site.link = (hit, query) => `${site.root}${hit.url.split("/").map(encodeURIComponent).join("/")}?find=${encodeURIComponent(query)}`;

  /** What to tell when the index cannot be read. */
  site.sorry = () => site.say(
    "查找所需的文件缺失、损坏或刚刚更新，暂时查不了。请刷新本页再试；仍不行，可以从栏目、月份、单位和主题浏览。",
    "A file that search needs is missing, damaged or has just been updated. Reload this page; if that does not help, browse by column, month, department or topic.",
  );

  /** The public API: see README. */
  site.search = async (query, options) => {
    await site.ready();
    return site.answer(query, options || {});
  };

  const isTyping = (element) => element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

  const begin = () => {
    const inputs = [...document.querySelectorAll("form.wz-find input[type=search]")];
    for (const input of inputs) {
      const attach = () => part("box").then(() => site.suggest(input), () => {});
      if (document.activeElement === input) attach();
      else input.addEventListener("focus", attach, { once: true });
    }
    document.addEventListener("keydown", (event) => {
      const isKey = (event.key === "/" || event.key === "s") && !event.ctrlKey && !event.metaKey && !event.altKey;
      const input = inputs.find((one) => one.getClientRects().length);
      if (!isKey || isTyping(document.activeElement) || !input) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
    if (document.getElementById("wz-search")) part("page").then(() => site.page(), () => {});
    const words = new URLSearchParams(location.search).get("find");
    if (words && !document.getElementById("wz-search")) part("marks").then(() => site.mark(words), () => {});
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
