// Outlines of countries by the codes of our places (ISO 3166-1 alpha-2), with the states that are gone.

import type { Feature, Geometry } from "geojson";
import codes from "i18n-iso-countries/codes.json" with { type: "json" };
import { feature, merge } from "topojson-client";
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from "topojson-specification";
import address from "world-atlas/countries-110m.json";

type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

// What lay within them, for their outlines; all of it is as the outlines of today draw it.
const GONE: Record<string, string[]> = {
  cs: ["cz", "sk"],
  dd: ["de"],
  su: ["am", "az", "by", "ee", "ge", "kg", "kz", "lt", "lv", "md", "ru", "tj", "tm", "ua", "uz"],
  yu: ["ba", "hr", "me", "mk", "rs", "si"],
};

const numeric = new Map((codes as [string, string, string][]).map(([two, , three]) => [two.toLowerCase(), three]));

export interface Atlas {
  land: Feature<Geometry>[];
  /** The outline of a place; undefined where the atlas has none. */
  outline(code: string): Feature<Geometry> | undefined;
}

/** The atlas, fetched from this server once. */
export async function atlas(): Promise<Atlas> {
  const answer = await fetch(address as unknown as string);
  const world = (await answer.json()) as World;
  const land = feature(world, world.objects.countries).features;
  const known = new Map(land.map((each) => [String(each.id), each]));
  const shapes = new Map(world.objects.countries.geometries.map((shape) => [String(shape.id), shape]));
  const together = (parts: string[]): Feature<Geometry> => {
    const found = parts.map((part) => shapes.get(numeric.get(part) ?? "")).filter((shape) => shape !== undefined);
    return { type: "Feature", properties: {}, geometry: merge(world, found as (Polygon | MultiPolygon)[]) };
  };
  return { land, outline: (code) => (GONE[code] ? together(GONE[code]) : known.get(numeric.get(code) ?? "")) };
}
