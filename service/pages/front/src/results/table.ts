// A table of cells: what all views show, whether it comes as SPARQL results or as a table of the page.

/** One value. `text` is what it is; `label` what people call it; `href` where it leads. */
export interface Cell {
  kind: "iri" | "literal" | "blank" | "triple";
  text: string;
  label?: string;
  href?: string;
  datatype?: string;
  language?: string;
  until?: string;
}

export interface Table {
  columns: string[];
  rows: (Cell | undefined)[][];
}

/** What a reader sees of a cell. */
export function shown(cell: Cell | undefined): string {
  return cell ? (cell.label ?? cell.text) : "";
}

/** All cells of one column that have a value. */
export function column(table: Table, index: number): Cell[] {
  return table.rows.map((row) => row[index]).filter((cell): cell is Cell => cell !== undefined);
}

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMERIC = new Set(["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "positiveInteger"]);
const DATED = /^-?\d{4}(-\d{2}(-\d{2})?)?(T|$)/;

/** The number that a cell holds. */
export function number(cell: Cell | undefined): number | undefined {
  if (!cell || cell.kind !== "literal" || !cell.datatype?.startsWith(XSD)) return undefined;
  const value = NUMERIC.has(cell.datatype.slice(XSD.length)) ? Number(cell.text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** The day on which a cell's date begins; undefined where it is no date. */
export function date(cell: Cell | undefined): Date | undefined {
  if (!cell || cell.kind !== "literal" || !DATED.test(cell.text)) return undefined;
  const typed = cell.datatype?.startsWith(XSD) ? cell.datatype.slice(XSD.length) : "";
  if (!["date", "dateTime", "gYear", "gYearMonth"].includes(typed)) return undefined;
  const found = new Date(cell.text.length === 4 ? `${cell.text}-01-01` : cell.text);
  return Number.isNaN(found.valueOf()) ? undefined : found;
}

/** RFC 4180, as people see it: labels beside IRIs are left out, for values are what can be worked with. */
export function csv(table: Table): string {
  const field = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [table.columns, ...table.rows.map((row) => row.map((cell) => cell?.text ?? ""))];
  return lines.map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
}
