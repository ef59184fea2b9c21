// Who at what: a row for each party, a column for each event, a mark where a source says something of the two.

import { t } from "../page";
import type { Roles } from "../results/roles";
import { type Cell, type Table, shown } from "../results/table";
import { type Picture, add, cut, label, picture, svg, twoLines } from "./svg";

const STEP = 24;
const MOST = 200; // rows or columns
const AWAY = /\/role\/(absent|declined-invitation|refused-to-sign)$/;
const ASKED = /\/role\/(invited|endorsed-afterwards)$/;

function ranked(table: Table, index: number): Cell[] {
  const found = new Map<string, { cell: Cell; rows: number }>();
  for (const row of table.rows) {
    const cell = row[index];
    if (!cell) continue;
    const entry = found.get(cell.text) ?? { cell, rows: 0 };
    entry.rows += 1;
    found.set(cell.text, entry);
  }
  return [...found.values()].sort((one, other) => other.rows - one.rows).map(({ cell }) => cell);
}

/** The picture; what the other columns say of a pair is in its mark's words. */
export function matrix(table: Table, roles: Roles, width: number): Picture {
  const [source, target] = [roles.source ?? 0, roles.target ?? 1];
  const [parties, events] = [ranked(table, source), ranked(table, target)];
  const [rows, columns] = [parties.slice(0, MOST), events.slice(0, MOST)];
  const named = Math.min(270, Math.max(110, width * 0.35));
  const top = 150;
  const made = picture(Math.max(width, named + columns.length * STEP + 90), top + rows.length * STEP + 8, t("view-matrix"));
  const at = (cells: Cell[]) => new Map(cells.map((cell, index) => [cell.text, index]));
  const [row, column] = [at(rows), at(columns)];
  frame(made, rows, columns, named, top);
  const pairs = Map.groupBy(table.rows, (each) => `${each[source]?.text} ${each[target]?.text}`);
  const order = [...pairs.values()].sort((one, other) => place(one) - place(other));
  function place([first]: Table["rows"]): number {
    return (row.get(first?.[source]?.text ?? "") ?? 0) * MOST + (column.get(first?.[target]?.text ?? "") ?? 0);
  }
  for (const found of order) {
    const [party, event] = [found[0]?.[source], found[0]?.[target]];
    const [down, across] = [row.get(party?.text ?? ""), column.get(event?.text ?? "")];
    if (down === undefined || across === undefined) continue;
    const said = found.flatMap((each) => each.filter((cell, index) => cell && index !== source && index !== target));
    const words = [...new Set(said.filter((cell) => cell?.kind === "iri").map(shown))].join(", ");
    const shapes = [symbol(said, named + across * STEP + 12, top + down * STEP + 12)];
    add(made, { label: `${shown(party)} — ${shown(event)}: ${words}`, href: event?.href, shapes });
  }
  const left = parties.length - rows.length + events.length - columns.length;
  if (left > 0) made.note = t("view-first", { count: MOST, all: Math.max(parties.length, events.length) });
  return made;
}

/** Full where one came, hollow where one was only asked, crossed where one stayed away or refused. */
function symbol(said: (Cell | undefined)[], x: number, y: number): SVGElement {
  const every = (pattern: RegExp) => {
    const found = said.filter((cell) => cell?.text.includes("/role/"));
    return found.length > 0 && found.every((cell) => pattern.test(cell?.text ?? ""));
  };
  if (every(AWAY)) return svg("path", { class: "cross", d: `M${x - 6},${y - 6}l12,12m0,-12l-12,12` });
  const hollow = every(ASKED) ? "dot hollow" : "dot";
  return svg("rect", { class: hollow, height: 14, rx: 3, width: 14, x: x - 7, y: y - 7 });
}

function frame({ figure }: Picture, rows: Cell[], columns: Cell[], named: number, top: number): void {
  const group = svg("g", { "aria-hidden": "true", class: "axis" });
  rows.forEach((cell, index) => {
    const y = top + index * STEP;
    group.append(svg("line", { x1: 0, x2: named + columns.length * STEP, y1: y, y2: y }));
    group.append(twoLines(shown(cell), Math.floor(named / 6.7), named - 8, y + STEP / 2, { "text-anchor": "end" }));
  });
  columns.forEach((cell, index) => {
    const [x, y] = [named + index * STEP + 14, top - 8];
    group.append(label(cut(shown(cell), 24), x, y, { transform: `rotate(-55 ${x} ${y})` }));
  });
  figure.append(group);
}
