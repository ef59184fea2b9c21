// SVG made by hand: elements, and pictures whose marks can be reached by keyboard.

import { element } from "../page";

const SPACE = "http://www.w3.org/2000/svg";
type Attributes = Record<string, string | number | undefined>;

/** An SVG element. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** What a reader can point at, tab to and follow: its name, where it leads, what is drawn, and words beside it. */
export interface Mark {
  label: string;
  href?: string;
  shapes: SVGElement[];
  words?: SVGElement[];
}

/** A picture: SVG, its marks in reading order, and what it cannot show. */
export interface Picture {
  figure: SVGSVGElement;
  marks: SVGElement[];
  note?: string;
}

/** A picture of that size, in CSS pixels. */
export function picture(width: number, height: number, label: string): Picture {
  const figure = svg("svg", {
    "aria-label": label,
    class: "view",
    height,
    role: "group",
    viewBox: `0 0 ${width} ${height}`,
    width,
  });
  return { figure, marks: [] };
}

/** Add a mark: a link where it leads somewhere; only one mark of a picture is on the way of the tab key. */
export function add(target: Picture, { label, href, shapes, words = [] }: Mark): SVGElement {
  const tabindex = target.marks.length ? -1 : 0;
  const made = href
    ? svg("a", { "aria-label": label, class: "mark-link", href, tabindex })
    : svg("g", { "aria-label": label, class: "mark-link", role: "img", tabindex });
  made.append(svg("title", {}, label), ...shapes);
  target.figure.append(made, ...words);
  // Words are cut to fit, and stand beside the mark: as part of it they would contradict its name.
  for (const word of words) {
    word.classList.add("mark-words");
    word.addEventListener("click", () => made.dispatchEvent(new MouseEvent("click", { bubbles: true })));
  }
  target.marks.push(made);
  return made;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** Let arrow keys, Home and End go from mark to mark, and say in `line` what the mark in focus or under the pointer is. */
export function operable({ figure, marks }: Picture, line: HTMLElement): void {
  const go = (from: number, to: number) => {
    const next = Math.max(0, Math.min(marks.length - 1, to));
    marks[from]?.setAttribute("tabindex", "-1");
    marks[next]?.setAttribute("tabindex", "0");
    marks[next]?.focus();
  };
  figure.addEventListener("keydown", (event) => {
    const at = marks.findIndex((mark) => mark === document.activeElement);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = STEPS[event.key];
    if (step !== undefined) go(at, at + step);
    else if (event.key === "Home") go(at, 0);
    else if (event.key === "End") go(at, marks.length - 1);
    else return;
    event.preventDefault();
  });
  const say = (event: Event) => {
    const mark = (event.target as Element).closest(".mark-link");
    if (mark) line.textContent = mark.getAttribute("aria-label");
  };
  figure.addEventListener("focusin", say);
  figure.addEventListener("pointerover", say);
}

/** Text that is cut where it is longer than that many letters. */
export function cut(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, Math.max(1, letters - 1)).trimEnd()}…`;
}

/** Text in lines of about that many letters, broken between words. */
export function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A line of text in a picture. */
export function label(text: string, x: number, y: number, more: Attributes = {}): SVGTextElement {
  return svg("text", { "aria-hidden": "true", x, y, ...more }, text); // the mark has the whole of it as its name
}

const LINE = 11; // pixels

/** A text in one or two lines of about that many letters, around y; what is longer is cut. */
export function twoLines(text: string, letters: number, x: number, y: number, more: Attributes = {}): SVGTextElement {
  const [first = "", ...rest] = wrapped(text, letters);
  const lines = [first, rest.join(" ")].filter(Boolean).map((line) => cut(line, letters));
  const made = label("", x, y + 4 - ((lines.length + 1) * LINE) / 2, more);
  made.append(...lines.map((line) => svg("tspan", { x, dy: LINE }, line)));
  return made;
}

/** The line beneath a picture that says what a mark is. */
export function readout(hint: string): HTMLElement {
  return element("p", { class: "readout" }, hint);
}
