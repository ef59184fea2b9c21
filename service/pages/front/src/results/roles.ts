// What the columns of a table are good for, and so which views fit it, the best first.

import { type Table, column, date, number } from "./table";

export type Name = "table" | "chart" | "timeline" | "map" | "network" | "matrix";

/** The index of a column for each part that a view draws; undefined where there is none. */
export interface Roles {
  what?: number;
  from?: number;
  until?: number;
  count?: number;
  country?: number;
  source?: number;
  target?: number;
}

const COUNTRY = /\/place\/[a-z]{2}$/;
const HASHED = /\/[0-9a-f]{16}$/;

function every(table: Table, index: number, test: (value: ReturnType<typeof column>[number]) => boolean): boolean {
  const cells = column(table, index);
  return cells.length > 0 && cells.every(test);
}

/** The roles that the columns of a table can play. */
export function roles(table: Table): Roles {
  const all = table.columns.map((_, index) => index);
  const dates = all.filter((index) => every(table, index, (cell) => date(cell) !== undefined));
  const things = all.filter((index) => every(table, index, (cell) => cell.kind === "iri"));
  const texts = all.filter((index) => !dates.includes(index) && column(table, index).length > 0);
  const counts = texts.filter((index) => every(table, index, (cell) => number(cell) !== undefined));
  const country = things.find((index) => every(table, index, (cell) => COUNTRY.test(cell.text)));
  const others = things.filter((index) => index !== country && known(table, index));
  return {
    what: others[0] ?? texts.find((index) => !counts.includes(index)),
    from: dates[0],
    until: dates[1],
    count: counts[0],
    country,
    source: others[0],
    target: others[1],
  };
}

/** Whether a column names things that people know, and not claims or situations, whose keys are hashes. */
function known(table: Table, index: number): boolean {
  return column(table, index).some((cell) => !HASHED.test(cell.text));
}

/** The views that fit, the one to begin with first; a table always fits. */
export function fitting(table: Table, found: Roles = roles(table)): Name[] {
  const names: Name[] = [];
  if (!table.rows.length) return ["table"];
  if (found.from !== undefined && found.what !== undefined) names.push("timeline");
  if (found.country !== undefined) names.push("map");
  if (found.count !== undefined && found.what !== undefined) names.push("chart");
  if (found.source !== undefined && found.target !== undefined) names.push("network", "matrix");
  return best(table, found, names);
}

/** Few columns that a view draws whole are shown by it at once; else the table comes first, and loses nothing. */
function best(table: Table, found: Roles, names: Name[]): Name[] {
  const drawn = new Set([found.what, found.from, found.until, found.count, found.country]).size;
  const whole = names[0] !== undefined && table.rows.length > 2 && table.columns.length <= drawn && names[0] !== "network";
  return whole ? [...names, "table"] : ["table", ...names];
}
