// The form engine of ODK Web Forms, filled by a program: what it makes of answers, for comparison with our own.
//
// A line of input is a form {form, xform} or a fill {form, answers}; each fill gives a line: what was asked, the
// values, which required questions are open and which constraints are broken. Only for tests and `bench/odk.py`.

import { createInterface } from "node:readline";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("");
const DOM = ["DOMParser", "XMLSerializer", "Node", "Element", "Document", "document", "Text", "Attr", "NodeFilter"];
for (const name of [...DOM, "XMLDocument", "CDATASection", "Comment"]) globalThis[name] = window[name];

// Its XPath parser looks for files when it sees Node, though it carries them along: for the time of loading we are a browser.
const { process } = globalThis;
globalThis.window = globalThis;
globalThis.process = undefined;
const { loadForm } = await import("@getodk/xforms-engine");
globalThis.process = process;

const forms = new Map();

/** Every question of an instance by name, the engine's own left out. */
function leaves(node, found = new Map()) {
  for (const child of node.currentState.children ?? []) {
    if (child.nodeType === "group") {
      if (child.currentState.reference !== "/data/meta") leaves(child, found);
    } else if (child.nodeType.startsWith("repeat")) {
      throw new Error("instruments with repeats are not compared");
    } else {
      found.set(child.currentState.reference.split("/").pop(), child);
    }
  }
  return found;
}

/** Writes an answer as a person would at the screen of that engine; without one, takes back what was answered. */
function answer(node, value) {
  switch (node.nodeType) {
    case "select":
      node.selectValues(value === undefined ? [] : [].concat(value).map(String));
      break;
    case "rank":
      node.setValues((value ?? []).map(String));
      break;
    case "trigger":
      node.setValue(value !== undefined);
      break;
    case "range":
    case "input":
      if (value === undefined) node.setValue(node.valueType === "string" ? "" : null);
      else node.setValue(node.valueType === "int" ? BigInt(value) : node.valueType === "decimal" ? Number(value) : String(value));
      break;
    default: // notes and calculations are not answered
  }
}

/** One instance of each form is filled again and again, as by a hand that changes its answers. */
function fill({ form, answers }) {
  const found = forms.get(form);
  for (const [name, node] of found) answer(node, answers[name]);
  const result = { relevant: [], values: {}, required: [], constraint: [] };
  for (const [name, node] of found) {
    const { relevant, instanceValue } = node.currentState;
    if (relevant) result.relevant.push(name);
    if (instanceValue !== "") result.values[name] = instanceValue;
    if (!node.validationState.required.valid) result.required.push(name);
    if (!node.validationState.constraint.valid) result.constraint.push(name);
  }
  return result;
}

for await (const line of createInterface({ input: process.stdin })) {
  const given = JSON.parse(line);
  if ("xform" in given) {
    const loaded = await loadForm(given.xform);
    if (loaded.status === "failure") throw new Error(`${given.form}: ${loaded.error}`);
    forms.set(given.form, leaves(loaded.createInstance().root));
  } else {
    process.stdout.write(`${JSON.stringify(fill(given))}\n`);
  }
}
process.exit(0);
