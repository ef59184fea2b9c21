// How much of what: bars, the longest first.

import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import { language, t } from "../page";
import type { Roles } from "../results/roles";
import { type Table, number, shown } from "../results/table";
import { type Picture, add, label, picture, svg, twoLines } from "./svg";

const BAR = 26;
const MOST = 60; // bars

/** The picture. */
export function chart(table: Table, roles: Roles, width: number): Picture {
  const bars = table.rows
    .map((row) => ({ what: row[roles.what ?? 0], value: number(row[roles.count ?? -1]) }))
    .filter((bar): bar is { what: (typeof bar)["what"]; value: number } => bar.value !== undefined)
    .sort((one, other) => other.value - one.value);
  const some = bars.slice(0, MOST);
  const named = Math.min(280, width * 0.45);
  const x = scaleLinear([Math.min(0, ...some.map((bar) => bar.value)), max(some, (bar) => bar.value) || 1], [named, width - 60]);
  const made = picture(width, some.length * BAR + 8, t("view-chart"));
  const format = new Intl.NumberFormat(language);
  some.forEach(({ what, value }, index) => {
    const y = index * BAR + 4;
    const [from, until] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
    add(made, {
      label: `${shown(what)}: ${format.format(value)}`,
      href: what?.href,
      shapes: [svg("rect", { class: "dot", height: BAR - 8, width: Math.max(1, until - from), x: from, y })],
      words: [
        twoLines(shown(what), Math.floor((named - 12) / 6.8), named - 8, y + 11, { "text-anchor": "end" }),
        label(format.format(value), until + 6, y + 15),
      ],
    });
  });
  if (bars.length > MOST) made.note = t("view-first", { count: MOST, all: bars.length });
  return made;
}
