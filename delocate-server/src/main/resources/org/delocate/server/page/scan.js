// The page of one scan: verdict, video with masks, timeline, people, evidence, provenance, notes.

import { announce, go, make } from "./app.js";
import { artefact, ask, follow, get } from "./api.js";
import { player } from "./player.js";
import { timeline } from "./timeline.js";
import { advice, chip, headline, scale } from "./verdict.js";
import { bytes, clock, duration, hasWord, moment, number, percent, word } from "./words.js";

export function showScan(content, id) {
  let events = null;
  let stop = () => {};
  let gone = false;

  async function load() {
    try {
      const scan = await get(`/scans/${id}`);
      if (gone) {
        return;
      }
      document.title = `${scan.name} · Delocate`;
      if (scan.state === "finished") {
        const report = scan.links.report ? await get(`/scans/${id}/report.json`) : null;
        if (!gone) {
          stop();
          stop = finished(content, scan, report);
        }
      } else {
        waiting(scan);
      }
    } catch (problem) {
      content.replaceChildren(make("p", { class: "card error", role: "alert" },
        problem.status === 404 ? word("noSuchScan") : problem.message),
        make("p", {}, make("a", { href: "/" }, word("back"))));
    }
  }

  function waiting(scan) {
    const text = make("p", { role: "status" });
    const bar = make("progress", { max: 1, value: 0, "aria-label": scan.name });
    content.replaceChildren(make("p", { class: "no-print" }, make("a", { href: "/" }, word("back"))),
      make("section", { class: "card" }, make("h1", {}, make("bdi", {}, scan.name)), text, bar));
    const tell = (news) => {
      const left = news.progress?.secondsLeft;
      text.textContent = news.state === "queued" ? word("queued")
        : left === undefined ? word("running") : word("left", { time: duration(left) });
      bar.setAttribute("value", news.progress?.fraction ?? 0);
    };
    tell(scan);
    events?.close();
    events = follow(`/scans/${id}/events`, (news) => {
      if (news.state === "finished") {
        events.close();
        announce(word("finished"));
        load();
      } else {
        tell(news);
      }
    }, () => { events.close(); load(); });
  }

  load();
  return () => {
    gone = true;
    events?.close();
    stop();
  };
}

function finished(content, scan, report) {
  const verdict = report?.verdict ?? scan.verdict;
  const tracks = report?.tracks ?? [];
  const samples = samplesOf(tracks);
  const parts = [
    make("p", { class: "no-print" }, make("a", { href: "/" }, word("back"))),
    verdictCard(scan, verdict),
  ];
  let show = null;
  if (scan.media) {
    show = player(scan, samples, artefact);
    parts.push(show.element);
    if (!scan.media.picture && samples.length) {
      parts.push(timelineCard(scan, report, show));
    }
  }
  if (scan.links.thumbnail && scan.media) {
    parts.push(make("img", { class: "print-only still", src: scan.links.thumbnail, alt: "" }));
  }
  const seen = tracks.filter((track) => track.frames.length);
  if (seen.length) {
    parts.push(peopleCard(scan, seen, verdict));
  }
  parts.push(credentialsCard(scan), opinionCard(scan), provenanceCard(scan, report), actionsCard(scan));
  content.replaceChildren(...parts.filter(Boolean));
  return () => show?.stop();
}

/** The moments at which faces were scored, each with its mask, in the order of time. */
function samplesOf(tracks) {
  const samples = new Map();
  for (const track of tracks) {
    for (const frame of track.frames) {
      const sample = samples.get(frame.index) ?? { time: frame.timeSeconds, mask: frame.mask, probability: 0 };
      sample.probability = Math.max(sample.probability, frame.probability);
      samples.set(frame.index, sample);
    }
  }
  return [...samples.values()].sort((one, other) => one.time - other.time);
}

function verdictCard(scan, verdict) {
  const worth = verdict.falseAlarmRate
    ? make("p", {}, word("worth", { n: number(1 / verdict.falseAlarmRate), upTo: percent(verdict.falseAlarmRateUpTo) }))
    : null;
  const hint = advice(verdict, scan.segments);
  return make("section", { class: `card verdict ${verdict.label || verdict.status}` },
    make("p", { class: "file" }, make("bdi", {}, scan.name), chip(verdict)),
    scan.credentials?.generated ? make("p", { class: "generated" }, word("credentials.generated")) : null,
    make("h1", {}, headline(verdict)),
    segmentsText(scan),
    hint ? make("p", {}, hint) : null,
    verdict.probability === undefined ? null : make("div", { class: "figures" },
      make("p", { class: "number" }, make("strong", {}, percent(verdict.probability)),
        make("span", {}, word("estimated"))),
      scale(verdict, verdict.threshold),
      worth,
      verdict.evidence === "none" ? make("p", {}, word("noneMeans")) : null),
    verdict.status === "failed" ? make("p", { class: "quiet" }, verdict.message) : null);
}

function segmentsText(scan) {
  if (!scan.segments?.length || scan.media?.picture) {
    return null;
  }
  const lines = [["forgedSeconds", (segment) => segment.evidence !== "weak"], ["doubtfulSeconds", (segment) => segment.evidence === "weak"]]
    .map(([words, belongs]) => [words, scan.segments.filter(belongs)])
    .filter(([, segments]) => segments.length)
    .map(([words, segments]) => make("p", {}, word(words), " ",
      segments.map((segment) => `${clock(segment.fromSeconds)}–${clock(segment.toSeconds)}`).join(", ")));
  return make("div", {}, ...lines);
}

function timelineCard(scan, report, show) {
  return make("section", { class: "card", "aria-labelledby": "timeline-title" },
    make("h2", { id: "timeline-title" }, word("timeline")),
    make("p", { class: "quiet" }, word("timelineText")),
    timeline(report, scan.media.durationSeconds, show.seek));
}

function peopleCard(scan, tracks, verdict) {
  return make("section", { class: "card", "aria-labelledby": "people-title" },
    make("h2", { id: "people-title" }, word("people")),
    make("ul", { class: "people" }, tracks.map((track) => make("li", {},
      make("img", { src: `/api/v1/scans/${scan.id}/persons/${track.id}`, width: 160, height: 160,
        alt: word("faceOf", { n: track.id }) }),
      make("div", {}, make("div", { class: "person-head" },
        make("h3", {}, word("person", { n: track.id })), chip(track.verdict)),
      make("dl", {},
        track.verdict.probability === undefined ? null
          : [make("dt", {}, word("probabilityName")), make("dd", {}, percent(track.verdict.probability))],
        track.verdict.evidence
          ? [make("dt", {}, word("evidenceName")), make("dd", {}, word(`evidence.${track.verdict.evidence}`))] : null,
        make("dt", {}, word("facesScored")), make("dd", {}, number(track.frames.length)),
        make("dt", {}, word("seenFrom")),
        make("dd", {}, `${clock(track.frames[0].timeSeconds)}–${clock(track.frames.at(-1).timeSeconds)}`),
        track.parts ? partsOf(track.parts) : null))))),
    tracks.some((track) => track.parts) ? make("p", { class: "quiet" }, word("partsText")) : null);
}

function partsOf(parts) {
  return ["eyes", "cheekAndNose", "lips"].flatMap((part) => [
    make("dt", {}, word(`part.${part}`)),
    make("dd", {}, share(parts[part]), percent(parts[part]))]);
}

function share(value) {
  return make("svg", { class: "share", viewBox: "0 0 90 8", "aria-hidden": "true" },
    make("rect", { class: "all", width: 90, height: 8, rx: 4 }), make("rect", { class: "part", width: 90 * value, height: 8, rx: 4 }));
}

function credentialsCard(scan) {
  const found = scan.credentials;
  if (!found) {
    return null;
  }
  const facts = [];
  const add = (key, value) => {
    if (value) {
      facts.push(make("dt", {}, word(key)), make("dd", {}, make("bdi", {}, value)));
    }
  };
  add("credentials.signer", found.signer);
  add("credentials.time", found.signedAt ? moment(found.signedAt) : null);
  add("credentials.tool", found.tool);
  for (const action of found.actions ?? []) {
    const key = `credentials.action.${action}`;
    add("credentials.done", hasWord(key) ? word(key) : action);
  }
  return make("section", { class: "card", "aria-labelledby": "credentials-title" },
    make("h2", { id: "credentials-title" }, word("credentials")),
    make("p", {}, make("strong", {}, word(`credentials.${found.state}`)), " ", word(`credentials.${found.state}.text`)),
    facts.length ? make("dl", { class: "facts" }, facts) : null);
}

function opinionCard(scan) {
  const choices = ["forged", "authentic", "unsure"].map((label) => make("label", { class: "choice" },
    make("input", { type: "radio", name: "opinion", value: label, checked: scan.opinion?.label === label }),
    word(`opinion.${label}`)));
  const note = make("textarea", { id: "note", rows: 3, maxlength: 10000 });
  note.value = scan.opinion?.note ?? "";
  const told = make("p", { role: "status", class: "quiet" },
    scan.opinion ? word("opinionBy", { by: scan.opinion.by, at: moment(scan.opinion.at) }) : "");
  const form = make("form", { class: "opinion" },
    make("fieldset", {}, make("legend", {}, word("opinionLegend")), choices),
    make("label", { for: "note" }, word("note")), note,
    make("p", {}, make("button", { class: "strong" }, word("save"))), told);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const label = form.querySelector("input[name=opinion]:checked")?.value;
    try {
      const body = { note: note.value };
      if (label) {
        body.label = label;
      }
      const news = await ask("PUT", `/scans/${scan.id}/opinion`, body);
      told.textContent = news.opinion
        ? word("opinionBy", { by: news.opinion.by, at: moment(news.opinion.at) }) : word("saved");
    } catch (problem) {
      told.textContent = problem.message;
    }
  });
  return make("section", { class: "card", "aria-labelledby": "opinion-title" },
    make("h2", { id: "opinion-title" }, word("opinionTitle")),
    make("p", { class: "quiet" }, word("opinionText")), form);
}

function provenanceCard(scan, report) {
  const facts = [];
  const add = (key, value) => {
    if (value !== undefined && value !== null && value !== "") {
      facts.push(make("dt", {}, word(key)), make("dd", {}, make("bdi", {}, String(value))));
    }
  };
  add("file", scan.name);
  add("sha256", scan.sha256);
  add("size", bytes(scan.bytes));
  if (scan.media) {
    add("pixels", `${scan.media.width} × ${scan.media.height}`);
    add("length", scan.media.picture ? word("picture") : clock(scan.media.durationSeconds));
  }
  add("uploadedAt", moment(scan.createdAt));
  add("uploadedBy", scan.uploadedBy);
  add("scannedAt", scan.endedAt ? moment(scan.endedAt) : "");
  add("scanTime", scan.scanSeconds === undefined ? "" : word("seconds", { n: number(scan.scanSeconds, 1) }));
  add("model", report?.provenance.model);
  add("terms", report?.provenance.trainingDataTerms);
  add("program", report?.provenance.code);
  return make("section", { class: "card", "aria-labelledby": "provenance-title" },
    make("h2", { id: "provenance-title" }, word("provenance")), make("dl", { class: "facts" }, facts));
}

function actionsCard(scan) {
  const remove = make("button", { type: "button", class: "plain danger" }, word("delete"));
  const sure = make("dialog", { "aria-labelledby": "sure" },
    make("form", { method: "dialog" }, make("p", { id: "sure" }, word("deleteSure", { name: scan.name })),
      make("button", { value: "no" }, word("cancel")), " ",
      make("button", { value: "yes", class: "danger" }, word("delete"))));
  remove.addEventListener("click", () => sure.showModal());
  sure.addEventListener("close", async () => {
    if (sure.returnValue === "yes") {
      await ask("DELETE", `/scans/${scan.id}`);
      go("/");
    }
  });
  const overlay = scan.links.overlay && scan.media
    ? make("button", { type: "button", class: "plain" }, word("overlay")) : null;
  overlay?.addEventListener("click", async () => {
    overlay.disabled = true;
    overlay.textContent = word("preparing");
    try {
      while (!(await artefact(scan.links.overlay))) {
        await new Promise((wake) => setTimeout(wake, 1000));
      }
      overlay.replaceWith(make("a", { href: scan.links.overlay, download: true, class: "button" }, word("overlayReady")));
    } catch (problem) {
      overlay.textContent = hasWord(`reason.${problem.code}`) ? word(`reason.${problem.code}`) : problem.message;
    }
  });
  const restart = scan.uploadKept ? make("button", { type: "button", class: "plain" }, word("restart")) : null;
  restart?.addEventListener("click", async () => {
    await ask("POST", `/scans/${scan.id}/restart`);
    go(`/scans/${scan.id}`);
  });
  return make("section", { class: "actions no-print", "aria-label": word("actions") },
    scan.links.html ? make("a", { class: "button", href: scan.links.html, target: "_blank", rel: "noopener" }, word("fullReport")) : null,
    scan.links.report ? make("a", { class: "button", href: scan.links.report, download: `${scan.name}.report.json` }, "report.json") : null,
    make("button", { type: "button", class: "plain", onclick: () => print() }, word("print")),
    overlay, restart, remove, sure);
}
