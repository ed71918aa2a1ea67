// Probability over time for each person; a button for each scored frame would be too many, so the
// arrow keys move along them.

import { make } from "./app.js";
import { clock, percent, word } from "./words.js";

const HEIGHT = 120;
const LEFT = 34;
const BOTTOM = 18;

export function timeline(report, length, seek) {
  const WIDTH = innerWidth < 640 ? 360 : 900;
  const end = Math.max(length, ...report.tracks.flatMap((track) => track.frames.map((frame) => frame.timeSeconds)), 0.1);
  const x = (time) => LEFT + (time / end) * (WIDTH - LEFT - 8);
  const y = (probability) => 8 + (1 - probability) * (HEIGHT - BOTTOM - 8);
  return make("ul", { class: "plain-list" }, report.tracks.filter((track) => track.frames.length)
    .map((track) => make("li", {}, make("h3", {}, word("person", { n: track.id })), ofPerson(track))));

  function ofPerson(track) {
    const frames = track.frames;
    const svg = make("svg", { class: "timeline", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, tabindex: 0, role: "slider",
      "aria-label": word("timelineOf", { n: track.id }), "aria-valuemin": 0, "aria-valuemax": end,
      "aria-valuenow": frames[0].timeSeconds, "aria-valuetext": textOf(frames[0]) });
    const threshold = report.verdict.threshold;
    svg.append(make("rect", { class: "above", x: LEFT, y: y(1), width: WIDTH - LEFT - 8, height: y(threshold) - y(1) }));
    for (const segment of report.segments?.filter((one) => one.person === track.id) ?? []) {
      svg.append(make("rect", { class: `segment ${segment.evidence}`, x: x(segment.fromSeconds), y: y(1),
        width: Math.max(3, x(segment.toSeconds) - x(segment.fromSeconds)), height: y(0) - y(1) },
        make("title", {}, `${clock(segment.fromSeconds)}–${clock(segment.toSeconds)}`)));
    }
    svg.append(
      make("line", { class: "grid", x1: LEFT, x2: WIDTH - 8, y1: y(0), y2: y(0) }),
      make("line", { class: "threshold", x1: LEFT, x2: WIDTH - 8, y1: y(threshold), y2: y(threshold) }),
      make("text", { x: 0, y: y(1) + 10 }, percent(1)), make("text", { x: 0, y: y(0) }, percent(0)),
      make("text", { x: LEFT, y: HEIGHT - 3 }, clock(0)),
      make("text", { x: WIDTH - 8, y: HEIGHT - 3, "text-anchor": "end" }, clock(end)),
      make("path", { class: "curve", d: frames.map((frame, i) => `${i ? "L" : "M"}${x(frame.timeSeconds)} ${y(frame.probability)}`).join("") }),
      ...frames.map((frame) => make("circle", { class: `dot ${frame.probability >= threshold ? "forged" : "other"}`,
        cx: x(frame.timeSeconds), cy: y(frame.probability), r: 4 }, make("title", {}, textOf(frame)))));
    const cursor = make("line", { class: "cursor", x1: x(frames[0].timeSeconds), x2: x(frames[0].timeSeconds), y1: y(1), y2: y(0) });
    svg.append(cursor);
    let current = 0;

    const choose = (index, alsoSeek = true) => {
      current = Math.max(0, Math.min(frames.length - 1, index));
      const frame = frames[current];
      cursor.setAttribute("x1", x(frame.timeSeconds));
      cursor.setAttribute("x2", x(frame.timeSeconds));
      svg.setAttribute("aria-valuenow", frame.timeSeconds);
      svg.setAttribute("aria-valuetext", textOf(frame));
      if (alsoSeek) {
        seek(frame.timeSeconds);
      }
    };
    choose(frames.reduce((worst, frame, i) => (frame.probability > frames[worst].probability ? i : worst), 0), false);
    svg.addEventListener("keydown", (event) => {
      const step = { ArrowRight: current + 1, ArrowUp: current + 1, ArrowLeft: current - 1, ArrowDown: current - 1,
        Home: 0, End: frames.length - 1 }[event.key];
      if (step !== undefined) {
        event.preventDefault();
        choose(step);
      }
    });
    svg.addEventListener("click", (event) => {
      const box = svg.getBoundingClientRect();
      const time = (((event.clientX - box.left) / box.width) * WIDTH - LEFT) / (WIDTH - LEFT - 8) * end;
      choose(frames.reduce((best, frame, i) =>
        (Math.abs(frame.timeSeconds - time) < Math.abs(frames[best].timeSeconds - time) ? i : best), 0));
    });
    return svg;
  }

  function textOf(frame) {
    return word("frameAt", { time: clock(frame.timeSeconds), p: percent(frame.probability) });
  }
}
