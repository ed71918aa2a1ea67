// How a verdict is shown: as a chip, as a sentence, on a scale. The codes are those of report.json.

import { make } from "./app.js";
import { hasWord, number, percent, word } from "./words.js";

export function kindOf(verdict) {
  return verdict.label || verdict.status;
}

export function chip(verdict) {
  return make("span", { class: `chip ${kindOf(verdict)}` }, word(`chip.${kindOf(verdict)}`));
}

/** One sentence for the head of a page. */
export function headline(verdict) {
  if (verdict.label === "forged") {
    return word(verdict.evidence ? `headline.forged.${verdict.evidence}` : "headline.forged");
  }
  if (verdict.label === "authentic") {
    return word("headline.authentic");
  }
  const key = `headline.${verdict.reason}`;
  return hasWord(key) ? word(key) : word(`headline.${verdict.status}`);
}

/** A few words for a row of a list. */
export function reasonOf(scan) {
  const verdict = scan.verdict;
  if (verdict.label) {
    const seconds = (scan.segments || []).filter((segment) => segment.evidence !== "weak").slice(0, 3)
      .map((segment) => `${number(segment.fromSeconds, 1)}–${number(segment.toSeconds, 1)} s`).join(", ");
    const evidence = word(`evidence.${verdict.evidence || "unknown"}`);
    return seconds ? `${evidence}; ${seconds}` : evidence;
  }
  const key = `reason.${verdict.reason}`;
  return hasWord(key) ? word(key) : verdict.message;
}

/** What to make of a reason. */
export function advice(verdict, segments) {
  const parting = verdict.reason === "inconclusive" && segments?.some((segment) => segment.evidence === "weak");
  const key = `advice.${parting ? "parting" : verdict.reason}`;
  return hasWord(key) ? word(key) : "";
}

/** A scale from 0 to 1 with a mark at the probability, and a line at the threshold if it is known. */
export function scale(verdict, threshold) {
  const at = (value) => 2 + value * 196;
  const svg = make("svg", { class: "scale", viewBox: "0 0 200 14", role: "img",
    "aria-label": word("scaleLabel", { p: percent(verdict.probability) }) });
  if (threshold) {
    svg.append(
      make("rect", { class: "side authentic", x: 2, y: 5, width: at(threshold) - 2, height: 4, rx: 2 }),
      make("rect", { class: "side forged", x: at(threshold), y: 5, width: 198 - at(threshold), height: 4, rx: 2 }),
      make("line", { class: "threshold", x1: at(threshold), x2: at(threshold), y1: 2, y2: 12 }));
  } else {
    svg.append(make("rect", { class: "side open", x: 2, y: 5, width: 196, height: 4, rx: 2 }));
  }
  svg.append(make("circle", { class: `mark ${kindOf(verdict)}`, cx: at(verdict.probability), cy: 7, r: 5 }));
  return svg;
}
