// Completion while one types: keywords, variables, prefixes, terms of the vocabulary, and things by their names.

import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { syntaxTree } from "@codemirror/language";
import { t } from "../page";
import { suggest } from "../suggestions";
import { type Knowledge, type Term, shorten } from "./knowledge";

const KEYWORDS =
  "ASK AVG BASE BIND BOUND COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP_CONCAT GROUP_BY HAVING IF IN isBLANK isIRI isLITERAL LANG LANGMATCHES LCASE LIMIT MAX MIN MINUS NOT_EXISTS OFFSET OPTIONAL ORDER_BY PREFIX REDUCED REGEX REPLACE SAMPLE SELECT SERVICE SILENT STR STRENDS STRLEN STRSTARTS SUBSTR SUM UCASE UNION VALUES WHERE YEAR"
    .split(" ")
    .map((word) => word.replace("_B", " B").replace("_E", " E"));
const WORD = /[?$]?[\w-]*:?[\w-]*/;
const SHORTEST = 3; // letters, before names are looked for

/** Put a name where it was typed, and declare its prefix above where the query does not. */
function insert(name: string, prefix: string | undefined, space: string | undefined) {
  return (view: EditorView, _: Completion, from: number, to: number): void => {
    const text = view.state.doc.toString();
    const declared = !prefix || new RegExp(`prefix\\s+${prefix}:`, "i").test(text);
    const line = declared ? "" : `PREFIX ${prefix}: <${space}>\n`;
    view.dispatch({
      changes: [...(line ? [{ from: 0, insert: line }] : []), { from, to, insert: name }],
      selection: { anchor: from + line.length + name.length },
      userEvent: "input.complete",
    });
  };
}

function option(iri: string, label: string, more: Partial<Completion>, { prefixes }: Knowledge): Completion {
  const { text, prefix } = shorten(iri, prefixes);
  return { label: text, detail: label, apply: insert(text, prefix, prefix && prefixes[prefix]), ...more };
}

function term(each: Term, known: Knowledge): Completion {
  const boost = Math.min(40, Math.log2(1 + each.uses) * 3) - 20;
  return option(each.iri, each.label, { type: each.kind, info: each.definition || undefined, boost }, known);
}

/** Everything that is known before anything is typed. */
function words(known: Knowledge): Completion[] {
  const prefixes = Object.entries(known.prefixes).map(([name, space]) => ({
    label: `${name}:`,
    detail: space,
    type: "namespace",
    boost: -30,
    apply: insert(`${name}:`, name, space),
  }));
  return [...KEYWORDS.map((label) => ({ label, type: "keyword" })), ...prefixes];
}

function variables(context: CompletionContext): Completion[] {
  const found = context.state.doc.toString().matchAll(/[?$]\w+/g);
  const typed = context.matchBefore(/[?$]\w*/)?.text;
  return [...new Set([...found].map(([name]) => name))].filter((name) => name !== typed).map((label) => ({ label, type: "variable" }));
}

function within(context: CompletionContext, ...names: string[]): boolean {
  for (let node: ReturnType<typeof syntaxTree>["topNode"] | null = syntaxTree(context.state).resolveInner(context.pos, -1); node; node = node.parent) {
    if (names.includes(node.name)) return true;
  }
  return false;
}

/** Terms are found by their names, too: what is typed need only be in the label. */
function terms(typed: string, all: { each: Term; made: Completion }[]): Completion[] {
  const low = typed.toLowerCase();
  const local = low.replace(/^[\w-]*:/, "");
  return all
    .filter(({ each, made }) => made.label.toLowerCase().startsWith(low) || (!low.includes(":") && each.label.toLowerCase().includes(local)))
    .map(({ made }) => made);
}

/** The source for an editor of this endpoint; `names` is where names of things are looked up. */
export function source(known: Knowledge, names: string | undefined): CompletionSource {
  const fixed = words(known);
  const all = known.terms.map((each) => ({ each, made: term(each, known) }));
  return async (context): Promise<CompletionResult | null> => {
    const typed = context.matchBefore(WORD);
    if (!typed || (typed.from === typed.to && !context.explicit) || within(context, "Comment", "IriRef", "String")) return null;
    const text = typed.text;
    if (/^[?$]/.test(text)) return { from: typed.from, options: variables(context), validFor: /^[?$]\w*$/ };
    const options = [...terms(text, all), ...(text.includes(":") ? [] : fixed.filter((each) => starts(each.label, text)))];
    options.push(...(await things(text, context, known, names)));
    return { from: typed.from, options, filter: false };
  };
}

function starts(label: string, typed: string): boolean {
  return label.toLowerCase().startsWith(typed.toLowerCase());
}

async function things(typed: string, context: CompletionContext, known: Knowledge, names: string | undefined): Promise<Completion[]> {
  const local = typed.replace(/^[\w-]*:/, "").replaceAll("-", " ");
  if (!names || local.length < SHORTEST) return [];
  const abort = new AbortController();
  context.addEventListener("abort", () => abort.abort());
  try {
    const found = await suggest(names, local, abort.signal);
    return found.map((each) => option(each.id, each.name, { type: "text", info: t("completion-thing", { kind: each.kind_label }) }, known));
  } catch {
    return []; // names are a help, and their failure no reason to stop completing
  }
}
