import assert from "node:assert/strict";
import { test } from "node:test";
import { missingIn, newGoal, readGoals, writeGoals } from "./content.ts";

test("a plan is the same after it was kept and read again", () => {
  const text = '[{"title":"Үй","domain":"housing","due_on":"","steps":[{"title":"Іздеу","responsible":"Әсем","due_on":"2026-12-01","state":"working"}]}]';
  assert.equal(writeGoals(readGoals(text)), text);
});

test("unreadable text is an empty plan", () => {
  for (const text of ["", "{", "7", "null"]) assert.deepEqual(readGoals(text), []);
});

test("what is missing is named in the order of the page", () => {
  const goals = [newGoal({ title: "Үй" }), newGoal()];
  goals[0]?.steps.push(...(newGoal({ steps: [{ title: "Іздеу" } as never] }).steps));
  assert.deepEqual(missingIn(goals).map(([, what]) => what), ["who", "goal"]);
});
