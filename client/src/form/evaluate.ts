/**
 * What a filled form amounts to; mirrors `evaluate.py`, which has the last word on the server.
 *
 * Total: any JSON object is a set of answers, and none throws.
 */
import { type Answer, isEmpty, readAnswer } from "./answers.ts";
import { type Definition, type Item, SECTIONS, SILENT, type Texts } from "./definition.ts";
import { AnswerRow, type Around, expressionValue, run, words } from "./interpreter.ts";
import { numberText, toNumber, toTruth, type Value } from "./values.ts";

export const SAFETY = "_safety";
export const MAX_ROWS = 100;
const MAX_ROWS_IN_ALL = 500;

export interface Violation {
  path: string;
  name: string;
  kind: string;
  text: Texts;
}

export interface Evaluation {
  values: Record<string, unknown>;
  relevant: string[];
  violations: Violation[];
  dropped: string[];
  extra_keys: string[];
  different: string[];
  /** The computed rows, for those who draw the form. */
  root: AnswerRow;
}

export interface Circumstances {
  today: string;
  context?: Record<string, unknown>;
  language?: string;
  draft?: boolean;
}

function look(definition: Definition, row: AnswerRow, given: Circumstances): Around {
  const context = new Map(Object.entries(given.context ?? {}));
  return { definition, row, today: given.today, context, language: given.language ?? "ru" };
}

export function evaluate(definition: Definition, answers: unknown, given: Circumstances): Evaluation {
  const root = new AnswerRow(answers);
  const evaluator = new Evaluator(look(definition, root, given), given.draft ?? false);
  evaluator.compute();
  evaluator.check(root);
  return {
    values: valuesOf(definition, root),
    relevant: evaluator.relevant,
    violations: evaluator.violations,
    dropped: sorted(evaluator.dropped),
    extra_keys: sorted(evaluator.extra),
    different: sorted(evaluator.different),
    root,
  };
}

/** The answers a new form, or a new row of the repeat `row`, starts with: its defaults. */
export function initialAnswers(definition: Definition, given: Circumstances, within?: AnswerRow): Record<string, Answer> {
  const repeats = within ? [...definition.item(within.repeat ?? "").repeats, within.repeat] : [];
  const answers = new Map<string, Answer>();
  for (const item of definition.items.values()) {
    if (item.computed || item.repeats.join("/") !== repeats.join("/")) continue;
    if (item.data.default !== undefined) answers.set(item.name, item.data.default);
    else if (item.data.initial) {
      let row = within;
      if (!row) {
        row = new AnswerRow(Object.fromEntries(answers));
        new Evaluator(look(definition, row, given), true).compute();
      }
      answers.set(item.name, stored(item, run(item.data.initial, look(definition, row, given))));
    }
  }
  return Object.fromEntries([...answers].filter(([, answer]) => answer !== ""));
}

class Evaluator {
  readonly relevant: string[] = [];
  readonly violations: Violation[] = [];
  readonly dropped: string[] = [];
  readonly extra: string[] = [];
  readonly different: string[] = [];
  private readonly problems = new Map<string, string>();
  private readonly names: Map<string, Set<string>>;
  private rowCount = 0;
  private readonly around: Around;
  private readonly draft: boolean;

  constructor(around: Around, draft: boolean) {
    this.around = around;
    this.draft = draft;
    const lists = [...around.definition.choices];
    this.names = new Map(lists.map(([name, choices]) => [name, new Set(choices.map((choice) => choice.name))]));
  }

  compute(): void {
    for (const name of this.around.definition.data.order) {
      const item = this.around.definition.item(name);
      let level = [this.around.row];
      for (const repeat of item.repeats) level = level.flatMap((row) => row.rows.get(repeat) ?? []);
      for (const row of level) this.computeItem(item, row);
    }
  }

  private at(row: AnswerRow, self: Value = ""): Around {
    return { ...this.around, row, self };
  }

  private choices(item: Item): Set<string> {
    return this.names.get(item.data.list ?? "") ?? new Set();
  }

  private computeItem(item: Item, row: AnswerRow): void {
    const { name, data } = item;
    let relevant = this.parentRelevant(item, row);
    if (relevant && data.relevant) relevant = toTruth(run(data.relevant, this.at(row)));
    row.relevant.set(name, relevant);
    if (item.kind === "repeat") this.openRows(item, row, relevant);
    else if (SILENT.has(item.kind)) return;
    else if (!relevant) row.values.set(name, "");
    else if (item.computed) {
      row.values.set(name, stored(item, data.calculate ? run(data.calculate, this.at(row)) : "", this.choices(item)));
    } else {
      const [value, problem] = readAnswer(item.kind, row.raw.get(name), data, this.choices(item));
      row.values.set(name, value);
      if (problem) this.problems.set(row.path + name, problem);
    }
  }

  private parentRelevant(item: Item, row: AnswerRow): boolean {
    if (item.parent === null) return true;
    const outer = this.around.definition.item(item.parent).kind === "repeat" ? row.parent : row;
    return outer?.relevant.get(item.parent) ?? false;
  }

  private openRows(item: Item, row: AnswerRow, relevant: boolean): void {
    const path = row.path + item.name;
    const given = row.raw.get(item.name);
    const isRow = (one: unknown) => typeof one === "object" && one !== null && !Array.isArray(one);
    if (given !== null && given !== undefined && !(Array.isArray(given) && given.every(isRow))) {
      this.problems.set(path, "type");
    }
    const raws: unknown[] = Array.isArray(given) ? given : [];
    let wanted = raws.length;
    if (item.data.count) {
      const number = toNumber(run(item.data.count, this.at(row)));
      wanted = Number.isNaN(number) ? 0 : Math.trunc(Math.min(Math.max(number, 0), MAX_ROWS + 1));
    }
    if (!relevant) {
      row.rows.set(item.name, []);
      return;
    }
    const room = Math.max(0, Math.min(MAX_ROWS, MAX_ROWS_IN_ALL - this.rowCount));
    if (wanted > room) this.problems.set(path, "rows");
    const count = Math.min(wanted, room);
    this.rowCount += count;
    row.rows.set(
      item.name,
      Array.from({ length: count }, (_, index) => new AnswerRow(raws[index], item.name, index, row)),
    );
  }

  check(row: AnswerRow): void {
    const items = [...this.around.definition.items.values()].filter(
      (item) => (item.repeats.at(-1) ?? null) === row.repeat,
    );
    const known = new Set(items.filter((item) => !SILENT.has(item.kind) || item.kind === "repeat").map(({ name }) => name));
    for (const key of row.raw.keys()) {
      if (!known.has(key) && !(key === SAFETY && !row.parent)) this.extra.push(row.path + [...key].slice(0, 200).join(""));
    }
    for (const item of items) this.checkItem(item, row);
  }

  private checkItem(item: Item, row: AnswerRow): void {
    const path = row.path + item.name;
    const given = row.raw.get(item.name);
    const silent = SILENT.has(item.kind) && item.kind !== "repeat";
    if (!row.relevant.get(item.name)) {
      if (!silent && !item.computed && !isEmpty(given)) this.dropped.push(path);
      return;
    }
    this.relevant.push(path);
    if (item.kind === "repeat") this.checkRepeat(item, row, path, given);
    else if (SECTIONS.has(item.kind) || silent) return;
    else if (item.computed) {
      if (given !== null && given !== undefined && given !== "" && !sameValue(given, row.values.get(item.name))) {
        this.different.push(path);
      }
    } else {
      const [kind, text] = this.wrong(item, row, path);
      if (kind) this.violations.push({ path, name: item.name, kind, text });
    }
  }

  private checkRepeat(item: Item, row: AnswerRow, path: string, given: unknown): void {
    const problem = this.problems.get(path);
    if (problem) this.violations.push({ path, name: item.name, kind: problem, text: {} });
    const rows = row.rows.get(item.name) ?? [];
    if (Array.isArray(given)) {
      for (let index = rows.length; index < Math.min(given.length, 1000); index++) this.dropped.push(`${path}[${index + 1}]`);
    }
    for (const inner of rows) this.check(inner);
  }

  private wrong(item: Item, row: AnswerRow, path: string): [string, Texts] {
    const { data } = item;
    const value = row.values.get(item.name) ?? "";
    const problem = this.problems.get(path);
    if (problem) return [problem, data.constraint_message ?? {}];
    if (value === "") {
      if (this.draft || !data.required || data.read_only === true) return ["", {}];
      const asked = data.required === true || toTruth(run(data.required, this.at(row)));
      return asked ? ["required", data.required_message ?? {}] : ["", {}];
    }
    const offered = offeredChoices(item, this.at(row));
    if (offered && !(Array.isArray(value) ? value : [String(value)]).every((name) => offered.has(name))) return ["choice", {}];
    if (item.kind === "rank" && offered && (value as string[]).length < offered.size) return ["rank", {}];
    if (data.constraint && !toTruth(run(data.constraint, this.at(row, expressionValue(value))))) {
      return ["constraint", data.constraint_message ?? {}];
    }
    return ["", {}];
  }
}

/** The names of the choices that the question offers in that row; null for a question without choices. */
export function offeredChoices(item: Item, around: Around): Set<string> | null {
  const { list, filter } = item.data;
  if (list === undefined) return null;
  const choices = around.definition.choices.get(list) ?? [];
  const offered = filter ? choices.filter((choice) => toTruth(run(filter, { ...around, self: "", choice }))) : choices;
  return new Set(offered.map((choice) => choice.name));
}

function stored(item: Item, value: Value, choices = new Set<string>()): Answer {
  if (Array.isArray(value)) value = value[0] ?? "";
  if (typeof value === "boolean") value = value ? "true" : "false";
  if (typeof value === "number") value = Number.isFinite(value) ? value + 0 : "";
  const single = value as string | number;
  if (item.kind === "calculate" || item.kind === "hidden" || item.kind === "today") {
    return typeof single === "number" ? single : cut(single);
  }
  if (item.kind === "text") return typeof single === "string" ? cut(single) : numberText(single);
  const several = item.kind === "select_multiple" || item.kind === "rank";
  return readAnswer(item.kind, several && typeof single === "string" ? words(single) : single, item.data, choices)[0];
}

const cut = (text: string) => (text.length <= 20_000 ? text : [...text].slice(0, 20_000).join(""));

function sameValue(given: unknown, ours: unknown): boolean {
  if (typeof given === "number") return typeof ours === "number" && Math.abs(given - ours) < 1e-9;
  if (Array.isArray(given) || Array.isArray(ours)) return JSON.stringify(given) === JSON.stringify(ours);
  return given === ours || (typeof given === "string" && given === String(ours));
}

function valuesOf(definition: Definition, row: AnswerRow): Record<string, unknown> {
  const found = new Map<string, unknown>();
  for (const name of definition.items.keys()) {
    const value = row.values.get(name);
    if (value !== undefined && value !== "") found.set(name, value);
    const inner = row.rows.get(name)?.map((one) => valuesOf(definition, one));
    if (inner?.length) found.set(name, inner);
  }
  return Object.fromEntries(found);
}

/** Python sorts by code point, JavaScript by code unit: compare as Python does. */
function sorted(paths: string[]): string[] {
  return paths.sort((a, b) => {
    const [x, y] = [[...a], [...b]];
    for (let at = 0; at < Math.min(x.length, y.length); at++) {
      const difference = (x[at]?.codePointAt(0) ?? 0) - (y[at]?.codePointAt(0) ?? 0);
      if (difference) return difference;
    }
    return x.length - y.length;
  });
}
