// What happened when: marks on an axis of time, in as many lanes as their names need.

import { max, min } from "d3-array";
import { scaleUtc } from "d3-scale";
import { language, t } from "../page";
import type { Roles } from "../results/roles";
import { type Table, date, shown } from "../results/table";
import { type Picture, add, cut, label, picture, svg } from "./svg";

const LANE = 26;
const TOP = 24; // pixels for the years
const LETTER = 6.4; // pixels of an average letter
const NAMED = 400; // marks; with more of them names would only cover each other
const LONGEST = 44; // letters of a name

interface Item {
  name: string;
  href?: string;
  from: Date;
  until: Date;
  message: boolean;
}

function items(table: Table, roles: Roles): Item[] {
  const found: Item[] = [];
  for (const row of table.rows) {
    const what = row[roles.what ?? 0];
    const from = date(row[roles.from ?? -1]);
    if (!what || !from) continue;
    const until = date(row[roles.until ?? -1]) ?? from;
    const message = what.text.includes("/message/");
    found.push({ name: shown(what), href: what.href, from, until: until < from ? from : until, message });
  }
  return found.sort((one, other) => +one.from - +other.from || one.name.localeCompare(other.name));
}

/** The first lane that is free from x on; its end becomes `end`. */
function lane(ends: number[], x: number, end: number): number {
  const free = ends.findIndex((taken) => taken <= x);
  const index = free < 0 ? ends.length : free;
  ends[index] = end;
  return index;
}

function when(item: Item): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  return +item.from === +item.until ? format.format(item.from) : format.formatRange(item.from, item.until);
}

/** The picture; `zoom` widens the axis. */
export function timeline(table: Table, roles: Roles, available: number, zoom = 1): Picture {
  const found = items(table, roles);
  const width = available * zoom;
  const first = min(found, (item) => item.from) ?? new Date();
  const last = max(found, (item) => item.until) ?? first;
  const x = scaleUtc([first, +last > +first ? last : new Date(+first + 864e5)], [12, width - 12]).nice();
  const named = found.length <= NAMED;
  const ends: number[] = [];
  const placed = found.map((item) => {
    const [from, until] = [x(item.from), Math.max(x(item.until), x(item.from) + 8)];
    const [left, right] = [Math.floor((from - 8) / LETTER), Math.floor((width - until - 8) / LETTER)];
    const before = right < Math.min(LONGEST, item.name.length) && left > right;
    const text = named ? cut(item.name, Math.min(LONGEST, before ? left : right)) : "";
    const start = before ? from - text.length * LETTER - 16 : from - 2;
    const end = before ? until + 4 : Math.max(until, until + text.length * LETTER + 12);
    return { item, from, until, text, before, lane: lane(ends, start, end) };
  });
  const made = picture(width, ends.length * LANE + TOP + 4, t("view-timeline"));
  axis(made, x, width, ends.length * LANE + TOP);
  for (const { item, from, until, text, before, lane } of placed) {
    const y = lane * LANE + TOP + 14;
    const shape = item.message
      ? svg("circle", { class: "dot other", cx: from + 5, cy: y, r: 5 })
      : svg("rect", { class: "dot", height: 10, rx: 2, width: until - from, x: from, y: y - 5 });
    const at = before ? from - 5 : until + 5;
    const words = text ? [label(text, at, y + 4, { "text-anchor": before ? "end" : "start" })] : [];
    add(made, { label: `${item.name} — ${when(item)}`, href: item.href, shapes: [shape], words });
  }
  return made;
}

function axis({ figure }: Picture, x: ReturnType<typeof scaleUtc<number, number>>, width: number, y: number): void {
  const ticks = x.ticks(Math.max(2, Math.round(width / 110)));
  const format = x.tickFormat(ticks.length);
  const group = svg("g", { "aria-hidden": "true", class: "axis" });
  for (const tick of ticks) {
    const at = x(tick);
    group.append(svg("line", { x1: at, x2: at, y1: TOP - 6, y2: y }));
    group.append(label(format(tick), Math.min(Math.max(at, 20), width - 20), TOP - 10, { "text-anchor": "middle" }));
  }
  figure.append(group);
}
