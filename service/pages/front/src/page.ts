// What every script of a page needs: the reader's language and strings, elements, files to save.

type Values = Record<string, string | number>;

const island = document.getElementById("front-words");
const words: Record<string, string> = JSON.parse(island?.textContent || "{}");

/** The language of the interface, as BCP 47 has it. */
export const language = document.documentElement.lang || "en";
const plural = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

/** The string of a key in the reader's language; `count` chooses its plural. */
export function t(key: string, values: Values = {}): string {
  const form = typeof values.count === "number" ? `${key}-${plural.select(values.count)}` : key;
  const text = words[form] ?? words[`${key}-other`] ?? words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? "";
    return typeof value === "number" ? numbers.format(value) : value;
  });
}

type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>;
type Child = Node | string | null | undefined;

/** An element; a function among the attributes listens to the event of that name. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child): child is Node | string => child != null));
  return made;
}

/** A button that does something. */
export function button(text: string, act: (event: Event) => void, attributes: Attributes = {}): HTMLButtonElement {
  return element("button", { type: "button", click: act, ...attributes }, text);
}

/** Give the reader a file. */
export function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
