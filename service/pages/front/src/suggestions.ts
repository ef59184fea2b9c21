// Things that may be meant by what was typed so far, as the service's own search finds them.

export interface Suggestion {
  id: string;
  kind: string;
  kind_label: string;
  language: string;
  name: string;
  page: string;
  text: string;
}

/** The suggestions for what was typed; none where the service cannot say. */
export async function suggest(address: string, typed: string, signal: AbortSignal): Promise<Suggestion[]> {
  const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { signal });
  if (!answer.ok) return [];
  return ((await answer.json()) as { items: Suggestion[] }).items;
}
