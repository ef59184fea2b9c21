// Where: the world's outlines, and a circle on each country as large as what is there.

import { max } from "d3-array";
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import { scaleSqrt } from "d3-scale";
import type { Geometry } from "geojson";
import { language, t } from "../page";
import type { Roles } from "../results/roles";
import { type Cell, type Table, number, shown } from "../results/table";
import { type Atlas, atlas } from "./countries";
import { type Picture, add, picture, svg } from "./svg";

interface Place {
  cell: Cell;
  count: number;
}

const code = (place: Place) => place.cell.text.slice(-2);

function places(table: Table, roles: Roles): Place[] {
  const found = new Map<string, Place>();
  for (const row of table.rows) {
    const cell = row[roles.country ?? -1];
    if (!cell) continue;
    const place = found.get(cell.text) ?? { cell, count: 0 };
    place.count += roles.count === undefined ? 1 : (number(row[roles.count]) ?? 0);
    found.set(cell.text, place);
  }
  return [...found.values()].filter((place) => place.count > 0).sort((one, other) => other.count - one.count);
}

/** The middle of the largest part, for overseas parts draw that of the whole into the sea. */
function middle(geometry: Geometry): [number, number] {
  if (geometry.type !== "MultiPolygon") return geoCentroid(geometry);
  const parts = geometry.coordinates.map((coordinates) => ({ type: "Polygon" as const, coordinates }));
  const largest = parts.sort((one, other) => geoArea(other) - geoArea(one))[0];
  return geoCentroid(largest ?? geometry);
}

let loaded: Promise<Atlas> | undefined;

/** The picture, once the outlines are there. */
export async function map(table: Table, roles: Roles, width: number): Promise<Picture> {
  loaded ??= atlas();
  const world = await loaded;
  const height = Math.round(width * 0.5);
  const sphere = { type: "Sphere" } as const;
  const projection = geoEqualEarth().rotate([-11, 0]).fitSize([width, height], sphere);
  const path = geoPath(projection);
  const made = picture(width, height, t("view-map"));
  const ground = svg("g", { "aria-hidden": "true" }, svg("path", { class: "sea", d: path(sphere) ?? "" }));
  for (const each of world.land) ground.append(svg("path", { class: "land", d: path(each) ?? "" }));
  made.figure.append(ground);
  const found = places(table, roles);
  const radius = scaleSqrt([0, max(found, (place) => place.count) ?? 1], [0, Math.max(9, width / 45)]);
  const format = new Intl.NumberFormat(language);
  const missing: string[] = [];
  for (const place of found) {
    const outline = world.outline(code(place));
    const at = outline && projection(middle(outline.geometry));
    if (!outline || !at) {
      missing.push(`${shown(place.cell)} (${format.format(place.count)})`);
      continue;
    }
    const shapes = [
      svg("path", { class: "country", d: path(outline) ?? "" }),
      svg("circle", { class: "dot", cx: at[0], cy: at[1], r: Math.max(3, radius(place.count)) }),
    ];
    add(made, { label: `${shown(place.cell)}: ${format.format(place.count)}`, href: place.cell.href, shapes });
  }
  if (missing.length) made.note = t("view-not-on-map", { names: missing.join(", ") });
  return made;
}
