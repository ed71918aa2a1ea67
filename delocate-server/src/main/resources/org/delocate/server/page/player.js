// The video (or picture) with the masks over it. A mask belongs to one frame; between the frames
// that were looked at, none is shown.

import { make } from "./app.js";
import { clock, hasWord, word } from "./words.js";

/** Half the distance of two frames at 60 a second: no mask over a frame that it does not belong to. */
const NEAR = 0.009;

export function player(scan, samples, artefact) {
  const stage = make("div", { class: "stage" });
  const canvas = make("canvas", { class: "mask", "aria-hidden": "true" });
  const status = make("p", { role: "status" }, word("preparing"));
  const masks = make("input", { type: "checkbox", id: "masks", checked: true });
  const where = make("span", { class: "quiet", "aria-live": "polite" });
  const controls = make("div", { class: "controls", hidden: true },
    make("button", { type: "button", class: "plain", onclick: () => step(-1) }, "← ", word("sampleBefore")),
    make("button", { type: "button", class: "plain", onclick: () => step(1) }, word("sampleAfter"), " →"),
    make("label", { class: "choice", for: "masks" }, masks, word("showMasks")), where);
  const element = make("section", { class: "card player no-print", "aria-labelledby": "player-title" },
    make("h2", { id: "player-title" }, word(scan.media.picture ? "picture" : "video")),
    stage, controls, make("p", { class: "quiet" }, word(scan.media.picture ? "maskTextPicture" : "maskText")), status);
  const pictures = new Map();
  let video = null;
  let stopped = false;
  let shown = null;

  prepare();

  async function prepare() {
    try {
      while (!(await artefact(scan.links.preview))) {
        await new Promise((wake) => setTimeout(wake, 700));
        if (stopped) {
          return;
        }
      }
    } catch (problem) {
      status.textContent = hasWord(`reason.${problem.code}`) ? word(`reason.${problem.code}`) : problem.message;
      return;
    }
    status.remove();
    if (scan.media.picture) {
      const image = make("img", { src: scan.links.preview, alt: scan.name });
      stage.append(image, canvas);
      masks.addEventListener("change", () => draw(samples[0]));
      controls.querySelectorAll("button").forEach((button) => button.remove());
      controls.hidden = !samples.length;
      image.addEventListener("load", () => draw(samples[0]));
      return;
    }
    video = make("video", { src: scan.links.preview, controls: true, playsinline: true, preload: "auto", "aria-label": scan.name });
    stage.append(video, canvas);
    controls.hidden = !samples.length;
    if (video.requestVideoFrameCallback) {
      const onFrame = (now, frame) => {
        at(frame.mediaTime);
        if (!stopped) {
          video.requestVideoFrameCallback(onFrame);
        }
      };
      video.requestVideoFrameCallback(onFrame);
    } else {
      video.addEventListener("timeupdate", () => at(video.currentTime));
    }
    video.addEventListener("seeked", () => at(video.currentTime));
    masks.addEventListener("change", () => { shown = null; at(video.currentTime); });
    video.addEventListener("keydown", (event) => {
      if (event.key === "," || event.key === ".") {
        step(event.key === "." ? 1 : -1);
      }
    });
    const worst = samples.reduce((one, other) => (other.probability > (one?.probability ?? -1) ? other : one), null);
    if (worst) {
      video.addEventListener("loadeddata", () => seek(worst.time), { once: true });
    }
  }

  function at(time) {
    const near = samples.find((sample) => Math.abs(sample.time - time) < NEAR);
    if (near !== shown) {
      shown = near;
      draw(near);
    }
  }

  /** Shows the frame of a moment; a little behind its beginning, so that rounding does not miss it. */
  function seek(time) {
    video?.pause();
    if (video) {
      video.currentTime = time + 0.004;
      where.textContent = clock(time);
    }
  }

  function step(direction) {
    const now = video.currentTime;
    const next = direction > 0
      ? samples.find((sample) => sample.time > now + NEAR)
      : samples.filter((sample) => sample.time < now - NEAR).at(-1);
    if (next) {
      seek(next.time);
    }
  }

  async function draw(sample) {
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, canvas.width, canvas.height);
    canvas.classList.toggle("on", false);
    if (!sample?.mask || !masks.checked) {
      return;
    }
    const mask = await load(sample.mask);
    if (stopped || (video && shown !== sample) || !masks.checked) {
      return;
    }
    canvas.width = mask.width;
    canvas.height = mask.height;
    context.putImageData(mask, 0, 0);
    canvas.classList.toggle("on", true);
  }

  /** A mask as red that covers more, the more probable tampering is. */
  async function load(name) {
    if (!pictures.has(name)) {
      const image = new Image();
      image.src = `/api/v1/scans/${scan.id}/${name}`;
      await image.decode();
      const scale = Math.min(1, 720 / image.height);
      const small = document.createElement("canvas");
      small.width = Math.max(1, Math.round(image.width * scale));
      small.height = Math.max(1, Math.round(image.height * scale));
      const context = small.getContext("2d", { willReadFrequently: true });
      context.drawImage(image, 0, 0, small.width, small.height);
      const pixels = context.getImageData(0, 0, small.width, small.height);
      for (let i = 0; i < pixels.data.length; i += 4) {
        pixels.data[i + 3] = pixels.data[i] * 0.62;
        pixels.data[i] = 235;
        pixels.data[i + 1] = 60;
        pixels.data[i + 2] = 30;
      }
      pictures.set(name, pixels);
    }
    return pictures.get(name);
  }

  return { element, seek, stop: () => { stopped = true; video?.pause(); } };
}
