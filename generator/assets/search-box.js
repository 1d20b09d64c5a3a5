/* The first hits while typing, under a search box: a combobox with a list, as ARIA's authoring practices describe it. */
(() => {
  "use strict";
  const site = window.wenzheng;
  const { make, say } = site;
  const SHOWN = 5;
  const PAUSE = 160;
  let boxes = 0;

  /** Give one input its list. */
  site.suggest = (input) => {
    boxes += 1;
    const id = `wz-s-box-${boxes}`;
    const list = make("ul", "wz-s-box");
    Object.assign(list, { id, hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", say("先看到的几条", "First results"));
    const told = make("p", "wz-s-told");
    told.setAttribute("role", "status");
    input.form.append(list, told);
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false",
    })) input.setAttribute(name, value);

    let active = -1;
    let asked = 0;
    let clock;

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const activate = (next) => {
      const options = [...list.querySelectorAll("[role=option]")];
      if (!options.length) return;
      active = (next + options.length) % options.length;
      options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
      input.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    };

    const option = (href, name, ...children) => {
      const link = make("a", name, ...children);
      link.href = href;
      link.tabIndex = -1;
      const item = make("li", "wz-s-option", link);
      item.id = `${id}-${list.children.length}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      list.append(item);
    };

    const show = (result, query) => {
      list.replaceChildren();
      for (const hit of result.hits) {
        option(site.link(hit, query), "wz-s-suggestion", make("span", "wz-s-suggested", ...site.marked(hit.parts.title)),
          make("span", "wz-s-when", hit.at));
      }
      const count = say(`${result.exact ? "" : "最多 "}${result.total} 条`, `${result.exact ? "" : "at most "}${result.total} found`);
      if (result.total > result.hits.length) {
        option(`${site.root}search.html?q=${encodeURIComponent(query)}`, "wz-s-all", say(`查看全部 ${count}`, `See all: ${count}`));
      }
      told.textContent = result.total ? count : say("没有找到", "Nothing found");
      list.hidden = !list.children.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      active = -1;
    };

    const ask = async () => {
      const query = input.value.trim();
      asked += 1;
      const mine = asked;
      if (!query) {
        told.textContent = "";
        close();
        return;
      }
      try {
        const result = await site.search(query, { limit: SHOWN, facets: false });
        if (mine === asked && document.activeElement === input) show(result, query);
      } catch (error) {
        if (mine !== asked) return;
        close();
        told.textContent = site.sorry();
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(clock);
      clock = setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) return;
        event.preventDefault();
        activate(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1);
      } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
        event.preventDefault();
        list.children[active].firstElementChild.click();
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    const leave = () => {
      asked += 1;
      clearTimeout(clock);
      close();
    };
    input.form.addEventListener("focusout", (event) => {
      if (!input.form.contains(event.relatedTarget)) leave();
    });
    input.form.addEventListener("submit", leave);
    list.addEventListener("mousedown", (event) => event.preventDefault());
    site.ready().catch(() => {});
    if (input.value.trim() && !document.getElementById("wz-search")) ask();
  };
})();
