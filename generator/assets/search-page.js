/* The search page: what its address asks for, answered in <div id="wz-search">. */
(() => {
  "use strict";
  const site = window.wenzheng;
  const { make, say } = site;
  const FACETS = [
    ["column", "栏目", "Column"], ["department", "单位", "Department"], ["topic", "主题", "Topic"],
    ["place", "乡镇（街道）", "Township"], ["type", "类型", "Type"], ["channel", "来信渠道", "Channel"], ["year", "年份", "Year"],
    ["status", "办理情况", "Status"], ["timing", "答复时限", "Time limit"], ["outcome", "是否解决", "Outcome"], ["reached", "办理阶段", "Stage"],
  ];
  const CHOSEN = [...FACETS, ["kind", "记录种类", "Kind"]];
  const PERIOD = ["from", "to"];
  const SIZE = 10;
  const UNASKED = 2000;
  const OFFERED = 12;

  /** The choices in an address, as options for a search. */
  const asked = () => {
    const given = new URLSearchParams(location.search);
    const options = { sort: given.get("sort") === "newest" ? "newest" : "best", wide: given.get("wide") === "1" };
    for (const [facet] of CHOSEN) options[facet] = given.getAll(facet).filter(Boolean);
    for (const end of PERIOD) options[end] = /^\d{4}-\d{2}-\d{2}$/.test(given.get(end) || "") ? given.get(end) : "";
    const page = Math.max(1, Math.floor(Number(given.get("page"))) || 1);
    return { query: given.get("q") || "", options, page };
  };

  /** The address for a state. */
  const address = ({ query, options, page }) => {
    const given = new URLSearchParams();
    if (query) given.set("q", query);
    for (const [facet] of CHOSEN) for (const value of options[facet]) given.append(facet, value);
    for (const end of PERIOD) if (options[end]) given.set(end, options[end]);
    if (options.sort !== "best") given.set("sort", options.sort);
    if (options.wide) given.set("wide", "1");
    if (page > 1) given.set("page", page);
    return `search.html?${given}`;
  };

  const numbers = (n) => n.toLocaleString("en-US");

  site.page = () => {
    const root = document.getElementById("wz-search");
    const input = document.querySelector("form.wz-find input[type=search]");
    const told = make("p", "wz-s-status");
    told.setAttribute("role", "status");
    const tools = make("div", "wz-s-tools");
    const facets = make("div", "wz-s-facets");
    const results = make("div", "wz-s-results");
    root.replaceChildren(told, tools, make("div", "wz-s-body", facets, results));
    let turn = 0;
    let wantsFacets = false;
    let names = {};

    const go = (state) => {
      const to = address(state);
      try {
        history.pushState(null, "", to);
      } catch (error) {
        location.href = to;
        return;
      }
      run();
    };

    /** A link to another state of this page. */
    const link = (state, name, ...children) => {
      const element = make("a", name, ...children);
      element.href = address(state);
      element.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        go(state);
        if (!element.closest(".wz-s-facets")) window.scrollTo(0, 0);
      });
      return element;
    };

    const named = (facet, value) => {
      const entry = (names[facet] || []).find(([id]) => id === value);
      return entry ? entry[1] : value;
    };

    const changed = (state, options) => ({ ...state, page: 1, options: { ...state.options, ...options } });

    const toggled = (state, facet, value) => {
      const held = state.options[facet];
      return changed(state, { [facet]: held.includes(value) ? held.filter((v) => v !== value) : [...held, value] });
    };

    /** A condition that a click takes away. */
    const chip = (without, label, value) => {
      const element = link(without, "wz-s-chip", `${label}：${value} ×`);
      element.setAttribute("aria-label", say(`去掉条件 ${label}：${value}`, `Remove ${label}: ${value}`));
      return element;
    };

    const period = ({ from, to }) => {
      if (from && to) return say(`${from} 至 ${to}`, `${from} to ${to}`);
      return from ? say(`${from} 起`, `from ${from}`) : say(`至 ${to}`, `until ${to}`);
    };

    const showTools = (state, result) => {
      const chips = CHOSEN.flatMap(([facet, zh, en]) => state.options[facet].map((value) => chip(
        toggled(state, facet, value), say(zh, en), named(facet, value),
      )));
      if (state.options.from || state.options.to) {
        chips.push(chip(changed(state, { from: "", to: "" }), say("收件日期", "Received"), period(state.options)));
      }
      const sorts = [["best", say("标题优先", "Titles first")], ["newest", say("最新优先", "Newest first")]].map(([sort, label]) => {
        const element = link(changed(state, { sort }), "wz-s-sort", label);
        if (state.options.sort === sort) element.setAttribute("aria-current", "true");
        return element;
      });
      const also = state.options.wide || result.by !== "words" ? [] : result.also.map(({ words }) => link(
        changed(state, { wide: true }), "wz-s-also", say(`连同“${words.join("”“")}”一起查`, `Also look for “${words.join("”, “")}”`),
      ));
      const way = {
        synonyms: say("已连同同义的说法和单位曾用名一起查找", "Words of the same meaning and former names are included"),
        pinyin: say("没有原样含有这些字母的内容，以下按拼音查找标题和主题", "No text holds these letters; titles and topics by pinyin"),
      }[result.by];
      tools.replaceChildren(...(way ? [make("p", "wz-s-way", way)] : []), ...also, ...chips, ...(result.total && state.query ? [make("span", "wz-s-sorts", ...sorts)] : []));
    };

    const showCount = (state, result, left) => {
      const words = state.query ? say(`“${state.query.slice(0, 40)}”`, ` for “${state.query.slice(0, 40)}”`) : "";
      if (!result.total && result.exact && !state.query) {
        told.textContent = say("没有符合这些条件的记录。", "No record meets these conditions.");
      } else if (!result.total && result.exact) {
        told.textContent = say(`没有找到${words}。可以少用几个字，或者换一种说法。`, `Nothing found${words}. Try fewer characters or other words.`);
      } else if (result.exact) {
        told.textContent = say(`找到 ${numbers(result.total)} 条${words}`, `${numbers(result.total)} found${words}`);
      } else {
        told.textContent = say(`最多 ${numbers(result.total)} 条${words}，`, `At most ${numbers(result.total)}${words}, `)
          + (left ? say(`正在逐条核对，还剩 ${numbers(left)} 条……`, `verifying, ${numbers(left)} left …`) : say("尚未逐条核对。", "not verified one by one."));
      }
    };

    const showHits = (state, result) => {
      const list = make("ol", "wz-s-list");
      list.start = (state.page - 1) * SIZE + 1;
      for (const hit of result.hits) {
        const title = make("a", "wz-s-link", ...site.marked(hit.parts.title));
        title.href = site.link(hit, state.query);
        const time = make("time", "wz-s-when", hit.at);
        time.dateTime = hit.at;
        const meta = make("p", "wz-s-meta", make("span", "wz-s-column", named("column", hit.column)),
          ...hit.departments.map((id) => make("span", "wz-s-department", named("department", id))), time,
          make("span", `wz-s-seal wz-s-seal-${hit.status}`, named("status", hit.status)));
        list.append(make("li", "wz-s-hit", make("h2", "wz-s-title", title), meta,
          hit.answer ? make("p", "wz-s-answer", ...site.marked(hit.parts.answer)) : null,
          hit.parts.snippet.length ? make("p", "wz-s-snippet", ...site.marked(hit.parts.snippet)) : null));
      }
      results.replaceChildren(list, ...pages(state, result));
    };

    const pages = (state, result) => {
      const last = Math.ceil(result.total / SIZE);
      if (last < 2) return [];
      const bar = make("nav", "wz-s-pages");
      bar.setAttribute("aria-label", say("结果分页", "Pages of results"));
      const shown = [...new Set([1, state.page - 1, state.page, state.page + 1, last])].filter((n) => n >= 1 && n <= last).sort((a, b) => a - b);
      shown.forEach((n, i) => {
        if (i && n > shown[i - 1] + 1) bar.append(make("span", "wz-s-gap", "…"));
        const element = link({ ...state, page: n }, "wz-s-page", String(n));
        if (n === state.page) element.setAttribute("aria-current", "page");
        bar.append(element);
      });
      return [bar];
    };

    const showFacets = (state, counts) => {
      const details = make("details", "wz-s-narrow", make("summary", "wz-s-summary", say("按条件筛选", "Narrow")));
      details.open = wantsFacets || (Boolean(counts) && window.matchMedia("(min-width: 900px)").matches);
      details.addEventListener("toggle", () => {
        if (!details.open || wantsFacets) return;
        wantsFacets = true;
        if (!counts) run();
      });
      for (const [facet, zh, en] of counts ? FACETS : []) {
        const entries = Object.entries(counts[facet] || {});
        if (facet === "year") entries.sort((a, b) => (a[0] < b[0] ? 1 : -1));
        if (!entries.length) continue;
        details.append(make("h2", "wz-s-facet", say(zh, en)), values(state, facet, entries.slice(0, OFFERED)));
        if (entries.length > OFFERED) {
          details.append(make("details", "wz-s-more", make("summary", "", say(`其余 ${entries.length - OFFERED} 项`, `${entries.length - OFFERED} more`)),
            values(state, facet, entries.slice(OFFERED))));
        }
      }
      facets.replaceChildren(details);
    };

    const values = (state, facet, entries) => make("ul", "wz-s-values", ...entries.map(([value, count]) => {
      const element = link(toggled(state, facet, value), "wz-s-value", named(facet, value), " ", make("span", "wz-s-count", numbers(count)));
      if (state.options[facet].includes(value)) element.setAttribute("aria-current", "true");
      return make("li", "", element);
    }));

    const show = (state, result, left) => {
      showCount(state, result, left);
      showTools(state, result);
      showHits(state, result);
      if (result.total || result.facets) showFacets(state, result.facets);
      else facets.replaceChildren();
    };

    const run = async () => {
      turn += 1;
      const mine = turn;
      const state = asked();
      if (input && document.activeElement !== input) input.value = state.query;
      document.title = document.title.replace(/^(.*? · )?/u, () => (state.query ? `${state.query.slice(0, 40)} · ` : ""));
      if (!state.query && ![...CHOSEN, ...PERIOD.map((end) => [end])].some(([choice]) => state.options[choice].length)) {
        told.textContent = say("写下几个字，查有没有人问过、怎么答复的。", "Type a few characters to see whether someone has asked before.");
        [tools, facets, results].forEach((part) => part.replaceChildren());
        return;
      }
      told.textContent = say("正在查找……", "Searching …");
      try {
        names = (await site.ready()).start.names;
        const ask = (more) => site.search(state.query, { ...state.options, limit: SIZE, offset: (state.page - 1) * SIZE,
          ...(wantsFacets ? { facets: true } : {}), ...more });
        const result = await ask({});
        if (mine !== turn) return;
        const isLeft = !result.exact && result.total <= UNASKED;
        show(state, result, isLeft ? result.total : 0);
        if (result.exact) return;
        const settle = async () => {
          const settled = await ask({ settle: true, progress: (left) => { if (mine === turn) showCount(state, result, left); } });
          if (mine === turn) show(state, settled, 0);
        };
        if (isLeft) await settle();
        else tools.append(settleButton(settle));
      } catch (error) {
        if (mine === turn) fail(error);
      }
    };

    const settleButton = (settle) => {
      const button = make("button", "wz-s-settle", say("逐条核对", "Verify one by one"));
      button.type = "button";
      button.addEventListener("click", () => {
        button.remove();
        settle().catch(fail);
      });
      return button;
    };

    const fail = (error) => {
      if (!(error instanceof site.Damage)) console.error(error);
      told.textContent = "";
      [tools, facets].forEach((part) => part.replaceChildren());
      const message = make("p", "wz-s-error", site.sorry());
      message.setAttribute("role", "alert");
      results.replaceChildren(message);
    };

    results.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const links = [...results.querySelectorAll(".wz-s-link")];
      const at = links.indexOf(document.activeElement);
      const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (at < 0 || !next) return;
      event.preventDefault();
      next.focus();
    });
    if (input) {
      input.form.addEventListener("submit", (event) => {
        event.preventDefault();
        const state = asked();
        go({ ...state, query: input.value.trim(), page: 1, options: { ...state.options, wide: false } });
      });
    }
    window.addEventListener("popstate", () => {
      if (input) input.value = asked().query;
      run();
    });
    run();
  };
})();
