import assert from "node:assert/strict";
import { test } from "node:test";
import { same } from "./fields.ts";
import { clock } from "./words.ts";

test("the order in which fields stand does not make another draft", () => {
  assert.ok(same({ a: ["1"], b: ["2"] }, { b: ["2"], a: ["1"] }));
  assert.ok(!same({ a: ["1"] }, { a: ["1", "2"] }));
});

test("the clock has 24 hours and two digits", () => {
  assert.equal(clock(new Date(2026, 10, 16, 9, 5)), "09:05");
});
