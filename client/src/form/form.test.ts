import assert from "node:assert/strict";
import { test } from "node:test";
import { Definition, type DefinitionData, type ItemData } from "./definition.ts";
import { evaluate } from "./evaluate.ts";
import { type Critical, isCritical, readMarks } from "./safety.ts";
import { screensOf } from "./screens.ts";
import { numberText } from "./values.ts";
import { kazakhNth, say } from "./words.ts";

function form(items: ItemData[], lists: DefinitionData["lists"] = {}): Definition {
  const names = (some: ItemData[]): string[] => some.flatMap((item) => [item.name, ...names(item.items ?? [])]);
  const data = { format: 1, id: "", version: "", title: {}, languages: ["kk"], default: "kk", lists, items };
  return new Definition({ ...data, order: names(items) });
}

const asked = (name: string, more: Partial<ItemData> = {}): ItemData => ({ name, kind: "text", label: { kk: name }, ...more });
const today = "2026-05-04";

test("Kazakh numbers of questions end as they are spoken", () => {
  const spoken = [1, 2, 3, 6, 7, 9, 10, 20, 21, 30, 40, 50, 100, 112].map(kazakhNth).join(" ");
  assert.equal(spoken, "1-і 2-сі 3-і 6-сы 7-сі 9-ы 10-ы 20-сы 21-і 30-ы 40-ы 50-і 100-і 112-сі");
});

test("an unknown language is answered in Kazakh", () => {
  assert.equal(say("de", "back"), "Артқа");
});

test("numbers are written without exponent", () => {
  assert.deepEqual([0.1, 1e-7, 2.5e21, -1.25e-8, 1e300 * 1e10, -0].map(numberText), [
    "0.1", "0.0000001", "2500000000000000000000", "-0.0000000125", "", "0",
  ]);
});

test("a note joins its question, a field list stays whole, what is not asked has no screen", () => {
  const definition = form([
    { name: "intro", kind: "note", label: { kk: "intro" } },
    asked("a"),
    asked("b", { relevant: ["=", ["v", "a"], ["s", "yes"]] }),
    { name: "g", kind: "group", appearance: "field-list", items: [asked("c"), asked("d")] },
    { name: "h", kind: "group", label: { kk: "H" }, items: [asked("e")] },
  ]);
  const keys = (answers: object) => screensOf(definition, evaluate(definition, answers, { today }).root).map(({ key }) => key);
  assert.deepEqual(keys({}), ["a", "g", "e"]);
  assert.deepEqual(keys({ a: "yes" }), ["a", "b", "g", "e"]);
});

test("names of the language itself are only names", () => {
  const definition = form([asked("constructor"), asked("toString", { required: true })]);
  const evaluation = evaluate(definition, JSON.parse('{"constructor": "x", "__proto__": {"a": 1}}'), { today });
  assert.deepEqual(evaluation.values, { constructor: "x" });
  assert.deepEqual(evaluation.extra_keys, ["__proto__"]);
  assert.deepEqual(evaluation.violations.map(({ path, kind }) => [path, kind]), [["toString", "required"]]);
});

test("an answer is critical when it is equal, one of several, or high enough", () => {
  const entry = (more: Partial<Critical>): Critical => ({ code: "c", field: "f", title: {}, safety_steps: [{}, {}], ...more });
  assert.equal(isCritical(entry({ at_least: 1 }), "2"), true);
  assert.equal(isCritical(entry({ at_least: 1 }), "0"), false);
  assert.equal(isCritical(entry({ at_least: 1 }), ""), false);
  assert.equal(isCritical(entry({ equals: "yes" }), "yes"), true);
  assert.equal(isCritical(entry({ when: ["2", "3"] }), ["1", "3"]), true);
  assert.equal(isCritical(entry({ equals: "yes" }), undefined), false);
});

test("marks of safety steps are read with care", () => {
  const critical: Critical[] = [{ code: "c", field: "f", title: {}, safety_steps: [{}, {}] }];
  assert.deepEqual(readMarks({ c: [1, 7, "0"], d: [0] }, critical), { c: [1] });
  assert.deepEqual(readMarks("nonsense", critical), {});
});
