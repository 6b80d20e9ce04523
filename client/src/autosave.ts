/**
 * Nothing typed is lost: every <form data-draft="key"> is kept as it is written.
 *
 * The server keeps the draft; while it cannot be reached, or the login has ended, the tab does. A form that the
 * server sent back with errors carries data-draft-fresh: what it shows is newer than any draft.
 * After a draft was put back the form gets the event "draft-restored" (detail: the fields), for elements that
 * draw themselves from a hidden input.
 */
import { type Fields, read, same, write } from "./fields.ts";
import { clock, say, type Word } from "./words.ts";

interface Copy {
  fields: Fields;
  at: string;
  sent: boolean;
  /** When the server last saved for this tab, by the server's own clock. */
  known?: string;
  submitted?: boolean;
}

const PAUSE = 800;
const RETRY = 15_000;

const when = (moment = "") => Date.parse(moment);
const user = () => document.body.dataset["user"] ?? "";
const shelf = (key: string) => `draft:${user()}:${key}`;

export function token(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

/** After a new login the old page's token is void: fetch the new one and put it everywhere. */
async function renewToken(): Promise<boolean> {
  const answer = await fetch("/drafts/", { headers: { Accept: "application/json" }, redirect: "manual" });
  if (!answer.ok) return false;
  const { csrf, user: who } = (await answer.json()) as { csrf: string; user: string };
  if (who !== user()) return false;
  const meta = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
  if (meta) meta.content = csrf;
  for (const input of document.querySelectorAll<HTMLInputElement>('input[name="csrfmiddlewaretoken"]')) input.value = csrf;
  return true;
}

class Draft {
  private readonly form: HTMLFormElement;
  private readonly key: string;
  private readonly line: HTMLElement;
  private readonly blank: Fields;
  private last: Fields;
  private timer = 0;
  private flight: Promise<void> | null = null;
  private closed = false;
  private known: string | undefined;

  constructor(form: HTMLFormElement, key: string) {
    this.form = form;
    this.key = key;
    this.line = form.querySelector<HTMLElement>("[data-draft-state]") ?? this.addLine();
    this.blank = this.last = read(form);
    this.known = this.copy()?.known;
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: "draft_key", value: key });
    form.append(hidden);
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("submit", (event) => this.submitted(event), { capture: true });
    window.addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.flush();
      else this.retry();
    });
    setInterval(() => this.retry(), RETRY);
  }

  private addLine(): HTMLElement {
    const line = document.createElement("p");
    line.className = "draft-line mb-0";
    line.setAttribute("role", "status");
    this.form.append(line);
    return line;
  }

  async restore(): Promise<void> {
    const copy = this.copy();
    if (this.form.dataset["draftFresh"] !== undefined) {
      this.typed();
      return;
    }
    let server: { content: Fields; saved_at: string } | null = null;
    let reached = false;
    try {
      const answer = await fetch(this.url(), { headers: { Accept: "application/json" }, redirect: "manual" });
      reached = answer.ok;
      if (answer.status === 200) server = (await answer.json()) as { content: Fields; saved_at: string };
    } catch {
      // No connection: the tab's copy is all there is.
    }
    // Sent in full, submitted, and gone from the server: the act has happened.
    if (reached && !server && copy?.submitted && copy.sent) {
      sessionStorage.removeItem(shelf(this.key));
      return;
    }
    // What was typed after this tab's own last save is newer, however wrong the clock of the device is.
    const fromTab = copy && (!server || (!copy.sent && (when(server.saved_at) === when(copy.known) || when(copy.at) > when(server.saved_at))));
    const fields = fromTab ? copy.fields : server?.content;
    if (!fields || same(fields, this.blank) || !same(read(this.form), this.blank)) return;
    write(this.form, fields);
    this.last = fields;
    this.known = server?.saved_at;
    this.form.dispatchEvent(new CustomEvent("draft-restored", { detail: fields, bubbles: true }));
    this.show("restored", new Date(fromTab ? copy.at : (server?.saved_at ?? "")));
    if (fromTab && !copy.sent) this.later(0);
  }

  private url(): string {
    return `/drafts/${encodeURIComponent(this.key)}`;
  }

  private copy(): Copy | null {
    try {
      return JSON.parse(sessionStorage.getItem(shelf(this.key)) ?? "null") as Copy | null;
    } catch {
      return null;
    }
  }

  private keep(copy: Copy): void {
    try {
      sessionStorage.setItem(shelf(this.key), JSON.stringify(copy));
    } catch {
      // Storage is full or forbidden: the server's draft remains.
    }
  }

  private typed(): void {
    const fields = read(this.form);
    if (this.closed || same(fields, this.last)) return;
    this.last = fields;
    this.keep({ fields, at: new Date().toISOString(), sent: false, known: this.known });
    this.later(PAUSE);
  }

  private later(pause: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), pause);
  }

  private retry(): void {
    const copy = this.copy();
    if (copy && !copy.sent && !this.closed && !this.flight) this.flush();
  }

  private flush(): void {
    clearTimeout(this.timer);
    const copy = this.copy();
    if (!copy || copy.sent || this.closed) return;
    this.flight ??= this.send(copy).finally(() => {
      this.flight = null;
      const now = this.copy();
      if (now && !now.sent && now.at !== copy.at) this.later(PAUSE);
    });
  }

  private async send(copy: Copy, again = true): Promise<void> {
    try {
      const answer = await fetch(this.url(), {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify({ content: copy.fields }),
        redirect: "manual",
        keepalive: document.visibilityState === "hidden",
      });
      if (answer.ok) {
        this.known = ((await answer.json()) as { saved_at: string }).saved_at;
        const now = this.copy();
        if (now) this.keep({ ...now, sent: now.at === copy.at, known: this.known });
        this.show("saved", new Date());
      } else if (again && answer.status === 403 && (await renewToken())) {
        await this.send(copy, false);
      } else if (answer.status === 401 || answer.status === 403 || answer.type === "opaqueredirect") {
        this.show("signedOut", new Date(copy.at));
      } else {
        this.show("offline", new Date(copy.at));
      }
    } catch {
      this.show("offline", new Date(copy.at));
    }
  }

  /** A save still under way would bring the draft back after the act: let it land first. */
  private submitted(event: SubmitEvent): void {
    clearTimeout(this.timer);
    if (this.flight) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const { submitter } = event;
      void this.flight.then(() => this.form.requestSubmit(submitter));
      return;
    }
    const copy = this.copy();
    if (copy) this.keep({ ...copy, submitted: true });
    if (!this.form.matches("[hx-post]")) this.closed = true;
  }

  done(): void {
    sessionStorage.removeItem(shelf(this.key));
    clearTimeout(this.timer);
  }

  private async discard(): Promise<void> {
    this.closed = true;
    this.done();
    await this.flight;
    await fetch(this.url(), { method: "DELETE", headers: { "X-CSRFToken": token() } }).catch(() => undefined);
    location.reload();
  }

  private show(state: Word, at: Date): void {
    this.line.textContent = say(state, clock(at));
    this.line.classList.toggle("is-kept", state === "offline" || state === "signedOut");
    if (state === "restored") {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "btn btn-link btn-sm p-0", textContent: say("discard") });
      button.addEventListener("click", () => void this.discard());
      this.line.append(" ", button);
    } else if (state === "signedOut") {
      const link = document.createElement("a");
      link.href = `/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
      link.textContent = say("signIn");
      this.line.append(" ", link);
    }
  }
}

/** The server names the form whose act has just happened, even if the same form stands on the page it leads to. */
function forgetDone(): void {
  const key = /(?:^|; )draft_done=([^;]+)/.exec(document.cookie)?.[1];
  if (!key) return;
  sessionStorage.removeItem(shelf(decodeURIComponent(key)));
  document.cookie = "draft_done=; Max-Age=0; Path=/; SameSite=Lax";
}

/** Copies of another user, and of forms whose act has happened, leave the tab. */
function tidy(): void {
  if (!user()) return;
  forgetDone();
  const here = new Set(
    Array.from(document.querySelectorAll<HTMLFormElement>("form[data-draft]"), (form) => shelf(form.dataset["draft"] ?? "")),
  );
  const problem = document.body.dataset["problem"] !== undefined;
  for (const name of Object.keys(sessionStorage).filter((name) => name.startsWith("draft:"))) {
    const foreign = !name.startsWith(`draft:${user()}:`);
    const submitted = sessionStorage.getItem(name)?.includes('"submitted":true') ?? false;
    if (foreign || (submitted && !here.has(name) && !problem)) sessionStorage.removeItem(name);
  }
}

const drafts = new WeakMap<HTMLFormElement, Draft>();

export function startAutosave(root: ParentNode = document): void {
  tidy();
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-draft]")) {
    if (drafts.has(form)) continue;
    const draft = new Draft(form, form.dataset["draft"] ?? "");
    drafts.set(form, draft);
    void draft.restore();
  }
}

/** An act sent by htmx has happened. */
export function draftDone(form: Element | null): void {
  if (form instanceof HTMLFormElement) drafts.get(form)?.done();
}
