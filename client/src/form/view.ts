/** What the templates of questions need from the element that holds the answers. */
import type { Definition, Texts } from "./definition.ts";
import type { AnswerRow, Around } from "./interpreter.ts";
import type { Critical, SafetyMarks } from "./safety.ts";
import type { Word } from "./words.ts";

export interface View {
  definition: Definition;
  language: string;
  critical: Critical[];
  marks: SafetyMarks;
  around(row: AnswerRow): Around;
  /** A stable id for an element of a question. */
  idOf(row: AnswerRow, name: string, part?: string): string;
  /** What the person wrote, as it was written. */
  raw(row: AnswerRow, name: string): unknown;
  set(row: AnswerRow, name: string, value: unknown): void;
  touch(row: AnswerRow, name: string): void;
  error(row: AnswerRow, name: string): string;
  mark(code: string, step: number, done: boolean): void;
  addRow(row: AnswerRow, repeat: string): void;
  removeRow(row: AnswerRow, repeat: string, index: number): void;
  say(word: Word, params?: Record<string, string | number>): string;
  /** A text with the answers it speaks of put in. */
  plain(texts: Texts | undefined, row: AnswerRow): string;
  icon(name: string): unknown;
}
