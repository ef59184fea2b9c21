// What completion knows: the release's prefixes, classes, properties and concepts.

/** A term of the vocabulary. `uses` counts how often the release has it. */
export interface Term {
  iri: string;
  label: string;
  definition: string;
  kind: "class" | "property" | "concept";
  uses: number;
}

export interface Knowledge {
  base: string;
  prefixes: Record<string, string>;
  terms: Term[];
}

/** The knowledge of the release that is served. */
export async function knowledge(address: string): Promise<Knowledge> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as Knowledge;
}

/** An IRI with the longest prefix that fits; in angle brackets where none does. */
export function shorten(iri: string, prefixes: Record<string, string>): { text: string; prefix?: string } {
  const fitting = Object.entries(prefixes).filter(([, space]) => iri.startsWith(space));
  const [prefix, space] = fitting.sort((one, other) => other[1].length - one[1].length)[0] ?? [];
  const local = space === undefined ? "" : iri.slice(space.length);
  if (prefix === undefined || !/^[\w](?:[\w-]*[\w])?$/.test(local)) return { text: `<${iri}>` };
  return { text: `${prefix}:${local}`, prefix };
}
