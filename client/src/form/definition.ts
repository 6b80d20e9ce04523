/** A compiled form as the server writes it. The Python package `programmes.engine.form` is the reference. */

export type Texts = Record<string, string>;
export type Tree = readonly unknown[];

export interface Choice {
  name: string;
  label: Texts;
  more?: Record<string, string>;
}

export interface ItemData {
  name: string;
  kind: string;
  label?: Texts;
  hint?: Texts;
  guidance?: Texts;
  relevant?: Tree;
  required?: true | Tree;
  required_message?: Texts;
  constraint?: Tree;
  constraint_message?: Texts;
  calculate?: Tree;
  read_only?: true | Tree;
  default?: string | string[];
  initial?: Tree;
  appearance?: string;
  list?: string;
  filter?: Tree;
  range?: { start: number; end: number; step: number };
  count?: Tree;
  what?: string;
  items?: ItemData[];
}

export interface DefinitionData {
  format: number;
  id: string;
  version: string;
  title: Texts;
  languages: string[];
  default: string;
  lists: Record<string, Choice[]>;
  items: ItemData[];
  order: string[];
}

/** One question or section with the sections around it. */
export interface Item {
  name: string;
  kind: string;
  data: ItemData;
  parent: string | null;
  repeats: string[];
  computed: boolean;
}

export const SECTIONS = new Set(["group", "repeat"]);
export const SILENT = new Set(["note", "unanswerable", "group", "repeat"]);
const ORDER = ["kk", "ru", "en"];

/** Names come from authors, so nothing is looked up in a plain object. */
export class Definition {
  readonly data: DefinitionData;
  readonly items = new Map<string, Item>();
  readonly choices: Map<string, Choice[]>;

  constructor(data: DefinitionData) {
    this.data = data;
    this.choices = new Map(Object.entries(data.lists));
    this.walk(data.items, null, []);
  }

  private walk(items: ItemData[], parent: string | null, repeats: string[]): void {
    for (const data of items) {
      const computed = data.kind === "calculate" || data.kind === "today" || data.calculate !== undefined;
      this.items.set(data.name, { name: data.name, kind: data.kind, data, parent, repeats, computed });
      if (data.items) this.walk(data.items, data.name, data.kind === "repeat" ? [...repeats, data.name] : repeats);
    }
  }

  item(name: string): Item {
    const item = this.items.get(name);
    if (!item) throw new Error(`no item ${name}`);
    return item;
  }

  /** A text in a language, else in the form's own, else in whichever there is. */
  text(texts: Texts | undefined, language: string): string {
    if (!texts) return "";
    for (const code of [language, this.data.default, ...ORDER]) {
      if (Object.hasOwn(texts, code) && texts[code]) return texts[code];
    }
    return Object.values(texts)[0] ?? "";
  }

  /** The language a text is in, when it is not the wished one. */
  languageOf(texts: Texts | undefined, language: string): string | undefined {
    if (!texts || texts[language]) return undefined;
    const code = [this.data.default, ...ORDER, ...Object.keys(texts)].find((code) => texts[code]);
    return code && /^[a-z]{2,3}(-[a-z0-9]+)*$/.test(code) ? code : undefined;
  }

  choiceLabel(name: string, choice: string, language: string): string {
    const list = this.choices.get(this.item(name).data.list ?? "") ?? [];
    const entry = list.find((entry) => entry.name === choice);
    return entry ? this.text(entry.label, language) || choice : choice;
  }
}
