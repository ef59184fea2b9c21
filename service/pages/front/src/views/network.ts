// Who with whom: things and the ties between them, laid out by forces, always in the same way.

import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { t } from "../page";
import type { Roles } from "../results/roles";
import { type Cell, type Table, number, shown } from "../results/table";
import { type Picture, add, label, picture, svg, wrapped } from "./svg";

const MOST = 1500; // ties
const LETTER = 6.4; // pixels of an average letter
const LINE = 13; // pixels of a line of words
const STEPS = 240;

interface Node {
  cell: Cell;
  ties: number;
  x: number;
  y: number;
}

interface Tie {
  source: Node;
  target: Node;
  weight: number;
  writes: boolean;
}

function ties(table: Table, roles: Roles): { nodes: Node[]; links: Tie[] } {
  const nodes = new Map<string, Node>();
  const node = (cell: Cell): Node => {
    const found = nodes.get(cell.text) ?? { cell, ties: 0, x: 0, y: 0 };
    nodes.set(cell.text, found);
    return found;
  };
  const links = new Map<string, Tie>();
  for (const row of table.rows) {
    const [from, to] = [row[roles.source ?? 0], row[roles.target ?? 1]];
    if (!from || !to || from.text === to.text) continue;
    const writes = row.some((cell) => cell?.text === "wrote");
    const key = `${from.text} ${to.text} ${writes}`;
    const tie = links.get(key) ?? { source: node(from), target: node(to), weight: 0, writes };
    tie.weight += number(row[roles.count ?? -1]) ?? 1;
    links.set(key, tie);
  }
  const strongest = [...links.values()].sort((one, other) => other.weight - one.weight).slice(0, MOST);
  for (const tie of strongest) for (const end of [tie.source, tie.target]) end.ties += 1;
  return { nodes: [...nodes.values()].filter((each) => each.ties > 0), links: strongest };
}

function layOut(nodes: Node[], links: Tie[], width: number, height: number): void {
  const area = Math.sqrt((width * height) / Math.max(1, nodes.length));
  forceSimulation(nodes)
    .force("link", forceLink<Node, Tie>(links).distance(area * 0.9).strength((tie) => Math.min(0.3, 0.02 * tie.weight + 0.02)))
    .force("charge", forceManyBody().strength(-area * 3))
    .force("x", forceX(width / 2).strength(0.06))
    .force("y", forceY(height / 2).strength(0.1))
    .force("centre", forceCenter(width / 2, height / 2))
    .force("apart", forceCollide<Node>((node) => size(node) + 10))
    .stop()
    .tick(STEPS);
  for (const node of nodes) {
    node.x = Math.max(16, Math.min(width - 16, node.x));
    node.y = Math.max(16, Math.min(height - 20, node.y));
  }
}

const size = (node: Node) => 4 + Math.min(10, Math.sqrt(node.ties));

/** The picture. */
export function network(table: Table, roles: Roles, width: number): Picture {
  const { nodes, links } = ties(table, roles);
  const height = Math.max(320, Math.min(760, width * 0.75));
  layOut(nodes, links, width, height);
  const made = picture(width, height, t("view-network"));
  made.figure.append(svg("defs", {}, arrow()));
  const lines = svg("g", { "aria-hidden": "true" });
  const drawn = links.map((tie) => {
    const end = tie.writes ? "url(#arrow)" : undefined;
    const line = svg("path", { class: tie.writes ? "tie writes" : "tie", d: course(tie), "marker-end": end });
    line.setAttribute("stroke-width", String(Math.min(5, 0.6 + Math.sqrt(tie.weight) * 0.6)));
    lines.append(line);
    return { tie, line };
  });
  made.figure.append(lines);
  const order = [...nodes].sort((one, other) => other.ties - one.ties);
  const taken: Box[] = nodes.map(around);
  for (const node of order) {
    const name = shown(node.cell);
    const shapes = [svg("circle", { class: "dot", cx: node.x, cy: node.y, r: size(node) })];
    const words = [nameOf(node, width, taken)];
    const mark = add(made, { label: `${name}: ${t("ties", { count: node.ties })}`, href: node.cell.href, shapes, words });
    lightUp(mark, node, drawn);
  }
  return made;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The name beside a node, whole; where it would lie on another or on a node, it shows only while that is in focus. */
function nameOf(node: Node, width: number, taken: Box[]): SVGTextElement {
  const lines = wrapped(shown(node.cell), width < 600 ? 16 : 26);
  const left = node.x > width * 0.7;
  const at = node.x + (left ? -1 : 1) * (size(node) + 4);
  const [long, high] = [Math.max(...lines.map((line) => line.length)) * LETTER, lines.length * LINE];
  const box = { x: left ? at - long : at, y: node.y - high / 2, width: long, height: high };
  const free = box.x >= 0 && box.x + long <= width && !taken.some((other) => overlap(box, other));
  if (free) taken.push(box);
  const more = { class: free ? undefined : "on-demand", "text-anchor": left ? "end" : "start" };
  const text = label("", at, box.y - 3, more);
  text.append(...lines.map((line) => svg("tspan", { x: at, dy: LINE }, line)));
  return text;
}

const overlap = (one: Box, other: Box) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

/** The place that a node takes. */
function around(node: Node): Box {
  const side = 2 * size(node);
  return { x: node.x - side / 2, y: node.y - side / 2, width: side, height: side };
}

/** From edge to edge of the two circles; a message's way is bent, so that an answer lies beside it. */
function course({ source, target, writes }: Tie): string {
  const [dx, dy] = [target.x - source.x, target.y - source.y];
  const long = Math.hypot(dx, dy) || 1;
  const end = [target.x - (dx / long) * (size(target) + 4), target.y - (dy / long) * (size(target) + 4)] as const;
  if (!writes) return `M${source.x},${source.y}L${target.x},${target.y}`;
  return `M${source.x},${source.y}Q${(source.x + target.x) / 2 - dy / 8},${(source.y + target.y) / 2 + dx / 8} ${end[0]},${end[1]}`;
}

function arrow(): SVGMarkerElement {
  const shape = svg("path", { class: "arrow", d: "M0,0L8,4L0,8Z" });
  return svg("marker", { id: "arrow", markerHeight: 8, markerUnits: "userSpaceOnUse", markerWidth: 8, orient: "auto", refX: 6, refY: 4 }, shape);
}

/** The ties of the node in focus or under the pointer stand out. */
function lightUp(mark: SVGElement, node: Node, drawn: { tie: Tie; line: SVGElement }[]): void {
  const own = drawn.filter(({ tie }) => tie.source === node || tie.target === node);
  const light = (on: boolean) => own.forEach(({ line }) => line.classList.toggle("lit", on));
  for (const name of ["focus", "pointerenter"]) mark.addEventListener(name, () => light(true));
  for (const name of ["blur", "pointerleave"]) mark.addEventListener(name, () => light(false));
}
