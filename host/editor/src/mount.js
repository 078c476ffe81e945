import { closeBrackets, closeBracketsKeymap, completionKeymap, autocompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentRange, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { checking } from "./check.js";
import { completing } from "./complete.js";
import { insertFacts } from "./facts.js";
import { highlighting, theme } from "./theme.js";

export function mount(textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const host = document.createElement("div");
  const status = Object.assign(document.createElement("p"), { className: "quiet editor-status" });
  status.setAttribute("role", "status");
  // In a shadow root the editor's styles are constructed sheets, which a strict Content-Security-Policy lets pass.
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({ doc: textarea.value, extensions: extensions(textarea, label, status) }),
  });

  textarea.hidden = true;
  textarea.required = false; // what is hidden cannot say that it is empty; the server does
  host.className = "editor";
  textarea.after(host, buttons(view), status);
  label?.addEventListener("click", () => view.focus());
  insertFacts(view, textarea);
}

function extensions(textarea, label, status) {
  return [
    lineNumbers(), foldGutter(), codeFolding(), history(), drawSelection(), bracketMatching(), closeBrackets(), indentOnInput(), indentUnit.of("  "),
    EditorState.tabSize.of(2), highlightActiveLine(), highlightSelectionMatches(), search({ top: true }), json(), syntaxHighlighting(highlighting), theme, lintGutter(),
    autocompletion({ override: [completing(textarea.dataset.schemas)] }),
    textarea.dataset.check ? checking(textarea, status) : [],
    // Tab is left alone: it leads out of the editor, as it does anywhere else.
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
    EditorView.contentAttributes.of({ "aria-label": label?.textContent.trim() ?? "JSON", tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        textarea.value = update.state.doc.toString();
        textarea.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }),
  ];
}

function buttons(view) {
  const row = Object.assign(document.createElement("div"), { className: "editor-buttons" });
  const format = Object.assign(document.createElement("button"), { type: "button", className: "button second small", textContent: "Format" });
  format.addEventListener("click", () => view.dispatch({ changes: indentRange(view.state, 0, view.state.doc.length) }));
  row.append(format);
  return row;
}
