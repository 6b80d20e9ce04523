/**
 * <tirek-form>: shows a compiled form, evaluates it as it is answered, keeps the answers in a hidden input.
 *
 *   <tirek-form setup="id-of-a-json-script" lang="kk" today="2026-11-16" mode="steps">
 *     <input type="hidden" name="answers" value="">
 *     <div data-finish><button class="btn btn-primary">…</button></div>
 *   </tirek-form>
 *
 * `shared` names questions that the form around asks too: its answer counts here.
 * `refused` marks answers that the server sent back; an `optional` form in which nothing was answered is not checked.
 * The JSON is {definition, answers?, about?, critical?, context?}. Events that bubble: "draft" (400 ms after a
 * change) and "complete" (sent with nothing wrong), both with the answers as detail.
 */
import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from "lit";
import { Definition, type DefinitionData, type ItemData, type Texts } from "./definition.ts";
import { type Evaluation, evaluate, initialAnswers, MAX_ROWS, SAFETY, type Violation } from "./evaluate.ts";
import { AnswerRow, type Around } from "./interpreter.ts";
import { answerText, safetyPanels, show, words } from "./questions.ts";
import { type Critical, readMarks, type SafetyMarks } from "./safety.ts";
import { isShown, namesOn, type Screen, screensOf } from "./screens.ts";
import type { View } from "./view.ts";
import { isWord, kazakhNth, say, type Word } from "./words.ts";

interface About {
  source?: string;
  licence?: string;
  label?: string;
  status?: Record<string, string>;
  notice?: Texts;
}

export interface Setup {
  definition: DefinitionData;
  answers?: Record<string, unknown>;
  about?: About;
  critical?: Critical[];
  context?: Record<string, unknown>;
}

type Raw = Record<string, unknown>;

const REVIEW = "\u0000review";
const PAUSE = 400;
let count = 0;

/** Answers are kept in objects without a prototype: authors may call a question "constructor". */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  return Object.assign(Object.create(null), Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bare(one)])));
}

export class TirekForm extends LitElement implements View {
  static override properties = {
    setup: { attribute: false },
    language: { attribute: "lang" },
    today: {},
    mode: {},
    icons: {},
  };
  declare setup: Setup | null;
  declare language: string;
  declare today: string;
  declare mode: "steps" | "page";
  declare icons: string;

  definition!: Definition;
  critical: Critical[] = [];
  marks: SafetyMarks = {};
  private answers: Raw = Object.create(null) as Raw;
  private evaluation: Evaluation | null = null;
  private readonly stem = `form${++count}`;
  private readonly touched = new Set<string>();
  private tried = false;
  private here = "";
  private timer = 0;
  private owner: HTMLFormElement | null = null;

  constructor() {
    super();
    this.setup = null;
    this.language = "kk";
    this.today = "";
    this.mode = "page";
    this.icons = "";
  }

  protected override createRenderRoot(): HTMLElement {
    const root = document.createElement("div");
    this.prepend(root);
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const script = document.getElementById(this.getAttribute("setup") ?? "");
    if (!this.setup && script) this.setup = JSON.parse(script.textContent ?? "null") as Setup;
    if (this.hasAttribute("refused")) {
      // The server could not take the answers: what is wrong is the first thing to see.
      this.tried = true;
      this.here = REVIEW;
    }
    this.owner = this.closest("form");
    this.owner?.addEventListener("draft-restored", this.restored);
    this.owner?.addEventListener("change", this.sharing);
    document.addEventListener("submit", this.submitted, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.owner?.removeEventListener("draft-restored", this.restored);
    this.owner?.removeEventListener("change", this.sharing);
    document.removeEventListener("submit", this.submitted, { capture: true });
    clearTimeout(this.timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("setup") && this.setup) {
      this.definition = new Definition(this.setup.definition);
      this.critical = this.setup.critical ?? [];
      const given = this.field.value ? (JSON.parse(this.field.value) as unknown) : this.setup.answers;
      this.take(given ?? initialAnswers(this.definition, this.circumstances()));
      this.share();
    }
    if (this.setup) this.evaluation = evaluate(this.definition, this.answers, this.circumstances());
  }

  protected override updated(): void {
    const finish = this.querySelector<HTMLElement>("[data-finish]");
    if (finish) finish.hidden = this.mode === "steps" && this.here !== REVIEW;
    this.classList.toggle("has-steps", this.mode === "steps");
  }

  private circumstances() {
    const today = this.today || new Date().toLocaleDateString("sv-SE");
    return { today, language: this.language, context: this.setup?.context ?? {} };
  }

  /** The input that is sent with the form around; the host puts it there, so that drafts know it from the start. */
  private get field(): HTMLInputElement {
    let field = this.querySelector<HTMLInputElement>(':scope > input[type="hidden"]');
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "answers" });
      this.append(field);
    }
    return field;
  }

  private take(given: unknown): void {
    const answers = bare(given);
    this.answers = (typeof answers === "object" && answers !== null && !Array.isArray(answers) ? answers : bare({})) as Raw;
    this.marks = readMarks(this.answers[SAFETY], this.critical);
  }

  private readonly restored = () => {
    if (!this.setup || !this.field.value) return;
    this.take(JSON.parse(this.field.value));
    this.requestUpdate();
  };

  /** Comes before everybody else's listener, so that a form with something wrong is not taken for sent. */
  private readonly submitted = (event: SubmitEvent) => {
    if (event.target !== this.owner || !this.owner || !this.setup) return;
    if (this.hasAttribute("optional") && !this.isAnswered()) {
      this.field.value = "";
      return;
    }
    if (event.submitter?.hasAttribute("formnovalidate")) {
      this.field.value = JSON.stringify(this.kept());
      return;
    }
    const evaluation = evaluate(this.definition, this.answers, this.circumstances());
    if (evaluation.violations.length) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.tried = true;
      this.requestUpdate();
      void this.updateComplete.then(() => this.querySelector<HTMLElement>("[data-error-summary]")?.focus());
      return;
    }
    const answers = Object.keys(this.marks).length ? { ...evaluation.values, [SAFETY]: this.marks } : evaluation.values;
    this.field.value = JSON.stringify(answers);
    this.dispatchEvent(new CustomEvent("complete", { bubbles: true, detail: answers }));
  };

  /** Whether anything was answered here that the form around does not ask itself. */
  private isAnswered(): boolean {
    return Object.keys(this.kept()).some((name) => !this.shared.includes(name));
  }

  /** Questions that the form around asks too, under the same name: one answer stands for both. */
  private get shared(): string[] {
    return (this.getAttribute("shared") ?? "").split(" ").filter((name) => name && this.definition.items.has(name));
  }

  private readonly sharing = (event: Event) => {
    if (!this.contains(event.target as Node) && this.setup && this.share()) this.changed();
  };

  private share(): boolean {
    if (!this.owner) return false;
    const around = new FormData(this.owner);
    const taken = this.shared.filter((name) => around.get(name) && around.get(name) !== this.answers[name]);
    for (const name of taken) this.answers[name] = around.get(name);
    return taken.length > 0;
  }

  private kept(): Raw {
    return Object.keys(this.marks).length ? { ...this.answers, [SAFETY]: this.marks } : this.answers;
  }

  private changed(): void {
    this.field.value = JSON.stringify(this.kept());
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.dispatchEvent(new CustomEvent("draft", { bubbles: true, detail: this.kept() }));
      this.dispatchEvent(new Event("input", { bubbles: true }));
    }, PAUSE);
    this.requestUpdate();
  }

  // What the templates ask -------------------------------------------------------------------------------------

  around(row: AnswerRow): Around {
    const { today, language, context } = this.circumstances();
    return { definition: this.definition, row, today, language, context: new Map(Object.entries(context)) };
  }

  idOf(row: AnswerRow, name: string, part?: string): string {
    return `${this.stem}-${row.path.replace(/[[\]/]+/g, "-")}${name}${part === undefined ? "" : `-${part}`}`;
  }

  private container(row: AnswerRow): Raw {
    if (!row.parent || !row.repeat) return this.answers;
    const outer = this.container(row.parent);
    const rows = Array.isArray(outer[row.repeat]) ? (outer[row.repeat] as unknown[]) : (outer[row.repeat] = []) as unknown[];
    while (rows.length <= row.index) rows.push(Object.create(null));
    return rows[row.index] as Raw;
  }

  raw(row: AnswerRow, name: string): unknown {
    return row.raw.get(name);
  }

  set(row: AnswerRow, name: string, value: unknown): void {
    const container = this.container(row);
    if (value === "" || (Array.isArray(value) && !value.length)) delete container[name];
    else container[name] = value;
    this.changed();
  }

  touch(row: AnswerRow, name: string): void {
    this.touched.add(row.path + name);
    this.requestUpdate();
  }

  error(row: AnswerRow, name: string): string {
    const path = row.path + name;
    const found = this.evaluation?.violations.find((violation) => violation.path === path);
    if (!found || !(this.tried || (this.touched.has(path) && found.kind !== "required"))) return "";
    return this.errorText(found);
  }

  private errorText({ name, kind, text }: Violation): string {
    const item = this.definition.item(name);
    if (Object.keys(text).length) return this.definition.text(text, this.language);
    if (kind === "range" && item.data.range) return this.say("between", item.data.range);
    if (kind === "rows") return this.say("rows", { limit: MAX_ROWS });
    if (kind === "type") return this.say(item.kind === "integer" || item.kind === "decimal" ? item.kind : "unreadable");
    return this.say(isWord(kind) ? kind : "unreadable");
  }

  mark(code: string, step: number, done: boolean): void {
    const steps = new Set(this.marks[code] ?? []);
    if (done) steps.add(step);
    else steps.delete(step);
    this.marks = { ...this.marks, [code]: [...steps].sort((a, b) => a - b) };
    this.changed();
  }

  addRow(row: AnswerRow, repeat: string): void {
    const container = this.container(row);
    const rows = Array.isArray(container[repeat]) ? (container[repeat] as unknown[]) : [];
    const fresh = new AnswerRow({}, repeat, rows.length, row);
    container[repeat] = [...rows, bare(initialAnswers(this.definition, this.circumstances(), fresh))];
    this.changed();
  }

  removeRow(row: AnswerRow, repeat: string, index: number): void {
    const container = this.container(row);
    const rows = Array.isArray(container[repeat]) ? (container[repeat] as unknown[]) : [];
    container[repeat] = rows.filter((_, at) => at !== index);
    for (const path of [...this.touched]) if (path.startsWith(`${row.path}${repeat}[`)) this.touched.delete(path);
    this.changed();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-add="${this.idOf(row, repeat)}"]`)?.focus());
  }

  say(word: Word, params: Record<string, string | number> = {}): string {
    return say(this.language, word, params);
  }

  plain(texts: Texts | undefined, row: AnswerRow): string {
    return this.definition.text(texts, this.language).replace(/\$\{\s*([^{}\s]+)\s*\}/g, (_, name: string) => {
      const item = this.definition.items.get(name);
      for (let at: AnswerRow | null = row; item && at; at = at.parent) {
        if ((item.repeats.at(-1) ?? null) === at.repeat) return answerText(this, item.data, at);
      }
      return "";
    });
  }

  icon(name: string): unknown {
    if (!this.icons) return nothing;
    return html`<svg class="icon" aria-hidden="true">${svg`<use href="${this.icons}#${name}"></use>`}</svg>`;
  }

  // Drawing ----------------------------------------------------------------------------------------------------

  protected override render(): TemplateResult {
    if (!this.setup || !this.evaluation) return html`<p class="form-hint">${this.say("broken")}</p>`;
    return this.mode === "steps" ? this.steps(this.evaluation) : this.page(this.evaluation);
  }

  private page({ root }: Evaluation): TemplateResult {
    return html`${this.aboutLine()}${this.errorSummary()}
      <div class="form-questions">${this.definition.data.items.map((item) => show(this, item, root, 2))}</div>`;
  }

  private steps({ root }: Evaluation): TemplateResult {
    const screens = screensOf(this.definition, root);
    let at = this.here === REVIEW ? screens.length : screens.findIndex((screen) => screen.key === this.here);
    if (at < 0) at = 0;
    const screen = screens[at];
    this.here = screen?.key ?? REVIEW;
    return html`${this.progress(at, screens.length)}
      <section class="card form-step" tabindex="-1" data-step aria-label=${screen ? this.position(at, screens.length) : this.say("review")}>
        <div class="card-body">${screen ? this.screen(screen, root, at) : this.review(screens, root)}</div>
      </section>
      <div class="form-bar form-steps-bar">
        <button type="button" class="btn" ?disabled=${at === 0} @click=${() => this.go(screens, at - 1)}>${this.say("back")}</button>
        ${screen
          ? html`<button type="button" class="btn btn-primary" @click=${() => this.next(screens, at)}>
              ${at + 1 < screens.length ? this.say("next", { n: at + 2 }) : this.say("toReview")}</button>`
          : nothing}
      </div>`;
  }

  private position(at: number, total: number): string {
    return this.say("progress", { n: at + 1, total, nth: kazakhNth(at + 1) });
  }

  private progress(at: number, total: number): TemplateResult {
    const label = at < total ? this.position(at, total) : this.say("review");
    return html`<div class="form-progress"><strong>${label}</strong>
      <progress class="form-progress-bar" max=${total} value=${at} aria-label=${label}></progress></div>`;
  }

  private screen(screen: Screen, root: AnswerRow, at: number): TemplateResult {
    const within = screen.within.filter((section) => section.label);
    return html`${at === 0 ? this.aboutLine() : this.badge()}
      ${within.length
        ? html`<p class="form-within">${within.map((section, i) => html`${i ? " · " : ""}${words(this, section.label, root)}`)}</p>`
        : nothing}
      ${screen.items.map((item) => show(this, item, root, 2))}`;
  }

  private review(screens: Screen[], root: AnswerRow): TemplateResult {
    const items = screens.flatMap((screen, at) => screen.items.map((item) => [item, at] as const));
    return html`<h2 class="h2">${this.say("answers")}</h2>${this.errorSummary(true)}
      ${[...new Set(this.critical.map((entry) => entry.field))].map((field) => safetyPanels(this, field, root))}
      <dl class="form-answers">${items.map(([item, at]) => this.reviewLine(screens, item, at, root))}</dl>
      ${this.results(root)}`;
  }

  private reviewLine(screens: Screen[], item: ItemData, at: number, root: AnswerRow): TemplateResult | typeof nothing {
    if (item.kind === "note" || item.kind === "unanswerable") return nothing;
    const label = this.plain(item.label, root) || this.say("row");
    const rows = root.rows.get(item.name)?.length;
    const answer =
      item.kind === "group"
        ? (item.items ?? []).filter((inner) => isShown(inner, root)).map((inner) => answerText(this, inner, root)).filter(Boolean).join("; ")
        : rows === undefined
          ? answerText(this, item, root)
          : String(rows);
    return html`<div><dt>${label}</dt><dd>${answer || html`<span class="text-secondary">${this.say("noAnswer")}</span>`}
      <button type="button" class="btn btn-link btn-sm p-0" aria-label=${this.say("change", { label })}
        @click=${() => this.go(screens, at)}>${this.say("changeShort")}</button></dd></div>`;
  }

  /** Computed values that carry a label are results for the person; the others are the form's own affair. */
  private results(root: AnswerRow): TemplateResult | typeof nothing {
    const found = [...this.definition.items.values()].filter(
      (item) => item.kind === "calculate" && item.data.label && !item.repeats.length && root.relevant.get(item.name),
    );
    if (!found.length) return nothing;
    return html`<dl class="form-answers">${found.map(
      ({ data }) => html`<div><dt>${words(this, data.label, root)}</dt><dd>${answerText(this, data, root) || "–"}</dd></div>`,
    )}</dl>`;
  }

  private go(screens: Screen[], at: number): void {
    this.here = at < screens.length ? (screens[Math.max(at, 0)]?.key ?? REVIEW) : REVIEW;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const step = this.querySelector<HTMLElement>("[data-step]");
      step?.focus({ preventScroll: true });
      step?.scrollIntoView({ block: "nearest" });
    });
  }

  /** A wrong answer is mended before going on; an open one may wait until the review. */
  private next(screens: Screen[], at: number): void {
    const names = namesOn(screens[at]?.items ?? []);
    const wrong = this.evaluation?.violations.filter(({ name, kind }) => names.has(name) && kind !== "required") ?? [];
    if (!wrong.length) return this.go(screens, at + 1);
    for (const { path } of wrong) this.touched.add(path);
    this.requestUpdate();
    void this.updateComplete.then(() => this.focusOn(wrong[0] as Violation));
  }

  private target({ path, name }: Violation): string {
    return `${this.stem}-${path.slice(0, path.length - name.length).replace(/[[\]/]+/g, "-")}${name}`;
  }

  private focusOn(violation: Violation): void {
    document.getElementById(this.target(violation))?.focus();
  }

  private jump(event: Event, violation: Violation): void {
    event.preventDefault();
    if (this.mode === "steps" && this.evaluation) {
      const screens = screensOf(this.definition, this.evaluation.root);
      const at = screens.findIndex((screen) => namesOn(screen.items).has(violation.name));
      if (at >= 0) this.here = screens[at]?.key ?? this.here;
      this.touched.add(violation.path);
      this.requestUpdate();
    }
    void this.updateComplete.then(() => this.focusOn(violation));
  }

  private errorSummary(always = false): TemplateResult | typeof nothing {
    const violations = this.evaluation?.violations ?? [];
    if (!violations.length || !(this.tried || always)) return nothing;
    return html`<div class="alert alert-danger" role="alert" tabindex="-1" data-error-summary>${this.icon("alert-circle")}
      <div><h2 class="h3">${this.say("errors")}</h2><ul class="mb-0 ps-3">${violations.map(
        (violation) => html`<li><a href="#${this.target(violation)}" @click=${(event: Event) => this.jump(event, violation)}>
          ${this.called(violation)}</a>:
          ${this.errorText(violation)}</li>`,
      )}</ul></div></div>`;
  }

  /** A question as its own row calls it, with the rows around it: "Household member 2: How old is Dana?". */
  private called({ path, name }: Violation): string {
    let row = this.evaluation?.root as AnswerRow;
    let around = "";
    for (const [, repeat = "", index] of path.matchAll(/([^[\]/]+)\[(\d+)\]\//g)) {
      around += `${this.plain(this.definition.item(repeat).data.label, row) || this.say("row")} ${index}: `;
      row = row.rows.get(repeat)?.[Number(index) - 1] ?? row;
    }
    return around + (this.plain(this.definition.item(name).data.label, row) || this.say("row"));
  }

  private badge(): TemplateResult | typeof nothing {
    const status = this.setup?.about?.status?.[this.language.slice(0, 2)] ?? "";
    if (!isWord(status)) return nothing;
    const tone = status === "published" || status === "validated" ? "" : "is-amber";
    return html`<p class="mb-2"><span class="badge ${tone}">${this.icon("language")}${this.say(status)}</span></p>`;
  }

  private aboutLine(): TemplateResult | typeof nothing {
    const about = this.setup?.about;
    if (!about) return nothing;
    const text = this.definition.text(about.notice, this.language);
    return html`${this.badge()}<details class="form-about"><summary>${this.say("about")}</summary>
      ${text ? html`<p>${text}</p>` : nothing}
      ${about.source ? html`<p>${this.say("source")}: ${about.source}</p>` : nothing}
      ${about.licence ? html`<p>${this.say("licence")}: <span lang=${/^[ -~]+$/.test(about.licence) ? "en" : nothing}>${about.licence}</span></p>` : nothing}</details>`;
  }
}
