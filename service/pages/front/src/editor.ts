// The page to ask on, with JavaScript: the plain form becomes an editor, and answers come without leaving the page.

import { source } from "./editor/completion";
import { examples } from "./editor/examples";
import { knowledge } from "./editor/knowledge";
import { Problem, ask } from "./editor/run";
import { plain, shared, short } from "./editor/share";
import { snippets } from "./editor/snippets";
import { Editor } from "./editor/view";
import { button, element, t } from "./page";
import { Panel } from "./results/panel";

const KEYS = ["run", "complete", "accept", "next-fault", "comment", "leave"];

/** A list of keys, and what they do. */
function help(): HTMLElement {
  const lines = KEYS.map((key) => element("div", {}, element("dt", {}, element("kbd", {}, t(`keys-${key}-key`))), element("dd", {}, t(`keys-${key}`))));
  return element("details", { class: "keys" }, element("summary", {}, t("keys-title")), element("dl", { class: "facts", id: "editor-keys" }, ...lines));
}

/** The same query from programs, written when it is looked at. */
function programs(query: () => string, endpoint: string): HTMLElement {
  const body = element("div");
  const fill = () => {
    const parts = snippets(query(), endpoint).map(({ name, text }) => {
      const said = element("span", { role: "status" });
      const copy = button(t("copy"), () => void navigator.clipboard.writeText(text).then(() => said.replaceChildren(t("copied"))), {
        "aria-label": `${t("copy")}: ${name}`,
      });
      return element("section", {}, element("h3", {}, name), element("pre", { tabindex: 0 }, text), element("p", {}, copy, " ", said));
    });
    body.replaceChildren(...parts);
  };
  const made: HTMLDetailsElement = element("details", { class: "programs", toggle: () => made.open && fill() }, element("summary", {}, t("programs-title")), body);
  return made;
}

/** The links to the query in the editor. */
function links(query: () => string): HTMLElement {
  const field = (id: string, text: string, value: string) => [
    element("label", { for: id }, text),
    element("input", { id, readonly: true, value, focus: (event) => (event.target as HTMLInputElement).select() }),
  ];
  const body = element("div", { class: "links" });
  const fill = async () => {
    const [long, brief] = [plain(query()), await short(query())];
    body.replaceChildren(...(long ? field("share-plain", t("share-plain"), long) : []), ...field("share-short", t("share-short"), brief));
  };
  const made: HTMLDetailsElement = element("details", { class: "share", toggle: () => made.open && void fill() }, element("summary", {}, t("share-title")), body);
  return made;
}

function enhance(form: HTMLFormElement, area: HTMLTextAreaElement): void {
  const { base = "", endpoint = "/sparql", knowledge: known = "", names } = form.dataset;
  const address = new URL(endpoint, location.href).href;
  const panel = new Panel(document.getElementById("result") ?? document.body.appendChild(element("section")));
  const asked = !("sample" in area.dataset); // an example to start from waits until somebody asks it
  let running: AbortController | undefined;
  const editor = new Editor(area.value, () => void run(), (text) => (area.value = text));
  const stop = button(t("query-cancel"), () => running?.abort(), { hidden: true });

  const fail = (error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") panel.say(t("status-cancelled"));
    else if (error instanceof Problem) {
      panel.fail(error);
      if (error.line) editor.mark({ line: error.line, column: error.column ?? 1, message: error.message });
    } else panel.fail(new Problem(t("failure-page"), String(error)));
  };

  async function run(): Promise<void> {
    running?.abort();
    const mine = (running = new AbortController());
    const query = editor.text;
    editor.mark();
    panel.say(t("status-running"));
    stop.hidden = false;
    try {
      const answer = await ask(address, query, mine.signal);
      history.replaceState(null, "", plain(query) ?? (await short(query)));
      await panel.show(answer, { query, base, endpoint: address, signal: mine.signal, fail });
    } catch (error) {
      if (running === mine) fail(error);
    } finally {
      if (running === mine) stop.hidden = true;
    }
  }

  const take = (query: string) => {
    editor.text = query;
    editor.focus();
    void run();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run();
  });
  area.before(editor.host);
  area.hidden = true;
  form.querySelectorAll<HTMLElement>("[data-plain]").forEach((part) => (part.hidden = true));
  form.querySelector("button")?.after(stop);
  form.after(help(), links(() => editor.text), programs(() => editor.text, address));
  const list = document.getElementById("examples");
  if (list) examples(list, take);
  if (known) void knowledge(known).then((found) => editor.completeBy(source(found, names)));
  const follow = () => void shared(location.hash).then((query) => (query ? take(query) : asked && run()));
  addEventListener("hashchange", follow);
  follow();
}

const form = document.querySelector<HTMLFormElement>("form[data-endpoint]");
const area = form?.querySelector("textarea");
if (form && area) enhance(form, area);
