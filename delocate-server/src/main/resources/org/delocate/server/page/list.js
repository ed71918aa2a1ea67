// The list: files go in, verdicts come out, the most suspicious first.

import { announce, make } from "./app.js";
import { follow, get, upload } from "./api.js";
import { chip, reasonOf, scale } from "./verdict.js";
import { bytes, duration, number, word } from "./words.js";

const PAGE = 50;

export function showList(content) {
  const uploads = make("ul", { class: "plain-list" });
  const active = make("ul", { class: "plain-list" });
  const activeSection = make("section", { hidden: true, "aria-labelledby": "active-title" },
    make("h2", { id: "active-title" }, word("inProgress")), uploads, active);
  const results = make("ul", { class: "scans" });
  const more = make("button", { type: "button", class: "plain", hidden: true }, word("more"));
  const empty = make("p", { class: "quiet", hidden: true }, word("nothingYet"));
  const search = make("input", { id: "search", type: "search", maxlength: 200 });
  const filter = select("filter", { "": "allVerdicts", forged: "forged", none: "noVerdict", authentic: "authentic" });
  const sort = select("sort", { suspicion: "bySuspicion", newest: "byNewest", name: "byName" });
  const files = make("input", { id: "files", type: "file", multiple: true, class: "hidden" });
  const drop = make("section", { class: "drop", "aria-label": word("dropLabel") },
    make("h1", {}, word("dropTitle")),
    make("p", {}, word("dropText")),
    files,
    make("label", { class: "button strong", for: "files" }, word("choose")));
  content.append(drop, activeSection,
    make("section", { "aria-labelledby": "results-title" },
      make("h2", { id: "results-title" }, word("results")),
      make("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
        make("label", { for: "search" }, word("search")), search,
        make("label", { for: "filter" }, word("verdict")), filter,
        make("label", { for: "sort" }, word("order")), sort,
        make("a", { href: "/api/v1/export.csv", download: true }, "CSV"),
        make("a", { href: "/api/v1/export.json", download: true }, "JSON")),
      empty, results, more));

  let next = null;
  let asked = 0;
  const running = new Map();

  async function load(after) {
    const mine = ++asked;
    const query = new URLSearchParams({ limit: PAGE, state: "finished", sort: sort.value, q: search.value });
    if (filter.value) {
      query.set("label", filter.value);
    }
    if (after) {
      query.set("after", after);
    }
    const page = await get(`/scans?${query}`);
    if (mine !== asked) {
      return;
    }
    if (!after) {
      results.replaceChildren();
    }
    results.append(...page.items.map(row));
    next = page.next;
    more.hidden = !next;
    empty.hidden = results.children.length > 0;
  }

  async function loadActive() {
    const page = await get(`/scans?state=active&sort=oldest&limit=${PAGE}`);
    page.items.forEach(showActive);
  }

  function showActive(scan) {
    if (scan.state === "finished") {
      running.get(scan.id)?.remove();
      running.delete(scan.id);
    } else {
      const item = activeRow(scan);
      if (running.has(scan.id)) {
        update(running.get(scan.id), scan);
      } else {
        running.set(scan.id, item);
        active.append(item);
      }
    }
    showActiveSection();
  }

  function showActiveSection() {
    activeSection.hidden = active.children.length + uploads.children.length === 0;
  }

  async function take(list) {
    for (const file of [...list]) {
      const bar = make("progress", { max: 1, value: 0, "aria-label": word("uploading", { name: file.name }) });
      const item = make("li", { class: "row" }, make("bdi", { class: "name" }, file.name),
        make("span", { class: "quiet" }, bytes(file.size)), bar);
      uploads.append(item);
      showActiveSection();
      try {
        const scan = await upload(file, (fraction) => bar.setAttribute("value", fraction));
        item.remove();
        if (scan.state === "finished") {
          announce(word("knownAlready", { name: file.name }));
          load();
        } else {
          showActive(scan);
          announce(word("uploaded", { name: file.name }));
        }
      } catch (problem) {
        bar.replaceWith(make("span", { class: "error", role: "alert" },
          word("uploadFailed", { why: word(`problem.${problem.code}`) === `problem.${problem.code}` ? problem.message : word(`problem.${problem.code}`) })),
          make("button", { type: "button", class: "plain", onclick: () => { item.remove(); showActiveSection(); } }, word("dismiss")));
      }
      showActiveSection();
    }
  }

  let reload = 0;
  const events = follow("/events", (scan) => {
    showActive(scan);
    if (scan.state === "finished") {
      announce(`${scan.name}: ${word(`chip.${scan.verdict.label || scan.verdict.status}`)}`);
      clearTimeout(reload);
      reload = setTimeout(() => load(), 300);
    }
  }, (id) => {
    running.get(id)?.remove();
    running.delete(id);
    document.getElementById(`scan-${id}`)?.remove();
    showActiveSection();
  });
  events.addEventListener("open", loadActive);

  let typing = 0;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => load(), 250);
  });
  filter.addEventListener("change", () => load());
  sort.addEventListener("change", () => load());
  more.addEventListener("click", () => load(next));
  files.addEventListener("change", () => {
    take(files.files);
    files.value = "";
  });
  const over = (event) => {
    event.preventDefault();
    drop.classList.add("over");
  };
  const out = () => drop.classList.remove("over");
  const dropped = (event) => {
    event.preventDefault();
    out();
    take(event.dataTransfer.files);
  };
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", out);
  document.addEventListener("drop", dropped);
  load();

  return () => {
    events.close();
    document.removeEventListener("dragover", over);
    document.removeEventListener("dragleave", out);
    document.removeEventListener("drop", dropped);
  };
}

function select(id, options) {
  return make("select", { id }, Object.entries(options).map(([value, key]) => make("option", { value }, word(key))));
}

function activeRow(scan) {
  const item = make("li", { class: "row" },
    make("a", { href: `/scans/${scan.id}`, class: "name" }, make("bdi", {}, scan.name)),
    make("span", { class: "quiet" }),
    make("progress", { max: 1, "aria-label": scan.name }));
  update(item, scan);
  return item;
}

function update(item, scan) {
  const [, text, bar] = item.children;
  const fraction = scan.progress?.fraction ?? 0;
  if (scan.state === "queued") {
    text.textContent = word("queued");
    bar.setAttribute("value", 0);
  } else {
    const left = scan.progress?.secondsLeft;
    text.textContent = left === undefined ? word("running") : word("left", { time: duration(left) });
    bar.setAttribute("value", fraction);
  }
}

function row(scan) {
  const picture = scan.links.thumbnail && scan.media
    ? make("img", { src: scan.links.thumbnail, alt: "", loading: "lazy", width: 160, height: 90 })
    : make("span", { class: "no-picture", "aria-hidden": "true" });
  return make("li", { id: `scan-${scan.id}`, class: "scan" },
    make("a", { href: `/scans/${scan.id}`, class: "scan-link" },
      make("span", { class: "thumb" }, picture),
      make("span", { class: "what" },
        make("bdi", { class: "name" }, scan.name),
        make("span", { class: "reason" }, reasonOf(scan)),
        scan.opinion ? make("span", { class: "quiet" }, word("opinionIs", { label: word(`opinion.${scan.opinion.label || "note"}`) })) : null),
      make("span", { class: "verdict-cell" }, chip(scan.verdict),
        scan.verdict.probability === undefined ? null : scale(scan.verdict, null),
        scan.verdict.probability === undefined ? null
          : make("span", { class: "quiet" }, word("probability", { n: number(scan.verdict.probability * 100) })))));
}
