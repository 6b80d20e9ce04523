/**
 * Reads cases as JSON lines and answers with evaluations, for the test that compares both evaluators.
 * A line {"form": ..., "definition": ...} introduces a form; {"form", "answers", ...circumstances} is a case.
 */
import { createInterface } from "node:readline";
import { Definition } from "./definition.ts";
import { evaluate, initialAnswers } from "./evaluate.ts";

const forms = new Map<string, Definition>();
const out: string[] = [];

for await (const line of createInterface({ input: process.stdin })) {
  const { form, definition, answers, initial, ...given } = JSON.parse(line);
  if (definition) {
    forms.set(form, new Definition(definition));
    continue;
  }
  const found = forms.get(form) as Definition;
  if (initial) out.push(JSON.stringify(initialAnswers(found, given)));
  else {
    const { root: _, ...evaluation } = evaluate(found, answers, given);
    out.push(JSON.stringify(evaluation));
  }
}
process.stdout.write(out.join("\n"));
