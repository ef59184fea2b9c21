// SPARQL 1.1 Query Results JSON as a table, with the links that work on this server.

import type { Cell, Table } from "./table";

interface Term {
  type: string;
  value: unknown;
  datatype?: string;
  "xml:lang"?: string;
}

interface Results {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Term>[] };
}

/** Where a link to an IRI leads: to the page on this server for ours; nowhere for what is no web address. */
export function link(iri: string, base: string): string | undefined {
  if (iri.startsWith(base)) {
    const path = iri.slice(base.length);
    return path.startsWith("id/") ? `/doc/${path.slice(3)}` : `/${path}`;
  }
  return /^https?:\/\//.test(iri) ? iri : undefined;
}

function cell(term: Term, base: string): Cell {
  if (term.type === "triple") return { kind: "triple", text: triple(term.value) };
  const text = String(term.value);
  if (term.type === "uri") return { kind: "iri", text, href: link(text, base) };
  if (term.type === "bnode") return { kind: "blank", text: `_:${text}` };
  const datatype = term.datatype ?? "http://www.w3.org/2001/XMLSchema#string";
  return { kind: "literal", text, datatype, language: term["xml:lang"] };
}

function triple(value: unknown): string {
  const parts = value as Record<string, Term>;
  const terms = ["subject", "predicate", "object"].map((part) => String(parts[part]?.value ?? ""));
  return `<<( ${terms.join(" ")} )>>`;
}

/** The table of a SELECT, or the truth of an ASK. */
export function read(text: string, base: string): Table | boolean {
  const found = JSON.parse(text) as Results;
  if (found.boolean !== undefined) return found.boolean;
  const columns = found.head.vars ?? [];
  const rows = (found.results?.bindings ?? []).map((row) =>
    columns.map((name) => (row[name] ? cell(row[name], base) : undefined)),
  );
  return { columns, rows };
}
