// Links to a query: one that works without JavaScript, and a short one that holds it compressed and asks no server.

const LONGEST = 6000; // characters of an address that browsers and servers take

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function through(bytes: BufferSource, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const made = new Response(new Blob([bytes]).stream().pipeThrough(stream));
  return new Uint8Array(await made.arrayBuffer());
}

/** The address with the query as it is; undefined where it is too long for an address. */
export function plain(query: string): string | undefined {
  const address = `${location.origin}/query?query=${encodeURIComponent(query)}`;
  return address.length <= LONGEST ? address : undefined;
}

/** The address with the query compressed (raw deflate, base64url) behind the #. */
export async function short(query: string): Promise<string> {
  const packed = await through(new TextEncoder().encode(query), new CompressionStream("deflate-raw"));
  return `${location.origin}/query#q=${base64(packed)}`;
}

/** The query of an address's fragment: `#q=` as above, or `#query=` and `#/?query=` as other editors have it. */
export async function shared(fragment: string): Promise<string | undefined> {
  const given = new URLSearchParams(fragment.replace(/^#(\/?\?)?/, ""));
  const packed = given.get("q");
  if (!packed) return given.get("query") ?? undefined;
  try {
    const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
    return new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw")));
  } catch {
    return undefined; // a link that was cut or changed on its way
  }
}
