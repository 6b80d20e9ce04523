/**
 * <tirek-plan>: goals and steps of the individual work plan, written together with the family.
 *
 *   <tirek-plan setup="id-of-a-json-script" icons="/static/icons.svg"><input type="hidden" name="goals" value="[]"></tirek-plan>
 *
 * The JSON is {domains, people, states, who, words}: the programme's library by domain, names that may stand as
 * "who does it", the words of the page. The plan itself lives in the hidden input, so a draft keeps it whole.
 */
import { html, LitElement, nothing, svg, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { type Goal, type Missing, missingIn, newGoal, newStep, readGoals, type Step, writeGoals } from "./content.ts";

interface LibraryGoal {
  title: string;
  steps: string[];
}

interface Setup {
  domains: { code: string; title: string; goals: LibraryGoal[] }[];
  people: string[];
  states: Record<string, string>;
  who: string;
  words: Record<string, string>;
}

interface Removed {
  title: string;
  back: () => void;
}

export class TirekPlan extends LitElement {
  static override properties = { icons: {} };
  declare icons: string;
  private setup: Setup | null = null;
  private goals: Goal[] = [];
  private tried = false;
  private removed: Removed | null = null;
  private owner: HTMLFormElement | null = null;

  constructor() {
    super();
    this.icons = "";
  }

  protected override createRenderRoot(): HTMLElement {
    const root = document.createElement("div");
    this.prepend(root);
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setup = JSON.parse(document.getElementById(this.getAttribute("setup") ?? "")?.textContent ?? "null") as Setup;
    this.goals = readGoals(this.field.value);
    this.tried = this.hasAttribute("refused");
    this.owner = this.closest("form");
    this.owner?.addEventListener("draft-restored", this.restored);
    document.addEventListener("submit", this.submitted, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.owner?.removeEventListener("draft-restored", this.restored);
    document.removeEventListener("submit", this.submitted, { capture: true });
  }

  private get field(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>(':scope > input[type="hidden"]') as HTMLInputElement;
  }

  private readonly restored = () => {
    this.goals = readGoals(this.field.value);
    this.requestUpdate();
  };

  /** Before everybody else's listener: a plan with something missing is not taken for sent. */
  private readonly submitted = (event: SubmitEvent) => {
    if (event.target !== this.owner || (this.goals.length && !missingIn(this.goals).length)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.tried = true;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const wrong = this.querySelector<HTMLElement>("[aria-invalid]") ?? this.querySelector<HTMLElement>("[data-none]");
      wrong?.focus();
    });
  };

  private changed(told = false): void {
    this.field.value = writeGoals(this.goals);
    if (told) this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.requestUpdate();
  }

  private say(word: string, params: Record<string, string | number> = {}): string {
    return (this.setup?.words[word] ?? word).replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ""));
  }

  private icon(name: string): unknown {
    return this.icons ? html`<svg class="icon" aria-hidden="true">${svg`<use href="${this.icons}#${name}"></use>`}</svg>` : nothing;
  }

  private add(goal: Goal, focus: boolean): void {
    this.goals = [...this.goals, goal];
    this.changed(true);
    void this.updateComplete.then(() => {
      if (focus) document.getElementById(`goal-${goal.key}`)?.focus();
      else document.getElementById(`goal-card-${goal.key}`)?.scrollIntoView({ block: "nearest" });
    });
  }

  private addStep(goal: Goal): void {
    const step = newStep({ responsible: this.setup?.who ?? "" });
    goal.steps = [...goal.steps, step];
    this.changed(true);
    void this.updateComplete.then(() => document.getElementById(`step-${step.key}`)?.focus());
  }

  private takeOut<T extends Goal | Step>(from: T[], one: T, put: (left: T[]) => void): void {
    const at = from.indexOf(one);
    put(from.filter((other) => other !== one));
    this.removed = {
      title: one.title || this.say("untitled"),
      back: () => put([...from.slice(0, at), one, ...from.slice(at + 1)]),
    };
    this.changed(true);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("[data-undo]")?.focus());
  }

  private undo(): void {
    this.removed?.back();
    this.removed = null;
    this.changed(true);
  }

  // Drawing ----------------------------------------------------------------------------------------------------

  protected override render(): TemplateResult | typeof nothing {
    if (!this.setup) return nothing;
    const missing = new Set(this.tried ? missingIn(this.goals).map(([key, what]) => `${key}-${what}`) : []);
    return html`<datalist id="plan-people">${this.setup.people.map((name) => html`<option value=${name}></option>`)}</datalist>
      ${this.tried && !this.goals.length
        ? html`<div class="alert alert-danger" role="alert" tabindex="-1" data-none>${this.icon("alert-circle")}<div>${this.say("none")}</div></div>`
        : nothing}
      ${repeat(this.goals, (goal) => goal.key, (goal, at) => this.goal(goal, at, missing))}
      <div role="status">${this.removed
        ? html`<p class="plan-removed">${this.say("removed", { title: this.removed.title })}
            <button type="button" class="btn btn-link p-0" data-undo @click=${() => this.undo()}>${this.say("undo")}</button></p>`
        : nothing}</div>
      ${this.goalsOnOffer()}`;
  }

  private goal(goal: Goal, at: number, missing: Set<string>): TemplateResult {
    const n = at + 1;
    return html`<section class="card plan-goal" id="goal-card-${goal.key}" aria-label=${this.say("goal", { n })}><div class="card-body">
      <div class="plan-goal-head">
        ${this.area(`goal-${goal.key}`, this.say("goal", { n }), goal.title, missing.has(`${goal.key}-goal`) && "goal", (text) => (goal.title = text))}
        <div class="plan-line">
          <div><label class="form-label" for="domain-${goal.key}">${this.say("domain")}</label>
            <select class="form-select" id="domain-${goal.key}" @change=${(event: Event) => {
              goal.domain = (event.target as HTMLSelectElement).value;
              this.changed(true);
            }}><option value="">–</option>${this.setup?.domains.map(
              ({ code, title }) => html`<option value=${code} ?selected=${code === goal.domain}>${title}</option>`,
            )}</select></div>
          ${this.day(`goal-due-${goal.key}`, goal.due_on, (day) => (goal.due_on = day))}
        </div>
      </div>
      <ol class="plan-steps" aria-label=${this.say("steps")}>${repeat(goal.steps, (step) => step.key, (step, i) => this.step(goal, step, i, missing))}</ol>
      <div class="form-bar">
        <button type="button" class="btn" @click=${() => this.addStep(goal)}>${this.icon("plus")}${this.say("addStep")}</button>
        <button type="button" class="btn btn-link"
          @click=${() => this.takeOut(this.goals, goal, (left) => (this.goals = left))}>${this.say("removeGoal", { n })}</button>
      </div>
    </div></section>`;
  }

  private step(goal: Goal, step: Step, at: number, missing: Set<string>): TemplateResult {
    const { key } = step;
    const n = at + 1;
    const who = missing.has(`${key}-who`);
    return html`<li class="plan-step">
      ${this.area(`step-${key}`, this.say("step", { n }), step.title, missing.has(`${key}-step`) && "step", (text) => (step.title = text))}
      <div class="plan-line">
        <div><label class="form-label" for="who-${key}">${this.say("who")}</label>
          <input class="form-control ${who ? "is-invalid" : ""}" id="who-${key}" list="plan-people" maxlength="200" autocomplete="off"
            aria-invalid=${who || nothing} aria-describedby=${who ? `who-${key}-error` : nothing} .value=${live(step.responsible)}
            @input=${(event: Event) => {
              step.responsible = (event.target as HTMLInputElement).value;
              this.changed();
            }}>${who ? this.wrong(`who-${key}`, "who") : nothing}</div>
        ${this.day(`step-due-${key}`, step.due_on, (day) => (step.due_on = day))}
        <button type="button" class="btn plan-remove" aria-label=${this.say("removeStep", { n })}
          @click=${() => this.takeOut(goal.steps, step, (left) => (goal.steps = left))}>${this.icon("trash")}</button>
      </div>
      ${step.state !== "ahead" ? html`<p class="small text-secondary mb-0">${this.setup?.states[step.state] ?? ""}</p>` : nothing}
    </li>`;
  }

  private area(id: string, label: string, value: string, wrong: Missing | false, put: (text: string) => void): TemplateResult {
    return html`<div class="plan-words"><label class="form-label" for=${id}>${label}</label>
      <textarea class="form-control ${wrong ? "is-invalid" : ""}" id=${id} rows="1" maxlength="300" aria-invalid=${wrong ? "true" : nothing}
        aria-describedby=${wrong ? `${id}-error` : nothing} .value=${live(value)} @input=${(event: Event) => {
          put((event.target as HTMLTextAreaElement).value);
          this.changed();
        }}></textarea>${wrong ? this.wrong(id, wrong) : nothing}</div>`;
  }

  private wrong(id: string, what: Missing): TemplateResult {
    return html`<div class="invalid-feedback" id="${id}-error">${this.icon("alert-circle")}<span>${this.say(`missing_${what}`)}</span></div>`;
  }

  private day(id: string, value: string, put: (day: string) => void): TemplateResult {
    return html`<div><label class="form-label" for=${id}>${this.say("by")} <span class="optional">(${this.say("optional")})</span></label>
      <input type="date" class="form-control" id=${id} .value=${live(value)} @input=${(event: Event) => {
        put((event.target as HTMLInputElement).value);
        this.changed();
      }}></div>`;
  }

  private goalsOnOffer(): TemplateResult {
    const present = new Set(this.goals.map((goal) => goal.title));
    return html`<section class="card plan-library" aria-labelledby="plan-library"><div class="card-header"><h2 id="plan-library">${this.say("library")}</h2></div>
      <div class="card-body"><p class="text-secondary">${this.say("libraryHint")}</p>
      ${this.setup?.domains.filter(({ goals }) => goals.length).map(
        ({ code, title, goals }) => html`<details><summary>${title} <span class="text-secondary">${goals.length}</span></summary>
          <ul>${goals.map(
            (goal) => html`<li><button type="button" class="btn" ?disabled=${present.has(goal.title)} @click=${() => this.take(code, goal)}>
              ${this.icon(present.has(goal.title) ? "check" : "plus")}<span>${goal.title}</span></button></li>`,
          )}</ul></details>`,
      )}
      <button type="button" class="btn mt-2" @click=${() => this.add(newGoal({ steps: [newStep({ responsible: this.setup?.who ?? "" })] }), true)}>
        ${this.icon("pencil")}${this.say("ownGoal")}</button></div></section>`;
  }

  private take(domain: string, { title, steps }: LibraryGoal): void {
    const responsible = this.setup?.who ?? "";
    this.add(newGoal({ title, domain, steps: steps.map((step) => newStep({ title: step, responsible })) }), false);
  }
}
