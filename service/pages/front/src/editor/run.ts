// Asking the endpoint: what it answers, how long it took, and what went wrong, as far as the endpoint tells.

import { t } from "../page";

const SOLUTIONS = "application/sparql-results+json";
const GRAPH = "text/turtle";
const LARGEST = 24e6; // bytes of a result that a page can show

/** A failure that the endpoint explains (RFC 9457), or the reader's browser. */
export class Problem extends Error {
  constructor(
    readonly title: string,
    detail: string,
    readonly hint = "",
    readonly line?: number,
    readonly column?: number,
  ) {
    super(detail);
  }
}

export interface Answer {
  type: "solutions" | "graph";
  text: string;
  milliseconds: number;
  bytes: number;
  /** From the release and the cache, where the endpoint says so. */
  notes: string[];
}

/** Ask a query. Throws Problem, or an AbortError where the reader stopped it. */
export async function ask(endpoint: string, query: string, signal: AbortSignal): Promise<Answer> {
  const began = performance.now();
  const headers = { accept: `${SOLUTIONS}, ${GRAPH};q=0.9`, "content-type": "application/sparql-query" };
  const answer = await reached(fetch(endpoint, { method: "POST", headers, body: query, signal }));
  if (!answer.ok) throw await explained(answer);
  const { text, bytes } = await whole(answer);
  const type = answer.headers.get("content-type")?.startsWith(SOLUTIONS) ? "solutions" : "graph";
  return { type, text, bytes, milliseconds: performance.now() - began, notes: [] };
}

async function reached(request: Promise<Response>): Promise<Response> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(t("failure-unreachable"), String((error as Error).message), t("failure-try-again"));
  }
}

/** The whole body; one that breaks off in the middle is a failure and never a shorter result. */
async function whole(answer: Response): Promise<{ text: string; bytes: number }> {
  const decoder = new TextDecoder();
  const reader = answer.body?.getReader();
  let [text, bytes] = ["", 0];
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      bytes += part.value.byteLength;
      text += decoder.decode(part.value, { stream: true });
      if (bytes > LARGEST) {
        await reader?.cancel();
        throw new Problem(t("failure-large"), t("failure-large-detail"), t("failure-large-hint"));
      }
    }
  } catch (error) {
    if (error instanceof Problem || (error instanceof DOMException && error.name === "AbortError")) throw error;
    throw new Problem(t("failure-cut"), t("failure-cut-detail", { bytes }), t("failure-cut-hint"));
  }
  return { text: text + decoder.decode(), bytes };
}

async function explained(answer: Response): Promise<Problem> {
  const retry = answer.headers.get("retry-after");
  const wait = retry ? t("failure-retry", { seconds: retry }) : "";
  try {
    const { title, detail, hint, line, column } = await answer.json();
    return new Problem(title, detail ?? "", [hint, wait].filter(Boolean).join(" "), line, column);
  } catch {
    return new Problem(`${answer.status} ${answer.statusText}`, "", wait);
  }
}
