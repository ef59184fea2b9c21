// Where answers are shown: what the endpoint said, in the view that fits, as files, or what went wrong.

import type { Answer, Problem } from "../editor/run";
import { button, element, language, save, t } from "../page";
import { rows } from "../views/rows";
import { show } from "../views/show";
import { name } from "./labels";
import { type Name, fitting } from "./roles";
import { read } from "./sparql";
import type { Table } from "./table";

const SOLUTIONS = { CSV: "text/csv", TSV: "text/tab-separated-values", JSON: "application/sparql-results+json", XML: "application/sparql-results+xml" };
const GRAPHS = { Turtle: "text/turtle", "N-Triples": "application/n-triples", "JSON-LD": "application/ld+json", "RDF/XML": "application/rdf+xml" };
const ENDINGS: Record<string, string> = { CSV: "csv", TSV: "tsv", JSON: "srj", XML: "srx", Turtle: "ttl", "N-Triples": "nt", "JSON-LD": "jsonld", "RDF/XML": "rdf" };

/** What an answer is about: for files and links. */
export interface Context {
  query: string;
  base: string;
  endpoint: string;
  signal: AbortSignal;
  fail(error: unknown): void;
}

/** The part of the page with results. */
export class Panel {
  private readonly status = element("p", { class: "status", role: "status" });
  private readonly tools = element("div", { class: "view-choice" });
  private readonly body = element("div");
  private readonly files = element("p", { class: "files" });

  constructor(private readonly host: HTMLElement) {
    host.replaceChildren(element("h2", {}, t("query-result")), this.status, this.tools, this.body, this.files);
    host.hidden = true;
  }

  /** Say what goes on. */
  say(text: string): void {
    this.host.hidden = false;
    this.status.textContent = text;
    for (const part of [this.tools, this.body, this.files]) part.replaceChildren();
  }

  /** Say what went wrong, and what to do. */
  fail({ title, message, hint, line, column }: Problem): void {
    this.say("");
    const place = line ? element("p", {}, t("query-place", { line, column: column ?? 1 })) : null;
    const parts = [element("h3", {}, title), place, element("p", { lang: "en" }, message), hint ? element("p", { lang: "en" }, hint) : null];
    this.body.append(element("div", { class: "failure", role: "alert" }, ...parts));
  }

  /** Show an answer. */
  async show(answer: Answer, context: Context): Promise<void> {
    this.say("");
    const told = { seconds: (answer.milliseconds / 1000).toFixed(2), size: size(answer.bytes) };
    if (answer.type === "graph") {
      this.status.textContent = t("status-graph", told);
      this.body.append(element("pre", { tabindex: 0 }, answer.text));
      this.exports(GRAPHS, context);
      return;
    }
    const found = read(answer.text, context.base);
    this.exports(SOLUTIONS, context);
    if (typeof found === "boolean") {
      this.status.textContent = t("status-truth", told);
      this.body.append(element("p", { class: "truth" }, found ? t("yes") : t("no")));
      return;
    }
    this.status.textContent = t("status-rows", { count: found.rows.length, ...told });
    await name(found, context.base, context.endpoint, context.signal).catch(() => undefined);
    this.views(found);
  }

  private views(table: Table): void {
    const names = fitting(table);
    const choose = (chosen: Name) => {
      for (const each of buttons) each.setAttribute("aria-pressed", String(each.value === chosen));
      this.body.replaceChildren();
      if (chosen === "table") rows(table, this.body);
      else void show(chosen, table, this.body, "communique-query");
    };
    const buttons = names.map((each) => button(t(`view-${each}`), () => choose(each), { value: each }));
    if (names.length > 1) this.tools.append(element("div", { role: "group", "aria-label": t("view-choice") }, ...buttons));
    choose(names[0] ?? "table");
  }

  private exports(types: Record<string, string>, { query, endpoint, fail }: Context): void {
    const fetched = async (format: string, type: string) => {
      const headers = { accept: type, "content-type": "application/sparql-query" };
      const answer = await fetch(endpoint, { method: "POST", headers, body: query });
      if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
      save(await answer.blob(), `result.${ENDINGS[format]}`);
    };
    const buttons = Object.entries(types).map(([format, type]) =>
      button(format, () => void fetched(format, type).catch(fail), { "aria-label": t("save-as", { format }) }),
    );
    this.files.replaceChildren(element("span", {}, t("files-label")), ...buttons);
  }
}

function size(bytes: number): string {
  const [value, unit] = bytes < 1e3 ? [bytes, "B"] : bytes < 1e6 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}
