/** Reads one answer as the kind of its question; mirrors `answers.py`. Nothing here throws. */
import type { ItemData } from "./definition.ts";
import { dayNumber, momentOf, numberText } from "./values.ts";

export type Answer = string | number | string[];

const MAX_TEXT = 20_000;
const MAX_CHOICES = 500;
const LIMIT = 1e15;
const BLANK = /^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g;
const INTEGER = /^-?[0-9]{1,15}$/;
const DECIMAL = /^-?[0-9]{1,15}([.,][0-9]{1,10})?$/;
const TIME = /^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$/;
const POINT = /^(-?[0-9]{1,2}(?:\.[0-9]{1,12})?) (-?[0-9]{1,3}(?:\.[0-9]{1,12})?)( -?[0-9]{1,9}(\.[0-9]{1,9})?){0,2}$/;
// With the u flag only lone surrogates match here, never halves of a pair.
const BROKEN = /[\u0000\ud800-\udfff]/u;

export type Problem = "" | "type" | "range" | "choice";

export const strip = (text: string) => text.replace(BLANK, "");
export const length = (text: string) => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

export function isEmpty(raw: unknown): boolean {
  return raw === null || raw === undefined || raw === "" || (Array.isArray(raw) && raw.length === 0);
}

export function readAnswer(kind: string, raw: unknown, data: ItemData, choices: Set<string>): [Answer, Problem] {
  if (isEmpty(raw) || (typeof raw === "string" && strip(raw) === "")) return ["", ""];
  if (kind === "integer" || kind === "decimal" || kind === "range") return readNumber(kind, raw, data);
  if (kind === "select_one") {
    const name = choiceName(raw);
    return name === null ? ["", "type"] : choices.has(name) ? [name, ""] : ["", "choice"];
  }
  if (kind === "select_multiple" || kind === "rank") return several(raw, choices);
  if (kind === "acknowledge") return raw === true || raw === "OK" ? ["OK", ""] : ["", raw === false ? "" : "type"];
  if (typeof raw !== "string" || length(raw) > MAX_TEXT || BROKEN.test(raw)) return ["", "type"];
  return wellFormed(kind, raw) ? [raw, ""] : ["", "type"];
}

function choiceName(raw: unknown): string | null {
  if (typeof raw === "string") return raw;
  return typeof raw === "number" && Math.abs(raw) < LIMIT ? numberText(raw) : null;
}

function readNumber(kind: string, raw: unknown, data: ItemData): [Answer, Problem] {
  let number: number;
  if (typeof raw === "string") {
    const text = strip(raw);
    if (!(kind === "integer" ? INTEGER : DECIMAL).test(text)) return ["", "type"];
    number = Number(text.replace(",", "."));
  } else if (typeof raw === "number" && Math.abs(raw) < LIMIT) {
    number = raw;
  } else {
    return ["", "type"];
  }
  if (kind === "integer" && !Number.isInteger(number)) return ["", "type"];
  if (kind === "range" && data.range) {
    const { start, end, step } = data.range;
    const steps = (number - start) / step;
    if (number < start || number > end || Math.abs(steps - Math.floor(steps + 0.5)) > 1e-9) return ["", "range"];
  }
  return [number + 0, ""];
}

function several(raw: unknown, choices: Set<string>): [Answer, Problem] {
  if (!Array.isArray(raw) || raw.length > MAX_CHOICES) return ["", "type"];
  const names = raw.map(choiceName);
  if (names.includes(null)) return ["", "type"];
  const unique = [...new Set(names.filter((name): name is string => Boolean(name)))];
  const known = unique.filter((name) => choices.has(name));
  return [known.length ? known : "", known.length === unique.length ? "" : "choice"];
}

function wellFormed(kind: string, text: string): boolean {
  switch (kind) {
    case "date":
      return dayNumber(text) !== null;
    case "time":
      return TIME.test(text);
    case "datetime":
      return momentOf(text) !== null;
    case "geopoint": {
      const point = POINT.exec(text);
      return point !== null && Math.abs(Number(point[1])) <= 90 && Math.abs(Number(point[2])) <= 180;
    }
  }
  return true;
}
