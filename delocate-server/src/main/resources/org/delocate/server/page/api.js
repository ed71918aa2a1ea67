// Requests to the service, and nothing else.

const ROOT = "/api/v1";
const PIECE = 16 << 20;

/** An answer that is no success; code and message are those of its problem document. */
export class Problem extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

async function problemOf(response) {
  try {
    const body = await response.json();
    return new Problem(response.status, body.code || "unknown", body.detail || response.statusText);
  } catch {
    return new Problem(response.status, "unknown", response.statusText);
  }
}

export async function ask(method, path, body) {
  const options = { method };
  if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const response = await fetch(ROOT + path, options);
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response.status === 204 ? null : response.json();
}

export const get = (path) => ask("GET", path);

/** Whether an artefact that is made on request is there: its URL, or null while it is being made. */
export async function artefact(url) {
  const response = await fetch(url, { method: "GET", headers: { Range: "bytes=0-0" } });
  if (response.status === 202) {
    return null;
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return url;
}

/** Sends a file; progress gets a number from 0 to 1. Large files go in pieces that survive a broken connection. */
export function upload(file, progress) {
  return file.size > 2 * PIECE ? uploadInPieces(file, progress) : uploadAtOnce(file, progress);
}

function send(method, url, headers, body, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) {
      request.setRequestHeader(name, value);
    }
    request.upload.addEventListener("progress", (event) => progress(event.loaded));
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => reject(new Problem(0, "no_connection", "no connection")));
    request.send(body);
  });
}

function problemOfRequest(request) {
  try {
    const body = JSON.parse(request.responseText);
    return new Problem(request.status, body.code, body.detail);
  } catch {
    return new Problem(request.status, "unknown", request.statusText);
  }
}

async function uploadAtOnce(file, progress) {
  const url = `${ROOT}/scans?name=${encodeURIComponent(file.name)}`;
  const headers = { "Content-Type": "application/octet-stream" };
  const answer = await send("POST", url, headers, file, (sent) => progress(sent / Math.max(1, file.size)));
  if (answer.status >= 300) {
    throw problemOfRequest(answer);
  }
  return JSON.parse(answer.responseText).items[0];
}

async function uploadInPieces(file, progress) {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
  const begun = await send("POST", `${ROOT}/uploads`, {
    "Tus-Resumable": "1.0.0",
    "Upload-Length": String(file.size),
    "Upload-Metadata": `filename ${name}`,
  }, null, () => {});
  if (begun.status !== 201) {
    throw problemOfRequest(begun);
  }
  const url = begun.getResponseHeader("Location");
  let offset = 0;
  let failures = 0;
  for (;;) {
    try {
      const answer = await send("PATCH", url, {
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": String(offset),
        "Content-Type": "application/offset+octet-stream",
      }, file.slice(offset, offset + PIECE), (sent) => progress((offset + sent) / file.size));
      if (answer.status >= 300) {
        throw problemOfRequest(answer);
      }
      failures = 0;
      offset = Number(answer.getResponseHeader("Upload-Offset"));
      const scan = answer.getResponseHeader("Delocate-Scan");
      if (scan) {
        return get(scan.slice(ROOT.length));
      }
    } catch (problem) {
      if (++failures > 5 || (problem.status >= 400 && problem.status < 500 && problem.status !== 409)) {
        throw problem;
      }
      await new Promise((wake) => setTimeout(wake, 1000 * failures));
      const there = await fetch(url, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } }).catch(() => null);
      if (there?.ok) {
        offset = Number(there.headers.get("Upload-Offset"));
      }
    }
  }
}

/** Follows what happens to scans; goes on by itself when the connection broke. */
export function follow(path, onScan, onDeleted) {
  const events = new EventSource(ROOT + path);
  events.addEventListener("scan", (event) => onScan(JSON.parse(event.data)));
  events.addEventListener("deleted", (event) => onDeleted?.(JSON.parse(event.data).id));
  return events;
}
