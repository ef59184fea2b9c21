// The views of Explore, drawn above the tables that the pages are.

import { element } from "./page";
import { tableOf } from "./results/page";
import { type Drawn, show } from "./views/show";

for (const source of document.querySelectorAll<HTMLTableElement>("table[data-view]")) {
  const { table, roles } = tableOf(source);
  const name = source.dataset.view as Drawn;
  const place = element("section", { class: "view-place" });
  (source.closest(".wide") ?? source).before(place);
  if (table.rows.length) void show(name, table, place, `communique-${name}`, roles);
}
