// What every page gains: fields that suggest things while one types (the combobox pattern of ARIA).

import { element, t } from "./page";
import { type Suggestion, suggest } from "./suggestions";

const PAUSE = 120; // milliseconds without a key, before the service is asked
const SHORTEST = 2; // letters

class Suggesting {
  private readonly list: HTMLUListElement;
  private readonly status = element("span", { class: "visually-hidden", role: "status" });
  private at = -1;
  private asked?: AbortController;
  private timer = 0;

  constructor(
    private readonly field: HTMLInputElement,
    private readonly address: string,
    id: string,
  ) {
    this.list = element("ul", { class: "suggestions", id, role: "listbox", "aria-label": field.getAttribute("aria-label") ?? t("suggest-label"), hidden: true });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false" })) {
      field.setAttribute(name, value);
    }
    field.after(this.list, this.status);
    field.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.ask(), PAUSE);
    });
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150)); // a click on the list comes first
  }

  private async ask(): Promise<void> {
    this.asked?.abort();
    const typed = this.field.value.trim();
    if (typed.length < SHORTEST) return this.close();
    const mine = (this.asked = new AbortController());
    const found = await suggest(this.address, typed, mine.signal).catch(() => undefined);
    if (found && this.asked === mine && document.activeElement === this.field) this.open(found);
  }

  private open(found: Suggestion[]): void {
    this.at = -1;
    this.field.removeAttribute("aria-activedescendant");
    const items = found.map((each, index) => {
      const other = each.text === each.name ? "" : ` · ${each.text}`;
      const link = element("a", { href: each.page, tabindex: -1 }, each.name, element("small", {}, ` ${each.kind_label}${other}`));
      return element("li", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false" }, link);
    });
    this.list.replaceChildren(...items);
    this.list.hidden = !items.length;
    this.field.setAttribute("aria-expanded", String(items.length > 0));
    this.status.textContent = t("suggest-count", { count: items.length });
  }

  private close(): void {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    this.at = -1;
  }

  private key(event: KeyboardEvent): void {
    const items = [...this.list.children] as HTMLElement[];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (step && !this.list.hidden) {
      event.preventDefault();
      this.at = (this.at + step + items.length + (this.at < 0 && step < 0 ? 1 : 0)) % items.length;
      items.forEach((item, index) => item.setAttribute("aria-selected", String(index === this.at)));
      this.field.setAttribute("aria-activedescendant", items[this.at]?.id ?? "");
    } else if (event.key === "Enter" && !this.list.hidden && this.at >= 0) {
      event.preventDefault();
      items[this.at]?.querySelector("a")?.click();
    }
  }
}

document.querySelectorAll<HTMLInputElement>("input[data-suggest]").forEach((field, index) => {
  if (field.dataset.suggest) new Suggesting(field, field.dataset.suggest, `suggestions-${index}`);
});
