/**
 * Values of expressions and their conversions; mirrors `values.py`.
 *
 * A value is a text, a number, a boolean or a list of values. Days are texts YYYY-MM-DD and count as days since
 * 1 January 1970 where a number is needed. What has no number is NaN, written as an empty text.
 */

export type Value = string | number | boolean | Value[];

const NUMBER = /^[ \t\r\n]*-?([0-9]+(\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*$/;
const DATE = /^([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})$/;
const MOMENT = /^([1-9][0-9]{3}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?$/;
const DAY = 86_400_000;
const FIRST = Date.UTC(1000, 0, 1) / DAY;
const LAST = Date.UTC(9999, 11, 31) / DAY;

/** A string of the day's end would match "$" before a line break in Python only, so line breaks never match here. */
const lineBreak = (text: string) => text.endsWith("\n");

/** Days since 1970 of a day, null where the text names none. */
export function dayNumber(text: string): number | null {
  const match = DATE.exec(text);
  if (!match || lineBreak(text)) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY : null;
}

export function momentOf(text: string): { day: string; days: number; seconds: number } | null {
  const match = MOMENT.exec(text);
  const days = match?.[1] ? dayNumber(match[1]) : null;
  if (!match || days === null || lineBreak(text)) return null;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return { day: match[1] as string, days, seconds };
}

export function toNumber(value: Value): number {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.length ? toNumber(value[0] as Value) : NaN;
  if (NUMBER.test(value)) return Number(value);
  const day = dayNumber(value);
  if (day !== null) return day;
  const moment = momentOf(value);
  return moment ? moment.days + moment.seconds / 86400 : NaN;
}

export function toText(value: Value): string {
  if (typeof value === "boolean") return value ? "true" : "false";
  if (Array.isArray(value)) return value.length ? toText(value[0] as Value) : "";
  return typeof value === "number" ? numberText(value) : value;
}

/** A number without exponent, as short as it can be written; empty for NaN and infinities. */
export function numberText(number: number): string {
  if (!Number.isFinite(number)) return "";
  if (number === 0) return "0";
  const [digits = "", exponent] = String(number).split("e");
  if (exponent === undefined) return digits;
  const sign = digits.startsWith("-") ? "-" : "";
  const [before = "", after = ""] = digits.replace("-", "").split(".");
  const power = Number(exponent);
  if (power < 0) return `${sign}0.${"0".repeat(-power - before.length)}${before}${after}`;
  return sign + before + after.padEnd(power, "0");
}

export function toTruth(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === "number" ? !Number.isNaN(value) && value !== 0 : Boolean(value);
}

export function flat(values: Value[]): Value[] {
  return values.flatMap((value) => (Array.isArray(value) ? value : [value]));
}

/** The numbers of the values, the empty ones skipped. */
export function numbers(values: Value[]): number[] {
  return flat(values)
    .filter((value) => value !== "")
    .map(toNumber);
}

function equal(left: Value, right: Value): boolean {
  if (typeof left === "boolean" || typeof right === "boolean") return toTruth(left) === toTruth(right);
  if (typeof left === "number" || typeof right === "number") return toNumber(left) === toNumber(right);
  return left === right;
}

export function compare(operator: string, left: Value, right: Value): boolean {
  if (Array.isArray(left) && typeof right === "boolean") left = left.length > 0;
  if (Array.isArray(right) && typeof left === "boolean") right = right.length > 0;
  if (Array.isArray(left) || Array.isArray(right)) {
    const [ones, others] = [flat([left]), flat([right])];
    return ones.some((one) => others.some((other) => compare(operator, one, other)));
  }
  if (operator === "=") return equal(left, right);
  if (operator === "!=") return !equal(left, right);
  const [a, b] = [toNumber(left), toNumber(right)];
  return operator === "<" ? a < b : operator === "<=" ? a <= b : operator === ">" ? a > b : a >= b;
}

export function remainder(a: number, b: number): number {
  return b === 0 || !Number.isFinite(a) ? NaN : a % b;
}

export function squareRoot(number: number): number {
  return number < 0 ? NaN : Math.sqrt(number);
}

/** Whole exponents up to 64, and the square root. */
export function power(base: number, exponent: number): number {
  if (exponent === 0.5) return squareRoot(base);
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 64) return NaN;
  let result = 1;
  for (let step = 0; step < Math.abs(exponent); step++) result *= base;
  return exponent < 0 ? 1 / result : result;
}

/** Halves go up; places may be negative. */
export function rounded(number: number, places: number): number {
  if (!Number.isFinite(number) || Number.isNaN(places)) return number;
  let scale = 1;
  for (let step = 0; step < Math.trunc(Math.min(Math.abs(places), 15)); step++) scale *= 10;
  const scaled = places >= 0 ? number * scale : number / scale;
  if (!Number.isFinite(scaled)) return number;
  const up = Math.floor(scaled + 0.5);
  return (places >= 0 ? up / scale : up * scale) + 0;
}

const isoDay = (days: number) => new Date(days * DAY).toISOString().slice(0, 10);
const two = (number: number) => String(number).padStart(2, "0");
const clock = (seconds: number) =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

export function asDate(value: Value): string {
  if (typeof value === "string") return momentOf(value)?.day ?? (dayNumber(value) === null ? "" : value);
  const days = Math.floor(toNumber(value));
  return days >= FIRST && days <= LAST ? isoDay(days) : "";
}

export function asMoment(value: Value): string {
  if (typeof value === "string") {
    const moment = momentOf(value);
    if (!moment) return dayNumber(value) === null ? "" : `${value}T00:00:00`;
    return `${moment.day}T${clock(moment.seconds)}`;
  }
  const number = toNumber(value);
  const days = Math.floor(number);
  if (!(days >= FIRST && days < LAST)) return "";
  const seconds = Math.floor((number - days) * 86400 + 0.5);
  return `${isoDay(days + Math.floor(seconds / 86400))}T${clock(seconds % 86400)}`;
}

export function formatMoment(value: Value, pattern: string): string {
  const moment = momentOf(asMoment(value));
  if (!moment) return "";
  const [year = "", month = "", day = ""] = moment.day.split("-");
  const [hour = "", minute = "", second = ""] = clock(moment.seconds).split(":");
  const parts: Record<string, string> = {
    Y: year, y: year.slice(2), m: month, n: String(Number(month)), d: day, e: String(Number(day)),
    H: hour, h: String(Number(hour)), M: minute, S: second, "%": "%",
  };
  return pattern.replace(/%([YymndeHhMS%])/g, (_, mark: string) => parts[mark] ?? "");
}
