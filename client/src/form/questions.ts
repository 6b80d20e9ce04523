/** Questions, sections, rows of repeats, and the safety steps that an answer opens. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat as each } from "lit/directives/repeat.js";
import type { Item, ItemData, Texts } from "./definition.ts";
import { MAX_ROWS } from "./evaluate.ts";
import { type Asked, input, isGroup } from "./inputs.ts";
import { type AnswerRow, run } from "./interpreter.ts";
import { type Critical, isCritical } from "./safety.ts";
import { isShown } from "./screens.ts";
import { toTruth } from "./values.ts";
import type { View } from "./view.ts";
import { isWord } from "./words.ts";

/** A text with its line breaks, marked with its language where that is not the page's. */
export function words(view: View, texts: Texts | undefined, row: AnswerRow): TemplateResult {
  const lines = view.plain(texts, row).split("\n");
  const broken = lines.map((line, at) => (at ? html`<br>${line}` : line));
  const lang = view.definition.languageOf(texts, view.language);
  return lang ? html`<span lang=${lang}>${broken}</span>` : html`${broken}`;
}

export function show(view: View, data: ItemData, row: AnswerRow, level: number): TemplateResult | typeof nothing {
  if (!isShown(data, row)) return nothing;
  const item = view.definition.item(data.name);
  if (data.kind === "group") return group(view, data, row, level);
  if (data.kind === "repeat") return repeat(view, data, row, level);
  if (data.kind === "note") return note(view, data, row);
  if (data.kind === "unanswerable") return unanswerable(view, data, row);
  return item.computed || data.read_only === true ? result(view, data, row) : question(view, item, row);
}

function group(view: View, data: ItemData, row: AnswerRow, level: number): TemplateResult {
  const inner = (data.items ?? []).map((one) => show(view, one, row, level + 1));
  if (!data.label) return html`${inner}`;
  return html`<fieldset class="form-section"><legend class="h3">${words(view, data.label, row)}</legend>${inner}</fieldset>`;
}

function repeat(view: View, data: ItemData, row: AnswerRow, level: number): TemplateResult {
  const rows = row.rows.get(data.name) ?? [];
  const label = view.plain(data.label, row) || view.say("row");
  const fixed = data.count !== undefined;
  const error = view.error(row, data.name);
  return html`<section class="form-section" id=${view.idOf(row, data.name)} tabindex="-1" aria-label=${label}>
    ${each(
      rows,
      (one) => one.index,
      (one) => html`<fieldset class="card form-row"><legend class="h3 card-header">${label} ${one.index + 1}</legend>
        <div class="card-body">${(data.items ?? []).map((inner) => show(view, inner, one, level + 1))}
        ${fixed ? nothing : html`<button type="button" class="btn" @click=${() => view.removeRow(row, data.name, one.index)}>
          ${view.icon("trash")}${view.say("remove", { label, n: one.index + 1 })}</button>`}</div></fieldset>`,
    )}
    ${fixed || rows.length >= MAX_ROWS
      ? nothing
      : html`<button type="button" class="btn" data-add=${view.idOf(row, data.name)} @click=${() => view.addRow(row, data.name)}>
          ${view.icon("plus")}${view.say("add", { label })}</button>`}
    ${error ? html`<div class="invalid-feedback">${error}</div>` : nothing}
  </section>`;
}

function note(view: View, data: ItemData, row: AnswerRow): TemplateResult {
  return html`<div class="form-note">${words(view, data.label, row)}
    ${data.hint ? html`<p class="form-hint">${words(view, data.hint, row)}</p>` : nothing}</div>`;
}

function unanswerable(view: View, data: ItemData, row: AnswerRow): TemplateResult {
  const what = data.what && isWord(data.what) ? view.say(data.what) : "";
  return html`<div class="form-field"><p class="form-label question-label">${words(view, data.label, row)}</p>
    <p class="form-hint">${view.say("unanswerable", { what })}</p></div>`;
}

function result(view: View, data: ItemData, row: AnswerRow): TemplateResult {
  const id = view.idOf(row, data.name);
  return html`<div class="form-field"><p class="form-label question-label" id="${id}-label">${words(view, data.label, row)}</p>
    <output class="form-control-plaintext" id=${id} aria-labelledby="${id}-label">${answerText(view, data, row) || "–"}</output></div>`;
}

/** An answer in words, as the review shows it. */
export function answerText(view: View, data: ItemData, row: AnswerRow): string {
  const value = row.values.get(data.name) ?? "";
  const names = Array.isArray(value) ? value : [String(value)];
  if (data.list === undefined) {
    if (data.kind === "date") return names.join("").split("-").reverse().join(".");
    if (data.kind === "acknowledge") return value === "OK" ? view.say("agree") : "";
    return data.kind === "datetime" ? names.join("").replace("T", " ") : names.join(", ");
  }
  return names.filter(Boolean).map((name) => view.definition.choiceLabel(data.name, name, view.language)).join(", ");
}

function question(view: View, item: Item, row: AnswerRow): TemplateResult {
  const { data, name } = item;
  const id = view.idOf(row, name);
  const error = view.error(row, name);
  const hint = data.hint || data.guidance || item.kind === "geopoint" || item.kind === "range";
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || nothing;
  const required = data.required === true || (data.required !== undefined && toTruth(run(data.required, view.around(row))));
  const asked: Asked = { view, row, item, described, required, invalid: Boolean(error) };
  const label = html`${words(view, data.label, row)}${required
    ? nothing
    : html` <span class="optional">(${view.say("optional")})</span>`}`;
  const help = hint
    ? html`<div class="form-hint" id="${id}-hint">${words(view, data.hint, row)}
        ${item.kind === "geopoint" ? html` ${view.say("place")}` : nothing}
        ${item.kind === "range" && data.range ? html` ${view.say("between", data.range)}` : nothing}
        ${data.guidance ? html`<p class="mb-0">${words(view, data.guidance, row)}</p>` : nothing}</div>`
    : nothing;
  const wrong = html`<div id="${id}-error" class=${error ? "invalid-feedback" : ""}>${error
    ? html`${view.icon("alert-circle")}<span>${error}</span>`
    : nothing}</div>`;
  const safety = row.parent ? nothing : safetyPanels(view, name, row);
  if (!isGroup(asked)) {
    return html`<div class="form-field"><label class="form-label question-label" for=${id}>${label}</label>${help}
      ${input(asked)}${wrong}${safety}</div>`;
  }
  const radio = item.kind === "select_one" || item.kind === "range";
  return html`<fieldset class="form-field" role=${radio ? "radiogroup" : "group"} aria-labelledby="${id}-label"
      aria-describedby=${described} aria-required=${radio ? required : nothing} aria-invalid=${radio ? Boolean(error) : nothing}>
    <legend class="form-label question-label" id="${id}-label">${label}</legend>${help}${input(asked)}${wrong}</fieldset>${safety}`;
}

/** The place is there from the start, so that what appears in it is announced; the focus stays where it is. */
export function safetyPanels(view: View, name: string, row: AnswerRow): TemplateResult | typeof nothing {
  const entries = view.critical.filter((entry) => entry.field === name);
  if (!entries.length) return nothing;
  const open = entries.filter((entry) => isCritical(entry, row.values.get(name) ?? ""));
  return html`<div aria-live="assertive">${open.map((entry) => safetyPanel(view, entry, row))}</div>`;
}

function safetyPanel(view: View, entry: Critical, row: AnswerRow): TemplateResult {
  const done = view.marks[entry.code] ?? [];
  const id = `${view.idOf(row, entry.field)}-safety-${entry.code}`;
  return html`<section class="card safety-panel" aria-labelledby=${id}><div class="card-body">
    <h2 id=${id} class="safety-title">${view.icon("alert-triangle")}${view.say("safety")}: ${words(view, entry.title, row)}</h2>
    <p>${entry.text ? words(view, entry.text, row) : view.say("safetyWhy")}</p>
    ${entry.safety_steps.map(
      (step, at) => html`<label class="safety-step"><input form="" type="checkbox" class="form-check-input" .checked=${done.includes(at)}
        @change=${(event: Event) => view.mark(entry.code, at, (event.target as HTMLInputElement).checked)}>
        <span>${words(view, step, row)}</span></label>`,
    )}
    <p class="form-hint mb-0">${view.say("safetyKept")}</p></div></section>`;
}
