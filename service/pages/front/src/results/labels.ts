// What people call the things of a result: one query for all of them, in the reader's language where there is a name.

import { language } from "../page";
import { read } from "./sparql";
import type { Cell, Table } from "./table";

const MOST = 400; // things, of which the address of a query may hold that many
const SAFE = /^[^\s<>"{}|\\^`]+$/;

function query(things: string[]): string {
  return `PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name WHERE {
  VALUES ?thing { ${things.map((thing) => `<${thing}>`).join(" ")} }
  ?thing skos:prefLabel|rdfs:label|dcterms:title ?name
}`;
}

/** The better of two names for the reader: their language, then English, then what comes first. */
function better(one: Cell | undefined, other: Cell): Cell {
  const rank = (name: Cell) => [language, "en", ""].indexOf(name.language ?? "") + 1 || 9;
  return one && rank(one) <= rank(other) ? one : other;
}

/** Put names to the IRIs of this knowledge base; where they cannot be had, the IRIs stay. */
export async function name(table: Table, base: string, endpoint: string, signal: AbortSignal): Promise<void> {
  const cells = table.rows.flat().filter((cell): cell is Cell => cell?.kind === "iri" && cell.text.startsWith(base));
  const things = [...new Set(cells.map((cell) => cell.text))].filter((iri) => SAFE.test(iri)).slice(0, MOST);
  if (!things.length) return;
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { accept: "application/sparql-results+json", "content-type": "application/sparql-query" },
    body: query(things),
    signal,
  });
  if (!answer.ok) return;
  const found = read(await answer.text(), base);
  if (typeof found === "boolean") return;
  const names = new Map<string, Cell>();
  for (const [thing, name] of found.rows) if (thing && name) names.set(thing.text, better(names.get(thing.text), name));
  for (const cell of cells) cell.label = names.get(cell.text)?.text ?? cell.label;
}
