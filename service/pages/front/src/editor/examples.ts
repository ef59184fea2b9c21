// The examples of the page: one click puts a question into the editor; a field finds those with a word.

import { element, t } from "../page";

/** Let examples be taken over without leaving the page. `take` gets the query. */
export function examples(list: HTMLElement, take: (query: string) => void): void {
  const items = [...list.querySelectorAll<HTMLElement>("[data-query]")];
  list.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    const query = link?.closest<HTMLElement>("[data-query]")?.dataset.query;
    if (!link || query === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    take(query);
  });
  const status = element("span", { class: "count", role: "status" });
  const field = element("input", {
    id: "examples-filter",
    type: "search",
    input: () => {
      const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const item of items) item.hidden = !wanted.every((word) => item.textContent?.toLowerCase().includes(word));
      status.textContent = t("examples-count", { count: items.filter((item) => !item.hidden).length });
    },
  });
  list.before(element("p", { class: "filter" }, element("label", { for: field.id }, t("examples-filter")), field, status));
}
