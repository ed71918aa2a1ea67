// Where the page begins: words first, then who is here, then what the address asks for.

import { ask, get } from "./api.js";
import { showList } from "./list.js";
import { showScan } from "./scan.js";
import { currentLanguage, loadWords, useLanguage, word } from "./words.js";

const content = document.getElementById("content");
let leave = () => {};

/** An element with attributes (null ones are left out) and children; text is never taken for markup. */
export function make(name, attributes = {}, ...children) {
  const svg = ["svg", "rect", "line", "circle", "path", "text", "g", "title"].includes(name);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, "");
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Tells those who do not see the page. */
export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

/** Goes to an address of the page without loading it again. */
export function go(path) {
  history.pushState(null, "", path);
  show();
}

export function show() {
  leave();
  leave = () => {};
  content.replaceChildren();
  const scan = location.pathname.match(/^\/scans\/([0-9a-v]{26})$/);
  document.title = "Delocate";
  leave = scan ? showScan(content, scan[1]) : showList(content);
}

function askForToken(failed) {
  const key = make("input", { id: "token", type: "password", autocomplete: "current-password", required: true });
  const form = make("form", { class: "card narrow" },
    make("h1", {}, word("signInTitle")),
    make("p", {}, word("signInText")),
    make("label", { for: "token" }, word("token")),
    key,
    failed ? make("p", { class: "error", role: "alert" }, word("signInFailed")) : null,
    make("button", { class: "strong" }, word("signIn")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await ask("POST", "/session", { token: key.value.trim() });
      begin();
    } catch {
      askForToken(true);
    }
  });
  content.replaceChildren(form);
  key.focus();
}

async function begin() {
  const me = await get("/me");
  document.getElementById("sign-out").hidden = !(me.tokenNeeded && me.role);
  if (me.tokenNeeded && !me.role) {
    askForToken(false);
  } else {
    show();
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const here = link && link.origin === location.origin && !link.target && !link.hasAttribute("download");
  if (here && (link.pathname === "/" || link.pathname.startsWith("/scans/")) && !link.hash
      && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    go(link.pathname);
    content.focus();
    scrollTo(0, 0);
  }
});
addEventListener("popstate", show);
document.getElementById("sign-out").addEventListener("click", async () => {
  await ask("DELETE", "/session");
  leave();
  begin();
});

await loadWords();
const choice = document.getElementById("language");
choice.value = currentLanguage();
choice.addEventListener("change", () => {
  useLanguage(choice.value);
  begin();
});
begin();
