// Every word of the page comes from words.json, in the language that was chosen.

const LANGUAGES = ["en", "de"];
let words = {};
let language = "en";

export async function loadWords() {
  words = await (await fetch("/words.json")).json();
  const wanted = [stored(), ...(navigator.languages || [])].map((tag) => (tag || "").slice(0, 2));
  useLanguage(wanted.find((tag) => LANGUAGES.includes(tag)) || "en");
}

function stored() {
  try {
    return localStorage.getItem("language");
  } catch {
    return null;
  }
}

export function currentLanguage() {
  return language;
}

export function useLanguage(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  try {
    localStorage.setItem("language", chosen);
  } catch {
    // It will be asked for again.
  }
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
}

/** The text of a key, with {name} replaced by what values say. A key that is missing shows itself. */
export function word(key, values = {}) {
  const entry = words[key];
  const text = entry ? entry[language] ?? entry.en : key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/** Whether there is such a text. */
export function hasWord(key) {
  return key in words;
}

export function number(value, digits = 0) {
  return new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

export function percent(value) {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(value);
}

export function bytes(value) {
  const units = ["B", "kB", "MB", "GB"];
  let power = 0;
  while (value >= 1000 && power < units.length - 1) {
    value /= 1000;
    power++;
  }
  return `${number(value, power > 1 ? 1 : 0)} ${units[power]}`;
}

/** Seconds as a clock shows them. */
export function clock(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds - minutes * 60;
  return `${minutes}:${rest < 10 ? "0" : ""}${number(rest, 1)}`;
}

export function moment(text) {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(text));
}

/** A guess of how long something takes, in words. */
export function duration(seconds) {
  if (seconds < 90) {
    return word("seconds", { n: number(Math.max(1, Math.round(seconds))) });
  }
  return word("minutes", { n: number(Math.round(seconds / 60)) });
}
