// A picture as a file: SVG that carries its colours, or PNG drawn from it.

import { save } from "../page";
import { svg } from "./svg";

const KEPT = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "opacity", "font-family", "font-size"];
const SHARPER = 2; // pixels of a PNG for each of the page

/** The picture with what the style sheet says written into it, on the page's ground. */
function standalone(figure: SVGSVGElement): SVGSVGElement {
  const copy = figure.cloneNode(true) as SVGSVGElement;
  const [originals, copies] = [figure.querySelectorAll<SVGElement>("*"), copy.querySelectorAll<SVGElement>("*")];
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    for (const name of KEPT) copies[index]?.setAttribute(name, style.getPropertyValue(name));
  });
  const ground = getComputedStyle(document.body).backgroundColor;
  copy.prepend(svg("rect", { fill: ground, height: "100%", width: "100%" }));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return copy;
}

function file(figure: SVGSVGElement): Blob {
  const text = new XMLSerializer().serializeToString(standalone(figure));
  return new Blob([text], { type: "image/svg+xml" });
}

/** Give the reader the picture as SVG. */
export function saveSvg(figure: SVGSVGElement, name: string): void {
  save(file(figure), `${name}.svg`);
}

/** Give the reader the picture as PNG. */
export async function savePng(figure: SVGSVGElement, name: string): Promise<void> {
  const { width, height } = figure.viewBox.baseVal;
  const address = URL.createObjectURL(file(figure));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * SHARPER, height * SHARPER];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (made) save(made, `${name}.png`);
  } finally {
    URL.revokeObjectURL(address);
  }
}
