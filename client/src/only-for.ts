/**
 * A field that belongs to some answers alone: `data-only-for="kind:a b"` shows it while `kind` is `a` or `b`.
 * Without a script it is always there, and the server leaves out what does not belong.
 */

export function showOnlyFor(root: ParentNode): void {
  for (const field of root.querySelectorAll<HTMLElement>("[data-only-for]")) {
    const [name, answers] = (field.dataset["onlyFor"] ?? "").split(":");
    const asked = field.closest("form")?.elements.namedItem(name ?? "");
    const place = field.closest<HTMLElement>(".form-field");
    if (!place || !asked || !("value" in asked)) continue;
    place.hidden = !(answers ?? "").split(" ").includes(String(asked.value));
  }
}
