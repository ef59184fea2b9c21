// A table of the page as a table for views: what its headings and cells say of themselves.

import type { Roles } from "./roles";
import type { Cell, Table } from "./table";

const XSD = "http://www.w3.org/2001/XMLSchema#";

/** A table of the page; `data-role` of a heading is what the column is for. */
export function tableOf(source: HTMLTableElement): { table: Table; roles: Roles } {
  const headings = [...source.querySelectorAll<HTMLElement>("thead th")];
  const columns = headings.map((heading) => heading.textContent?.trim() ?? "");
  const rows = [...source.tBodies].flatMap((body) => [...body.rows]).map((row) => [...row.cells].map(cell));
  const roles = Object.fromEntries(headings.flatMap((heading, index) => (heading.dataset.role ? [[heading.dataset.role, index]] : [])));
  return { table: { columns, rows }, roles };
}

function cell(source: HTMLTableCellElement): Cell | undefined {
  const label = source.textContent?.trim() ?? "";
  const link = source.querySelector("a");
  const { iri, value } = source.dataset;
  if (iri) return { kind: "iri", text: iri, label, href: link?.getAttribute("href") ?? undefined };
  const day = source.querySelector("time")?.getAttribute("datetime");
  if (day) return { kind: "literal", text: day, datatype: `${XSD}date`, label };
  if (value !== undefined) return { kind: "literal", text: value, datatype: XSD + (/^-?\d+$/.test(value) ? "integer" : "string"), label };
  return label ? { kind: "literal", text: label, datatype: `${XSD}string` } : undefined;
}
