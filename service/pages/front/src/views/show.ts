// One view of a table in the page: the picture, what its marks say, and what one can do with it.

import { button, element, save, t } from "../page";
import { type Name, type Roles, roles as rolesOf } from "../results/roles";
import { type Table, csv } from "../results/table";
import { chart } from "./chart";
import { map } from "./map";
import { matrix } from "./matrix";
import { network } from "./network";
import { savePng, saveSvg } from "./save";
import { type Picture, operable, readout } from "./svg";
import { timeline } from "./timeline";

export type Drawn = Exclude<Name, "table">;
const ZOOMS = [1, 2, 4, 8, 16];

async function draw(name: Drawn, table: Table, roles: Roles, width: number, zoom: number): Promise<Picture> {
  if (name === "timeline") return timeline(table, roles, width, zoom);
  return { chart, map, matrix, network }[name](table, roles, width);
}

/** Draw a view into an element, and again when its width changes. `file` names what is saved. */
export async function show(name: Drawn, table: Table, into: HTMLElement, file: string, roles = rolesOf(table)): Promise<void> {
  let zoom = 0;
  let current: Picture | undefined;
  const frame = element("div", { class: "view-frame", role: "region", "aria-label": t(`view-${name}`), tabindex: 0 });
  const line = readout(t("view-keys"));
  const note = element("p", { class: "notice", hidden: true });
  const redraw = async () => {
    current = await draw(name, table, roles, Math.max(300, frame.clientWidth), ZOOMS[zoom] ?? 1);
    frame.replaceChildren(current.figure);
    operable(current, line);
    note.hidden = !current.note;
    note.textContent = current.note ?? "";
  };
  const zoomBy = (step: number) => {
    zoom = Math.max(0, Math.min(ZOOMS.length - 1, zoom + step));
    void redraw();
  };
  const tools = element("p", { class: "view-tools" });
  if (name === "timeline") {
    tools.append(button(t("zoom-in"), () => zoomBy(1)), button(t("zoom-out"), () => zoomBy(-1)));
  }
  tools.append(
    button("SVG", () => current && saveSvg(current.figure, file), { "aria-label": t("save-as", { format: "SVG" }) }),
    button("PNG", () => current && void savePng(current.figure, file), { "aria-label": t("save-as", { format: "PNG" }) }),
    button("CSV", () => save(new Blob([csv(table)], { type: "text/csv" }), `${file}.csv`), {
      "aria-label": t("save-as", { format: "CSV" }),
    }),
  );
  into.replaceChildren(tools, frame, line, note);
  await redraw();
  whenWidthChanges(frame, redraw);
}

function whenWidthChanges(frame: HTMLElement, redraw: () => Promise<void>): void {
  let width = frame.clientWidth;
  let timer = 0;
  new ResizeObserver(() => {
    if (frame.clientWidth === width || !frame.isConnected) return;
    width = frame.clientWidth;
    clearTimeout(timer);
    timer = window.setTimeout(() => void redraw(), 150);
  }).observe(frame);
}
