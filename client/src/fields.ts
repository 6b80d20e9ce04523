/** The fields of a form as plain data and back: what a draft consists of. */

export type Fields = Record<string, string[]>;

/** Never part of a draft: tokens, secrets, files. */
function kept(name: string, form: HTMLFormElement): boolean {
  if (name === "csrfmiddlewaretoken" || name === "draft_key") return false;
  const field = form.elements.namedItem(name);
  if (!(field instanceof HTMLElement)) return true;
  return !field.matches('[type="password"], [type="file"], [data-no-draft]');
}

export function read(form: HTMLFormElement): Fields {
  const fields: Fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && kept(name, form)) (fields[name] ??= []).push(value);
  }
  return fields;
}

export function same(one: Fields, other: Fields): boolean {
  const flat = (fields: Fields) => JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));
  return flat(one) === flat(other);
}

/** Put a draft into the form; fields the form no longer has are left out. */
export function write(form: HTMLFormElement, fields: Fields): void {
  const seen = new Map<string, number>();
  for (const element of Array.from(form.elements)) {
    if (
      !(
        element instanceof HTMLInputElement ||
        element instanceof HTMLSelectElement ||
        element instanceof HTMLTextAreaElement
      )
    )
      continue;
    if (!element.name || !kept(element.name, form)) continue;
    const values = fields[element.name] ?? [];
    if (element instanceof HTMLInputElement && (element.type === "checkbox" || element.type === "radio")) {
      element.checked = values.includes(element.value);
    } else if (element instanceof HTMLSelectElement && element.multiple) {
      for (const option of Array.from(element.options)) option.selected = values.includes(option.value);
    } else {
      // Repeated text fields of one name are filled in their order.
      const place = seen.get(element.name) ?? 0;
      seen.set(element.name, place + 1);
      const value = values[place];
      if (value !== undefined) element.value = value;
    }
  }
}
