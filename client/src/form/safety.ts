/** Answers that need action at once: which safety steps stand open. The server asks the same in `casework.engine.scoring`. */
import type { Texts } from "./definition.ts";
import { toNumber } from "./values.ts";

/** As the pack says it: a field, and the answer that counts (equal to, one of, or at least). */
export interface Critical {
  code: string;
  field: string;
  title: Texts;
  text?: Texts;
  safety_steps: Texts[];
  equals?: string | null;
  when?: string[];
  at_least?: number | null;
}

export type SafetyMarks = Record<string, number[]>;

export function isCritical(entry: Critical, answer: unknown): boolean {
  const given = (Array.isArray(answer) ? answer : [answer]).filter((one) => typeof one === "string" || typeof one === "number");
  if (entry.at_least !== undefined && entry.at_least !== null) {
    const least = entry.at_least;
    return given.some((one) => toNumber(one) >= least);
  }
  const wanted = entry.when ?? [entry.equals];
  return given.some((one) => wanted.includes(String(one)));
}

/** The marks as far as they can be read: step numbers of known entries. */
export function readMarks(raw: unknown, critical: Critical[]): SafetyMarks {
  const marks: SafetyMarks = {};
  if (typeof raw !== "object" || raw === null) return marks;
  for (const { code, safety_steps } of critical) {
    const given: unknown = Object.hasOwn(raw, code) ? (raw as Record<string, unknown>)[code] : [];
    if (!Array.isArray(given)) continue;
    const steps = safety_steps.map((_, step) => step).filter((step) => given.includes(step));
    if (steps.length) marks[code] = steps;
  }
  return marks;
}
