// The table itself: links with their names, sorted by a column where the reader wants, more rows on demand.

import { button, element, t } from "../page";
import { type Cell, type Table, date, number, shown } from "../results/table";

const STEP = 200; // rows that are shown at once

/** The table, put into an element. */
export function rows(table: Table, into: HTMLElement): void {
  let visible = STEP;
  let sorted: { column: number; down: boolean } | undefined;
  let order = table.rows;
  const body = element("tbody");
  const more = button("", () => {
    visible += STEP;
    fill();
  });
  const fill = () => {
    body.replaceChildren(...order.slice(0, visible).map(line));
    more.hidden = visible >= order.length;
    more.textContent = t("rows-more", { count: Math.min(STEP, order.length - visible), all: order.length });
  };
  const headings = table.columns.map((name, index) => {
    const sort = button(name, () => {
      sorted = { column: index, down: sorted?.column === index && !sorted.down };
      headings.forEach((each) => each.removeAttribute("aria-sort"));
      headings[index]?.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      order = [...table.rows].sort((one, other) => compare(one[index], other[index]) * (sorted?.down ? -1 : 1));
      fill();
    });
    return element("th", { scope: "col" }, sort);
  });
  fill();
  const head = element("thead", {}, element("tr", {}, ...headings));
  const frame = element("div", { class: "wide", role: "region", tabindex: 0, "aria-label": t("view-table") }, element("table", { class: "results" }, head, body));
  into.replaceChildren(frame, more);
}

function compare(one: Cell | undefined, other: Cell | undefined): number {
  if (!one || !other) return Number(!one) - Number(!other);
  const [left, right] = [number(one) ?? date(one), number(other) ?? date(other)];
  if (left !== undefined && right !== undefined) return +left - +right;
  return shown(one).localeCompare(shown(other), undefined, { numeric: true });
}

function line(row: (Cell | undefined)[]): HTMLTableRowElement {
  return element("tr", {}, ...row.map((cell) => element("td", { class: number(cell) === undefined ? null : "number" }, content(cell))));
}

function content(cell: Cell | undefined): Node | string {
  if (!cell) return "";
  if (cell.href) return element("a", { href: cell.href, title: cell.label ? cell.text : null }, shown(cell));
  if (!cell.language) return shown(cell);
  return element("span", {}, element("span", { lang: cell.language }, cell.text), " ", element("small", { class: "language" }, cell.language));
}
