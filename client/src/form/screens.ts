/** Which questions stand together on one screen when a form is answered step by step. */
import { type Definition, type ItemData, SECTIONS } from "./definition.ts";
import type { AnswerRow } from "./interpreter.ts";

export interface Screen {
  /** The name of its first question: stays the same while other screens come and go. */
  key: string;
  items: ItemData[];
  /** The sections it belongs to, outermost first. */
  within: ItemData[];
}

const COMPUTED = new Set(["calculate", "today", "hidden"]);

/** Whether a person sees the item at all. */
export function isShown(item: ItemData, row: AnswerRow): boolean {
  if (COMPUTED.has(item.kind) || !row.relevant.get(item.name)) return false;
  if (item.kind === "group") return (item.items ?? []).some((inner) => isShown(inner, row));
  return Boolean(item.label || item.hint || item.kind === "repeat");
}

/** One question a screen; a note joins the question after it; a field list and a repeat stay whole. */
export function screensOf(definition: Definition, row: AnswerRow): Screen[] {
  const screens: Screen[] = [];
  let notes: ItemData[] = [];
  const place = (items: ItemData[], within: ItemData[]) => {
    for (const item of items) {
      if (!isShown(item, row)) continue;
      if (item.kind === "note") notes.push(item);
      else if (item.kind === "group" && !/field-list|table-list/.test(item.appearance ?? "")) {
        place(item.items ?? [], [...within, item]);
      } else {
        screens.push({ key: item.name, items: [...notes, item], within });
        notes = [];
      }
    }
    if (!notes.length) return;
    const last = screens.at(-1);
    if (last) last.items.push(...notes);
    else screens.push({ key: (notes[0] as ItemData).name, items: notes, within });
    notes = [];
  };
  place(definition.data.items, []);
  return screens;
}

/** Every question name on a screen, those inside sections too. */
export function namesOn(items: ItemData[]): Set<string> {
  const names = new Set<string>();
  for (const item of items) {
    names.add(item.name);
    if (SECTIONS.has(item.kind)) for (const name of namesOn(item.items ?? [])) names.add(name);
  }
  return names;
}
