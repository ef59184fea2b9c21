// The editor itself: CodeMirror in a shadow root, where its styles are adopted sheets and no policy has to be loosened.

import {
  type CompletionSource,
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { element, t } from "../page";

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword, tags.modifier], color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--good)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--doubt)" },
  { tag: [tags.number, tags.bool, tags.literal], color: "var(--doubt)" },
  { tag: [tags.namespace, tags.url, tags.typeName, tags.propertyName], color: "var(--link)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
]);

const THEME = EditorView.theme({
  "&": { backgroundColor: "var(--paper)", border: "1px solid var(--strong-line)", color: "var(--ink)", fontSize: ".9rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
  ".cm-content": { caretColor: "var(--ink)", fontFamily: "var(--mono)", minHeight: "14em" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", maxHeight: "60vh", overflow: "auto" },
  ".cm-gutters": { backgroundColor: "var(--raised)", borderRight: "1px solid var(--line)", color: "var(--quiet)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--line) 25%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--link) 30%, transparent)",
  },
  ".cm-tooltip": { backgroundColor: "var(--raised)", border: "1px solid var(--strong-line)", color: "var(--ink)" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "2px 6px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--link)", color: "var(--paper)" },
  ".cm-completionDetail": { color: "inherit", fontFamily: "var(--sans)", fontStyle: "normal", marginLeft: "1em" },
  ".cm-completionInfo": { fontFamily: "var(--sans)", maxWidth: "24rem" },
  ".cm-matchingBracket, .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--strong-line)" },
  ".cm-diagnostic": { fontFamily: "var(--sans)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--raised)", borderColor: "var(--line)", color: "var(--quiet)" },
});

/** Typing over several lines: the browser would join them with inline styles, which the page's policy forbids. */
function replaceLines(event: InputEvent, view: EditorView): boolean {
  const { from, to } = view.state.selection.main;
  const several = view.state.doc.lineAt(from).number !== view.state.doc.lineAt(to).number;
  if (event.inputType !== "insertText" || event.data === null || view.composing || !several) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

/** Where something is wrong: line and column, from 1. */
export interface Fault {
  line: number;
  column: number;
  message: string;
}

/** An editor on the page. */
export class Editor {
  readonly host: HTMLElement;
  private readonly completion = new Compartment();
  private readonly view: EditorView;

  /** `run` is called by Ctrl-Enter, `changed` after every change. */
  constructor(text: string, run: () => void, changed: (text: string) => void) {
    this.host = element("div", { class: "code" });
    const root = this.host.attachShadow({ mode: "open" });
    const runKey = { key: "Mod-Enter", preventDefault: true, run: () => (run(), true) };
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          keymap.of([runKey, { key: "Tab", run: acceptCompletion }, ...closeBracketsKeymap, ...completionKeymap, ...lintKeymap]),
          keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap]),
          [lineNumbers(), foldGutter(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching()],
          [closeBrackets(), highlightActiveLine(), EditorView.lineWrapping, sparql(), syntaxHighlighting(COLOURS), THEME],
          EditorView.domEventHandlers({ beforeinput: replaceLines }),
          this.completion.of(autocompletion({ override: [] })),
          EditorView.contentAttributes.of({ "aria-label": t("query-label"), "aria-describedby": "editor-keys", tabindex: "0" }),
          EditorView.updateListener.of((update) => update.docChanged && changed(this.text)),
        ],
      }),
    });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(text: string) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text }, selection: { anchor: 0 } });
  }

  focus(): void {
    this.view.focus();
  }

  /** Complete by this source from now on. */
  completeBy(source: CompletionSource): void {
    this.view.dispatch({ effects: this.completion.reconfigure(autocompletion({ override: [source], icons: false })) });
  }

  /** Mark what is wrong at its place, and go there; no fault clears the marks. */
  mark(fault?: Fault): void {
    const found = fault ? [this.diagnostic(fault)] : [];
    this.view.dispatch(setDiagnostics(this.view.state, found));
    if (found[0]) this.view.dispatch({ selection: { anchor: found[0].from }, scrollIntoView: true });
  }

  private diagnostic({ line, column, message }: Fault): Diagnostic {
    const document = this.view.state.doc;
    const at = document.line(Math.max(1, Math.min(document.lines, line)));
    const from = Math.min(at.to, at.from + Math.max(0, column - 1));
    const word = /^[^\s{}()]+/.exec(document.sliceString(from, at.to))?.[0].length ?? 1;
    return { from, to: Math.min(document.length, from + word), severity: "error", message };
  }
}
