/* Marks the words that a reader searched for on the record that the search led to, and scrolls to the first. */
(() => {
  "use strict";
  const site = window.wenzheng;
  const APART = /^(P|DIV|LI|DT|DD|H[1-6]|SECTION|ARTICLE|BLOCKQUOTE|TD|TH|TR|BR|FIGCAPTION|HEADER|FOOTER|NAV|ASIDE|SUMMARY|PRE)$/;

  /** Text nodes of an element in runs that a reader sees as one text. */
  const runs = (root) => {
    const found = [[]];
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        found[found.length - 1].push(node);
        return;
      }
      if (node.nodeType !== Node.ELEMENT_NODE || /^(SCRIPT|STYLE|NOSCRIPT|SVG|FORM|BUTTON|svg)$/.test(node.tagName)) return;
      const apart = APART.test(node.tagName);
      if (apart && node.tagName !== "BR") found.push([]);
      node.childNodes.forEach(walk);
      if (apart && node.tagName !== "BR") found.push([]);
    };
    walk(root);
    return found.filter((run) => run.length);
  };

  /** Wrap one span of a run's text, which may reach over several nodes. */
  const wrap = (run, start, end) => {
    let at = 0;
    for (const node of [...run]) {
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, node.data.length);
      at += node.data.length;
      if (from >= to) continue;
      const middle = from ? node.splitText(from) : node;
      if (to - from < middle.data.length) middle.splitText(to - from);
      const mark = site.make("mark", "wz-s-mark");
      middle.replaceWith(mark);
      mark.append(middle);
    }
  };

  site.mark = async (query) => {
    await site.ready();
    const main = document.getElementById("main") || document.querySelector("main");
    if (!main) return;
    for (const run of runs(main)) {
      const text = run.map((node) => node.data).join("");
      const spans = await site.spans(query, text);
      for (const [start, end] of spans.reverse()) wrap(run, start, end);
    }
    const first = main.querySelector("mark.wz-s-mark");
    if (first) first.scrollIntoView({ block: "center" });
  };
})();
