/** Walks the tree of an expression; mirrors `interpreter.py`. */
import type { Choice, Definition, Tree } from "./definition.ts";
import * as v from "./values.ts";
import { toNumber, toText, toTruth, type Value } from "./values.ts";

const MAX_SUBJECT = 255;

/** The answers of one row of a repeat, or of the form itself (no `repeat`). */
export class AnswerRow {
  readonly raw: Map<string, unknown>;
  readonly repeat: string | null;
  readonly index: number;
  readonly parent: AnswerRow | null;
  readonly values = new Map<string, string | number | string[]>();
  readonly relevant = new Map<string, boolean>();
  readonly rows = new Map<string, AnswerRow[]>();

  constructor(raw: unknown, repeat: string | null = null, index = 0, parent: AnswerRow | null = null) {
    const object = typeof raw === "object" && raw !== null && !Array.isArray(raw) ? raw : {};
    this.raw = new Map(Object.entries(object));
    this.repeat = repeat;
    this.index = index;
    this.parent = parent;
  }

  get path(): string {
    return this.parent ? `${this.parent.path}${this.repeat}[${this.index + 1}]/` : "";
  }
}

/** Everything an expression may look at. */
export interface Around {
  definition: Definition;
  row: AnswerRow;
  today: string;
  context: Map<string, unknown>;
  language: string;
  self?: Value;
  position?: number;
  choice?: Choice;
}

/** A stored answer as a value of expressions: several choices become one text with spaces. */
export function expressionValue(value: unknown): Value {
  if (Array.isArray(value)) return value.join(" ");
  return typeof value === "string" || typeof value === "number" ? value : "";
}

export function run(tree: Tree, around: Around): Value {
  const [head, a, b, c] = tree as [string, any, any, any];
  switch (head) {
    case "n":
    case "s":
      return a as Value;
    case "v":
      return expressionValue(owner(a, around).values.get(a) ?? "");
    case "all":
      return answers(a, b, around);
    case "rows":
      return rows(a, b, around);
    case "self":
      return around.self ?? "";
    case "pos":
      return around.position ?? 0;
    case "rowno":
      return climb(around.row, a).index + 1;
    case "col":
      return around.choice ? column(around.choice, a, around) : "";
    case "items":
      return (around.definition.choices.get(a) ?? [])
        .filter((choice) => holds(b, { ...around, choice }))
        .map((choice) => column(choice, c, around));
    case "case":
      return expressionValue(around.context.get(a) ?? "");
    case "choice":
      return words(run(a, around))
        .map((name) => around.definition.choiceLabel(b, name, around.language))
        .join(", ");
    case "indexed":
      return indexed(a, b, toNumber(run(c, around)), around);
    case "neg":
      return -toNumber(run(a, around));
    case "f":
      return call(tree, around);
    case "and":
      return toTruth(run(a, around)) && toTruth(run(b, around));
    case "or":
      return toTruth(run(a, around)) || toTruth(run(b, around));
  }
  return binary(head, run(a, around), run(b, around));
}

function call(tree: Tree, around: Around): Value {
  const [, name, ...parts] = tree as [string, string, ...Tree[]];
  if (name === "if") {
    const [condition, then, other] = parts as [Tree, Tree, Tree];
    return run(toTruth(run(condition, around)) ? then : other, around);
  }
  if (name === "today") return around.today;
  const found = FUNCTIONS.get(name);
  if (!found) throw new Error(`unknown function ${name}`);
  return found(...parts.map((part) => run(part, around)));
}

function binary(operator: string, left: Value, right: Value): Value {
  if (["=", "!=", "<", "<=", ">", ">="].includes(operator)) return v.compare(operator, left, right);
  const [a, b] = [toNumber(left), toNumber(right)];
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "div":
      return a / b;
    case "mod":
      return v.remainder(a, b);
  }
  throw new Error(`unknown expression ${operator}`);
}

function climb(row: AnswerRow, repeat: string | null): AnswerRow {
  while (row.repeat !== repeat && row.parent) row = row.parent;
  return row;
}

function owner(name: string, around: Around): AnswerRow {
  return climb(around.row, around.definition.item(name).repeats.at(-1) ?? null);
}

/** Rows along a chain of repeats, from the nearest row that the present one shares with it. */
function below(repeats: string[], start: AnswerRow): AnswerRow[] {
  const shared: AnswerRow[] = [];
  for (let row: AnswerRow | null = start; row; row = row.parent) shared.unshift(row);
  let depth = 0;
  while (depth < repeats.length && shared[depth + 1]?.repeat === repeats[depth]) depth++;
  let level = [shared[depth] as AnswerRow];
  for (const repeat of repeats.slice(depth)) level = level.flatMap((row) => row.rows.get(repeat) ?? []);
  return level;
}

function holds(predicates: Tree[], around: Around): boolean {
  return predicates.every((predicate) => toTruth(run(predicate, around)));
}

function answers(name: string, predicates: Tree[], around: Around): Value[] {
  const found: Value[] = [];
  for (const row of below(around.definition.item(name).repeats, around.row)) {
    if (!row.relevant.get(name)) continue;
    const self = expressionValue(row.values.get(name) ?? "");
    if (holds(predicates, { ...around, row, self, position: row.index + 1 })) found.push(self);
  }
  return found;
}

function rows(name: string, predicates: Tree[], around: Around): Value[] {
  const found: Value[] = [];
  for (const outer of below(around.definition.item(name).repeats, above(name, around.row))) {
    for (const row of outer.rows.get(name) ?? []) {
      if (holds(predicates, { ...around, row, self: "", position: row.index + 1 })) found.push("");
    }
  }
  return found;
}

function above(repeat: string, row: AnswerRow): AnswerRow {
  for (let found: AnswerRow | null = row; found; found = found.parent) {
    if (found.repeat === repeat && found.parent) return found.parent;
  }
  return row;
}

function indexed(name: string, repeat: string, number: number, around: Around): Value {
  for (const row of below(around.definition.item(name).repeats, above(repeat, around.row))) {
    if (row.index + 1 === number && row.relevant.get(name)) return expressionValue(row.values.get(name) ?? "");
  }
  return "";
}

function column(choice: Choice, name: string, around: Around): string {
  if (name === "name") return choice.name;
  if (name === "label") return around.definition.text(choice.label, around.language);
  return choice.more && Object.hasOwn(choice.more, name) ? (choice.more[name] ?? "") : "";
}

export function words(value: Value): string[] {
  return toText(value)
    .split(/[ \t\r\n]+/)
    .filter(Boolean);
}

function substr(value: Value, start: Value, end?: Value): string {
  const signs = [...toText(value)];
  const first = bound(toNumber(start), signs.length);
  const last = end === undefined ? signs.length : bound(toNumber(end), signs.length);
  return first < last ? signs.slice(first, last).join("") : "";
}

function bound(number: number, length: number): number {
  if (Number.isNaN(number)) return 0;
  const at = Math.trunc(number);
  return Math.max(0, Math.min(at < 0 ? at + length : at, length));
}

function translate(value: Value, old: Value, by: Value): string {
  const news = [...toText(by)];
  const table = new Map<string, string>();
  for (const [at, sign] of [...toText(old)].entries()) if (!table.has(sign)) table.set(sign, news[at] ?? "");
  return [...toText(value)].map((sign) => table.get(sign) ?? sign).join("");
}

const patterns = new Map<string, RegExp>();

function regex(value: Value, pattern: Value): boolean {
  const [text, source] = [toText(value), toText(pattern)];
  let compiled = patterns.get(source);
  if (!compiled) {
    compiled = new RegExp(`^(?:${source})$`, "u");
    patterns.set(source, compiled);
  }
  return [...text].length <= MAX_SUBJECT && compiled.test(text);
}

function extreme(chosen: (a: number, b: number) => number, values: Value[]): number {
  const found = v.numbers(values);
  return !found.length || found.some(Number.isNaN) ? NaN : found.reduce((a, b) => chosen(a, b));
}

function part(value: Value, mark: Value, after: boolean): string {
  const [text, sign] = [toText(value), toText(mark)];
  const at = text.indexOf(sign);
  return at < 0 ? "" : after ? text.slice(at + sign.length) : text.slice(0, at);
}

const first = (value: Value): Value => v.flat([value])[0] ?? "";

const FUNCTIONS = new Map<string, (...values: any[]) => Value>(
  Object.entries({
    abs: (a: Value) => Math.abs(toNumber(a)),
    boolean: toTruth,
    "boolean-from-string": (a: Value) => ["1", "true"].includes(toText(a)),
    ceiling: (a: Value) => Math.ceil(toNumber(a)),
    coalesce: (...values: Value[]) => values.find((value) => toText(value) !== "") ?? "",
    concat: (...values: Value[]) => v.flat(values).map(toText).join(""),
    contains: (a: Value, b: Value) => toText(a).includes(toText(b)),
    count: (a: Value) => (Array.isArray(a) ? a.length : Number(toText(a) !== "")),
    "count-non-empty": (a: Value) => v.flat([a]).filter((one) => toText(one) !== "").length,
    "count-selected": (a: Value) => words(a).length,
    date: (a: Value) => v.asDate(first(a)),
    "date-time": (a: Value) => v.asMoment(first(a)),
    "decimal-date-time": toNumber,
    "ends-with": (a: Value, b: Value) => toText(a).endsWith(toText(b)),
    false: () => false,
    floor: (a: Value) => Math.floor(toNumber(a)),
    "format-date": (a: Value, b: Value) => v.formatMoment(first(a), toText(b)),
    "format-date-time": (a: Value, b: Value) => v.formatMoment(first(a), toText(b)),
    int: (a: Value) => Math.trunc(toNumber(a)),
    join: (mark: Value, ...values: Value[]) => v.flat(values).map(toText).join(toText(mark)),
    max: (...values: Value[]) => extreme((a, b) => (b > a ? b : a), values),
    min: (...values: Value[]) => extreme((a, b) => (b < a ? b : a), values),
    "normalize-space": (a: Value) => words(a).join(" "),
    not: (a: Value) => !toTruth(a),
    number: toNumber,
    pow: (a: Value, b: Value) => v.power(toNumber(a), toNumber(b)),
    regex,
    round: (a: Value, b: Value = 0) => v.rounded(toNumber(a), toNumber(b)),
    selected: (a: Value, b: Value) => words(a).includes(toText(b).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "")),
    "selected-at": (a: Value, b: Value) => words(a)[toNumber(b)] ?? "",
    sqrt: (a: Value) => v.squareRoot(toNumber(a)),
    "starts-with": (a: Value, b: Value) => toText(a).startsWith(toText(b)),
    string: toText,
    "string-length": (a: Value) => [...toText(a)].length,
    substr,
    "substring-after": (a: Value, b: Value) => part(a, b, true),
    "substring-before": (a: Value, b: Value) => part(a, b, false),
    sum: (a: Value) => v.numbers([a]).reduce((total, number) => total + number, 0),
    translate,
    true: () => true,
  }),
);
