/** One template for each kind of answer. Inputs belong to no form (form=""): only the hidden input is sent. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Choice, Item } from "./definition.ts";
import { offeredChoices } from "./evaluate.ts";
import type { AnswerRow } from "./interpreter.ts";
import type { View } from "./view.ts";

export interface Asked {
  view: View;
  row: AnswerRow;
  item: Item;
  /** Ids of hint and error, for aria-describedby. */
  described: string | typeof nothing;
  required: boolean;
  invalid: boolean;
}

const MANY_CHOICES = 12;
const MANY_STEPS = 11;

const TYPES: Record<string, { type: string; mode?: string; size?: string }> = {
  integer: { type: "text", mode: "numeric", size: "is-short" },
  decimal: { type: "text", mode: "decimal", size: "is-short" },
  range: { type: "text", mode: "decimal", size: "is-short" },
  date: { type: "date", size: "is-short" },
  time: { type: "time", size: "is-short" },
  datetime: { type: "datetime-local", size: "is-short" },
  geopoint: { type: "text", size: "is-short" },
};

export function offered({ view, row, item }: Asked): Choice[] {
  const names = offeredChoices(item, view.around(row));
  return (view.definition.choices.get(item.data.list ?? "") ?? []).filter((choice) => names?.has(choice.name));
}

/** Whether the answers are a group of boxes, which a legend names, not one box, which a label names. */
export function isGroup(asked: Asked): boolean {
  const { kind, data } = asked.item;
  if (kind === "select_one") return !isDropDown(asked);
  if (kind === "range" && data.range) return steps(data.range).length <= MANY_STEPS;
  return kind === "select_multiple" || kind === "rank";
}

function isDropDown(asked: Asked): boolean {
  return /\b(minimal|search|autocomplete)\b/.test(asked.item.data.appearance ?? "") || offered(asked).length > MANY_CHOICES;
}

function steps({ start, end, step }: { start: number; end: number; step: number }): number[] {
  const count = Math.min(Math.floor((end - start) / step + 1e-9) + 1, MANY_STEPS + 1);
  return Array.from({ length: count }, (_, at) => Number((start + at * step).toPrecision(12)));
}

export function input(asked: Asked): TemplateResult {
  const { item } = asked;
  if (item.kind === "select_one") return isDropDown(asked) ? dropDown(asked) : radios(asked, offered(asked));
  if (item.kind === "select_multiple") return checkboxes(asked);
  if (item.kind === "rank") return ranking(asked);
  if (item.kind === "acknowledge") return confirmation(asked);
  if (item.kind === "range" && isGroup(asked) && item.data.range) {
    const choices = steps(item.data.range).map((number) => ({ name: String(number), label: { und: String(number) } }));
    return radios(asked, choices, "is-row");
  }
  return box(asked);
}

function box({ view, row, item, described, required, invalid }: Asked): TemplateResult {
  const { type, mode, size } = TYPES[item.kind] ?? { type: "text" };
  const id = view.idOf(row, item.name);
  const value = written(view.raw(row, item.name));
  const onInput = (event: Event) => view.set(row, item.name, (event.target as HTMLInputElement).value);
  const onBlur = () => view.touch(row, item.name);
  if (item.kind === "text" && /multiline/.test(item.data.appearance ?? "")) {
    return html`<textarea form="" class="form-control ${invalid ? "is-invalid" : ""}" id=${id} rows="4" .value=${live(value)}
      aria-describedby=${described} aria-required=${required} aria-invalid=${invalid} @input=${onInput} @blur=${onBlur}></textarea>`;
  }
  return html`<input form="" class="form-control ${size ?? ""} ${invalid ? "is-invalid" : ""}" id=${id} type=${type}
    inputmode=${mode ?? nothing} autocomplete="off" .value=${live(value)} aria-describedby=${described}
    aria-required=${required} aria-invalid=${invalid} @input=${onInput} @blur=${onBlur}>`;
}

function dropDown({ view, row, item, described, required, invalid }: Asked): TemplateResult {
  const value = written(view.raw(row, item.name));
  const choices = offered({ view, row, item, described, required, invalid });
  const onChange = (event: Event) => {
    view.set(row, item.name, (event.target as HTMLSelectElement).value);
    view.touch(row, item.name);
  };
  return html`<select form="" class="form-select ${invalid ? "is-invalid" : ""}" id=${view.idOf(row, item.name)}
    aria-describedby=${described} aria-required=${required} aria-invalid=${invalid} @change=${onChange}>
    <option value="" .selected=${live(value === "")}>${view.say("choose")}</option>
    ${choices.map(
      (choice) => html`<option value=${choice.name} .selected=${live(choice.name === value)}>
        ${view.plain(choice.label, row) || choice.name}</option>`,
    )}
  </select>`;
}

function card(view: View, row: AnswerRow, choice: Choice, control: TemplateResult): TemplateResult {
  const lang = view.definition.languageOf(choice.label, view.language) ?? nothing;
  return html`<label class="answer-card">${control}<span lang=${lang}>${view.plain(choice.label, row) || choice.name}</span></label>`;
}

function radios(asked: Asked, choices: Choice[], extra = ""): TemplateResult {
  const { view, row, item, required } = asked;
  const value = written(view.raw(row, item.name));
  const group = view.idOf(row, item.name, "group");
  const wide = /\b(horizontal|likert|columns|columns-pack|list)\b/.test(item.data.appearance ?? "") || isShort(asked, choices);
  const rowLike = wide ? "is-row" : extra;
  const onChange = (name: string) => () => {
    view.set(row, item.name, name);
    view.touch(row, item.name);
  };
  return html`<div class="answer-cards ${rowLike}">
      ${choices.map((choice, at) =>
        card(
          view,
          row,
          choice,
          html`<input form="" class="form-check-input" type="radio" name=${group} id=${view.idOf(row, item.name, at ? String(at) : undefined)}
            value=${choice.name} .checked=${live(choice.name === value)} @change=${onChange(choice.name)}>`,
        ),
      )}
    </div>
    ${value && !required
      ? html`<button type="button" class="btn btn-link btn-sm p-0 mt-2" @click=${onChange("")}>${view.say("clear")}</button>`
      : nothing}`;
}

/** Up to four short answers stand side by side where there is room. */
function isShort({ view, row }: Asked, choices: Choice[]): boolean {
  return choices.length <= 4 && choices.every((choice) => view.plain(choice.label, row).length <= 32);
}

function checkboxes(asked: Asked): TemplateResult {
  const { view, row, item } = asked;
  const chosen = list(view.raw(row, item.name));
  const all = offered(asked);
  const onChange = (name: string) => (event: Event) => {
    const on = (event.target as HTMLInputElement).checked;
    const now = new Set(on ? [...chosen, name] : chosen.filter((one) => one !== name));
    view.set(row, item.name, all.map((choice) => choice.name).filter((one) => now.has(one)));
    view.touch(row, item.name);
  };
  return html`<div class="answer-cards">
    ${all.map((choice, at) =>
      card(
        view,
        row,
        choice,
        html`<input form="" class="form-check-input" type="checkbox" id=${view.idOf(row, item.name, at ? String(at) : undefined)}
          .checked=${live(chosen.includes(choice.name))} @change=${onChange(choice.name)}>`,
      ),
    )}
  </div>`;
}

function ranking(asked: Asked): TemplateResult {
  const { view, row, item } = asked;
  const all = offered(asked);
  const given = list(view.raw(row, item.name)).filter((name) => all.some((choice) => choice.name === name));
  const order = [...given, ...all.map((choice) => choice.name).filter((name) => !given.includes(name))];
  const move = (from: number, to: number) => () => {
    const next = [...order];
    next.splice(to, 0, ...next.splice(from, 1));
    view.set(row, item.name, next);
  };
  const label = (name: string) => view.plain(all.find((choice) => choice.name === name)?.label, row) || name;
  return html`<ol class="list-group answer-rank" aria-live="polite">
      ${order.map(
        (name, at) => html`<li class="list-group-item"><span class="answer-rank-number">${at + 1}</span>
          <span class="answer-rank-label">${label(name)}</span>
          <button type="button" class="btn btn-icon" id=${at === 0 ? view.idOf(row, item.name) : nothing} ?disabled=${at === 0}
            aria-label=${view.say("up", { label: label(name) })} @click=${move(at, at - 1)}>${view.icon("chevron-up")}</button>
          <button type="button" class="btn btn-icon" ?disabled=${at === order.length - 1}
            aria-label=${view.say("down", { label: label(name) })} @click=${move(at, at + 1)}>${view.icon("chevron-down")}</button></li>`,
      )}
    </ol>
    ${given.length < all.length
      ? html`<button type="button" class="btn mt-2" @click=${move(0, 0)}>${view.say("keepOrder")}</button>`
      : html`<button type="button" class="btn btn-link btn-sm p-0 mt-2" @click=${() => view.set(row, item.name, "")}>
          ${view.say("clear")}</button>`}`;
}

function confirmation({ view, row, item, described, required, invalid }: Asked): TemplateResult {
  const onChange = (event: Event) => {
    view.set(row, item.name, (event.target as HTMLInputElement).checked ? "OK" : "");
    view.touch(row, item.name);
  };
  const checked = view.raw(row, item.name) === "OK" || view.raw(row, item.name) === true;
  return html`<label class="answer-card"><input form="" class="form-check-input" type="checkbox" id=${view.idOf(row, item.name)}
    .checked=${live(checked)} aria-describedby=${described} aria-required=${required} aria-invalid=${invalid}
    @change=${onChange}><span>${view.say("agree")}</span></label>`;
}

export function written(raw: unknown): string {
  return typeof raw === "string" || typeof raw === "number" ? String(raw) : "";
}

function list(raw: unknown): string[] {
  return Array.isArray(raw) ? raw.map(String) : [];
}
